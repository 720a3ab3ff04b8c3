"""Which pages are named at the head of every page: to each office those it has a use for.

What is not named can still be asked for at its address, and who may read what is weighed there: this hides nothing and grants nothing.
"""

from collections.abc import Collection

from api.pages.visits import FIRST_PAGE
from domain.people.directory import LEADERS, Tenure
from domain.people.rights import READ_READERS
from domain.people.standpoint import SEES_EVERYTHING
from domain.vocabulary import Office

NAVIGATION = {
    "work": FIRST_PAGE,
    "initiatives": "/counter/initiatives",
    "reviews": "/counter/reviews",
    "rewards": "/counter/rewards",
    "campaigns": "/counter/campaigns",
    "board": "/counter/board",
    "reports": "/counter/reports",
    "rules": "/counter/rules",
    "readers": "/counter/readers",
    "notices": "/counter/notices",
}
# To all others the page has nothing to say. What stands in neither is for everybody: a person without an office proposes, and may be reviewed or rewarded.
OF_AN_OFFICE = ("campaigns", "reports")
OF_THESE_OFFICES: dict[str, Collection[Office]] = {
    "board": (*LEADERS, Office.PARTY_SECRETARY, *SEES_EVERYTHING),
    "readers": READ_READERS.offices,
}


OF_OPERATORS = {"operator": "/counter/operator"}


def offered(terms: Collection[Tenure], operates: bool = False) -> dict[str, str]:
    """The names and addresses of the pages for somebody who holds these offices, and may be an operator besides."""
    held = {term.office for term in terms}
    return {
        name: address
        for name, address in {**NAVIGATION, **(OF_OPERATORS if operates else {})}.items()
        if (name not in OF_AN_OFFICE or held) and (name not in OF_THESE_OFFICES or held.intersection(OF_THESE_OFFICES[name]))
    }
