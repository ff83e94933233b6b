"""The table of transitions, row by row, over three phones."""

import pytest
from handset import Handset
from stage import Stage

TALK = ("A dials B", "B sees Offering 1", "B answers", "A sees Connected 1*", "B sees Connected 1*")
CONSULT = (
    *TALK,
    "A presses Transfer",
    "A sees CallHold 2, Dialtone 1*",
    "B sees CallHeld 1*",
    "A dials C",
    "C sees Offering 1",
    "A sees CallHold 2, RingBack 1*",
)
TALKED = (*CONSULT, "C is rung by A", "C answers", "A sees CallHold 2, Connected 1*", "C sees Connected 1*")
ADDING = (
    *TALK,
    "A presses Conference",
    "A sees CallConfHold 0, Dialtone 1*",
    "B sees CallHeld 1*",
    "A dials C",
    "C sees Offering 1",
    "A sees CallConfHold 0, RingBack 1*",
)
READY = (*ADDING, "C answers", "A sees CallConfHold 0, Connected 1*", "C sees Connected 1*")
JOINED = (
    *READY,
    "A joins",
    "A sees CallConference 0, CallConference 1*",
    "B sees Connected 1*",
    "C sees Connected 1*",
)
TWO_CALLS = (
    *TALK,
    "C dials A",
    "A sees Connected 1*, Offering 2",
    "C sees RingBack 1*",
    "A answers",
    "A sees CallHold 2, Connected 1*",
    "B sees CallHeld 1*",
    "C sees Connected 1*",
)

