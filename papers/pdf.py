"""A paper as PDF/A: the same bytes for the same value, on every machine and in every process.

To print is work for the processor, with somebody's text in hand: whoever serves others meanwhile only writes the order, and has it carried out apart
(papers/apart.py). An order is JSON, whole in itself: which layout, with which values, under which day.
"""

import json
from dataclasses import fields, is_dataclass
from datetime import datetime
from typing import Any

from papers.glyphs import shown
from papers.paper import Paper
from words import books


def order(paper: Paper) -> bytes:
    """That paper in the layout of Decree 30/2020."""
    return order_of("layout", paper.moment, paper=paper, labels=dict(books()[paper.language]["layout"]))


def order_of(layout: str, moment: datetime | None, **values: object) -> bytes:
    """Those values in that layout (a .typ file beside this one). Archives ask of each file a day: `moment`, never today."""
    whole = {
        "layout": layout,
        "day": int(moment.timestamp()) if moment else 0,
        "values": {name: _data(each) for name, each in values.items()},
    }
    return json.dumps(whole, ensure_ascii=False).encode()


def _data(value: object) -> Any:
    """A value as a layout reads it: each part says what it `is`, and every text can be shown."""
    if isinstance(value, str):
        return shown(value)
    if isinstance(value, tuple):
        return [_data(each) for each in value]
    if isinstance(value, dict):
        return {name: _data(each) for name, each in value.items()}
    if is_dataclass(value):
        parts = {each.name: _data(getattr(value, each.name)) for each in fields(value)}
        return {"is": type(value).__name__.lower(), **parts}
    return None if isinstance(value, datetime) else value
