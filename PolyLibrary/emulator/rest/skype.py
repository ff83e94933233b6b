"""Skype for Business: sign-in, presence, the location for emergency calls. Base profile Lync only."""

from PolyLibrary.emulator.rest.table import Ask, Reply, endpoint

NOT_SUPPORTED = Reply("4004")
LOCATION = (
    "Country",
    "StreetGroup",
    "House Number",
    "State",
    "Place Type",
    "District",
    "Add. Info",
    "Road SubSection",
    "City",
    "Neighbourhood Block",
    "Landmark",
    "Post Box",
    "Division",
    "Street",
    "Road Section",
    "Street1",
    "Street2",
    "Place Name",
    "House Num. Suff.",
    "Zip Code",
    "Road Pre Modifier",
    "Road Post Modifier",
    "Building",
    "Unit",
    "Floor",
    "Additional Code",
    "Room",
    "Postal Name",
    "Seat",
    "Road",
    "Road Branch",
)


def lync(ask: Ask) -> bool:
    """Whether the phone has the base profile that knows these endpoints."""
    return ask.phone.config.text("device.baseProfile") == "Lync"


@endpoint("POST", "v1/mgmt/skype/signIn", holds_turn=False, holds_turn_if="signin_holds")
async def sign_in(ask: Ask) -> Reply:
    """Sign in; the reply comes when the service has answered."""
    if not lync(ask):
        return NOT_SUPPORTED
    address, user, password = (ask.field(name) for name in ("Address", "User", "Password"))
    if not (address and user and password):
        return Reply("4000")
    skype = ask.phone.skype
    if skype.address:
        return Reply("4003")
    return Reply() if await skype.sign_in(address) else Reply("5000")


@endpoint("POST", "v1/mgmt/skype/signOut")
def sign_out(ask: Ask) -> Reply:
    """Sign out; fine when nobody is signed in."""
    if not lync(ask):
        return NOT_SUPPORTED
    ask.phone.skype.sign_out()
    return Reply()


@endpoint("GET", "v1/mgmt/getPresence")
def get_presence(ask: Ask) -> Reply:
    """The word stands beside Status, without ``data``."""
    if not lync(ask):
        return NOT_SUPPORTED
    skype = ask.phone.skype
    if not skype.address:
        return Reply("4003")
    desk = ask.phone.desk
    word = skype.presence
    if not word:
        talking = any(leg.live for leg in desk.legs)
        word = "DoNotDisturb" if desk.dnd else "Busy" if talking else "Available"
    return Reply(beside={"Presence": word})


@endpoint("GET", "v1/mgmt/location/info")
def location_info(ask: Ask) -> Reply:
    """The civic address, all fields empty: no location service stands behind the emulator."""
    return Reply(data=dict.fromkeys(LOCATION, "")) if lync(ask) else NOT_SUPPORTED
