"""Picture files of maps and suites: what is said of one that is missing."""

from pathlib import Path

from PolyLibrary.names import did_you_mean

SUFFIXES = (".png", ".bmp", ".jpg", ".jpeg")


def pictures_in(folder: Path) -> list[str]:
    """The names of the picture files in a folder; none where there is no such folder."""
    if not folder.is_dir():
        return []
    return sorted(path.name for path in folder.iterdir() if path.suffix.lower() in SUFFIXES)


def missing_picture(path: Path) -> str:
    """Half a sentence on a picture that is not there, with the nearest names of its folder."""
    near = nearest_picture(path)
    return f"there is no picture {path}{f'; {near}' if near else ''}".rstrip(".")


def nearest_picture(path: Path) -> str:
    """The nearest names of a picture's folder, as a hint; empty where the folder has none."""
    known = pictures_in(path.parent)
    return did_you_mean(path.name, known, f"pictures in {path.parent}") if known else ""
