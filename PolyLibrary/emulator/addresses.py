"""Addresses, MACs and file limits of a fleet."""

import itertools
import socket
import zlib
from collections.abc import Callable, Collection, Iterator
from functools import cache

NETWORK = "127.77"
PER_SUBNET = 250
ORDINARY = "127.0.0.1"
OUI = "64167f"


@cache
def own_addresses() -> bool:
    """Whether this machine has all of 127.0.0.0/8 (Linux, Windows), or only 127.0.0.1 (macOS)."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        try:
            probe.bind((f"{NETWORK}.0.1", 0))
        except OSError:
            return False
    return True


def hosts() -> Iterator[str]:
    """An address of its own for each phone; the ordinary one where there are no others."""
    if not own_addresses():
        yield from itertools.repeat(ORDINARY)
    for number in itertools.count():
        yield f"{NETWORK}.{number // PER_SUBNET}.{1 + number % PER_SUBNET}"


def mac_for(label: str, number: str, taken: Collection[str]) -> str:
    """A MAC that stays the same from run to run and that no other phone of the fleet has."""
    start = zlib.crc32(f"{label}/{number}".encode()) & 0xFFFFFF
    macs = (f"{OUI}{(start + step) & 0xFFFFFF:06x}" for step in itertools.count())
    return next(mac for mac in macs if mac not in taken)


def raise_file_limit() -> None:
    """Each phone has two listening sockets: take all the files that the system allows."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY or soft >= hard != resource.RLIM_INFINITY:
        return
    wanted = 65536 if hard == resource.RLIM_INFINITY else hard
    _ignoring(lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard)))


def _ignoring(act: Callable[[], None]) -> None:
    try:
        act()
    except (ValueError, OSError):
        # The system allows less than it says (macOS): the soft limit stays as it was.
        return
