"""The firmware condition of a map: ``>=5.8``, ``<6``, ``5.9`` (that branch), ``>=5.8, <6``."""

import operator
import re

from PolyLibrary.terms import Version

_TERM = re.compile(r"(?P<sign>>=|<=|>|<|=|)\s*(?P<version>\d+(?:\.\d+)*)")
_SIGNS = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "=": operator.eq,
    "": operator.eq,
}


def condition_fault(condition: str) -> str:
    """Why the text is no condition; empty when it is one."""
    if all(_TERM.fullmatch(term.strip()) for term in condition.split(",")):
        return ""
    return f"'{condition}' is no firmware condition; write for example >=5.8 or 5.9 or >=5.8, <6"


def firmware_fits(condition: str, firmware: str) -> bool:
    """Whether a firmware fits a condition that ``condition_fault`` accepts.

    A version is compared as far as the condition is written: 5.9.3 is ``5.9`` and ``<=5.9``, and is not
    ``>5.9``. An empty condition fits all, and where the firmware is not known yet all conditions fit.
    """
    if not condition or not firmware:
        return True
    parts = Version(firmware).parts
    for term in condition.split(","):
        match = _TERM.fullmatch(term.strip())
        if match is None:
            return False
        bound = Version(match["version"]).parts
        if not _SIGNS[match["sign"]](parts[: len(bound)], bound):
            return False
    return True
