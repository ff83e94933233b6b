"""A phone of a few lines for the screen's tests: no network, no far end, a clock that is set by hand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from PolyLibrary.emulator.gui.gui import Gui
from PolyLibrary.emulator.gui.port import (
    CallDirection,
    CallView,
    Contact,
    ForwardKind,
    ForwardView,
    LineView,
    LogEntry,
    LogKind,
    Mailbox,
    Step,
)
from PolyLibrary.emulator.gui.ports.calls import Message
from PolyLibrary.emulator.gui.ports.settings import Maintenance, Need, StatusPage
from PolyLibrary.models import model as model_named

START = datetime(2026, 11, 23, 10, 31, 5)
PEOPLE = {"1002": "Bob", "1003": "Carol", "1004": "Dave"}


@dataclass
class Timer:
    """One running timer of the fake clock."""

    at: float
    act: Callable[[], None]
    cancelled: bool = False

    def cancel(self) -> None:
        self.cancelled = True


@dataclass
class Clock:
    """``later`` for the screen; time passes only by ``pass_time``."""

    seconds: float = 0
    timers: list[Timer] = field(default_factory=list)

    def later(self, seconds: float, act: Callable[[], None]) -> Timer:
        timer = Timer(self.seconds + seconds, act)
        self.timers.append(timer)
        return timer

    def pass_time(self, seconds: float) -> None:
        end = self.seconds + seconds
        while due := [timer for timer in self.timers if timer.at <= end and not timer.cancelled]:
            timer = min(due, key=lambda timer: timer.at)
            self.timers.remove(timer)
            self.seconds = timer.at
            timer.act()
        self.seconds = end


class FakePhone:
    """The port, and the hands of the far end: ``ring``, ``far_answers``, ``remove``.

    Tests change what they like, for ``gui`` always tells the screen first that something has changed; ``quiet`` is
    the same screen without that.
    """

    def __init__(self, lines: int = 1, *, boots: bool = False, model: str = "VVX 600") -> None:
        self.clock = Clock()
        self.up = not boots
        self.line_list = [
            LineView(n, "Alice" if n == 1 else f"Line {n}", f"10{n:02}", True, "idle") for n in range(1, lines + 1)
        ]
        self.call_list: list[CallView] = []
        self.logs: dict[LogKind, list[LogEntry]] = {"Missed": [], "Received": [], "Placed": []}
        self.missed = 0
        self.did: list[tuple[object, ...]] = []
        self.written: list[tuple[str, int, str]] = []
        self.muted = False
        self.settings: dict[str, str] = {}
        self.now_step: Step = ""
        self.told: Message = ""
        self._keys = 0
        self._model = model_named(model)
        self.quiet = Gui(self, later=self.clock.later, model=self._model)
        self.quiet.changed()
        self.written.clear()

    @property
    def gui(self) -> Gui:
        self.quiet.changed()
        return self.quiet

    @gui.setter
    def gui(self, gui: Gui) -> None:
        self.quiet = gui

    # What is shown
    def calls(self) -> Sequence[CallView]:
        return tuple(replace(call, muted=self.muted) for call in self.call_list)

    def lines(self) -> Sequence[LineView]:
        states = {"Offering": "ringing", "CallHold": "held"}
        by_line = {call.line: states.get(call.state, "active") for call in self.call_list}
        return [replace(line, state=by_line.get(line.key, "idle")) for line in self.line_list]  # type: ignore[arg-type]

    def missed_count(self) -> int:
        return self.missed

    def call_log(self, kind: LogKind) -> Sequence[LogEntry]:
        return self.logs[kind]

    def now(self) -> datetime:
        return START + timedelta(seconds=self.clock.seconds)

    def booted(self) -> bool:
        return self.up

    def step(self) -> Step:
        return self.now_step

    def message(self) -> Message:
        return self.told

    def model(self) -> str:
        return self._model.display

    # Nothing is configured, stored or locked, unless a test says so
    def setting(self, name: str) -> str:
        return self.settings.get(name, "")

    def set_setting(self, name: str, value: str) -> bool:
        self.did.append(("set_setting", name, value))
        self.settings[name] = value
        return True

    def need_of(self, name: str) -> Need:
        return "live"

    def capture_preference(self) -> bool:
        return False

    def set_capture_preference(self, on: bool) -> None:
        self.did.append(("set_capture_preference", on))

    def is_user(self, password: str) -> bool:
        return password == "123"

    def is_admin(self, password: str) -> bool:
        return password == "456"

    def status(self, page: StatusPage) -> Sequence[tuple[str, str]]:
        return [(f"{page} row", str(n)) for n in range(3)]

    def maintain(self, what: Maintenance) -> None:
        self.did.append(("maintain", what))

    def contacts(self, search: str = "") -> Sequence[Contact]:
        return ()

    def favorites(self) -> Sequence[Contact]:
        return ()

    def name_of(self, number: str) -> str:
        return PEOPLE.get(number, "")

    def store_contact(self, contact: Contact) -> str:
        return ""

    def delete_contact(self, key: int) -> None:
        self.did.append(("delete_contact", key))

    def press_feature_key(self, key: int) -> None:
        self.did.append(("press_feature_key", key))

    def forwards(self, line: int) -> Sequence[ForwardView]:
        return [ForwardView("always", on=False, contact="", rings=0)]

    def set_forward(self, line: int, kind: ForwardKind, contact: str, rings: int = 0) -> None:
        self.did.append(("set_forward", line, kind, contact, rings))

    def do_not_disturb(self) -> bool:
        return False

    def set_do_not_disturb(self, on: bool) -> None:
        self.did.append(("set_do_not_disturb", on))

    def mailboxes(self) -> Sequence[Mailbox]:
        return ()

    def can_park(self) -> bool:
        return False

    def warnings(self) -> Sequence[str]:
        return ()

    def locked(self) -> bool:
        return False

    def lock(self) -> None:
        self.did.append(("lock",))

    def unlock(self, password: str) -> bool:
        return password == "123"

    def login_failed(self) -> bool:
        return False

    def authorised_numbers(self) -> Sequence[str]:
        return ()

    def may_dial(self, number: str) -> bool:
        return True

    def unlock_wait(self) -> int:
        return 0

    def can_barge_in(self, line: int) -> bool:
        return False

    # Steps and features that only the phone carries out
    def park(self, call: str, place: str) -> None:
        self.did.append(("park", call, place))

    def retrieve(self, place: str) -> None:
        self.did.append(("retrieve", place))

    def pick_up(self, number: str) -> None:
        self.did.append(("pick_up", number))

    def barge_in(self, line: int) -> None:
        self.did.append(("barge_in", line))

    def resume_shared(self, line: int) -> None:
        self.did.append(("resume_shared", line))

    def private_hold(self, call: str) -> None:
        self.did.append(("private_hold", call))

    def start_transfer(self, call: str) -> None:
        self.did.append(("start_transfer", call))

    def set_blind(self, blind: bool) -> None:
        self.did.append(("set_blind", blind))

    def complete_transfer(self) -> None:
        self.did.append(("complete_transfer",))

    def transfer_to_call(self, call: str, target: str) -> None:
        self.did.append(("transfer_to_call", call, target))

    def start_conference(self, call: str) -> None:
        self.did.append(("start_conference", call))

    def cancel_step(self) -> None:
        self.did.append(("cancel_step",))

    def join(self) -> None:
        self.did.append(("join",))

    def split(self) -> None:
        self.did.append(("split",))

    def remove_member(self, call: str) -> None:
        self.did.append(("remove_member", call))

    def send_tones(self, call: str, digits: str) -> None:
        self.did.append(("send_tones", call, digits))

    # What the user does
    def off_hook(self, line: int = 1) -> None:
        self.did.append(("off_hook", line))
        if any(call.state == "Dialtone" for call in self.call_list):
            return
        self._hold_all()
        self._add("Dialtone", "Outgoing", "", line)

    def type_digits(self, digits: str) -> None:
        self.did.append(("type_digits", digits))
        self._change(lambda call: call.state == "Dialtone", digits=digits)

    def dial(self, number: str, line: int = 1) -> None:
        self.did.append(("dial", number))
        if any(call.state == "Dialtone" for call in self.call_list):
            self._change(lambda call: call.state == "Dialtone", state="Setup", number=number, name=number)
        else:
            self._hold_all()
            self._add("Setup", "Outgoing", number, line)
        self.logs["Placed"].insert(0, LogEntry("Placed", PEOPLE.get(number, ""), number, line, self.now(), None))

    def answer(self, call: str) -> None:
        self.did.append(("answer", call))
        if any(other.key == call and other.state == "Offering" for other in self.call_list):
            self._hold_all()
            self._change(lambda other: other.key == call, state="Connected", focused=True, ringing=False)

    def reject(self, call: str) -> None:
        self.did.append(("reject", call))
        self.miss(call)

    def ignore(self, call: str) -> None:
        self.did.append(("ignore", call))
        self._change(lambda other: other.key == call, ringing=False)

    def end(self, call: str) -> None:
        self.did.append(("end", call))
        self.remove(call)

    def hold(self, call: str) -> None:
        self.did.append(("hold", call))
        self._change(lambda other: other.key == call, state="CallHold")

    def resume(self, call: str) -> None:
        self.did.append(("resume", call))
        self._hold_all()
        self._change(lambda other: other.key == call, state="Connected", focused=True)

    def deflect(self, call: str, number: str) -> None:
        self.did.append(("deflect", call, number))
        self.remove(call)

    def focus(self, call: str) -> None:
        self.did.append(("focus", call))
        if any(other.key == call for other in self.call_list):
            self._unfocus()
            self._change(lambda other: other.key == call, focused=True)

    def set_mute(self, muted: bool) -> None:
        self.did.append(("set_mute", muted))
        self.muted = muted
        self.quiet.changed()

    def missed_list_opened(self) -> None:
        self.did.append(("missed_list_opened",))
        self.missed = 0
        self.quiet.changed()

    def delete_call_log(self, kind: LogKind, index: int | None = None) -> None:
        self.did.append(("delete_call_log", kind, index))
        if index is None:
            self.logs[kind].clear()
        else:
            del self.logs[kind][index]
        self.quiet.changed()

    def log(self, component: str, level: int, text: str) -> None:
        self.written.append((component, level, text))

    # The far end, and the tests' own hands
    def ring(self, number: str = "1002", line: int = 1) -> str:
        return self._add("Offering", "Incoming", number, line, name=PEOPLE.get(number, number))

    def talk(self, number: str = "1002", line: int = 1) -> str:
        key = self.ring(number, line)
        self.answer(key)
        return key

    def far_answers(self, seconds: int = 0) -> None:
        self._change(
            lambda call: call.state in {"Setup", "RingBack"},
            state="Connected",
            seconds=seconds,
            name=PEOPLE.get(self.call_list[-1].number, self.call_list[-1].number),
        )

    def set_state(self, key: str, **changes: object) -> None:
        self._change(lambda call: call.key == key, **changes)

    def miss(self, key: str) -> None:
        call = next((call for call in self.call_list if call.key == key), None)
        if call is not None:
            self.missed += 1
            entry = LogEntry("Missed", call.name, call.number, call.line, self.now(), None)
            self.logs["Missed"].insert(0, entry)
        self.remove(key)

    def remove(self, key: str) -> None:
        self.call_list = [call for call in self.call_list if call.key != key]
        if self.call_list and not any(call.focused for call in self.call_list):
            last = self.call_list[-1]
            if last.state != "Offering":
                self.call_list[-1] = replace(last, focused=True)
        self.quiet.changed()

    def boot(self, up: bool) -> None:
        self.up = up
        self.call_list = []
        self.quiet.changed()

    # Inner
    def _add(self, state: str, direction: CallDirection, number: str, line: int, *, name: str | None = None) -> str:
        self._keys += 1
        key = f"call{self._keys}"
        ringing = state == "Offering"
        if not ringing:
            self._unfocus()
        shown = number if name is None else name
        self.call_list.append(
            CallView(key, state, direction, line, shown, number, 0, not ringing, ringing, False, "", "")
        )
        self.quiet.changed()
        return key

    def _unfocus(self) -> None:
        self.call_list = [replace(call, focused=False) for call in self.call_list]

    def _hold_all(self) -> None:
        self.call_list = [
            replace(call, focused=False, state="CallHold" if call.state == "Connected" else call.state)
            for call in self.call_list
        ]

    def _change(self, which: Callable[[CallView], bool], **changes: object) -> None:
        self.call_list = [
            replace(call, **changes) if which(call) else call  # type: ignore[arg-type]
            for call in self.call_list
        ]
        self.quiet.changed()

    # Looking
    def labels(self) -> list[str]:
        """The drawn soft keys, left to right."""
        return [key["text"] for key in self.gui.describe()["soft_keys"]]

    def soft(self, label: str) -> None:
        """Tap the middle of a drawn soft key."""
        for key in self.gui.describe()["soft_keys"]:
            if key["text"] == label:
                self.touch(key["box"])
                return
        raise AssertionError(f"no soft key {label!r} among {self.labels()}")

    def touch(self, box: tuple[int, int, int, int]) -> None:
        self.gui.tap((box[0] + box[2]) // 2, (box[1] + box[3]) // 2)

    def text_of(self, name: str) -> str:
        """The text of a named label."""
        for label in self.gui.describe()["labels"]:
            if label["name"] == name:
                return label["text"]
        raise AssertionError(f"no label {name!r} on the screen {self.gui.screen!r}")
