"""Virtual phones of a test's own, reached over the network by a lab file with a password that is known."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from PolyLibrary.emulator.fleet import Fleet, PhoneSetup
from PolyLibrary.lab.labfile import write_lab
from PolyLibrary.lab.virtual import CAST, entry_of

PASSWORD = "hazelnut-77"


@contextmanager
def lab_of(folder: Path, *, real: bool = False, names: tuple[str, ...] = ("alice", "bob")) -> Iterator[Path]:
    """A lab file for a fleet that lives as long as the ``with``.

    Args:
        real: Whether the file says nothing of the phones being emulated.
    """
    folder.mkdir(parents=True, exist_ok=True)
    setups = [PhoneSetup(name=name.capitalize(), number=CAST[name], password=PASSWORD) for name in names]
    with Fleet() as fleet:
        reached = fleet.start(setups)
        entries = [entry_of(name, reach, PASSWORD) for name, reach in zip(names, reached, strict=True)]
        if real:
            entries = [replace(entry, virtual=None) for entry in entries]
        file = folder / "lab.yaml"
        write_lab(file, entries)
        yield file


def stub_lab(folder: Path, ports: Mapping[str, int], **changes: Mapping[str, str]) -> Path:
    """A lab file for phones that speak HTTP on loopback ports; ``changes`` are made to the entry of that name."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = ["phones:"]
    for unused, (name, port) in enumerate(ports.items(), 1):
        entry = {"host": "127.0.0.1", "http_port": str(port), "https_port": str(unused), "scheme": "http"}
        entry |= {"model": "VVX600", "password": PASSWORD, **changes.get(name, {})}
        lines.append(f"  {name}: {json.dumps(entry)}")
    file = folder / "lab.yaml"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    file.chmod(0o600)
    return file
