"""Emergency numbers are refused before anything is sent.

Judged is the whole number about to be sent, after ``sip:``/``tel:``, the host and punctuation are removed, with
and without an outside prefix (one or two digits before the number).
"""

import re
from collections.abc import Iterable

from PolyLibrary.errors import UsageError

EMERGENCY = frozenset({"911", "112", "999", "000", "110", "119"})
_SERVICE_CODE = re.compile(r"^[*#]\d{2,3}[*#]?(?=\d{3})")
_OUTSIDE_PREFIXES = ("9", "0", "00", "8", "81", "99")


def bare_number(text: str) -> str:
    """The digits, ``*``, ``#`` and ``+`` of a number without ``sip:``, ``tel:``, host and punctuation."""
    text = re.sub(r"^\s*<?(sips?|tel):", "", text, flags=re.IGNORECASE)
    text = text.split("@", 1)[0].split(";", 1)[0]
    return re.sub(r"[\s().\-/>]", "", text)


def refuse_emergency(number: str, *, safe: Iterable[str] = (), more: Iterable[str] = (), virtual: bool = False) -> None:
    """Raise when ``number`` would reach an emergency service.

    Args:
        number: The whole number about to be sent.
        safe: Numbers that the lab file allows under ``safe_numbers``.
        more: Numbers that the lab file refuses besides, under ``emergency_numbers``.
        virtual: Virtual phones reach nobody; every number is safe there.
    """
    if virtual:
        return
    bare = _SERVICE_CODE.sub("", bare_number(number)).lstrip("+").rstrip("#")
    if bare in {bare_number(each).lstrip("+") for each in safe}:
        return
    candidates = {bare} | {
        bare[len(prefix) :] for prefix in _OUTSIDE_PREFIXES if bare.startswith(prefix) and bare != prefix
    }
    hit = candidates & (EMERGENCY | {bare_number(each).lstrip("+") for each in more})
    if hit:
        raise UsageError(
            f"{_named(bare, hit)}; it is not dialled from a test.",
            seen="nothing was sent to the phone.",
            hint="where the lab's exchange keeps such a call inside, list the number under "
            "safe_numbers: in the lab file.",
        )


def _named(bare: str, hit: set[str]) -> str:
    """``911 is an emergency number``, or what a longer number would reach behind an outside prefix."""
    if bare in hit:
        return f"{bare} is an emergency number"
    return f"{bare} is an emergency number ({', '.join(sorted(hit))} behind an outside prefix)"
