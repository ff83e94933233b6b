"""Devices paired with a Trio."""

from PolyLibrary.emulator.rest.table import Ask, Reply, endpoint


@endpoint("GET", "v1/mgmt/mrpair/info")
def paired_devices(_ask: Ask) -> Reply:
    """Nothing can be paired with a virtual Trio, so the list is empty."""
    return Reply(data={"ConnectedDeviceList": []})
