"""One phone in use: its wire, its hardware, its layout map, its watch and what was done with it."""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import CheckFailed, LabError, NotPossible, PathMissing, WrongPhone
from PolyLibrary.lab.labfile import LabPhone
from PolyLibrary.layout.maps import LayoutMap, load_map
from PolyLibrary.models import Model, model
from PolyLibrary.phone.address import PhoneAddress
from PolyLibrary.phone.calllog import CallLogEntry
from PolyLibrary.phone.firmware import key_ways
from PolyLibrary.phone.identity import IdentityStore
from PolyLibrary.phone.info import DeviceInfo
from PolyLibrary.phone.phone import Phone
from PolyLibrary.phone.ways import Ways
from PolyLibrary.session.calls.emergency import refuse_emergency
from PolyLibrary.session.config.configguard import ConfigGuard
from PolyLibrary.session.logs.logbook import Logbook
from PolyLibrary.session.parties import Party
from PolyLibrary.session.sight.pictures import Pictures
from PolyLibrary.session.watch import Watch
from PolyLibrary.steps import StepLog
from PolyLibrary.terms import Version

Scope = Literal["test", "suite"]


@dataclass
class Mark:
    """A moment from which logs, calls and states are judged.

    Attributes:
        at: Our monotonic clock, for what the watch saw.
        phone_time: The phone's own clock in UTC, for what the phone wrote down.
    """

    at: float
    phone_time: datetime


@dataclass
class Dialled:
    """The last number that a session dialled, and when (monotonic)."""

    number: str
    at: float


@dataclass
class PhoneSession:
    """A phone in use.

    Args:
        name: The name or role under which the test knows it.
        entry: Its entry in the lab.
        phone: The wire.
        model: Its hardware.
        virtual: Whether it is an emulated phone.
        suite_folder: Where pictures that the suite names are sought first.
        settles: Whether picture checks wait until the screen is still after an action.
        scope: When it is closed: at the end of the test or of the suite that opened it.
        suite: The suite that opened it.
        kept: Handles of the calls that each suite's setup made: tests leave them alone.
        typed: Digits on the dialling screen, as far as known, of ``typed_at`` (``session.calls.typed``).
        channels: Side channels in use, by name: ``push``.
        at_close: Called when the session is closed, before the connection is given back.
        describes_screen: Whether the phone has mgmt/uixml; None until somebody needed to know.
        language: Its display language as ``session/sight/language.py`` keeps it; None until somebody needed to know.
    """

    name: str
    entry: LabPhone
    phone: Phone
    model: Model
    virtual: bool
    steps: StepLog
    safe_numbers: Sequence[str] = ()
    emergency_numbers: Sequence[str] = ()
    scope: Scope = "suite"
    layouts: Sequence[Path] = ()
    suite_folder: Path | None = None
    settles: bool = True
    info: DeviceInfo | None = None
    last_action: float | None = None
    turned: int = 0
    describes_screen: bool | None = None
    language: tuple[str, str] | None = None
    dialled: Dialled | None = None
    typed: str = ""
    typed_at: float = 0.0
    suite: str = ""
    kept: dict[str, frozenset[int]] = field(default_factory=dict)
    known_entries: Counter[CallLogEntry] = field(default_factory=Counter)
    channels: dict[str, object] = field(default_factory=dict)
    at_close: list[Callable[[], None]] = field(default_factory=list)
    watch: Watch = field(init=False)
    pictures: Pictures = field(init=False)
    config: ConfigGuard = field(init=False)
    logbook: Logbook = field(init=False)
    start: Mark = field(init=False)
    _layout: LayoutMap | None = None

    def __post_init__(self) -> None:
        self.watch = Watch(self.phone.calls.status)
        self.config = ConfigGuard(self.name, self.phone.config)
        self.pictures = Pictures(self.name, self.phone, self.config, self.steps)
        self.logbook = Logbook(self.name, self.phone)
        self.start = self.mark()

    @property
    def title(self) -> str:
        """``alice (VVX 600, 5.9.3.2857)`` for the log."""
        firmware = f", {self.info.firmware}" if self.info else ""
        return f"{self.name} ({self.model.display}{firmware}{', virtual' if self.virtual else ''})"

    @property
    def party(self) -> Party:
        """Whom one calls when one calls this phone."""
        numbers = [number for line in self.entry.lines for number in (line.number, *line.also)]
        label = self.entry.lines[0].name if self.entry.lines else ""
        return Party(self.name, tuple(numbers), label or self.name.capitalize())

    @property
    def layout(self) -> LayoutMap:
        """The layout map of the model, loaded at first use."""
        if self._layout is None:
            self._layout = load_map(self.model.name, self.layouts)
        return self._layout

    def mark(self) -> Mark:
        """This moment, on both clocks."""
        return Mark(time.monotonic(), self.phone.transport.clock.now_utc())

    def mark_at(self, at: float) -> Mark:
        """A moment of this session on both clocks, from our own (monotonic seconds)."""
        ago = timedelta(seconds=time.monotonic() - at)
        return Mark(at, self.phone.transport.clock.now_utc() - ago)

    def begin(self, *, just_used: bool = False) -> None:
        """A test starts here: history is judged from now on.

        Args:
            just_used: Whether something was done at the phone within the last seconds. Its lists and its log
                count whole seconds, so what stands there already is then read and remembered as old.
        """
        self.start = self.mark()
        self.typed = ""
        self.dialled = None
        self.known_entries = Counter()
        self.logbook.forget()
        if just_used:
            deadline = Deadline(5.0, "the look at what the last test left")
            with suppress(PathMissing):  # an old firmware has no call lists
                self.known_entries = Counter(self.phone.calllog.read(None, deadline))
            self.logbook.remember(deadline)

    def acted(self) -> None:
        """An action was sent: older pictures and readings are no longer the truth."""
        self.last_action = time.monotonic()
        self.turned = 0
        self.pictures.outdated()

    def key_ways(self) -> tuple[str, ...]:
        """Ways to press a key of this phone, the best first (``phone/firmware.yaml``)."""
        return key_ways(self.model.name, self.info.firmware if self.info else Version("99"))

    def guard_number(self, number: str) -> None:
        """Refuse an emergency number before anything is sent."""
        refuse_emergency(number, safe=self.safe_numbers, more=self.emergency_numbers, virtual=self.virtual)

    def require(self, capability: str, instead: str = "") -> None:
        """Refuse what the model cannot do, before any request."""
        if capability not in self.model.capabilities:
            raise NotPossible(
                f"{self.title} cannot do '{capability}'.",
                seen=f"{self.model.display} can: {', '.join(sorted(self.model.capabilities))}.",
                hint=instead,
            )

    def identify(self, deadline: Deadline) -> DeviceInfo:
        """Ask the phone who it is and refuse it when it is another one than the lab says."""
        info = self.phone.info.device(deadline)
        if self.entry.mac and info.mac and info.mac != self.entry.mac:
            raise WrongPhone(
                f"The phone at {self.entry.host} is not {self.name}.",
                seen=f"it says MAC {info.mac}; the lab file has {self.entry.mac} for {self.name}.",
                hint="somebody swapped addresses: mend host: or mac: in the lab file.",
            )
        told = model(info.model)
        if told.name != self.model.name:
            raise LabError(
                f"{self.name} is a {told.display}, but the lab file says {self.model.display}.",
                seen=f"device/info of {self.entry.host} says '{info.model}'.",
                hint="mend model: in the lab file.",
            )
        self.info = info
        return info

    def close(self) -> None:
        """Give the connection back."""
        try:
            for end in self.at_close:
                end()
        finally:
            self.at_close.clear()
            self.channels.clear()
            self.phone.close()


