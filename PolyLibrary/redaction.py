"""Secrets are removed here, for every log line, error text and stored step.

A password that the library learns is registered once; from then on ``redact`` replaces it, and the forms in which it
travels or is written (base64 with the user name, URL quoted, in JSON, XML and Python's own writing), in any text that
leaves the library. What says by its name or form that it is a secret is replaced without being known.
"""

import base64
import binascii
import html
import json
import re
import threading
from urllib.parse import quote, quote_plus
from xml.sax.saxutils import escape

MASK = "***"

_QUOTED = r"""(?:\\*"(?:[^"\\]|\\.)*"|\\*'(?:[^'\\]|\\.)*')"""
# A text inside another text ends with as many backslashes before its quote as it began with.
_INSIDE = r"""(?P<signs>\\+)"[^\r\n]*?(?<!\\)(?P=signs)\""""
_WORDS = "password|passwd|pin|lockcode|secret|token"
_HEADER_NAMES = "authorization|cookie|set-cookie|anti-csrf-token"
_HEADERS = ("authorization", "cookie", "anti-csrf-token")
# In a dictionary or a list of pairs a header ends with its quotes, elsewhere with the line.
_HEADER_ITEM = re.compile(rf"""(?i)(["'])({_HEADER_NAMES})\1(\s*[:,]\s*b?){_QUOTED}""")
_HEADER = re.compile(rf"(?i)\b({_HEADER_NAMES})(\s*[:=]\s*)([^\r\n]+)")
_DIGEST = re.compile(r"(?i)\bdigest\s+username=[^\r\n]*")
_ANSWER = re.compile(r"(?i)\b(response|cnonce)(=[\"']?)[0-9a-f]{8,}")
_BASIC = re.compile(r"(?i)\b(basic(?:\s+|%20))([a-z0-9+/_-]{4,}(?:=|%3D)*)")
_SESSION = re.compile(r"""(?i)\b(session=)[^\s;,"'&]+""")
_CSRF = re.compile(rf"(?i)(csrf-token\\*[\"']?\s+content=){_QUOTED}")
_URL_LOGIN = re.compile(r"(?i)(\bhttps?://[^\s/:@]+:)[^\s/@]+@")
_URL_FIELD = re.compile(rf"(?i)([?&][^=&?\s]*(?:{_WORDS})=)[^&\s\"'<>]+")
_SECRET_FIELD = re.compile(
    rf"""(?i)(\\*"[^"]*(?:{_WORDS})\\*"|\\*'[^']*(?:{_WORDS})\\*')(\s*:\s*)(\{{[^{{}}]*\}}|{_INSIDE}|{_QUOTED}|[^\s,}}\]]+)"""
)
_SECRET_ATTRIBUTE = re.compile(rf"(?i)(?<![\w.:-])([\w.:-]*(?:{_WORDS})\s*=\s*){_QUOTED}")
_SECRET_NAME = re.compile(r"(?i)(password|passwd|\.pin\b|secret|authkey|lockcode|privatekey)")
_TO_URLSAFE = str.maketrans("+/", "-_")
_SECRET_WORDS = tuple(_WORDS.split("|"))

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
    forms = _logins(secret, user) if user else set()
    if len(secret) > 2:
        forms |= _written(secret)
    with _lock:
        new = forms - _forms
        if not new:
            return
        _forms.update(new)
        _pattern = re.compile("|".join(_as_pattern(form) for form in sorted(_forms, key=len, reverse=True)))


def _logins(secret: str, user: str) -> set[str]:
    """The login as Basic sends it, in both charsets that clients use, also without its end and in a cookie."""
    login = f"{user}:{secret}"
    words = {_base64(login.encode(charset, "replace")) for charset in ("utf-8", "latin-1")}
    return {form for word in words for form in (word, word.rstrip("="), quote(word, safe=""))}


