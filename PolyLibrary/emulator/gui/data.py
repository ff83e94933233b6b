"""The GUI's tables: geometry, colours, soft keys, keys and texts live in YAML beside the code.

Each file is read once for the whole process: hundreds of phones share it.
"""

from functools import lru_cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@lru_cache(maxsize=16)
def table(name: str) -> dict[str, Any]:
    """The content of ``<name>.yaml`` in this folder; the caller must not change it."""
    from ruamel.yaml import YAML

    loaded = YAML(typ="safe", pure=True).load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))
    return dict(loaded)


def text(key: str, **parts: object) -> str:
    """A text of texts.yaml, with its ``{parts}`` filled in."""
    return str(table("texts")[key]).format(**parts)
