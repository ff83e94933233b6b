"""Comparing two pictures of a screen."""

import cv2
import numpy as np
import pytest
from drawn import captured, ground, pixels_of, screen
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ImageDraw

from PolyLibrary.errors import CheckFailed, UsageError
from PolyLibrary.screen.compare import (
    MIXED_ENCODERS,
    SAME_ENCODER,
    boxes,
    compare,
    difference_picture,
    pad_masks,
    score,
    tolerance_for,
)
from PolyLibrary.screen.picture import decode
from PolyLibrary.terms import Point, Region

BASE = screen()


def with_block(left: int, top: int, width: int, height: int) -> np.ndarray:
    changed = BASE.copy()
    part = changed[top : top + height, left : left + width]
    part[:] = np.where(part > 127, part - 100, part + 100)
    return changed


def test_a_screen_is_the_same_as_itself() -> None:
    result = compare(BASE, BASE.copy())
    assert result.same
    assert (result.score, result.share, result.boxes, result.tolerance) == (0.0, 0.0, (), SAME_ENCODER)


def test_a_change_is_told_with_its_place() -> None:
    result = compare(BASE, with_block(100, 120, 20, 10))
    assert not result.same
    assert result.score > 90
    assert len(result.boxes) == 1
    box = result.boxes[0]
    assert box.left in range(97, 101)
    assert box.top in range(117, 121)
    assert box.right in range(120, 124)
    assert box.bottom in range(130, 134)
    assert box.holds(result.worst)
    assert result.share == pytest.approx(200 / (320 * 240), rel=0.5)


def test_two_changes_far_apart_have_two_boxes_the_larger_first() -> None:
    changed = with_block(100, 120, 20, 10)
    changed[20:60, 200:280] = 255
    result = compare(BASE, changed)
    assert len(result.boxes) == 2
    assert result.boxes[0].left >= 195
    assert boxes(BASE, changed, most=1) == [result.boxes[0]]


def test_a_missing_icon_one_character_a_lamp_and_two_pixels_are_seen() -> None:
    assert not compare(BASE, screen([])).same
    assert not compare(BASE, screen([(42, 60)])).same
    assert not compare(BASE, screen([(40, 62)])).same
    for text, other in (("Alice 1001", "Alice 1007"), ("Hold", "Held")):
        pictures = []
        for words in (text, other):
            image = ground()
            ImageDraw.Draw(image).text((20, 20), words, fill="white")
            pictures.append(pixels_of(image))
        assert not compare(*pictures).same
    for colour in ("red", "yellow", "blue"):
        lamps = []
        for ink in ("green", colour):
            image = ground()
            ImageDraw.Draw(image).ellipse((100, 100, 107, 107), fill=ink)
            lamps.append(pixels_of(image))
        assert not compare(*lamps).same


@pytest.mark.parametrize("quality", [75, 85])
def test_a_jpeg_of_the_same_screen_is_no_false_alarm(quality: int) -> None:
    data = captured(BASE, "JPEG", quality=quality)
    assert compare(decode(data), decode(data)).same
    tolerance = tolerance_for("PNG", "JPEG")
    assert compare(BASE, decode(data), tolerance=tolerance).same
    assert not compare(BASE, decode(captured(screen([]), "JPEG", quality=quality)), tolerance=tolerance).same


def test_the_tolerance_depends_on_the_encoders() -> None:
    for kinds in (("PNG", "PNG"), ("PNG", "BMP"), ("BMP", "BMP"), ("JPEG", "JPEG")):
        assert tolerance_for(*kinds) == SAME_ENCODER
    for kinds in (("PNG", "JPEG"), ("JPEG", "BMP")):
        assert tolerance_for(*kinds) == MIXED_ENCODERS


def test_a_mask_hides_what_changes_below_it_and_nothing_else() -> None:
    changed = with_block(250, 5, 60, 15)
    mask = Region(245, 0, 320, 25)
    assert compare(BASE, changed, masks=[mask]).same
    assert not compare(BASE, changed, masks=[Region(245, 0, 300, 25)]).same
    changed[120:130, 100:120] = 255
    result = compare(BASE, changed, masks=[mask])
    assert not result.same
    assert result.boxes[0].left in range(96, 101)


def test_masks_are_padded_on_jpeg() -> None:
    mask = Region(245, 4, 310, 20)
    assert pad_masks([mask], ["PNG", "BMP"]) == (mask,)
    assert pad_masks([mask], ["PNG", "JPEG"]) == (Region(237, 0, 318, 28),)


def test_the_ripple_of_a_masked_clock_is_no_false_alarm() -> None:
    pictures = []
    for time in ("10:31 AM", "12:48 PM"):
        image = ground()
        ImageDraw.Draw(image).text((250, 8), time, fill="white")
        pictures.append(decode(captured(pixels_of(image), "JPEG", quality=75)))
    masks = pad_masks([Region(248, 6, 312, 22)], ["JPEG"])
    assert compare(*pictures, masks=masks).same
    assert not compare(*pictures).same


