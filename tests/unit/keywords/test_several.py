"""Keywords called in threads: found by name, arguments read as Robot would read them, everything tried."""

import threading
from datetime import timedelta
from types import SimpleNamespace
from typing import Any, Literal

import pytest
from robot.api import SkipExecution
from robot.api.deco import keyword
from robot.api.types import Secret

from PolyLibrary.errors import CheckFailed, PolyError, UsageError
from PolyLibrary.keywords import several as module
from PolyLibrary.keywords.base import KeywordGroup, Settings
from PolyLibrary.keywords.several import Several
from PolyLibrary.keywords.tell import telling
from PolyLibrary.library import PolyLibrary
from PolyLibrary.session.desk import Desk


class Fake(KeywordGroup):
    """Keywords that note what they got."""

    seen: list[tuple[Any, ...]]

    @keyword(tags=["x"])
    def press_it(
        self,
        key: str,
        times: int = 1,
        *,
        state: Literal["on", "off"] = "on",
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> str:
        session = self.on(phone)
        self.say(session, f"pressed {key}")
        self.seen.append((session.name, key, times, state, timeout, threading.current_thread().name))
        if session.name == "bob" and key == "bad":
            raise CheckFailed("bob is broken.")
        if key == "skip":
            raise SkipExecution("not here")
        return session.name.upper()

    @keyword(name="Keep SECRET", tags=["x"])
    def keep(self, secret: Secret, *, phone: str | None = None, **free: int) -> int:
        return sum(free.values())

    @keyword(tags=["x"])
    def no_phone(self) -> None:
        """Takes no phone."""


@pytest.fixture
def desk() -> Desk:
    made = Desk()
    for name in ("alice", "bob"):
        fake: Any = SimpleNamespace(name=name, title=name)
        made.sessions[name] = fake
    return made


@pytest.fixture
def fake(desk: Desk) -> Fake:
    made = Fake(desk, Settings())
    made.seen = []
    return made


@pytest.fixture
def several(desk: Desk, fake: Fake) -> Several:
    return Several(desk, Settings(), [fake])


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    lines: list[str] = []
    monkeypatch.setattr(module.logger, "info", lambda text, **_: lines.append(text))
    return lines


def test_all_phones_at_once_with_converted_arguments(several: Several, fake: Fake) -> None:
    found = several.on_all_phones("press it", "home", "2", "state=OFF", "timeout=1 s")
    assert found == {"alice": "ALICE", "bob": "BOB"}
    calls = sorted(fake.seen)
    assert [call[:5] for call in calls] == [
        ("alice", "home", 2, "off", timedelta(seconds=1)),
        ("bob", "home", 2, "off", timedelta(seconds=1)),
    ]
    assert "MainThread" not in {call[5] for call in calls}


@pytest.mark.parametrize("phones", ["bob", " BOB ", ["bob"], "bob,"])
def test_some_phones(several: Several, phones: Any) -> None:
    assert several.on_all_phones("PolyLibrary.Press It", "home", phones=phones) == {"bob": "BOB"}


def test_one_fails_and_all_are_tried(several: Several, fake: Fake, logged: list[str]) -> None:
    with pytest.raises(CheckFailed) as caught:
        several.on_all_phones("Press It", "bad")
    assert str(caught.value) == "'Press It' failed on 1 of 2 phones: bob.\nbob is broken."
    assert len(fake.seen) == 2
    assert "<td>ALICE</td>" in logged[-1]
    assert "bob is broken." in logged[-1]


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (("Press It", "x", "y"), "'Press It': Argument 'times' got value 'y' that cannot be converted to integer"),
        (("Press It", "x", "state=perhaps"), "does not accept|cannot be converted"),
        (("Press It",), "'Press It': missing a required argument: 'key'"),
        (("Press It", "x", "2", "3"), "too many positional arguments"),
        (("Press It", "state=on", "x"), "got 'x' after named arguments"),
        (("Press It", "x", "state=on", "state=off"), "got the argument 'state' twice"),
        (("Press It", "x", "phone=bob"), "chooses the phone by itself"),
        (("Pres It", "x"), "There is no keyword 'Pres It'"),
        (("No Phone",), "does not take phone="),
        (("Keep SECRET", "literal"), "'Keep SECRET'"),
    ],
)
def test_a_wrong_call_is_refused_before_any_phone(
    several: Several, fake: Fake, given: tuple[str, ...], text: str
) -> None:
    with pytest.raises(UsageError, match=text):
        several.on_all_phones(*given)
    assert fake.seen == []


def test_another_keyword_is_for_one_phone_after_another(several: Several) -> None:
    with pytest.raises(UsageError, match="in_turn=yes runs any keyword"):
        several.on_all_phones("Qqqqq")


def test_free_named_arguments_and_secrets(several: Several) -> None:
    assert several.on_all_phones("Keep SECRET", Secret("hunter-2222"), "a=1", "b=2") == {"alice": 3, "bob": 3}


def test_without_an_open_phone(several: Several, desk: Desk) -> None:
    desk.sessions.clear()
    with pytest.raises(UsageError, match="No phone is open"):
        several.on_all_phones("Press It", "x")


def test_a_skip_counts_when_nothing_failed(several: Several) -> None:
    with pytest.raises(SkipExecution):
        several.on_all_phones("Press It", "skip")


def test_what_keywords_say_in_threads_is_told_afterwards(
    several: Several, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PolyLibrary.keywords import tell

    told: list[str] = []
    monkeypatch.setattr(tell, "tell", lambda step: told.append(f"{step.phone}: {step.text}"))
    with telling(desk):
        several.on_all_phones("Press It", "home")
    assert sorted(told) == ["alice: pressed home", "bob: pressed home"]


def test_at_the_same_time(several: Several, fake: Fake) -> None:
    found = several.at_the_same_time("Press It", "a", "phone=alice", "AND", "Press It", "b", "2", "phone=bob")
    assert found == ["ALICE", "BOB"]
    assert sorted(call[:3] for call in fake.seen) == [("alice", "a", 1), ("bob", "b", 2)]


def test_at_the_same_time_names_the_keyword_that_failed(several: Several) -> None:
    with pytest.raises(PolyError) as caught:
        several.at_the_same_time("Press It", "a", "phone=alice", "AND", "Press It", "bad", "phone=bob")
    assert str(caught.value) == (
        "At The Same Time failed on 1 of 2 keywords: Press It bad phone=bob.\nPress It bad phone=bob: bob is broken."
    )


@pytest.mark.parametrize("given", [(), ("AND",), ("Press It", "a", "AND"), ("AND", "Press It", "a")])
def test_and_stands_between_keywords(several: Several, given: tuple[str, ...]) -> None:
    with pytest.raises(UsageError, match="a keyword before and after each AND"):
        several.at_the_same_time(*given)


def test_the_library_gives_all_its_keywords_but_those_that_run_others() -> None:
    library = PolyLibrary()
    with pytest.raises(UsageError, match="There is no keyword 'Expect Refusal'"):
        library.run_keyword("at_the_same_time", ["Expect Refusal", "Tap", "70,34"], {})
    with pytest.raises(UsageError, match="'Open Phone' is for all of the test"):
        library.run_keyword("at_the_same_time", ["Open Phone", "alice"], {})


def test_a_phone_bound_outside_stays_bound_in_a_keyword_run_in_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    library = PolyLibrary()
    token = Desk.bind("nobody-here")
    try:
        with pytest.raises(UsageError, match="There is no open phone 'nobody-here'"):
            library.run_keyword("tap", ["70,34"], {})
    finally:
        Desk.unbind(token)
