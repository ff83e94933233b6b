"""What a test sets is put back: the guard remembers each parameter's value before it was first set."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import CheckFailed
from PolyLibrary.phone.config import Config, ConfigValue
from PolyLibrary.redaction import MASK, is_secret_name

Scope = Literal["test", "suite", "never"]


@dataclass(frozen=True)
class Change:
    """One parameter that differs from what it was."""

    name: str
    before: ConfigValue
    now: str

    def __str__(self) -> str:
        before, now = (MASK, MASK) if is_secret_name(self.name) else (self.before.value, self.now)
        return f"{self.name}: '{before}' ({self.before.source}) -> '{now}'"


class ConfigGuard:
    """Sets parameters and remembers what they were, by scope.

    Args:
        phone: The phone's name, for errors.
        config: The configuration endpoints of the phone.
    """

    def __init__(self, phone: str, config: Config) -> None:
        self._phone = phone
        self._config = config
        self._changes: dict[Scope, dict[str, Change]] = {"test": {}, "suite": {}, "never": {}}

    def get(self, names: Iterable[str], deadline: Deadline) -> dict[str, ConfigValue]:
        """The values as the phone has them now."""
        return self._config.get(list(names), deadline)

    def set(self, values: Mapping[str, str], scope: Scope, deadline: Deadline) -> list[Change]:
        """Set parameters, read them back, and remember the old values for the end of ``scope``.

        Raises:
            CheckFailed: The phone took the request but kept other values.
        """
        before = self._config.get(list(values), deadline)
        changes = [Change(name, before[name], value) for name, value in values.items()]
        remembered = self._changes[scope]
        for change in changes:
            # Remembered before the set: an answer that gets lost must not leave the phone changed for ever.
            earlier = self._earlier(change.name, scope)
            remembered[change.name] = Change(change.name, earlier.before if earlier else change.before, change.now)
        self._config.set(dict(values), deadline)
        self._read_back(values, deadline)
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

    def _read_back(self, values: Mapping[str, str], deadline: Deadline) -> None:
        # Passwords read back empty and cannot be compared.
        names = [name for name in values if not is_secret_name(name)]
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

    def changed(self, scope: Scope | None = None) -> list[Change]:
        """What would be put back, for one scope or for all."""
        scopes: list[Scope] = [scope] if scope else ["test", "suite"]
        return [change for each in scopes for change in self._changes[each].values()]

    def restore(self, scope: Scope, deadline: Deadline) -> list[Change]:
        """Put back what was set in this scope and say what it was; passwords are left, for nobody can read them."""
        changes = [change for change in self._changes[scope].values() if not is_secret_name(change.name)]
        values = {change.name: change.before.value for change in changes}
        if values:
            self._config.set(values, deadline)
            self._read_back(values, deadline)
        self._changes[scope].clear()
        return changes
