"""Endpoints that people remember and no source proves; they exist only with switch ``recalled_endpoints``.

Their paths and fields are the emulator's own.
"""

from dataclasses import replace

from PolyLibrary.emulator.gui.ports.contacts import Contact
from PolyLibrary.emulator.rest.skype import NOT_SUPPORTED, lync
from PolyLibrary.emulator.rest.table import Ask, Reply, endpoint
from PolyLibrary.emulator.uploads import upload

_REFUSALS = {"no number": "4000", "directory full": "4003"}
_TYPES = ("Consultative", "Blind")
_PRESENCES = ("Available", "Busy", "DoNotDisturb", "BeRightBack", "Away", "Offline")


@endpoint("POST", "v1/mgmt/transferType/set")
def set_transfer_type(ask: Ask) -> Reply:
    """How the Transfer key begins, stored like any parameter of source web."""
    kind = ask.field("Type")
    if kind not in _TYPES:
        return Reply("4000")
    ask.phone.config.set({"call.defaultTransferType": kind})
    return Reply()


@endpoint("POST", "v1/mgmt/setPresence")
def set_presence(ask: Ask) -> Reply:
    """Show a presence until the sign-out."""
    if not lync(ask):
        return NOT_SUPPORTED
    word = ask.field("Presence")
    if word not in _PRESENCES:
        return Reply("4000")
    if not ask.phone.skype.address:
        return Reply("4003")
    ask.phone.skype.presence = word
    return Reply()


@endpoint("POST", "v1/mgmt/contact/add")
def add_contact(ask: Ask) -> Reply:
    """Put a number into the phone's own contacts."""
    name, number = ask.field("Name"), ask.field("Number")
    if not name or not number or max(len(name), len(number)) > 256:
        return Reply("4000")
    contacts = ask.phone.contacts
    first, _, last = name.strip().rpartition(" ")
    known = contacts.of_number(number.strip())
    # A single word is a first name, as on the screen of a phone that sorts by last names.
    wanted = Contact(first or last, last if first else "", number)
    if known is not None:
        wanted = replace(wanted, favorite=known.favorite, key=known.key)
    refusal = contacts.store(wanted)
    if not refusal:
        ask.phone.changed()
    return Reply(_REFUSALS[refusal] if refusal else "2000")


@endpoint("POST", "v1/mgmt/contact/delete")
def delete_contact(ask: Ask) -> Reply:
    """Take a number out of the contacts; 4011 when it is not there."""
    number = ask.field("Number")
    if not number:
        return Reply("4000")
    known = ask.phone.contacts.of_number(number.strip())
    if known is None:
        return Reply("4011")
    ask.phone.contacts.delete(known.key)
    ask.phone.changed()
    return Reply()


@endpoint("POST", "v1/mgmt/log/upload")
async def upload_log(ask: Ask) -> Reply:
    """Send the application log to a URL."""
    url = ask.field("URL")
    if not url or not url.strip():
        return Reply("4006")
    return Reply() if await upload(url.strip(), ask.phone.log.content(), "text/plain") else Reply("5000")
