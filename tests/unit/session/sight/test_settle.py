"""When a screen has come to rest."""

import io
import re
from typing import Any

import pytest
from PIL import Image, ImageDraw
from session_fakes import FakePhone, session

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import BadReply, CheckFailed
from PolyLibrary.phone.config import ConfigValue
from PolyLibrary.session.phone_session import PhoneSession
from PolyLibrary.session.sight.settle import Rest, settle
from PolyLibrary.terms import Region


def picture(*boxes: tuple[int, int, int, int]) -> bytes:
    """A grey screen with white boxes, as a BMP."""
    image = Image.new("RGB", (120, 80), (60, 60, 60))
    for box in boxes:
        ImageDraw.Draw(image).rectangle(box, fill=(255, 255, 255))
    out = io.BytesIO()
    image.save(out, "BMP")
    return out.getvalue()


BLANK, ICON, CLOCK = picture(), picture((10, 40, 20, 50)), picture((90, 0, 119, 10))


def at(*shots: Any) -> PhoneSession:
    phone = FakePhone()
    phone.shots = list(shots)
    return session(phone)


def test_three_equal_pictures_are_rest() -> None:
    rest = settle(at(BLANK), Deadline(1))
    assert rest.changed is None
    assert rest.first_change is None
    assert str(rest).startswith("no picture from before the action to compare with, still after ")


def test_a_change_since_the_action_is_told_with_its_time() -> None:
    alice = at(BLANK, BLANK, ICON)
    alice.pictures.take(Deadline(1))
    alice.acted()
    rest = settle(alice, Deadline(1))
    assert rest.changed is True
    assert rest.first_change is not None
    assert 0 <= rest.first_change <= rest.still
    assert re.fullmatch(
        r"first change after \d\.\d\d s, still after \d\.\d\d s \(pictures every \d\.\d\d s\)", str(rest)
    )


def test_no_change_at_all_is_a_result_of_its_own() -> None:
    alice = at(BLANK)
    alice.pictures.take(Deadline(1))
    alice.acted()
    rest = settle(alice, Deadline(1))
    assert rest.changed is False
    assert str(rest).startswith("no change at all")


def test_a_screen_that_changed_and_came_back_has_changed() -> None:
    alice = at(BLANK, ICON, BLANK)
    alice.pictures.take(Deadline(1))
    alice.acted()
    rest = settle(alice, Deadline(1))
    assert rest.changed is True
    assert rest.first_change is not None


def test_what_a_mask_covers_does_not_count() -> None:
    alice = at(*[BLANK, CLOCK] * 100)
    assert settle(alice, Deadline(1), [Region(85, 0, 120, 15)]).changed is None


def test_a_screen_that_never_rests_is_told() -> None:
    alice = at(*[BLANK, CLOCK] * 1000)
    with pytest.raises(CheckFailed) as caught:
        settle(alice, Deadline(0.1))
    assert caught.value.wanted == "The screen of alice (VVX 600, 5.9.3.2857, virtual) does not come to rest."
    assert re.fullmatch(r"\d+ pictures in 0\.\d s \(limit 0\.1 s, set by timeout=\)", caught.value.tried)
    assert caught.value.hint == "mask what always moves, for example masks=clock;timer."


def test_a_picture_that_cannot_be_read_is_an_error() -> None:
    with pytest.raises(BadReply, match="cannot be read"):
        settle(at(BLANK, b"BM-half"), Deadline(1))


def test_pictures_older_than_an_action_are_the_ones_before_it() -> None:
    alice = at(BLANK)
    taken = alice.pictures.take(Deadline(1))
    assert alice.pictures.last is taken
    alice.acted()
    assert alice.pictures.last is None
    assert alice.pictures.before_action is taken
    alice.acted()
    assert alice.pictures.before_action is taken


def test_capture_is_switched_on_when_it_is_off_and_put_back_with_the_suite() -> None:
    phone = FakePhone()
    phone.capture_on = False
    phone.config.values["up.screenCapture.enabled"] = ConfigValue("0", "default")
    alice = session(phone)
    alice.pictures.take(Deadline(1))
    assert phone.sent == [("set", {"up.screenCapture.enabled": "1"})]
    assert [change.name for change in alice.config.changed("suite")] == ["up.screenCapture.enabled"]


def test_the_text_of_a_result_with_numbers() -> None:
    rest = Rest(changed=True, first_change=0.1234, still=0.5, resolution=0.111)
    assert str(rest) == "first change after 0.12 s, still after 0.50 s (pictures every 0.11 s)"
