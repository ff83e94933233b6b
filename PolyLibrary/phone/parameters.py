"""Well-known configuration parameters: for snapshots, since REST cannot list them, and for the nearest names."""

from functools import cache
from importlib import resources

_LINES = 4


@cache
def known_parameters() -> tuple[str, ...]:
    """The names of ``parameters.yaml``; ``#`` in it stands for the numbers 1 to 4."""
    from PolyLibrary.yamlfile import loads

    file = resources.files("PolyLibrary.phone") / "parameters.yaml"
    names: list[str] = loads(file.read_text(encoding="utf-8"), str(file)).plain()["parameters"]
    return tuple(
        name.replace("#", str(number)) for name in names for number in (range(1, _LINES + 1) if "#" in name else (1,))
    )
