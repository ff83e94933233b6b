"""What the client knows of models and firmware, from ``firmware.yaml``; read at first use."""

from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from PolyLibrary.names import fold
from PolyLibrary.terms import Version


@dataclass(frozen=True)
class CaptureSwitch:
    """How screen capture is switched on: parameters, and what only a hand at the phone can do."""

    parameters: dict[str, str] = field(default_factory=dict)
    by_hand: str = ""


def capture_switch(model: str, firmware: Version) -> CaptureSwitch:
    """How to switch screen capture on for this model and firmware."""
    entry = _entry("screen capture", model, firmware)
    return CaptureSwitch(dict(entry["set"]), entry.get("by hand") or "")


def key_ways(model: str, firmware: Version) -> tuple[str, ...]:
    """Ways to press a key, the best first: ``rest`` (simulateKeyEvent), ``push``."""
    return tuple(_entry("keys", model, firmware)["ways"])


def text_ways(model: str, firmware: Version) -> tuple[str, ...]:
    """Ways to type a text: ``rest`` (simulateTextInput) or none."""
    return tuple(_entry("text", model, firmware)["ways"])


def screen_ways(model: str, firmware: Version) -> tuple[str, ...]:
    """Ways to learn what is on the screen without a picture: ``uixml`` or none."""
    return tuple(_entry("screen", model, firmware)["ways"])


def touch_needs(model: str, firmware: Version) -> tuple[str, ...]:
    """Parameters that must be 1, or the phone accepts touches and drops them."""
    return tuple(_entry("touch", model, firmware)["needs"])


def session_stats_safe(model: str, firmware: Version) -> bool:
    """Whether media/sessionStats may be asked for; it makes some firmware hang."""
    return str(_entry("session stats", model, firmware)["safe"]) == "yes"


def where_known(target: str) -> str:
    """For the error of a phone that lacks an endpoint: where it is known; empty for paths that nobody knows.

    Args:
        target: Path, with or without query, as sent.
    """
    path = target.partition("?")[0].lower().removeprefix("/api/")
    for entry in _table()["endpoints"]:
        if path == entry["path"]:
            but = f"; {entry['but']}" if "but" in entry else ""
            return f"this endpoint is known since {entry['since']}{but}."
    return ""


def _entry(subject: str, model: str, firmware: Version) -> dict[str, Any]:
    wanted = fold(model).removeprefix("realpresence").removeprefix("polycom").removeprefix("poly")
    for entry in _table()[subject]:
        begins = fold(entry["model"] or "")
        least = Version((entry.get("firmware") or "").removeprefix(">="))
        if wanted.startswith(begins) and firmware >= least:
            return dict(entry)
    raise LookupError(f"firmware.yaml has no last entry for all models under '{subject}'")


@cache
def _table() -> dict[str, list[dict[str, Any]]]:
    from PolyLibrary.yamlfile import loads

    file = resources.files("PolyLibrary.phone") / "firmware.yaml"
    table: dict[str, list[dict[str, Any]]] = loads(file.read_text(encoding="utf-8"), str(file)).plain()
    return table