def test_only_the_region_is_compared() -> None:
    changed = with_block(100, 120, 20, 10)
    assert compare(BASE, changed, region=Region(0, 0, 320, 100)).same
    result = compare(BASE, changed, region=Region(80, 100, 160, 200))
    assert not result.same
    assert result.boxes[0].left in range(97, 101)
    assert result.share == pytest.approx(200 / (80 * 100), rel=0.5)
    assert Region(80, 100, 160, 200).holds(result.worst)


def test_a_mask_counts_within_the_region() -> None:
    changed = with_block(100, 120, 20, 10)
    region = Region(80, 100, 160, 200)
    assert compare(BASE, changed, region=region, masks=[Region(90, 110, 130, 140)]).same
    assert not compare(BASE, changed, region=region, masks=[Region(0, 0, 80, 100)]).same


def test_different_sizes_fail_and_name_both() -> None:
    with pytest.raises(CheckFailed) as caught:
        compare(BASE, BASE[:100])
    assert caught.value.seen == "320x240 and 320x100."
    assert "different sizes" in caught.value.wanted


def test_a_region_or_mask_off_the_screen_is_an_error() -> None:
    with pytest.raises(UsageError, match=r"The region 300,0,400,100 lies partly off the screen\."):
        compare(BASE, BASE, region=Region(300, 0, 400, 100))
    with pytest.raises(UsageError, match=r"The mask 400,0,500,100 lies off the screen\."):
        compare(BASE, BASE, masks=[Region(400, 0, 500, 100)])


def test_masks_over_everything_are_an_error_and_no_pass() -> None:
    with pytest.raises(UsageError, match=r"The masks cover all that was to be compared\."):
        compare(BASE, screen([]), masks=[Region(0, 0, 320, 240)])
    with pytest.raises(UsageError, match="cover all"):
        compare(BASE, screen([]), region=Region(0, 0, 50, 50), masks=[Region(0, 0, 100, 100)])


@pytest.mark.parametrize("tolerance", [-1, 255, 1000, float("nan")])
def test_a_tolerance_that_makes_no_sense_is_an_error(tolerance: float) -> None:
    with pytest.raises(UsageError, match="tolerance"):
        compare(BASE, BASE, tolerance=tolerance)


def test_the_score_alone_is_the_same_number() -> None:
    changed = with_block(100, 120, 20, 10)
    assert score(BASE, changed) == compare(BASE, changed).score
    assert score(BASE, changed, [Region(90, 110, 130, 140)]) == 0


def test_the_difference_picture_shows_both_screens() -> None:
    changed = with_block(100, 120, 20, 10)
    result = compare(BASE, changed)
    picture = difference_picture(BASE, changed, result)
    assert picture.shape == (240, 320 + 8 + 320, 3)
    assert np.array_equal(picture[:, :320], BASE)
    shown = picture[:, 328:]
    box = result.boxes[0]
    assert tuple(shown[box.top - 2, box.left]) == (0, 0, 255)
    assert np.array_equal(
        shown[box.top + 1 : box.bottom - 1, box.left + 1], changed[box.top + 1 : box.bottom - 1, box.left + 1]
    )
    assert not np.array_equal(shown[:60], changed[:60])


def test_the_difference_picture_takes_a_change_at_the_edge() -> None:
    changed = with_block(0, 0, 30, 240)
    assert difference_picture(BASE, changed, compare(BASE, changed)).shape == (240, 648, 3)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), width=st.integers(8, 70), height=st.integers(8, 70))
def test_anything_is_the_same_as_itself(seed: int, width: int, height: int) -> None:
    picture = np.random.default_rng(seed).integers(0, 256, (height, width, 3)).astype(np.uint8)
    assert compare(picture, picture.copy()).same


@settings(max_examples=60, deadline=None)
@given(
    left=st.integers(0, 310),
    top=st.integers(0, 230),
    width=st.integers(3, 60),
    height=st.integers(3, 60),
)
def test_any_changed_block_is_seen_with_its_box(left: int, top: int, width: int, height: int) -> None:
    width, height = min(width, 320 - left), min(height, 240 - top)
    result = compare(BASE, with_block(left, top, width, height))
    assert not result.same
    middle = Point(left + width // 2, top + height // 2)
    assert any(box.holds(middle) for box in result.boxes)


def whole_score(one: np.ndarray, other: np.ndarray, mask: Region) -> int:
    """The score by its definition, over every pixel."""
    difference = cv2.absdiff(*(cv2.cvtColor(each, cv2.COLOR_BGR2YCrCb) for each in (one, other)))
    difference[mask.top : mask.bottom, mask.left : mask.right] = 0
    luma, red, blue = cv2.split(difference)
    return int(cv2.max(cv2.blur(luma, (3, 3)), cv2.blur(cv2.max(red, blue), (5, 5))).max())


@settings(max_examples=60, deadline=None)
@given(
    left=st.integers(0, 310),
    top=st.integers(0, 236),
    height=st.integers(1, 40),
    mask_top=st.integers(0, 200),
    second=st.integers(0, 239),
)
def test_the_score_is_that_of_the_whole_picture(left: int, top: int, height: int, mask_top: int, second: int) -> None:
    changed = with_block(left, top, 10, height)
    changed[second, 40:44] = (0, 0, 255)
    mask = Region(left, mask_top, 320, mask_top + 30)
    assert compare(BASE, changed, masks=[mask]).score == whole_score(BASE, changed, mask)
