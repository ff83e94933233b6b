"""Bringing virtual phones up, leading each through all states, and keeping what their screens show."""

import asyncio
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PolyLibrary.emulator.fleet import Fleet, PhoneSetup
from PolyLibrary.emulator.gallery.hands import Hands
from PolyLibrary.emulator.gallery.states import STATES, seed
from PolyLibrary.emulator.gui.theme import Theme
from PolyLibrary.emulator.gui.widgets import Scene
from PolyLibrary.emulator.phone import VirtualPhone

if TYPE_CHECKING:
    from PIL.Image import Image

MOMENT = datetime(2026, 11, 23, 10, 31)
"""What the clocks show, so that the same screen is the same picture tomorrow."""
FIRST = 1001
FAR_ENDS = ("Bob", "Carol")
PASSWORD = "gallery"
LIMIT = 600.0


@dataclass(frozen=True)
class Taken:
    """What one phone showed in one state, and the states of its calls then."""

    state: str
    screen: str
    calls: tuple[str, ...]
    scene: Scene
    theme: Theme
    picture: "Image | None"


def take(
    models: Sequence[str],
    *,
    states: Sequence[str] = (),
    config: Mapping[str, str] | None = None,
    pictures: bool = True,
) -> dict[str, list[Taken]]:
    """All states of each model, in order; all models at the same time.

    Args:
        models: Names of models.
        states: Names of states; none = all.
        config: More parameters of the phones that are looked at, such as ``device.theme``.
        pictures: Whether to draw them, too.

    Raises:
        Stuck: A phone does not get to a state.
    """
    with ThreadPoolExecutor(len(models)) as threads:
        found = threads.map(lambda model: _one(model, states or tuple(STATES), config or {}, pictures), models)
        return dict(zip(models, found, strict=True))


def _one(model: str, states: Sequence[str], config: Mapping[str, str], pictures: bool) -> list[Taken]:
    """One model with its own exchange, so that its numbers are the same whatever else is taken."""
    with Fleet() as fleet:
        hands = _hands(fleet, model, config)
        clock = hands.phone.exchange.clock
        clock.now = lambda: MOMENT  # type: ignore[method-assign]
        return asyncio.run_coroutine_threadsafe(_round(hands, states, pictures), clock.loop).result(LIMIT)


def _hands(fleet: Fleet, model: str, config: Mapping[str, str]) -> Hands:
    own, *far = (str(number) for number in range(FIRST, FIRST + 1 + len(FAR_ENDS)))
    shown = {
        "reg.2.address": "1009",
        "reg.2.label": "Sales",
        "msg.mwi.1.subscribe": own,
        "attendant.resourceList.1.address": far[0],
        "attendant.resourceList.1.label": FAR_ENDS[0],
        "phoneLock.authorized.1.value": far[0],
        "phoneLock.authorized.1.description": FAR_ENDS[0],
        "phoneLock.authorized.2.value": far[1],
        **config,
    }
    setups = [PhoneSetup("Alice", own, PASSWORD, model, config=shown)]
    setups += [PhoneSetup(name, number, PASSWORD) for name, number in zip(FAR_ENDS, far, strict=True)]
    fleet.start(setups)
    phone, *others = (fleet.phones[setup.number] for setup in setups)
    return Hands(phone, others)


async def _round(hands: Hands, states: Sequence[str], pictures: bool) -> list[Taken]:
    seed(hands)
    found = []
    for name in states:
        hands.rest()
        await STATES[name](hands)
        found.append(_taken(hands.phone, name, pictures))
    return found


def _taken(phone: VirtualPhone, name: str, pictures: bool) -> Taken:
    gui = phone.gui
    calls = tuple(leg.word for leg in phone.desk.legs)
    return Taken(name, gui.screen, calls, gui.scene(), gui.theme, gui.render() if pictures else None)
