"""Looking at the screen: fresh pictures, what is found and read on them, and what is no proof."""

import io
import re
import time
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from screen_fakes import DescribedPhone, screen
from session_fakes import call, session
from sight_fakes import ALICE, bell, drawn, known_texts, looking

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import BadReply, CheckFailed, NotPossible, Undecided, UnknownName, Unreachable, UsageError
from PolyLibrary.screen import read as reading
from PolyLibrary.session.sight.frame import StalePicture, take_frame
from PolyLibrary.session.sight.places import masks_named, optional_region, region_named
from PolyLibrary.session.sight.presence import expect_element, expect_no_element
from PolyLibrary.session.sight.rest import rested
from PolyLibrary.session.sight.screen_checks import expect_items, expect_screen, expect_soft_keys
from PolyLibrary.session.sight.seek import Options
from PolyLibrary.session.sight.texts import expect_no_text, expect_text, read_text
from PolyLibrary.session.touch.touching import tap
from PolyLibrary.terms import Point, Region

__all__ = ["known_texts"]

pytestmark = pytest.mark.usefixtures("known_texts")
ONCE = Deadline(0.0)
PLAIN = Options()
IDLE = {"Alice": (60, 69), "New Call": (60, 254), "Forward": (180, 254), "DND": (300, 254), "More": (420, 254)}


@pytest.fixture
def image_file(tmp_path: Path) -> Path:
    path = tmp_path / "bell.png"
    bell().save(path)
    return path


# Fresh pictures ----------------------------------------------------------------------------------------------


def test_a_picture_of_another_size_is_refused() -> None:
    _, alice = looking(drawn(size=(320, 240)))
    with pytest.raises(BadReply) as caught:
        _ = take_frame(alice, ONCE).pixels
    assert str(caught.value) == (
        f"The picture of {ALICE} has another size than its screen.\n"
        "Seen:  the picture is 320x240, the panel 480x272 pixels.\n"
        "Tried: one picture.\n"
        "Next:  is model: in the lab file the phone's own? Places of the layout map would be wrong on it."
    )


@pytest.mark.parametrize("data", [b"", b"BM-half", b"\x89PNG\r\n\x1a\nnothing", drawn(IDLE)[:-200], b"<html>"])
def test_a_broken_picture_is_an_error_and_never_a_pass(data: bytes) -> None:
    _, alice = looking(data)
    with pytest.raises(BadReply):
        expect_text(alice, "Alice", PLAIN, ONCE)
    with pytest.raises(BadReply):
        expect_no_text(alice, "Alice", PLAIN, 0.01, Deadline(1))


def test_an_old_picture_is_told_when_a_call_must_have_changed_the_screen() -> None:
    _, alice = looking(drawn(IDLE), calls=[[], [call("Offering", incoming=True)]])
    take_frame(alice, ONCE)
    with pytest.raises(StalePicture) as caught:
        take_frame(alice, Deadline(1))
    assert re.sub(r"\d+\.\d s", "N s", caught.value.seen) == (
        "byte for byte the picture of N s ago; the phone itself said 0 calls then, and now 1 call."
    )


def test_an_old_picture_is_told_when_the_phone_describes_another_screen() -> None:
    phone = DescribedPhone(screen("idle"), screen("home", items=["Settings"]))
    phone.shots = [drawn(IDLE)]
    alice = session(phone)
    take_frame(alice, ONCE)
    with pytest.raises(StalePicture, match="the screen 'idle' with 0 calls then, and now the screen 'home'"):
        take_frame(alice, Deadline(1))


def test_a_phone_that_only_draws_late_is_given_a_moment() -> None:
    idle, ringing = drawn(IDLE), drawn({"Bob": (240, 120)})
    _, alice = looking(idle, idle, ringing, calls=[[], [call("Offering", incoming=True)]])
    take_frame(alice, ONCE)
    assert [text.text for text in take_frame(alice, Deadline(1)).read()] == ["Bob"]


