"""Characters that an engine takes for one another, and how a known alphabet decides between them."""

import re

CHARSETS = {
    "digits": "0123456789",
    "hex": "0123456789ABCDEFabcdef",
    "mac": "0123456789ABCDEFabcdef:",
    "ip": "0123456789.",
    "number": "0123456789+*#",
}
"""Alphabets with a name; any other text is the alphabet itself."""

LOOK_ALIKE = ("O0oQD", "l1I|i!", "S5s", "B8", "Z2z", "G6", "g9q")
"""Characters that are taken for one another."""


def alphabet(charset: str) -> str:
    """The characters of a named alphabet, or those given."""
    return CHARSETS.get(charset.lower(), charset)


def fit(text: str, charset: str) -> str:
    """The text with every word put into the alphabet where look-alikes allow it.

    A word that has characters without a look-alike in the alphabet is a word of its own, such as the label before a
    serial number, and stays as it is.
    """
    allowed = alphabet(charset)
    if not allowed:
        return text
    return re.sub(r"\S+", lambda word: _fitted(word[0], allowed), text)


def _fitted(word: str, allowed: str) -> str:
    fitted = [_one(char, allowed) for char in word]
    return word if None in fitted else "".join(char for char in fitted if char)


def _one(char: str, allowed: str) -> str | None:
    if char in allowed:
        return char
    for other in (char.upper(), char.lower()):
        if other in allowed:
            return other
    for group in LOOK_ALIKE:
        if char in group:
            return next((other for other in group if other in allowed), None)
    return None
