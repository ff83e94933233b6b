"""All that the GUI may see of its phone and ask of it: the phone behind ``gui.port.PhonePort``."""

from PolyLibrary.emulator.ports.calls import CallAdapter
from PolyLibrary.emulator.ports.contacts import ContactAdapter
from PolyLibrary.emulator.ports.features import FeatureAdapter
from PolyLibrary.emulator.ports.settings import SettingsAdapter


class ScreenPort(CallAdapter, FeatureAdapter, ContactAdapter, SettingsAdapter):
    """The adapter of one phone."""
