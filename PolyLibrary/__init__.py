"""GUI-test automation of Poly/Polycom phone screens for Robot Framework.

Nothing is imported here until it is asked for, so that ``import PolyLibrary.phone`` in a plain Python
script never loads Robot Framework.
"""

from typing import Any


def __getattr__(name: str) -> Any:
    if name == "PolyLibrary":
        from PolyLibrary.library import PolyLibrary

        return PolyLibrary
    if name == "Hands":
        from PolyLibrary.hands import Hands

        return Hands
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
