"""Secrets are removed here, for every log line, error text and stored step.

A password that the library learns is registered once; from then on ``redact`` replaces it, and the forms in
which it travels (base64 with the user name, URL quoted), in any text that leaves the library.
"""

import base64
import re
import threading
from urllib.parse import quote

MASK = "***"

_HEADER = re.compile(r"(?i)\b(authorization|cookie|set-cookie|anti-csrf-token)(\s*[:=]\s*)([^\r\n]+)")
_HEADERS = ("authorization", "cookie", "anti-csrf-token")
_DIGEST = re.compile(r"(?i)\bdigest\s+username=[^\r\n]*")
_URL_LOGIN = re.compile(r"(?i)(\bhttps?://[^\s/:@]+:)[^\s/@]+@")
_SECRET_WORDS = ("password", "passwd", "pin", "lockcode", "secret", "token")
_SECRET_FIELD = re.compile(
    r'(?i)("(?:[^"]*(?:password|passwd|pin|lockcode|secret|token))"\s*:\s*)(\{[^{}]*\}|"(?:[^"\\]|\\.)*"|[^\s,}\]]+)'
)
_SECRET_NAME = re.compile(r"(?i)(password|passwd|\.pin\b|secret|authkey|lockcode|privatekey)")

_SHORT = 5
"""Secrets up to this length are masked only where they stand alone."""

_lock = threading.Lock()
_forms: set[str] = set()
_pattern: re.Pattern[str] | None = None


class Password:
    """A password that does not show itself: ``str`` and ``repr`` give ``***``."""

    __slots__ = ("_value",)

    def __init__(self, value: str, user: str = "Polycom") -> None:
        self._value = value
        register(value, user)

    def reveal(self) -> str:
        """The password in clear, for the wire only."""
        return self._value

    def __bool__(self) -> bool:
        return bool(self._value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Password) and other._value == self._value

    def __hash__(self) -> int:
        return hash(self._value)

    def __str__(self) -> str:
        return MASK

    __repr__ = __str__


def register(secret: str, user: str = "") -> None:
    """From now on ``secret`` is removed from every text.

    Texts of one or two characters are not registered as such (they would mask half of every log); their
    base64 form with the user name is.
    """
    global _pattern
    if not secret:
        return
    forms = {base64.b64encode(f"{user}:{secret}".encode()).decode()} if user else set()
    if len(secret) > 2:
        forms |= {secret, quote(secret, safe="")}
    with _lock:
        new = forms - _forms
        if not new:
            return
        _forms.update(new)
        _pattern = re.compile("|".join(_as_pattern(form) for form in sorted(_forms, key=len, reverse=True)))


def _as_pattern(form: str) -> str:
    """A short secret such as 789 must not eat part of a longer number or word; a long one is masked anywhere."""
    escaped = re.escape(form)
    return escaped if len(form) > _SHORT else rf"(?<![A-Za-z0-9]){escaped}(?![A-Za-z0-9])"


def redact(text: str) -> str:
    """``text`` without any secret that the library knows or recognises by its name.

    It is called for every request, and hardly any text holds a secret: plain searches for the words in question
    come before the patterns.
    """
    folded = text.casefold()
    if any(word in folded for word in _HEADERS):
        text = _HEADER.sub(rf"\1\2{MASK}", text)
    if "digest" in folded:
        text = _DIGEST.sub(f"Digest {MASK}", text)
    if "://" in folded and "@" in folded:
        text = _URL_LOGIN.sub(rf"\1{MASK}@", text)
    if any(word in folded for word in _SECRET_WORDS):
        text = _SECRET_FIELD.sub(rf'\1"{MASK}"', text)
    pattern = _pattern
    if pattern is not None and any(form in text for form in _forms.copy()):
        text = pattern.sub(MASK, text)
    return text


def is_secret_name(parameter: str) -> bool:
    """Whether a configuration parameter's name says that its value is a secret."""
    return bool(_SECRET_NAME.search(parameter))
