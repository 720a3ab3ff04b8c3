"""From the registration of an initiative to the answer."""
