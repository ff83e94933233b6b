"""Finding a template: where it is, how sure that is, and never where it is not."""

from pathlib import Path

import numpy as np
import pytest
from drawn import bell, captured, ground, pixels_of, screen
from hypothesis import given, settings
from hypothesis import strategies as st

from PolyLibrary.errors import UsageError
from PolyLibrary.screen.find import ABSENT, Search, find
from PolyLibrary.screen.picture import decode
from PolyLibrary.screen.template import Template, template_of
from PolyLibrary.terms import Point, Region

BELL = template_of("bell.png", screen()[58:82, 38:62])


def lefts(search: Search) -> list[tuple[int, int]]:
    return [(hit.box.left, hit.box.top) for hit in search.hits]


def test_it_is_found_where_it_is() -> None:
    search = find(screen([(120, 33)]), BELL)
    assert lefts(search) == [(118, 31)]
    assert search.best == search.hits[0]
    assert search.best.score > 0.99
    assert search.best.centre == Point(130, 43)
    assert (search.threshold, search.region, search.template) == (0.85, (0, 0, 320, 240), "bell.png")


def test_all_places_come_row_by_row() -> None:
    places = [(200, 101), (40, 100), (120, 99), (30, 40), (250, 180)]
    assert lefts(find(screen(places, []), BELL)) == [(28, 38), (38, 98), (118, 97), (198, 99), (248, 178)]


def test_most_limits_the_places_to_the_best_ones() -> None:
    places = [(20 + 40 * column, 40 + 30 * row) for row in range(4) for column in range(6)]
    assert len(find(screen(places, []), BELL).hits) == 24
    assert len(find(screen(places, []), BELL, most=5).hits) == 5


def test_what_is_not_there_is_not_found_and_the_best_place_is_told() -> None:
    search = find(screen([]), BELL)
    assert search.hits == ()
    assert not search.found
    assert search.best.score < search.threshold
    assert 0 <= search.best.box.left < search.best.box.right <= 320


def test_nothing_is_found_on_a_blank_screen() -> None:
    for level in (0, 60, 128, 255):
        search = find(np.full((240, 320, 3), level, np.uint8), BELL)
        assert search.hits == ()
        assert search.best.score < ABSENT


def test_a_ghost_of_the_picture_does_not_count() -> None:
    """The score itself does not mind contrast: a ripple of an encoder in the shape of the icon would score full."""
    faint = ground(top=60, bottom=60)
    bell(faint, 40, 60, (65, 73, 81))
    search = find(pixels_of(faint), BELL)
    assert search.hits == ()
    assert search.best.score < ABSENT


def test_only_the_region_is_searched() -> None:
    shown = screen([(40, 60), (200, 60)], [])
    search = find(shown, BELL, region=Region(160, 40, 320, 120))
    assert lefts(search) == [(198, 58)]
    assert search.region == (160, 40, 320, 120)
    assert find(shown, BELL, region=Region(160, 120, 320, 240)).hits == ()


@pytest.mark.parametrize("quality", [75, 85])
def test_jpeg_and_a_brighter_panel_do_not_hide_it(quality: int) -> None:
    shown = screen()
    assert lefts(find(decode(captured(shown, "JPEG", quality=quality)), BELL)) == [(38, 58)]
    assert lefts(find(np.minimum(shown.astype(int) + 25, 255).astype(np.uint8), BELL)) == [(38, 58)]


def test_a_negative_is_found_only_when_it_may_be() -> None:
    dark_on_light = ground(top=200, bottom=220)
    bell(dark_on_light, 40, 60, (20, 20, 20))
    shown = pixels_of(dark_on_light)
    assert find(shown, BELL).hits == ()
    assert lefts(find(shown, BELL, theme_tolerant=True)) == [(38, 58)]


@pytest.mark.parametrize(
    ("region", "wanted"),
    [
        (Region(300, 0, 340, 40), "The region 300,0,340,40 lies partly off the screen."),
        (Region(400, 0, 440, 40), "The region 400,0,440,40 lies off the screen."),
        (Region(-20, 0, 40, 40), "The region -20,0,40,40 lies partly off the screen."),
        (Region(40, 40, 40, 80), "The region 40,40,40,80 is empty."),
    ],
)
def test_a_region_off_the_screen_is_an_error(region: Region, wanted: str) -> None:
    with pytest.raises(UsageError) as caught:
        find(screen(), BELL, region=region)
    assert caught.value.wanted == wanted
    assert caught.value.seen == "a screen of 320x240."
    assert "within 0,0,320,240" in caught.value.hint


def test_the_part_that_is_on_the_screen_is_told() -> None:
    with pytest.raises(UsageError, match=r"on the screen lies 300,0,320,40\."):
        find(screen(), BELL, region=Region(300, 0, 340, 40))


def test_a_template_larger_than_the_screen_or_the_region_is_an_error() -> None:
    large = template_of("large.png", screen())
    with pytest.raises(UsageError) as caught:
        find(screen()[:100, :100], large)
    assert str(caught.value) == (
        "The template large.png is larger than the screen.\n"
        "Seen:  a template of 320x240, a screen of 100x100.\n"
        "Tried: nothing: it cannot be there.\n"
        "Next:  take a template of this model, or a larger region."
    )
    with pytest.raises(UsageError, match="larger than the region"):
        find(screen(), BELL, region=Region(0, 0, 100, 20))


@pytest.mark.parametrize("threshold", [0, -1, 1.2, float("nan")])
def test_a_threshold_that_makes_no_sense_is_an_error(threshold: float) -> None:
    with pytest.raises(UsageError, match="threshold"):
        find(screen(), BELL, threshold=threshold)


def test_a_mask_over_a_flat_screen_finds_nothing() -> None:
    pixels = BELL.pixels
    masked = Template("bell.png", Path("bell.png"), pixels, np.full(pixels.shape[:2], 255, np.uint8))
    search = find(np.full((100, 100, 3), 128, np.uint8), masked)
    assert search.hits == ()
    assert np.isfinite(search.best.score)


@settings(max_examples=40, deadline=None)
@given(left=st.integers(0, 296), top=st.integers(0, 216), level=st.integers(0, 120), seed=st.integers(0, 99))
def test_what_was_pasted_is_found(left: int, top: int, level: int, seed: int) -> None:
    noise = np.random.default_rng(seed).integers(0, 12, (240, 320, 3))
    shown = (noise + level).astype(np.uint8)
    shown[top : top + 24, left : left + 24] = BELL.pixels
    search = find(shown, BELL)
    assert lefts(search) == [(left, top)]
    assert search.best.score > 0.999
