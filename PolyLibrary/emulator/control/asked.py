"""The arguments of one request to the control port, read with errors that name them."""

from collections.abc import Mapping
from typing import Any

from PolyLibrary.errors import UsageError
from PolyLibrary.names import did_you_mean

MOST_TEXT = 256


class Asked:
    """The JSON object of one request; each reader takes one argument out of it."""

    def __init__(self, action: str, arguments: Mapping[str, Any]) -> None:
        self._action = action
        self._arguments = dict(arguments)
        self._read: list[str] = []

    def text(self, name: str, default: str | None = None) -> str:
        """A text of at most 256 characters.

        Raises:
            UsageError: It is missing, or no text.
        """
        value = self._take(name, default)
        if not isinstance(value, str) or len(value) > MOST_TEXT:
            raise self._wrong(name, value, f"a text of at most {MOST_TEXT} characters")
        return value

    def number(self, name: str, default: float | None = None, *, most: float) -> float:
        """A number from 0 to ``most``.

        Raises:
            UsageError: It is missing, or no such number.
        """
        value = self._take(name, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
            raise self._wrong(name, value, f"a number from 0 to {most:g}")
        return float(value)

    def whole(self, name: str, default: int | None = None, *, most: int = 10**6) -> int:
        """A whole number from 0 to ``most``.

        Raises:
            UsageError: It is missing, or no such number.
        """
        value = self._take(name, default)
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
            raise self._wrong(name, value, f"a whole number from 0 to {most}")
        return value

    def flag(self, name: str, default: bool | None = None) -> bool:
        """True or false.

        Raises:
            UsageError: It is missing, or neither.
        """
        value = self._take(name, default)
        if not isinstance(value, bool):
            raise self._wrong(name, value, "true or false")
        return value

    def nothing_else(self) -> None:
        """Refuse arguments that nobody has read: they were meant for something.

        Raises:
            UsageError: There is one.
        """
        for name in self._arguments:
            if name not in self._read:
                raise UsageError(
                    f"'{name[:MOST_TEXT]}' is no argument of the action '{self._action}'.",
                    hint=did_you_mean(name[:MOST_TEXT], self._read, "its arguments"),
                )

    def _take(self, name: str, default: Any) -> Any:
        self._read.append(name)
        if name not in self._arguments and default is None:
            raise UsageError(f"The action '{self._action}' needs '{name}'.")
        return self._arguments.get(name, default)

    def _wrong(self, name: str, value: Any, wanted: str) -> UsageError:
        return UsageError(
            f"'{name}' of the action '{self._action}' is {wanted}.", seen=f"it was {repr(value)[:MOST_TEXT]}."
        )
