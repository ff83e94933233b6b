"""Pictures as they come in: whole ones are decoded, everything else is refused with a reason."""

import io
import struct
import zlib

import numpy as np
import pytest
from drawn import captured, screen
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from PolyLibrary.errors import BadReply
from PolyLibrary.screen.header import PNG, inspect
from PolyLibrary.screen.picture import as_png, decode, encode_png, kind_of
from PolyLibrary.terms import Size

SCREEN = screen()
CAPTURES = {kind: captured(SCREEN, kind) for kind in ("BMP", "PNG", "JPEG")}
KINDS = list(CAPTURES)


def refusal(data: bytes) -> str:
    with pytest.raises(BadReply) as caught:
        decode(data)
    return caught.value.seen


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_known_by_its_bytes_and_decoded(kind: str) -> None:
    assert kind_of(CAPTURES[kind]) == kind
    pixels = decode(CAPTURES[kind])
    assert pixels.shape == (240, 320, 3)
    assert np.abs(pixels.astype(int) - SCREEN).max() <= (0 if kind != "JPEG" else 80)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("share", [0.001, 0.05, 0.3, 0.6, 0.95, 0.999])
def test_a_picture_that_broke_off_is_refused_and_not_filled_with_grey(kind: str, share: float) -> None:
    data = CAPTURES[kind]
    refusal(data[: int(len(data) * share)])


@pytest.mark.parametrize("kind", KINDS)
def test_one_missing_byte_is_enough(kind: str) -> None:
    seen = refusal(CAPTURES[kind][:-1])
    assert kind in seen
    assert "320x240" in seen
    assert "breaks off" in seen


def test_the_error_has_four_parts() -> None:
    with pytest.raises(BadReply) as caught:
        decode(CAPTURES["BMP"][:1000])
    assert str(caught.value) == (
        "The picture of the screen cannot be read.\n"
        "Seen:  a BMP of 320x240 that breaks off: 1000 of 230454 bytes.\n"
        "Tried: one read of these bytes.\n"
        "Next:  BMP, PNG and JPEG are understood; look at /captureScreen/mainScreen with a browser."
    )


def test_nothing_and_no_picture_are_refused() -> None:
    assert refusal(b"") == "no bytes at all."
    assert refusal(b"<html>login</html>").startswith("neither BMP, PNG nor JPEG: 18 bytes beginning with b'<html>")
    assert "neither BMP, PNG nor JPEG" in refusal(b"GIF89a" + bytes(100))


def test_a_damaged_png_is_refused_by_its_checksum() -> None:
    data = bytearray(CAPTURES["PNG"])
    data[len(data) // 2] ^= 0x55
    assert "wrong checksum" in refusal(bytes(data))


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


@pytest.mark.parametrize(("width", "height"), [(20000, 20000), (2**31 - 1, 2**31 - 1)])
def test_a_huge_picture_is_refused_before_it_takes_any_memory(width: int, height: int) -> None:
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    data = PNG + header + chunk(b"IDAT", zlib.compress(bytes(100))) + chunk(b"IEND", b"")
    assert refusal(data) == f"a PNG whose header announces {width}x{height} pixels, more than 40 million."


def test_a_picture_without_pixels_is_refused() -> None:
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 0, 10, 8, 2, 0, 0, 0))
    assert refusal(PNG + header + chunk(b"IEND", b"")) == "a PNG whose header announces 0x10 pixels."


def test_a_png_that_lacks_its_pixels_is_refused() -> None:
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 40, 30, 8, 2, 0, 0, 0))
    refusal(PNG + header + chunk(b"IEND", b""))


def test_a_jpeg_s_own_thumbnail_does_not_hide_that_it_broke_off() -> None:
    thumbnail = captured(SCREEN[:40, :40], "JPEG")
    data = captured(SCREEN, "JPEG")
    framed = data[:2] + b"\xff\xe1" + struct.pack(">H", len(thumbnail) + 2) + thumbnail + data[2:]
    assert decode(framed).shape == (240, 320, 3)
    assert "end marker" in refusal(framed[:-200])


def test_a_turned_camera_does_not_turn_the_screen() -> None:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.fromarray(SCREEN[:, :, ::-1]).save(out, "JPEG", exif=exif)
    assert decode(out.getvalue()).shape == (240, 320, 3)


@pytest.mark.parametrize("alpha", [0, 128, 255])
def test_the_fourth_channel_of_a_frame_buffer_is_dropped(alpha: int) -> None:
    out = io.BytesIO()
    image = Image.fromarray(SCREEN[:, :, ::-1]).convert("RGBA")
    image.putalpha(alpha)
    image.save(out, "PNG")
    assert np.array_equal(decode(out.getvalue()), SCREEN)


@pytest.mark.parametrize("mode", ["L", "1", "P", "I;16"])
def test_grey_palette_and_deep_pictures_come_as_three_channels(mode: str) -> None:
    grey = Image.fromarray(SCREEN[:, :, 0])
    image = Image.fromarray(SCREEN[:, :, 0].astype(np.uint16) * 257) if mode == "I;16" else grey.convert(mode)
    out = io.BytesIO()
    image.save(out, "PNG")
    assert decode(out.getvalue()).shape == (240, 320, 3)


def test_what_is_written_reads_the_same() -> None:
    assert np.array_equal(decode(encode_png(SCREEN)), SCREEN)
    assert np.array_equal(decode(as_png(CAPTURES["BMP"])), SCREEN)
    assert len(as_png(CAPTURES["BMP"])) < len(CAPTURES["BMP"]) / 10


@pytest.mark.parametrize("kind", KINDS)
def test_the_header_tells_the_size(kind: str) -> None:
    assert inspect(CAPTURES[kind]) == Size(320, 240)


def decoded_or_refused(data: bytes) -> None:
    try:
        pixels = decode(data)
    except BadReply:
        return
    assert pixels.ndim == 3
    assert pixels.dtype == np.uint8


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    decoded_or_refused(data)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([b"BM", PNG, b"\xff\xd8\xff"]), st.binary(max_size=200))
def test_any_bytes_after_a_true_beginning_are_decoded_or_refused(begin: bytes, data: bytes) -> None:
    decoded_or_refused(begin + data)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(KINDS), st.data())
def test_any_damage_is_decoded_or_refused(kind: str, data: st.DataObject) -> None:
    small = captured(SCREEN[:24, :32], kind)
    at = data.draw(st.integers(0, len(small) - 1))
    damaged = small[:at] + data.draw(st.binary(max_size=6)) + small[at + data.draw(st.integers(0, 6)) :]
    decoded_or_refused(damaged)
