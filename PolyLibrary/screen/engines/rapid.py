"""Reading with RapidOCR: the models lie in its wheel, nothing is downloaded."""

import logging
from typing import TYPE_CHECKING, Any

from PolyLibrary.screen.areas import size_of, whole
from PolyLibrary.screen.text import Text
from PolyLibrary.terms import Region

if TYPE_CHECKING:
    from PolyLibrary.screen.picture import Pixels

LONGEST = 960
"""Pixels of the longer side above which a picture is made smaller before texts are looked for; never larger."""


class Rapid:
    """RapidOCR on onnxruntime.

    Raises:
        ImportError: It is not installed.
    """

    name = "rapidocr"

    def __init__(self) -> None:
        from rapidocr import RapidOCR

        self._engine = RapidOCR(
            params={
                "Global.log_level": "warning",
                "Global.use_cls": False,
                "Det.limit_type": "max",
                "Det.limit_side_len": LONGEST,
            }
        )
        logging.getLogger("RapidOCR").setLevel(logging.ERROR)

    def read(self, pixels: "Pixels") -> list[Text]:
        result: Any = self._engine(pixels, use_det=True, use_cls=False, use_rec=True)
        if result.boxes is None or result.txts is None:
            return []
        return [
            Text(str(text), _box(corners), float(confidence))
            for text, corners, confidence in zip(result.txts, result.boxes, result.scores, strict=True)
        ]

    def read_line(self, pixels: "Pixels") -> list[Text]:
        result: Any = self._engine(pixels, use_det=False, use_cls=False, use_rec=True)
        texts = result.txts or ()
        box = whole(size_of(pixels))
        return [
            Text(str(text), box, float(confidence))
            for text, confidence in zip(texts, result.scores or (), strict=True)
            if str(text).strip()
        ]


def _box(corners: Any) -> Region:
    left, top = corners.min(axis=0)
    right, bottom = corners.max(axis=0)
    return Region(round(float(left)), round(float(top)), round(float(right)), round(float(bottom)))
