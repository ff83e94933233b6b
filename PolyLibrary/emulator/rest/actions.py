"""Restart, reboot, resets, update of the configuration. All of them wait for the last call."""

import asyncio

from PolyLibrary.emulator.rest.table import Ask, Handler, Reply, endpoint


@endpoint("POST", "v1/mgmt/safeRestart")
def safe_restart(ask: Ask) -> Reply:
    """Restart when the last call has ended."""
    ask.phone.life.request("restart")
    return Reply()


@endpoint("POST", "v1/mgmt/safeReboot")
def safe_reboot(ask: Ask) -> Reply:
    """Reboot when the last call has ended."""
    ask.phone.life.request("reboot")
    return Reply()


@endpoint("POST", "v1/mgmt/factoryReset")
def factory_reset(ask: Ask) -> Reply:
    """Forget everything and reboot; REST is off afterwards, until the phone is provisioned again."""
    ask.phone.life.request("factory")
    return Reply()


def _reset(*sources: str) -> Handler:
    def handler(ask: Ask) -> Reply:
        ask.phone.reset(*sources)
        return Reply()

    return handler


# All but what provisioning gives, so the phone stays reachable.
endpoint("POST", "v1/mgmt/configReset")(_reset("local", "web", "device", "cloud"))
for _source in ("local", "web", "device", "cloud"):
    endpoint("POST", f"v1/mgmt/configReset/{_source}")(_reset(_source))


@endpoint("POST", "v1/mgmt/updateConfiguration")
async def update_configuration(ask: Ask) -> Reply:
    """Ask the provisioning server again; the reply does not wait for it, but may take its own time."""
    takes = ask.phone.profile.number("update_takes")
    if takes:
        await asyncio.sleep(takes)
    if ask.phone.life.up:
        ask.phone.update_configuration()
    return Reply()
