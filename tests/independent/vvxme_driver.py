"""Runs under an interpreter that has vvxme: does with its public class what a scenario says, and tells what it said.

Usage: vvxme_driver.py SCENARIO ADDRESS:PORT[,ADDRESS:PORT] FILE, the password in VVX_PASSWORD. FILE gets one JSON
object: what the client returned by the name of the step.
"""

import ast
import importlib.metadata
import json
import os
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import requests
import vvxme

Told = dict[str, Any]

DIGITS = [f"Dialpad{digit}" for digit in range(10)]
#: Every key that the client's own menu can press.
KEYS = [
    *("ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "MicMute", "Redial", "Select", "Delete"),
    *("SoftKey1", "SoftKey2", "SoftKey3", "SoftKey4", "VolUp", "VolDown", "DialpadStar", "DialpadPound"),
    *DIGITS,
]
#: Every parameter that its menus read or set.
PARAMETERS = [
    *("call.autoAnswer.SIP", "device.font.size", "device.net.cdpEnabled", "device.net.lldpEnabled", "device.theme"),
    *("diags.pcap.enabled", "diags.pcap.remote.enabled", "feature.acousticFenceUI.enabled"),
    *("feature.usbLogging.enabled", "log.level.change.sip", "log.render.file.size", "log.render.level"),
    *("msg.mwi.1.led", "up.LineViewCallStatus.enabled", "up.Pagination.enabled", "up.screenCapture.enabled"),
    *("up.screenCapture.value", "usb.headset.config.enabled"),
]
COMPONENTS = [
    *("sip", "so", "pps", "app1", "ice", "srtp", "tls", "moh", "em", "pres", "dhcpc", "lldp", "key", "cert", "curl"),
    *("dns", "slog", "net", "cfg", "cdp", "pmt", "ares"),
]


def client(address: str, **options: Any) -> Any:
    return vvxme.vvx(address, ("Polycom", os.environ["VVX_PASSWORD"]), **options)


def identity(phone: Any) -> Told:
    told = ("model", "firmware", "macaddress", "lines", "linescount", "linestates")
    return {name: getattr(phone, name) for name in told}


def until(look: Callable[[], Any], holds: Callable[[Any], Any]) -> Any:
    """Look until it holds, and return what was seen."""
    end = time.monotonic() + 20
    while True:
        seen = look()
        if holds(seen):
            return seen
        if time.monotonic() > end:
            raise SystemExit(f"never held: {seen}")
        time.sleep(0.1)


def states(phone: Any) -> list[str]:
    return [call["CallState"] for call in phone.getCallStatusV2()["data"]]


def reads(address: str) -> Told:
    """All that the client asks a phone for."""
    phone = client(address)
    sample = re.search(r"(?m)^\{'data': \{'DeviceType'.*\}", importlib.metadata.metadata("vvxme").get_payload())
    return {
        "identity": identity(phone),
        "by http": identity(client(os.environ["VVX_HTTP"], use_https=False)),
        "sample": ast.literal_eval(sample[0].strip()),
        "device": phone.getDeviceInfoV2(),
        "network": phone.getNetwork(),
        "lines": phone.getLineInfoV2(),
        "calls": phone.getCallStatusV2(),
        "running": phone.getRunningConfig(),
        "stats": phone.getDeviceStats(),
        "network stats": phone.getNetworkStats(),
        "sessions": phone.getSessionStats(),
        "logs": phone.getCallLogs(),
        "logs by kind": {kind: phone.getCallLogs(kind) for kind in ("missed", "received", "placed")},
    }


def settings(address: str) -> Told:
    """Configuration: read, set in chunks, read back, forget; and what restarts the phone."""
    phone = client(address)
    many = {f"log.level.change.{component}": "3" for component in COMPONENTS}
    said = {
        "known": phone.getConfig({"data": PARAMETERS}),
        "unknown": phone.getConfig({"data": ["log.render.level", "no.such.parameter"]}),
        "set many": phone.setConfig({"data": many}),
        "set": {name: phone.getConfig({"data": [name]})["data"][name] for name in many},
        "refused": phone.setConfig({"data": {"log.level.change.sip": "7"}}),
        "update": phone.updateConfig(),
    }
    quiet = {"device.set": "1", "device.net.cdpEnabled.set": "1", "device.net.cdpEnabled": "0"}
    phone.setConfig({"data": {"reg.1.lineKeys": "2", **quiet}})
    said["two keys"] = identity(until(lambda: client(address), lambda seen: seen.linescount == 2))
    said["no CDP"] = [phone.getNetwork()["data"]["CDPCompability"], phone.getRunningConfig()["data"]["Network"]["CDP"]]
    said["reset"] = until(lambda: phone.resetConfig("web"), lambda seen: seen and seen["Status"] != "4001")
    said["one key"] = identity(until(lambda: client(address), lambda seen: seen.linescount == 1))
    ask = {"data": ["log.level.change.sip"]}
    said["after reset"] = until(lambda: phone.getConfig(ask), lambda seen: seen and seen["Status"] != "4001")
    return said


def calls(addresses: str) -> Told:
    """Two phones: dialled, answered, muted, held, resumed, ended; ignored and rejected."""
    caller, callee = (client(address) for address in addresses.split(","))
    number = callee.getLineInfoV2()["data"][0]["Username"]
    said = {"dial": caller.callDial(number, 1, "TEL", 0)}
    until(lambda: states(callee), lambda seen: seen == ["Offering"])
    said["ringing"] = callee.getCallStatusV2()["data"]
    said["answer"] = callee.callAnswer()
    said["connected"] = until(caller.getCallStatusV2, lambda seen: seen["data"][0]["CallState"] == "Connected")["data"]
    said["sessions"] = caller.getSessionStats()["data"]
    said["second dial"] = caller.callDial("123", 1, "TEL", 0)
    said["mute"] = caller.callMute("1")
    said["muted"] = caller.getCallStatusV2()["data"][0]["Muted"]
    said["unmute"] = caller.callMute("0")
    said["digits"] = caller.sendDTMF("12*#")
    said["hold"] = caller.callHold()
    said["held"] = [states(caller), until(lambda: states(callee), lambda seen: seen == ["CallHeld"])]
    said["end while held"] = caller.callEnd(said["connected"][0]["CallHandle"])
    said["resume"] = caller.callResume()
    said["resumed"] = [states(caller), until(lambda: states(callee), lambda seen: seen == ["Connected"])]
    said["end"] = caller.callEnd(said["connected"][0]["CallHandle"])
    said["ended"] = [states(caller), until(lambda: states(callee), lambda seen: not seen)]
    said["end again"] = caller.callEnd(said["connected"][0]["CallHandle"])
    said["placed"] = caller.getCallLogs("placed")["data"]
    caller.callDial(f"{number}@sip.lab.example", 1, "SIP", 0)
    until(lambda: states(callee), lambda seen: seen == ["Offering"])
    said["ignore"] = callee.callIgnore()
    said["ignored"] = callee.getCallStatusV2()["data"][0]["Ringing"]
    said["reject"] = callee.callReject()
    until(lambda: states(callee), lambda seen: not seen)
    said["missed"] = callee.getCallLogs("missed")["data"]
    return said


def timed(address: str) -> Told:
    """The client's own round: dial, wait for the answer, stay a second, hang up."""
    phone = client(address)
    return {"call": phone.callDial("123", 1, "TEL", 1), "calls": states(phone), "logs": phone.getCallLogs()["data"]}


def keys(address: str) -> Told:
    """Keys and text."""
    phone = client(address)
    said = {"text without a field": phone.simulateTextInput("5")}
    said["digit"] = phone.simulateKeyEvent("Dialpad1")
    said["text"] = phone.simulateTextInput("23", "false")
    said["send"] = phone.simulateKeyEvent("SoftKey1")
    said["call"] = until(phone.getCallStatusV2, lambda seen: seen["data"])["data"][0]
    said["end"] = phone.callEnd(said["call"]["CallHandle"])
    said["keys"] = {key: phone.simulateKeyEvent(key) for key in KEYS}
    said["no key"] = phone.simulateKeyEvent("NoSuchKey")
    return said


def restart(address: str) -> Told:
    """A restart and a reboot: the phone comes back with its time since the start at naught."""
    phone = client(address)
    said = {}
    for name, act in (("restart", phone.safeRestart), ("reboot", phone.safeReboot)):
        said[name] = until(act, lambda seen: seen and seen["Status"] != "4001")
        gone = until(lambda: phone.getNetworkStats() or "gone", lambda seen: seen == "gone")
        back = until(phone.getNetworkStats, lambda seen: seen is not None)
        said[f"after {name}"] = [gone, back]
    return said


def digest(address: str) -> Told:
    """Firmware that wants Digest: refused with a plain login, let in when the client is handed a Digest one."""
    plain = client(address)
    password = os.environ["VVX_PASSWORD"]
    able = vvxme.vvx(address, requests.auth.HTTPDigestAuth("Polycom", password))
    return {
        "plain": identity(plain),
        "digest": identity(able),
        "config": able.getConfig({"data": ["log.render.level"]}),
        "dial": able.callDial("123", 1, "TEL", 0) if able.getCallStatusV2() is None else "callStatus answers",
    }


if __name__ == "__main__":
    scenario, address, file = sys.argv[1:]
    found = {each.__name__: each for each in (reads, settings, calls, timed, keys, restart, digest)}
    Path(file).write_text(json.dumps(found[scenario](address)), encoding="utf-8")
