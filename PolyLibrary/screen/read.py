"""Read the texts of a screen."""

import hashlib
import threading
from collections import OrderedDict
from dataclasses import replace
from importlib.util import find_spec
from typing import TYPE_CHECKING

from PolyLibrary.errors import NotPossible, UnknownName
from PolyLibrary.screen.areas import checked, cut, size_of, whole
from PolyLibrary.screen.charset import fit
from PolyLibrary.screen.engines import unknown_letters
from PolyLibrary.screen.oneline import single_line
from PolyLibrary.screen.text import Text, reading_order, without_icons
from PolyLibrary.terms import Region

if TYPE_CHECKING:
    from PolyLibrary.screen.engines import Engine
    from PolyLibrary.screen.picture import Pixels

__all__ = ["Text", "engine_name", "forget", "must_be_readable", "read"]

ENGINES = ("rapidocr", "tesserocr")
"""In the order in which ``auto`` takes them."""
KEPT = 64
"""Pictures whose texts are remembered."""

_lock = threading.RLock()
_loaded: "dict[str, Engine]" = {}
_remembered: "OrderedDict[tuple[str, str, bytes], tuple[Text, ...]]" = OrderedDict()


def read(
    pixels: "Pixels", region: Region | None = None, *, charset: str = "", engine: str = "auto"
) -> tuple[Text, ...]:
    """The texts of a screen in reading order.

    Args:
        pixels: The picture, height x width x 3.
        region: Read only this part; all by default. Boxes are of the whole screen all the same.
        charset: The alphabet of what is read (``digits``, ``hex``, ``mac``, ``ip``, ``number``, or its characters):
            it decides between look-alikes such as O and 0.
        engine: ``rapidocr``, ``tesserocr``, or ``auto`` for the first of them that is installed.

    Raises:
        NotPossible: No engine, or not this one, is installed.
        UsageError: The region is not on the screen.
    """
    within = checked(region, size_of(pixels))
    with _lock:
        chosen = _engine(engine)
        texts = _read(chosen, pixels, within)
    moved = (replace(text, text=fit(text.text, charset)) for text in texts)
    return tuple(moved)


def forget() -> None:
    """Forget the texts of the pictures read so far; the engine stays loaded."""
    with _lock:
        _remembered.clear()


def engine_name(engine: str = "auto") -> str:
    """The engine that would read, without loading it.

    Raises:
        NotPossible: It is not installed.
    """
    if engine == "auto":
        name = next((name for name in ENGINES if find_spec(name)), None)
        if name is None:
            raise NotPossible(
                "Text on the screen cannot be read: no OCR engine is installed.",
                seen=f"neither {' nor '.join(ENGINES)}.",
                tried="nothing.",
                hint='pip install "PolyLibrary[ocr]"',
            )
        return name
    if engine not in ENGINES:
        raise UnknownName("OCR engine", engine, ("auto", *ENGINES))
    if not find_spec(engine):
        extra = '"PolyLibrary[ocr]"' if engine == "rapidocr" else "tesserocr"
        raise NotPossible(
            f"Text on the screen cannot be read with {engine}: it is not installed.",
            tried="nothing.",
            hint=f"pip install {extra}",
        )
    return engine


def must_be_readable(text: str, engine: str = "auto") -> None:
    """Refuse to look for a text that would never be read: its absence would prove nothing.

    Raises:
        NotPossible: It has letters that the engine does not know, or no engine is installed.
    """
    name = engine_name(engine)
    unknown = unknown_letters(text, name)
    if unknown:
        raise NotPossible(
            f"The text '{text}' cannot be read by {name}.",
            seen=f"letters that its model does not know: {unknown}",
            tried="nothing: whether it is shown could not be told.",
            hint="check it by a picture (Expect Baseline, or image: with a template), or on a phone set to English.",
        )


def _engine(engine: str) -> "Engine":
    name = engine_name(engine)
    if name not in _loaded:
        _loaded[name] = _load(name)
    return _loaded[name]


def _load(name: str) -> "Engine":
    try:
        if name == "rapidocr":
            from PolyLibrary.screen.engines.rapid import Rapid

            return Rapid()
        from PolyLibrary.screen.engines.tesser import Tesser

        return Tesser()
    except (ImportError, RuntimeError, OSError) as error:
        hint = (
            'pip install --upgrade "PolyLibrary[ocr]"'
            if name == "rapidocr"
            else "install the English data (Debian: tesseract-ocr-eng) and set TESSDATA_PREFIX to its folder."
        )
        raise NotPossible(
            f"Text on the screen cannot be read: the OCR engine {name} does not start.",
            seen=f"{type(error).__name__}: {error}",
            tried="one start of the engine.",
            hint=hint,
        ) from None


def _read(engine: "Engine", pixels: "Pixels", within: Region) -> tuple[Text, ...]:
    key = (engine.name, str(within), _digest(pixels))
    if key in _remembered:
        _remembered.move_to_end(key)
        return _remembered[key]
    part = cut(pixels, within)
    line = single_line(part) if within != whole(size_of(pixels)) else None
    if line is not None:
        found = [_shifted(text, line) for text in engine.read_line(cut(part, line))]
    else:
        found = engine.read(part)
    texts = reading_order(_shifted(text, within) for text in map(without_icons, found) if text is not None)
    _remembered[key] = texts
    while len(_remembered) > KEPT:
        _remembered.popitem(last=False)
    return texts


def _digest(pixels: "Pixels") -> bytes:
    import numpy as np

    digest = hashlib.blake2b(repr(pixels.shape).encode(), digest_size=16)
    digest.update(np.ascontiguousarray(pixels).data)
    return digest.digest()


def _shifted(text: Text, by: Region) -> Text:
    box = text.box
    return replace(text, box=Region(box.left + by.left, box.top + by.top, box.right + by.left, box.bottom + by.top))
