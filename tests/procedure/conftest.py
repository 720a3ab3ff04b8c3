"""Stories are told before the whole product, in real and in virtual time."""

import pytest


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.import_plugin("tests.servers")
