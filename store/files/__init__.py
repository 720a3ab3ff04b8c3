"""Evidence as it is kept: the bytes on a shelf under their hash, and beside them who handed them in and what was found of them (ADR 48)."""
