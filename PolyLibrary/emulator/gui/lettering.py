"""Fitting text into a width: what can be drawn of it, an ellipsis where it is cut, lines where it is long."""

import unicodedata
from collections.abc import Callable

ELLIPSIS = "\u2026"
MOST_LETTERS = 400
"""More than fits on any panel; what is longer is cut before it is measured."""
RIGHT_TO_LEFT = frozenset({"R", "AL"})
UNDIRECTED = frozenset({"WS", "NSM", "ON", "CS"})

Measure = Callable[[str], float]


def drawable(text: str, keep: str = "start") -> str:
    """``text`` as it is drawn: control characters gone, right-to-left words in the order in which they are seen.

    Arabic letters are not joined; that is the emulator's own limit.
    """
    text = text[-MOST_LETTERS:] if keep == "end" else text[:MOST_LETTERS]
    if text.isascii() and text.isprintable():
        return text
    shown = "".join(" " if letter.isspace() else letter for letter in text if _has_form(letter))
    return _in_sight(shown)


def _has_form(letter: str) -> bool:
    return letter.isspace() or unicodedata.category(letter)[0] != "C"


def _in_sight(text: str) -> str:
    """Runs of right-to-left letters turned round; what has no direction of its own goes with the letters beside it."""
    kinds = [unicodedata.bidirectional(letter) for letter in text]
    result, at = "", 0
    while at < len(text):
        end = at
        if kinds[at] in RIGHT_TO_LEFT:
            look = at
            while look < len(text) and (kinds[look] in RIGHT_TO_LEFT or kinds[look] in UNDIRECTED):
                look += 1
                if kinds[look - 1] in RIGHT_TO_LEFT:
                    end = look
            result += text[at:end][::-1]
            at = end
        else:
            result += text[at]
            at += 1
    return result


def cut(text: str, width: float, measure: Measure, *, keep: str = "start") -> str:
    """``text`` in at most ``width`` pixels, the cut end marked by an ellipsis; empty when not even that fits."""
    if measure(text) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(_shortened(text, middle, keep)) <= width:
            low = middle
        else:
            high = middle - 1
    shortened = _shortened(text, low, keep)
    return shortened if measure(shortened) <= width else ""


def _shortened(text: str, length: int, keep: str) -> str:
    if keep == "end":
        return ELLIPSIS + text[len(text) - length :]
    return text[:length].rstrip() + ELLIPSIS


def window(text: str, cursor: int, width: float, measure: Measure) -> tuple[str, int]:
    """The part of a field's text that is seen with the cursor in it, and the place of the cursor in that part."""
    if measure(text) <= width:
        return text, cursor
    left = cut(text[:cursor], width * (1 if cursor == len(text) else 0.75), measure, keep="end")
    rest = cut(text[cursor:], width - measure(left), measure)
    return left + rest, len(left)


def wrap(text: str, width: float, measure: Measure, most: int) -> list[str]:
    """``text`` in up to ``most`` lines, broken at blanks; the last one is cut when there is more."""
    lines: list[str] = []
    rest = text.split()
    while rest and len(lines) < most - 1:
        count = len(rest)
        while count > 1 and measure(" ".join(rest[:count])) > width:
            count -= 1
        lines.append(cut(" ".join(rest[:count]), width, measure))
        rest = rest[count:]
    if rest:
        lines.append(cut(" ".join(rest), width, measure))
    return lines
