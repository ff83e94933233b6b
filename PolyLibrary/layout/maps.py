"""Where layout maps are, and loading the one of a model with all that it extends.

Maps stand in ``layouts/`` beside the package in a checkout, and in ``layout/maps`` inside an installed
package. The checkout wins: an editable install leaves a copy in the package that grows stale.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PolyLibrary import yamlfile
from PolyLibrary.errors import Fault, FileFaults, UsageError
from PolyLibrary.layout.layoutmap import LayoutMap
from PolyLibrary.models import all_models
from PolyLibrary.models import model as model_named
from PolyLibrary.names import did_you_mean, quoted
from PolyLibrary.yamlnode import Node

if TYPE_CHECKING:
    from PolyLibrary.layout.parts import Part

__all__ = ["LayoutMap", "check_base", "file_name", "is_base", "load_file", "load_map", "map_files", "shipped_folder"]

KIND = "layout map"
BASE = "_"
"""How the name of a file begins that is no map of a model, but what several maps have in common."""

_ROOM = Path(__file__).resolve().parent
_READ: "dict[tuple[Path, int], Part]" = {}


def shipped_folder(room: Path = _ROOM) -> Path:
    """The folder of the shipped maps, for the layout room of a package in ``room``."""
    checkout = room.parents[1] / "layouts"
    return checkout if any(checkout.glob("*.yaml")) else room / "maps"


def map_folders(extra: Sequence[Path] = ()) -> list[Path]:
    """The folders in which maps are sought, first come first served: the user's own, then the shipped one.

    Raises:
        UsageError: A folder of the user's does not exist.
    """
    for folder in extra:
        if not Path(folder).is_dir():
            raise UsageError(f"There is no folder of layout maps {folder}.", hint="check layouts=.")
    return [*(Path(folder) for folder in extra), shipped_folder()]


def map_files(extra: Sequence[Path] = ()) -> dict[str, Path]:
    """The map file of each model that has one, by model name."""
    folders = map_folders(extra)
    found = {known.name: _candidates(known.name, folders) for known in all_models()}
    return {name: files[0] for name, files in found.items() if files}


def load_map(model: str, extra: Sequence[Path] = ()) -> LayoutMap:
    """The layout map of a model.

    Args:
        model: In any spelling that ``models.model`` takes.
        extra: Folders of the user's, which win over the shipped maps. A map there may extend the shipped
            map of its own model.

    Raises:
        UnknownName: No such model.
        UsageError: No map for the model; names the maps that exist.
        FileFaults: All faults of the file, with lines.
    """
    name = model_named(model).name
    folders = map_folders(extra)
    candidates = _candidates(name, folders)
    if not candidates:
        have = sorted(map_files(extra))
        raise UsageError(
            f"There is no layout map for {name} in {quoted(map(str, folders))}.",
            hint=f"maps exist for {quoted(have)}." if have else f"write {folders[0] / file_name(name)}.",
        )
    return _load(candidates[0], folders)


def load_file(path: Path, extra: Sequence[Path] = ()) -> LayoutMap:
    """The layout map in one file; what it extends is sought as for ``load_map``.

    Raises:
        UsageError: There is no such file.
        FileFaults: All faults of the file, with lines.
    """
    return _load(Path(path), map_folders(extra))


def file_name(model: str) -> str:
    """The name of a model's map file: ``vvx600.yaml``."""
    return f"{model.lower()}.yaml"


def _candidates(model: str, folders: Iterable[Path]) -> list[Path]:
    paths = [folder / file_name(model) for folder in folders]
    return [path for path in paths if path.is_file()]


def _load(path: Path, folders: Sequence[Path]) -> LayoutMap:
    from PolyLibrary.layout.loader import assemble

    own = _part(path, folders)
    if not own.spec.model:
        text = "this is a base, not the map of a model: a map extends it"
        raise FileFaults(str(path), [Fault(own.node.line_of(["base"]), text)], kind=KIND)
    return assemble(_chain(own, [], folders))