def test_menus_may_stay_where_they_are_when_a_call_ends() -> None:
    _, alice = looking(drawn(IDLE), calls=[[call()], []])
    take_frame(alice, ONCE)
    take_frame(alice, Deadline(1))


@pytest.mark.parametrize("label", ["End Call", "Answer"])
def test_a_call_that_stays_on_the_picture_when_it_has_ended_is_told(label: str) -> None:
    _, alice = looking(drawn({"Bob": (60, 100), label: (180, 254)}), calls=[[call("Connected")], []])
    take_frame(alice, ONCE)
    with pytest.raises(StalePicture) as caught:
        take_frame(alice, Deadline(1))
    assert "the phone itself said 1 call then, and now 0 calls." in caught.value.seen


def test_after_an_action_the_screen_comes_to_rest_first() -> None:
    moving = [drawn({"Alice": (60, 69 + n)}) for n in range(3)]
    _, alice = looking(*moving, drawn(IDLE))
    alice.acted()
    frame, how = rested(alice, Deadline(2))
    assert [text.text for text in frame.read()] == list(IDLE)
    assert re.fullmatch(r"at rest after \d\.\d s, \d pictures", how)
    _, how = rested(alice, Deadline(2))  # nothing was done since
    assert how == ""


def test_settling_can_be_switched_off() -> None:
    _, alice = looking(drawn({"Alice": (60, 60)}), drawn(IDLE))
    alice.settles = False
    alice.acted()
    frame, how = rested(alice, Deadline(2))
    assert ([text.text for text in frame.read()], how) == (["Alice"], "")


# Regions -----------------------------------------------------------------------------------------------------


def test_regions_by_name_row_and_box() -> None:
    _, alice = looking(drawn())
    assert region_named(alice, "Title") == region_named(alice, "0,46,480,76")
    assert region_named(alice, "row 1") == Region(0, 76, 480, 108)
    assert region_named(alice, "line 1") == alice.layout.element("line 1").box
    assert masks_named(alice, "clock; 0,0,10,10") == [region_named(alice, "clock"), Region(0, 0, 10, 10)]


def test_a_region_off_the_screen_and_an_unknown_one() -> None:
    _, alice = looking(drawn())
    with pytest.raises(NotPossible) as caught:
        region_named(alice, "0,0,481,10")
    assert str(caught.value) == (
        f"The region 0,0,481,10 is not on the screen of {ALICE}.\n"
        "Seen:  its panel is 480x272 pixels.\n"
        "Tried: nothing, the phone was not asked.\n"
        "Next:  write left,top,right,bottom; right and bottom are not part of the region."
    )
    with pytest.raises(UnknownName, match="did you mean 'status'"):
        region_named(alice, "statsu")


def test_an_empty_region_is_not_the_whole_screen() -> None:
    _, alice = looking(b"")
    assert optional_region(alice, None) is None
    with pytest.raises(UsageError, match="region= is empty"):
        optional_region(alice, " ")


# Texts -------------------------------------------------------------------------------------------------------


def test_texts_are_found_by_whole_words() -> None:
    _, alice = looking(drawn({"Call 101": (60, 60), "Held": (60, 254)}))
    assert expect_text(alice, "101", PLAIN, ONCE).startswith("text '101' read at ")
    for absent in ("1", "Hold", "10"):
        with pytest.raises(CheckFailed):
            expect_text(alice, absent, PLAIN, ONCE)


def test_a_text_that_is_not_there_says_what_was_read_and_shows_it() -> None:
    _, alice = looking(drawn(IDLE))
    with pytest.raises(CheckFailed) as caught:
        expect_text(alice, "Weather", PLAIN, ONCE)
    assert re.sub(r"\d+\.\d s", "N s", str(caught.value)) == (
        f"The screen of {ALICE} does not show the text 'Weather'.\n"
        "Seen:  text 'Weather' not read; read: 'Alice', 'New Call', 'Forward', 'DND', 'More', N s ago.\n"
        "Tried: 1 picture in N s (limit 0 s, set by timeout=)\n"
        "Next:  look at the picture: is the right screen shown? region= narrows where it is read."
    )
    (shown,) = caught.value.drawn
    assert shown.phone == "alice"
    with Image.open(io.BytesIO(shown.png)) as image:
        assert image.width >= 480


