"""Pictures that wait for approval: kept by a run in its output folder, read by ``polylab baseline``.

Each is two files in ``<output folder>/baseline-candidates``: the picture as it came, and a JSON file that says what it
is for. The JSON file is written last, so a candidate is whole or not there.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PolyLibrary.errors import UsageError
from PolyLibrary.models import model as model_named
from PolyLibrary.screen.picture import kind_of
from PolyLibrary.session.baseline.baseline_compare import Scope
from PolyLibrary.session.baseline.baseline_store import ANY, EXTENSIONS, Key, Store, file_stem, write_whole
from PolyLibrary.terms import Region

FOLDER = "baseline-candidates"
_FORMAT = 1
_FIRMWARE = re.compile(rf"\d+(\.\d+)*|{ANY}")
_LANGUAGE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")


@dataclass(frozen=True)
class Candidate:
    """A picture that a run has kept.

    Attributes:
        folder: The folder of approved pictures that it is for.
        why: What the check found, in a few words.
        scope: What of the screen counted.
        phone: The phone, as the log names it.
        suite, test: Which test took it; the test is empty in a suite's setup.
        at: When, as ``2026-08-30T12:00:00``.
        file: Its JSON file; empty until it is kept.
    """

    name: str
    key: Key
    data: bytes
    folder: Path
    why: str
    phone: str
    suite: str
    test: str
    at: str
    scope: Scope = field(default_factory=Scope)
    file: Path = Path()

    @property
    def store(self) -> Store:
        return Store(self.folder)

    @property
    def target(self) -> Path:
        """The file that it becomes when it is approved."""
        return self.store.place(self.name, self.key, self.data)

    @property
    def place(self) -> Path:
        """What it would take the place of, whatever the format."""
        return self.target.with_suffix("")

    @property
    def code(self) -> str:
        """What names exactly this picture under this name and key, on every machine; safe in every shell."""
        stem = file_stem(self.name)
        return f"{stem}.{hashlib.sha256(f'{self.key}/{stem}'.encode() + self.data).hexdigest()[:8]}"

    @property
    def picture(self) -> Path:
        """Where its picture lies."""
        return self.file.with_suffix(EXTENSIONS[kind_of(self.data)])

    def drop(self) -> None:
        """It is approved, or nobody wants it."""
        # The JSON file first: a picture alone is no candidate.
        self.file.unlink(missing_ok=True)
        self.picture.unlink(missing_ok=True)


def keep(candidate: Candidate, output: Path) -> Path:
    """Keep a picture for approval in a run's output folder; returns the picture's path.

    What the same test has kept for the same place and phone is replaced.
    """
    forget(candidate, output)
    file = _file(candidate, output)
    picture = file.with_suffix(EXTENSIONS[kind_of(candidate.data)])
    write_whole(picture, candidate.data)
    scope = candidate.scope
    told = {
        "format": _FORMAT,
        "name": candidate.name,
        "model": candidate.key.model,
        "firmware": candidate.key.firmware,
        "language": candidate.key.language,
        "picture": picture.name,
        "sha256": hashlib.sha256(candidate.data).hexdigest(),
        "folder": str(candidate.folder.absolute()),
        "from here": _from_here(candidate.folder),
        "why": candidate.why,
        "phone": candidate.phone,
        "suite": candidate.suite,
        "test": candidate.test,
        "at": candidate.at,
        "region": list(scope.region) if scope.region is not None else None,
        "masks": {name: list(mask) for name, mask in scope.masks.items()},
        "tolerance": scope.tolerance,
    }
    write_whole(file, (json.dumps(told, indent=1) + "\n").encode())
    return picture


def forget(candidate: Candidate, output: Path) -> None:
    """The check holds: what the same test kept before for the same place and phone waits no longer."""
    file = _file(candidate, output)
    file.unlink(missing_ok=True)
    for extension in EXTENSIONS.values():
        file.with_suffix(extension).unlink(missing_ok=True)


def _file(candidate: Candidate, output: Path) -> Path:
    whose = (candidate.phone.split(" ", 1)[0], candidate.suite, candidate.test, str(candidate.place))
    digest = hashlib.sha256("\n".join(whose).encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return output / FOLDER / f"{candidate.key.model}-{file_stem(candidate.name)}-{digest}.json"


def _from_here(folder: Path) -> str:
    """The folder seen from the working directory; empty when it lies elsewhere."""
    try:
        return folder.absolute().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return ""


def waiting(results: Path) -> Iterator[Candidate]:
    """All candidates below a folder, the newest last.

    Raises:
        UsageError: A file is no candidate, or its picture is another one than it says.
    """
    files = [file for file in results.rglob("*.json") if file.parent.name == FOLDER]
    yield from sorted((_read(file) for file in files), key=lambda each: (each.at, each.file))


def _read(file: Path) -> Candidate:
    try:
        told = json.loads(file.read_bytes())
        picture = file.parent / Path(str(told["picture"])).name
        data = picture.read_bytes()
        if hashlib.sha256(data).hexdigest() != told["sha256"] or kind_of(data) not in EXTENSIONS:
            raise ValueError(f"{picture.name} is not the picture that was kept")
        if told["format"] != _FORMAT:
            raise ValueError(f"format {told['format']} is not known")
        candidate = Candidate(
            name=_text(told, "name"),
            key=_key(told),
            data=data,
            folder=_folder(told),
            why=_text(told, "why"),
            phone=_text(told, "phone"),
            suite=_text(told, "suite"),
            test=_text(told, "test"),
            at=_text(told, "at"),
            scope=_scope(told),
            file=file,
        )
        file_stem(candidate.name)
    except (OSError, KeyError, TypeError, ValueError, UsageError) as error:
        what = f"no {error}" if isinstance(error, KeyError) else getattr(error, "strerror", None) or error
        raise UsageError(
            f"{file} is no picture that waits for approval.",
            seen=f"{what}.",
            hint="delete it, and run the test again.",
        ) from None
    return candidate


def _text(told: Mapping[str, Any], name: str) -> str:
    value = told[name]
    if not isinstance(value, str):
        raise TypeError(f"{name} is {value!r}")
    return value


def _key(told: Mapping[str, Any]) -> Key:
    """The key, of which each part becomes a folder: nothing that leads elsewhere."""
    key = Key(model_named(_text(told, "model")).name, _text(told, "firmware"), _text(told, "language"))
    if not _FIRMWARE.fullmatch(key.firmware) or not _LANGUAGE.fullmatch(key.language):
        raise ValueError(f"'{key.firmware}' and '{key.language}' are no firmware and language")
    return key


def _folder(told: Mapping[str, Any]) -> Path:
    """Where the approved pictures are: where the run had them, else the same place below the working directory."""
    there = Path(_text(told, "folder"))
    if there.parent.is_dir():
        return there
    here = Path(_text(told, "from here"))
    return Path.cwd() / here if here.parts and not here.is_absolute() and ".." not in here.parts else there


def _scope(told: Mapping[str, Any]) -> Scope:
    region, tolerance = told["region"], told["tolerance"]
    return Scope(
        None if region is None else _region(region),
        {str(name): _region(mask) for name, mask in dict(told["masks"]).items()},
        None if tolerance is None else float(tolerance),
    )


def _region(numbers: list[int]) -> Region:
    return Region(*(int(number) for number in numbers))
