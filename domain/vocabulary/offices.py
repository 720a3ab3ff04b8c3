"""Who people and agencies are."""

from enum import StrEnum


class Office(StrEnum):
    """In what capacity somebody acts. Those up to the auditor are held, from a day to a day, in the directory; the others follow from the case."""

    AGENCY_HEAD = "agency_head"
    DEPUTY_HEAD = "deputy_head"
    AGENCY_OFFICER = "agency_officer"
    REVIEW_OFFICER = "review_officer"
    PARTY_SECRETARY = "party_secretary"
    HOME_AFFAIRS = "home_affairs"
    INSPECTORATE = "inspectorate"
    EMULATION_COUNCIL = "emulation_council"
    APPOINTING_AUTHORITY = "appointing_authority"
    AUDITOR = "auditor"
    PROPOSER = "proposer"
    IMPLEMENTER = "implementer"
    EVALUATOR = "evaluator"
    LEADERSHIP = "leadership"
    RECEIVING_OFFICE = "receiving_office"
    SUPERIOR_HEAD = "superior_head"
    CITY_CHAIR = "city_chair"
    CITY_DEPUTY = "city_deputy"
    HANDLING_HEAD = "handling_head"
    HANDLING_OFFICER = "handling_officer"
    COMPLAINT_AUTHORITY = "complaint_authority"
    COMPETENT_AUTHORITY = "competent_authority"
    CONSULTED_DEPARTMENT = "consulted_department"
    PERSON_REVIEWED = "person_reviewed"
    PANEL_MEMBER = "panel_member"
    PANEL_CHAIR = "panel_chair"
    MEETING_SECRETARY = "meeting_secretary"
    COUNCIL_MEMBER = "council_member"
    PAPER_OFFICE = "paper_office"
    DECLARANT = "declarant"
    ANYONE_CONCERNED = "anyone_concerned"
    CLOCK = "clock"


# Whoever heads an agency, and whoever is their deputy, by whatever office the procedure calls them.
HEADS = frozenset(
    {
        Office.AGENCY_HEAD,
        Office.SUPERIOR_HEAD,
        Office.CITY_CHAIR,
        Office.HANDLING_HEAD,
        Office.COMPLAINT_AUTHORITY,
        Office.COMPETENT_AUTHORITY,
    }
)
DEPUTIES = frozenset({Office.DEPUTY_HEAD, Office.CITY_DEPUTY})


class BodyKind(StrEnum):
    """A body that meets and votes."""

    LEADERSHIP = "leadership"
    PANEL = "panel"
    EMULATION_COUNCIL = "emulation_council"
    COUNCIL = "council"


class PersonnelKind(StrEnum):
    """What somebody is in law: it says which rules cover them, and later which liability table is theirs."""

    CADRE = "cadre"
    MANAGING_CIVIL_SERVANT = "managing_civil_servant"
    CIVIL_SERVANT = "civil_servant"
    MANAGING_PUBLIC_EMPLOYEE = "managing_public_employee"
    PUBLIC_EMPLOYEE = "public_employee"
    STATE_CAPITAL_HOLDER = "state_capital_holder"
    WORKER = "worker"


class AgencyKind(StrEnum):
    """What an agency is: what is asked of it, and how coverage is counted, may depend on it."""

    COMMITTEE = "committee"
    DEPARTMENT = "department"
    WARD = "ward"
    COMMUNE = "commune"
    SPECIAL_ZONE = "special_zone"
    SERVICE_UNIT = "service_unit"
    ENTERPRISE = "enterprise"


class Capacity(StrEnum):
    """What stands before the title of whoever signs a document: for the collective, acting, for the head, by order, by authorisation."""

    TM = "tm"
    Q = "q"
    KT = "kt"
    TL = "tl"
    TUQ = "tuq"


class StandIn(StrEnum):
    """By whom it was said who takes the work of a head who is away: by the head's paper, by the rules, or by nobody, and then it moves to nobody."""

    ORDER = "order"
    RULE = "rule"
    NOBODY = "nobody"


class StandInRule(StrEnum):
    """Whom the rules name where the paper of a head who is away names nobody."""

    FIRST_DEPUTY = "first_deputy"
    NOBODY = "nobody"


class LeaveState(StrEnum):
    """How leave to sign stands on a day. `lapsed`: within its time, but one of the two is no more what they were."""

    IN_FORCE = "in_force"
    TO_COME = "to_come"
    LAPSED = "lapsed"
    OVER = "over"
