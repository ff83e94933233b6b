"""What a test sets is put back: the guard remembers each parameter's value before it was first set."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import CheckFailed, PhoneRefused, Unreachable
from PolyLibrary.phone.config import Config, ConfigValue, chunks_to_set
from PolyLibrary.phone.restarting import need_of
from PolyLibrary.phone.status import BUSY
from PolyLibrary.redaction import MASK, is_secret_name

Scope = Literal["test", "suite", "never"]

RESTART_LIMIT = 360.0
"""Seconds that a phone may take to restart."""

_READ_LIMIT = 10.0
_ROUNDS = 3


@dataclass(frozen=True)
class Change:
    """One parameter that differs from what it was."""

    name: str
    before: ConfigValue
    now: str

    def __str__(self) -> str:
        before, now = (MASK, MASK) if is_secret_name(self.name) else (self.before.value, self.now)
        return f"{self.name}: '{before}' ({self.before.source}) -> '{now}'"


class Changes(list[Change]):
    """Changes that were made or put back; ``told`` says in sentences what happened with them."""

    def __init__(self, changes: Iterable[Change] = (), told: Iterable[str] = ()) -> None:
        super().__init__(changes)
        self.told = list(told)


class Sent(NamedTuple):
    """What came of parameters that restart the phone: a sentence, and whether the phone can be asked now."""

    told: str
    ready: bool


class Waiter(Protocol):
    """Who knows how to wait for the phone while it restarts (``session.device.restarts``)."""

    def sending(self, names: Sequence[str], send: Callable[[], None], patience: Deadline) -> Sent:
        """Send what restarts the phone, wait until it is ready again, and say so."""

    def returned(self, error: Unreachable | PhoneRefused, deadline: Deadline, patience: Deadline) -> str:
        """Wait for a phone that has gone away, as long as makes sense; raise ``error`` when it stays away."""


class ConfigGuard:
    """Sets parameters and remembers what they were, by scope.

    Args:
        phone: The phone's name, for errors.
        config: The configuration endpoints of the phone.

    Attributes:
        waiter: Waits for restarts; None where nobody does.
        history: Each parameter that was set, with its value before and the time (wall-clock seconds).
        cleared_at_close: Secrets that were made here, where none was before: who made them clears them.
    """

    def __init__(self, phone: str, config: Config) -> None:
        self._phone = phone
        self._config = config
        self._changes: dict[Scope, dict[str, Change]] = {"test": {}, "suite": {}, "never": {}}
        self._outer: list[dict[str, Change]] = []
        self.waiter: Waiter | None = None
        self.history: list[tuple[float, str, ConfigValue]] = []
        self.cleared_at_close: set[str] = set()

    def get(self, names: Iterable[str], deadline: Deadline) -> dict[str, ConfigValue]:
        """The values as the phone has them now."""
        return self._config.get(list(names), deadline)

    # Setting ---------------------------------------------------------------------------------------------

    def set(
        self, values: Mapping[str, str], scope: Scope, deadline: Deadline, patience: Deadline | None = None
    ) -> Changes:
        """Set parameters, read them back, and remember the old values for the end of ``scope``.

        Args:
            patience: How long a phone that restarts for them may be away; six minutes unless given.

        Raises:
            CheckFailed: The phone took the request but kept other values, or does not come back.
        """
        names = [name for name in values if not _is_switch(name)]
        before = self._config.get(names, deadline)
        changes = Changes(Change(name, before[name], values[name]) for name in names)
        remembered = self._changes[scope]
        for change in changes:
            # Remembered before the set: an answer that gets lost must not leave the phone changed for ever.
            earlier = self._earlier(change.name, scope)
            remembered[change.name] = Change(change.name, earlier.before if earlier else change.before, change.now)
            self.history.append((time.time(), change.name, change.before))
        changes.told = self._send(values, before, deadline, patience or _patience())
        return changes

    def _earlier(self, name: str, scope: Scope) -> Change | None:
        """What was remembered before: a longer scope takes over what a shorter one would put back."""
        own = self._changes[scope].get(name)
        if scope == "test":
            return own
        shorter = self._changes["test"].pop(name, None)
        if scope == "never":
            self._changes["suite"].pop(name, None)
        return own or shorter

    def _send(
        self, values: Mapping[str, str], now: Mapping[str, ConfigValue], deadline: Deadline, patience: Deadline
    ) -> list[str]:
        """Set and read back; what restarts the phone goes last and together, so that it restarts once."""
        heavy = [
            name
            for name in sorted(now, key=lambda name: need_of(name) == "reboot")
            if need_of(name) != "live" and (is_secret_name(name) or now[name].value != values[name])
        ]
        # The switches of those go with them.
        light = {
            name: value for name, value in values.items() if name not in heavy and not (heavy and _is_switch(name))
        }
        if light:
            self._config.set(light, deadline)
        chunks = chunks_to_set({name: values[name] for name in heavy})
        sent = [self._restarting(chunk, deadline, patience) for chunk in chunks]
        told = [each.told for each in sent if each.told]
        if not all(each.ready for each in sent):
            return told  # it refuses to be asked until it has restarted
        try:
            self._read_back(values, self._fresh(deadline, patience) if heavy else deadline)
        except Unreachable as error:
            # The table of parameters does not know everything: this one restarts the phone as well.
            if self.waiter is None:
                raise
            told.append(self.waiter.returned(error, deadline, patience))
            self._read_back(values, self._fresh(deadline, patience))
        return [each for each in told if each]

    def _restarting(self, chunk: Mapping[str, str], deadline: Deadline, patience: Deadline) -> Sent:
        def send() -> None:
            self._config.set(chunk, self._fresh(deadline, patience))

        if self.waiter is None:
            send()
            return Sent("", ready=True)
        return self.waiter.sending([name for name in chunk if not _is_switch(name)], send, patience)

    @staticmethod
    def _fresh(deadline: Deadline, patience: Deadline) -> Deadline:
        """The restart took its own time: what comes after it is not judged by the limit of one setting."""
        if deadline.remaining > 1.0:
            return deadline
        return patience.within(_READ_LIMIT, "the limit of a read after a restart")

    def _read_back(self, values: Mapping[str, str], deadline: Deadline) -> None:
        # Passwords read back empty and cannot be compared; the switches of device.* are no values.
        names = [name for name in values if not is_secret_name(name) and not _is_switch(name)]
        if not names:
            return
        now = self._config.get(names, deadline)
        wrong = [
            f"{name}={now[name].value!r} (set: {values[name]!r})" for name in names if now[name].value != values[name]
        ]
        if wrong:
            raise CheckFailed(
                f"{self._phone} answered 2000 to config/set, but kept other values.",
                seen=", ".join(wrong),
                hint="the parameter may be unknown to this firmware, or a value from a higher "
                "source wins: look at the source that Get Config shows.",
            )

    # Putting back ----------------------------------------------------------------------------------------

    def changed(self, scope: Scope | None = None) -> list[Change]:
        """What would be put back, for one scope or for all."""
        scopes: list[Scope] = [scope] if scope else ["test", "suite"]
        return [change for each in scopes for change in self._changes[each].values()]

    def restore(self, scope: Scope, deadline: Deadline, patience: Deadline | None = None) -> Changes:
        """Put back what was set in this scope and say what it was; passwords are left, for nobody can read them.

        Args:
            patience: How long a phone that restarts for it may be away; six minutes unless given.
        """
        return self._put_back([self._changes[scope]], deadline, patience)

    def enter_suite(self) -> None:
        """A suite inside begins: what it sets goes back to what it found."""
        self._outer.append(self._changes["suite"])
        self._changes["suite"] = {}

    def leave_suite(self) -> None:
        """It has ended: what could not be put back goes back with the suite around it."""
        if self._outer:
            self._changes["suite"] |= self._outer.pop()

    def restore_all(self, deadline: Deadline, patience: Deadline | None = None) -> Changes:
        """Put back everything that any scope set: all at once, to the values of the outermost."""
        memories = [self._changes["test"], self._changes["suite"], *reversed(self._outer)]
        return self._put_back(memories, deadline, patience)

    def forget(self) -> None:
        """Nothing is put back any more: the phone was wiped."""
        for memory in (*self._changes.values(), *self._outer):
            memory.clear()

    def _put_back(
        self, memories: Sequence[dict[str, Change]], deadline: Deadline, patience: Deadline | None
    ) -> Changes:
        """Set what the memories hold, the outer ones later in the list, and clear them when that is done."""
        changes = [change for memory in memories for change in memory.values()]
        first = {change.name: change.before for change in changes}
        told = [self._told_of_secret(name) for name in first if is_secret_name(name)]
        old = {name: value for name, value in first.items() if not is_secret_name(name)}
        if old:
            told += self._return_to(old, deadline, patience or _patience())
        for memory in memories:
            memory.clear()
        return Changes((change for change in changes if not is_secret_name(change.name)), told)

    def _told_of_secret(self, name: str) -> str:
        if name in self.cleared_at_close:
            return f"{name} was made for this run and is cleared when the phone is closed"
        return f"left {name} as it was set: phones read secrets back empty, so the old one is not known"

    def _return_to(self, old: Mapping[str, ConfigValue], deadline: Deadline, patience: Deadline) -> list[str]:
        """Set until the phone has the old values: it may be restarting when the first look comes."""
        told: list[str] = []
        found: dict[str, str] = {}
        limit = deadline
        for left in reversed(range(_ROUNDS)):
            try:
                now = self._config.get(old, limit)
                for name in old:
                    found.setdefault(name, now[name].value)
                values = {name: value.value for name, value in old.items() if now[name].value != value.value}
                if values:
                    told += self._send(values, {name: now[name] for name in values}, limit, patience)
                    now = self._config.get(old, self._fresh(limit, patience))
                return [_line(name, found[name], was, now[name]) for name, was in old.items()] + told
            except (Unreachable, PhoneRefused) as error:
                # Busy means that a restart is pending or just over; setting an old value twice does no harm.
                known = isinstance(error, Unreachable) or error.status == BUSY
                if self.waiter is None or not left or not known:
                    raise
                told.append(self.waiter.returned(error, limit, patience))
            limit = self._fresh(limit, patience)
        raise AssertionError("the last round returns or raises")


def _line(name: str, found: str, was: ConfigValue, now: ConfigValue) -> str:
    if found == was.value:
        return f"{name} is '{found}' again already"
    line = f"put back {name}: '{found}' -> '{now.value}'"
    if now.source != was.source:
        line += f" (its source was {was.source} and is {now.source} now: REST cannot unset one parameter)"
    return line


def _patience() -> Deadline:
    return Deadline(RESTART_LIMIT, "the restart limit")


def _is_switch(name: str) -> bool:
    """Whether a name only unlocks ``device.*`` parameters: it holds no value of the phone."""
    return name == "device.set" or (name.startswith("device.") and name.endswith(".set"))
