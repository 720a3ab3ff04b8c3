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

BASIS, IN_LIEU, CULTURE_DAY = "Labour Code 112", "Labour Code 111.3", "Resolution 28/2026/QH16 (24/4/2026)"


def drafted(year: int) -> Iterator[tuple[date, str, str, str]]:
    """(day, name in Vietnamese, name in English, basis) of each day off that year that would otherwise be worked."""
    in_vietnamese, in_english = (holidays.country_holidays("VN", years=year, language=language) for language in ("vi", "en_US"))
    for day in sorted(in_english):
        if day.weekday() < SATURDAY:
            name = in_english[day]
            basis = IN_LIEU if "observed" in name else CULTURE_DAY if (day.month, day.day) == (11, 24) else BASIS
            yield day, in_vietnamese[day], name, basis


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
