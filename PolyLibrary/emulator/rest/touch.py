"""Simulated touch: the point or gesture goes to the same screen as a finger's."""

import asyncio
from typing import Any, NoReturn

from PolyLibrary.emulator.rest.table import Ask, Reply, endpoint

TAP_HOLDS = 0.05
HELD = 30.0
"""Seconds that a phone holds a socket that it will not serve."""
DURATION_MS = 100
SHORTEST_MS, LONGEST_MS = 10, 5000

Point = tuple[int, int]


@endpoint("POST", "v1/mgmt/simulateTouch")
async def simulate_touch(ask: Ask) -> Reply:
    """Tap one point, or swipe between two; the reply comes when the gesture has been delivered."""
    if ask.phone.profile["simulated_touch"] == "4004":
        return Reply("4004")
    kind = ask.field("Type")
    positions = ask.data.get("Positions") if isinstance(ask.data, dict) else None
    if kind not in ("Tap", "Swipe") or not isinstance(positions, list):
        return Reply("4000")
    points = [point for position in positions if (point := _point(ask, position)) is not None]
    if len(points) != len(positions) or len(points) != (1 if kind == "Tap" else 2):
        return Reply("4000")
    duration = DURATION_MS
    if kind == "Swipe" and "Duration" in ask.data:
        written = _whole(ask.data["Duration"])
        if written is None or not SHORTEST_MS <= written <= LONGEST_MS:
            return Reply("4000")
        duration = written
    felt = not ask.phone.profile.says("touch_needs_ta") or ask.phone.config.on("httpd.ta.enabled")
    if not felt and ask.phone.profile["ta_off"] == "hangs":
        await held(ask)
    gui = ask.phone.gui
    if felt:
        gui.touch_down(*points[0])
    await asyncio.sleep(TAP_HOLDS if kind == "Tap" else duration / 1000)
    if felt and ask.phone.life.up:
        gui.touch_up(*points[-1], milliseconds=duration)
    return Reply()


async def held(ask: Ask) -> NoReturn:
    """Hold the socket and close it without a word.

    Raises:
        ConnectionResetError: Always, after its time.
    """
    await asyncio.sleep(ask.phone.clock.scaled(HELD))
    raise ConnectionResetError("the phone does not serve this")


def _point(ask: Ask, position: Any) -> Point | None:
    """A point on the panel."""
    if not isinstance(position, dict):
        return None
    x, y = _whole(position.get("X")), _whole(position.get("Y"))
    screen = ask.phone.model.screen
    if x is None or y is None or not (0 <= x < screen.width and 0 <= y < screen.height):
        return None
    return x, y


def _whole(value: Any) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value if abs(value) < 10**9 else None
    if isinstance(value, str):
        text = value.strip()
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
    return None
