"""How dialled numbers are shown and compared."""

import re

_SCHEME = re.compile(r"(?i)^(sips?|tel):")
_PUNCTUATION = re.compile(r"[\s\-().]")


def user_part(number: str) -> str:
    """What was dialled without scheme and host, as the phone shows it."""
    return _SCHEME.sub("", number.strip()).partition("@")[0].partition(";")[0]


def bare(number: str) -> str:
    """The user part without punctuation, as the exchange compares it."""
    return _PUNCTUATION.sub("", user_part(number))
