"""The world around the phones: the SIP server, callers without a phone, voicemail, and what is wrong on purpose."""

import ssl
from collections.abc import Mapping
from functools import partial
from typing import Any

from PolyLibrary.emulator.calls.outside import OutsideCall
from PolyLibrary.emulator.control.asked import Asked
from PolyLibrary.emulator.control.world import World, action
from PolyLibrary.emulator.faults.catalogue import kind_named, kinds
from PolyLibrary.emulator.faults.injected import Injected
from PolyLibrary.emulator.phone import VirtualPhone
from PolyLibrary.errors import UnknownName

LONGEST_MESSAGE = 3600
STRANGER = "0004f2ffffff"
"""MAC of the certificate that a phone shows by mistake."""


@action("phones")
async def phones(world: World, asked: Asked) -> Mapping[str, Any]:
    """The phones, whether they have power, and whether they have booted and registered."""
    asked.nothing_else()
    return {
        "phones": [
            {
                "number": number,
                "label": phone.label,
                "mac": phone.mac,
                "model": phone.model.name,
                "powered": phone.life.powered,
                "ready": phone.life.ready,
            }
            for number, phone in world.phones.items()
        ]
    }


@action("sip")
async def sip(world: World, asked: Asked) -> Mapping[str, Any]:
    """The SIP server stops or runs again; with ``at_once`` the phones do not wait for their next try to register."""
    running, at_once = asked.flag("running"), asked.flag("at_once", default=False)
    asked.nothing_else()
    before = world.exchange.running
    if running:
        world.exchange.start()
        if at_once:
            for phone in world.phones.values():
                phone.desk.registration.lost()
    elif before:
        world.exchange.stop()
    return {"before": before}


@action("call")
async def call(world: World, asked: Asked) -> Mapping[str, Any]:
    """Somebody without a phone of the fleet calls a number."""
    number, to, name = asked.text("number"), asked.text("to"), asked.text("name", "")
    asked.nothing_else()
    return {"call": world.keep(world.exchange.call_from_outside(number, to, name))}


@action("outside-call")
async def outside_call(world: World, asked: Asked) -> Mapping[str, Any]:
    """How a call from outside stands, in the caller's eyes."""
    found = _call(world, asked.text("call"))
    asked.nothing_else()
    number, name = found.party
    return {"state": found.state, "reason": found.reason, "number": number, "name": name}


@action("hang-up")
async def hang_up(world: World, asked: Asked) -> Mapping[str, Any]:
    """The caller hangs up."""
    found = _call(world, asked.text("call"))
    asked.nothing_else()
    before = found.state
    found.hang_up()
    return {"before": before}


@action("voicemail")
async def voicemail(world: World, asked: Asked) -> Mapping[str, Any]:
    """A message is left in a mailbox."""
    to, length = asked.text("to"), asked.whole("length", most=LONGEST_MESSAGE)
    number, name = asked.text("number", ""), asked.text("name", "")
    asked.nothing_else()
    world.exchange.leave_voicemail(to, length, number, name)
    new, saved = world.exchange.voicemail.counts(to)
    return {"new": new, "saved": saved}


@action("clear-voicemail")
async def clear_voicemail(world: World, asked: Asked) -> Mapping[str, Any]:
    """The mailbox of a number is emptied."""
    to = asked.text("to")
    asked.nothing_else()
    mailboxes = world.exchange.voicemail
    removed = sum(mailboxes.counts(to))
    if removed:
        mailboxes.change(to, [])
    return {"removed": removed}


@action("inject")
async def inject(world: World, asked: Asked) -> Mapping[str, Any]:
    """Something goes wrong at a phone, or at all of them."""
    kind = kind_named(asked.text("fault"))
    rate = asked.number("rate", 1.0, most=1.0)
    count, after = asked.whole("count", 0), asked.whole("after", 0)
    path, part = asked.text("path", ""), asked.text("part", "")
    chosen = world.chosen(asked)
    asked.nothing_else()
    for phone in chosen:
        phone.faults.check(kind)
    for phone in chosen:
        phone.faults.inject(Injected(kind, rate, count, after, path, part), partial(_stranger, world, phone))
    return {"fault": kind.name, "says": kind.says}


@action("faults")
async def faults(world: World, asked: Asked) -> Mapping[str, Any]:
    """What is wrong on purpose, and how often it has struck."""
    chosen = world.chosen(asked)
    asked.nothing_else()
    return {
        "faults": [
            {"phone": phone.mac, "fault": fault.kind.name, "struck": fault.struck}
            for phone in chosen
            for fault in phone.faults.injected
        ]
    }


@action("clear-faults")
async def clear_faults(world: World, asked: Asked) -> Mapping[str, Any]:
    """Nothing goes wrong any more, or nothing of one kind."""
    chosen, fault = world.chosen(asked), asked.text("fault", "")
    asked.nothing_else()
    kind = kind_named(fault) if fault else None
    return {"cleared": sum(phone.faults.clear(kind) for phone in chosen)}


@action("fault-kinds")
async def fault_kinds(_world: World, asked: Asked) -> Mapping[str, Any]:
    """The faults that there are."""
    asked.nothing_else()
    return {"faults": {kind.name: kind.says for kind in kinds().values()}}


def _stranger(world: World, phone: VirtualPhone) -> ssl.SSLContext:
    return world.authority.issue(STRANGER, phone.profile["tls"]).tls


def _call(world: World, name: str) -> OutsideCall:
    found = world.calls.get(name)
    if found is None:
        raise UnknownName("call from outside", name, world.calls)
    return found