def check_base(path: Path) -> None:
    """Check a file by itself: its form, as far as no model is needed for it.

    Raises:
        UsageError: There is no such file.
        FileFaults: All faults of its form, with lines.
    """
    _part(path, None)


def is_base(path: Path) -> bool:
    """Whether a file is a base of maps by its name."""
    return path.name.startswith(BASE)


def _part(path: Path, folders: Sequence[Path] | None) -> "Part":
    """One file, checked by itself. Bases are read once a process for all the models that build on them."""
    from PolyLibrary.layout.parts import Part
    from PolyLibrary.layout.schema import MapSpec

    try:
        written = (path, path.stat().st_mtime_ns)
    except OSError:
        written = (path, -1)
    if written not in _READ:
        node, twice = yamlfile.load_with_faults(path, KIND)
        spec, wrong = yamlfile.checked(MapSpec, node)
        if spec is None or twice or wrong:
            raise _all_faults(path, node, [*twice, *wrong], folders)
        _READ[written] = Part(path, node, spec)
    return _READ[written]


def _chain(part: "Part", visited: Sequence[Path], folders: Sequence[Path]) -> "list[Part]":
    """A file and all that it builds on, each once; what comes earlier overrules what comes later."""
    chain = [part]
    for name in reversed(part.spec.extends):
        parent = _parent(name, part, [*visited, part.path], folders)
        chain += _chain(_part(parent, folders), [*visited, part.path], folders)
    # A base that several parents build on has the lowest place of its places.
    last = {each.path: place for place, each in enumerate(chain)}
    return [each for place, each in enumerate(chain) if last[each.path] == place]


def _all_faults(path: Path, node: Node, wrong: list[Fault], folders: Sequence[Path] | None) -> FileFaults:
    """The faults of form of a file, and those of what is left without the faulty entries."""
    from PolyLibrary.layout.faulty import without_faulty
    from PolyLibrary.layout.loader import assemble
    from PolyLibrary.layout.parts import Part
    from PolyLibrary.layout.schema import MapSpec

    rest = without_faulty(node, [fault.line for fault in wrong])
    spec = yamlfile.checked(MapSpec, rest)[0] if rest is not None else None
    if rest is not None and spec is not None and spec.model and folders is not None:
        try:
            assemble(_chain(Part(path, rest, spec), [], folders))
        except FileFaults as more:
            wrong = [*wrong, *more.faults] if more.file == str(path) else wrong
    return FileFaults(str(path), wrong, kind=KIND)


def _parent(name: str, part: "Part", visited: Sequence[Path], folders: Sequence[Path]) -> Path:
    """The file of a model or base that a map extends."""
    if name.startswith(BASE):
        candidates = _candidates(name, folders)
    else:
        candidates = _candidates(_known(name, part.node, part.path), folders)
    if part.path in candidates:
        # A map of the user's own may build on the shipped map of the same model.
        candidates = candidates[candidates.index(part.path) + 1 :]
    if not candidates:
        bases = sorted({path.stem for folder in folders for path in folder.glob(f"{BASE}*.yaml")})
        other = f"no other layout map for '{name}' to extend"
        what = f"no base '{name}'; {did_you_mean(name, bases, 'bases')}" if name.startswith(BASE) else ""
        raise _fault(part.path, part.node, f"there is {what or other}")
    if candidates[0] in visited:
        names = [path.name for path in [*visited[visited.index(candidates[0]) :], candidates[0]]]
        raise _fault(part.path, part.node, f"maps extend each other in a circle: {' -> '.join(names)}")
    return candidates[0]


def _known(name: str, node: Node, path: Path) -> str:
    try:
        return model_named(name).name
    except UsageError as error:
        raise _fault(path, node, f"{error.wanted} {error.hint}".strip()) from None


def _fault(path: Path, node: Node, text: str) -> FileFaults:
    return FileFaults(str(path), [Fault(node.line_of(["extends"]), text)], kind=KIND)
