"""A walk over the screens of one phone: inputs at random, and what must hold whatever comes.

The phone under test has far ends that call it, answer, hold and hang up. Whatever its screen asks of its calls is
compared with the reference model in ``expected``; every word that a call has must be a legal next one; and from
wherever the walk has got to there is a way to the Home screen.
"""

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

from bench import _check_desk, _check_leg
from expected import ACTS, NEW_CALL, STAYS, After, Call, Calls, after
from reference import GONE, NEW, NEXT
from stillfleet import StillFleet

from PolyLibrary.emulator.calls.desk import CallDesk
from PolyLibrary.emulator.calls.leg import Leg, Phase
from PolyLibrary.emulator.fleet import PhoneSetup
from PolyLibrary.emulator.gui.port import Contact
from PolyLibrary.emulator.phone import VirtualPhone

OWN, FAR = "1001", ("1002", "1003")
ADMIN = "789"
LONGEST_WAY = 12
OVER = 4.0
"""More than a call that is over is shown."""
BOOT = 10.0
"""More than a boot takes."""


class Walk:
    """One phone of a model, its far ends, and what was done.

    Attributes:
        inputs: How often each kind of input was given.
        asked: How often the screen asked for each act.
    """

    def __init__(self, model: str) -> None:
        self.fleet = StillFleet()
        config = {
            "reg.2.address": "1009",
            "reg.2.label": "Sales",
            "msg.mwi.1.subscribe": OWN,
            "attendant.resourceList.1.address": FAR[0],
            "attendant.resourceList.1.label": "Bob",
            "up.screenSaver.enabled": "1",
            "up.screenSaver.waitTime": "1",
        }
        setups = [PhoneSetup("Alice", OWN, ADMIN, model, config=config)]
        setups += [PhoneSetup(name, number, ADMIN) for name, number in zip(("Bob", "Carol"), FAR, strict=True)]
        self.fleet.start(setups)
        self.phone, *self.others = (self.fleet.phones[setup.number] for setup in setups)
        self.gui, self.desk = self.phone.gui, self.phone.desk
        self.phone.contacts.store(Contact("Ada", "Lovelace", FAR[0], 1))
        self.phone.contacts.store(Contact("Zoë", "Strauß-Maximilian Featherstonehaugh", "0049301234567890", 0))
        self.inputs: Counter[str] = Counter()
        self.asked: Counter[str] = Counter()
        self.screens: Counter[str] = Counter()
        self._wrong: list[str] = []
        self._seen: dict[Leg, str] = {}
        self._inside = ""
        for phone in self.fleet.phones.values():
            self._listen(phone.desk)
        self._watch()

    def close(self) -> None:
        self.fleet.stop()

    # Inputs
    def give(self, kind: str, act: Callable[[], object]) -> None:
        """One touch, key or text."""
        self.inputs[kind] += 1
        act()

    def rest(self, seconds: float) -> None:
        """Time passes."""
        self.fleet.loop.pass_time(seconds)

    # What must hold
    def check(self) -> None:
        """At any moment."""
        assert self._wrong == []
        for phone in self.fleet.phones.values():
            _check_desk(phone.desk)
            for leg in phone.desk.legs:
                _check_leg(leg)
        scene, panel = self.gui.scene(), self.gui.panel
        self.screens[scene.screen] += 1
        assert scene.screen == self.gui.screen
        for widget in scene.widgets:
            left, top, right, bottom = widget.box
            assert 0 <= left < right <= panel.width, widget
            assert 0 <= top < bottom <= panel.height, widget
        assert all(len(page) == panel.soft_key_cells for page in scene.soft_key_pages)

    def way_home(self) -> list[str]:
        """To the Home screen, as a person gets there who knows the passwords; the screens on the way."""
        way = []
        for _ in range(LONGEST_WAY):
            way.append(self.gui.screen)
            if way[-1] == "home":
                return way
            self._towards_home(way[-1])
            self.check()
        raise AssertionError(f"no way home: {way}")

    def _towards_home(self, shown: str) -> None:
        """One thing that a person would do: wait for a boot, answer a question, unlock; else press Home."""
        if shown == "boot":
            self.rest(BOOT)
        elif shown == "message":
            # No: a Yes to saving may be refused, again and again.
            drawn = [widget.name for widget in self.gui.scene().widgets if widget.kind == "soft key"]
            self.gui.key(f"SoftKey{min(2, len(drawn))}")
        elif self.desk.lock.locked and shown != "screensaver":
            self._unlock()
        else:
            self.gui.key("Home")

    def _unlock(self) -> None:
        """Leave what may be open over the lock, and give the password, after the wait that wrong ones cause."""
        self.rest(self.desk.lock.wait)
        for _ in range(LONGEST_WAY):
            if self._soft("unlock"):
                break
            if self.desk.legs:
                self._hang_up()
            self.gui.key("Back")
            self.rest(OVER)
        self.gui.type_text(self.phone.config.text("device.auth.localUserPassword"), replace=True)
        self._soft("ok")

    def _hang_up(self) -> None:
        """By the screen alone."""
        for label in ("end_call", "reject", "cancel", "cancel_step", "resume"):
            if self._soft(label):
                return

    def _soft(self, name: str) -> bool:
        for _ in range(LONGEST_WAY):
            drawn = {widget.name: widget for widget in self.gui.scene().widgets if widget.kind == "soft key"}
            if name in drawn:
                self.gui.tap(*drawn[name].box.centre)
                return True
            if "more" not in drawn:
                return False
            self.gui.tap(*drawn["more"].box.centre)
        return False

    # The reference
    def _watch(self) -> None:
        """Stand between the screen and the phone."""
        port = self.gui._port
        for name in ACTS:
            setattr(port, name, partial(self._compared, name, getattr(port, name)))

    def _compared(self, name: str, act: Callable[..., Any], *args: Any, **named: Any) -> Any:
        assert not self._inside, f"{name} inside {self._inside}"
        before = self.calls()
        wanted = after(name, before, *args, *named.values())
        self.asked[name] += 1
        self._inside = name
        try:
            return act(*args, **named)
        finally:
            self._inside = ""
            self._compare(f"{name}{args}", before, wanted, self.calls())

    def _compare(self, what: str, before: Calls, wanted: After, now: Calls) -> None:
        shown = {handle: now.word(handle) for handle in before.calls}
        bad = {handle: word for handle, word in shown.items() if word not in wanted.words[handle]}
        new = [call.word for handle, call in now.calls.items() if handle not in before.calls]
        if bad or len(new) != bool(wanted.new) or set(new) - wanted.new:
            self._wrong.append(f"{what}: {before} gave {now}, wanted {wanted}")
        elif wanted.starred == NEW_CALL and now.starred in before.calls:
            self._wrong.append(f"{what}: the new call is not in focus: {now}")
        elif wanted.starred not in (NEW_CALL, STAYS) and now.starred != wanted.starred:
            self._wrong.append(f"{what}: {wanted.starred} is not in focus: {now}")

    def calls(self) -> Calls:
        """What the phone shows of its calls."""
        desk, steps = self.desk, self.desk.steps
        return Calls(
            {
                leg.handle: Call(leg.word, desk.index_of(leg), leg.line, leg.phase is Phase.TALK and leg.peer is None)
                for leg in desk.legs
            },
            steps.now,
            steps.first.handle if steps.first else "",
            steps.second.handle if steps.second else "",
            desk.most_calls,
            bool(desk.lines),
        )

    def _listen(self, desk: CallDesk) -> None:
        """Note every step of a call that is not legal."""
        told = desk._on_change

        def hear() -> None:
            now = {leg: leg.word for leg in desk.listed}
            gone = [leg for leg in self._seen if leg.desk is desk and leg not in now]
            for leg in [*now, *gone]:
                old, new = self._seen.get(leg, NEW), now.get(leg, GONE)
                if old != new and new not in NEXT[old]:
                    self._wrong.append(f"{old} -> {new}")
            self._seen.update(now)
            for leg in gone:
                del self._seen[leg]
            told()

        desk._on_change = hear

    # The far ends
    def far(self, other: int) -> VirtualPhone:
        return self.others[other % len(self.others)]
