"""In which language a page is read: the one its reader chose with the switch, or else the one their browser asks for."""

from fastapi import Request, Response

import words

COOKIE = "khien_language"
A_YEAR = 365 * 24 * 3600


def language_of(request: Request) -> str:
    chosen = request.cookies.get(COOKIE)
    return chosen if chosen in words.LANGUAGES else words.language_of(request.headers.get("accept-language"))


def keep(language: str, response: Response) -> None:
    """It is no secret, and tells nothing of anybody."""
    if language in words.LANGUAGES:
        response.set_cookie(COOKIE, language, max_age=A_YEAR, httponly=True, samesite="lax", path="/counter")
