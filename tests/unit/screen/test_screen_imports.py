"""The room of pictures loads nothing heavy before it is used."""

import json
import subprocess
import sys

from PolyLibrary import screen

SCRIPT = """
import importlib, json, pkgutil, sys
from PolyLibrary import screen
names = [module.name for module in pkgutil.walk_packages(screen.__path__, "PolyLibrary.screen.")]
for name in names:
    importlib.import_module(name)
heavy = ("cv2", "numpy", "PIL", "rapidocr", "onnxruntime", "tesserocr")
print(json.dumps([len(names), [name for name in heavy if name in sys.modules]]))
"""


def test_importing_every_module_loads_no_picture_library() -> None:
    assert screen.__doc__
    ran = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True, timeout=60)
    modules, loaded = json.loads(ran.stdout)
    assert modules > 10
    assert loaded == []
