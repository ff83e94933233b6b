"""``python -m PolyLibrary`` is ``polylab``."""

from PolyLibrary.cli.main import main

main()
