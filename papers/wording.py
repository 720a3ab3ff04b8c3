"""Values as a document writes them: days in words, texts at their whole length, work items and risks by their titles and never by a code."""

from datetime import date, datetime

from domain.zone import CITY_ZONE
from words.rendering import MISSING, TITLED, Writer, day_in_document

VIETNAMESE = "vi"  # the language of papers
_OF_A_DAY = ("registered_on", "day")  # moments of which a paper says the day alone
# What is written as something else is: the chair of a meeting by name, the owner of a risk too.
_AS = {
    **{f"met_{name}": name for name in ("chair", "secretary", "present", "absent", "agenda")},
    "duty": "agencies",
    **dict.fromkeys(("implementer", "owner", "recommended_by"), "person"),
}


class DocumentWriter(Writer):
    """`write` gives "" for what is not there, as every writer does."""

    def write(self, name: str, value: object) -> str:
        name = _AS.get(name, name)
        match value:
            case datetime() if name not in _OF_A_DAY:
                local = value.astimezone(CITY_ZONE)
                return f"{local:%H} giờ {local:%M}, ngày {day_in_document(local, VIETNAMESE)}"
            case datetime():
                return f"ngày {day_in_document(value.astimezone(CITY_ZONE), VIETNAMESE)}"
            case date():
                return f"ngày {day_in_document(value, VIETNAMESE)}"
            case str() if name in TITLED:
                return self._titles.get(value) or MISSING
            case tuple() | list():
                return ", ".join(self.write(name, each) for each in value)
            case _:
                return super().write(name, value)

    def at_length(self, text: str) -> str:
        return text.strip()
