"""What the addresses of the door are, as they are documented: for the log, which names no other, and for whoever asks by a wrong method."""

from collections.abc import Sequence

from fastapi.routing import iter_route_contexts
from starlette.routing import BaseRoute, compile_path
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

STATIC = "/static"
UNMATCHED = "unmatched"


def template_of(scope: Scope) -> str:
    """The address as it is documented. What stood in place of `{number}` or `{secret}`, and the query, are nobody's business here."""
    if route := scope.get("route"):
        return f"{scope.get('root_path', '')}{route.path}"
    return STATIC if isinstance(scope.get("endpoint"), StaticFiles) else UNMATCHED


def methods_at(path: str, routes: Sequence[BaseRoute]) -> tuple[str, ...]:
    """Every method that is open at this address (RFC 9110, 15.5.6), HEAD beside each GET."""
    found = (
        {"GET"}
        if path.startswith(f"{STATIC}/")
        else {
            method
            for each in iter_route_contexts(routes)
            if each.path and compile_path(each.path)[0].fullmatch(path)
            for method in each.methods or ()
        }
    )
    return tuple(sorted(found | ({"HEAD"} if "GET" in found else set())))
