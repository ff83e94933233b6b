"""The Settings menus as data: what menus.yaml says, in types."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Literal

from PolyLibrary.emulator.gui.data import label, language_of, table

LANGUAGE = "lcl.ml.lang"
EntryForm = Literal["text", "number", "secret"]


@dataclass(frozen=True)
class Entry:
    """One entry; exactly one of ``opens``, ``sets``, ``prefers``, ``page`` and ``does`` says what it is.

    Args:
        label: In English; ``title`` is what the screen shows.
        name: Shown instead of the label, where the entry stands for a line or a word.
        sets: A configuration parameter.
        choices: Value and word of each; empty = the value is typed.
        form: What is typed.
        each: What there is one entry for: ``registrations``, ``registrations and one``, or words after ``:``.
    """

    label: str
    name: str = ""
    icon: str = ""
    opens: str = ""
    asks: str = ""
    sets: str = ""
    prefers: str = ""
    page: str = ""
    does: str = ""
    confirm: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)
    form: EntryForm = "text"
    each: str = ""
    words: Sequence[str] = ()
    admin: bool = False
    when: str = ""
    of: str = ""
    """The line or word that it stands for."""

    @property
    def title(self) -> str:
        """The label in the phone's language."""
        return self.name or label(self.label)

    def of_each(self, word: str, name: str) -> "Entry":
        """The entry for one line or word."""
        return replace(self, name=name, each="", words=(), of=word, sets=self.sets.replace("{n}", word))

    def below(self, word: str) -> "Entry":
        """An entry of a menu that was opened for one line or word."""
        return replace(self, of=word, sets=self.sets.replace("{n}", word))


def _entry(data: Mapping[str, Any], lists: Mapping[str, Mapping[str, str]]) -> Entry:
    values = dict(data)
    choices, each = values.pop("choices", {}), values.pop("each", "")
    if choices == "languages":
        choices = {language["offer"]: language["name"] for language in table("languages").values()}
    return Entry(
        form=values.pop("as", "text"),
        choices=lists[choices] if isinstance(choices, str) else choices,
        each=each if isinstance(each, str) else "words",
        words=() if isinstance(each, str) else tuple(each),
        **values,
    )


@lru_cache(maxsize=64)
def entries_of(menu: str) -> tuple[Entry, ...]:
    """The entries of a menu, in their order."""
    data = table("menus")
    return tuple(_entry(entry, data["lists"]) for entry in data["menus"][menu])


def offered(configured: str) -> str:
    """The value that the menu stores for the language which a value of ``lcl.ml.lang`` means."""
    spoken = language_of(configured)
    return next(str(row["offer"]) for row in table("languages").values() if row["code"] == spoken)
