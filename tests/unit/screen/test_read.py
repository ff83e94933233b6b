"""Reading the texts of a screen: with a stand-in for what the room does, with the true engines for what they read."""

import importlib.util
import threading
import time
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from drawn import captured, ground, pixels_of
from PIL import ImageDraw, ImageFont

from PolyLibrary.errors import NotPossible, UnknownName, UsageError
from PolyLibrary.screen import read as room
from PolyLibrary.screen.oneline import single_line
from PolyLibrary.screen.picture import decode
from PolyLibrary.screen.read import Text, engine_name, must_be_readable, read
from PolyLibrary.terms import Region

WORDS = {"Directory": (10, 10), "Alice Johnson": (40, 60), "1001": (260, 60), "Search": (20, 200), "Back": (240, 200)}


def page(words: dict[str, tuple[int, int]], top: int = 40, ink: str = "white", size: int = 18) -> np.ndarray:
    image = ground((320, 240), top, top + 20)
    font = ImageFont.load_default(size)
    for text, place in words.items():
        ImageDraw.Draw(image).text(place, text, fill=ink, font=font)
    return pixels_of(image)


class Parrot:
    """An engine that says where and how large the picture was, and notices two callers at once."""

    name = "rapidocr"
    made = 0
    calls = 0
    busy = 0
    crowd = 0

    def __init__(self) -> None:
        Parrot.made += 1

    def read(self, pixels: np.ndarray) -> list[Text]:
        return self._say("screen", pixels)

    def read_line(self, pixels: np.ndarray) -> list[Text]:
        return self._say("line", pixels)

    def _say(self, what: str, pixels: np.ndarray) -> list[Text]:
        Parrot.calls += 1
        Parrot.busy += 1
        Parrot.crowd = max(Parrot.crowd, Parrot.busy)
        time.sleep(0.002)
        Parrot.busy -= 1
        width = pixels.shape[1]
        return [Text(f"{what} {width}xO", Region(1, 2, 11, 12), 0.9)]


@pytest.fixture
def parrot(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Parrot]]:
    """Another engine in place of RapidOCR, and nothing remembered."""
    for counter in ("made", "calls", "busy", "crowd"):
        monkeypatch.setattr(Parrot, counter, 0)
    monkeypatch.setattr(room, "_loaded", {})
    monkeypatch.setattr(room, "_load", lambda name: Parrot())
    monkeypatch.setattr(room, "find_spec", lambda name: name == "rapidocr")
    room.forget()
    yield Parrot
    room.forget()


def test_boxes_of_a_region_are_of_the_whole_screen(parrot: type[Parrot]) -> None:
    (text,) = read(page(WORDS), Region(100, 30, 300, 230))
    assert text == Text("screen 200xO", Region(101, 32, 111, 42), 0.9)


def test_a_region_with_one_line_is_read_as_a_line(parrot: type[Parrot]) -> None:
    (text,) = read(page({"Alice": (100, 100)}), Region(80, 90, 200, 130))
    assert text.text.startswith("line ")
    assert 80 < text.box.left <= 100
    assert 90 < text.box.top <= 106


def test_a_picture_is_read_once(parrot: type[Parrot]) -> None:
    pixels = page(WORDS)
    assert read(pixels) == read(pixels.copy())
    assert parrot.calls == 1
    read(pixels, Region(0, 0, 320, 100))
    assert parrot.calls == 2
    pixels[5, 5] ^= 1
    read(pixels)
    assert parrot.calls == 3


def test_only_some_pictures_are_remembered(parrot: type[Parrot], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "KEPT", 2)
    pictures = [np.full((20, 40, 3), level, np.uint8) for level in (1, 2, 3)]
    for pixels in (*pictures, pictures[2], pictures[1], pictures[0]):
        read(pixels)
    assert parrot.calls == 4


def test_the_alphabet_is_no_part_of_what_is_remembered(parrot: type[Parrot]) -> None:
    pixels = page(WORDS)
    assert read(pixels)[0].text == "screen 320xO"
    assert read(pixels, charset="x0123456789")[0].text == "screen 320x0"
    assert parrot.calls == 1


def test_threads_share_one_engine_and_take_turns(parrot: type[Parrot]) -> None:
    pictures = [np.full((20, 40, 3), level, np.uint8) for level in range(8)]
    threads = [threading.Thread(target=read, args=(pixels,)) for pixels in pictures]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (parrot.made, parrot.calls, parrot.crowd) == (1, 8, 1)


def test_a_region_off_the_screen_is_an_error(parrot: type[Parrot]) -> None:
    with pytest.raises(UsageError, match="off the screen"):
        read(page(WORDS), Region(0, 200, 100, 300))
    assert parrot.calls == 0


