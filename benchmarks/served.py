"""The child of the fleet measurement: ``fleet N`` starts N virtual phones, ``bare`` a bare aiohttp handler.

It writes one JSON line when it is up and one for every line that it is sent, and ends with its input.
"""

import asyncio
import json
import math
import os
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.load import keep_to_one_cpu

PASSWORD = "789"
BODY = b'{"data": [], "Status": "2000"}'
PROBED = 8
"""How many phones get requests."""


def memory() -> float:
    """Resident memory of this process in MB: its peak on macOS, unknown (nan) where the system tells neither."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    if sys.platform == "darwin":
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    return math.nan


def say(**values: Any) -> None:
    print(json.dumps(values), flush=True)


def attend() -> None:
    """Tell the CPU seconds used so far, as often as asked."""
    for _ in sys.stdin:
        say(cpu=time.process_time())


def serve_fleet(count: int) -> None:
    """N virtual phones, with HTTP and HTTPS each, in this process."""
    from PolyLibrary.emulator.fleet import Fleet, PhoneSetup

    setups = [PhoneSetup(name=f"P{number}", number=str(2000 + number), password=PASSWORD) for number in range(count)]
    with Fleet() as fleet:
        before, started = memory(), time.perf_counter()
        reached = fleet.start(setups)
        took, after = time.perf_counter() - started, memory()
        where = [(reach.host, reach.http_port, reach.https_port) for reach in reached[:PROBED]]
        say(where=where, took=took, before=before, after=after)
        attend()


def serve_bare() -> None:
    """The least that aiohttp can do: one handler, one constant answer."""
    from aiohttp import web

    from PolyLibrary.emulator.certificates import CertificateAuthority

    async def handler(_: web.BaseRequest) -> web.StreamResponse:
        return web.Response(body=BODY, content_type="application/json")

    async def serve() -> None:
        server = web.Server(handler)
        loop = asyncio.get_running_loop()
        tls = CertificateAuthority().issue("0004f2000000").tls
        ports = []
        for context in (None, tls):
            opened = await loop.create_server(server, "127.0.0.1", 0, ssl=context)
            ports.append(opened.sockets[0].getsockname()[1])
        say(where=[("127.0.0.1", *ports)] * PROBED)
        await asyncio.to_thread(attend)
        await server.shutdown(1)

    asyncio.run(serve())


def main() -> None:
    keep_to_one_cpu()
    if sys.argv[1] == "fleet":
        serve_fleet(int(sys.argv[2]))
    else:
        serve_bare()


if __name__ == "__main__":
    main()
