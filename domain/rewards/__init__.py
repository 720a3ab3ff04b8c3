"""The rewards of an initiative, and the money of training."""