def test_a_cut_label_is_told_as_cut() -> None:
    _, alice = looking(drawn({"Confere…": (60, 254)}))
    with pytest.raises(CheckFailed) as caught:
        expect_text(alice, "Conference", PLAIN, ONCE)
    assert "is shown cut, as 'Confere...'" in caught.value.seen
    assert caught.value.hint == "the label is too long for its place: expect it as it is shown, or report it."


def test_a_near_reading_is_no_proof_of_absence() -> None:
    _, alice = looking(drawn({"Room 1O1": (60, 60)}))
    with pytest.raises(CheckFailed, match="may show the text 'Room 101'"):
        expect_no_text(alice, "Room 101", PLAIN, 0.01, Deadline(1))


@pytest.mark.parametrize("words", ["Погода", "עברית"])
def test_a_text_that_is_never_read_is_not_proven_absent(words: str) -> None:
    _, alice = looking(drawn(IDLE))
    for locator in (f"text:{words}", f"softkey:{words}", f"line:{words}"):
        with pytest.raises(NotPossible, match=f"The text '{words}' cannot be read by rapidocr"):
            expect_no_element(alice, locator, 0.01, Deadline(1))
    with pytest.raises(NotPossible, match=f"The text '{words}' cannot be read by rapidocr"):
        expect_no_text(alice, words, PLAIN, 0.01, Deadline(1))


def test_absence_is_proven_over_time_and_on_fresh_pictures() -> None:
    _, alice = looking(drawn(IDLE))
    assert expect_no_text(alice, "Weather", PLAIN, 0.05, Deadline(5)).startswith("for 0.05 s no text 'Weather', ")
    _, alice = looking(*[drawn(IDLE)] * 3, drawn({"Weather": (60, 60)}))
    with pytest.raises(CheckFailed, match="shows the text 'Weather'"):
        expect_no_text(alice, "Weather", PLAIN, 1, Deadline(5))


def test_absence_on_a_phone_that_is_away_is_an_error() -> None:
    _, alice = looking(Unreachable("alice does not answer."))
    with pytest.raises(Unreachable):
        expect_no_text(alice, "Weather", PLAIN, 0.01, Deadline(1))
    with pytest.raises(Unreachable):
        expect_no_element(alice, "text:Weather", 0.01, Deadline(1))


def test_time_that_is_over_proves_nothing() -> None:
    _, alice = looking(drawn(IDLE))
    with pytest.raises(Undecided, match="the time was over before 5 s had been watched"):
        expect_no_text(alice, "Weather", PLAIN, 5, Deadline(0.05))


def test_all_texts_of_a_region() -> None:
    _, alice = looking(drawn(IDLE))
    assert read_text(alice, Options(region=Region(0, 236, 480, 272)), ONCE) == "New Call\nForward\nDND\nMore"


def test_without_an_engine_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*given: Any, **more: Any) -> Any:
        raise NotPossible("Text cannot be read.", hint='pip install "PolyLibrary[ocr]"')

    monkeypatch.setattr(reading, "read", none)
    _, alice = looking(drawn(IDLE))
    with pytest.raises(NotPossible, match=r"PolyLibrary\[ocr\]"):
        expect_no_text(alice, "Weather", PLAIN, 0.01, Deadline(1))


# Elements and pictures ---------------------------------------------------------------------------------------


def test_a_picture_is_found_with_its_score_and_place(image_file: Path) -> None:
    _, alice = looking(drawn(IDLE, [(bell(), (100, 100))]))
    found = expect_element(alice, f"image:{image_file}", ONCE)
    assert re.fullmatch(r"picture 'bell.png' with score (1\.00|0\.9\d) at 112,112", found.how)


