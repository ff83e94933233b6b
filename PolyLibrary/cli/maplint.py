"""Lint of layout map files: all faults of all files, each at its own file and line."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PolyLibrary.cli.suitelint import Told
from PolyLibrary.errors import FileFaults
from PolyLibrary.layout.judge import models_text
from PolyLibrary.layout.layoutmap import LayoutMap
from PolyLibrary.layout.maps import check_base, file_name, is_base, load_file, shipped_folder
from PolyLibrary.layout.pictures import picture_faults
from PolyLibrary.models import all_models


@dataclass(frozen=True)
class MapLint:
    """The result for some maps: how many files, their faults, and the maps without any."""

    files: int
    faults: tuple[Told, ...]
    layouts: tuple[LayoutMap, ...]


def map_places(folder: Path | None = None) -> list[Path]:
    """The maps and bases in a folder, by their names; in the shipped folder unless one is given."""
    folder = folder or shipped_folder()
    names = {file_name(model.name) for model in all_models()}
    return [path for path in sorted(folder.glob("*.yaml")) if path.name in names or is_base(path)]


def lint_maps(paths: Sequence[Path], folders: Sequence[Path] = ()) -> MapLint:
    """Check map files. A fault of a base that shows on models that build on it is told once, at the base.

    Args:
        folders: Where the maps that they extend are sought, before the shipped ones.
    """
    found: dict[tuple[Path, int, str], list[str]] = {}
    layouts = []
    for path in paths:
        try:
            if is_base(path):
                check_base(path)
            else:
                layout = load_file(path, folders)
                layouts.append(layout)
                for where, told in picture_faults(layout):
                    file, _, line = where.rpartition(":")
                    models = found.setdefault((Path(file), int(line), told), [])
                    models.extend([] if file == str(path) else [path.stem])
        except FileFaults as error:
            for fault in error.faults:
                origin = getattr(fault, "origin", None)
                place = origin or (Path(error.file), fault.line, fault.text)
                found.setdefault(place, []).extend([path.stem] if origin else [])
    faults = [
        Told(file, line, text, f"(on {models_text(models)})" if models else "")
        for (file, line, text), models in sorted(found.items(), key=lambda each: (str(each[0][0]), each[0][1]))
    ]
    return MapLint(len(paths), tuple(faults), tuple(layouts))
