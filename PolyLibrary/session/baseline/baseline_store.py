"""Where approved pictures lie, and which of them holds for a phone: paths and choices, no phone and no pixels.

``<folder>/<model>/<firmware>/<language>/<name>.bmp`` (or .png, .jpg: as the phone sent it). ``any`` in place of the
firmware or the language holds for all of them.
"""

import hashlib
import os
import re
import tempfile
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PolyLibrary.errors import UsageError
from PolyLibrary.names import fold, quoted
from PolyLibrary.screen.picture import kind_of
from PolyLibrary.terms import Version

ANY = "any"
ENGLISH = "English"
_BUILT_IN = "English_UnitedStates"
"""English as a phone's menu sets it (the value is from memory): the words of a phone that has no language set."""
EXTENSIONS = {"BMP": ".bmp", "PNG": ".png", "JPEG": ".jpg"}
_PICTURES = frozenset({*EXTENSIONS.values(), ".jpeg"})
#: Names that Windows keeps for devices, whatever their extension.
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})
_LONGEST = 60
_DIGEST = "~"


@dataclass(frozen=True)
class Key:
    """What a picture depends on besides its name.

    Attributes:
        firmware: ``5.9.3.2857``, or ``any``.
        language: ``English``, ``French_France``; ``any`` where the phone does not tell.
    """

    model: str
    firmware: str
    language: str

    @property
    def branch(self) -> str:
        """The first two numbers of the firmware."""
        return ".".join(map(str, Version(self.firmware).parts[:2]))

    def __str__(self) -> str:
        return f"{self.model}/{self.firmware}/{self.language}"


@dataclass(frozen=True)
class Baseline:
    """An approved picture and what it holds for."""

    path: Path
    key: Key

    @property
    def name(self) -> str:
        """Its name as the file has it."""
        return self.path.stem


@dataclass(frozen=True)
class Found:
    """The baseline that holds for a phone, and how near it is: ``exactly this firmware and language``."""

    baseline: Baseline
    how: str


def key_of(model: str, firmware: str, language: str | None) -> Key:
    """The key of a phone, from what it says of itself.

    Args:
        language: The value of lcl.ml.lang, where an empty text is English; None where the phone does not tell.
    """
    if language == _BUILT_IN:
        language = ""
    numbers = ".".join(map(str, Version(firmware).parts))
    spoken = ANY if language is None else re.sub(r"[^A-Za-z0-9_.-]+", "-", language).strip("-.") or ENGLISH
    return Key(model, numbers or ANY, spoken)


def file_stem(name: str) -> str:
    """The name of a baseline as a file name that every file system takes.

    Case, spaces, ``_`` and ``-`` do not tell names apart, as everywhere in the library. What else stands in a name
    beside ASCII letters and digits is left out, and a digest of the whole name keeps it apart from others.

    Raises:
        UsageError: The name is empty.
    """
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    form = fold(plain)
    if not form:
        raise UsageError("A baseline needs a name.", seen=f"{name!r}.", hint="Expect Baseline    idle screen")
    letters = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
    if fold(stem) == form and len(stem) <= _LONGEST and stem not in _DEVICES:
        return stem
    digest = hashlib.sha256(form.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{stem[:_LONGEST].strip('-') or 'picture'}{_DIGEST}{digest}"


def _form(stem: str) -> str:
    """The form in which file names are compared; where there is a digest, that alone."""
    before, digest, after = stem.rpartition(_DIGEST)
    return _DIGEST + after if digest and before else fold(stem)


class Store:
    """The approved pictures of one folder, which need not exist yet."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def every(self, model: str | None = None) -> Iterator[Baseline]:
        """All pictures, by model, firmware, language and name."""
        for place in sorted(self.folder.glob("*/*/*/*")):
            if place.suffix.lower() in _PICTURES and place.is_file():
                key = Key(*place.parts[-4:-1])
                if model is None or fold(key.model) == fold(model):
                    yield Baseline(place, key)

    def named(self, name: str, model: str) -> list[Baseline]:
        """The pictures of this name for a model, of all firmwares and languages."""
        form = _form(file_stem(name))
        return [baseline for baseline in self.every(model) if _form(baseline.name) == form]

    def find(self, name: str, key: Key) -> Found | None:
        """The picture that holds: of this firmware and language, else of the nearest looser one (``chain``).

        Raises:
            UsageError: Two files claim to be it.
        """
        fitting = sorted(
            ((rank, baseline) for baseline in self.named(name, key.model) if (rank := _rank(baseline.key, key))),
            key=lambda each: each[0],
        )
        if not fitting:
            return None
        best, baseline = fitting[0]
        same = [each.path for rank, each in fitting if rank == best]
        if len(same) > 1:
            raise UsageError(
                f"There are {len(same)} baselines '{name}' for {key}.",
                seen=f"{quoted(path.name for path in same)} in {baseline.path.parent}.",
                hint="keep the one that is right and delete the others.",
            )
        return Found(baseline, _how(baseline.key, key))

    def place(self, name: str, key: Key, data: bytes) -> Path:
        """Where a picture of this name and key belongs."""
        return self.folder / key.model / key.firmware / key.language / (file_stem(name) + EXTENSIONS[kind_of(data)])

    def put(self, name: str, key: Key, data: bytes) -> Path:
        """Store an approved picture; one of the same name and key, of whatever format, is replaced."""
        target = self.place(name, key, data)
        write_whole(target, data)
        for other in self.named(name, key.model):
            if other.key == key and other.path != target and not other.path.samefile(target):
                other.path.unlink()
        return target


def chain(key: Key) -> str:
    """The places that are looked at, the nearest first, in words."""
    older = [f"the nearest older {key.branch}"] if key.branch else []
    firmwares = ", then ".join(dict.fromkeys([key.firmware, *older, ANY]))
    return f"{firmwares}, each in {' or '.join(dict.fromkeys([key.language, ANY]))}"


def _rank(have: Key, want: Key) -> tuple[int, tuple[int, ...], int] | None:
    """How near a stored picture is, small is near; None when it does not hold for that phone."""
    if fold(have.language) == fold(want.language):
        language = 0
    elif fold(have.language) == ANY:
        language = 1
    else:
        return None
    if fold(have.firmware) == ANY:
        return (2, (), language)
    mine, theirs = Version(have.firmware).parts, Version(want.firmware).parts
    if not mine:
        return None
    if mine == theirs:
        return (0, (), language)
    if mine[:2] == theirs[:2] and mine < theirs:
        # Nearest first: the largest numbers, of which a shorter version is the beginning of all.
        return (1, tuple(-number for number in (*mine, *[0] * (8 - len(mine)))), language)
    return None


def _how(have: Key, want: Key) -> str:
    if fold(have.firmware) == ANY:
        firmware = "any firmware"
    elif Version(have.firmware) == Version(want.firmware):
        firmware = "exactly this firmware"
    else:
        firmware = f"the older firmware {have.firmware}, for there is none for {want.firmware}"
    return f"{firmware}, {'any language' if fold(have.language) == ANY else f'language {have.language}'}"


def write_whole(target: Path, data: bytes) -> None:
    """Write a file so that nobody ever sees half of it."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, made = tempfile.mkstemp(prefix=".", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(made).chmod(0o644)
            Path(made).replace(target)
        except BaseException:
            Path(made).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise UsageError(
            f"{target} cannot be written.", seen=f"{error.strerror or error}.", hint="may you write there?"
        ) from None