def open_session(
    name: str,
    entry: LabPhone,
    *,
    virtual: bool,
    steps: StepLog,
    identities: IdentityStore,
    deadline: Deadline,
    safe_numbers: Sequence[str] = (),
    emergency_numbers: Sequence[str] = (),
    layouts: Sequence[Path] = (),
    just_used: bool = False,
    request_timeout: float = 5.0,
    ways: Ways | None = None,
) -> PhoneSession:
    """Reach a phone of the lab, check that it is the right one, and take it into use.

    Args:
        ways: What is known of the phone's ways from an earlier use of it.

    Raises:
        LabError: It cannot be reached, refuses the login, or is another phone.
    """
    if entry.password is None:
        raise LabError(
            f"The lab has no password for {name}.",
            hint='write password: "%{POLY_PASSWORD}" under defaults: of the lab file, '
            "or give password=${SECRET} to Open Phone.",
        )
    address = PhoneAddress(
        host=entry.host,
        http_port=entry.http_port,
        https_port=entry.https_port,
        scheme=entry.scheme,
        user=entry.user,
        password=entry.password,
        mac=entry.mac,
        tls=entry.tls,
        ca_file=entry.ca_file,
        fingerprint=entry.fingerprint,
        tls_min=entry.tls_min,
    )
    phone = Phone(name, address, steps=steps, identities=identities, request_timeout=request_timeout, ways=ways)
    try:
        hardware = model(entry.model or phone.info.device(deadline).model)
        session = PhoneSession(
            name,
            entry,
            phone,
            hardware,
            virtual,
            steps,
            safe_numbers=safe_numbers,
            emergency_numbers=emergency_numbers,
            layouts=layouts,
        )
        session.identify(deadline)
        if not entry.lines:
            raise_for_lines(session, deadline)
    except BaseException:
        phone.close()
        if ways is not None:
            ways.forget()
        raise
    session.begin(just_used=just_used)
    return session


def raise_for_lines(session: PhoneSession, deadline: Deadline) -> None:
    """Learn the lines of a phone that the lab file gives none for."""
    from dataclasses import replace

    from PolyLibrary.lab.labfile import Line

    lines = {line.user: line for line in session.phone.lines.status(deadline) if line.user}
    if not lines:
        raise CheckFailed(
            f"{session.title} has no line.",
            seen="lineInfo lists no line with a user.",
            hint="provision a line, or write lines: for it in the lab file.",
        )
    session.entry = replace(
        session.entry, lines=tuple(Line(number=user, name=line.label, also=()) for user, line in lines.items())
    )
