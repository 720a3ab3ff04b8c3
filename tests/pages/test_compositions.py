"""The long forms are composed: in groups with a heading, with what must be read beside them, and with rows that are there already. They send the same act."""

import re

from api.pages.compositions import GROUPS, grouped
from api.pages.forms import How, fields_of, numbered
from domain.acts import ACTS
from tests.pages.browsers import Street
from tests.pages.test_forms import every_field
from tests.record.whole_families import ILL, WAITING, WELL
from words import LANGUAGES, page


def test_every_group_asks_fields_of_its_act_each_once_and_says_in_both_languages_what_it_is() -> None:
    for act, groups in GROUPS.items():
        fields = fields_of(ACTS[act])
        assert {name for inside in groups.values() for name in inside} <= {field.name for field in fields}, act
        assert sorted(field.name for group in grouped(ACTS[act], fields) for field in group.fields) == sorted(
            field.name for field in fields
        )
    wanted = {f"group_{name}{rest}" for groups in GROUPS.values() for name in groups for rest in ("", "_how")}
    inside = [field for act in ACTS.values() for field in every_field(fields_of(act))]
    rows = {f"row_of_{field.name}" for field in inside if field.how is How.ROWS and field.parts[0].name}
    assert all(page(key, language) for key in wanted | rows for language in LANGUAGES)


def test_a_row_without_a_code_gets_the_next_that_is_free() -> None:
    sent = {"items.0.title": ["một"], "items.1.title": ["hai"], "items.1.code": ["W1"], "items.2.title": ["ba"], "risks.0.cause": ["x"]}
    codes = {name: value for name, (value,) in numbered(fields_of(ACTS["submit_plan"]), sent).items() if name.endswith("code")}
    assert codes == {"items.0.code": "W2", "items.1.code": "W1", "items.2.code": "W3", "risks.0.code": "R1"}


async def test_what_is_decided_on_is_read_beside_the_form_by_whoever_may_read_it(peopled: Street) -> None:
    head = await peopled.visitor("head")
    approving = await head.open(f"/counter/initiatives/{WAITING}/acts/approve")
    assert "Đọc lại đề xuất" in approving.text
    assert "Giảm số lượt hỏi trực tiếp tại quầy." in approving.text
    deciding = await head.open(f"/counter/reviews/{ILL}-R2/acts/decide")
    assert "Điều đã biết về Trần Minh Tâm (DEMO)" in deciding.text
    assert "Vụ lợi cá nhân" in deciding.text
    assert deciding.form.controls["outcomes.0.person"].values == ["Trần Minh Tâm (DEMO) · tam"]
    assert deciding.form.controls["outcomes.0.outcome"].values == [], "what is decided is for people to say"
    nobody = await (await peopled.visitor("station_union")).open(f"/counter/reviews/{ILL}-R2/acts/decide")
    assert (nobody.status, "Trần Minh Tâm" in nobody.text) == (404, False)


async def test_a_link_chooses_codes_beforehand_and_writes_nothing(peopled: Street) -> None:
    page = await (await peopled.visitor("justice")).open("/counter/initiatives/new?regime=hcmc-plan-2022&agency=27475&title=Giả+mạo&_key=x")
    assert page.form.controls["regime"].values == ["hcmc-plan-2022"]
    assert page.form.controls["title"].values == [""]
    assert page.form.controls["_key"].values != ["x"]


async def test_a_proposal_is_told_by_whose_it_is_a_persons_a_collectives_or_an_agencys(peopled: Street) -> None:
    page = await (await peopled.visitor("head")).open(f"/counter/rewards/{WELL}-K/acts/grant")
    told = re.findall(r'value="P\d+"[^>]*>(?:\s*<label[^>]*>)?\s*([^<]+?)\s*<', page.answer.text)
    assert len(told) > 2, page.text
    assert [each for each in told if each.endswith(",")] == []
