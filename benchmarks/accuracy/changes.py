"""Are planted changes seen, and unchanged screens left alone?"""

from collections.abc import Sequence
from itertools import islice
from random import Random
from typing import TYPE_CHECKING

from benchmarks.accuracy.shown import CHANGES, CLOCK, Shown
from benchmarks.accuracy.tally import MIXED_NAME, Measure, Tally
from benchmarks.accuracy.variants import FORMATS, captured
from PolyLibrary.screen.compare import Comparison, compare, pad_masks, tolerance_for
from PolyLibrary.screen.header import kind_of
from PolyLibrary.screen.picture import decode
from PolyLibrary.terms import Region

if TYPE_CHECKING:
    from PIL.Image import Image

    from PolyLibrary.screen.picture import Pixels

PAIRS = {**{name: (name, name) for name in FORMATS}, MIXED_NAME: ("PNG", "JPEG q75")}
"""The columns: the kinds of baseline and candidate."""
Captures = dict[str, tuple[str, "Pixels"]]
"""By the kind of capture: the kind of its bytes, and its pixels."""
UNCHANGED = Measure("unchanged screen taken for different", 0, "at most")
MASKED = Measure("only the masked clock changed, taken for different", 0, "at most")
UNMASKED = Measure("clock change seen without its mask", 100)
SEEN = {change: Measure(f"change seen: {change}", 100, mixed=99) for change in CHANGES}


def count_changes(screens: Sequence[Shown], tally: Tally, each: int, chance: Random) -> None:
    """Compare every screen with itself and with its changes.

    Args:
        each: How many changes of a kind are planted in one screen at most.
    """
    for shown in screens:
        before = _captures(shown.image)
        for column in PAIRS:
            result = _compared(before, before, column)
            tally.add(UNCHANGED, column, not result.same, f"{shown.title}, score {result.score:g}")
        for change in CHANGES:
            planted = list(shown.plant(change, chance))
            for what, draw in chance.sample(planted, min(each, len(planted))):
                after = _captures(draw())
                for column in PAIRS:
                    result = _compared(before, after, column)
                    tally.add(SEEN[change], column, not result.same, f"{what} on {shown.title}, score {result.score:g}")
        for what, draw in islice(shown.plant(CLOCK, chance), 1):
            after = _captures(draw())
            for column in FORMATS:
                masked = _compared(before, after, column, shown.clocks)
                tally.add(MASKED, column, not masked.same, f"{what} on {shown.title}, score {masked.score:g}")
                bare = _compared(before, after, column)
                tally.add(UNMASKED, column, not bare.same, f"{what} on {shown.title}, score {bare.score:g}")


def _captures(image: "Image") -> Captures:
    made = {}
    for name in FORMATS:
        data = captured(image, name)
        made[name] = kind_of(data), decode(data)
    return made


def _compared(before: Captures, after: Captures, column: str, masks: Sequence[Region] = ()) -> Comparison:
    one, other = PAIRS[column]
    (kind, baseline), (other_kind, candidate) = before[one], after[other]
    kinds = kind, other_kind
    return compare(baseline, candidate, masks=pad_masks(masks, kinds), tolerance=tolerance_for(*kinds))
