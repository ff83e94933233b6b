"""What a layout map file may hold, as pydantic models. Loaded with the first map, never at import.

These models stay inside this room: ``loader.py`` turns them into the plain values of ``things.py``.
"""

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from PolyLibrary.layout.conditions import condition_fault
from PolyLibrary.layout.things import Source
from PolyLibrary.terms import CallState

_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*(ms|s)")
LONGEST_SWIPE = 5.0


def _numbers(count: int, form: str) -> BeforeValidator:
    def check(value: Any) -> Any:
        good = isinstance(value, (list, tuple)) and len(value) == count
        if not good or not all(re.fullmatch(r"\d+", str(part)) for part in value):
            raise ValueError(f"wants whole numbers of pixels: {form}")
        return value

    form_in_schema = Annotated[list[int], Field(min_length=count, max_length=count)]
    return BeforeValidator(check, json_schema_input_type=form_in_schema)


def _one_or_many(value: Any) -> Any:
    return [value] if isinstance(value, (str, dict)) else value


def _pages(value: Any) -> Any:
    """``[Hold, End Call]`` is one page; ``[[Hold, More], [Mute, More]]`` are two. A blank cell is empty."""
    if not isinstance(value, list):
        return value
    pages = value if any(isinstance(page, list) for page in value) else [value]
    return [["" if cell is None else cell for cell in page] if isinstance(page, list) else page for page in pages]


def _seconds(value: Any) -> Any:
    match = _DURATION.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise ValueError(f"wants a time with its unit, such as 100 ms, not '{value}'")
    seconds = float(match[1]) / (1000 if match[2] == "ms" else 1)
    if not 0 < seconds <= LONGEST_SWIPE:
        meant = f"; did you mean {match[1]} ms?" if match[2] == "s" else ""
        raise ValueError(f"wants at most {LONGEST_SWIPE:g} s, not {value}{meant}")
    return seconds


def _condition(value: str) -> str:
    fault = condition_fault(value)
    if fault:
        raise ValueError(fault)
    return value


def _boxed(value: Any) -> Any:
    return {"at": value} if isinstance(value, list) else value


PointSpec = Annotated[tuple[int, int], _numbers(2, "[x, y]")]
BoxSpec = Annotated[tuple[int, int, int, int], _numbers(4, "[left, top, right, bottom]")]
Names = Annotated[list[str], BeforeValidator(_one_or_many, json_schema_input_type=str | list[str])]
Pages = Annotated[
    list[list[str]], BeforeValidator(_pages, json_schema_input_type=list[str | None] | list[list[str | None]])
]
Duration = Annotated[float, BeforeValidator(_seconds, json_schema_input_type=str)]
Condition = Annotated[str, AfterValidator(_condition)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ElementSpec(Strict):
    """One element, or one variant of it. At least one of at, softkey, key, line, image, text."""

    at: PointSpec | None = Field(None, description="Its middle, in pixels from the top left.")
    softkey: str | None = Field(None, description="The label of the soft key.")
    key: str | None = Field(None, description="The hard key, in the spelling of the REST key events.")
    line: int | None = Field(None, ge=1, le=48, description="The number of the line key.")
    image: str | None = Field(None, description="A picture file, relative to the map's folder.")
    text: str | None = Field(None, description="A text that stands on it.")
    within: BoxSpec | None = Field(None, description="Where image or text is looked for.")
    on: Names = Field([], description="The screens that show it.")
    source: Source = Field(description="Where its place comes from.")
    firmware: Condition = Field("", description="The firmware it holds for: >=5.8, 5.9, >=5.8, <6.")
    language: str = Field("", description="The display language it holds for.")
    doc: str = ""


class RecogniseSpec(Strict):
    """What tells that the screen is shown; all that is given must hold."""

    calls: Annotated[
        list[CallState], BeforeValidator(_one_or_many, json_schema_input_type=CallState | list[CallState])
    ] = []
    softkeys: Names = []
    image: str | None = None
    text: str = ""
    region: str = ""
    uixml: str = ""


class ScreenSpec(Strict):
    """A state of the GUI, with the soft keys of each of its own states."""

    recognise: RecogniseSpec | None = None
    softkeys: dict[str, Pages] = {}
    source: Source | None = None
    doc: str = ""


class GestureSpec(Strict):
    """A swipe from one point to another."""

    swipe: Annotated[list[PointSpec], Field(min_length=2, max_length=2)]
    duration: Duration = Field(0.1, description="With its unit: 100 ms.")
    on: Names = []
    source: Source
    doc: str = ""


class RegionSpec(Strict):
    """A part of the screen: left, top, right, bottom; right and bottom are outside."""

    at: BoxSpec
    source: Source | None = None
    doc: str = ""


class MenuSpec(Strict):
    """How to open something: locators, acted on one after another."""

    steps: Names
    shows: str = Field("", description="The screen that is shown then.")
    on: Names = Field([], description="The screens it can be opened from.")
    source: Source
    doc: str = ""


class SoftKeyRowSpec(Strict):
    """Where the soft keys are drawn."""

    row: BoxSpec
    cells: int = Field(ge=1, le=8)
    more: str = Field("More", description="The label that turns the page.")
    source: Source


Variants = Annotated[
    list[ElementSpec],
    BeforeValidator(_one_or_many, json_schema_input_type=ElementSpec | list[ElementSpec]),
    Field(min_length=1),
]


class MapSpec(Strict):
    """The layout map of one model. A name without a value takes away what the map inherits."""

    model: str
    extends: str | None = Field(None, description="The model whose map this one builds on.")
    screen: PointSpec | None = Field(None, description="Width and height; must be the model's own.")
    softkeys: SoftKeyRowSpec | None = None
    screens: dict[str, ScreenSpec | None] = {}
    elements: dict[str, Variants | None] = {}
    gestures: dict[str, GestureSpec | None] = {}
    regions: dict[
        str, Annotated[RegionSpec, BeforeValidator(_boxed, json_schema_input_type=BoxSpec | RegionSpec)] | None
    ] = {}
    menus: dict[str, MenuSpec | None] = {}


def schema_json() -> dict[str, Any]:
    """The JSON Schema of a layout map file, for editors."""
    schema = MapSpec.model_json_schema() | {"title": "PolyLibrary layout map"}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | schema
