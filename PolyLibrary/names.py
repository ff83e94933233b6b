"""The nearest names: what a person probably meant when a name is unknown."""

import difflib
import re
from collections.abc import Iterable


def fold(name: str) -> str:
    """The form in which names are compared: case, spaces, ``_`` and ``-`` do not matter."""
    return re.sub(r"[\s_\-]+", "", name).casefold()


def nearest(word: str, known: Iterable[str], most: int = 3) -> list[str]:
    """Up to ``most`` known names that look like ``word``, best first."""
    by_form: dict[str, str] = {}
    for name in known:
        by_form.setdefault(fold(name), name)
    folded = fold(word)
    matches = difflib.get_close_matches(folded, by_form, n=most, cutoff=0.6)
    if len(folded) > 2:
        matches += [form for form in by_form if form not in matches and folded in form]
    return [by_form[form] for form in matches[:most]]


def quoted(names: Iterable[str]) -> str:
    """``'a', 'b', 'c'`` for an error text."""
    return ", ".join(f"'{name}'" for name in names)


def did_you_mean(word: str, known: Iterable[str], what: str = "known names", most_listed: int = 24) -> str:
    """The last part of an error: the nearest names, or all of them when none is near."""
    names = list(known)
    near = nearest(word, names)
    if near:
        return f"did you mean {' or '.join(repr(name) for name in near)}?"
    if not names:
        return f"there are no {what}."
    listed = sorted(names)[:most_listed]
    more = "" if len(names) <= most_listed else f" and {len(names) - most_listed} more"
    return f"{what}: {quoted(listed)}{more}."
