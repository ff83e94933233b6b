"""Lint of locators against the shipped map."""

from pathlib import Path

import pytest
from PIL import Image

from PolyLibrary.layout.layoutmap import LayoutMap
from PolyLibrary.layout.lint import lint
from PolyLibrary.layout.maps import load_map


@pytest.fixture(scope="module")
def layout() -> LayoutMap:
    return load_map("VVX600")


@pytest.mark.parametrize(
    "good",
    ["missed calls", "0,0", "479,271", "softkey:End Call", "softkey:more", "key:Home", "key:dialpad1",
     "key:SoftKey4", "line:48", "line:Alice", "text:anything", "image:bell.png"],
)  # fmt: skip
def test_good_locators(layout: LayoutMap, good: str) -> None:
    assert lint(good, layout) is None


@pytest.mark.parametrize(
    ("bad", "finding"),
    [
        ("mised calls", "There is no element 'mised calls' in the VVX600 map. did you mean 'missed calls'?"),
        ("480,3", "The point 480,3 lies off the 480x272 screen of the VVX600. x is 0 to 479, y is 0 to 271."),
        ("softkey:Hld", "There is no soft key 'Hld' in the VVX600 map. did you mean 'Hold'?"),
        ("key:Homme", "The VVX 600 has no key 'Homme'. did you mean 'Home'?"),
        ("line:49", "The VVX 600 has no line key 49. it has 48 line keys."),
        ("70 34", "'70 34' is no point. write it with a comma: 70,34."),
    ],
)
def test_bad_locators(layout: LayoutMap, bad: str, finding: str) -> None:
    assert str(lint(bad, layout)) == finding


def test_pictures_are_sought_where_a_folder_is_given(layout: LayoutMap, tmp_path: Path) -> None:
    Image.effect_noise((24, 24), 90).save(tmp_path / "bell.png")
    assert lint("image:bell.png", layout, tmp_path) is None
    found = lint("image:ball.png", layout, tmp_path)
    assert str(found) == f"There is no picture {tmp_path / 'ball.png'}. did you mean 'bell.png'?"
    found = lint("image:nowhere/ball.png", layout, tmp_path)
    missing = tmp_path / "nowhere/ball.png"
    assert str(found) == f"There is no picture {missing}. record it, or check the name."
