"""A hand at a phone: finger, keys, handset and plug."""

import asyncio
from collections.abc import Mapping
from typing import Any

from PolyLibrary.emulator.control.asked import Asked
from PolyLibrary.emulator.control.world import World, action
from PolyLibrary.emulator.gui.keys import find_key
from PolyLibrary.emulator.phone import VirtualPhone
from PolyLibrary.emulator.rest.keys import has_key
from PolyLibrary.errors import NotPossible, UnknownName, UsageError

TAP = 0.05
LONGEST = 60.0
LONGEST_SWIPE = 5.0
MOST_PIXELS = 10**5
HANDSET = "Headset"
"""The phones that have this key have a handset as well (derived: conference phones have neither)."""

Point = tuple[int, int]


@action("touch")
async def touch(world: World, asked: Asked) -> Mapping[str, Any]:
    """A finger comes down on a point, stays for ``hold`` seconds, and is lifted."""
    phone, point = world.in_use(asked), _point(asked)
    hold = asked.number("hold", TAP, most=LONGEST)
    asked.nothing_else()
    pressed = _down(world, phone, point)
    try:
        await asyncio.sleep(hold)
    finally:
        done = _up(world, phone, point)
    return {"pressed": pressed or done}


@action("touch-down")
async def touch_down(world: World, asked: Asked) -> Mapping[str, Any]:
    """A finger comes down and stays."""
    phone, point = world.in_use(asked), _point(asked)
    asked.nothing_else()
    return {"pressed": _down(world, phone, point)}


@action("touch-up")
async def touch_up(world: World, asked: Asked) -> Mapping[str, Any]:
    """The finger is lifted from where it is now."""
    phone, point = world.in_use(asked), _point(asked)
    asked.nothing_else()
    _on_panel(phone, point)
    if phone.mac not in world.fingers:
        raise UsageError(f"No finger is on the panel of {phone.label}.", hint="put it down first.")
    return {"pressed": _up(world, phone, point)}


@action("swipe")
async def swipe(world: World, asked: Asked) -> Mapping[str, Any]:
    """A finger is drawn from one point to another within ``seconds``."""
    phone, start = world.in_use(asked), _point(asked)
    end = _point(asked, "to_x", "to_y")
    seconds = asked.number("seconds", 0.1, most=LONGEST_SWIPE)
    asked.nothing_else()
    _on_panel(phone, end)
    _down(world, phone, start)
    try:
        await asyncio.sleep(seconds)
    finally:
        _up(world, phone, end)
    return {}


@action("key")
async def key(world: World, asked: Asked) -> Mapping[str, Any]:
    """A hard key is pressed for ``hold`` seconds."""
    phone, name = world.in_use(asked), asked.text("key")
    hold = asked.number("hold", 0.0, most=LONGEST)
    asked.nothing_else()
    found = find_key(name)
    if found is None or not has_key(phone.model, found):
        raise UnknownName("key", name, phone.model.hard_keys, where=f"on a {phone.model.display}", plural="its keys")
    await asyncio.sleep(hold)
    if phone.life.powered:
        phone.gui.key(found.name, held=hold)
    return {"key": found.name}


@action("handset")
async def handset(world: World, asked: Asked) -> Mapping[str, Any]:
    """The handset is lifted or put down."""
    phone, lifted = world.in_use(asked), asked.flag("lifted")
    asked.nothing_else()
    if HANDSET not in phone.model.hard_keys:
        raise NotPossible(f"A {phone.model.display} has no handset.")
    phone.gui.handset(lifted=lifted)
    return {}


@action("power")
async def power(world: World, asked: Asked) -> Mapping[str, Any]:
    """The plug is pulled, or put in again: then the phone boots."""
    phone, on = world.phone(asked.text("phone")), asked.flag("on")
    asked.nothing_else()
    before = phone.life.powered
    if on:
        phone.life.power_on()
    else:
        world.fingers.pop(phone.mac, None)
        phone.life.power_off()
    return {"before": before}


def _point(asked: Asked, x: str = "x", y: str = "y") -> Point:
    return asked.whole(x, most=MOST_PIXELS), asked.whole(y, most=MOST_PIXELS)


def _on_panel(phone: VirtualPhone, point: Point) -> None:
    model = phone.model
    if not model.touch:
        raise NotPossible(f"The panel of a {model.display} feels no finger.", hint="press its keys.")
    if not (point[0] < model.screen.width and point[1] < model.screen.height):
        raise NotPossible(
            f"The point {point[0]},{point[1]} is not on the panel of {phone.label}.",
            seen=f"a {model.display} has {model.screen} pixels.",
        )


def _down(world: World, phone: VirtualPhone, point: Point) -> bool:
    _on_panel(phone, point)
    if phone.mac in world.fingers:
        raise UsageError(f"A finger is on the panel of {phone.label} already.", hint="lift it first.")
    world.fingers[phone.mac] = phone.clock.monotonic()
    return phone.gui.touch_down(*point)


def _up(world: World, phone: VirtualPhone, point: Point) -> bool:
    since = world.fingers.pop(phone.mac, None)
    if since is None or not phone.life.powered:
        return False
    return phone.gui.touch_up(*point, milliseconds=round(1000 * (phone.clock.monotonic() - since)))
