"""Decode pictures as phones send them, and make them fit for a log page."""

import io
from typing import TYPE_CHECKING

from PolyLibrary.errors import BadReply

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]


def decode(data: bytes) -> "Pixels":
    """The picture as an array of height x width x 3 (blue, green, red).

    Raises:
        BadReply: The bytes are no whole BMP, PNG or JPEG.
    """
    import cv2
    import numpy as np

    pixels = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR) if data else None
    if pixels is None:
        raise BadReply(
            "The picture of the screen cannot be read.",
            seen=f"{len(data)} bytes beginning with {data[:8]!r}.",
            tried="one read of these bytes.",
            hint="BMP, PNG and JPEG are understood; look at /captureScreen/mainScreen with a browser.",
        )
    return pixels  # type: ignore[return-value]


def as_png(data: bytes) -> bytes:
    """The same picture as PNG, which every browser shows and which stays small."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data)) as image:
            out = io.BytesIO()
            image.convert("RGB").save(out, "PNG")
    except (UnidentifiedImageError, OSError, ValueError) as error:
        raise BadReply(
            "The picture of the screen cannot be read.",
            seen=f"{error}; {len(data)} bytes beginning with {data[:8]!r}.",
            tried="one read of these bytes.",
            hint="BMP, PNG and JPEG are understood; look at /captureScreen/mainScreen with a browser.",
        ) from None
    return out.getvalue()
