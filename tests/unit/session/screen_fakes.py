"""A phone that describes its screen itself: what it shows is set by the test."""

from collections.abc import Sequence
from typing import Any

from session_fakes import FakePhone, session

from PolyLibrary.errors import PathMissing
from PolyLibrary.phone.info import DeviceInfo
from PolyLibrary.session.phone_session import PhoneSession
from PolyLibrary.terms import Version

ALICE = "alice (VVX 600, 6.4.0.2354, virtual)"


def screen(
    name: str,
    *,
    title: str = "",
    items: Sequence[str] = (),
    selected: int = 0,
    keys: Sequence[Sequence[str]] = (),
    icons: Sequence[str] = (),
    lines: Sequence[str] = (),
) -> str:
    """A uixml text."""
    parts = [f"<Icon name='{icon}' value='1'/>" for icon in icons]
    body = f"<StatusBar time='10:31'>{''.join(parts)}</StatusBar>"
    body += "".join(f"<LineKey index='{n}' label='{label}' state='idle'/>" for n, label in enumerate(lines, 1))
    for number, item in enumerate(items, 1):
        body += f"<Item index='{number}' text='{item}' value='' selected='{int(number == selected)}'/>"
    for page, labels in enumerate(keys, 1):
        body += "".join(
            f"<SoftKey index='{cell}' label='{label}' page='{page}'/>" for cell, label in enumerate(labels, 1) if label
        )
    return f"<Screen name='{name}' title='{title}' model='VVX 600'>{body}</Screen>"


class DescribedPhone(FakePhone):
    """Answers uixml with the texts in turn, the last one for ever; ``None`` is a phone without it."""

    def __init__(self, *screens: str | None) -> None:
        super().__init__()
        self.screens = list(screens)
        self.asked = 0
        self.told = DeviceInfo(
            "VVX 600", Version("6.4.0.2354"), "0004f2aabbcc", "Polycom", "10.0.0.1", 99, True, "", {}
        )
        self.info.uixml = self._uixml

    def _uixml(self, deadline: Any) -> str:
        self.asked += 1
        text = self.screens[0] if len(self.screens) == 1 else self.screens.pop(0)
        if text is None:
            raise PathMissing("alice has no mgmt/uixml.")
        return text


def described(*screens: str | None, **more: Any) -> tuple[DescribedPhone, PhoneSession]:
    phone = DescribedPhone(*screens)
    return phone, session(phone, **more)
