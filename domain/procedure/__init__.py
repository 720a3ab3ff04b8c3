"""The procedure: its rows by stream, and the one way in which an act is weighed and becomes a fact."""
