"""The hands: what the workflow asks to be done, outside its determinism."""