def _written(secret: str) -> set[str]:
    """A secret as texts may hold it: plain, in URLs, JSON (also inside another text), XML and Python's writing."""
    in_json = {json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1]}
    written = {secret, *in_json, *(json.dumps(each)[1:-1] for each in in_json)}
    written |= {repr(each)[1:-1] for each in written} | {repr(secret.encode())[2:-1]}
    written |= {escape(each) for each in written} | {html.escape(each) for each in written}
    return written | {quote(secret, safe=""), quote(secret), quote_plus(secret), _base64(secret.encode())}


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


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
        text = _HEADER_ITEM.sub(rf"\1\2\1\3\1{MASK}\1", text)
        text = _HEADER.sub(rf"\1\2{MASK}", text)
    if "digest" in folded:
        text = _DIGEST.sub(f"Digest {MASK}", text)
    if "response=" in folded or "nonce=" in folded:
        text = _ANSWER.sub(rf"\1\2{MASK}", text)
    if "basic" in folded:
        text = _BASIC.sub(_without_login, text)
    if "session=" in folded:
        text = _SESSION.sub(rf"\1{MASK}", text)
    if "csrf-token" in folded:
        text = _CSRF.sub(rf'\1"{MASK}"', text)
    if "://" in folded and "@" in folded:
        text = _URL_LOGIN.sub(rf"\1{MASK}@", text)
    if any(word in folded for word in _SECRET_WORDS):
        text = _SECRET_FIELD.sub(_without_value, text)
        text = _SECRET_ATTRIBUTE.sub(rf'\1"{MASK}"', text)
        text = _URL_FIELD.sub(rf"\1{MASK}", text)
    pattern = _pattern
    if pattern is not None and any(form in text for form in _forms.copy()):
        text = pattern.sub(MASK, text)
    return text


def _without_value(match: re.Match[str]) -> str:
    name, between = match[1], match[2]
    # The value gets the quotes of its name, with the backslashes before them inside another text.
    sign = name[: len(name) - len(name.lstrip("\\")) + 1]
    return f"{name}{between}{sign}{MASK}{sign}"


def _without_login(match: re.Match[str]) -> str:
    """Only what is base64 of a user and a password: the word may as well be followed by another one."""
    word = match[2].replace("%3D", "=").replace("%3d", "=").rstrip("=")
    try:
        login = base64.urlsafe_b64decode(word.translate(_TO_URLSAFE) + "=" * (-len(word) % 4)).decode()
    except (binascii.Error, ValueError):
        return match[0]
    return f"{match[1]}{MASK}" if login.isprintable() and login.partition(":")[2] else match[0]


def scrub(error: BaseException) -> None:
    """Remove secrets from an error that is not ours, and from all that it came from: a traceback shows them too."""
    seen: set[int] = set()
    waiting: list[BaseException | None] = [error]
    while waiting:
        each = waiting.pop()
        if each is None or id(each) in seen:
            continue
        seen.add(id(each))
        waiting += [each.__cause__, each.__context__, *getattr(each, "exceptions", ())]
        waiting += [argument for argument in each.args if isinstance(argument, BaseException)]
        each.args = tuple(_scrubbed(argument) for argument in each.args)
        # These are shown in place of the arguments.
        for name in ("strerror", "filename", "reason", "detail", "__notes__"):
            shown = getattr(each, name, None)
            if isinstance(shown, (str, list)) and _scrubbed(shown) is not shown:
                setattr(each, name, _scrubbed(shown))


def _scrubbed(value: object) -> object:
    """``value`` itself where it shows no secret; otherwise what it would show, without."""
    if isinstance(value, BaseException):
        return value
    if isinstance(value, list):
        clean = [_scrubbed(each) for each in value]
        return clean if any(new is not old for new, old in zip(clean, value, strict=True)) else value
    shown = value if isinstance(value, str) else repr(value)
    clean_text = redact(shown)
    return value if clean_text == shown else clean_text


def is_secret_name(parameter: str) -> bool:
    """Whether a configuration parameter's name says that its value is a secret; the switches ``.set`` are none."""
    return bool(_SECRET_NAME.search(parameter)) and not parameter.casefold().endswith(".set")
