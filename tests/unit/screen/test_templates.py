"""Templates: loaded once, refused when nothing could be found with them."""

import os
from pathlib import Path

import numpy as np
import pytest
from drawn import bell, captured, ground, pixels_of, screen
from PIL import Image, ImageDraw

from PolyLibrary.errors import UsageError
from PolyLibrary.screen.find import find
from PolyLibrary.screen.template import load_template, template_of


def refusal(path: Path) -> UsageError:
    with pytest.raises(UsageError) as caught:
        load_template(path)
    return caught.value


def cut_bell(path: Path) -> Path:
    path.write_bytes(captured(screen()[58:82, 38:62], "PNG"))
    return path


def test_a_template_is_what_the_file_shows(tmp_path: Path) -> None:
    template = load_template(cut_bell(tmp_path / "bell.png"))
    assert (template.name, template.path) == ("bell.png", tmp_path / "bell.png")
    assert template.size == (24, 24)
    assert template.mask is None
    assert np.array_equal(template.pixels, screen()[58:82, 38:62])


def test_a_template_is_read_again_only_when_the_file_changed(tmp_path: Path) -> None:
    path = cut_bell(tmp_path / "bell.png")
    first = load_template(path)
    assert load_template(path) is first
    os.utime(path, ns=(1, 1))
    assert load_template(path) is not first


def test_a_missing_template_names_its_neighbours(tmp_path: Path) -> None:
    for name in ("bell.png", "handset.png", "notes.txt"):
        cut_bell(tmp_path / name)
    assert str(refusal(tmp_path / "bel.png")) == (
        "There is no template bel.png.\n"
        f"Seen:  the folder {tmp_path} has 2 pictures.\n"
        f"Tried: the file {tmp_path / 'bel.png'}.\n"
        "Next:  did you mean 'bell.png'?"
    )
    assert "no folder" in refusal(tmp_path / "no" / "bell.png").seen


def test_a_folder_is_no_template(tmp_path: Path) -> None:
    assert "cannot be read" in refusal(tmp_path).wanted


@pytest.mark.parametrize("share", [0.0, 0.5, 0.99])
def test_a_corrupt_template_is_refused(tmp_path: Path, share: float) -> None:
    path = cut_bell(tmp_path / "bell.png")
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    error = refusal(path)
    assert error.wanted == "The template bell.png cannot be read."
    assert error.seen
    assert error.tried == f"one read of {path}."
    assert error.hint


def test_a_flat_template_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "flat.png"
    Image.new("RGB", (20, 20), (200, 30, 30)).save(path)
    error = refusal(path)
    assert error.wanted == "The template flat.png is one flat colour."
    assert error.seen == "grey values that deviate by 0.0; at least 4 is needed."
    assert "color=" in error.hint


def test_a_fully_transparent_template_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ghost.png"
    Image.new("RGBA", (20, 20), (200, 30, 30, 0)).save(path)
    assert refusal(path).wanted == "The template ghost.png is fully transparent."


def test_full_opacity_counts_for_nothing(tmp_path: Path) -> None:
    path = tmp_path / "bell.png"
    Image.fromarray(screen()[58:82, 38:62, ::-1]).convert("RGBA").save(path)
    assert load_template(path).mask is None


@pytest.mark.parametrize("ink", [(255, 255, 255, 255), (10, 10, 10, 255)])
@pytest.mark.parametrize("top", [20, 120, 200])
def test_a_drawing_of_one_colour_is_found_on_any_plain_ground(tmp_path: Path, ink: tuple[int, ...], top: int) -> None:
    icon = Image.new("RGBA", (24, 24), (0, 0, 0, 0))
    bell(icon, 2, 2, ink)
    icon.save(tmp_path / "bell.png")
    shown = ground(top=top, bottom=top + 20)
    shown.paste(icon, (100, 50), icon)
    template = load_template(tmp_path / "bell.png")
    assert template.mask is None
    search = find(pixels_of(shown), template, theme_tolerant=True)
    assert [hit.centre for hit in search.hits] == [search.best.centre]
    assert abs(search.best.centre.x - 112) <= 2
    assert abs(search.best.centre.y - 62) <= 2


def test_a_coloured_drawing_is_searched_under_its_mask(tmp_path: Path) -> None:
    icon = Image.new("RGBA", (24, 24), (0, 0, 0, 0))
    draw = ImageDraw.Draw(icon)
    draw.ellipse((2, 2, 21, 21), fill=(210, 40, 40, 255))
    draw.rectangle((6, 10, 17, 13), fill=(255, 255, 255, 255))
    icon.save(tmp_path / "dnd.png")
    template = load_template(tmp_path / "dnd.png")
    assert template.mask is not None
    for top in (10, 120, 200):
        shown = ground(top=top, bottom=top + 30)
        ImageDraw.Draw(shown).rectangle((104, 0, 140, 200), fill=(255 - top, 90, top))  # a busy ground
        shown.paste(icon, (100, 50), icon)
        search = find(pixels_of(shown), template)
        assert [(hit.box.left, hit.box.top) for hit in search.hits] == [(101, 51)]
        assert search.best.score > 0.98


def test_deep_and_grey_templates_are_understood(tmp_path: Path) -> None:
    grey = screen()[58:82, 38:62, 0]
    Image.fromarray(grey.astype(np.uint16) * 257).save(tmp_path / "deep.png")
    Image.fromarray(grey).convert("LA").save(tmp_path / "grey.png")
    for name in ("deep.png", "grey.png"):
        assert find(screen(), load_template(tmp_path / name)).best.box == (38, 58, 62, 82)


def test_an_array_can_be_a_template() -> None:
    template = template_of("bell", screen()[58:82, 38:62])
    assert find(screen(), template).hits[0].box == (38, 58, 62, 82)
