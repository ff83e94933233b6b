"""The phone behind the screen.

The GUI knows its phone only through this protocol, so that it can be drawn and touched in a test without any
network, exchange or log behind it. The phone calls ``Gui.changed()`` whenever something here has changed.
"""

from typing import Protocol

from PolyLibrary.emulator.gui.ports.calls import CallDirection, CallPort, CallView, LogEntry, LogKind, Step
from PolyLibrary.emulator.gui.ports.contacts import Contact, ContactPort
from PolyLibrary.emulator.gui.ports.features import FeaturePort, ForwardKind, ForwardView, LineView, Mailbox
from PolyLibrary.emulator.gui.ports.settings import SettingsPort

__all__ = [
    "CallDirection",
    "CallView",
    "Contact",
    "ForwardKind",
    "ForwardView",
    "LineView",
    "LogEntry",
    "LogKind",
    "Mailbox",
    "PhonePort",
    "Step",
]


class PhonePort(CallPort, FeaturePort, ContactPort, SettingsPort, Protocol):
    """All of it."""
