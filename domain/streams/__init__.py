"""The state of each kind of stream, as its ledger tells it."""
