"""The colours of lamps."""

import numpy as np
import pytest
from drawn import captured, ground, pixels_of
from PIL import ImageDraw

from PolyLibrary.errors import UsageError
from PolyLibrary.screen.colour import Colour, colour_of, ink_colour_of, same_colour
from PolyLibrary.screen.picture import decode
from PolyLibrary.terms import Region

# Colours that phones and their emulations use, in red, green, blue, and what a person calls them.
SEEN = {
    (220, 40, 40): "red",
    (255, 0, 0): "red",
    (201, 48, 42): "red",
    (40, 200, 60): "green",
    (0, 255, 0): "green",
    (28, 122, 55): "green",
    (250, 170, 20): "amber",
    (255, 140, 0): "amber",
    (232, 163, 33): "amber",
    (255, 255, 0): "yellow",
    (240, 230, 40): "yellow",
    (31, 105, 179): "blue",
    (0, 0, 255): "blue",
    (60, 130, 250): "blue",
    (250, 250, 250): "white",
    (128, 130, 126): "grey",
    (12, 12, 14): "black",
}


def lamp(colour: tuple[int, int, int], size: int, top: int = 40) -> np.ndarray:
    image = ground(top=top, bottom=top + 20)
    ImageDraw.Draw(image).ellipse((101, 91, 100 + size, 90 + size), fill=colour)
    return pixels_of(image)


@pytest.mark.parametrize(("colour", "name"), SEEN.items())
@pytest.mark.parametrize("size", [8, 12, 20])
def test_a_lamp_has_the_name_that_people_give_it(colour: tuple[int, int, int], name: str, size: int) -> None:
    region = Region(101, 91, 101 + size, 91 + size)
    for top in (20, 210):
        shown = lamp(colour, size, top)
        assert colour_of(shown, region).name == name
        for quality in (75, 85):
            assert colour_of(decode(captured(shown, "JPEG", quality=quality)), region).name == name


@pytest.mark.parametrize(("colour", "name"), [(c, n) for c, n in SEEN.items() if n not in ("black", "grey")])
@pytest.mark.parametrize("quality", [0, 75])
def test_thin_strokes_have_the_colour_of_what_is_drawn(colour: tuple[int, int, int], name: str, quality: int) -> None:
    image = ground(top=20, bottom=40)
    ImageDraw.Draw(image).line((103, 94, 114, 107, 125, 94), fill=colour, width=2)
    shown = pixels_of(image)
    if quality:
        shown = decode(captured(shown, "JPEG", quality=quality))
    region = Region(101, 91, 128, 111)
    if not quality:
        assert colour_of(shown, region).name == "black", "their ground fills most of the middle"
    assert ink_colour_of(shown, region).name == name


@pytest.mark.parametrize("size", [8, 12, 20])
def test_a_lamp_that_fills_its_place_has_its_own_colour(size: int) -> None:
    for margin in (0, 2):
        region = Region(101 - margin, 91 - margin, 101 + size + margin, 91 + size + margin)
        assert ink_colour_of(lamp((40, 200, 60), size, 20), region).name == "green"
    assert ink_colour_of(np.full((40, 40, 3), (0, 0, 255), np.uint8), Region(5, 5, 20, 20)).name == "red"


def test_what_was_seen_is_told() -> None:
    seen = colour_of(lamp((220, 40, 40), 12), Region(101, 91, 113, 103))
    assert seen == Colour("red", (40, 40, 220), 1.0)
    assert str(seen) == "red (#dc2828, 100%)"


def test_a_region_of_two_colours_says_how_much_of_it_has_the_name() -> None:
    half = np.full((40, 40, 3), (40, 40, 220), np.uint8)
    half[:, :16] = (60, 200, 40)
    seen = colour_of(half, Region(0, 0, 40, 40))
    assert seen.name == "red"
    assert seen.share == pytest.approx(0.7)


@pytest.mark.parametrize("region", [Region(0, 0, 1, 1), Region(5, 5, 7, 6)])
def test_a_tiny_region_has_a_colour_too(region: Region) -> None:
    assert colour_of(np.full((40, 40, 3), (0, 0, 255), np.uint8), region).name == "red"


def test_a_region_off_the_screen_is_an_error() -> None:
    with pytest.raises(UsageError, match="partly off the screen"):
        colour_of(lamp((220, 40, 40), 12), Region(310, 0, 330, 20))


def test_the_same_colour_is_the_same_name_or_as_good_as_the_same_value() -> None:
    red, green = Colour("red", (40, 40, 220), 1.0), Colour("green", (60, 200, 40), 1.0)
    assert same_colour(red, Colour("red", (80, 70, 180), 1.0))
    assert not same_colour(red, green)
    assert same_colour(Colour("amber", (0, 200, 255), 1.0), Colour("yellow", (0, 210, 255), 1.0))
    assert not same_colour(Colour("white", (250, 250, 250), 1.0), Colour("grey", (120, 120, 120), 1.0))