def test_without_an_engine_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "find_spec", lambda name: None)
    with pytest.raises(NotPossible) as caught:
        read(page(WORDS))
    assert str(caught.value) == (
        "Text on the screen cannot be read: no OCR engine is installed.\n"
        "Seen:  neither rapidocr nor tesserocr.\n"
        "Tried: nothing.\n"
        'Next:  pip install "PolyLibrary[ocr]"'
    )
    with pytest.raises(NotPossible, match="with tesserocr: it is not installed"):
        read(page(WORDS), engine="tesserocr")


def test_the_first_engine_that_is_installed_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "find_spec", lambda name: name == "tesserocr")
    assert engine_name() == "tesserocr"
    monkeypatch.setattr(room, "find_spec", lambda name: True)
    assert engine_name() == "rapidocr"
    assert engine_name("tesserocr") == "tesserocr"


def test_an_unknown_engine_is_an_error() -> None:
    with pytest.raises(UnknownName, match="did you mean 'tesserocr'"):
        read(page(WORDS), engine="tesseract")


def test_an_engine_that_does_not_start_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Any:
        raise RuntimeError("the model is missing")

    monkeypatch.setattr(room, "_loaded", {})
    monkeypatch.setattr("PolyLibrary.screen.engines.rapid.Rapid", broken)
    monkeypatch.setattr(room, "find_spec", lambda name: True)
    room.forget()
    with pytest.raises(NotPossible) as caught:
        read(page(WORDS), engine="rapidocr")
    assert caught.value.seen == "RuntimeError: the model is missing"
    assert "PolyLibrary[ocr]" in caught.value.hint


def test_a_text_that_would_never_be_read_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "find_spec", lambda name: True)
    for text in ("Hold", "Émis, reçus", "Zoë Strauß 5 €", "+49 30", "αβγ"):
        must_be_readable(text)
    with pytest.raises(NotPossible) as caught:
        must_be_readable("Линия 1")
    assert str(caught.value) == (
        "The text 'Линия 1' cannot be read by rapidocr.\n"
        "Seen:  letters that its model does not know: Линя\n"
        "Tried: nothing: whether it is shown could not be told.\n"
        "Next:  check it by a picture (Expect Baseline, or image: with a template), or on a phone set to English."
    )
    must_be_readable("Hold", engine="tesserocr")
    with pytest.raises(NotPossible, match="by tesserocr"):
        must_be_readable("Émis", engine="tesserocr")


@pytest.mark.parametrize(
    "words",
    [{}, {"Alice": (20, 10), "Bob": (20, 40)}, {"Alice": (20, 10), "1001": (180, 10)}],
    ids=["nothing", "two lines", "two columns"],
)
def test_what_is_no_single_line_is_none(words: dict[str, tuple[int, int]]) -> None:
    assert single_line(page(words)[:80]) is None


@pytest.mark.parametrize(("top", "ink"), [(40, "white"), (200, "black")])
def test_a_single_line_has_its_box(top: int, ink: str) -> None:
    box = single_line(page({"Alice Johnson": (20, 10)}, top, ink)[:50])
    assert box is not None
    assert box.left in range(14, 24)
    assert box.top in range(8, 20)


def test_a_text_at_the_edge_may_be_cut_and_is_no_single_line() -> None:
    assert single_line(page({"Alice": (20, 10)})[18:60]) is None


@pytest.fixture(params=["rapidocr", "tesserocr"])
def engine(request: pytest.FixtureRequest) -> str:
    """Each engine that is installed."""
    if not importlib.util.find_spec(request.param):
        pytest.skip(f"{request.param} is not installed")
    return str(request.param)


@pytest.mark.parametrize(("top", "ink"), [(40, "white"), (210, "black")])
def test_an_engine_reads_a_screen_in_order_and_tells_where(engine: str, top: int, ink: str) -> None:
    data = captured(page(WORDS, top, ink), "JPEG", quality=85)
    texts = read(decode(data), engine=engine)
    assert [text.text for text in texts] == list(WORDS)
    for text, (left, upper) in zip(texts, WORDS.values(), strict=True):
        assert abs(text.box.left - left) <= 8
        assert upper - 8 <= text.box.top <= upper + 10
        assert text.box.holds(text.centre)
        assert text.confidence > 0.5


def test_an_engine_reads_a_line_of_a_region(engine: str) -> None:
    (text,) = read(page(WORDS), Region(30, 50, 200, 92), engine=engine)
    assert text.text == "Alice Johnson"
    assert abs(text.box.left - 40) <= 10


def test_an_engine_reads_nothing_where_nothing_stands(engine: str) -> None:
    assert read(page({}), engine=engine) == ()
    assert read(page({}), Region(10, 10, 60, 40), engine=engine) == ()


def test_an_engine_says_nothing_on_its_own(engine: str, capfd: pytest.CaptureFixture[str]) -> None:
    room.forget()
    read(page(WORDS), engine=engine)
    read(page({}), engine=engine)
    captured_output = capfd.readouterr()
    assert captured_output.out == ""
    assert captured_output.err == ""
