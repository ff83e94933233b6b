"""Pictures to look for: loaded once, and refused when nothing could be found with them."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from PolyLibrary.errors import UsageError
from PolyLibrary.names import did_you_mean
from PolyLibrary.screen.header import Broken, inspect
from PolyLibrary.screen.picture import MOST_PIXELS
from PolyLibrary.terms import Size

if TYPE_CHECKING:
    from PolyLibrary.screen.picture import Pixels

FLAT = 4.0
"""Standard deviation of grey below which a picture shows nothing: it would be found everywhere."""
_SUFFIXES = (".png", ".bmp", ".jpg", ".jpeg")
_OPAQUE = 250
_SEEN = 128


@dataclass(frozen=True, eq=False)
class Template:
    """A picture to look for.

    Attributes:
        name: What errors and log lines call it.
        path: Its file.
        pixels: Height x width x 3 (blue, green, red).
        mask: Height x width, 255 where a pixel counts; None when all count.
    """

    name: str
    path: Path
    pixels: "Pixels"
    mask: "Pixels | None" = None

    @property
    def size(self) -> Size:
        return Size(int(self.pixels.shape[1]), int(self.pixels.shape[0]))


def load_template(path: Path) -> Template:
    """The template of a file; kept as long as the file does not change.

    Raises:
        UsageError: No such file, no picture, or a picture with nothing on it.
    """
    try:
        stamp = path.stat()
    except OSError:
        raise _missing(path) from None
    return _load(path, stamp.st_mtime_ns, stamp.st_size)


def template_of(name: str, pixels: "Pixels", path: Path | None = None) -> Template:
    """A template of an array, three or four channels.

    Args:
        name: What errors call it.
        pixels: Height x width x 3, or x 4 with transparency.

    Raises:
        UsageError: There is nothing on it.
    """
    import numpy as np

    where = path or Path(name)
    mask: Pixels | None = None
    if pixels.shape[2] == 4:
        pixels, mask = _without_alpha(name, pixels)
    pixels = np.ascontiguousarray(pixels)
    if spread(pixels, mask) < FLAT:
        raise UsageError(
            f"The template {name} is one flat colour.",
            seen=f"grey values that deviate by {spread(pixels, mask):.1f}; at least {FLAT:g} is needed.",
            tried="nothing: such a picture would be found everywhere.",
            hint="cut the template so that it shows the edge of the icon; the colour of a lamp is checked with color=.",
        )
    return Template(name, where, pixels, mask)


def spread(pixels: "Pixels", mask: "Pixels | None" = None) -> float:
    """The standard deviation of a picture's grey values, under the mask."""
    import cv2

    _, deviation = cv2.meanStdDev(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY), mask=mask)
    return float(deviation[0][0])


@lru_cache(maxsize=256)
def _load(path: Path, _changed: int, _size: int) -> Template:
    import cv2
    import numpy as np

    try:
        data = path.read_bytes()
        size = inspect(data)
        if size.width * size.height > MOST_PIXELS:
            raise Broken(f"a header that announces {size} pixels")
        pixels = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    except (Broken, OSError, cv2.error) as error:
        raise _corrupt(path, str(error)) from None
    if pixels is None:
        raise _corrupt(path, f"a picture of {size} that the decoder does not understand")
    return template_of(path.name, _eight_bits(pixels), path)  # type: ignore[arg-type]


def _eight_bits(pixels: "Pixels") -> "Pixels":
    """Grey and 16-bit pictures as height x width x 3 or x 4 of 8 bits."""
    import cv2
    import numpy as np

    if pixels.dtype != np.uint8:
        pixels = (pixels // 257).astype(np.uint8)
    if pixels.ndim == 2:
        pixels = cv2.cvtColor(pixels, cv2.COLOR_GRAY2BGR)  # type: ignore[assignment]
    elif pixels.shape[2] == 2:
        grey, alpha = cv2.split(pixels)
        pixels = cv2.merge((grey, grey, grey, alpha))  # type: ignore[assignment]
    return pixels


def _without_alpha(name: str, pixels: "Pixels") -> "tuple[Pixels, Pixels | None]":
    """Colours and mask of a picture with transparency.

    Full opacity counts for nothing. A drawing of one colour, as icons often are, is laid on the opposite
    background: the search does not mind which colours there are, only where the edges lie, and it keeps its full
    speed. Anything else is searched under a mask.
    """
    import cv2
    import numpy as np

    colours, alpha = np.ascontiguousarray(pixels[:, :, :3]), np.ascontiguousarray(pixels[:, :, 3])
    if alpha.min() >= _OPAQUE:
        return colours, None
    left, top, width, height = cv2.boundingRect((alpha >= _SEEN).astype(np.uint8))
    if not width or not height:
        raise UsageError(
            f"The template {name} is fully transparent.",
            seen=f"{pixels.shape[1]}x{pixels.shape[0]} pixels, none of them opaque.",
            tried="nothing: there is nothing to look for.",
            hint="save the template without transparency, or cut it from a capture of the screen.",
        )
    around = (slice(max(0, top - 1), top + height + 1), slice(max(0, left - 1), left + width + 1))
    colours, alpha = colours[around], alpha[around]
    mask = np.where(alpha >= _SEEN, 255, 0).astype(np.uint8)
    if spread(colours, mask) >= FLAT:
        return colours, mask
    bright = float(cv2.mean(cv2.cvtColor(colours, cv2.COLOR_BGR2GRAY), mask=mask)[0]) >= 128
    share = (alpha.astype(np.float32) / 255)[:, :, None]
    behind = 0.0 if bright else 255.0
    laid: Pixels = (colours * share + behind * (1 - share)).round().astype(np.uint8)
    return laid, None


def _missing(path: Path) -> UsageError:
    folder = path.parent
    if folder.is_dir():
        known = [file.name for file in folder.iterdir() if file.suffix.lower() in _SUFFIXES]
        hint = did_you_mean(path.name, known, f"pictures in {folder}")
        seen = f"the folder {folder} has {len(known)} picture{'s' if len(known) != 1 else ''}."
    else:
        hint = "the folder does not exist either: check the path."
        seen = f"no folder {folder}."
    return UsageError(f"There is no template {path.name}.", seen=seen, tried=f"the file {path}.", hint=hint)


def _corrupt(path: Path, why: str) -> UsageError:
    return UsageError(
        f"The template {path.name} cannot be read.",
        seen=f"{why.rstrip('.')}.",
        tried=f"one read of {path}.",
        hint="BMP, PNG and JPEG are understood; cut the template from a capture again.",
    )
