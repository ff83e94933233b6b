"""A picture against the approved one: what counts, how much may differ, and the sentence on it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PolyLibrary.errors import BadReply, UsageError
from PolyLibrary.screen.areas import size_of, whole
from PolyLibrary.screen.compare import Comparison, compare, difference_picture, pad_masks, tolerance_for
from PolyLibrary.screen.picture import decode, encode_png, kind_of
from PolyLibrary.terms import Point, Region, Size

if TYPE_CHECKING:
    from PolyLibrary.screen.picture import Pixels

_SHOWN_BOXES = 5
_LFS = b"version https://git-lfs"


@dataclass(frozen=True)
class Scope:
    """What of a screen counts.

    Attributes:
        region: Compare only this part; None is all.
        masks: What does not count, by name.
        tolerance: The score that is allowed; None is the default of the two formats.
    """

    region: Region | None = None
    masks: Mapping[str, Region] = field(default_factory=dict)
    tolerance: float | None = None

    def __post_init__(self) -> None:
        if self.tolerance is not None and not 0 <= self.tolerance < 255:
            raise UsageError(
                f"tolerance={self.tolerance:g} is no tolerance.",
                seen="a score lies between 0 and 255.",
                hint="leave it out: 12 is allowed between pictures of one format, 40 between JPEG and another.",
            )

    def allowed(self, old: "Side", new: "Side") -> float:
        """The score up to which two pictures are the same."""
        return tolerance_for(old.kind, new.kind) if self.tolerance is None else self.tolerance

    def __str__(self) -> str:
        """``whole screen but clock (240,0,480,20)``."""
        what = "whole screen" if self.region is None else f"region {self.region}"
        if not self.masks:
            return f"{what}, nothing masked"
        return f"{what} but {', '.join(_named(name, mask) for name, mask in self.masks.items())}"


@dataclass(frozen=True)
class Side:
    """One of two pictures: its bytes, decoded at first use."""

    data: bytes

    @property
    def kind(self) -> str:
        return kind_of(self.data)

    @cached_property
    def pixels(self) -> "Pixels":
        """Raises BadReply when the bytes are no picture."""
        return decode(self.data)

    @property
    def size(self) -> Size:
        return size_of(self.pixels)

    def __str__(self) -> str:
        return f"{self.size} {self.kind}"


def read_baseline(path: Path) -> Side:
    """An approved picture, decoded.

    Raises:
        UsageError: The file is none.
    """
    hint = f"restore it from version control, or delete it and approve a new one; it is {path}"
    try:
        side = Side(path.read_bytes())
        _ = side.pixels
    except OSError as error:
        raise UsageError(
            f"The baseline {path.name} cannot be read.", seen=f"{error.strerror or error}.", hint=f"{hint}."
        ) from None
    except BadReply as error:
        if side.data.startswith(_LFS):
            hint = f"git lfs pull fetches the picture; it is {path}"
        raise UsageError(f"The baseline {path.name} is no picture.", seen=error.seen, hint=f"{hint}.") from None
    return side


def judge(old: Side, new: Side, scope: Scope) -> Comparison:
    """Compare two pictures of one size.

    Raises:
        CheckFailed: The sizes differ.
        UsageError: The region or a mask is not on the screen, or nothing is left to compare.
    """
    allowed = scope.allowed(old, new)
    if old.data == new.data and not scope.region and not scope.masks:
        # Equal bytes need no arithmetic; with a region or masks these must still be on the screen.
        return compare(old.pixels, old.pixels, tolerance=allowed)
    masks = pad_masks(scope.masks.values(), (old.kind, new.kind))
    return compare(old.pixels, new.pixels, masks=masks, tolerance=allowed, region=scope.region)


def in_words(old: Side, new: Side, scope: Scope, comparison: Comparison) -> str:
    """Score, limit and where the limit comes from; and where the pictures differ."""
    if scope.tolerance is not None:
        why = "tolerance="
    elif old.kind == new.kind:
        why = f"both {old.kind}"
    else:
        why = f"a {old.kind} baseline, a {new.kind} picture"
    text = f"score {comparison.score:.0f} where {comparison.tolerance:g} is allowed ({why}), {scope}"
    if comparison.same:
        return text
    boxes = comparison.boxes
    shown = "; ".join(map(str, boxes[:_SHOWN_BOXES]))
    more = f" and {len(boxes) - _SHOWN_BOXES} more" if boxes[_SHOWN_BOXES:] else ""
    places = f"{len(boxes)} place{'' if len(boxes) == 1 else 's'}"
    return (
        f"{text}; {share(comparison.share)} of it differs in {places}: {shown}{more} (left,top,right,bottom), "
        f"most at {comparison.worst}"
    )


def share(part: float) -> str:
    """``2.3 %``; a trace is never shown as nothing."""
    return "less than 0.01 %" if 0 < part < 0.0001 else f"{part * 100:.2g} %"


def difference_png(old: Side, new: Side, comparison: Comparison, *, both: bool = True) -> bytes:
    """The new screen as PNG, dimmed but for the red boxes of what differs; with ``both`` the old one beside it."""
    drawn = difference_picture(old.pixels, new.pixels, comparison)
    return encode_png(drawn if both else drawn[:, -new.size.width :])


def side_by_side(old: Side, new: Side) -> bytes:
    """Two screens of whatever sizes beside each other, as PNG."""
    everything = Comparison(False, 255.0, 1.0, (whole(new.size),), Point(0, 0), 0.0)
    return encode_png(difference_picture(old.pixels, new.pixels, everything))


def _named(name: str, mask: Region) -> str:
    return str(mask) if name == str(mask) else f"{name} ({mask})"
