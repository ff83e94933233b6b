"""How the replies of each family look: the data of ``looks.yaml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from aiohttp import web

from PolyLibrary.emulator.profiles import read_yaml


@dataclass(frozen=True, eq=False)
class Look:
    """Headers and error pages of one family. There is one object of each, which is its own key."""

    server: str
    capital_date: bool
    length: str
    type: str
    headers: Mapping[str, str]
    error_type: str
    error_doctype: str
    error_chunked: bool


@cache
def look_named(name: str) -> Look:
    """The look that a value of switch ``http_face`` names."""
    return Look(**read_yaml("http/looks.yaml")[name])


def look_of(request: web.BaseRequest) -> Look:
    """The look of the phone that got this request."""
    found = getattr(request.protocol, "look", None)
    return found if isinstance(found, Look) else look_named("ucs")
