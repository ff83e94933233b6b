"""Pictures of every screen, taken from virtual phones: ``python -m PolyLibrary.emulator.gallery docs/screens``."""
