"""Forwarding as a phone stores it: ``divert.x.*``, one set of parameters a registration."""

from collections.abc import Mapping

from PolyLibrary.emulator.calls.timing import RING_CYCLE
from PolyLibrary.emulator.config import Config
from PolyLibrary.emulator.gui.ports.features import ForwardKind, ForwardView
from PolyLibrary.emulator.lines import Line

KINDS: tuple[ForwardKind, ...] = ("always", "busy", "no answer")
_ENABLED = {
    "always": "divert.fwd.{}.enabled",
    "busy": "divert.busy.{}.enabled",
    "no answer": "divert.noanswer.{}.enabled",
    "dnd": "divert.dnd.{}.enabled",
}
_CONTACT = {
    "always": "divert.{}.contact",
    "busy": "divert.busy.{}.contact",
    "no answer": "divert.noanswer.{}.contact",
    "dnd": "divert.dnd.{}.contact",
}
_TIMEOUT = "divert.noanswer.{}.timeout"


def _stored(config: Config, names: Mapping[str, str], kind: str, line: Line) -> str:
    return config.text(names[kind].format(line.registration))


def target(config: Config, line: Line, kind: str) -> str:
    """The number in force for ``always``, ``busy``, ``no answer`` or ``dnd``; empty where nothing is forwarded."""
    if not config.on("feature.forward.enable"):
        return ""
    if line.shared and config.on(f"divert.{line.registration}.sharedDisabled"):
        return ""
    if _stored(config, _ENABLED, kind, line) != "1":
        return ""
    return _stored(config, _CONTACT, kind, line).strip()


def seconds(config: Config, line: Line) -> float:
    """How long it rings before a forward on no answer."""
    return float(config.number(_TIMEOUT.format(line.registration)))


def views(config: Config, line: Line) -> list[ForwardView]:
    """Always, busy, no answer, as the screen shows them; rings are rounded up."""
    rings = -(-config.number(_TIMEOUT.format(line.registration)) // RING_CYCLE)
    return [
        ForwardView(
            kind,
            on=_stored(config, _ENABLED, kind, line) == "1" and bool(_stored(config, _CONTACT, kind, line)),
            contact=_stored(config, _CONTACT, kind, line),
            rings=rings if kind == "no answer" else 0,
        )
        for kind in KINDS
    ]


def store(config: Config, line: Line, kind: ForwardKind, contact: str, rings: int) -> None:
    """As set at the phone; without a contact it is switched off and the number kept."""
    values = {_ENABLED[kind]: "1" if contact else "0"}
    if contact:
        values[_CONTACT[kind]] = contact
    if kind == "no answer" and rings > 0:
        values[_TIMEOUT] = str(min(rings * RING_CYCLE, 65535))
    config.set({name.format(line.registration): value for name, value in values.items()}, "local")
