"""The page on which old and new pictures are looked at: one HTML file that loads nothing from anywhere."""

import base64
import hashlib
import os
import re
import shlex
import subprocess
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from PolyLibrary.cli.baselinetext import origin, verdict
from PolyLibrary.cli.waiting import Waiting, default_results
from PolyLibrary.screen.picture import as_png
from PolyLibrary.session.baseline.baseline_compare import Side, difference_png, share
from PolyLibrary.session.baseline.baselines import shown
from PolyLibrary.terms import Region, Size

_TEMPLATE = Path(__file__).with_name("baselinepage.html")
_INLINE = re.compile(r"<(style|script)>(.*?)</\1>", re.DOTALL)


def page_of(waits: Sequence[Waiting], folders: Sequence[Path]) -> str:
    """The page.

    Args:
        folders: Where the results lie, for the command line that approves.
    """
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    source = _TEMPLATE.read_text(encoding="utf-8")
    command = ["polylab", "baseline", "approve"]
    if [*folders] != default_results():
        command += [word for folder in folders for word in ("--results", shown(folder))]
    command.append("--yes")
    return environment.from_string(source).render(
        waiting=[_card(number, one) for number, one in enumerate(waits, 1)],
        command=subprocess.list2cmdline(command) if os.name == "nt" else shlex.join(command),
        folder=str(Path.cwd()),
        made=datetime.now().strftime("%Y-%m-%d %H:%M"),
        policy=_policy(source),
    )


def _policy(source: str) -> str:
    """Only the page's own style and script, by their digests: whatever stands in a name, nothing else ever runs."""
    digests = {
        kind: base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        for kind, text in _INLINE.findall(source)
    }
    script, style = (f"{kind}-src 'sha256-{digests[kind]}'" for kind in ("script", "style"))
    return f"default-src 'none'; img-src data:; {script}; {style}; base-uri 'none'; form-action 'none'"


def _card(number: int, one: Waiting) -> dict[str, Any]:
    candidate, comparison = one.candidate, one.comparison
    size = one.new.size
    scope = candidate.scope
    panels = []
    if one.old is not None:
        panels.append(_panel("old", "Approved now", f"the approved picture of {candidate.name}", one.old))
    panels.append(_panel("new", "New", f"the new picture of {candidate.name}", one.new))
    if one.old is not None and comparison is not None and not comparison.same:
        text = f"{len(comparison.boxes)} places, {share(comparison.share)} of what counts"
        panel = _panel("difference", "Difference", f"what differs in {candidate.name}: {text}", one.new)
        panel["png"] = _base64(difference_png(one.old, one.new, comparison, both=False))
        panels.append(panel)
    return {
        "number": number,
        "code": candidate.code,
        "name": candidate.name,
        "key": candidate.key,
        "kind": "new" if one.found is None else "same" if comparison and comparison.same else "changed",
        "verdict": verdict(one),
        "origins": [origin(each) for each in one.origins],
        "target": shown(candidate.target),
        "found": one.found and f"{shown(one.found.baseline.path)} ({one.found.how})",
        "rivals": [other.candidate.code for other in one.rivals],
        "panels": panels,
        "masks": [_box(mask, size) for mask in scope.masks.values()],
        "region": _box(scope.region, size) if scope.region is not None else None,
        "blinks": one.old is not None and one.old.size == size,
    }


def _panel(kind: str, title: str, alt: str, side: Side) -> dict[str, Any]:
    size = side.size
    return {
        "kind": kind,
        "title": title,
        "alt": alt,
        "width": size.width,
        "height": size.height,
        "format": side.kind,
        "png": _base64(as_png(side.data)),
    }


def _box(region: Region, size: Size) -> dict[str, int]:
    left, top = max(0, region.left), max(0, region.top)
    right, bottom = min(size.width, region.right), min(size.height, region.bottom)
    return {"x": left, "y": top, "width": max(0, right - left), "height": max(0, bottom - top)}


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
