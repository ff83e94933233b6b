"""Reading with Tesseract through tesserocr: light, and good once every text is black on white."""

from typing import TYPE_CHECKING

from PolyLibrary.screen.text import Text
from PolyLibrary.terms import Region

if TYPE_CHECKING:
    from PolyLibrary.screen.picture import Pixels

TIMES = 2
"""How much larger a picture is made: letters of a phone are smaller than those of a scanned page."""
_NEIGHBOURHOOD = 31
"""Pixels around each of the original ones whose median is its ground."""
_GAP = 1.5
"""Heights between two words from which on they are two texts."""


class Tesser:
    """Tesseract with English data.

    Raises:
        ImportError: tesserocr is not installed.
        RuntimeError: Its language data is missing.
    """

    name = "tesserocr"

    def __init__(self) -> None:
        import tesserocr

        self._module = tesserocr
        path = _data()
        self._api = tesserocr.PyTessBaseAPI(lang="eng", **({"path": path} if path else {}))

    def read(self, pixels: "Pixels") -> list[Text]:
        return self._read(pixels, self._module.PSM.SPARSE_TEXT)

    def read_line(self, pixels: "Pixels") -> list[Text]:
        return self._read(pixels, self._module.PSM.SINGLE_LINE)

    def _read(self, pixels: "Pixels", mode: int) -> list[Text]:
        from PIL import Image

        self._api.SetPageSegMode(mode)
        self._api.SetImage(Image.fromarray(black_on_white(pixels)))
        self._api.SetSourceResolution(140)
        self._api.Recognize()
        words = []
        level = self._module.RIL.WORD
        for item in self._module.iterate_level(self._api.GetIterator(), level):
            box = item.BoundingBox(level)
            text = (item.GetUTF8Text(level) or "").strip() if box else ""
            if text:
                words.append(Text(text, Region(*(round(each / TIMES) for each in box)), item.Confidence(level) / 100))
        return _phrases(words)


def black_on_white(pixels: "Pixels") -> "Pixels":
    """Twice the size, every text dark on light whatever the theme or a selected row: the distance from its ground."""
    import cv2
    import numpy as np

    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    large = cv2.resize(grey, None, fx=TIMES, fy=TIMES, interpolation=cv2.INTER_CUBIC)
    ground = cv2.medianBlur(large, _NEIGHBOURHOOD * TIMES | 1)
    contrast = cv2.normalize(cv2.absdiff(large, ground), None, 0, 255, cv2.NORM_MINMAX)  # type: ignore[call-overload]
    inverted: Pixels = np.ascontiguousarray(255 - contrast)
    return inverted


def _data() -> str:
    """The folder of the language data: what TESSDATA_PREFIX says, else where Debian and Fedora have it."""
    import os
    from pathlib import Path

    places = [os.environ.get("TESSDATA_PREFIX", ""), "/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tessdata"]
    return next((place for place in places if place and (Path(place) / "eng.traineddata").exists()), "")


def _phrases(words: list[Text]) -> list[Text]:
    """Words of one line that stand close together, as one text."""
    from PolyLibrary.screen.text import lines

    found: list[Text] = []
    for line in lines(words):
        start = len(found)
        for word in line:
            last = found[-1] if len(found) > start else None
            if last is not None and word.box.left - last.box.right < _GAP * (last.box.bottom - last.box.top):
                box = Region(
                    last.box.left,
                    min(last.box.top, word.box.top),
                    word.box.right,
                    max(last.box.bottom, word.box.bottom),
                )
                found[-1] = Text(f"{last.text} {word.text}", box, min(last.confidence, word.confidence))
            else:
                found.append(word)
    return found
