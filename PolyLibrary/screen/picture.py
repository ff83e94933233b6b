"""Decode pictures as phones send them, and make them fit for a log page."""

from typing import TYPE_CHECKING

from PolyLibrary.errors import BadReply
from PolyLibrary.screen.header import Broken, inspect, kind_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]

__all__ = ["as_png", "decode", "encode_png", "kind_of"]

MOST_PIXELS = 40_000_000
"""A header that announces more is refused before any memory is taken; the largest panel has under a million."""
_FAST, _SMALL = 1, 6


def decode(data: bytes) -> "Pixels":
    """The picture as an array of height x width x 3 (blue, green, red).

    A fourth channel is dropped: captures of a frame buffer carry anything in it.

    Raises:
        BadReply: The bytes are no whole BMP, PNG or JPEG, or announce more than 40 million pixels.
    """
    import cv2
    import numpy as np

    try:
        size = inspect(data)
    except Broken as broken:
        raise _unreadable(f"{broken}.") from None
    kind = kind_of(data)
    if size.width * size.height > MOST_PIXELS:
        raise _unreadable(
            f"a {kind} whose header announces {size} pixels, more than {MOST_PIXELS // 1_000_000} million."
        )
    try:
        # Points on the screen are those of the stored picture, whatever a camera's orientation tag may say.
        pixels = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR | cv2.IMREAD_IGNORE_ORIENTATION)
    except cv2.error as error:
        raise _unreadable(f"a {kind} of {size}; the decoder says {error.err or error}.") from None
    if pixels is None or pixels.shape[:2] != (size.height, size.width):
        raise _unreadable(f"a {kind} of {size}, {len(data)} bytes, that the decoder does not understand.")
    return pixels  # type: ignore[return-value]


def _unreadable(seen: str) -> BadReply:
    return BadReply(
        "The picture of the screen cannot be read.",
        seen=seen,
        tried="one read of these bytes.",
        hint="BMP, PNG and JPEG are understood; look at /captureScreen/mainScreen with a browser.",
    )


def encode_png(pixels: "Pixels", compression: int = _FAST) -> bytes:
    """The array as PNG; little compression, for speed."""
    import cv2

    done, data = cv2.imencode(".png", pixels, [cv2.IMWRITE_PNG_COMPRESSION, compression])
    if not done:
        raise BadReply(
            "The picture cannot be written as PNG.",
            seen=f"an array of {pixels.shape}.",
            tried="one attempt.",
            hint="it has to be height x width x 3, with 8 bits for each colour.",
        )
    return bytes(data)


def as_png(data: bytes) -> bytes:
    """The same picture as PNG, which every browser shows and which stays small.

    Raises:
        BadReply: As for ``decode``.
    """
    return encode_png(decode(data), _SMALL)
