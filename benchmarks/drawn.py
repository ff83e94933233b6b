"""The child of the screen measurements: N virtual phones whose screens are drawn in this process.

It writes one JSON line when they are up, and one for every word: ``cpu``; ``draw`` has every phone draw its screen
once and tells time and memory; ``speed`` draws new states of a screen of each panel, ``again`` gives a drawn one.
"""

import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Any

from benchmarks.load import keep_to_one_cpu
from benchmarks.served import PASSWORD, attend, memory, say

if TYPE_CHECKING:
    from PolyLibrary.emulator.fleet import Fleet
    from PolyLibrary.emulator.gui.gui import Gui

PANELS = ("VVX201", "VVX600", "VVX1500", "Trio8800")
"""One model of each size of panel that is measured."""
DRAWN, GIVEN = 40, 2000


def main(count: int) -> None:
    from PolyLibrary.emulator.fleet import Fleet, PhoneSetup

    keep_to_one_cpu()
    setups = [PhoneSetup(f"P{number}", str(2000 + number), PASSWORD) for number in range(count)]
    panels = [PhoneSetup(model, f"{9000 + place}", PASSWORD, model=model) for place, model in enumerate(PANELS)]
    with Fleet() as fleet:
        before, started = memory(), time.perf_counter()
        fleet.start(setups)
        took, after = time.perf_counter() - started, memory()
        say(took=took, before=before, after=after)
        attend(
            {
                "cpu": time.process_time,
                "draw": lambda: fleet.run(lambda: _draw(fleet)),
                "panels": lambda: [asdict(reach)["model"] for reach in fleet.start(panels)],
                "speed": lambda: _of_panels(fleet, _new_states, DRAWN),
                "again": lambda: _of_panels(fleet, _same_state, GIVEN),
            }
        )


def _draw(fleet: "Fleet") -> Mapping[str, float]:
    """Every phone's screen, once."""
    started = time.perf_counter()
    drawn = [phone.gui.picture()[0] for phone in fleet.phones.values()]
    return {"took": time.perf_counter() - started, "after": memory(), "megabytes": sum(map(len, drawn)) / 1e6}


def _of_panels(fleet: "Fleet", act: Callable[["Gui", int], None], count: int) -> Mapping[str, Any]:
    """Times a CPU second that an act can be done on a phone of each panel, in the loop that serves the phones."""

    def measure(gui: "Gui") -> float:
        act(gui, 4)
        started = time.process_time()
        act(gui, count)
        return count / (time.process_time() - started)

    phones = {phone.model.name: phone for phone in fleet.phones.values() if phone.label in PANELS}
    return {name: fleet.run(partial(measure, phone.gui)) for name, phone in phones.items()}


def _new_states(gui: "Gui", count: int) -> None:
    """Home and back: each is composed and drawn anew."""
    for _ in range(count):
        gui.key("Home")
        gui.picture()


def _same_state(gui: "Gui", count: int) -> None:
    for _ in range(count):
        gui.picture()


if __name__ == "__main__":
    main(int(sys.argv[1]))
