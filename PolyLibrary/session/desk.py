"""The desk: the lab and the open phones of this process, shared by all who use the library in it."""

import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import replace
from pathlib import Path

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import PolyError, UnknownName, UsageError
from PolyLibrary.lab.labfile import LabPhone, Line
from PolyLibrary.lab.openlab import OpenLab, choose, open_lab
from PolyLibrary.lab.requirements import Requirement
from PolyLibrary.phone.config import ConfigValue
from PolyLibrary.phone.identity import IdentityStore
from PolyLibrary.phone.ways import Ways
from PolyLibrary.redaction import Password
from PolyLibrary.session.channels import notices
from PolyLibrary.session.cleaning import LIMIT, Cleaned, clean
from PolyLibrary.session.device.restarts import restarts_of
from PolyLibrary.session.logs import syslogs
from PolyLibrary.session.parties import Party, refuse_named, resolve
from PolyLibrary.session.phone_session import PhoneSession, Scope, open_session
from PolyLibrary.session.several.hosts import host_and_port
from PolyLibrary.steps import StepLog

JUST = 3.0
"""Seconds after a use during which a phone's lists and log may hold entries of the same second."""

Key = tuple[Scope, str]
"""A scope and, for a suite, its full name."""

_bound: ContextVar[str | None] = ContextVar("phone bound at import", default=None)


