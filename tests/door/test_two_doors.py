"""The factory builds a door whole: nothing of one is in another, and importing a room of it builds nothing."""

import pkgutil
from importlib import import_module
from pathlib import Path

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute

from api import routers
from api.app import make_app
from api.bodies import each_key_once
from settings import Settings
from tests.doorstep import Doorstep

ROOMS = [import_module(f"{routers.__name__}.{found.name}") for found in pkgutil.iter_modules(routers.__path__)]


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


def test_two_doors_have_no_route_in_common() -> None:
    doors = make_app(Settings()), make_app(Settings())
    first, second = ({id(route) for route in door.routes if isinstance(route, APIRoute)} for door in doors)
    assert len(first) == len(second) > 100
    assert first & second == set()


def test_whoever_takes_json_takes_each_key_of_it_once() -> None:
    taking = [route for route in make_app(Settings()).routes if isinstance(route, APIRoute) and route.body_field]
    assert len(taking) > 90
    assert [route.path for route in taking if each_key_once not in [each.call for each in route.dependant.dependencies]] == []