ROWS: dict[str, tuple[str, ...]] = {
    "01 off hook": (*TALK, "A goes off hook", "A sees CallHold 2, Dialtone 1*", "B sees CallHeld 1*"),
    "02 it rings": ("A goes off hook", "A dials B", "A sees RingBack 1*", "B sees Offering 1", "A lists nothing"),
    "02 digit map": ("A goes off hook", "A types 1002", "A sees RingBack 1*", "B sees Offering 1"),
    "03 cancel": (
        *("A dials B", "B sees Offering 1", "A ends", "A sees nothing", "B sees nothing"),
        *("A lists Placed B", "B lists Missed A"),
    ),
    "04 answer": (*TALK, "A talks to B", "A ends", "A lists Placed B talked", "B lists Received A talked"),
    "05 reject": (
        *("A dials B", "B sees Offering 1", "B rejects", "A sees Disconnected 1*", "A was told Busy"),
        *("B sees nothing", "A lists Placed B", "B lists Missed A", "A sees nothing"),
    ),
    "06 ignore": ("A dials B", "B sees Offering 1", "B ignores", "B sees Offering 1", "A sees RingBack 1*"),
    "08 busy": (
        "A dials 5552000",
        "A sees Setup 1*",
        "A sees Disconnected 1*",
        "A was told Busy",
        "A lists Placed 5552000",
    ),
    "08 invalid": ("A dials 6999", "A sees Disconnected 1*", "A was told Not Found", "A lists Placed 6999"),
    "08 own number": ("A dials A", "A sees Disconnected 1*", "A was told Busy", "A lists Placed A"),
    "09 the caller ends": (*TALK, "A ends", "A sees nothing", "B sees Disconnected 1*", "B sees nothing"),
    "09 the callee ends": (
        *(*TALK, "B ends", "B sees nothing", "A sees Disconnected 1*", "A sees nothing"),
        *("A lists Placed B talked", "B lists Received A talked"),
    ),
    "10 hold": (*TALK, "A holds", "A sees CallHold 1*", "B sees CallHeld 1*"),
    "11 resume": (*TALK, "A holds", "B sees CallHeld 1*", "A resumes", "A sees Connected 1*", "B sees Connected 1*"),
    "12 both hold": (*TALK, "A holds", "B holds", "A sees CallHold 1*", "B sees CallHold 1*"),
    "13 one resumes": (
        *(*TALK, "A holds", "B holds", "B resumes", "B sees CallHeld 1*", "A sees CallHold 1*"),
        *("A resumes", "A sees Connected 1*", "B sees Connected 1*"),
    ),
    "14, 15 call waiting": TWO_CALLS,
    "16 a second call": (
        *TALK,
        "A dials C",
        "A sees CallHold 2, RingBack 1*",
        "B sees CallHeld 1*",
        "C sees Offering 1",
    ),
    "17 swap": (
        *(*TWO_CALLS, "A resumes 1", "A sees Connected 1*, CallHold 2", "B sees Connected 1*", "C sees CallHeld 1*"),
        *("A resumes 2", "A sees CallHold 2, Connected 1*", "B sees CallHeld 1*", "C sees Connected 1*"),
    ),
    "18 end the active one": (
        *(*TWO_CALLS, "A ends", "A sees CallHold 1*", "C sees nothing", "B sees CallHeld 1*"),
        *("A lists Received C talked", "A resumes", "A sees Connected 1*", "B sees Connected 1*"),
    ),
    "19 transfer pressed": (*TALK, "A presses Transfer", "A sees CallHold 2, Dialtone 1*", "B sees CallHeld 1*"),
    "20, 23 blind": (
        *(*TALK, "A presses Transfer", "A chooses Blind", "A dials C", "C sees Offering 1", "C is rung by B"),
        *("A sees nothing", "B sees Connected 1*", "C answers", "C sees Connected 1*", "C talks to B", "B talks to C"),
        *("A lists Placed B talked", "C ends", "B lists Received A talked", "C lists Received B talked"),
    ),
    "20 blind, the transferor was called": (
        *(*TALK, "B presses Transfer", "B chooses Blind", "B dials C", "C sees Offering 1", "B sees nothing"),
        *("A sees Connected 1*", "C answers", "A talks to C", "C talks to A"),
    ),
    "21 blind, busy": (
        *(*TALK, "A presses Transfer", "A chooses Blind", "A dials 5552000", "A reads transfer failed"),
        *("A sees CallHold 1*", "B sees CallHeld 1*", "A resumes", "B sees Connected 1*"),
    ),
    "21 blind, to oneself": (
        *(*TALK, "A presses Transfer", "A chooses Blind", "A dials A", "A reads transfer failed"),
        *("A sees CallHold 1*", "B sees CallHeld 1*", "A resumes", "B sees Connected 1*"),
    ),
    "21 blind, to the other party": (
        *(*TALK, "A presses Transfer", "A chooses Blind", "A dials B", "A reads transfer failed"),
        *("A sees CallHold 1*", "B sees CallHeld 1*", "A resumes", "B sees Connected 1*"),
    ),
    "22 blind, rejected": (
        *(*TALK, "A presses Transfer", "A chooses Blind", "A dials C", "C sees Offering 1", "A sees nothing"),
        *("C rejects", "B sees Disconnected 1*", "C lists Missed B", "B lists Received A talked"),
    ),
    "24 consult": CONSULT,
    "25, 23 semi-attended": (
        *(*CONSULT, "A completes", "A sees nothing", "B sees Connected 1*", "C sees Offering 1", "C is rung by B"),
        *("C answers", "C talks to B", "B talks to C", "B sees Connected 1*", "C sees Connected 1*"),
        *("A lists Placed B talked, Placed C", "B ends", "C lists Received B talked"),
    ),
    "26 answered": TALKED,
    "27 attended": (
        *(*TALKED, "A completes", "A sees nothing", "B sees Connected 1*", "C sees Connected 1*"),
        *("B talks to C", "C talks to B", "A lists Placed B talked, Placed C talked"),
        *("B ends", "C sees Disconnected 1*", "B lists Received A talked", "C lists Received A talked"),
    ),
    "28 cancel at the dial tone": (
        *(*TALK, "A presses Transfer", "A sees CallHold 2, Dialtone 1*", "A cancels"),
        *("A sees Connected 1*", "B sees Connected 1*", "A lists nothing"),
    ),
    "28 cancel while it rings": (
        *(*CONSULT, "A cancels", "A sees Connected 1*", "B sees Connected 1*", "C sees nothing"),
        *("A lists Placed C", "C lists Missed A"),
    ),
    "28 cancel after talking": (
        *(*TALKED, "A cancels", "A sees Connected 1*", "B sees Connected 1*", "C sees nothing"),
        *("A lists Placed C talked", "C lists Received A talked"),
    ),
    "29 rejected": (
        *(*CONSULT, "C rejects", "A sees CallHold 1*, Disconnected 2", "A sees CallHold 1*", "B sees CallHeld 1*"),
        *("A lists Placed C", "C lists Missed A", "A resumes", "B sees Connected 1*"),
    ),
    "29 hung up": (*TALKED, "C ends", "A sees CallHold 1*, Disconnected 2", "A sees CallHold 1*", "B sees CallHeld 1*"),
    "29 busy": (
        *(*TALK, "A presses Transfer", "A dials 5552000", "A sees CallHold 1*, Disconnected 2"),
        *("A was told Busy", "A sees CallHold 1*", "B sees CallHeld 1*"),
    ),
    "30 to a held call": (
        *(*TWO_CALLS, "A connects 2 to 1", "A sees nothing", "B sees Connected 1*", "C sees Connected 1*"),
        *("B talks to C", "C talks to B", "A lists Placed B talked, Received C talked"),
    ),
    "31 the transferee hangs up": (*CONSULT, "B ends", "A sees Disconnected 2, RingBack 1*", "A sees RingBack 1*"),
    "31 after the answer": (*TALKED, "B ends", "A sees Connected 1*", "C sees Connected 1*"),
    "43 conference pressed": (
        *TALK,
        "A presses Conference",
        "A sees CallConfHold 0, Dialtone 1*",
        "B sees CallHeld 1*",
    ),
    "44 the third rings and answers": READY,
    "45 joined": JOINED,
    "45 two calls joined": (*TWO_CALLS, "A joins", "A sees CallConference 0, CallConference 1*", "B sees Connected 1*"),
    "46 hold": (
        *(*JOINED, "A holds", "A sees CallConfHold 0, CallConfHold 1*", "B sees CallHeld 1*", "C sees CallHeld 1*"),
        *("A resumes", "A sees CallConference 0, CallConference 1*", "B sees Connected 1*", "C sees Connected 1*"),
    ),
    "47 a member holds": (
        *(*JOINED, "B holds", "A sees CallConfHeld 0, CallConference 1*", "B sees CallHold 1*", "C sees Connected 1*"),
        *("B resumes", "A sees CallConference 0, CallConference 1*"),
    ),
    "48 split": (*JOINED, "A splits", "A sees CallHold 2, CallHold 1*", "B sees CallHeld 1*", "C sees CallHeld 1*"),
    "49 the owner ends": (
        *(*JOINED, "A ends", "A sees nothing", "B sees Connected 1*", "C sees Connected 1*", "B talks to C"),
        *("A lists Placed B talked, Placed C talked", "B ends", "C sees Disconnected 1*"),
    ),
    "50 a member leaves": (*JOINED, "C ends", "A sees Connected 1*", "B sees Connected 1*", "A lists Placed C talked"),
    "50 the first leaves": (*JOINED, "B ends", "A sees Connected 1*", "A talks to C", "A lists Placed B talked"),
    "50 a member is removed": (*JOINED, "A removes 1", "A sees Connected 1*", "B sees Disconnected 1*", "A talks to C"),
    "51 rejected": (
        *ADDING,
        "C rejects",
        "A sees CallHold 1*, Disconnected 2",
        "A sees CallHold 1*",
        "B sees CallHeld 1*",
    ),
    "51 cancelled": (*ADDING, "A cancels", "A sees Connected 1*", "B sees Connected 1*", "C lists Missed A"),
    "52 a third member": (
        *(*JOINED, "A presses Conference 1", "A reads conference full"),
        "A sees CallConference 0, CallConference 1*",
    ),
}


