"""A day in the life of each office: written once, by what people read and press, and played in headless Chromium and without any browser.

`chromium` is skipped where the machine has none: the same journeys and the same claims are then held over HTTP alone.
"""

from collections.abc import AsyncIterator

import pytest

from api.pages.board import BANDS
from api.pages.forms import fields_of, typed_from
from api.pages.registering import BEGINS, STEPS
from domain import acts
from domain.acts import Register
from domain.vocabulary import Regime
from rehearsal.story import STORIES, ActStep, read_story
from tests.families import Step, the_way
from tests.pages.by_pages import ByPages, player
from tests.pages.chromium import CHROMIUM
from tests.pages.towns import CHECK, SEND, WAYS, Town, town
from tests.record.whole_families import follow
from words import act_title, label, page

NEW = "/counter/initiatives/new"
IDEA = typed_from(fields_of(Register), {**Register.example, "implementers": ["tam"], "title": "Hẹn giờ qua điện thoại (DEMO)"})


@pytest.fixture(scope="module", params=WAYS)
async def here(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    if request.param == "chromium" and not CHROMIUM:
        pytest.skip("no chromium on this machine: the same journeys are played over HTTP")
    async with town(tmp_path_factory.mktemp("town"), request.param) as found:
        yield found


# -- coming in, going out, and what lies between


async def test_two_clicks_lead_to_my_work_and_one_leads_out(here: Town) -> None:
    window = await here.window()
    await window.sign_in("head")
    assert window.address == "/counter/work"
    assert "Võ Quốc Minh (DEMO)" in await window.text()
    await window.press("Thoát")
    assert "Đã thoát" in await window.text()
    assert not await window.secret()


async def test_what_was_typed_survives_a_session_that_ran_out_while_typing(here: Town) -> None:
    window = await here.window("lan")
    await window.go(NEW)
    await window.fill({**IDEA, "title": ["Gõ dở & <b>"]})
    await here.end_session(window)
    await window.press(CHECK)
    assert (window.status, "Phiên làm việc đã hết" in await window.text()) == (401, True)
    await window.sign_in("lan", beside=True)
    await window.press("Tiếp tục")
    assert window.status == 409, "drawn again, since its mark is of the session that ended"
    await window.press("Tiếp tục")
    assert await window.offers(CHECK) or await window.offers(SEND)
    if await window.offers(SEND):
        await window.press("Sửa lại")
    assert await window.value("title") == "Gõ dở & <b>"


# -- each office


async def test_whoever_has_an_idea_registers_it_reads_it_over_and_finds_it_again(here: Town) -> None:
    window = await here.window("lan")
    await window.go("/counter/work")
    await window.follow("Đăng ký đề xuất")
    await window.follow(page("step_idea", "vi"))
    await window.fill({"title": IDEA["title"]})
    await window.press(page("save_and_go_on", "vi"))
    assert (window.status, "Có điều cần sửa trước khi gửi" in await window.text()) == (422, True)
    for step, fields in STEPS.items():
        await window.go(f"{BEGINS}/{step}")
        await window.fill({name: values for name, values in IDEA.items() if name.partition(".")[0] in fields})
        await window.press(page("save_and_go_on", "vi"))
        assert window.status == 200
    assert CHECK in await window.text()
    await window.follow("Sửa lại")
    await window.go(f"{BEGINS}/check")
    await window.press(SEND)
    here.answer()
    await window.go(window.address)
    assert "Đã ghi vào sổ" in await window.text()
    await window.follow("Đến hồ sơ")
    assert "Hẹn giờ qua điện thoại (DEMO)" in await window.text()


async def test_the_officer_who_takes_in_finds_it_on_the_desk_and_clears_it(here: Town) -> None:
    number, window, accept = here.case(), await here.window("clerk"), act_title("accept_dossier", "vi")
    await window.go("/counter/work")
    before = (await window.text()).count(accept)
    await window.go(f"/counter/initiatives/{number}")
    await window.follow(accept)
    await window.press(CHECK)
    await window.press(SEND)
    here.answer()
    await window.go(window.address)
    assert "Đã ghi vào sổ" in await window.text()
    await window.go("/counter/work")
    assert (await window.text()).count(accept) == before - 1


async def test_the_head_decides_what_the_leadership_has_voted_on(here: Town) -> None:
    voted: list[Step] = [("deputy", "", acts.Vote, {}), ("deputy2", "", acts.Vote, {}), ("head", "", acts.Vote, {})]
    number = here.case(("clerk", "", acts.AcceptDossier, {}), ("secretary", "", acts.RecordPartyOpinion, {}), *voted)
    window = await here.window("head")
    for act, typed in (("conclude_vote", {"minutes": ["Biên bản họp."]}), ("approve", {"scope": ["Toàn phường"]})):
        await window.go(f"/counter/initiatives/{number}")
        await window.follow(act_title(act, "vi"))
        await here.act(window, window.address, typed)
        assert "Đã ghi vào sổ" in await window.text(), (act, await window.text())
    await window.go(f"/counter/initiatives/{number}")
    assert "Lập kế hoạch" in await window.text()


async def test_the_inspectorate_finds_a_case_warns_and_finds_it_again_by_its_mark(here: Town) -> None:
    number, window, warn = here.case(), await here.window("inspector"), act_title("raise_integrity_flag", "vi")
    await window.go(f"/counter/search?find={number}")
    await window.follow(Register.example["title"])
    await window.follow(warn)
    known = {**acts.RaiseIntegrityFlag.example, "happened_on": here.street.counter.moment.date().isoformat()}
    await here.act(window, window.address, typed_from(fields_of(acts.RaiseIntegrityFlag), known))
    assert "Đã ghi vào sổ" in await window.text(), await window.text()
    await window.go("/counter/initiatives")
    await window.fill({"flag": ["integrity"]})
    await window.press("Lọc danh sách")
    assert number in await window.text()


async def test_the_auditor_goes_from_a_number_to_its_cases_and_reads_one_and_is_asked_for_nothing(here: Town) -> None:
    here.case()
    window = await here.window("auditor")
    await window.go("/counter/board")
    await window.follow(f"{label('stages', 'registered', 'vi')}, {page('age_up_to', 'vi', last=BANDS[0])}")
    assert "stage=registered" in window.address
    await window.follow(Register.example["title"])
    assert label("offices", "receiving_office", "vi") in await window.text()
    await window.follow("Người liên quan")
    assert "Nguyễn Thị Lan (DEMO)" in await window.text()
    await window.go("/counter/reports/year")
    await window.press(page("show_report", "vi"))
    assert window.status == 200
    await window.go("/counter/work")
    assert act_title("accept_dossier", "vi") not in await window.text()


async def test_the_council_for_emulation_advises_and_the_appointing_authority_decides(here: Town) -> None:
    way = the_way(Regime.ND73, ill=False)[1:]
    advised, granted = (next(n for n, (who, *_) in enumerate(way) if who == office) for office in ("emulation", "appointing"))
    number = here.case(*way[:advised])
    for who, before, act, typed in (
        ("emulation", (), "consider", {"proposal": ["P1"], "favourable": ["yes"], "minutes": ["Biên bản họp hội đồng."]}),
        ("appointing", way[advised + 1 : granted], "grant", {"proposal": ["P2"], "decision": ["Đưa vào quy hoạch."]}),
    ):
        follow(here.street.counter, number, before)
        window = await here.window(who)
        await window.go("/counter/work")
        await window.follow(Register.example["title"])
        await window.follow(act_title(act, "vi"))
        await here.act(window, window.address, typed)
        assert "Đã ghi vào sổ" in await window.text(), (who, await window.text())
    await window.go("/counter/reports")
    await window.follow(page("report_talent", "vi"))
    assert (window.status, page("report_talent", "vi") in await window.text()) == (200, True)


async def test_two_people_act_on_one_case_and_the_second_is_told_what_has_become_of_it(here: Town) -> None:
    number, clerk, lan = here.case(), await here.window("clerk"), await here.window("lan")
    await clerk.go(f"/counter/initiatives/{number}/acts/accept_dossier")
    await clerk.press(CHECK)
    await here.act(lan, f"/counter/initiatives/{number}/acts/withdraw", {"reason": ["Chúng tôi sẽ trình bản khác."]})
    assert "Đã ghi vào sổ" in await lan.text()
    await clerk.press(SEND)
    here.answer()
    await clerk.go(clerk.address)
    assert "Đã xem xét và chưa thực hiện được" in await clerk.text()
    assert "Căn cứ" in await clerk.text()


async def test_an_act_that_is_not_open_to_somebody_says_why_and_by_which_text(here: Town) -> None:
    window = await here.window("lan")
    await window.go(f"/counter/initiatives/{here.case()}/acts/vote")
    assert "Căn cứ" in await window.text()
    assert not await window.offers(CHECK)


async def test_to_whoever_may_not_read_it_the_page_says_what_it_says_of_nothing(here: Town) -> None:
    window, told = await here.window("stranger"), list[tuple[int, str]]()
    for number in (here.case(), "SK-2026-26743-100000"):
        await window.go(f"/counter/initiatives/{number}")
        told.append((window.status, (await window.text()).replace(number, "")))
    assert told[0] == told[1]
    assert told[0][0] == 404


async def test_a_list_is_filtered_by_its_form_and_read_in_the_other_language(here: Town) -> None:
    number, window = here.case(), await here.window("head")
    await window.go("/counter/initiatives")
    await window.fill({"stage": ["planning"]})
    await window.press("Lọc danh sách")
    assert "stage=planning" in window.address
    assert number not in await window.text()
    await window.press("English")
    assert "Initiatives" in await window.text()


# -- whole cases, by pages alone; no script runs in these windows


@pytest.mark.timeout(900)
async def test_a_review_from_the_incident_to_the_decision(here: Town) -> None:
    story = read_story(STORIES / "s4-foreseen-risk-comes-true.yaml")
    played = player(story, here, first="report_incident")
    assert len([step async for step in played.play()]) == len(story.under(played.under))
    assert isinstance(played.client, ByPages)
    assert played.client.besides == []
    assert {*played.client.filed} >= {"report_incident", "triage", "appoint_panel", "give_statement", "recommend", "propose_upward"}


@pytest.mark.timeout(900)
async def test_the_whole_of_s1a(here: Town) -> None:
    story = read_story(STORIES / "s1a-clean-success-plan-2022.yaml")
    played = player(story, here)
    assert len([step async for step in played.play()]) == len(story.under(played.under))
    assert isinstance(played.client, ByPages)
    assert played.client.besides == []
    assert len(played.client.filed) >= sum(isinstance(step, ActStep) and step.refused is None for _, step in story.under(played.under))
