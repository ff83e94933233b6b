"""Who is meant: a phone's name, a role, a number named in the lab file, or a number as it is."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from PolyLibrary.errors import UnknownName, UsageError
from PolyLibrary.names import nearest
from PolyLibrary.session.calls.emergency import bare_number

_NUMBER = re.compile(r"\s*(?:(?:sips?|tel):\S+|[+*#]?[0-9*#][0-9*#+().\-/\s]*)\Z", re.IGNORECASE)
_NAMED = re.compile(r"\s*([A-Za-z_][\w ]*)=")


@dataclass(frozen=True)
class Party:
    """Somebody who can be called: the numbers they have and the label their calls carry."""

    name: str
    numbers: tuple[str, ...]
    label: str = ""

    @property
    def number(self) -> str:
        return self.numbers[0]

    def has(self, number: str) -> bool:
        """Whether ``number`` is theirs: whole numbers are compared, never a suffix."""
        bare = bare_number(number)
        return any(bare == bare_number(own) for own in self.numbers)

    def __str__(self) -> str:
        return self.number if self.name == self.number else f"{self.name} ({self.number})"


def refuse_named(text: str, kind: str, arguments: Iterable[str] = ()) -> None:
    """Refuse ``word=value`` where a phone, state, label or number is expected: a misspelt argument.

    Args:
        kind: What the text was taken for, as in ``a phone``.
        arguments: Names that are probably meant; the keyword's own list is not known here.
    """
    match = _NAMED.match(text)
    if match and not text.lower().startswith(("sip:", "tel:")):
        near = nearest(match[1], arguments)
        raise UsageError(
            f"'{text}' was taken for {kind}: '{match[1]}' is no argument of this keyword.",
            hint=f"did you mean {' or '.join(map(repr, near))}?"
            if near
            else f"{kind} holds no '='; the documentation of the keyword lists its arguments.",
        )


def is_number(text: str) -> bool:
    """Whether the text is a number to dial as it stands."""
    return bool(_NUMBER.match(text))


def resolve(text: str, phones: Mapping[str, Party], numbers: Mapping[str, str]) -> Party:
    """The party that ``text`` names.

    Args:
        text: A phone's name or role, a name under ``numbers:`` of the lab file, or a number.
        phones: The phones and roles that are known, by name.
        numbers: The named numbers of the lab.

    Raises:
        UnknownName: It is none of them.
    """
    refuse_named(text, "a phone or a number", ("phone", "line", "timeout", "call", "via", "type"))
    by_fold = {name.casefold(): party for name, party in phones.items()}
    if text.casefold() in by_fold:
        return by_fold[text.casefold()]
    if is_number(text):
        return Party(text.strip(), (text.strip(),))
    named = {name.casefold(): number for name, number in numbers.items()}
    if text.casefold() in named:
        return Party(text, (named[text.casefold()],))
    raise UnknownName("phone or number", text, [*phones, *numbers], plural="known phones and named numbers")
