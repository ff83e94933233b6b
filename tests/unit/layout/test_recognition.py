"""Which screens of a map fit what was seen."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from PIL import Image

from PolyLibrary.layout.layoutmap import LayoutMap
from PolyLibrary.layout.maps import load_file
from PolyLibrary.layout.recognition import Seen, recognised
from PolyLibrary.screen.text import Text
from PolyLibrary.terms import Region

MAP = """\
model: VVX600
softkeys: {row: [0, 236, 480, 272], cells: 4, labels: {Conference: Confrnc}, source: recorded}
regions: {title: [0, 46, 480, 76], bar: [0, 0, 480, 46]}
languages: {French_France: {labels: {Missed Calls: Appels manqués, Send: Envoyer}, source: recorded}}
screens:
  idle: {recognise: {calls: Idle}}
  ringing: {recognise: {calls: [Offering, Setup]}}
  list: {recognise: {text: [Missed Calls, Placed Calls], region: title}}
  pager: {recognise: [{softkeys: [Send, Conference]}, {softkeys: [URL]}]}
  plain: {recognise: {softkeys: Dial, without: Transfer, region: title}}
  bell: {recognise: {image: bell.png, region: bar}}
  told: {recognise: {uixml: told}}
  nothing: {}
"""


@pytest.fixture
def layout(tmp_path: Path) -> LayoutMap:
    Image.effect_noise((9, 9), 90).save(tmp_path / "bell.png")
    (tmp_path / "vvx600.yaml").write_text(MAP, encoding="utf-8")
    return load_file(tmp_path / "vvx600.yaml")


def told(
    layout: LayoutMap, calls: Iterable[str], keys: Iterable[str] = (), title: str = "", language: str = ""
) -> list[str]:
    def texts(region: Region | None) -> Iterable[Text]:
        assert region == Region(0, 46, 480, 76)
        return [Text(title, Region(4, 50, 200, 70), 1.0)] if title else []

    return [screen.name for screen in recognised(layout, Seen([*calls], [*keys], texts), language)]


def test_calls_and_no_call(layout: LayoutMap) -> None:
    assert told(layout, []) == ["idle"]
    assert told(layout, ["Connected"]) == []
    assert told(layout, ["Connected", "Offering"]) == ["ringing"]


def test_one_of_several_texts_by_whole_words_in_its_region(layout: LayoutMap) -> None:
    assert told(layout, ["Connected"], title="Placed calls 3") == ["list"]
    assert told(layout, ["Connected"], title="Misplaced Calls") == []
    assert told(layout, ["Connected"], title="Appels manqués") == []
    assert told(layout, ["Connected"], title="Appels manqués", language="French_France") == ["list"]
    assert told(layout, ["Connected"], title="Missed Calls", language="French_France") == []


def test_all_soft_keys_of_one_of_several_rules(layout: LayoutMap) -> None:
    assert told(layout, ["Connected"], ["Send", "Confrnc", "More"]) == ["pager"]
    assert told(layout, ["Connected"], ["| Send |", "Confrnc)", "More |"]) == ["pager"]
    assert told(layout, ["Connected"], ["Send", "More"]) == []
    assert told(layout, ["Connected"], ["Send It", "Confrnc"]) == []
    assert told(layout, ["Connected"], ["URL"]) == ["pager"]
    assert told(layout, ["Connected"], ["Envoyer", "Confrnc"], language="French_France") == ["pager"]


def test_a_text_that_must_not_be_there(layout: LayoutMap) -> None:
    assert told(layout, ["Connected"], ["Dial"], "Bob") == ["plain"]
    assert told(layout, ["Connected"], ["Dial"], "Transfer Bob") == []
    assert told(layout, ["Connected"], ["Redial"], "Bob") == []


def test_a_picture_in_its_region(layout: LayoutMap, tmp_path: Path) -> None:
    asked = []

    def image(path: Path, region: Region | None) -> bool:
        asked.append((path, region))
        return True

    seen = Seen(["Connected"], [], lambda _: [], image)
    assert [screen.name for screen in recognised(layout, seen)] == ["bell"]
    assert asked == [(tmp_path / "bell.png", Region(0, 0, 480, 46))]


def test_what_could_be_more_than_one_screen_is_given_as_such(layout: LayoutMap) -> None:
    assert told(layout, [], ["URL"], "Missed Calls") == ["idle", "list", "pager"]
