"""Whole cases played at the front door of a whole product: what the tests, the demo and `make rehearse` are made of."""
