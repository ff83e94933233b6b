"""Touches, keys and texts at random on six models: no error, legal calls only, and always a way Home.

``POLYLAB_WALK=20000`` walks so many inputs on each model; without it a shorter walk does.
"""

import os
from collections import Counter
from collections.abc import Callable, Collection
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from walk import ADMIN, FAR, OWN, Walk

from PolyLibrary.emulator.calls.desk import CallDesk
from PolyLibrary.emulator.calls.leg import Leg
from PolyLibrary.emulator.gui.navigation import Navigation

MODELS = ("VVX201", "VVX450", "VVX600", "VVX1500", "Trio8800", "CCX500")
FULL = os.environ.get("POLYLAB_WALK", "")
INPUTS = int(FULL or "1000")
STEPS = 250
INPUTS_OF_STEPS = 350
"""As many at least, for some steps are several inputs."""

EXTRA_KEYS = ("Back", "Select", "ArrowUp", "ArrowDown", "CallList", "Directories", "Setup", "Status", "DoNotDisturb")
TEXTS = ("", "123", "456", ADMIN, "A", "Ada", "Zoë Юрий", "שלום", "\U0001f600", "1" * 40, "x@y.z", "5551", *FAR, OWN)
NUMBERS = (*FAR, OWN, "123", "5552000", "5553000", "6999", "*78", "*79", "*68", "*69", "*98", "911")
PAUSES = (0.0, 0.05, 0.12, 0.3, 1.2, 4.0, 15.0, 70.0)
SOME_CALLS = 2
small = st.integers(0, 60)


