"""From the plan to the closing of an initiative, and what goes wrong on the way."""
