"""How fast a screen is looked at: beside raw OpenCV on the same arrays, beside Airtest, and what reading takes."""

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median as median_of
from typing import TYPE_CHECKING, Any

from benchmarks.ground import Ground
from benchmarks.measure import Row, in_turns, limited, median, missing, ratio

if TYPE_CHECKING:
    from PolyLibrary.emulator.gallery.taking import Taken
    from PolyLibrary.screen.picture import Pixels

AIRTEST = "POLYLAB_AIRTEST_PYTHON"
"""The environment variable that names the Python of an environment with Airtest."""
AIRTEST_HOW = (
    "python -m venv airtest-env && airtest-env/bin/pip install airtest && "
    f"{AIRTEST}=airtest-env/bin/python python -m benchmarks vision"
)
SIDE = 64
EACH = 5
LIMIT = 300.0
"""Seconds that the other environment may take."""


def vision(ground: Ground) -> Iterator[Row]:
    """Finding, comparing and settling at 800x480, arrays in, beside raw OpenCV and Airtest."""
    import cv2
    import numpy as np

    from PolyLibrary.screen.compare import MIXED_ENCODERS, compare
    from PolyLibrary.screen.find import find
    from PolyLibrary.screen.picture import decode, encode_png
    from PolyLibrary.screen.still import Stillness
    from PolyLibrary.screen.template import template_of
    from PolyLibrary.terms import Region

    shot = _home("VVX1500")
    screen = _pixels(shot)
    left, top = _icon(shot)
    template = template_of("icon", screen[top : top + SIDE, left : left + SIDE])
    assert find(screen, template).hits[0].box == (left, top, left + SIDE, top + SIDE)
    grey, grey_template = (cv2.cvtColor(each, cv2.COLOR_BGR2GRAY) for each in (screen, template.pixels))
    around = Region(max(0, left - SIDE), max(0, top - SIDE), min(800, left + 2 * SIDE), min(480, top + 2 * SIDE))
    again, changed = screen.copy(), screen.copy()
    jpeg = decode(bytes(cv2.imencode(".jpg", screen, [cv2.IMWRITE_JPEG_QUALITY, 75])[1]))
    assert compare(screen, jpeg, tolerance=MIXED_ENCODERS).same
    changed[top : top + 8, left : left + 8] ^= 0x60
    times = in_turns(
        {
            "find": lambda: find(screen, template),
            "region": lambda: find(screen, template, region=around),
            "tolerant": lambda: find(screen, template, theme_tolerant=True),
            "match": lambda: cv2.matchTemplate(grey, grey_template, cv2.TM_CCOEFF_NORMED),
            "same": lambda: compare(screen, again),
            "mixed": lambda: compare(screen, jpeg, tolerance=MIXED_ENCODERS),
            "changed": lambda: compare(screen, changed),
            "absdiff": lambda: cv2.absdiff(screen, changed),
        },
        ground.rounds,
        EACH,
    )
    yield _against("Find an image, 800x480, 64 px", times, "find", "match", "cv2.matchTemplate grey", 1.3)
    yield _against("The same, theme_tolerant", times, "tolerant", "match", "cv2.matchTemplate grey", 1.3)
    yield _against("The same in a region of 3x3 icons", times, "region", "find", "the full search", 0.25)
    yield _beside_airtest(screen, template.pixels, times["find"], ground.rounds)
    yield _against("Compare equal screens, 800x480", times, "same", "absdiff", "cv2.absdiff", 15)
    yield _against("Compare a PNG with an unchanged JPEG", times, "mixed", "absdiff", "cv2.absdiff", 15)
    yield _against("Compare a changed screen, with its boxes", times, "changed", "absdiff", "cv2.absdiff", 15)

    data = encode_png(screen)

    def settle() -> None:
        still = Stillness()
        still.feed(data, 0.0)
        still.feed(data, 0.2)
        assert still.feed(data, 0.4) == "still"

    raw = np.frombuffer(data, np.uint8)
    times = in_turns(
        {
            "settle": settle,
            "decode": lambda: decode(data),
            "imdecode": lambda: cv2.imdecode(raw, cv2.IMREAD_COLOR),
        },
        ground.rounds,
        EACH,
    )
    yield _against("Three equal captures are rest (PNG)", times, "settle", "imdecode", "cv2.imdecode", 0.05)
    yield _against("Decode a capture, checked (PNG)", times, "decode", "imdecode", "cv2.imdecode", 1.3)


