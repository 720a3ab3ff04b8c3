"""What a set says of registering a proposal: whom it covers, what its dossier holds, where it belongs, to whom it goes, and what lies outside."""

from datetime import date

from domain.law.parameter import Data, Parameter
from domain.vocabulary import PersonnelKind


class Coverage(Data):
    """Whom a regime covers, by personnel kind. Whose kind the directory does not know is for the receiving office to judge."""

    persons: Parameter[tuple[PersonnelKind, ...]]


class DossierRule(Data):
    """Which parts of a dossier must not be empty beside those ND73 Art. 7.2 asks for; whether it names a focus area, and its plan whether it is a
    scheme or a plan. `free_of_secrets`: the acts whose sender confirms that no State secret stands in them.
    """

    required: Parameter[tuple[str, ...]]
    focus_area_required: Parameter[bool]
    plan_form_required: Parameter[bool] | None = None
    free_of_secrets: Parameter[tuple[str, ...]] | None = None


class ScopeBasis(Data):
    """On what one ground puts a proposal outside the rules it named."""

    basis: str
    provisional: bool = False
    note: str = ""


class Validity(Data):
    """What is not known of the regime itself, whatever its numbers say."""

    verify_before_use: Parameter[bool]


class RoutingRule(Data):
    """Whether a proposal goes to the agency that manages its proposer, where that one stands above the agency they serve at."""

    by_manager: Parameter[bool]


class PastRule(Data):
    """Until when a case may have been registered to be entered later as a record: what came after is registered here and decided here."""

    registered_until: Parameter[date]


class CampaignRule(Data):
    """How many registrations of each agency a campaign asks for that does not say."""

    at_least: Parameter[int]


class FocusArea(Data):
    """A programme or hot issue the city has named, from a day to a day. `part_of`: the area it is a component programme or a named issue of."""

    title_vi: str
    title_en: str
    basis: str
    valid_from: date
    valid_to: date | None = None
    part_of: str = ""
    provisional: bool = False

    def open_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
