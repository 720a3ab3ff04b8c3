"""`make chaos`: many lives while the parts of the product are killed and paused, and an independent checker at the end."""
