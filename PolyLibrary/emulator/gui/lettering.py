"""Fitting text into a width: an ellipsis where it is cut, lines where it is long."""

from collections.abc import Callable

ELLIPSIS = "\u2026"

Measure = Callable[[str], float]


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
