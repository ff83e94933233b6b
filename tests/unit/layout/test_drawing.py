"""Pictures of maps."""

import io

import pytest
from PIL import Image

from PolyLibrary.errors import UnknownName, UsageError
from PolyLibrary.layout.drawing import draw, marks, placed, placeless
from PolyLibrary.layout.maps import load_map, map_files
from PolyLibrary.terms import Point, Region, Size


def image(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def test_elements_of_one_place_share_a_number_and_say_their_source() -> None:
    texts = [mark.text.partition("  ")[2] for mark in marks(load_map("VVX600"), screen="home")]
    assert "voicemail icon: 24,34  (derived) also icon, image (emulator)" in texts
    assert "missed calls: 70,34  (faq) also image (emulator)" in texts
    assert "tile 1, new call: 60,93  (emulator) also text" in texts
    assert not any("dial pad" in text for text in texts)
    nowhere = placeless(load_map("VVX450"), screen="active call")
    assert "-  mute icon: image vvx600/mute-icon.png  (emulator)" in nowhere


@pytest.mark.parametrize("model", sorted(map_files()))
def test_everything_with_a_place_is_drawn_and_the_rest_is_named(model: str) -> None:
    layout = load_map(model)
    found = marks(layout)
    assert [mark.number for mark in found] == list(range(1, len(found) + 1))
    legend = " ".join([*(mark.text for mark in found), *placeless(layout)])
    missing = [name for name in (*layout.elements, *layout.gestures) if name not in legend]
    assert missing == []


@pytest.mark.parametrize("model", sorted(map_files()))
def test_no_number_covers_another(model: str) -> None:
    layout = load_map(model)
    scale = -(-960 // layout.screen.width)
    size = Size(layout.screen.width * scale, layout.screen.height * scale)
    boxes = placed(marks(layout), scale, size)
    for place, one in enumerate(boxes):
        assert one.left >= 0
        assert one.right <= size.width
        assert one.bottom <= size.height
        for other in boxes[place + 1 :]:
            apart = one.right <= other.left or other.right <= one.left
            assert apart or one.bottom <= other.top or other.bottom <= one.top


def test_a_blank_panel_is_drawn_large_with_its_legend() -> None:
    layout = load_map("VVX101")
    shown = image(draw(layout, marks(layout), further=placeless(layout)))
    assert shown.width > 132 * 8 + 460
    assert shown.height >= 64 * 8
    assert shown.getpixel((12 + 132 * 4, 12 + 5 * 8)) == (205, 210, 216)


def test_a_capture_lies_below_the_marks() -> None:
    layout = load_map("VVX600")
    capture = io.BytesIO()
    Image.new("RGB", (480, 272), (1, 2, 3)).save(capture, "BMP")
    found = marks(layout, screen="browser")
    shown = image(draw(layout, found, capture.getvalue()))
    assert shown.getpixel((12 + 2 * 300, 12 + 2 * 100)) == (1, 2, 3)
    box = next(mark.box for mark in found if "soft key 1:" in mark.text)
    assert box == Region(0, 236, 120, 272)
    assert shown.getpixel((12 + 2 * 60, 12 + 2 * 236)) == (190, 105, 0)


def test_a_gesture_is_an_arrow() -> None:
    found = next(mark for mark in marks(load_map("VVX600")) if "line view" in mark.text)
    assert found.arrow == (Point(68, 121), Point(320, 156))
    assert found.text.endswith("line view: 68,121 to 320,156  (faq)")


def test_a_picture_of_another_size_or_of_nothing_is_refused() -> None:
    layout = load_map("VVX600")
    capture = io.BytesIO()
    Image.new("RGB", (320, 240)).save(capture, "PNG")
    with pytest.raises(UsageError) as caught:
        draw(layout, [], capture.getvalue())
    assert str(caught.value) == (
        "The picture is not of a VVX600.\n"
        "Seen:  it has 320x240 pixels, the panel 480x272.\n"
        "Next:  give a capture of the screen as the phone sent it."
    )
    with pytest.raises(UsageError, match=r"This is no picture that can be read\."):
        draw(layout, [], b"GIF89a nothing")


def test_an_unknown_screen_is_told() -> None:
    with pytest.raises(UnknownName, match="There is no screen 'hom' in the VVX600 map"):
        marks(load_map("VVX600"), screen="hom")
