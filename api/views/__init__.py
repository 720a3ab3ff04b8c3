"""What people get: frozen, and complete when built. A view that needs words asks for them; one without cannot be built."""