class Walker(RuleBasedStateMachine):
    """One walk."""

    model: ClassVar[str] = MODELS[0]
    done: ClassVar[Counter[str]] = Counter()
    asked: ClassVar[Counter[str]] = Counter()
    screens: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.walk = Walk(self.model)
        model = self.walk.phone.model
        keys = [key for key in (*sorted(model.hard_keys), *EXTRA_KEYS) if key != "Home"]
        self.keys = [*keys, *(f"SoftKey{n}" for n in range(1, model.soft_keys + 1)), "Line1", "Line2", "Line3", "Home"]
        self.width, self.height = model.screen

    def teardown(self) -> None:
        try:
            self.walk.way_home()
        finally:
            type(self).done += self.walk.inputs
            type(self).asked += self.walk.asked
            type(self).screens += self.walk.screens
            self.walk.close()

    @invariant()
    def holds(self) -> None:
        self.walk.check()

    # A person
    @rule(x=st.integers(0, 1279), y=st.integers(0, 1279), milliseconds=st.sampled_from((50, 300, 1200)))
    def touch(self, x: int, y: int, milliseconds: int) -> None:
        point = x % self.width, y % self.height
        self.walk.give("touch", lambda: self.walk.gui.swipe(point, point, milliseconds))

    def _touch_drawn(self, place: int, *, only: str = "") -> None:
        drawn = [each for each in self.walk.gui.scene().widgets if each.press is not None and only in each.kind]
        if drawn:
            point = drawn[place % len(drawn)].box.centre
            self.walk.give("touch", lambda: self.walk.gui.tap(*point))

    @rule(place=small)
    def touch_what_is_drawn(self, place: int) -> None:
        self._touch_drawn(place)

    @rule(place=small)
    def touch_a_soft_key(self, place: int) -> None:
        self._touch_drawn(place, only="soft key")

    @rule(place=small)
    def touch_a_row(self, place: int) -> None:
        self._touch_drawn(place, only="row")

    @rule(keys=st.lists(st.sampled_from(("ArrowDown", "ArrowUp", "Select", "SoftKey1", "SoftKey4")), max_size=4))
    def move(self, keys: list[str]) -> None:
        for key in keys:
            self.walk.give("key", lambda key=key: self.walk.gui.key(key))

    @rule(start=st.tuples(small, small), end=st.tuples(small, small), milliseconds=st.sampled_from((20, 100, 600)))
    def swipe(self, start: tuple[int, int], end: tuple[int, int], milliseconds: int) -> None:
        ends = [(x * (self.width - 1) // 60, y * (self.height - 1) // 60) for x, y in (start, end)]
        self.walk.give("touch", lambda: self.walk.gui.swipe(*ends, milliseconds))

    @rule(place=small, held=st.sampled_from((0.0, 0.0, 0.0, 1.0)))
    def key(self, place: int, held: float) -> None:
        self.walk.give("key", lambda: self.walk.gui.key(self.keys[place % len(self.keys)], held=held))

    @rule(text=st.one_of(st.sampled_from(TEXTS), st.text(max_size=6)), replace=st.booleans())
    def text(self, text: str, replace: bool) -> None:
        self.walk.give("text", lambda: self.walk.gui.type_text(text, replace=replace))

    @rule(number=st.sampled_from(NUMBERS), lifted=st.booleans())
    def dial(self, number: str, lifted: bool) -> None:
        """Digits, and what sends them."""
        gui = self.walk.gui
        if lifted:
            self.walk.give("key", lambda: gui.key("Handsfree"))
        for digit in number:
            name = {"*": "Star", "#": "Pound"}.get(digit, digit)
            self.walk.give("key", lambda name=name: gui.key(f"Dialpad{name}"))
        self.walk.give("touch", lambda: self.walk._soft("send"))

    @rule(lifted=st.booleans())
    def handset(self, lifted: bool) -> None:
        self.walk.give("key", lambda: self.walk.gui.handset(lifted=lifted))

    # The world
    @rule(seconds=st.sampled_from(PAUSES))
    def time(self, seconds: float) -> None:
        self.walk.rest(seconds)

    @rule(caller=small)
    def somebody_calls(self, caller: int) -> None:
        """A phone or somebody outside; seldom when there are some calls already, but up to what the phone can have."""
        if len(self.walk.desk.legs) > SOME_CALLS and caller < 50:
            return
        if caller % 3:
            self.walk.far(caller).desk.dial(OWN)
        else:
            self.walk.phone.exchange.call_from_outside("5551234567890123456789", OWN, "Zoë \u0627\u0644" * 3)
        self.walk.rest(0.3)

    @rule(other=small, act=st.sampled_from(("answer", "reject", "hold", "resume", "end")), place=small)
    def far_end_acts(self, other: int, act: str, place: int) -> None:
        desk: Any = self.walk.far(other).desk
        if desk.legs:
            getattr(desk, act)(desk.legs[place % len(desk.legs)])

    @precondition(lambda self: sum(self.walk.inputs.values()) % 5 == 4)
    @rule()
    def home(self) -> None:
        self.walk.way_home()


def walked(model: str, inputs: int) -> type[Walker]:
    """Walk so many inputs on a model."""
    machine: Any = type(
        f"Walker of {model}", (Walker,), {"model": model, "done": Counter(), "asked": Counter(), "screens": Counter()}
    )
    short = settings(
        max_examples=-(-inputs // INPUTS_OF_STEPS),
        stateful_step_count=STEPS,
        deadline=None,
        phases=(Phase.generate,),
        derandomize=not FULL,
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    while sum(machine.done.values()) < inputs:
        run_state_machine_as_test(machine, settings=short)
    return machine


@pytest.mark.parametrize("model", MODELS)
def test_any_inputs_in_any_order(model: str) -> None:
    machine = walked(model, INPUTS)
    assert sum(machine.done.values()) >= INPUTS
    assert set(machine.done) == {"touch", "key", "text"}
    # It has been about, and the reference was asked.
    assert len(machine.screens) >= 4
    assert machine.asked


# The walk finds what it is made for.
def _forgets(desk: CallDesk, leg: Leg) -> None:
    """The key does nothing."""


def _rude(desk: CallDesk, keep: Collection[Leg] = ()) -> None:
    """A new call leaves the other one in talk."""


def _no_home(nav: Navigation) -> None:
    """Home leads nowhere."""


@pytest.mark.parametrize(
    ("where", "name", "wrong"),
    [
        (CallDesk, "hold", _forgets),
        (CallDesk, "resume", _forgets),
        (CallDesk, "make_way", _rude),
        (Navigation, "home_screen", _no_home),
    ],
)
def test_a_phone_that_does_wrong_is_found(
    monkeypatch: pytest.MonkeyPatch, where: type, name: str, wrong: Callable[..., None]
) -> None:
    monkeypatch.setattr(where, name, wrong)
    with pytest.raises(AssertionError):
        walked("VVX450", 2000)


def test_an_exception_behind_a_key_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Navigation, "show_menu", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        walked("VVX600", 4000)
