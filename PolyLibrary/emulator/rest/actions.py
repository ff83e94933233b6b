"""Restart, update of the configuration, Skype sign-in."""

from PolyLibrary.emulator.rest.table import Ask, Reply, endpoint

NOT_SUPPORTED = Reply("4004")


@endpoint("POST", "v1/mgmt/safeRestart")
def safe_restart(ask: Ask) -> Reply:
    """Restart when the last call has ended."""
    ask.phone.life.request("restart")
    return Reply()


@endpoint("POST", "v1/mgmt/updateConfiguration")
def update_configuration(ask: Ask) -> Reply:
    """Ask the provisioning server again; the reply does not wait for it."""
    ask.phone.update_configuration()
    return Reply()


def _lync(ask: Ask) -> bool:
    return ask.phone.config.text("device.baseProfile") == "Lync"


@endpoint("POST", "v1/mgmt/skype/signIn", holds_turn=False)
async def sign_in(ask: Ask) -> Reply:
    """Sign in; the reply comes when the service has answered, and holds up nobody."""
    if not _lync(ask):
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
    if not _lync(ask):
        return NOT_SUPPORTED
    ask.phone.skype.sign_out()
    return Reply()
