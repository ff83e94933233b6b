"""What a layout map file may hold, as pydantic models. Loaded with the first map, never at import.

These models stay inside this room: ``loader.py`` turns them into the plain values of ``things.py``. The kinds of values
that they are made of are in ``fieldkinds.py``.
"""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from PolyLibrary.layout.fieldkinds import (
    BoxSpec,
    CallRules,
    Columns,
    Condition,
    Duration,
    Names,
    Pages,
    PointSpec,
    boxed,
    filed,
    keyed,
    one_or_many,
)
from PolyLibrary.layout.things import Source
from PolyLibrary.terms import CallState


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PictureSpec(Strict):
    """A picture of a part of the screen, and where it was cut from."""

    file: str = Field(description="The picture file, relative to the map's folder.")
    source: Source | None = Field(None, description="Where it was cut from, unless the entry's own source says it.")
    theme_tolerant: bool = Field(False, description="Themes draw it light on dark or dark on light.")


Picture = Annotated[PictureSpec, BeforeValidator(filed, json_schema_input_type=str | PictureSpec)]


class ElementSpec(Strict):
    """One element, or one variant of it. At least one of at, softkey, key, line, image, text, icon."""

    at: PointSpec | None = Field(None, description="Its middle, in pixels from the top left.")
    softkey: str | None = Field(None, description="The label of the soft key.")
    key: str | None = Field(None, description="The hard key, in the spelling of the REST key events or of a push.")
    line: int | None = Field(None, ge=1, le=48, description="The number of the line key.")
    image: Picture | None = Field(None, description="A picture file; with its source where that is another.")
    text: str | None = Field(None, description="A text that stands on it.")
    icon: str | None = Field(None, description="Its name among the status bar icons of mgmt/uixml (VVX from 6.0).")
    within: BoxSpec | None = Field(None, description="Where image or text is looked for.")
    on: Names = Field([], description="The screens that show it.")
    source: Source = Field(description="Where its place comes from.")
    firmware: Condition = Field("", description="The firmware it holds for: >=5.8, 5.9, >=5.8, <6.")
    language: str = Field("", description="The display language it holds for.")
    doc: str = ""


class RecogniseSpec(Strict):
    """What tells that the screen is shown, all of it. Where a phone describes its screen itself uixml alone decides."""

    calls: Annotated[
        list[CallState], BeforeValidator(one_or_many, json_schema_input_type=CallState | list[CallState])
    ] = []
    softkeys: Names = []
    image: Picture | None = Field(None, description="This picture is on the screen, in region where one is given.")
    text: Names = Field([], description="One of these texts is on the screen, in region where one is given.")
    without: Names = Field([], description="None of these texts is there; only beside something that is.")
    bare: bool = Field(False, description="No soft key is shown; only beside something that is.")
    region: str = Field("", description="The region of the map in which image, text and without are looked for.")
    uixml: Names = Field([], description="Names that mgmt/uixml gives the screen (VVX from 6.0).")
    source: Source | None = Field(None, description="Where it was seen, unless the screen's own source says it.")


Rules = Annotated[
    list[RecogniseSpec],
    BeforeValidator(one_or_many, json_schema_input_type=RecogniseSpec | list[RecogniseSpec]),
    Field(min_length=1),
]


class SoftKeySetSpec(Strict):
    """The soft keys of one state of a screen."""

    keys: Pages = Field(description="In their order; the map lays them out in pages. Or page by page.")
    calls: CallRules = Field([], description="The calls that it is shown with: Offering, CallHold + Dialtone, Idle.")
    rare: bool = Field(False, description="Looked at last where nothing tells which screen is shown.")


class ScreenSpec(Strict):
    """A state of the GUI, with the soft keys of each of its own states."""

    recognise: Rules | None = Field(None, description="One rule, or several of which one is enough.")
    softkeys: dict[
        str, Annotated[SoftKeySetSpec, BeforeValidator(keyed, json_schema_input_type=Pages | SoftKeySetSpec)]
    ] = Field({}, description="By the state of the call (several with commas between them), or by a name of its own.")
    source: Source | None = None
    doc: str = ""


class GestureSpec(Strict):
    """A swipe from one point to another."""

    swipe: Annotated[list[PointSpec], Field(min_length=2, max_length=2)] | None = None
    duration: Duration = Field(0.1, description="With its unit: 100 ms.")
    on: Names = []
    source: Source | None = None
    doc: str = ""