def reading(ground: Ground) -> Iterator[Row]:
    """Reading a full screen and a single line, with the engine that is installed; the engine is loaded before."""
    from PolyLibrary.errors import NotPossible
    from PolyLibrary.screen import read as room
    from PolyLibrary.terms import Region

    goals = {"full": (1.5, "at most 1.5 s"), "line": (0.06, "at most 60 ms")}
    try:
        engine = room.engine_name()
    except NotPossible as error:
        for what in ("a full screen, 800x480", "one line of text"):
            yield missing("reading", f"Read {what}", goals["full" if "full" in what else "line"][1], error.wanted)
        return
    shot = _home("VVX1500")
    screen = _pixels(shot)
    texts = room.read(screen)
    line = max(texts, key=lambda text: text.confidence).box
    region = Region(max(0, line.left - 6), max(0, line.top - 6), min(800, line.right + 6), min(480, line.bottom + 6))

    def forgetting(*arguments: Any) -> None:
        room.forget()
        room.read(*arguments)

    times = in_turns(
        {"full": lambda: forgetting(screen), "line": lambda: forgetting(screen, region)}, max(2, ground.rounds // 6)
    )
    for name, what in (("full", "a full screen, 800x480"), ("line", "one line of text")):
        limit, goal = goals[name]
        note = f"{engine}, {len(texts)} texts on the screen" if name == "full" else f"{engine}, by region"
        yield limited("reading", f"Read {what}", median(times[name]) * 1000, limit * 1000, "ms", goal, note=note)


def _against(what: str, times: dict[str, list[float]], ours: str, peer: str, against: str, figure: float) -> Row:
    return Row(
        "vision",
        what,
        median(times[ours]) * 1000,
        median(times[peer]) * 1000,
        against,
        "ms",
        ratio(times[ours], times[peer], EACH),
        f"at most {figure:g} x",
        figure,
    )


def _beside_airtest(screen: "Pixels", template: "Pixels", ours: list[float], rounds: int) -> Row:
    what, goal = "Find an image, beside Airtest's multi-scale matcher", "at least 5 x faster"
    python = os.environ.get(AIRTEST, "")
    if not python:
        return missing("vision", what, goal, f"not measured, Airtest needs an environment of its own: {AIRTEST_HOW}")
    try:
        took, found = _airtest(python, screen, template, max(1, rounds // 10))
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        return missing("vision", what, goal, f"not measured, {python} fails: {error}")
    faster = median_of(took) / median(ours)
    return Row(
        "vision",
        what,
        median(ours) * 1000,
        median_of(took) * 1000,
        "Airtest MSTemplate",
        "ms",
        faster,
        goal,
        5.0,
        "at least",
        note=f"the ratio is Airtest's time over ours, of one run on one machine; Airtest found it at {found}",
    )


def _airtest(python: str, screen: "Pixels", template: "Pixels", rounds: int) -> tuple[list[float], object]:
    import numpy as np

    with tempfile.TemporaryDirectory(prefix="polylab-airtest-") as folder:
        files = [Path(folder) / name for name in ("screen.npy", "template.npy")]
        for file, pixels in zip(files, (screen, template), strict=True):
            np.save(file, pixels)
        ran = subprocess.run(
            [python, str(Path(__file__).with_name("airtest_peer.py")), *map(str, files), str(rounds)],
            capture_output=True,
            text=True,
            check=True,
            timeout=LIMIT,
            env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
        )
    answer = json.loads(ran.stdout.splitlines()[-1])
    return answer["took"], answer["found"]


def _home(model: str) -> "Taken":
    """The emulated Home screen of a model."""
    from PolyLibrary.emulator.gallery.taking import take

    return take([model], states=["home"])[model][0]


def _pixels(shot: "Taken") -> "Pixels":
    import numpy as np

    assert shot.picture is not None
    return np.ascontiguousarray(np.asarray(shot.picture)[:, :, ::-1])


def _icon(shot: "Taken") -> tuple[int, int]:
    """The corner of the square that holds the second icon: no search starts there."""
    box = [widget for widget in shot.scene.widgets if widget.kind == "tile"][1].box
    return box.centre[0] - SIDE // 2, box.centre[1] - SIDE // 2 - 10
