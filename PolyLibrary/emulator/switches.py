"""Switches: the facts about phones that sources dispute, each with its default and where that comes from."""

from dataclasses import dataclass

from PolyLibrary.errors import UsageError
from PolyLibrary.names import did_you_mean


@dataclass(frozen=True)
class Switch:
    """One disputed fact.

    Args:
        values: What it may be; the default is the first.
        bounds: Instead of the values: any number from the first to the second.
        mark: known, derived or chosen.
        source: The kind of evidence behind the default.
        about: What the switch decides.
    """

    name: str
    values: tuple[str, ...]
    bounds: tuple[float, float] | None
    mark: str
    source: str
    about: str

    @property
    def default(self) -> str:
        return self.values[0]

    def check(self, value: str) -> None:
        """Make sure that the switch can have this value.

        Raises:
            UsageError: It cannot.
        """
        if self.bounds is None:
            if value not in self.values:
                raise UsageError(
                    f"Switch '{self.name}' of a virtual phone cannot be '{value}'.",
                    hint=did_you_mean(value, self.values, "values"),
                )
            return
        low, high = self.bounds
        try:
            fits = low <= float(value) <= high
        except ValueError:
            fits = False
        if not fits:
            raise UsageError(
                f"Switch '{self.name}' of a virtual phone cannot be '{value}'.",
                hint=f"give a number from {low:g} to {high:g}.",
            )
