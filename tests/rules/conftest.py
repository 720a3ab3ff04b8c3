"""The rules are pure: in this folder nothing can open a socket."""

import pytest


@pytest.fixture(autouse=True)
def without_sockets(socket_disabled: None) -> None:
    pass
