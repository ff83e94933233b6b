"""What a call may do, as plain data, written from the fact sheet apart from the emulator's code.

For the table of rows and for model checks: the next words that are legal after each word, and what the other
faces show for a word.
"""

from collections.abc import Mapping

NEW = ""
"""Before the call."""
GONE = "gone"
"""After the call."""

HELD = frozenset({"CallHold", "CallHeld"})
CONFERENCE = frozenset({"CallConference", "CallConfHold", "CallConfHeld"})
TALK = frozenset({"Connected"}) | HELD | CONFERENCE

NEXT: Mapping[str, frozenset[str]] = {
    # A call begins off hook, dialled, ringing, or in talk when it is fetched from another phone or barged into.
    NEW: frozenset(
        {"Dialtone", "Setup", "Offering", "Connected", "CallHeld", "CallConference", "CallConfHeld", "CallRemoteActive"}
    ),
    "Dialtone": frozenset({"Setup", GONE}),
    "Setup": frozenset({"Proceeding", "Disconnected", GONE}),
    # A mailbox and some services answer without a ring.
    "Proceeding": frozenset({"RingBack", "Connected", "CallHold", "CallHeld", "Disconnected", GONE}),
    # Of two calls that are answered at once one goes on hold.
    "RingBack": frozenset({"Connected", "CallHold", "Disconnected", GONE}),
    # The caller may be a transferred party that holds.
    "Offering": frozenset({"Connected", "CallHeld", GONE}),
    "Connected": HELD | CONFERENCE | {"Disconnected", GONE},
    "CallHold": frozenset({"Connected", "CallHeld", "CallConference", "CallConfHold", "CallConfHeld"})
    | {"Disconnected", GONE},
    "CallHeld": frozenset({"Connected", "CallHold", "CallConference", "CallConfHold", "CallConfHeld"})
    | {"Disconnected", GONE},
    "CallConference": frozenset({"Connected", "CallConfHold", "CallConfHeld"}) | HELD | {GONE, "Disconnected"},
    "CallConfHold": frozenset({"Connected", "CallConference", "CallConfHeld"}) | HELD | {GONE, "Disconnected"},
    "CallConfHeld": frozenset({"Connected", "CallConference", "CallConfHold"}) | HELD | {GONE, "Disconnected"},
    "CallRemoteActive": frozenset({GONE}),
    "Disconnected": frozenset({GONE}),
}

RINGING = frozenset({"Offering"})
"""Ringing is 1 only here, and 0 even here once the call is ignored."""
PORTLESS = frozenset({"Dialtone", "Offering", "Disconnected", "CallRemoteActive"})
"""RTPPort 0, RTCPPort 1."""
MEDIA: Mapping[str, frozenset[str]] = {
    "Dialtone": frozenset({"inactive"}),
    "Setup": frozenset({"sendrecv"}),
    "Proceeding": frozenset({"sendrecv"}),
    "RingBack": frozenset({"sendrecv"}),
    "Offering": frozenset({"sendonly"}),
    "Connected": frozenset({"sendrecv"}),
    "CallHold": frozenset({"sendonly", "inactive"}),
    "CallHeld": frozenset({"recvonly"}),
    "CallConference": frozenset({"sendrecv"}),
    "CallConfHold": frozenset({"sendonly", "inactive"}),
    "CallConfHeld": frozenset({"recvonly"}),
    "CallRemoteActive": frozenset({"inactive"}),
    "Disconnected": frozenset({"inactive"}),
}
POLLING = {"Proceeding": "Setup"}
"""Words that polling calls otherwise; calls that are over are absent there."""
UNTOLD = frozenset({"Proceeding", "CallRemoteActive"})
"""Words without a CallStateChange event."""

# REST verbs and the words in which they are allowed; in any other they answer 4003.
ALLOWED: Mapping[str, frozenset[str]] = {
    "answerCall": frozenset({"Offering"}),
    "rejectCall": frozenset({"Offering"}),
    "ignoreCall": frozenset({"Offering"}),
    "holdCall": frozenset({"Connected", "CallHeld", "CallConference"}),
    "resumeCall": frozenset({"CallHold", "CallConfHold"}),
    "mute": frozenset({"Connected", "CallConference"}),
    "sendDTMF": frozenset({"Connected", "CallConference"}),
    "transferCall": frozenset({"Connected", "CallHold", "CallHeld"}),
    "endCall": frozenset(NEXT) - {NEW, "Offering", "CallHold", "CallConfHold", "CallRemoteActive"},
}