class Desk:
    """The one door to the lab and the phones in use."""

    def __init__(self) -> None:
        self.steps = StepLog()
        self.sessions: dict[str, PhoneSession] = {}
        self.in_test = False
        self.told = False
        self.told_virtual = False
        self.warned: set[str] = set()
        self.at_end: list[tuple[Key, str, tuple[object, ...]]] = []
        self.last_error: PolyError | None = None
        #: The phones that have left their evidence, for each keyword that runs on one after another.
        self.turns: list[set[str]] = []
        #: Called with ``test`` or ``suite`` and the suite's name before phones are cleaned: they must be reachable.
        self.before_cleaning: list[Callable[[Scope, str], None]] = []
        #: The hands at the phones (``session.hands.hands``), once somebody needs them.
        self.hands: object | None = None
        self.suite_folder: Path | None = None
        self.layouts: list[Path] = []
        self.find_lab: Callable[[], str | None] = lambda: None
        self._lab: OpenLab | None = None
        self._lab_text: str | None = None
        self._opened: str | None = None
        self._identities: IdentityStore | None = None
        self._switched: dict[Key, str] = {}
        self._suites: list[str] = [""]
        self._used: dict[str, float] = {}
        # What is known of how phones want to be asked; it outlives their sessions.
        self._ways: dict[tuple[str, str, int], Ways] = {}
        self._histories: dict[str, list[tuple[float, str, ConfigValue]]] = {}

    # The lab ---------------------------------------------------------------------------------------------

    def use_lab(self, text: str | None) -> None:
        """An import names a lab; a second import must name the same one."""
        if text is None:
            return
        used = self._lab_text or self._opened
        if used is not None and not _same_lab(used, text):
            raise UsageError(
                f"The library was imported with lab={text}, but this run already uses lab={used}.",
                hint="one process uses one lab: give the same lab= to each import, or none.",
            )
        self._lab_text = text

    @property
    def lab(self) -> OpenLab:
        """The lab, opened at first use: the import's, else ``${LAB}``, else POLYLAB_LAB, else virtual."""
        if self._lab is None:
            text = self._lab_text or self.find_lab() or os.environ.get("POLYLAB_LAB") or "virtual"
            self._lab = open_lab(text, self.suite_folder)
            self._opened = text
            for warning in getattr(self._lab, "warnings", ()):
                self.steps.record("lab", "warning", warning)
        return self._lab

    @property
    def lab_known(self) -> bool:
        """Whether a lab has been opened (asking must not open one)."""
        return self._lab is not None

    def identities_for(self, virtual: bool) -> IdentityStore:
        """Where certificates are remembered: virtual phones get new ones at each start."""
        if virtual:
            return IdentityStore.memory()
        if self._identities is None:
            self._identities = IdentityStore()
        return self._identities

    # Opening and closing ---------------------------------------------------------------------------------

    def open(
        self,
        name: str,
        requirement: Requirement,
        deadline: Deadline,
        *,
        address: str | None = None,
        password: Password | None = None,
    ) -> PhoneSession:
        """Open one phone of the lab, or one at an address without any lab file.

        Args:
            deadline: How long reaching it may take; starting a virtual lab before that does not count.
        """
        refuse_named(name, "a phone", ("address", "model", "tags", "can", "firmware", "password", "wait"))
        if self._key(name) is not None:
            raise UsageError(f"A phone '{name}' is open already.", hint="Switch Phone to it, or Close Phones first.")
        if address is None and host_and_port(name) is not None:
            address = name
        if address is not None:
            entry, virtual = self._entry_at(name, address, requirement, password), False
            safe: tuple[str, ...] = ()
        else:
            taken = {session.entry.name for session in self.sessions.values()}
            entry = choose(self.lab, name, requirement, taken)
            virtual, safe = entry.virtual is not None, self.lab.safe_numbers
            if password is not None:
                entry = replace(entry, password=password)
        session = open_session(
            name,
            entry,
            virtual=virtual,
            steps=self.steps,
            identities=self.identities_for(virtual),
            deadline=Deadline(deadline.limit, deadline.setting),
            safe_numbers=safe,
            emergency_numbers=self.lab.emergency_numbers if address is None else (),
            layouts=self.layouts,
            just_used=self._just_used(entry.name),
            ways=self._ways.setdefault((entry.name, entry.host, entry.https_port), Ways()),
        )
        session.scope = "test" if self.in_test else "suite"
        session.suite = self.suite
        # What a phone's configuration was before this run outlives the session.
        session.config.history = self._histories.setdefault(entry.name, session.config.history)
        restarts_of(session)
        self.sessions[name] = session
        notices.attach(session)
        syslogs.attach(session)
        return session

    def _entry_at(self, name: str, address: str, requirement: Requirement, password: Password | None) -> LabPhone:
        host, _, port = address.rpartition(":") if address.count(":") == 1 else (address, "", "")
        known = host_and_port(address)
        if password is None:
            environment = os.environ.get("POLY_PASSWORD")
            password = Password(environment) if environment else None
        return LabPhone(
            name=name,
            host=known[0] if known else host or address,
            https_port=(known[1] if known else int(port) if port.isdigit() else None) or 443,
            model=requirement.model,
            password=password,
            lines=(),
        )

    def open_all(self, wanted: Mapping[str, Requirement], deadline: Deadline) -> list[PhoneSession]:
        """Open all of them or none; the deadline is that of each."""
        opened: dict[str, PhoneSession] = {}
        try:
            for name in self._roles_last(wanted):
                opened[name] = self.open(name, wanted[name], deadline)
        except BaseException:
            for session in opened.values():
                self.close(session.name)
            raise
        return [opened[name] for name in wanted]

    def _roles_last(self, names: Iterable[str]) -> list[str]:
        """Phones that are named come first: a role must not take one of them."""
        at_addresses = [name for name in names if host_and_port(name) is not None]
        others = [name for name in names if name not in at_addresses]
        known = {name.casefold() for name in self.lab.phones} if others else set()
        return [*at_addresses, *sorted(others, key=lambda name: name.casefold() not in known)]

    def close(self, name: str) -> None:
        """Close one phone; what was set on it for the test or suite is put back by the caller."""
        session = self.sessions.pop(name)
        self._used[session.entry.name] = time.monotonic()
        session.close()
        self._switched = {key: chosen for key, chosen in self._switched.items() if chosen != name}

    def _just_used(self, entry: str) -> bool:
        """Whether this process did something at the phone so lately that its seconds cannot tell it apart."""
        return time.monotonic() - self._used.get(entry, -JUST) < JUST

    # Which phone -----------------------------------------------------------------------------------------

    def _key(self, name: str) -> str | None:
        return next((key for key in self.sessions if key.casefold() == name.casefold()), None)

    def named(self, name: str) -> PhoneSession:
        """An open phone by its name or role."""
        refuse_named(name, "a phone", ("phone", "timeout", "call", "line"))
        key = self._key(name)
        if key is not None:
            return self.sessions[key]
        if self.lab_known and name.casefold() in {each.casefold() for each in self.lab.phones}:
            raise UsageError(f"The phone '{name}' is not open.", hint=f"Open Phone    {name} first.")
        raise UnknownName("open phone", name, self.sessions, plural="open phones")

    def session(self, name: str | None) -> PhoneSession:
        """The phone a keyword acts on: ``phone=``, the one bound at import, the one switched to, the only one."""
        if name is not None:
            return self.named(name)
        bound = _bound.get()
        if bound is not None:
            return self.named(bound)
        for key in (self.key("test"), *(("suite", suite) for suite in reversed(self._suites))):
            if key in self._switched:
                return self.sessions[self._switched[key]]
        if len(self.sessions) == 1:
            return next(iter(self.sessions.values()))
        if not self.sessions:
            raise UsageError("No phone is open.", hint="Open Phone    alice first.")
        raise UsageError(
            f"{len(self.sessions)} phones are open: say which one with phone=.",
            seen=f"open: {', '.join(self.sessions)}.",
            hint="add phone=<name>, or choose one with Switch Phone in this test or its suite's setup.",
        )

    def switch(self, name: str) -> PhoneSession:
        """From now on keywords without ``phone=`` mean this phone, to the end of the test or suite."""
        session = self.named(name)
        self._switched[self.key("test" if self.in_test else "suite")] = session.name
        return session

    def several(self, names: Sequence[str]) -> list[PhoneSession]:
        """The phones named, each once, or all open ones."""
        chosen = [self.named(name) for name in names] if names else list(self.sessions.values())
        if not chosen:
            raise UsageError("No phone is open.", hint="Open Phone    alice first.")
        return list({session.name: session for session in chosen}.values())

    @staticmethod
    def bind(name: str | None) -> object:
        """Bind a phone for the keyword that runs now; give the token back to ``unbind``."""
        return _bound.set(name)

    @staticmethod
    def unbind(token: object) -> None:
        _bound.reset(token)  # type: ignore[arg-type]

    def party(self, text: str) -> Party:
        """Who is meant by a name, a role or a number (see ``parties.resolve``)."""
        phones = {name: session.party for name, session in self.sessions.items()}
        numbers: Mapping[str, str] = {}
        if self.lab_known:
            for name, entry in self.lab.phones.items():
                if name not in phones and entry.lines:
                    phones[name] = Party(name, _numbers(entry.lines), entry.lines[0].name or name.capitalize())
            numbers = self.lab.numbers
        return resolve(text, phones, numbers)

    # Scopes ----------------------------------------------------------------------------------------------

    @property
    def suite(self) -> str:
        """The full name of the innermost suite that uses the library; empty outside of Robot."""
        return self._suites[-1]

    def key(self, scope: Scope) -> Key:
        """What a scope means now: this test, or this suite by its name."""
        return (scope, "" if scope == "test" else self.suite)

    def begin_test(self) -> None:
        """A test starts: history counts from here."""
        self.in_test = True
        for session in self.sessions.values():
            self._keep_calls(session)
            with suppress(PolyError):
                session.begin(just_used=True)

    def end_test(self, *, idle: bool, close: bool, limit: float = LIMIT) -> list[Cleaned]:
        """Clean up after a test: end its calls, put configuration back, close the phones that it opened.

        Every phone is tried; what went wrong is in the result and never stops the others.
        """
        self._prepare("test", "")
        results = []
        for session in self._to_clean():
            closing = close and session.scope == "test"
            keep = session.kept.get(self.suite, frozenset())
            results.append(clean(session, "all" if closing else "test", idle=idle, keep=keep, limit=limit))
            if closing:
                self.close(session.name)
        self._switched.pop(self.key("test"), None)
        self.in_test = False
        return results

    def _prepare(self, scope: Scope, suite: str) -> None:
        for prepare in self.before_cleaning:
            prepare(scope, suite)

    def _to_clean(self) -> list[PhoneSession]:
        """All phones; those with a restart under way last: the others may have to end the calls that delay it."""
        return sorted(self.sessions.values(), key=lambda session: restarts_of(session).under_way)

    def begin_suite(self, name: str) -> None:
        """A suite starts, inside the one that runs now; several imports may say so."""
        if name == self.suite:
            return
        for session in self.sessions.values():
            self._keep_calls(session)
            session.config.enter_suite()
        self._suites.append(name)

    def end_suite(self, name: str, *, idle: bool, limit: float = LIMIT) -> list[Cleaned]:
        """Clean up after a suite, as after a test; what the suite around it made lives on."""
        if name != self.suite:
            return []
        self._prepare("suite", name)
        outer = self._suites[:-1]
        results = []
        for session in self._to_clean():
            closing = session.suite not in outer
            keep = frozenset() if closing else session.kept.get(outer[-1], frozenset())
            results.append(clean(session, "all" if closing else "suite", idle=idle, keep=keep, limit=limit))
            if closing:
                self.close(session.name)
            else:
                session.config.leave_suite()
                session.kept.pop(name, None)
        self._switched.pop(self.key("suite"), None)
        if outer:
            self._suites.pop()
        return results

    def _keep_calls(self, session: PhoneSession) -> None:
        """The calls that are up when a suite's first test begins belong to the suite."""
        if self.suite not in session.kept:
            with suppress(PolyError):
                reading = session.watch.look(Deadline(5.0, "the look at the calls of the suite"))
                session.kept[self.suite] = frozenset(call.handle for call in reading.live)

    def shut(self) -> None:
        """Close everything, the virtual lab with it."""
        for name in list(self.sessions):
            self.close(name)
        if self._lab is not None:
            self._lab.close()
            self._lab = None
        self._lab_text = self._opened = None


def _numbers(lines: Sequence[Line]) -> tuple[str, ...]:
    return tuple(number for line in lines for number in (line.number, *line.also))


def _same_lab(one: str, other: str) -> bool:
    """Whether two texts name one lab: the same word, or the same file."""
    return one.casefold() == other.casefold() or Path(one).resolve() == Path(other).resolve()


_desk: Desk | None = None


def desk() -> Desk:
    """The desk of this process."""
    global _desk
    if _desk is None:
        _desk = Desk()
    return _desk
