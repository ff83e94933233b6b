"""A phone without a wire: what it answers is set by the test, what is sent to it is noted."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import PathMissing, PolyError, UsageError
from PolyLibrary.lab.entries import LabPhone, Line
from PolyLibrary.models import model
from PolyLibrary.phone.calllog import CallLogEntry
from PolyLibrary.phone.calls import Call
from PolyLibrary.phone.capture import CaptureOff
from PolyLibrary.phone.capture import Picture as Shot
from PolyLibrary.phone.config import ConfigValue
from PolyLibrary.phone.firmware import CaptureSwitch
from PolyLibrary.phone.info import DeviceInfo
from PolyLibrary.phone.log import parse_log
from PolyLibrary.session.parties import Party, resolve
from PolyLibrary.session.phone_session import PhoneSession
from PolyLibrary.steps import StepLog
from PolyLibrary.terms import CallState, Version

NOW = datetime(2026, 8, 30, 12, 0, 0, tzinfo=UTC)
CAST = {"alice": "1001", "bob": "1002", "carol": "1003", "dave": "1004"}


def call(
    state: str | CallState = "Connected",
    number: str = "1002",
    *,
    handle: int = 0x10,
    incoming: bool = False,
    name: str = "",
    line: int = 1,
    focused: bool = True,
    muted: bool | None = False,
    media: str = "sendrecv",
) -> Call:
    """A call as the phone would show it."""
    return Call(
        handle=handle,
        ref=f"{handle:x}",
        incoming=incoming,
        protocol="SIP",
        state=CallState(state),
        line=line,
        sequence=1,
        index=0,
        focused=focused,
        start=None,
        duration=0,
        name=name,
        number=number,
        raw_number=f"sip:{number}@10.0.0.1",
        ringing=state == "Offering",
        muted=muted,
        media=media,
        remote_ip="",
    )


class FakeConfig:
    """Parameters in a dictionary; ``deaf`` names keep their values, unknown names are refused."""

    def __init__(self, values: Mapping[str, str], sent: list[Any]) -> None:
        self.values = {name: ConfigValue(value, "default") for name, value in values.items()}
        self.deaf: set[str] = set()
        self.error: PolyError | None = None
        self._sent = sent

    def get(self, names: Iterable[str], deadline: Deadline) -> dict[str, ConfigValue]:
        names = list(names)
        unknown = [name for name in names if name not in self.values]
        if unknown:
            raise UsageError(f"alice has no parameter {unknown}.")
        return {name: self.values[name] for name in names}

    def set(self, values: Mapping[str, str], deadline: Deadline) -> None:
        self._sent.append(("set", dict(values)))
        for name, value in values.items():
            if name not in self.deaf:
                self.values[name] = ConfigValue("" if "password" in name else value, "web")
        if self.error is not None:
            raise self.error


class FakePhone:
    """Everything that a session asks of a phone.

    ``readings`` are the answers to looks at the calls: the first ones in turn, the last one for ever; an entry
    that is an exception is raised.
    """

    def __init__(self, *readings: "list[Call] | PolyError") -> None:
        self.readings: list[list[Call] | PolyError] = list(readings) or [[]]
        self.sent: list[Any] = []
        self.looks = 0
        self.on_look: Callable[[], None] = lambda: None
        self.now = NOW
        self.log_text = ""
        self.log_error: PolyError | None = None
        self.entries: list[CallLogEntry] = []
        self.lists = True
        self.offset: str | None = "0"
        self.shots: list[bytes | PolyError] = [b"BM-picture"]
        self.capture_on = True
        self.action_error: PolyError | None = None
        self.told = DeviceInfo(
            "VVX 600", Version("5.9.3.2857"), "0004f2aabbcc", "Polycom", "10.0.0.1", 99, True, "", {}
        )
        self.closed = False
        self.name = "alice"
        self.config = FakeConfig({"log.level.change.pgui": "4", "log.render.level": "1", "up.x": "1"}, self.sent)
        self.transport = SimpleNamespace(clock=SimpleNamespace(now_utc=lambda: self.now))
        self.calls = self
        self.log = SimpleNamespace(read=self._log, clear=self._clear_log)
        self.calllog = SimpleNamespace(read=self._entries)
        self.info = SimpleNamespace(device=self._device, running_config=self._running)
        self.capture = SimpleNamespace(
            screen=self._shot,
            parameters=lambda deadline: {"up.screenCapture.enabled": "1"},
            switch=lambda deadline: CaptureSwitch({"up.screenCapture.enabled": "1"}),
        )
        self.touch = SimpleNamespace(tap=self._tap, swipe=self._swipe)
        self.keys = SimpleNamespace(press=lambda key, deadline: self.sent.append(("key", key)))
        self.rest = SimpleNamespace(call=self._rest)

    def status(self, deadline: Deadline) -> list[Call]:
        self.on_look()
        self.looks += 1
        answer = self.readings[0] if len(self.readings) == 1 else self.readings.pop(0)
        if isinstance(answer, PolyError):
            raise answer
        return answer

    def dial(self, number: str, deadline: Deadline, *, line: int = 1, type: str | None = None) -> None:  # noqa: A002
        self._act("dial", number, line, type)

    def __getattr__(self, verb: str) -> Callable[..., None]:
        if verb not in ("answer", "reject", "ignore", "end", "hold", "resume"):
            raise AttributeError(verb)
        return lambda ref, deadline: self._act(verb, ref)

    def close(self) -> None:
        self.closed = True

    def _act(self, *what: Any) -> None:
        self.sent.append(what)
        if self.action_error is not None:
            raise self.action_error

    def _tap(self, point: Any, deadline: Deadline) -> None:
        self._act("tap", tuple(point))

    def _swipe(self, first: Any, last: Any, milliseconds: int, deadline: Deadline) -> None:
        self._act("swipe", tuple(first), tuple(last), milliseconds)

    def _rest(self, method: str, path: str, data: Any, deadline: Deadline, expect: str) -> str:
        self._act(method, path, data, expect)
        return "answer"

    def _log(self, deadline: Deadline) -> Any:
        if self.log_error is not None:
            raise self.log_error
        return parse_log(self.log_text)

    def _clear_log(self, deadline: Deadline) -> None:
        self.sent.append(("clear log",))
        self.log_text = ""

    def _entries(self, kind: str | None, deadline: Deadline) -> list[CallLogEntry]:
        if not self.lists:
            raise PathMissing("alice has no call lists.")
        return [entry for entry in self.entries if kind in (None, entry.kind)]

    def _running(self, deadline: Deadline) -> Any:
        if self.offset is None:
            raise PathMissing("no runningConfig")
        return {"SNTP": {"GMTOffsetSeconds": self.offset}}

    def _device(self, deadline: Deadline) -> DeviceInfo:
        return self.told

    def _shot(self, deadline: Deadline, *, module: int | None = None) -> Shot:
        if not self.capture_on:
            self.capture_on = True
            raise CaptureOff("capture is off")
        answer = self.shots[0] if len(self.shots) == 1 else self.shots.pop(0)
        if isinstance(answer, PolyError):
            raise answer
        return Shot(answer, "bmp")


def session(
    phone: FakePhone | None = None, *, name: str = "alice", virtual: bool = True, hardware: str = "VVX600", **more: Any
) -> PhoneSession:
    """A phone in use whose wire is a fake."""
    number = CAST.get(name, "1009")
    entry = LabPhone(name=name, host="10.0.0.1", lines=(Line(number, name.capitalize()),))
    fake: Any = phone or FakePhone()
    made = PhoneSession(name, entry, fake, model(hardware), virtual, StepLog(), **more)
    made.info = fake.told
    return made


def who(text: str) -> Party:
    """Who is meant, among the cast."""
    return resolve(text, {name: Party(name, (number,), name.capitalize()) for name, number in CAST.items()}, {})
