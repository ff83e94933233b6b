"""The files that one layout map is made of, and how their entries come together.

Elements and menus replace an entry of the same name as a whole. Screens, grids, gestures and regions are put together
field by field, so that a base says what they are and the map of a panel says where; the soft keys of a screen state by
state.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from PolyLibrary.errors import Fault, UnknownName
from PolyLibrary.layout.schema import MapSpec, PictureSpec, Strict
from PolyLibrary.layout.things import Language, Source
from PolyLibrary.models import model as model_named
from PolyLibrary.names import fold
from PolyLibrary.yamlnode import Node

Spec = TypeVar("Spec", bound=Strict)

_SEEN: tuple[Source, ...] = ("faq", "capture", "recorded")


@dataclass(frozen=True)
class Part:
    """One file of the chain of maps that build on each other, checked by itself."""

    path: Path
    node: Node
    spec: MapSpec

    def where(self, *path: str | int) -> str:
        """``file:line`` of an entry."""
        return f"{self.path}:{self.node.line_of(path)}"

    def source(self, said: Source, own: "Part") -> Source:
        """The source of an entry of this file in the map ``own``: what was seen on another model is derived there."""
        return said if said not in _SEEN or _model_of(self) == _model_of(own) else "derived"


@dataclass(frozen=True)
class MapFault(Fault):
    """A fault of a map at a line of its own file; ``origin`` is ``(file, line, text)`` of the inherited entry."""

    origin: tuple[Path, int, str] | None = None


@dataclass
class Joined(Generic[Spec]):
    """An entry that is put together from several files.

    Attributes:
        fields: The file that each of its fields comes from.
        last: The file that had the last word.
    """

    spec: Spec
    last: Part
    fields: dict[str, Part] = field(default_factory=dict)

    def source(self, own: Part) -> Source | None:
        """Its source in the map ``own``."""
        said: Source | None = getattr(self.spec, "source", None)
        return self.fields["source"].source(said, own) if said is not None else None


def cut_from(picture: PictureSpec | None, other: Source | None, part: Part, own: Part) -> str:
    """The source of a picture in the map ``own``: the picture's own, or else that of the entry it belongs to."""
    said = (picture.source or other) if picture else None
    return part.source(said, own) if said else ""


def joined(parts: Sequence[Part], section: str, faults: list[Fault]) -> dict[str, Joined[Any]]:
    """The entries of a section, put together field by field; an empty entry takes one away."""
    found: dict[str, Joined[Any]] = {}
    for part, name, spec in entries(parts, section):
        inherited = next((known for known in found if fold(known) == fold(name)), None)
        before = found.pop(inherited) if inherited is not None else None
        if spec is None:
            if before is None:
                faults.append(nothing_to_take(parts[0], part, section, name))
            continue
        given = {each: getattr(spec, each) for each in spec.model_fields_set}
        whole = before.spec.model_copy(update=_added(before.spec, given)) if before is not None else spec
        fields = (before.fields if before is not None else {}) | dict.fromkeys(given, part)
        found[name] = Joined(whole, part, fields)
    return found


def _added(before: Strict, given: dict[str, Any]) -> dict[str, Any]:
    """Fields that are maps of names are added to; all others are replaced."""
    return {
        name: {**getattr(before, name), **value} if isinstance(value, dict) else value for name, value in given.items()
    }


def entries(parts: Sequence[Part], section: str) -> Iterator[tuple[Part, str, Any]]:
    """Every entry of a section of all files, those that have the last word last."""
    for part in reversed(parts):
        for name, spec in getattr(part.spec, section).items():
            yield part, name, spec


def nothing_to_take(own: Part, part: Part, section: str, name: str) -> Fault:
    """The fault of an empty entry that takes nothing away."""
    text = f"'{name}' has no entry, and nothing of that name is inherited to be taken away"
    return fault_at(own, part, (section, name), text)


def fault_at(own: Part, part: Part, path: Sequence[str | int], text: str) -> Fault:
    """A fault of an entry of ``part``, told in the map ``own``: at its line, or at the line of ``extends:``."""
    line = part.node.line_of(path)
    if part.path == own.path:
        return Fault(line, text)
    told = f"{text} (inherited from {part.path.name}:{line})"
    return MapFault(own.node.line_of(["extends"]), told, (part.path, line, text))


def languages_of(parts: Sequence[Part]) -> Mapping[str, Language]:
    """What is known of each language, the words of a child over those of its parents."""
    found: dict[str, Language] = {}
    for part, name, spec in entries(parts, "languages"):
        known = found.get(name, Language(name, {}, {}, spec.source))
        source = part.source(spec.source, parts[0])
        found[name] = Language(name, {**known.labels, **spec.labels}, {**known.softkeys, **spec.softkeys}, source)
    return found


def _model_of(part: Part) -> str:
    try:
        return model_named(part.spec.model).name if part.spec.model else ""
    except UnknownName:
        return part.spec.model
