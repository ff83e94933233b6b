"""Screens of a renderer that shares no code with the emulator: any Python file with ``SPECS`` and ``render(spec)``.

``render`` returns a picture and its truth (icons, texts, leds with boxes of left, top, width, height), and takes the
changes ``skip_icon``, ``text_sub``, ``led_color``, ``shift`` and ``clock``. A spec is (model, theme, kind, seed).
"""

import importlib.util
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from benchmarks.accuracy.shown import CLOCK, Drawn, Shown, other_character
from PolyLibrary.terms import Region

if TYPE_CHECKING:
    from PIL.Image import Image

Render = Callable[..., "tuple[Image, dict[str, Any]]"]
LAMPS = ((40, 200, 60), (220, 40, 40), (250, 170, 20), (40, 110, 230))


def rendered(file: Path, models: Sequence[str], seeds: Sequence[int]) -> Iterator[Shown]:
    """The screens of a renderer's specs, those of the seeds in place of their own."""
    module = _loaded(file)
    specs = list(dict.fromkeys(tuple(spec[:3]) for spec in module.SPECS))
    for seed in seeds:
        for spec in specs:
            if not models or spec[0].upper() in {model.upper() for model in models}:
                yield _shown(module.render, (*spec, seed))


def _loaded(file: Path) -> Any:
    spec = importlib.util.spec_from_file_location("renderer", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _shown(render: Render, spec: tuple[Any, ...]) -> Shown:
    image, truth = render(spec)
    model, theme, kind, seed = spec
    texts = [Drawn(text["t"], _region(text["box"])) for text in truth["texts"]]
    clocks = [_roomy(_region(text["box"])) for text in truth["texts"] if text.get("role") in ("clock", "big")]

    def plant(change: str, chance: Random) -> "Iterator[tuple[str, Callable[[], Image]]]":
        for what, arguments in _arguments(change, truth, image, chance):
            yield what, partial(_changed, render, spec, arguments)

    return Shown(
        model=model,
        theme=theme,
        name=f"{kind} {seed}",
        image=image,
        icons=tuple(Drawn(f"{icon['name']} {icon['box'][2]}", _region(icon["box"])) for icon in truth["icons"]),
        covered=frozenset(),
        texts=tuple(texts),
        cut=(),
        clocks=tuple(clocks),
        plant=plant,
    )


def _changed(render: Render, spec: tuple[Any, ...], arguments: dict[str, Any]) -> "Image":
    return render(spec, **arguments)[0]


def _arguments(
    change: str, truth: dict[str, Any], image: "Image", chance: Random
) -> Iterator[tuple[str, dict[str, Any]]]:
    icons, texts, lamps = truth["icons"], truth["texts"], truth["leds"]
    match change:
        case "icon missing":
            for number, icon in enumerate(icons):
                yield icon["name"], {"skip_icon": number}
        case "icon 2 px":
            for number, icon in enumerate(icons):
                yield icon["name"], {"shift": (("i", number), chance.choice(((2, 0), (0, 2), (-2, 0))))}
        case "text 2 px":
            for number, text in enumerate(texts):
                yield text["t"], {"shift": (("t", number), chance.choice(((2, 0), (0, 2), (-2, 0))))}
        case "one character":
            for number, text in enumerate(texts):
                other = other_character(text["t"], chance)
                yield f"{text['t']} -> {other}", {"text_sub": (number, lambda _, other=other: other)}
        case "lamp colour":
            for number, lamp in enumerate(lamps):
                left, top, width, height = lamp["box"]
                now = image.getpixel((left + width // 2, top + height // 2))
                colours = [colour for colour in LAMPS if max(abs(a - b) for a, b in zip(colour, now, strict=True)) > 60]
                colour = chance.choice(colours)
                yield f"lamp {number} {now} -> {colour}", {"led_color": (number, colour)}
        case _ if change == CLOCK:
            yield "clock", {"clock": chance.choice(("4:44 AM", "12:00 PM", "10:59 AM"))}


def _region(box: Sequence[int]) -> Region:
    left, top, width, height = box
    return Region(left, top, left + width, top + height)


def _roomy(box: Region) -> Region:
    """The box with room for another time, as a map's mask would have it."""
    across = (box.right - box.left) // 2
    return Region(max(0, box.left - across), max(0, box.top - 4), box.right + across, box.bottom + 4)
