"""A view that people get is complete when it is built; what the record gives has no room for words."""

import importlib
import inspect
import pkgutil

import pytest

from api import views
from store.reading import views as of_the_record
from store.reading.views import View

SAID = {"label", "citation", "sentence", "section_label", "regime_label", "rule_set_label"}


def defined_in(module: object, name: str) -> list[type[View]]:
    return [each for each in vars(module).values() if inspect.isclass(each) and issubclass(each, View) and each.__module__ == name]


FOR_PEOPLE = [
    view
    for module in pkgutil.iter_modules(views.__path__, "api.views.")
    for view in defined_in(importlib.import_module(module.name), module.name)
]


def test_what_the_record_gives_says_nothing_in_words() -> None:
    record = defined_in(of_the_record, "store.reading.views")
    assert [(view.__name__, name) for view in record for name in view.model_fields if name in SAID] == []


@pytest.mark.parametrize("view", FOR_PEOPLE)
def test_what_people_get_cannot_be_built_without_its_words(view: type[View]) -> None:
    assert [name for name, field in view.model_fields.items() if name in SAID and not field.is_required()] == []


def test_the_views_of_every_subject_are_found() -> None:
    assert {"TimelineEntry", "ReportView", "ListView", "YearlyView", "DeadlineLineView"} <= {view.__name__ for view in FOR_PEOPLE}
