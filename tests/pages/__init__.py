"""The counter, as people use it: over HTTP, with everything a browser does and none in it. A machine without a browser tests the same journeys."""
