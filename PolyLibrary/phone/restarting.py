"""What the client knows of parameters that restart a phone, from ``restarting.yaml``; read at first use."""

from fnmatch import fnmatchcase
from functools import cache
from importlib import resources
from typing import Literal, get_args

Need = Literal["live", "restart", "reboot"]


def need_of(parameter: str) -> Need:
    """What a change of this parameter asks of the phone; ``live`` for those that nobody has listed."""
    return next((need for name, need in _table() if fnmatchcase(parameter, name)), "live")


@cache
def _table() -> tuple[tuple[str, Need], ...]:
    from PolyLibrary.yamlfile import loads

    file = resources.files("PolyLibrary.phone") / "restarting.yaml"
    entries: list[dict[str, str]] = loads(file.read_text(encoding="utf-8"), str(file)).plain()["parameters"]
    needs: dict[str, Need] = {need: need for need in get_args(Need)}
    return tuple((entry["name"], needs[entry["needs"]]) for entry in entries)
