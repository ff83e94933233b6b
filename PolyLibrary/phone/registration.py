"""Registrations of a phone's lines, as its SIP side sees them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PolyLibrary.phone.fields import first, items, mapping, text, whole


@dataclass(frozen=True)
class Registration:
    """One registered user.

    Args:
        line: Its first line key.
        calls: How many calls it has.
        state: ``Registered``, ``Registering``, ...; empty when the phone tells of no registration.
        expires: Seconds until it ends or is renewed.
    """

    name: str
    line: int
    calls: int
    state: str
    expires: int

    @property
    def registered(self) -> bool:
        return self.state.lower() == "registered"


def parse_sip(data: object) -> list[Registration]:
    """``data`` of sipStatus; BadReply when it is none."""
    fields = mapping(data, "SIP status")
    return [_user(user) for user in items(first(fields, "User"), "SIP users")]


def _user(data: Mapping[str, Any]) -> Registration:
    events = items(first(data, "Events"), "SIP events")
    event = next((each for each in events if text(each, "Type").lower() == "register"), {})
    return Registration(
        name=text(data, "Name"),
        line=whole(data, "LineNumber"),
        calls=whole(data, "TotalCalls"),
        state=text(event, "RegistrationState"),
        expires=whole(event, "Expires"),
    )
