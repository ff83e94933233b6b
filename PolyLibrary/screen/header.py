"""What the bytes of a picture say of themselves, without decoding: kind, size, and whether the end is there.

The decoders fill what is missing with grey and say nothing, so a picture that broke off must be noticed here.
"""

import struct
import zlib

from PolyLibrary.terms import Size

PNG = b"\x89PNG\r\n\x1a\n"
_START_OF_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_WITHOUT_LENGTH = frozenset({0x01, *range(0xD0, 0xD9)})
_START_OF_SCAN = 0xDA
_END = 0xD9
_UNCOMPRESSED = frozenset({0, 3, 6})
"""BMP compressions whose rows have a fixed length: none, and bit fields."""


class Broken(ValueError):
    """The bytes cannot be a whole picture; the text says why."""


def kind_of(data: bytes) -> str:
    """``BMP``, ``PNG`` or ``JPEG`` by the first bytes; an empty text for anything else."""
    if data[:2] == b"BM":
        return "BMP"
    if data[:8] == PNG:
        return "PNG"
    if data[:3] == b"\xff\xd8\xff":
        return "JPEG"
    return ""


def inspect(data: bytes) -> Size:
    """The size that the header announces.

    Raises:
        Broken: No picture, or not all of it.
    """
    if not data:
        raise Broken("no bytes at all")
    look = {"BMP": _bmp, "PNG": _png, "JPEG": _jpeg}.get(kind_of(data))
    if look is None:
        raise Broken(f"neither BMP, PNG nor JPEG: {len(data)} bytes beginning with {data[:8]!r}")
    try:
        size = look(data)
    except struct.error:
        raise Broken(f"a {kind_of(data)} that ends within its header, after {len(data)} bytes") from None
    if size.width < 1 or size.height < 1:
        raise Broken(f"a {kind_of(data)} whose header announces {size} pixels")
    return size


def _bmp(data: bytes) -> Size:
    begin, header = struct.unpack_from("<II", data, 10)
    if header == 12:
        width, height, _, bits = struct.unpack_from("<HHHH", data, 18)
        compression = 0
    else:
        width, height, _, bits, compression = struct.unpack_from("<iiHHI", data, 18)
    size = Size(width, abs(height))
    row = (width * bits + 31) // 32 * 4
    needed = begin + row * size.height
    if compression in _UNCOMPRESSED and len(data) < needed:
        raise Broken(f"a BMP of {size} that breaks off: {len(data)} of {needed} bytes")
    return size


def _png(data: bytes) -> Size:
    size = Size(*struct.unpack_from(">II", data, 16))
    at = len(PNG)
    while True:
        if at + 12 > len(data):
            raise Broken(f"a PNG of {size} that breaks off after {len(data)} bytes")
        length, name = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if end > len(data):
            raise Broken(f"a PNG of {size} that breaks off after {len(data)} bytes, at least {end} announced")
        if zlib.crc32(data[at + 4 : end - 4]) != struct.unpack_from(">I", data, end - 4)[0]:
            raise Broken(f"a PNG of {size} that was damaged on its way: wrong checksum at byte {at}")
        if name == b"IEND":
            return size
        at = end


def _jpeg(data: bytes) -> Size:
    size: Size | None = None
    at = 2
    while True:
        if data[at : at + 1] != b"\xff":
            raise Broken(f"a JPEG that breaks off or was damaged in its header, at byte {at} of {len(data)}")
        marker = data[at + 1] if at + 1 < len(data) else _END
        if marker == 0xFF:  # fill bytes may stand before a marker
            at += 1
            continue
        if marker in _WITHOUT_LENGTH:
            at += 2
            continue
        if marker == _END:
            raise Broken("a JPEG without a picture in it")
        length = struct.unpack_from(">H", data, at + 2)[0]
        if marker in _START_OF_FRAME:
            height, width = struct.unpack_from(">HH", data, at + 5)
            size = Size(width, height)
        if marker == _START_OF_SCAN:
            break
        at += 2 + length
    if size is None:
        raise Broken("a JPEG that does not say its size")
    # Within the scans every FF is followed by 00 or a restart marker, so the end marker stands only at the end.
    if data.find(b"\xff\xd9", at) < 0:
        raise Broken(f"a JPEG of {size} that breaks off after {len(data)} bytes: its end marker is missing")
    return size
