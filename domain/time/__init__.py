"""What happens by itself: a clock speaks, a calendar is replaced, an agency ends. Nothing here decides."""
