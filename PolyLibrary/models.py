"""The hardware of every model: panel, keys, part number, firmware branches, and how sure each fact is.

The data is in ``models.yaml``, read at the first question. What firmware does is not here.
"""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from PolyLibrary import yamlfile
from PolyLibrary.errors import UnknownName
from PolyLibrary.names import fold
from PolyLibrary.terms import Size

Family = Literal["VVX", "Trio", "CCX"]
Colour = Literal["mono", "grey", "colour"]

MARKS = ("known", "stated", "derived", "memory")
"""How sure a fact is, surest first."""

_MAKER = re.compile(r"^(polycom|poly|realpresence)+")


@dataclass(frozen=True)
class Model:
    """One phone model.

    Attributes:
        name: As maps and lab files spell it: ``VVX600``, ``Trio8800``, ``CCX500``.
        display: As the phone spells it: ``VVX 600``.
        depth: Bits a pixel of the captured picture.
        touch: Whether the panel feels a finger. Simulated touch is a capability of its own.
        soft_keys: Keys, or cells of a drawn row, on one page.
        line_keys: Keys or drawn cells of the phone itself, without expansion modules.
        hard_keys: In the spelling of the REST key events, without soft keys and line keys.
        part: Part number, the first half of the name of its firmware file.
        firmware: Branches such as ``5.9``, oldest first.
        capabilities: Words such as ``touch``, ``simulated touch``, ``key events``, ``skype``, ``camera``.
        marks: How sure each fact is, by attribute name; a capability's mark is under ``can <capability>``.
        sources: Where each fact comes from, under the same names; ``models.yaml`` explains the words.
    """

    name: str
    display: str
    family: Family
    screen: Size
    colour: Colour
    depth: int
    touch: bool
    soft_keys: int
    line_keys: int
    hard_keys: tuple[str, ...]
    part: str
    firmware: tuple[str, ...]
    capabilities: frozenset[str]
    marks: Mapping[str, str]
    sources: Mapping[str, str]

    def __str__(self) -> str:
        return self.display

    def __hash__(self) -> int:
        return hash(self.name)


def model(name: str) -> Model:
    """The model of that name; case, spaces, ``-``, ``_`` and the maker's name do not matter.

    Raises:
        UnknownName: No such model; lists the nearest.
    """
    found = _by_form().get(_form(name))
    if found is None:
        raise UnknownName("phone model", name, [known.name for known in all_models()], plural="known models")
    return found


@functools.cache
def all_models() -> tuple[Model, ...]:
    """Every model that the vendor's REST API FAQ names, in the order of the data file."""
    root = yamlfile.load(Path(__file__).with_name("models.yaml"), "table of models").plain()
    return tuple(_model(display, entry, root["groups"]) for display, entry in root["models"].items())


@functools.cache
def _by_form() -> Mapping[str, Model]:
    return {_form(known.name): known for known in all_models()}


def _form(name: str) -> str:
    return _MAKER.sub("", fold(name))


def _model(display: str, entry: dict[str, Any], groups: dict[str, dict[str, Any]]) -> Model:
    facts: dict[str, Any] = {}
    can: dict[str, Any] = {}
    for part in (*(groups[like] for like in entry["like"]), entry):
        can |= part.get("can", {})
        facts |= {name: fact for name, fact in part.items() if name not in ("can", "like")}
    family = facts.pop("family")
    # A test checks every word and number of the data file, so nothing is checked here.
    named = {name.replace(" ", "_"): fact for name, fact in facts.items()}
    named |= {f"can {name}": fact for name, fact in can.items()}
    width, height = facts["screen"]["value"]
    return Model(
        name=display.replace(" ", ""),
        display=display,
        family=family,
        screen=Size(int(width), int(height)),
        colour=facts["colour"]["value"],
        depth=int(facts["colour"]["depth"]),
        touch=facts["touch"]["value"] == "yes",
        soft_keys=int(facts["soft keys"]["value"]),
        line_keys=int(facts["line keys"]["value"]),
        hard_keys=tuple(facts["hard keys"]["value"]),
        part=facts["part"]["value"],
        firmware=tuple(facts["firmware"]["value"]),
        capabilities=frozenset(can),
        marks={name: fact["mark"] for name, fact in named.items()},
        sources={name: fact["source"] for name, fact in named.items()},
    )
