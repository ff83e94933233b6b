"""How a keyword points at something: one small grammar, in one place.

``70,34`` a point · ``missed calls`` an element of the map · ``softkey:More`` · ``key:Home`` · ``line:2`` ·
``text:Settings`` · ``image:bell.png``. ``str`` of a locator is its text; parsing it gives an equal locator.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from PolyLibrary.errors import UsageError
from PolyLibrary.names import nearest
from PolyLibrary.terms import Point, parse_point


@dataclass(frozen=True)
class PointAt:
    """A place in screen pixels, origin top left; never looked for."""

    point: Point

    def __str__(self) -> str:
        return str(self.point)


@dataclass(frozen=True)
class ElementNamed:
    """An element of the phone's layout map."""

    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class SoftKey:
    """A soft key by its label or its id in the map, on whichever page it is."""

    label: str

    def __str__(self) -> str:
        return f"softkey:{self.label}"


@dataclass(frozen=True)
class HardKey:
    """A key of the case, in the spelling of the REST key events: ``Home``, ``Dialpad1``, ``VolUp``."""

    name: str

    def __str__(self) -> str:
        return f"key:{self.name}"


@dataclass(frozen=True)
class LineKey:
    """A line key by its number from 1, or by the label that stands beside it."""

    key: str

    @property
    def number(self) -> int | None:
        """The number; None where a label is given."""
        return int(self.key) if re.fullmatch(r"[0-9]+", self.key) else None

    def __str__(self) -> str:
        return f"line:{self.key}"


@dataclass(frozen=True)
class TextOnScreen:
    """A text that is read on the screen."""

    text: str

    def __str__(self) -> str:
        return f"text:{self.text}"


@dataclass(frozen=True)
class ImageOnScreen:
    """A picture file that is found on the screen."""

    file: str

    def __str__(self) -> str:
        return f"image:{self.file}"


Locator = PointAt | ElementNamed | SoftKey | HardKey | LineKey | TextOnScreen | ImageOnScreen


def _line_key(text: str) -> LineKey:
    number = LineKey(text).number
    if number == 0:
        raise UsageError("There is no line key 0.", hint="line keys count from 1: line:1.")
    return LineKey(text if number is None else str(number))


_PREFIXES: dict[str, Callable[[str], Locator]] = {
    "softkey": SoftKey,
    "key": HardKey,
    "line": _line_key,
    "text": TextOnScreen,
    "image": ImageOnScreen,
}
PREFIXES = tuple(f"{prefix}:" for prefix in _PREFIXES)
"""What may stand before a ``:``."""

_EXAMPLES = {"softkey": "More", "key": "Home", "line": "2", "text": "Settings", "image": "bell.png"}
_FORMS = "write a point (70,34), an element of the layout map (missed calls), or " + ", ".join(
    f"{prefix}:{example}" for prefix, example in _EXAMPLES.items()
)
_NUMBER = r"-?\d+(?:\.\d+)?"
_BETWEEN = r"(?:\s*x\s*|[^\w-]+)(?:y\s*=\s*)?"
_NUMBERS_ONLY = re.compile(rf"[\s(\[{{]*(?:x\s*=\s*)?{_NUMBER}(?:{_BETWEEN}{_NUMBER})*[\s,)\]}}]*", re.IGNORECASE)


def parse(text: str) -> Locator:
    """What ``text`` points at. Whether the phone has it is a later question (``lint.py``).

    Raises:
        UsageError: The text is no locator; says how to write what was probably meant.
    """
    text = text.strip()
    if not text:
        raise UsageError("The locator is empty.", hint=f"{_FORMS}.")
    point = parse_point(text)
    if point is not None:
        if point.x < 0 or point.y < 0:
            raise UsageError(f"The point {text} lies off every screen.", hint="the origin 0,0 is top left.")
        return PointAt(point)
    if _NUMBERS_ONLY.fullmatch(text):
        raise _no_point(text)
    prefix, colon, rest = text.partition(":")
    if colon:
        return _prefixed(prefix.strip(), rest.strip(), text)
    if "=" in text:
        raise UsageError(
            f"'{text}' is no locator; it looks like a named argument that this keyword does not have.",
            hint="check the spelling of the argument; names of elements hold no '='.",
        )
    return ElementNamed(" ".join(text.split()))


def _prefixed(prefix: str, rest: str, text: str) -> Locator:
    make = _PREFIXES.get(prefix.lower().replace(" ", ""))
    if make is None:
        near = nearest(prefix, _PREFIXES, most=1)
        meant = f"did you mean '{near[0]}:{rest}'? " if near else ""
        raise UsageError(
            f"There is no locator prefix '{prefix}:' ('{text}').",
            hint=f"{meant}known prefixes: {' '.join(PREFIXES)}",
        )
    if not rest:
        example = _EXAMPLES[prefix.lower().replace(" ", "")]
        raise UsageError(f"Nothing follows the prefix in '{text}'.", hint=f"for example {prefix}:{example}.")
    return make(rest)


def _no_point(text: str) -> UsageError:
    """Numbers that are no point: say which way of writing was meant."""
    numbers = re.findall(_NUMBER, text)
    if len(numbers) == 4:
        return UsageError(
            f"'{text}' is a region, not a place to touch.",
            hint=f"give it as region={','.join(numbers)}, or point at its middle.",
        )
    if any("." in number for number in numbers) and len(numbers) == 2:
        whole = ",".join(str(round(float(number))) for number in numbers)
        return UsageError(f"'{text}' is no point.", hint=f"pixels are whole numbers: {whole}.")
    if len(numbers) == 2:
        return UsageError(f"'{text}' is no point.", hint=f"write it with a comma: {numbers[0]},{numbers[1]}.")
    hint = "a point is two numbers with a comma in one cell: 70,34 (two or more spaces end a cell)."
    return UsageError(f"'{text}' is no locator: a point has two numbers.", hint=hint)


def element_name_fault(name: str) -> str:
    """Why ``name`` cannot name an element, for it would not be read back as one; empty when it can."""
    if not name.strip():
        return "an element needs a name"
    if name != " ".join(name.split()):
        return f"the name '{name}' has spaces too many"
    if ":" in name:
        return f"the name '{name}' holds a ':', which marks a prefix in a locator"
    if "=" in name:
        return f"the name '{name}' holds a '=', which marks a named argument"
    if _NUMBERS_ONLY.fullmatch(name):
        return f"the name '{name}' looks like a point"
    return ""
