"""The permanent record. SQLModel stays in this room, and rows never leave it."""
