"""What the door promises, in OpenAPI: drawn up once in a process, for every test that reads it."""

from functools import cache
from typing import Any

from api.app import make_app
from settings import Settings


@cache
def the_description() -> dict[str, Any]:
    return make_app(Settings()).openapi()
