"""What a case costs: the product beside a workflow that does nothing, on one server, in turns. `make bench` runs it."""
