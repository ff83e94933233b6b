"""When a screen has come to rest, picture by picture."""

import pytest
from drawn import captured, screen

from PolyLibrary.errors import BadReply, CheckFailed
from PolyLibrary.screen.still import Motion, Stillness, differ
from PolyLibrary.terms import Region

IDLE, CALL, OTHER = (captured(screen(bells), "BMP") for bells in ([], [(40, 60)], [(90, 120)]))
BELL_BOX = Region(30, 50, 70, 90)


def motions(still: Stillness, *shots: bytes, every: float = 0.15) -> list[Motion]:
    return [still.feed(shot, number * every) for number, shot in enumerate(shots)]


def test_three_equal_pictures_over_the_time_are_rest() -> None:
    still = Stillness()
    assert motions(still, IDLE, IDLE, IDLE) == ["first", "equal", "still"]
    assert (still.since, still.changes, still.resolution) == (0.0, 0, pytest.approx(0.15))


def test_three_equal_pictures_in_less_time_are_not_yet() -> None:
    still = Stillness()
    assert motions(still, IDLE, IDLE, IDLE, IDLE, every=0.1) == ["first", "equal", "equal", "still"]
    assert motions(Stillness(), IDLE, IDLE, every=1.0) == ["first", "equal"]


def test_a_change_begins_anew() -> None:
    still = Stillness()
    assert motions(still, IDLE, IDLE, CALL, CALL, CALL) == ["first", "equal", "moved", "equal", "still"]
    assert still.since == pytest.approx(0.3)
    assert still.changes == 1


def test_other_bytes_of_the_same_pixels_are_equal() -> None:
    png = captured(screen([]), "PNG")
    assert motions(Stillness(), IDLE, png, IDLE) == ["first", "equal", "still"]


def test_what_lies_under_a_mask_may_move() -> None:
    still = Stillness(masks=[BELL_BOX])
    assert motions(still, IDLE, CALL, IDLE) == ["first", "equal", "still"]
    assert still.moving() == ()
    assert motions(Stillness(masks=[BELL_BOX]), IDLE, OTHER, OTHER) == ["first", "moved", "equal"]


def test_a_mask_is_padded_on_jpeg() -> None:
    one, other = (captured(screen(bells), "JPEG", quality=75) for bells in ([], [(40, 60)]))
    assert motions(Stillness(masks=[Region(39, 59, 61, 81)]), one, other, one) == ["first", "equal", "still"]


def test_what_kept_changing_is_told_the_most_restless_first() -> None:
    still = Stillness()
    motions(still, IDLE, CALL, IDLE, CALL, OTHER)
    assert still.changes == 4
    first, *_ = still.moving()
    assert first.left <= 45
    assert first.right >= 55
    assert first.top <= 65
    assert first.bottom >= 75
    assert len(still.moving(most=1)) == 1


def test_a_broken_picture_is_an_error_and_no_rest() -> None:
    still = Stillness()
    still.feed(IDLE, 0)
    with pytest.raises(BadReply, match="breaks off"):
        still.feed(IDLE[:-10], 0.2)


def test_another_size_is_an_error() -> None:
    still = Stillness()
    still.feed(IDLE, 0)
    with pytest.raises(CheckFailed, match="different sizes"):
        still.feed(captured(screen()[:100], "BMP"), 0.2)


def test_two_pictures_differ_or_not() -> None:
    assert not differ(IDLE, IDLE)
    assert not differ(IDLE, captured(screen([]), "PNG"))
    assert differ(IDLE, CALL)
    assert not differ(IDLE, CALL, [BELL_BOX])
    # Equal bytes are not even decoded.
    assert not differ(b"no picture", b"no picture")
