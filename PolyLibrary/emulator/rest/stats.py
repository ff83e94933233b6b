"""Load and memory of the phone. The figures are the emulator's own; their fields and forms are captured."""

import math

from PolyLibrary.emulator.rest.table import Ask, Reply, endpoint
from PolyLibrary.emulator.rest.touch import held

RAM_DISK = 64 * 1024 * 1024
_SHARES = {"Used": 0.62, "Cached": 0.21}


@endpoint("GET", "v1/mgmt/device/stats")
async def device_stats(ask: Ask) -> Reply:
    """CPU in percent with one decimal, memory in bytes; a call costs some."""
    phone = ask.phone
    if phone.profile.says("touch_needs_ta") and not phone.config.on("httpd.ta.enabled"):
        if phone.profile["ta_off"] == "hangs":
            await held(ask)
        return Reply("5000")
    seconds = phone.life.seconds_up
    load = 8 * sum(leg.live for leg in phone.desk.legs)
    wave = math.sin(seconds / 7)
    total = int(phone.profile["memory_mb"]) * 1024 * 1024
    used = int(total * _SHARES["Used"] * (1 + 0.02 * math.sin(seconds / 300)))
    cached = int(total * _SHARES["Cached"])
    return Reply(
        data={
            "CPU": {"Current": f"{min(100.0, 6 + 3 * wave + load):.1f}", "Average": f"{min(100.0, 5.5 + load):.1f}"},
            "Memory": {
                "Total": str(total),
                "Used": str(used),
                "Free": str(total - used),
                "Cached": str(cached),
                "SReclaim": "0",
                "ComAS": "0",
                "polyapp": _heap(total // 8),
                "pgui": _heap(total // 16),
            },
            "RAMDiskSize": str(RAM_DISK),
        }
    )


def _heap(arena: int) -> dict[str, str]:
    free = arena // 9
    return {"arena": str(arena), "hblkhd": str(arena // 5), "uordblks": str(arena - free), "fordblks": str(free)}
