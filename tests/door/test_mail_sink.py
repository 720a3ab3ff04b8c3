"""The demo's mail server keeps a letter once, however often it comes, and shows it without believing it."""

from pathlib import Path

import httpx2

from rehearsal.mail_sink import COPIES, Sink, make_sink


def a_letter(message_id: str, subject: str = "A notice", text: str = "Kính gửi", charset: str = "utf-8") -> bytes:
    head = {"Message-ID": message_id, "To": "lan@demo.khien.invalid", "Subject": subject, "Content-Type": f"text/plain; charset={charset}"}
    return "\r\n".join([*(f"{name}: {value}" for name, value in head.items()), "", text, ""]).encode()


async def seen(folder: Path, address: str) -> httpx2.Response:
    transport = httpx2.ASGITransport(make_sink(folder, smtp_port=0))
    async with httpx2.AsyncClient(transport=transport, base_url="http://mail") as http:
        return await http.get(address)


def test_a_second_copy_takes_the_place_of_the_first_and_is_counted(tmp_path: Path) -> None:
    sink = Sink(tmp_path)
    for text in ("một", "hai"):
        sink.keep(a_letter("<1@khien.invalid>", text=text))
    sink.keep(a_letter("<2@khien.invalid>"))
    assert {str(letter["Message-ID"]): str(letter[COPIES]) for _, letter in Sink(tmp_path).letters()} == {
        "<1@khien.invalid>": "2",
        "<2@khien.invalid>": "1",
    }
    assert [letter.get_content().strip() for _, letter in sink.letters() if letter[COPIES] == "2"] == ["hai"]


async def test_what_a_letter_says_is_shown_and_never_run(tmp_path: Path) -> None:
    evil = "<script>alert(1)</script>"
    name = Sink(tmp_path).keep(a_letter(f"<{evil}@khien.invalid>", subject=evil, text=evil)).stem
    for address in ("/", f"/{name}"):
        page = await seen(tmp_path, address)
        assert page.status_code == 200
        assert "<script" not in page.text
        assert "&lt;script&gt;" in page.text
        assert "default-src 'none'" in page.headers["content-security-policy"]


async def test_a_letter_that_cannot_be_read_hides_no_other(tmp_path: Path) -> None:
    name = Sink(tmp_path).keep(a_letter("<<x>@khien.invalid>", charset="of-mars")).stem
    Sink(tmp_path).keep(a_letter("<1@khien.invalid>", subject="Another"))
    assert "Another" in (await seen(tmp_path, "/")).text
    assert "(unreadable)" in (await seen(tmp_path, f"/{name}")).text
