"""This room is for whoever keeps the record in order: it checks the record against itself, repairs what is derived, and finds what was left lying."""
