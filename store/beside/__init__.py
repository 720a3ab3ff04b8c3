"""This room keeps who is signed in, and what people note, choose and begin for themselves. No ledger knows of it, no right in a case hangs on it (ADR 40)."""