def test_a_missing_picture_shows_the_best_place(image_file: Path) -> None:
    _, alice = looking(drawn(IDLE))
    with pytest.raises(CheckFailed) as caught:
        expect_element(alice, f"image:{image_file}", ONCE)
    assert re.match(r"picture 'bell.png': best score -?\d\.\d\d at [\d,]+ \(threshold 0\.85\)", caught.value.seen)
    assert len(caught.value.drawn) == 1
    assert expect_no_element(alice, f"image:{image_file}", 0.01, Deadline(2)).there is False


def test_a_picture_that_is_nearly_there_is_undecided(image_file: Path) -> None:
    half = bell()
    half.paste((40, 50, 60), (0, 0, 12, 16))
    _, alice = looking(drawn(IDLE, [(half, (100, 100))]))
    with pytest.raises(Undecided) as caught:
        expect_no_element(alice, f"image:{image_file}", 0.01, Deadline(2))
    assert caught.value.wanted.startswith(f"It is undecided whether 'image:{image_file}' is on the screen of {ALICE}")


def test_the_colour_of_what_is_found(image_file: Path) -> None:
    _, alice = looking(drawn(IDLE, [(bell((40, 170, 60)), (100, 100))]))
    file, place = f"image:{image_file}", Region(96, 96, 128, 128)
    assert expect_element(alice, file, ONCE, Options(place, 0.5, color="green")).there
    with pytest.raises(CheckFailed, match="but it is green, not red"):
        expect_element(alice, file, ONCE, Options(place, 0.5, color="red"))


def test_the_time_that_the_first_reading_takes_is_no_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    quick, pauses = reading.read, iter([1.6])

    def read(*args: Any, **named: Any) -> Any:
        time.sleep(next(pauses, 0))
        return quick(*args, **named)

    monkeypatch.setattr(reading, "read", read)
    _, alice = looking(drawn({"Hold": (60, 254), "End Call": (180, 254)}))
    assert not expect_no_element(alice, "softkey:Transfer", 0.05, Deadline(5)).there


def test_the_missed_calls_of_the_shipped_map_are_red() -> None:
    icon = Image.open(Path(__file__).parents[4] / "layouts" / "vvx600" / "missed-calls.png")
    _, alice = looking(drawn(IDLE, [(icon, (57, 22))]))
    assert expect_element(alice, "missed calls", ONCE, Options(color="red")).there
    with pytest.raises(CheckFailed, match="'missed calls' is on the screen"):
        expect_no_element(alice, "missed calls", 0.01, Deadline(1), Options(color="red"))


def test_an_unknown_picture_names_the_folders_and_the_nearest(image_file: Path) -> None:
    _, alice = looking(drawn(IDLE))
    alice.suite_folder = image_file.parent
    with pytest.raises(UsageError) as caught:
        expect_element(alice, "image:bel.png", ONCE)
    assert caught.value.wanted == "There is no picture 'bel.png'."
    assert str(image_file.parent) in caught.value.seen
    assert "did you mean 'bell.png'?" in caught.value.hint


def test_a_text_is_touched_in_its_middle() -> None:
    phone, alice = looking(drawn(IDLE))
    done = tap(alice, "text:Forward", Deadline(1))
    assert phone.sent == [("tap", Point(180, 254))]
    assert done.how.startswith("text 'Forward' read at 180,254")


def test_a_text_that_is_not_there_is_not_touched() -> None:
    phone, alice = looking(drawn(IDLE))
    with pytest.raises(CheckFailed) as caught:
        tap(alice, "text:Weather", Deadline(0.05))
    assert phone.sent == []
    assert caught.value.wanted == f"'text:Weather' is not on the screen of {ALICE}."


