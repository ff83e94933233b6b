"""The GUI's tables: geometry, colours, soft keys, keys and texts live in YAML beside the code.

Each file is read once for the whole process: hundreds of phones share it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ENGLISH = "en"

# A phone has its language only while it handles an input or composes its screen, which it does in one go.
_spoken: ContextVar[str] = ContextVar("spoken", default=ENGLISH)


@lru_cache(maxsize=32)
def table(name: str) -> dict[str, Any]:
    """The content of ``<name>.yaml`` in this folder; the caller must not change it."""
    from ruamel.yaml import YAML

    loaded = YAML(typ="safe", pure=True).load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))
    return dict(loaded)


@lru_cache(maxsize=64)
def language_of(configured: str) -> str:
    """The language of a value of ``lcl.ml.lang`` such as ``French_France``; English for one without texts."""
    word = configured.partition("_")[0].strip().casefold()
    found = table("languages").get(word, {})
    return str(found.get("code", ENGLISH))


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """All texts asked for inside are in this language: ``en``, ``fr``, ..."""
    token = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(token)


def _words() -> dict[str, Any]:
    language = _spoken.get()
    return table("texts" if language == ENGLISH else f"texts.{language}")


def entry(key: str) -> Any:
    """An entry of the language's texts, whatever its type; the English one where the language has none."""
    found = _words().get(key)
    return table("texts")[key] if found is None else found


def text(key: str, **parts: object) -> str:
    """A text of texts.yaml in the phone's language, with its ``{parts}`` filled in."""
    return str(entry(key)).format(**parts)


def known_text(key: str) -> str:
    """The text, or nothing when there is none of that key."""
    return text(key) if key in table("texts") else ""


def short_label(english: str) -> str:
    """What stands in narrow cells in place of ``label``; empty where the language has nothing shorter."""
    return str(_words().get("short", {}).get(english, ""))


def label(english: str) -> str:
    """The label of a soft key, tile or menu entry in the phone's language."""
    return str(_words().get("labels", {}).get(english, english))
