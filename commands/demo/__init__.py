"""The demo: the whole product on this machine, under supervisord."""
