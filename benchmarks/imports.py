"""What importing the library costs over importing robot and requests, in fresh interpreters."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator

from benchmarks.child import ROOT, environment
from benchmarks.ground import Ground
from benchmarks.measure import Row, limited

ALLOWED = 0.15
HEAVY = ("cv2", "numpy", "PIL", "pydantic", "aiohttp", "ruamel", "sqlalchemy", "rapidocr", "onnxruntime")
_BASE = "import robot, requests"
_OURS = "from PolyLibrary.library import PolyLibrary"
_SCRIPT = """
import json, sys, time
started = time.perf_counter()
{what}
took = time.perf_counter() - started
print(json.dumps([took, [name for name in {heavy!r} if name in sys.modules]]))
"""


def import_time(ground: Ground) -> Iterator[Row]:
    """The best of several fresh processes each: a start can only be disturbed, never hurried."""
    count = max(2, ground.rounds // 3)
    with tempfile.TemporaryDirectory(prefix="polylab-benchmarks-") as cache:
        _fresh(f"{_BASE}; {_OURS}", cache)  # compiles everything
        pairs = [(_fresh(_BASE, cache)[0], _fresh(f"{_BASE}; {_OURS}", cache)[0]) for _ in range(count)]
        loaded = _fresh(_OURS, cache)[1]
    base, both = (min(column) for column in zip(*pairs, strict=True))
    yield limited(
        "import",
        "Import of PolyLibrary over robot and requests",
        both - base,
        ALLOWED,
        "s",
        f"at most {ALLOWED:g} s more",
        note=f"best of {count}: {both:.3f} s against {base:.3f} s",
    )
    yield Row(
        "import",
        "Heavy modules loaded at import",
        len(loaded),
        0,
        "limit",
        "modules",
        float(len(loaded)),
        "none",
        0.0,
        note=", ".join(loaded) or f"none of {', '.join(HEAVY)}",
    )


def _fresh(what: str, cache: str) -> tuple[float, list[str]]:
    """Seconds that the import takes in a new interpreter, and the heavy modules it leaves loaded.

    Args:
        cache: Folder of the bytecode. An environment that forbids to write any would have each import compile anew.
    """
    script = _SCRIPT.format(what=what, heavy=HEAVY)
    place = {**environment(), "PYTHONPYCACHEPREFIX": cache}
    place.pop("PYTHONDONTWRITEBYTECODE", None)
    ran = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env=place,
        cwd=ROOT,
        timeout=60,
    )
    took, loaded = json.loads(ran.stdout)
    return took, loaded
