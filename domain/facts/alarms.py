"""What is recorded of incidents, obstruction, integrity flags and referrals."""

from collections.abc import Mapping
from datetime import date

from domain.facts.fact import FOCAL, HEAD, IMPLEMENTER, PROPOSER, SUPERIOR, Fact
from domain.vocabulary import IntegrityGround, Office, ReportedAs


class IncidentReported(Fact):
    """`review`: the liability review it opened."""

    kind = "incident_reported"
    tells = (PROPOSER, IMPLEMENTER, HEAD)

    happened_on: date
    what: str
    item: str = ""
    damage_dong: int = 0
    evidence: tuple[str, ...] = ()
    review: str


class ObstructionReported(Fact):
    """`report`: its name, the number of the filing it came in by; before 0.5.0 it was counted, O1, O2. Never shown to the person it is about."""

    kind = "obstruction_reported"
    tells = (Office.INSPECTORATE, FOCAL)

    report: str
    about: str
    what: str
    reported_as: ReportedAs | None = None
    evidence: tuple[str, ...] = ()
    names: Mapping[str, str] = {}

    @property
    def hidden_from(self) -> tuple[str, ...]:
        return (self.about,)


class ObstructionAnswered(Fact):
    """`denunciation`: its number in the register of denunciations, where it is one and goes on there."""

    kind = "obstruction_answered"
    tells = (Office.INSPECTORATE, FOCAL)

    report: str
    about: str
    answer: str
    denunciation: str = ""

    @property
    def hidden_from(self) -> tuple[str, ...]:
        return (self.about,)


class IntegrityFlagRaised(Fact):
    """`review`: the liability review it opened. `happened_on`: when what is suspected happened, where said."""

    kind = "integrity_flag_raised"
    tells = (HEAD, SUPERIOR, FOCAL)

    grounds: tuple[IntegrityGround, ...]
    persons: tuple[str, ...]
    what: str
    happened_on: date | None = None
    evidence: tuple[str, ...] = ()
    review: str
    names: Mapping[str, str] = {}


class IntegrityFlagCleared(Fact):
    kind = "integrity_flag_cleared"
    tells = (PROPOSER, IMPLEMENTER, HEAD, FOCAL)

    reasons: str
    evidence: tuple[str, ...] = ()


class Referred(Fact):
    """`persons`: whose conduct it is about; nobody named means everybody's."""

    kind = "referred"
    tells = (HEAD, SUPERIOR, FOCAL)

    to: str
    what: str
    handover: str = ""
    persons: tuple[str, ...] = ()
    names: Mapping[str, str] = {}


class ReferralOutcomeRecorded(Fact):
    kind = "referral_outcome_recorded"
    tells = (HEAD, SUPERIOR, FOCAL)

    to: str
    outcome: str
