"""The rules need nobody: this folder holds itself to it."""

import socket

import pytest
from pytest_socket import SocketBlockedError


def test_no_rule_can_open_a_socket() -> None:
    with pytest.warns(UserWarning, match="tried to use socket"), pytest.raises(SocketBlockedError):
        socket.socket()
