"""A screen as a test reads it: names to values."""

from typing import Any

from PolyLibrary.names import fold
from PolyLibrary.session.phone_session import PhoneSession
from PolyLibrary.session.sight.shown import map_of
from PolyLibrary.session.sight.telling import Told


def as_dict(session: PhoneSession, told: Told) -> dict[str, Any]:
    """The fields of Get Screen; ``regions`` only of a picture, which alone has places."""
    ui = told.ui
    fields: dict[str, Any] = {
        "name": told.shown.name,
        "title": ui.title,
        "items": [item.text for item in ui.items],
        "selected": ui.selected.text if ui.selected else "",
        "soft keys": [label for label in ui.soft_key_labels if fold(label) != "more"],
        "icons": dict(ui.icons),
        "line keys": {key.label: key.state for key in ui.line_keys},
        "fields": {field.name: field.value for field in ui.fields},
        "popup": next((text or title for title, text in ui.popups), ""),
        "texts": list(ui.texts),
    }
    layout = map_of(session)
    if told.frame is not None and layout is not None:
        texts = told.frame.read()
        fields["regions"] = {
            name: " ".join(text.text for text in texts if box.holds(text.box.centre))
            for name, box in layout.regions.items()
        }
    return fields
