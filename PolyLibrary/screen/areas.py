"""Rectangles on a picture: its size, and regions that must lie on it."""

from typing import TYPE_CHECKING

from PolyLibrary.errors import UsageError
from PolyLibrary.terms import Region, Size

if TYPE_CHECKING:
    from PolyLibrary.screen.picture import Pixels


def size_of(pixels: "Pixels") -> Size:
    """Width and height of a picture."""
    return Size(int(pixels.shape[1]), int(pixels.shape[0]))


def whole(size: Size) -> Region:
    """The region of the whole picture."""
    return Region(0, 0, size.width, size.height)


def width_height(region: Region) -> Size:
    """Width and height of a region."""
    return Size(region.right - region.left, region.bottom - region.top)


def clipped(region: Region, size: Size) -> Region | None:
    """The part of a region that lies on the picture; None when no part does."""
    part = Region(
        max(0, region.left), max(0, region.top), min(size.width, region.right), min(size.height, region.bottom)
    )
    return part if part.left < part.right and part.top < part.bottom else None


def checked(region: Region | None, size: Size, what: str = "region") -> Region:
    """The region, or the whole picture for None.

    Raises:
        UsageError: It is empty, or not all of it lies on the picture.
    """
    if region is None:
        return whole(size)
    part = clipped(region, size)
    if part == region:
        return region
    if region.left >= region.right or region.top >= region.bottom:
        wanted = f"The {what} {region} is empty."
    elif part is None:
        wanted = f"The {what} {region} lies off the screen."
    else:
        wanted = f"The {what} {region} lies partly off the screen."
    hint = "" if part is None else f"; on the screen lies {part}"
    raise UsageError(
        wanted,
        seen=f"a screen of {size}.",
        tried="nothing: no pixel was looked at.",
        hint=f"write left,top,right,bottom in pixels, within 0,0,{size.width},{size.height}{hint}.",
    )


def cut(pixels: "Pixels", region: Region) -> "Pixels":
    """A view of the part of the picture; the region must lie on it."""
    return pixels[region.top : region.bottom, region.left : region.right]
