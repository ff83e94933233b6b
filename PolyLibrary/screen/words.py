"""Look for a text among those that were read: by whole words, with what is nearly it and what is cut told apart."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from PolyLibrary.errors import UsageError
from PolyLibrary.screen.charset import LOOK_ALIKE, fit
from PolyLibrary.screen.text import Text, lines
from PolyLibrary.terms import Region

_ALIKE = str.maketrans({char: group[0].casefold() for group in LOOK_ALIKE for char in group})
_QUOTE, _DOUBLE, _DASH = (0x2018, 0x2019, 0x60, 0xB4), (0x201C, 0x201D, 0x201E), (*range(0x2010, 0x2015), 0x2212)
_PLAIN = {code: char for codes, char in ((_QUOTE, "'"), (_DOUBLE, '"'), (_DASH, "-")) for code in codes}
_ELLIPSIS = re.compile(r"\.{2,}")
_NARROW = frozenset("ijltfrI1.,:;'|!()[] ")
_WIDE = frozenset("mwMW@%")
_SPACE = 0.6
"""Width of a gap, in heights of a box, up to which it may be a space."""
PER_EDIT = 8
"""A reading may differ by one edit for so many characters and still be near."""
_LEADING = 0.6
"""Distance of two lines, in heights of a box, up to which a text may go on from one to the next."""
_LEAST_CUT = 2
"""Characters of a label that must be left before its ellipsis to say anything."""


@dataclass(frozen=True)
class Found:
    """What a search for a text found.

    Attributes:
        hits: The text itself, each with the box of the words wanted.
        near: Readings so like it that they may be it; also those that go on in the next line.
        cut: Labels that are shown cut off with an ellipsis and begin like it.
    """

    hits: tuple[Text, ...]
    near: tuple[Text, ...]
    cut: tuple[Text, ...]


@dataclass(frozen=True)
class _Line:
    """Texts that stand beside each other with no more than a space between them, as one text."""

    parts: tuple[Text, ...]
    text: str
    starts: tuple[int, ...]

    def piece(self, start: int, end: int) -> Text:
        """The characters from start to end, with their box."""
        touched = [
            _share(part, len_before, start, end)
            for part, len_before in zip(self.parts, self.starts, strict=True)
            if start < len_before + len(plain(part.text)) and end > len_before
        ]
        box = Region(
            min(text.box.left for text in touched),
            min(text.box.top for text in touched),
            max(text.box.right for text in touched),
            max(text.box.bottom for text in touched),
        )
        return Text(self.text[start:end], box, min(text.confidence for text in touched))


def plain(text: str) -> str:
    """The text with one kind of quote, dash and ellipsis, and single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_PLAIN).split())


def find_text(texts: Iterable[Text], wanted: str, *, ignore_case: bool = False, charset: str = "") -> Found:
    """Look for whole words.

    ``1`` is not found in ``101`` or ``10:30``, ``Hold`` neither in ``Held`` nor in ``Hold1``. The wanted text may be
    a part of a longer one, and may go over two texts that stand close to each other on one line.

    Args:
        texts: What was read.
        wanted: The text to look for; runs of spaces count as one.
        ignore_case: Whether capitals do not matter.
        charset: The alphabet of the wanted text, if it has a known one.

    Raises:
        UsageError: The wanted text is empty.
    """
    target = plain(wanted)
    if not target:
        raise UsageError(
            "The text to look for is empty.",
            tried="nothing.",
            hint="write the text that is to be found; a missing text is checked with Expect No Screen Text.",
        )
    joined = [_joined(parts) for parts in _neighbours(texts, charset)]
    hits: list[Text] = []
    near: list[Text] = []
    cut: list[Text] = []
    for line in joined:
        exact = [line.piece(start, end) for start, end in _whole(line.text, target, ignore_case)]
        hits += exact
        if exact:
            continue
        cut += [line.piece(start, end) for start, end in _cut(line.text, target, ignore_case)]
        near += [line.piece(start, end) for start, end in _near(line.text, target)]
    if not hits:
        near += [text for above in joined for below in joined for text in _wrapped(above, below, target)]
    return Found(tuple(hits), tuple(near), tuple(cut))


def _neighbours(texts: Iterable[Text], charset: str) -> Iterator[list[Text]]:
    """Texts of one line in groups, each with gaps of no more than a space."""
    for line in lines(texts):
        group: list[Text] = []
        for text in line:
            read = Text(fit(plain(text.text), charset), text.box, text.confidence)
            if not read.text:
                continue
            if group and text.box.left - group[-1].box.right > _SPACE * min(_height(text.box), _height(group[-1].box)):
                yield group
                group = []
            group.append(read)
        if group:
            yield group


def _height(box: Region) -> int:
    return box.bottom - box.top


def _joined(parts: Sequence[Text]) -> _Line:
    starts, at = [], 0
    for part in parts:
        starts.append(at)
        at += len(part.text) + 1
    return _Line(tuple(parts), " ".join(part.text for part in parts), tuple(starts))


