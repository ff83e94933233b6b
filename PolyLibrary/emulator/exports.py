"""A phone's configuration as a file: one element, an attribute for each parameter that some source sets."""

from collections.abc import Mapping
from xml.sax.saxutils import quoteattr

from PolyLibrary.emulator.config import Config

KINDS: Mapping[str, tuple[str, ...]] = {
    "ALL": ("config", "cloud", "sip", "web", "local", "device"),
    "CONFIG": ("config",),
    "DEVICE": ("device",),
    "WEB": ("web",),
    "LOCAL": ("local",),
}
"""What each ConfigType holds; of several sources the value in force is written."""


def exported(config: Config, kind: str) -> bytes:
    """The file of a ConfigType. Passwords are written empty, as they read back."""
    sources = KINDS[kind]
    names = sorted({name for source in sources for name in config.of_source(source)})
    rows = []
    for name in names:
        known = config.parameter(name)
        value = config.text(name) if len(sources) > 1 else config.of_source(sources[0])[name]
        shown = "" if known is not None and known.secret else value
        rows.append(f"\t\t{name}={quoteattr(shown)}")
    body = "\n".join(["\t<ALL", *rows, "\t/>"]) if rows else "\t<ALL/>"
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f"{head}\n<PHONE_CONFIG>\n{body}\n</PHONE_CONFIG>\n".encode()