def test_a_text_that_stands_twice_is_not_touched() -> None:
    phone, alice = looking(drawn({"Alice": (60, 60), "Alice Main": (200, 120)}))
    with pytest.raises(CheckFailed) as caught:
        tap(alice, "text:Alice", Deadline(0.05))
    assert phone.sent == []
    assert caught.value.wanted == f"There are 2 places of 'text:Alice' on the screen of {ALICE}."
    assert caught.value.hint.startswith("touch the one that is meant (Tap    60,60)")


def test_a_picture_is_touched_in_its_middle(image_file: Path) -> None:
    phone, alice = looking(drawn(IDLE, [(bell(), (100, 100))]))
    tap(alice, f"image:{image_file}", Deadline(1))
    assert phone.sent == [("tap", Point(112, 112))]


MAP = """\
model: VVX600
extends: VVX600
elements:
  bell: {at: [%s], image: {file: bell.png, source: %s}, source: derived}
  ring: {image: {file: bell.png, source: %s}, source: derived}
"""


@pytest.fixture
def own_map(tmp_path: Path, image_file: Path) -> Any:
    def write(at: str, source: str = "recorded") -> list[Path]:
        (tmp_path / "vvx600.yaml").write_text(MAP % (at, source, source), encoding="utf-8")
        return [tmp_path]

    return write


def test_a_point_in_the_place_that_was_found_is_touched_itself(own_map: Any) -> None:
    phone, alice = looking(drawn(IDLE, [(bell(), (100, 100))]), layouts=own_map("115, 110"))
    done = tap(alice, "bell", Deadline(1))
    assert phone.sent == [("tap", Point(115, 110))]
    assert done.how.startswith("element 'bell' at 115,110 (derived), seen by its picture 'bell.png'")


def test_a_wrong_point_is_corrected_and_said(own_map: Any) -> None:
    phone, alice = looking(drawn(IDLE, [(bell(), (100, 100))]), layouts=own_map("300, 20"))
    done = tap(alice, "bell", Deadline(1))
    assert phone.sent == [("tap", Point(112, 112))]
    assert "the map has it at 300,20: mend it to at: [112, 112]" in done.how


def test_a_point_that_is_known_to_be_wrong_is_never_touched(own_map: Any) -> None:
    phone, alice = looking(drawn(IDLE), layouts=own_map("300, 20"))
    with pytest.raises(CheckFailed) as caught:
        tap(alice, "bell", Deadline(0.05))
    assert phone.sent == []
    assert caught.value.wanted == f"Element 'bell' is not on the screen of {ALICE}."
    assert "; nothing was touched" in caught.value.tried


def test_a_picture_of_an_emulated_phone_says_nothing_of_a_real_one(own_map: Any) -> None:
    phone, alice = looking(drawn(IDLE), virtual=False, layouts=own_map("300, 20", "emulator"))
    tap(alice, "bell", Deadline(0.05))
    assert phone.sent == [("tap", Point(300, 20))]
    with pytest.raises(NotPossible) as caught:
        expect_element(alice, "ring", ONCE)
    assert caught.value.wanted == (
        "The picture of 'ring' was cut from an emulated phone: it says nothing of alice (VVX 600, 5.9.3.2857)."
    )


# Screens, soft keys and items by picture ---------------------------------------------------------------------


def test_soft_keys_are_read_where_the_map_has_their_cells() -> None:
    _, alice = looking(drawn(IDLE))
    labels = ["New Call", "Forward", "DND"]
    assert expect_soft_keys(alice, ["idle"], ONCE, match="exact", page=None) == labels
    assert expect_soft_keys(alice, ["Forward"], ONCE, match="contains", page=None) == labels
    assert expect_soft_keys(alice, [*labels, "More"], ONCE, match="exact", page=1) == [*labels, "More"]


def test_a_wrong_label_of_a_soft_key_is_caught_by_its_picture() -> None:
    _, alice = looking(drawn({**IDLE, "Hold": (300, 254)} | {"DND": (0, 0)}))
    with pytest.raises(CheckFailed) as caught:
        expect_soft_keys(alice, ["idle"], ONCE, match="exact", page=None)
    assert caught.value.seen.endswith(
        "read on its picture with 'New Call', 'Forward', 'Hold' on the page that is shown."
    )
    assert len(caught.value.drawn) == 1


