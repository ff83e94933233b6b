"""Are planted changes seen, and unchanged screens left alone?"""

from collections.abc import Sequence
from itertools import islice
from random import Random
from typing import TYPE_CHECKING

from benchmarks.accuracy.shown import CHANGES, CLOCK, Shown
from benchmarks.accuracy.tally import Measure, Tally
from benchmarks.accuracy.variants import captured
from PolyLibrary.screen.compare import Comparison, compare, pad_masks, tolerance_for
from PolyLibrary.screen.header import kind_of
from PolyLibrary.screen.picture import decode
from PolyLibrary.terms import Region

if TYPE_CHECKING:
    from PIL.Image import Image

SAME = ("PNG", "BMP", "JPEG q85", "JPEG q75")
"""Baseline and candidate of one encoder."""
MIXED = ("PNG", "JPEG q75")
MIXED_NAME = "PNG, then q75"
UNCHANGED = Measure("unchanged screen taken for different", 0, "at most")
MASKED = Measure("only the masked clock changed, taken for different", 0, "at most")
UNMASKED = Measure("clock change seen without its mask", 100)
SEEN = {change: Measure(f"change seen: {change}", 100) for change in CHANGES}


def count_changes(screens: Sequence[Shown], tally: Tally, each: int, chance: Random) -> None:
    """Compare every screen with itself and with its changes.

    Args:
        each: How many changes of a kind are planted in one screen at most.
    """
    for shown in screens:
        pairs = [(name, name, name) for name in SAME] + [(MIXED_NAME, *MIXED)]
        for column, before, after in pairs:
            result = _compared(shown.image, shown.image, before, after)
            tally.add(UNCHANGED, column, not result.same, f"{shown.title}, score {result.score:g}")
        for change in CHANGES:
            planted = list(shown.plant(change, chance))
            for what, image in islice(chance.sample(planted, len(planted)), each):
                for column, before, after in pairs:
                    result = _compared(shown.image, image, before, after)
                    tally.add(SEEN[change], column, not result.same, f"{what} on {shown.title}, score {result.score:g}")
        for what, image in islice(shown.plant(CLOCK, chance), 1):
            for column, before, after in pairs[:-1]:
                masked = _compared(shown.image, image, before, after, shown.clocks)
                tally.add(MASKED, column, not masked.same, f"{what} on {shown.title}, score {masked.score:g}")
                bare = _compared(shown.image, image, before, after)
                tally.add(UNMASKED, column, not bare.same, f"{what} on {shown.title}, score {bare.score:g}")


def _compared(one: "Image", other: "Image", before: str, after: str, masks: Sequence[Region] = ()) -> Comparison:
    baseline, candidate = captured(one, before), captured(other, after)
    kinds = kind_of(baseline), kind_of(candidate)
    return compare(decode(baseline), decode(candidate), masks=pad_masks(masks, kinds), tolerance=tolerance_for(*kinds))
