"""What a page owes to whoever does not see it, as far as its HTML tells without a browser: tests/pages/test_axe.py looks with one, at much more."""

from html.parser import HTMLParser

_TYPED = ("input", "select", "textarea")
_VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "path"})


class _Look(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.language = self.title = ""
        self.levels: list[int] = []
        self.ids: list[str] = []
        self.labelled: set[str] = set()
        self.fields: list[str] = []
        self.unnamed: list[str] = []
        self.landmarks = 0
        self._within: list[tuple[str, dict[str, str]]] = []
        self._said = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self.ids += [told["id"]] if "id" in told else []
        self.language = told.get("lang", "") if tag == "html" else self.language
        self.landmarks += tag == "main"
        self.labelled |= {told["for"]} if tag == "label" and "for" in told else set()
        if tag in _TYPED and told.get("type") not in ("hidden", "submit") and not told.get("aria-label"):
            self.fields.append(told.get("id", ""))
        if tag == "img" and "alt" not in told:
            self.unnamed.append(f"a picture without words: {told.get('src')}")
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.levels.append(int(tag[1]))
        if tag not in _VOID:
            self._within.append((tag, told))
            self._said = "" if tag in ("a", "button", "title") else self._said

    def handle_endtag(self, tag: str) -> None:
        if tag not in [each for each, _ in self._within]:
            return
        while self._within:
            closed, told = self._within.pop()
            if closed == tag:
                break
        if tag in ("a", "button") and not (self._said.strip() or told.get("aria-label")):
            self.unnamed.append(f"a {tag} without words: {told.get('href', told.get('value', ''))}")
        if tag == "title":
            self.title = self._said.strip()

    def handle_data(self, data: str) -> None:
        self._said += data


def faults(html: str) -> list[str]:
    """In a few words each; none where the essentials hold: language, title, one first heading and none skipped, names of fields, links and pictures."""
    look = _Look()
    look.feed(html)
    found = [
        f"no {what}"
        for what, there in (("language", look.language), ("title", look.title), ("main part", look.landmarks == 1))
        if not there
    ]
    found += [] if look.levels.count(1) == 1 else [f"{look.levels.count(1)} first headings"]
    found += [f"h{level} after h{before}" for before, level in zip(look.levels, look.levels[1:], strict=False) if level > before + 1]
    found += [f"twice the id {one}" for one in {one for one in look.ids if look.ids.count(one) > 1}]
    found += [f"a field without a label: {one}" for one in look.fields if one not in look.labelled]
    return found + look.unnamed
