"""This room writes down what came in, what was decided and what is owed, and derives every stream's snapshot and rows from its ledger."""