def _share(part: Text, offset: int, start: int, end: int) -> Text:
    """The part of a text between two characters of its line, its box in proportion to their widths."""
    first, last = max(0, start - offset), min(len(part.text), end - offset)
    widths = [_width(char) for char in part.text]
    scale = (part.box.right - part.box.left) / sum(widths)
    left = part.box.left + sum(widths[:first]) * scale
    right = part.box.left + sum(widths[:last]) * scale
    box = Region(round(left), part.box.top, max(round(left) + 1, round(right)), part.box.bottom)
    return Text(part.text[first:last], box, part.confidence)


def _width(char: str) -> float:
    if char in _NARROW:
        return 0.5
    return 1.5 if char in _WIDE else 1.2 if char.isupper() else 1.0


def _whole(text: str, target: str, ignore_case: bool) -> Iterator[tuple[int, int]]:
    flags = re.IGNORECASE if ignore_case else re.NOFLAG
    for match in re.finditer(f"(?={re.escape(target)})", text, flags):
        start, end = match.start(), match.start() + len(target)
        if not _goes_on(text[start:], text[:start][::-1], before=True) and not _goes_on(
            text[:end][::-1], text[end:], before=False
        ):
            yield start, end


def _goes_on(inner: str, outer: str, *, before: bool) -> bool:
    """Whether a word goes on over the edge between ``inner`` and ``outer``, both read away from the edge."""
    if not outer or not inner:
        return False
    here, there, beyond = inner[0], outer[0], outer[1:2]
    if _in_word(here) and _in_word(there):
        return True
    if before and here.isdigit() and there in "+*#":
        return True
    if not before and here.isdigit() and there in "*#":
        return True
    if here.isdigit() and there in ".,:/-" and beyond.isdigit():
        return True
    return here.isalpha() and there == "'" and beyond.isalpha()


def _in_word(char: str) -> bool:
    return char.isalnum() or char == "_" or unicodedata.combining(char) > 0


def _cut(text: str, target: str, ignore_case: bool) -> Iterator[tuple[int, int]]:
    folded = target.casefold() if ignore_case else target
    for match in _ELLIPSIS.finditer(text):
        before = text[: match.start()].rstrip()
        for start in _word_starts(before):
            shown = before[start:]
            if len(shown) < _LEAST_CUT:
                continue
            if folded.startswith(shown.casefold() if ignore_case else shown) and len(shown) < len(target):
                yield start, match.end()
                break


def _word_starts(text: str) -> Iterator[int]:
    return (match.start() for match in re.finditer(r"\S+", text))


def _near(text: str, target: str) -> Iterator[tuple[int, int]]:
    """Runs of words that look like the wanted text."""
    form = _form(target)
    allowed = len(form) // PER_EDIT
    words = [match.span() for match in re.finditer(r"\S+", text)]
    best: tuple[int, int, int] | None = None
    for first in range(len(words)):
        for last in range(first, len(words)):
            start, end = words[first][0], words[last][1]
            shown = _form(text[start:end])
            if len(shown) > len(form) + allowed:
                break
            if len(shown) < len(form) - allowed:
                continue
            edits = distance(shown, form, allowed)
            if edits <= allowed and (best is None or edits < best[0]):
                best = edits, start, end
    if best is not None:
        yield best[1], best[2]


def _wrapped(above: _Line, below: _Line, target: str) -> Iterator[Text]:
    """The wanted text where it begins at the end of one line and goes on at the start of the line below."""
    for match in re.finditer(" ", target):
        head, tail = target[: match.start()], target[match.end() :]
        start = len(above.text) - len(head)
        if not (_ends(above.text, head) and _ends(below.text[::-1], tail[::-1])):
            continue
        one, other = above.piece(start, len(above.text)), below.piece(0, len(tail))
        gap = other.box.top - one.box.bottom
        beside = one.box.left < other.box.right and other.box.left < one.box.right
        if beside and one.box.top < other.box.top and gap <= _LEADING * _height(one.box):
            box = Region(
                min(one.box.left, other.box.left),
                one.box.top,
                max(one.box.right, other.box.right),
                other.box.bottom,
            )
            yield Text(f"{one.text} {other.text}", box, min(one.confidence, other.confidence))


def _ends(text: str, words: str) -> bool:
    """Whether a text ends in whole words, whatever their case."""
    return text.casefold().endswith(words.casefold()) and text[: -len(words)][-1:] in ("", " ")


def _form(text: str) -> str:
    """What a text looks like: without spaces, case and accents, look-alikes as one."""
    text = "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    return re.sub(r"\s+", "", text).translate(_ALIKE).casefold().replace("rn", "m").replace("vv", "w")


def distance(one: str, other: str, most: int) -> int:
    """Edits (a character more, less or another) from one text to the other; ``most + 1`` when there are more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    row = list(range(len(other) + 1))
    for number, char in enumerate(one, 1):
        previous, row[0] = row[0], number
        for column, against in enumerate(other, 1):
            previous, row[column] = row[column], min(row[column] + 1, row[column - 1] + 1, previous + (char != against))
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
