"""The procedure in time. Deterministic and small: workflow code sees numbers and names, never content."""
