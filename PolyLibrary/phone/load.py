"""How busy a phone is: processor and memory."""

from dataclasses import dataclass

from PolyLibrary.phone.fields import decimal, first, mapping, surprise, text, whole


@dataclass(frozen=True)
class Load:
    """Processor load in percent, memory in bytes."""

    cpu: float
    cpu_average: float
    memory: int
    memory_used: int
    memory_free: int
    ram_disk: int


def parse_load(data: object) -> Load:
    """``data`` of device/stats; BadReply when it is none."""
    fields = mapping(data, "device statistics")
    cpu = mapping(first(fields, "CPU"), "processor load")
    memory = mapping(first(fields, "Memory"), "memory use")
    now, average = decimal(cpu, "Current"), decimal(cpu, "Average")
    if now is None or average is None or not text(memory, "Total"):
        raise surprise("device statistics", data, "CPU Current and Average, and Memory Total")
    return Load(
        cpu=now,
        cpu_average=average,
        memory=whole(memory, "Total"),
        memory_used=whole(memory, "Used"),
        memory_free=whole(memory, "Free"),
        ram_disk=whole(fields, "RAMDiskSize"),
    )
