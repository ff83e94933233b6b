"""What ``polylab baseline`` says of pictures, at the terminal and to scripts."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from rich.table import Table
from rich.text import Text

from PolyLibrary.cli.table import console
from PolyLibrary.cli.waiting import Waiting
from PolyLibrary.errors import PolyError
from PolyLibrary.session.baseline.baseline_candidates import Candidate
from PolyLibrary.session.baseline.baseline_compare import in_words, read_baseline
from PolyLibrary.session.baseline.baseline_store import Baseline
from PolyLibrary.session.baseline.baselines import shown


def describe(one: Waiting) -> str:
    """One picture that waits, in a few lines."""
    candidate = one.candidate
    lines = [f"'{candidate.name}' of {candidate.key} ({candidate.code})", f"  {verdict(one)}"]
    lines += [f"  taken by {origin(each)}" for each in one.origins]
    if one.found is not None:
        lines.append(f"  baseline now: {shown(one.found.baseline.path)} ({one.found.how})")
    lines += [f"  another picture waits for the same place: {other.candidate.code}" for other in one.rivals]
    return "\n".join(map(_printable, lines))


def verdict(one: Waiting) -> str:
    """How the new picture stands to the old one, in one sentence."""
    if one.trouble:
        return one.trouble
    if one.old is None or one.comparison is None:
        return f"new, {one.new}: nothing has been approved yet"
    words = in_words(one.old, one.new, one.candidate.scope, one.comparison)
    return f"same as the baseline now: {words}" if one.comparison.same else words


def origin(candidate: Candidate) -> str:
    """Who took a picture: phone, test and time."""
    test = f"{candidate.suite}: {candidate.test}" if candidate.test else f"the setup of {candidate.suite}"
    return f"{candidate.phone}, {test}, {candidate.at.replace('T', ' ')}"


def waiting_json(one: Waiting) -> dict[str, Any]:
    """One picture that waits, for a script."""
    candidate = one.candidate
    return {
        "code": candidate.code,
        "name": candidate.name,
        "model": candidate.key.model,
        "firmware": candidate.key.firmware,
        "language": candidate.key.language,
        "verdict": verdict(one),
        "picture": str(candidate.picture),
        "baseline": str(one.found.baseline.path) if one.found else None,
        "becomes": str(candidate.target),
        "taken": [{"phone": each.phone, "suite": each.suite, "test": each.test, "at": each.at} for each in one.origins],
        "rivals": [other.candidate.code for other in one.rivals],
    }


def print_approved(stored: Sequence[Baseline]) -> None:
    """A table of the approved pictures, and how many they are."""
    if stored:
        table = _table("name", "model", "firmware", "language", "picture", "file")
        for each in stored:
            key = each.key
            _row(table, each.name, key.model, key.firmware, key.language, _picture(each.path), str(each.path))
        console().print(table)
    click.echo(f"{_count(len(stored), 'approved picture')}.")


def print_waiting(waits: Sequence[Waiting]) -> None:
    """A table of what waits, and what to do with it."""
    if not waits:
        click.echo("Nothing waits for approval.")
        return
    table = _table("waits", "model", "firmware", "language", "what", "taken by")
    for each in waits:
        key, candidate = each.candidate.key, each.candidate
        _row(table, candidate.code, key.model, key.firmware, key.language, candidate.why, origin(candidate))
    console().print(table)
    waits_ = "waits" if len(waits) == 1 else "wait"
    click.echo(f"{_count(len(waits), 'picture')} {waits_} for approval: polylab baseline approve")


def _picture(path: Path) -> str:
    try:
        return str(read_baseline(path))
    except PolyError as error:
        return f"broken: {error.seen}"


def _table(*heads: str) -> Table:
    table = Table(box=None, pad_edge=False)
    for head in heads:
        table.add_column(head, overflow="fold")
    return table


def _row(table: Table, *cells: str) -> None:
    # As Text: names may hold what rich takes for markup.
    table.add_row(*(Text(_printable(cell)) for cell in cells))


def _printable(text: str) -> str:
    """Names may hold what a terminal would obey."""
    return "".join(letter if letter.isprintable() else "?" for letter in text)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
