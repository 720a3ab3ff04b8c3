"""Which pages are named at the head of every page: to each office those it has a use for.

What is not named can still be asked for at its address, and who may read what is weighed there: this hides nothing and grants nothing.
"""

from collections.abc import Callable, Collection

from api.pages.visits import FIRST_PAGE
from domain.people.directory import Tenure
from domain.people.rights import READ_READERS, steers

NAVIGATION = {
    "work": FIRST_PAGE,
    "initiatives": "/counter/initiatives",
    "reviews": "/counter/reviews",
    "rewards": "/counter/rewards",
    "campaigns": "/counter/campaigns",
    "board": "/counter/board",
    "reports": "/counter/reports",
    "rules": "/counter/rules",
    "notices": "/counter/notices",
}
# To all others these pages have nothing to say. What does not stand here is for all: a person without an office proposes, and may be reviewed or rewarded.
OF_USE_TO: dict[str, Callable[[Collection[Tenure]], bool]] = {
    "campaigns": bool,
    "reports": bool,
    "board": steers,
    "readers": READ_READERS.is_held,
}
OF_A_RIGHT = {"readers": "/counter/readers"}  # to whoever does not have it, there is no such page
OF_OPERATORS = {"operator": "/counter/operator"}


def offered(terms: Collection[Tenure], operates: bool = False) -> dict[str, str]:
    """The names and addresses of the pages for somebody who holds these offices, and may be an operator besides."""
    return {
        name: address
        for name, address in {**NAVIGATION, **OF_A_RIGHT, **(OF_OPERATORS if operates else {})}.items()
        if name not in OF_USE_TO or OF_USE_TO[name](terms)
    }
