"""Who somebody is on a day, what they are to a stream, and what they may see and do outside any stream."""
