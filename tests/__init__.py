"""A test process holds the whole product and thousands of tests, all of which every full collection looks through: it looks less often."""

import gc

gc.set_threshold(20_000, 50, 100)
