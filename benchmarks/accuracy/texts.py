"""Are texts read as they are drawn, and found at their place?"""

import unicodedata
from collections.abc import Sequence

from benchmarks.accuracy.shown import Drawn, Shown
from benchmarks.accuracy.tally import Measure, Tally
from benchmarks.accuracy.variants import pixels_of
from PolyLibrary.screen.read import Text, read
from PolyLibrary.screen.words import find_text, plain
from PolyLibrary.terms import Point, Region

EXACT = Measure("text read exactly", 98)
PLACED = Measure("text found as whole words, at its place", 98)
OTHER_SCRIPT = Measure("text of another script read exactly", None)
CUT = Measure("cut label reported as cut", None)
MARGIN = 5


def count_texts(screens: Sequence[Shown], tally: Tally, variants: Sequence[str], engine: str) -> None:
    """Read every screen and look for each of its texts."""
    for shown in screens:
        for variant in variants:
            texts = read(pixels_of(shown.image, variant), engine=engine)
            for drawn in shown.texts:
                near = [text.text for text in texts if _touch(text.box, drawn.box)]
                exact = any(plain(text) == plain(drawn.what) for text in near)
                remark = f"{drawn.what!r} on {shown.title}, read {near}"
                if not _latin(drawn.what):
                    tally.add(OTHER_SCRIPT, variant, exact, remark)
                    continue
                tally.add(EXACT, variant, exact, remark)
                hits = find_text(texts, drawn.what).hits
                tally.add(PLACED, variant, any(_holds(drawn.box, hit.centre) for hit in hits), remark)
            for drawn in shown.cut:
                tally.add(CUT, variant, _reported(texts, drawn), f"{drawn.what!r} on {shown.title}")


def _latin(text: str) -> bool:
    return not any(char.isalpha() and "LATIN" not in unicodedata.name(char, "LATIN") for char in text)


def _reported(texts: Sequence[Text], drawn: Drawn) -> bool:
    return any(_touch(text.box, drawn.box) for text in find_text(texts, drawn.what).cut)


def _touch(one: Region, other: Region) -> bool:
    return one.left < other.right and other.left < one.right and one.top < other.bottom and other.top < one.bottom


def _holds(box: Region, point: Point) -> bool:
    return box.left - MARGIN <= point.x < box.right + MARGIN and box.top - MARGIN <= point.y < box.bottom + MARGIN
