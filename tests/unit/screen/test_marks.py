"""Pictures of failures."""

import numpy as np
import pytest

from PolyLibrary.screen.marks import draw_search
from PolyLibrary.screen.picture import decode
from PolyLibrary.terms import Point, Region

BLUE, RED, GREEN = (220, 120, 0), (30, 30, 230), (60, 150, 0)


def has(pixels: np.ndarray, colour: tuple[int, int, int]) -> bool:
    return bool((pixels == colour).all(axis=2).any())


def grey(width: int, height: int) -> np.ndarray:
    return np.full((height, width, 3), 90, np.uint8)


@pytest.mark.parametrize(
    ("width", "height", "times"), [(132, 64, 4), (208, 104, 3), (320, 240, 2), (480, 272, 1), (720, 1280, 1)]
)
def test_a_small_screen_is_drawn_larger(width: int, height: int, times: int) -> None:
    assert decode(draw_search(grey(width, height))).shape == (height * times, width * times, 3)


def test_what_was_searched_the_best_place_and_the_hits_have_their_colours() -> None:
    drawn = decode(
        draw_search(
            grey(480, 272),
            searched=Region(0, 0, 240, 136),
            best=Region(20, 30, 60, 70),
            hits=(Region(300, 100, 340, 140),),
        )
    )
    for colour in (BLUE, RED, GREEN):
        assert has(drawn, colour)
    assert has(drawn[27:30, 20:60], RED)
    # What lies inside the boxes stays as it was.
    assert (drawn[30:70, 20:60] == 90).all()
    # The edge of the screen is seen even where the region begins there.
    assert has(drawn[:3, :240], BLUE)


def test_a_point_is_a_cross() -> None:
    drawn = decode(draw_search(grey(480, 272), point=Point(100, 80)))
    assert tuple(drawn[80, 100]) == RED


def test_the_label_stands_below_and_hides_nothing() -> None:
    label = "image bell.png: best 0.71 at 20,30,60,70, wanted 0.85\n" + "searched in the status bar " * 8
    drawn = decode(draw_search(grey(132, 64), label=label))
    assert drawn.shape[1] == 528
    assert drawn.shape[0] > 64 * 4 + 60
    assert (drawn[: 64 * 4] == 90).all()
    assert (drawn[64 * 4 :] < 60).any()


def test_a_box_off_the_screen_is_left_out() -> None:
    assert decode(draw_search(grey(480, 272), best=Region(500, 0, 520, 20))).shape == (272, 480, 3)
