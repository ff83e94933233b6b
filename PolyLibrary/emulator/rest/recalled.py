"""Endpoints that people remember and no source proves; they exist only with switch ``recalled_endpoints``.

Their paths and fields are the emulator's own.
"""

from PolyLibrary.emulator.rest.skype import NOT_SUPPORTED, lync
from PolyLibrary.emulator.rest.table import Ask, Reply, endpoint
from PolyLibrary.emulator.uploads import upload

MOST_CONTACTS = 500
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
    if number not in contacts and len(contacts) >= MOST_CONTACTS:
        return Reply("4003")
    contacts[number] = name
    return Reply()


@endpoint("POST", "v1/mgmt/contact/delete")
def delete_contact(ask: Ask) -> Reply:
    """Take a number out of the contacts; 4011 when it is not there."""
    number = ask.field("Number")
    if not number:
        return Reply("4000")
    return Reply() if ask.phone.contacts.pop(number, None) is not None else Reply("4011")


@endpoint("POST", "v1/mgmt/log/upload")
async def upload_log(ask: Ask) -> Reply:
    """Send the application log to a URL."""
    url = ask.field("URL")
    if not url or not url.strip():
        return Reply("4006")
    return Reply() if await upload(url.strip(), ask.phone.log.content(), "text/plain") else Reply("5000")
