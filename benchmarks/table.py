"""The results for people and for scripts."""

import json
import math
import platform
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from os import cpu_count
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.measure import Row

_PACKAGES = ("polylibrary", "robotframework", "requests", "aiohttp", "opencv-python-headless", "rapidocr")


def machine() -> str:
    """One line on the machine and the versions."""
    packages = ", ".join(f"{name} {_version(name)}" for name in _PACKAGES)
    return f"{platform.platform()}, {cpu_count()} CPUs, Python {platform.python_version()}, {packages}"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "(not installed)"


def show(rows: Sequence[Row], console: Console) -> None:
    """The table, and the notes of its rows below it."""
    table = Table(title="PolyLibrary: figures to reach", show_lines=False)
    table.add_column("what", overflow="fold")
    table.add_column("ours", justify="right", no_wrap=True)
    table.add_column("peer or limit", justify="right")
    table.add_column("ratio", justify="right", no_wrap=True)
    table.add_column("figure to reach")
    for row in rows:
        peer = "-" if row.peer is None else f"{_value(row.peer, row.unit)} ({row.against})"
        table.add_row(row.what, _value(row.ours, row.unit), peer, _ratio(row), row.goal)
    console.print(table)
    for row in rows:
        if row.note:
            console.print(f"{row.what}: {row.note}", style="dim", markup=False, highlight=False, soft_wrap=True)
    console.print(machine(), markup=False, highlight=False, soft_wrap=True)


def _value(value: float, unit: str) -> str:
    if math.isnan(value):
        return "-"
    if unit == "s" and value < 1:
        return f"{value:.3f} s"
    counted = unit in ("requests", "modules", "connections") and value == int(value)
    digits = 0 if counted or value >= 1000 else 1 if value >= 10 else 2
    return f"{value:,.{digits}f} {unit}".rstrip()


def _ratio(row: Row) -> str:
    if row.ratio is None:
        return "-"
    # In words as well: a colour does not survive a file.
    return f"{row.ratio:.2f}" if row.reached is not False else f"[bold red]{row.ratio:.2f} missed[/]"


def write_json(rows: Sequence[Row], file: Path) -> None:
    """All rows with their full numbers; a value that is missing is null."""
    data: dict[str, Any] = {"machine": machine(), "rows": [row.as_dict() for row in rows]}
    for row in data["rows"]:
        row.update({key: None for key, value in row.items() if isinstance(value, float) and math.isnan(value)})
    file.write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")
