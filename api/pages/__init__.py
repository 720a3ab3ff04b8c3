"""The counter: pages for people, beside the addresses for programs. A page asks what the JSON asks, in the same call, and acts through the same door."""
