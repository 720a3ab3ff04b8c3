"""What a file is, what it says and who signed it: looked at in a process apart (`apart`), answered as a value (`answer`)."""