class RegionSpec(Strict):
    """A part of the screen: left, top, right, bottom; right and bottom are outside."""

    at: BoxSpec | None = None
    on: Names = Field([], description="The screens that show it; with them it is an element as well.")
    moves: bool = Field(False, description="It changes by itself, as a clock does: masked in comparisons.")
    source: Source | None = None
    doc: str = ""


class GridSpec(Strict):
    """Equal cells in columns and rows, each an element: ``row 1``, ``row 2``, ... or by names of their own."""

    box: BoxSpec | None = Field(None, description="All cells together. Without it the elements have no place.")
    columns: Columns | None = Field(None, description="How many, or the left and right edge of each.")
    rows: int | None = Field(None, ge=1, le=64)
    down: bool | None = Field(None, description="Whether the cells are filled column by column.")
    count: int | None = Field(None, ge=1, le=64, description="How many elements; as many as there are cells.")
    names: Names = Field([], description="The names of the elements, in place of the grid's name and a number.")
    labels: Names = Field([], description="Texts on the cells: each is one more element, named by its text.")
    key: str | None = Field(None, description="The hard key of each, {n} for its number: SoftKey{n}.")
    keys: Names = Field([], description="The hard key of each.")
    line: bool | None = Field(None, description="Whether they are the line keys of these numbers.")
    icons: Names = Field([], description="Their names among the icons of mgmt/uixml.")
    images: Annotated[list[Picture], Field(description="Their pictures, each looked for in its cell.")] = []
    regions: bool | None = Field(None, description="Whether each cell is a region of the same name.")
    on: Names = []
    source: Source | None = None
    doc: str = ""


class MenuSpec(Strict):
    """How to open something: locators, or items of a list (``item:Settings``), acted on one after another."""

    steps: Names = []
    shows: str = Field("", description="The screen that is shown then.")
    on: Names = Field([], description="The screens it can be opened from.")
    firmware: Condition = Field("", description="The firmware it holds for.")
    source: Source
    doc: str = ""


class SoftKeyRowSpec(Strict):
    """Where the soft keys are drawn."""

    row: BoxSpec
    cells: int = Field(ge=1, le=8)
    more: str = Field("More", description="The label that turns the page.")
    labels: dict[str, str] = Field({}, description="Labels that this panel shortens: {Conference: Confrnc}.")
    source: Source


class LanguageSpec(Strict):
    """What the phone writes in a display language (the value of lcl.ml.lang)."""

    labels: dict[str, str] = Field({}, description="Soft keys, tiles and menu entries by their English words.")
    softkeys: dict[str, str] = Field({}, description="Soft keys that it writes otherwise than tiles and entries.")
    source: Source


Variants = Annotated[
    list[ElementSpec],
    BeforeValidator(one_or_many, json_schema_input_type=ElementSpec | list[ElementSpec]),
    Field(min_length=1),
]
MenuVariants = Annotated[
    list[MenuSpec], BeforeValidator(one_or_many, json_schema_input_type=MenuSpec | list[MenuSpec]), Field(min_length=1)
]


def _model_or_base(schema: dict[str, Any]) -> None:
    schema["oneOf"] = [{"required": ["model"]}, {"required": ["base"]}]


class MapSpec(Strict):
    """A layout map, or a base of maps that is none by itself (``_name.yaml``)."""

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_extra=_model_or_base)

    model: str = Field("", description="The model: VVX600, CCX500.")
    base: str = Field("", description="In place of model: what the maps that build on this file have in common.")
    extends: Names = Field([], description="Models and bases that this map builds on; later ones win.")
    screen: PointSpec | None = Field(None, description="Width and height; must be the model's own.")
    softkeys: SoftKeyRowSpec | None = None
    screens: dict[str, ScreenSpec | None] = {}
    elements: dict[str, Variants | None] = {}
    grids: dict[str, GridSpec | None] = {}
    gestures: dict[str, GestureSpec | None] = {}
    regions: dict[
        str, Annotated[RegionSpec, BeforeValidator(boxed, json_schema_input_type=BoxSpec | RegionSpec)] | None
    ] = {}
    menus: dict[str, MenuVariants | None] = {}
    languages: dict[str, LanguageSpec] = {}

    @model_validator(mode="after")
    def _is_one_of_both(self) -> "MapSpec":
        if not self.model and not self.base:
            raise ValueError("'model' is missing; a file without a model says what it is a base of (base: ...)")
        if self.model and self.base:
            raise ValueError("a map has a model, or is a base: not both")
        return self


def schema_json() -> dict[str, Any]:
    """The JSON Schema of a layout map file, for editors."""
    schema = MapSpec.model_json_schema() | {"title": "PolyLibrary layout map"}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | schema
