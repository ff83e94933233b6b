"""Importing the library and listing its keywords loads little and touches nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = (
    "cv2",
    "numpy",
    "PIL",
    "pydantic",
    "ruamel",
    "aiohttp",
    "cryptography",
    "rapidocr",
    "onnxruntime",
    "sqlalchemy",
)
NO_NETWORK = """
import socket
def refuse(*args, **kwargs):
    raise AssertionError("the network was touched")
socket.socket.connect = socket.socket.bind = socket.socket.connect_ex = refuse
socket.create_connection = socket.getaddrinfo = refuse
"""
TELL = f"""
import sys
loaded = [name for name in {HEAVY!r} if name in sys.modules]
print("LOADED", *loaded)
"""


def run(code: str, folder: Path, *arguments: str) -> str:
    """What Python prints for ``code`` in an empty folder, with nothing of our environment."""
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": os.environ["PYTHONPATH"], "HOME": str(folder)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert list(folder.iterdir()) == [], "a file was written"
    return done.stdout


@pytest.mark.parametrize(
    "use",
    [
        "import PolyLibrary",
        "import PolyLibrary.library",
        "from PolyLibrary import PolyLibrary; PolyLibrary()",
        "from PolyLibrary import PolyLibrary; PolyLibrary(phone='alice', lab='nowhere.yaml')",
    ],
)
def test_an_import_loads_nothing_heavy_and_touches_no_network(use: str, tmp_path: Path) -> None:
    assert run(f"{NO_NETWORK}\n{use}\n{TELL}", tmp_path).splitlines()[-1] == "LOADED"


def test_the_bare_package_loads_not_even_robot(tmp_path: Path) -> None:
    code = "import sys, PolyLibrary; print([n for n in ('robot', 'requests', 'robotlibcore') if n in sys.modules])"
    assert run(code, tmp_path).strip() == "[]"


def test_libdoc_lists_the_keywords_without_network_or_pictures(tmp_path: Path) -> None:
    code = f"{NO_NETWORK}\nfrom robot.libdoc import libdoc_cli\nlibdoc_cli(['PolyLibrary', 'list'], exit=False)\n{TELL}"
    printed = run(code, tmp_path).splitlines()
    assert printed[-1] == "LOADED"
    assert {"Tap", "Dial", "Expect Call State", "Open Phones", "Set Config"} <= set(printed)
    assert len(printed) > 50
