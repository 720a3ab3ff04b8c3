"""Signing in and out: by code and PKCE at a real provider, into a session that is the server's, out of reach of any other site."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx2
import pytest

from api.pages.provider import LOGOUT_EVENT
from rehearsal.issuer import mint, signed
from rehearsal.provider import logout_token, make_provider
from settings import OnlyInADemo, Settings
from tests.pages.browsers import AT, Browser, Street, street
from tests.pages.towns import served


@pytest.fixture(scope="module")
async def quiet(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Street]:
    """Nothing has happened here yet."""
    async with street(tmp_path_factory.mktemp("quiet"), session_hours=10, session_idle_minutes=60) as found:
        yield found


async def test_two_clicks_lead_to_my_work(quiet: Street) -> None:
    browser = Browser(quiet.door.app)
    page = await browser.sign_in("head")
    assert (page.status, page.address) == (200, "/counter/work")
    assert "Võ Quốc Minh (DEMO)" in page.text
    assert "Người đứng đầu cơ quan, Ủy ban nhân dân phường Bến Thành" in page.text


async def test_whoever_asked_for_a_page_comes_back_to_it(quiet: Street) -> None:
    page = await Browser(quiet.door.app).sign_in("head", "/counter/initiatives?stage=planning")
    assert page.address == "/counter/initiatives?stage=planning"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/counter//evil.example", "/counter/\\evil", "/docs", "javascript:1"]
)
async def test_nobody_is_sent_on_to_another_place(quiet: Street, elsewhere: str) -> None:
    page = await Browser(quiet.door.app).sign_in("head", f"/counter/sign-in?{urlencode({'next': elsewhere})}")
    assert page.address == "/counter/work"


async def test_the_provider_is_asked_by_code_with_pkce_a_state_and_a_nonce(quiet: Street) -> None:
    asked = parse_qs(urlsplit((await Browser(quiet.door.app).open("/counter/work")).answer.headers["Location"]).query)
    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert all(len(asked[name][0]) >= 43 for name in ("state", "nonce", "code_challenge"))


async def _back(browser: Browser, who: str = "head") -> str:
    """Where the provider sends the browser that has chosen somebody."""
    away = (await browser.open("/counter/sign-in")).answer.headers["Location"]
    async with httpx2.AsyncClient(verify=False) as elsewhere:
        return str((await elsewhere.get(f"{away}&as={who}")).headers["Location"]).removeprefix(AT)


async def test_a_code_opens_nothing_in_another_browser_nor_twice_nor_with_another_state(quiet: Street) -> None:
    mine, other = Browser(quiet.door.app), Browser(quiet.door.app)
    back = await _back(mine)
    assert (await other.open(back)).status == 400, "a browser that began nothing"
    await other.open("/counter/work")
    assert (await other.open(back)).status == 400, "a browser that began something else"
    assert (await mine.open(re.sub("state=[^&]+", "state=other", back))).status == 400
    assert (await mine.open(back)).address == "/counter/work"
    assert (await mine.open(back)).status == 400, "a code is good once"


async def test_each_sign_in_has_a_session_of_its_own_whatever_the_browser_brought(quiet: Street) -> None:
    browser = Browser(quiet.door.app)
    browser.keep("planted")
    assert (await browser.sign_in("head")).address == "/counter/work"
    secrets = [browser.secret]
    await browser.open(await _back(browser))
    secrets.append(browser.secret)
    assert len({"planted", *secrets}) == 3
    browser.keep(secrets[0])
    assert (await browser.open("/counter/work")).status == 303, "the session before is over"


@pytest.mark.parametrize(("public_url", "secure"), [(AT, False), ("https://khien", True)])
async def test_behind_tls_the_cookie_is_this_hosts_alone(quiet: Street, public_url: str, secure: bool) -> None:
    async with quiet.under(public_url=public_url) as found:
        answer = await Browser(found.door.app).http.get("/counter/sign-in")
        told = answer.headers["Set-Cookie"]
        assert ("__Host-" in told, "Secure" in told) == (secure, secure)
        assert "HttpOnly" in told
        assert "SameSite=lax" in told


async def test_signing_out_opens_nothing_any_more_even_to_whoever_kept_the_cookie(quiet: Street) -> None:
    browser = await quiet.visitor("head")
    kept = browser.secret
    page = await browser.open("/counter/work")
    out = next(form for form in page.forms if form.action == "/counter/sign-out")
    assert "Đã thoát" in (await browser.send(page, out)).text
    browser.keep(kept)
    assert (await browser.open("/counter/work")).status == 303


@pytest.mark.parametrize(("idle", "asked_between", "still"), [(59, 0, True), (61, 0, False), (600, 20, False), (590, 20, True)])
async def test_a_session_ends_when_nothing_was_asked_for_long_and_after_a_day_of_work_in_any_case(
    quiet: Street, idle: int, asked_between: int, still: bool
) -> None:
    browser = await quiet.visitor("head")
    begun = quiet.counter.moment
    for n in range(asked_between):
        quiet.counter.moment = begun + timedelta(minutes=idle * (n + 1) / (asked_between + 1))
        assert (await browser.open("/counter/work")).status == 200
    quiet.counter.moment = begun + timedelta(minutes=idle)
    assert ((await browser.open("/counter/work")).status == 200) is still


async def test_whoever_the_directory_does_not_know_is_told_so_and_has_no_session(quiet: Street) -> None:
    """A provider may know people whom the directory does not."""
    browser = Browser(quiet.door.app)
    with quiet.door.store.writing() as session:
        session.connection().exec_driver_sql("DELETE FROM people WHERE id = 'hoa'")
    page = await browser.sign_in("hoa")
    assert page.status == 403
    assert "danh bạ" in page.text
    assert not browser.secret


# -- what other sites cannot do


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
    ids=str,
)
async def test_a_form_of_another_site_is_not_taken_though_the_cookie_and_the_mark_are_there(quiet: Street, headers: dict[str, str]) -> None:
    browser = await quiet.visitor("head")
    page = await browser.open("/counter/initiatives/new")
    for form in page.forms:
        if form.method == "post":  # the others ask, and change nothing
            assert (await browser.send(page, form, None, **headers)).status == 403, form.action
    assert (await browser.open("/counter/work")).status == 200, "nobody was signed out"


async def test_a_form_without_our_mark_is_drawn_again_with_all_that_was_typed_and_nothing_is_sent(quiet: Street) -> None:
    browser = await quiet.visitor("lan")
    page = await browser.open("/counter/initiatives/new")
    page.form.controls["title"].values, page.form.controls["_form"].values = ["Một ý tưởng"], ["00" * 64]
    again = await browser.send(page, page.form, ("_step", "check"))
    assert again.status == 409
    assert again.form.controls["title"].values == ["Một ý tưởng"]
    went_on = await browser.send(again, again.form)
    assert went_on.form.controls["title"].values == ["Một ý tưởng"]


async def test_what_was_typed_survives_a_session_that_ended(quiet: Street) -> None:
    browser = await quiet.visitor("lan")
    page = await browser.open("/counter/initiatives/new")
    page.form.controls["title"].values = ["Một ý tưởng & <b>"]
    quiet.counter.moment += timedelta(hours=2)
    over = await browser.send(page, page.form, ("_step", "check"))
    assert (over.status, over.form.controls["title"].values) == (401, ["Một ý tưởng & <b>"])
    assert "_form" not in over.form.controls
    await browser.sign_in("lan")
    again = await browser.send(over, over.form)
    assert (await browser.send(again, again.form)).form.controls["title"].values == ["Một ý tưởng & <b>"]


async def test_the_mark_of_a_form_looks_otherwise_each_time(quiet: Street) -> None:
    browser = await quiet.visitor("lan")
    marks = {(await browser.open("/counter/initiatives/new")).form.controls["_form"].values[0] for _ in range(3)}
    assert len(marks) == 3


# -- where it is, and where it is not


async def test_without_a_client_there_is_no_counter(quiet: Street) -> None:
    async with quiet.under(client_id="") as found:
        for address in ("/counter/work", "/counter/sign-in", "/counter"):
            assert (await found.door.http.get(address)).status_code == 404


def test_the_demos_provider_runs_in_a_demo_alone(tmp_path: Path) -> None:
    with pytest.raises(OnlyInADemo, match="KHIEN_DEMO"):
        make_provider(Settings(home=tmp_path), "http://127.0.0.1:1")


async def test_a_provider_that_is_away_is_told_so_and_programs_come_in_all_the_same(quiet: Street) -> None:
    async with quiet.under(sign_in_at="http://127.0.0.1:1") as found:
        page = await Browser(found.door.app).open("/counter/work")
        assert (page.status, page.answer.headers["Retry-After"]) == (503, "30")
        assert (await found.door.ask("GET", "/worklist", "head")).status_code == 200


async def test_the_token_of_a_program_opens_no_page(quiet: Street) -> None:
    assert (await quiet.door.ask("GET", "/counter/work", "head")).status_code == 303


async def test_one_address_may_begin_so_many_sign_ins_a_minute(quiet: Street) -> None:
    async with quiet.under(acts_per_minute=3) as found:
        answers = [(await Browser(found.door.app).open("/counter/sign-in")).status for _ in range(5)]
        assert answers == [303, 303, 303, 429, 429]


# -- the provider's word that somebody has signed out there


async def _said(street: Street, token: str) -> int:
    return (await street.door.http.post("/counter/backchannel-logout", data={"logout_token": token})).status_code


async def test_one_person_may_come_in_so_many_times_a_minute_from_wherever_it_is(quiet: Street) -> None:
    """Each time from another address: a stolen password that is tried from everywhere is counted all the same."""

    async def comes_in(who: str, host: str) -> int:
        browser = Browser(few.door.app)
        transport = httpx2.ASGITransport(few.door.app, raise_app_exceptions=False, client=(host, 1))
        browser.http = httpx2.AsyncClient(transport=transport, base_url=AT)
        return (await browser.open(await _back(browser, who))).status

    async with quiet.under(acts_per_minute=3) as few:
        assert [await comes_in("head", f"10.0.0.{n}") for n in range(4)] == [200, 200, 200, 429]
        assert await comes_in("lan", "10.0.0.9") == 200


async def test_the_local_provider_tells_the_counter_who_has_signed_out_there(tmp_path: Path) -> None:
    async with served(tmp_path) as (street, _), httpx2.AsyncClient() as http:
        head, lan = [await street.visitor(who) for who in ("head", "lan")]
        answer = await http.post(f"{street.door.config.sign_in_at}/signed-out", data={"as": "head"})
        assert (answer.status_code, answer.json()) == (200, {"heard": 200})
        ended, goes_on = [await browser.http.get("/counter/work") for browser in (head, lan)]
        assert (ended.status_code, goes_on.status_code) == (303, 200)


async def test_whoever_signs_out_at_the_provider_is_signed_out_here_in_every_browser(quiet: Street) -> None:
    mine, also_mine, anothers = [await quiet.visitor(who) for who in ("head", "head", "clerk")]
    word = logout_token(quiet.door.config, "head")
    assert await _said(quiet, word) == 200
    assert [(await each.open("/counter/work")).status for each in (mine, also_mine, anothers)] == [303, 303, 200]
    again = await quiet.visitor("head")
    assert await _said(quiet, word) == 400, "each word is taken once"
    assert (await again.open("/counter/work")).status == 200


async def test_a_word_about_one_session_ends_that_one_alone(quiet: Street) -> None:
    one, other = Browser(quiet.door.app), Browser(quiet.door.app)
    for browser in (one, other):
        await browser.sign_in("head")
    with quiet.door.store.reading() as session:
        sids = session.connection().exec_driver_sql("SELECT sid FROM sessions WHERE sid <> '' ORDER BY seen_at").scalars().all()
    assert len({*sids}) == len(sids) >= 2
    for ended, sid in enumerate(sids[-2:], 1):
        assert await _said(quiet, logout_token(quiet.door.config, sid=sid)) == 200
        assert sum([(await each.open("/counter/work")).status == 303 for each in (one, other)]) == ended


@pytest.mark.parametrize(
    "spoilt",
    [
        {"aud": "khien"},
        {"iss": "https://evil.example"},
        {"nonce": "x"},
        {"events": {}},
        {"events": {LOGOUT_EVENT: True}},
        {"events": "x"},
        {"jti": ""},
        {"jti": 7},
        {"exp": 1},
        {"sub": "", "sid": ""},
    ],
    ids=str,
)
async def test_what_is_no_such_word_for_us_signs_nobody_out(quiet: Street, spoilt: dict[str, Any]) -> None:
    browser, config = await quiet.visitor("head"), quiet.door.config
    said = {"jti": "j", "events": {LOGOUT_EVENT: {}}, "sub": "head", "iss": config.issuer, "aud": config.client_id, "iat": 1, "exp": 2**33}
    assert await _said(quiet, signed(config.issuer_keys, {**said, **spoilt})) == 400
    assert (await browser.open("/counter/work")).status == 200


async def test_an_id_token_and_junk_sign_nobody_out(quiet: Street) -> None:
    browser, config = await quiet.visitor("head"), quiet.door.config
    id_token = mint(config.issuer_keys, subject="head", issuer=config.issuer, audience=config.client_id, nonce="n")
    for junk in (id_token, "", "x", "a.b.c", logout_token(config, "head")[:-4] + "AAAA"):
        assert await _said(quiet, junk) == 400
    assert (await browser.open("/counter/work")).status == 200


async def test_one_person_may_send_so_many_forms_a_minute_and_nobody_elses_are_counted(quiet: Street) -> None:
    async with quiet.under(acts_per_minute=3) as found:
        lan, tam = [await found.visitor(who) for who in ("lan", "tam")]
        page, other = [await each.open("/counter/initiatives/new") for each in (lan, tam)]
        sent = [await lan.send(page, page.form, ("_step", "check")) for _ in range(5)]
        assert [each.status for each in sent[3:]] == [429, 429]
        assert "là mức cao nhất cho một người" in sent[-1].text
        assert (await tam.send(other, other.form, ("_step", "check"))).status == 422
