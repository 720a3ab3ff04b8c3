"""The factory builds a door whole: nothing of one is known to another, and importing a room of it builds nothing."""

import inspect
import pkgutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from starlette.routing import Mount

from api import routers
from api.app import make_app
from api.bodies import each_key_once
from api.house import House
from api.pages.provider import Provider
from api.pages.visits import Reception
from api.tokens import Verifier
from settings import Settings
from store.engine import Store
from tests.doorstep import Doorstep
from tests.pages.browsers import street

ROOMS = [import_module(f"{routers.__name__}.{found.name}") for found in pkgutil.iter_modules(routers.__path__)]
OF_ONE_DOOR = (FastAPI, House, Provider, Reception, Settings, Store, Verifier)


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.__name__)
def test_no_room_of_the_door_holds_a_router_when_it_is_imported(room: object) -> None:
    assert [name for name, value in vars(room).items() if isinstance(value, APIRouter | FastAPI)] == []


async def test_two_doors_with_different_settings_share_neither_settings_nor_record(tmp_path: Path) -> None:
    one = Doorstep.opened(tmp_path / "one", public_url="https://one.example")
    two = Doorstep.opened(tmp_path / "two", public_url="https://two.example")
    async with one as first, two as second:
        feeds = [(await door.ask("POST", "/deadlines/feed", "lan")).json()["address"] for door in (first, second)]
        assert [feed.partition("/deadlines")[0] for feed in feeds] == ["https://one.example", "https://two.example"]
        first_s = feeds[0].removeprefix("https://one.example")
        assert (await first.http.get(first_s)).status_code == 200
        assert (await second.http.get(first_s)).status_code == 404


async def test_two_counters_come_back_each_to_its_own_address(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    one, two = (street(tmp_path / name, public_url=f"https://{name}.example") for name in ("one", "two"))
    async with one as first, two as second:
        sent_to = [(await each.door.http.get("/counter/sign-in")).headers["location"] for each in (first, second, first)]
    comes_back_to = [parse_qs(urlsplit(address).query)["redirect_uri"] for address in sent_to]
    assert comes_back_to == [[f"https://{name}.example/counter/signed-in"] for name in ("one", "two", "one")]


def routes_of(door: FastAPI) -> Iterator[APIRoute]:
    """Those for programs and those of the counter."""
    yield from (route for route in door.routes if isinstance(route, APIRoute))
    yield from (route for mounted in door.routes if isinstance(mounted, Mount) for route in mounted.routes if isinstance(route, APIRoute))


def carried(route: APIRoute) -> list[object]:
    """What the handler of a route has with it, beside what a request brings."""
    handler = inspect.unwrap(route.endpoint)
    closed_over = inspect.getclosurevars(handler).nonlocals.values()
    given = [each.default for each in inspect.signature(handler).parameters.values()]
    return [*closed_over, *given, getattr(handler, "__self__", None), route.dependency_overrides_provider]


def test_what_two_doors_have_in_common_carries_neither_settings_nor_record() -> None:
    doors = [make_app(Settings(client_id="khien-counter")) for _ in range(2)]
    first, second = ({route.path_format: route for route in routes_of(door)} for door in doors)
    common = [route for path, route in first.items() if route is second[path]]
    assert len(common) > 100
    assert [route.path for route in common if any(isinstance(each, OF_ONE_DOOR) for each in carried(route))] == []


def test_whoever_takes_json_takes_each_key_of_it_once() -> None:
    taking = [route for route in make_app(Settings()).routes if isinstance(route, APIRoute) and route.body_field]
    assert len(taking) > 90
    assert [route.path for route in taking if each_key_once not in [each.call for each in route.dependant.dependencies]] == []
