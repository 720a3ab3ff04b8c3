"""What whoever is under review may ask about who advises them."""

from domain import facts
from domain.acts.act import Act
from domain.values import Code, Day
from domain.vocabulary import Role


class NameAdviser(Act):
    """One at a time: they read this review until that day, and act in nothing."""

    gives_role = Role.ADVISER
    becomes = facts.AdviserNamed
    example = {"adviser": "stranger", "until": "2027-02-26"}

    adviser: Code
    until: Day

    def mentions(self) -> tuple[str, ...]:
        return (self.adviser,)


class DismissAdviser(Act):
    """From now on one's adviser reads nothing of it."""

    becomes = facts.AdviserDismissed
