"""A phone of a lab file, for commands that need one."""

import os
from typing import TYPE_CHECKING

from PolyLibrary.errors import UnknownName, UsageError
from PolyLibrary.names import fold

if TYPE_CHECKING:
    from PolyLibrary.lab.entries import LabPhone

LAB = "POLYLAB_LAB"


def lab_entry(phone: str, lab_file: str | None) -> "LabPhone":
    """The phone of a lab file, by name."""
    from PolyLibrary.lab.labfile import load_lab
    from PolyLibrary.lab.openlab import VIRTUAL, find_lab_file

    text = lab_file or os.environ.get(LAB)
    if not text or text.strip().casefold() == VIRTUAL:
        raise UsageError(
            f"Which lab knows '{phone}'?",
            hint=f"--lab FILE, or set {LAB}; polylab emulate --write-lab FILE starts virtual phones that stay.",
        )
    lab = load_lab(find_lab_file(text, None))
    entry = next((entry for name, entry in lab.phones.items() if fold(name) == fold(phone)), None)
    if entry is None:
        raise UnknownName("phone", phone, lab.phones, where=f"in {text}", plural="phones of the lab")
    return entry
