"""`make calendar YEARS="2028 2029"`: the days off of years no notice has named yet, as entries for a working calendar, each provisional.

They come from the package `holidays`, which knows the lunar days and the days in lieu; how a notice will split Tet, on which side of 2 September the
second day lies and which Saturdays are swapped, nobody knows before it. A person reads them, adds them to a calendar under a new id, and replaces
them when the notice comes (policies/README.md).
"""

from collections.abc import Iterator
from datetime import date

import holidays
import typer

from domain.law.working_days import SATURDAY

LABOUR_CODE = "Bộ luật Lao động số 45/2019/QH14"
BASIS, IN_LIEU, CULTURE_DAY = f"Điều 112 {LABOUR_CODE}", f"khoản 3 Điều 111 {LABOUR_CODE}", "Nghị quyết số 28/2026/QH16 (24/4/2026)"
# As the law calls what the package calls otherwise, in one form. Which day of the last lunar month comes before the eve, the package does not say.
CALLED = {
    "New Year's Day": ("Tết Dương lịch", "New Year's Day"),
    "29 of Lunar New Year": ("Tết Âm lịch (trước giao thừa)", "Lunar New Year (before the eve)"),
    "Lunar New Year's Eve": ("Tết Âm lịch (giao thừa)", "Lunar New Year (the eve)"),
    "Lunar New Year": ("Tết Âm lịch (mùng một)", "Lunar New Year (first day)"),
    "Second Day of Lunar New Year": ("Tết Âm lịch (mùng hai)", "Lunar New Year (second day)"),
    "Third Day of Lunar New Year": ("Tết Âm lịch (mùng ba)", "Lunar New Year (third day)"),
    "Fourth Day of Lunar New Year": ("Tết Âm lịch (mùng bốn)", "Lunar New Year (fourth day)"),
    "Fifth Day of Lunar New Year": ("Tết Âm lịch (mùng năm)", "Lunar New Year (fifth day)"),
    "Hung Kings' Commemoration Day": ("Ngày Giỗ Tổ Hùng Vương", "Hung Kings' Commemoration Day"),
    "Liberation Day/Reunification Day": ("Ngày Chiến thắng", "Victory Day"),
    "International Labor Day": ("Ngày Quốc tế lao động", "International Labour Day"),
    "National Day": ("Quốc khánh", "National Day"),
    "Vietnam Cultural Day": ("Ngày Văn hóa Việt Nam", "Vietnam Culture Day"),
}
_OBSERVED = " (observed)"


def drafted(year: int) -> Iterator[tuple[date, str, str, str]]:
    """(day, name in Vietnamese, name in English, basis) of each day off that year that would otherwise be worked."""
    found = holidays.country_holidays("VN", years=year, language="en_US")
    for day in sorted(found):
        if day.weekday() < SATURDAY:
            vi, en = CALLED[found[day].removesuffix(_OBSERVED)]
            if found[day].endswith(_OBSERVED):
                yield day, f"{vi} (nghỉ bù)", f"{en} (in lieu)", IN_LIEU
            else:
                yield day, vi, en, CULTURE_DAY if (day.month, day.day) == (11, 24) else BASIS


def entries(years: list[int]) -> Iterator[str]:
    """As they stand in the file."""
    for year in years:
        yield f"# {year}, drafted: no notice yet"
        for day, vi, en, basis in drafted(year):
            yield f'\n[[days]]\nfrom = {day}\nkind = "off"\nname_vi = "{vi}"\nname_en = "{en}"\nbasis = "{basis}"\nprovisional = true'
        yield ""


def main(years: list[int]) -> None:
    """Print the entries; nothing is published."""
    for line in entries(years):
        typer.echo(line)


if __name__ == "__main__":
    typer.run(main)