def test_other_pages_are_not_on_the_picture() -> None:
    _, alice = looking(drawn(IDLE))
    with pytest.raises(NotPossible, match="shows one page of the soft keys only"):
        expect_soft_keys(alice, ["New Call", "Forward", "DND"], ONCE, match="exact", page=None)
    with pytest.raises(NotPossible, match="shows page 1 of the soft keys, not page 2"):
        expect_soft_keys(alice, ["Redial"], ONCE, match="exact", page=2)


def test_a_soft_key_of_another_page_is_not_proven_absent() -> None:
    keys = {"Hold": (60, 254), "End Call": (180, 254), "Transfer": (300, 254), "More": (420, 254)}
    _, alice = looking(drawn(keys))
    with pytest.raises(Undecided) as caught:
        expect_no_element(alice, "softkey:Conference", 0.01, Deadline(1))
    assert "but 'More' leads to other soft keys" in caught.value.seen
    _, alice = looking(drawn({label: at for label, at in keys.items() if label != "More"}))
    expect_no_element(alice, "softkey:Conference", 0.01, Deadline(1))


def test_rows_are_read_with_their_numbers_and_values() -> None:
    rows = {"Settings": (60, 60), "1. Clock": (60, 92), "24 Hour": (400, 92), "2. Basic": (60, 124), "3. X": (60, 156)}
    chosen = [((0, 108, 479, 139), (20, 120, 200))]
    _, alice = looking(drawn(rows, boxes=chosen))
    names = ["Clock", "Basic", "X"]
    assert expect_items(alice, names, ONCE, match="exact", in_order=True, selected="Basic") == names
    with pytest.raises(CheckFailed, match="selected: 'Basic'"):
        expect_items(alice, names, ONCE, match="exact", in_order=True, selected="Clock")


def test_a_screen_without_rows_is_no_empty_list() -> None:
    keys = {"Hold": (60, 254), "End Call": (180, 254), "Transfer": (300, 254), "Conference": (420, 254)}
    _, alice = looking(drawn({"Bob": (60, 100), **keys}), calls=[[call("Connected")]])
    for match in ("exact", "contains"):
        with pytest.raises(CheckFailed) as caught:
            expect_items(alice, [], ONCE, match=match, in_order=True, selected=None, by="picture")
        assert caught.value.hint.startswith("the layout map knows of no list on this screen")


RECOGNISED = """\
model: VVX600
extends: VVX600
screens:
  recent calls: {recognise: {text: [Missed Calls, Placed Calls], region: title, uixml: recent calls}}
  settings: {recognise: {text: Settings, region: title, uixml: settings}}
"""


@pytest.fixture
def recognising(tmp_path: Path) -> list[Path]:
    (tmp_path / "vvx600.yaml").write_text(RECOGNISED, encoding="utf-8")
    return [tmp_path]


def test_a_screen_is_recognised_by_a_text_in_a_region(recognising: list[Path]) -> None:
    _, alice = looking(drawn({"Missed Calls": (60, 60)}), layouts=recognising)
    shown = expect_screen(alice, "recent calls", ONCE)
    assert (shown.name, shown.how) == ("recent calls", "its picture (soft keys none; no call)")


def test_a_text_elsewhere_recognises_nothing(recognising: list[Path]) -> None:
    _, alice = looking(drawn({"Missed Calls": (60, 200)}), layouts=recognising)
    with pytest.raises(CheckFailed, match="fits no screen of the map"):
        expect_screen(alice, "recent calls", ONCE)


def test_two_screens_that_fit_are_none(recognising: list[Path]) -> None:
    _, alice = looking(drawn({"Missed Calls": (60, 60), "Settings": (300, 60)}), layouts=recognising)
    with pytest.raises(CheckFailed, match="allows 'recent calls', 'settings'"):
        expect_screen(alice, "settings", ONCE)