@pytest.mark.parametrize("name", ROWS)
def test_row(stage: Stage, name: str) -> None:
    stage.play(*ROWS[name])


SLOW: dict[str, tuple[str, ...]] = {
    "07 no answer": (
        *("A dials B", "B sees Offering 1", "A sees Disconnected 1*", "A was told No answer", "B sees nothing"),
        *("A lists Placed B", "B lists Missed A"),
    ),
    "22 blind, never answered": (
        *(*TALK, "A presses Transfer", "A chooses Blind", "A dials C", "C sees Offering 1", "A sees nothing"),
        *("B sees Disconnected 1*", "B was told No answer", "C sees nothing", "C lists Missed B"),
    ),
    "37 forward on no answer": (
        *("B forwards no answer to C", "A dials B", "B sees Offering 1", "C sees Offering 1", "B sees nothing"),
        *("A sees RingBack 1*", "B lists Missed A", "C answers", "A talks to C", "C talks to A"),
    ),
}


@pytest.mark.usefixtures("fast")
@pytest.mark.parametrize("name", SLOW)
def test_row_that_waits(stage: Stage, name: str) -> None:
    stage.play(*SLOW[name])


def test_49_both_are_over_where_the_phone_says_so(stage: Stage, alice: Handset) -> None:
    alice.configure(call__transferOnConferenceEnd="0")
    stage.play(*JOINED, "A ends", "A sees nothing", "B sees Disconnected 1*", "C sees Disconnected 1*")
