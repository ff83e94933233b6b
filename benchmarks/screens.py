"""The screens of virtual phones: how fast they are drawn, and what phones that show one cost."""

import math
import time
from collections.abc import Iterator

from benchmarks.child import child
from benchmarks.drawn import PANELS
from benchmarks.fleet import MB_LIMIT, UP_COUNT, UP_LIMIT
from benchmarks.ground import Ground
from benchmarks.measure import Row, limited, median, missing
from PolyLibrary.models import model

IDLE_SECONDS = 5.0
"""With the usual rounds; less where a short run is wanted."""
IDLE_LIMIT = 1.0
"""Milliseconds of CPU a second of an idle phone: 500 of them leave half a CPU to whoever talks to them."""
NO_FIGURE = "no figure"


def drawn_screens(ground: Ground) -> Iterator[Row]:
    """Screens drawn a second, an idle phone's CPU time, and a fleet in which every phone has drawn its screen."""
    with child("-m", "benchmarks.drawn", str(ground.fleet)) as fleet:
        up = fleet.heard()
        before, seconds = fleet.ask("cpu"), min(IDLE_SECONDS, ground.rounds / 6)
        time.sleep(seconds)
        spent = (fleet.ask("cpu") - before) / seconds / ground.fleet
        drawn = fleet.ask("draw")
        yield limited(
            "screens",
            f"{ground.fleet} virtual phones with their screens up",
            up["took"],
            UP_LIMIT,
            "s",
            f"{UP_COUNT} in {UP_LIMIT:g} s",
            note=f"one process on one CPU; a picture of each, drawn only when it is wanted: {drawn['took']:.2f} s more",
        )
        yield _memory((drawn["after"] - up["before"]) / ground.fleet, drawn["megabytes"] / ground.fleet)
        yield limited(
            "screens",
            "CPU of an idle phone",
            spent * 1000,
            IDLE_LIMIT,
            "ms/s",
            f"at most {IDLE_LIMIT:g} ms a second",
            note=f"{ground.fleet} phones with a screen, over {seconds:.1f} s without a request",
        )
        fleet.ask("panels")
        rounds = range(max(1, ground.rounds // 10))
        fresh, again = ([fleet.ask(word) for _ in rounds] for word in ("speed", "again"))
        for name in PANELS:
            shown = model(name)
            speed, cached = (median([turn[name] for turn in turns]) for turns in (fresh, again))
            yield Row(
                "screens",
                f"Screens drawn a CPU second, {shown.display}",
                speed,
                cached,
                "the same state again",
                "1/s",
                None,
                NO_FIGURE,
                note=f"{shown.screen} pixels: a key, the new screen composed, drawn and written as BMP",
            )


def _memory(weight: float, picture: float) -> Row:
    what, goal = "Memory of a phone with its screen drawn", f"at most {MB_LIMIT:g} MB"
    if math.isnan(weight):
        return missing("screens", what, goal, "this system does not tell the memory of a process")
    note = f"VVX 600; its last picture takes {picture:.2f} MB of it"
    return limited("screens", what, weight, MB_LIMIT, "MB", goal, note=note)
