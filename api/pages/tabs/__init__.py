"""The parts of a case, a file each: what a part shows, drawn by the template of the same name."""
