"""What a person may read outside any one stream: who reads every stream, every report and every list, and who does not."""

import pytest

from domain.people.rights import (
    READ_EVERY_LIST,
    READ_EVERY_STREAM,
    READ_HEADS,
    READ_REPORTS,
    READ_TALENT,
    RIGHTS,
    SEND_LISTS,
    Right,
    may_see_list,
)
from domain.refusals import Reason, Refused
from domain.vocabulary import Office
from tests.builders import CITY, WARD, a_term

TOPS = {CITY}


@pytest.mark.parametrize("office", Office)
def test_every_stream_and_every_list_are_read_by_home_affairs_the_inspectorate_and_the_auditor_alone(office: Office) -> None:
    sees = office in (Office.HOME_AFFAIRS, Office.INSPECTORATE, Office.AUDITOR)
    assert READ_EVERY_STREAM.is_held([a_term("somebody", office, CITY)], TOPS) is sees
    assert READ_EVERY_LIST.is_held([a_term("somebody", office, CITY)], TOPS) is sees


@pytest.mark.parametrize(
    ("right", "reason"),
    [
        pytest.param(READ_TALENT, Reason.TALENT_FOR_APPOINTING, id="who was recognised"),
        pytest.param(READ_HEADS, Reason.HEADS_FOR_SUPERIORS, id="what heads answered"),
    ],
)
@pytest.mark.parametrize("office", Office)
def test_over_all_agencies_home_affairs_alone_reads(right: Right, reason: Reason, office: Office) -> None:
    tenures = [a_term("somebody", office, CITY)]
    if office is Office.HOME_AFFAIRS:
        right.refuse_unless_held(tenures, TOPS)
        return
    with pytest.raises(Refused) as told:
        right.refuse_unless_held(tenures, TOPS)
    assert (told.value.reason, told.value.basis) == (reason, "house: reading")


@pytest.mark.parametrize(
    ("office", "agency", "why"),
    [
        pytest.param(Office.AGENCY_HEAD, CITY, None, id="the chair of the city"),
        pytest.param(Office.DEPUTY_HEAD, CITY, None, id="a deputy of the city"),
        pytest.param(Office.AUDITOR, WARD, None, id="the auditor, wherever they serve"),
        pytest.param(Office.AGENCY_HEAD, WARD, Reason.REPORTS_FOR_LEADERS, id="not the head of a ward"),
        pytest.param(Office.AGENCY_OFFICER, CITY, Reason.REPORTS_FOR_LEADERS, id="not an officer of the city"),
    ],
)
def test_reports_are_read_by(office: Office, agency: str, why: Reason | None) -> None:
    tenures = [a_term("somebody", office, agency)]
    assert READ_REPORTS.is_held(tenures, TOPS) is (why is None)
    if why:
        with pytest.raises(Refused, match=why):
            READ_REPORTS.refuse_unless_held(tenures, TOPS)


def test_a_list_is_seen_by_whoever_sent_it() -> None:
    assert may_see_list("lan", "lan", ())
    assert not may_see_list("tam", "lan", [a_term("tam", Office.AGENCY_HEAD)])
    assert may_see_list("focal", "lan", [a_term("focal", Office.HOME_AFFAIRS, CITY)])


def test_a_list_is_sent_by_an_officer_of_an_agency() -> None:
    SEND_LISTS.refuse_unless_held([a_term("clerk", Office.AGENCY_OFFICER, WARD)])
    with pytest.raises(Refused, match=Reason.LISTS_FOR_OFFICERS):
        SEND_LISTS.refuse_unless_held([a_term("head", Office.AGENCY_HEAD, WARD)])


def test_every_right_stands_on_a_basis() -> None:
    assert all(right.basis for right in RIGHTS)
    assert len({right.name for right in RIGHTS}) == len(RIGHTS)
