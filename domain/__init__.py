"""The rules. Pure: no clock, no input or output, no async; what must be known is passed in."""
