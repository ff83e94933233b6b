"""Where layout maps are, and loading the one of a model with all that it extends.

Maps stand in ``layouts/`` beside the package in a checkout, and in ``layout/maps`` inside an installed
package. The checkout wins: an editable install leaves a copy in the package that grows stale.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from PolyLibrary import yamlfile
from PolyLibrary.errors import Fault, FileFaults, UsageError
from PolyLibrary.layout.layoutmap import LayoutMap
from PolyLibrary.models import all_models
from PolyLibrary.models import model as model_named
from PolyLibrary.names import quoted
from PolyLibrary.yamlnode import Node

__all__ = ["LayoutMap", "file_name", "load_file", "load_map", "map_files", "map_folders", "shipped_folder"]

KIND = "layout map"

_ROOM = Path(__file__).resolve().parent


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
    from PolyLibrary.layout.loader import Part, assemble
    from PolyLibrary.layout.schema import MapSpec

    parts: list[Part] = []
    following: Path | None = path
    while following is not None:
        node, twice = yamlfile.load_with_faults(following, KIND)
        spec, wrong = yamlfile.checked(MapSpec, node)
        if spec is None or twice or wrong:
            raise _all_faults(following, node, [*twice, *wrong], folders)
        parts.append(Part(following, node, spec))
        following = _parent(parts[-1], [part.path for part in parts], folders)
    return assemble(parts)


def _all_faults(path: Path, node: Node, wrong: list[Fault], folders: Sequence[Path]) -> FileFaults:
    """The faults of form of a file, and those of what is left without the faulty entries."""
    from PolyLibrary.layout.faulty import without_faulty
    from PolyLibrary.layout.loader import Part, assemble
    from PolyLibrary.layout.schema import MapSpec

    rest = without_faulty(node, [fault.line for fault in wrong])
    spec = yamlfile.checked(MapSpec, rest)[0] if rest is not None else None
    if rest is not None and spec is not None:
        try:
            parts = [Part(path, rest, spec)]
            while parent := _parent(parts[-1], [part.path for part in parts], folders):
                above = yamlfile.load(parent, KIND)
                parts.append(Part(parent, above, yamlfile.validate(MapSpec, above, str(parent), KIND)))
            assemble(parts)
        except FileFaults as more:
            wrong = [*wrong, *more.faults] if more.file == str(path) else wrong
    return FileFaults(str(path), wrong, kind=KIND)


def _parent(part: Any, visited: Sequence[Path], folders: Sequence[Path]) -> Path | None:
    """The file that a map extends; None when it extends nothing."""
    wanted = part.spec.extends
    if not wanted:
        return None
    candidates = _candidates(_known(wanted, part.node, part.path), folders)
    if part.path in candidates:
        # A map of the user's own may build on the shipped map of the same model.
        candidates = candidates[candidates.index(part.path) + 1 :]
    if not candidates:
        raise _fault(part.path, part.node, f"there is no other layout map for '{wanted}' to extend")
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
