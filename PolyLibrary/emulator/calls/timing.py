"""Seconds from the start of a call (chosen; far shorter than phones need, so that suites are quick)."""

PROCEEDS = 0.03
ARRIVES = 0.1
ALERTING = 0.02
FAILS = 0.2
NO_ANSWER = 60.0
"""Where the phone that rings does not say another time; follows the fleet's speed."""
SERVICE_ANSWERS = 1.0
SERVICE_ENDS = 2.0
MAILBOX_AFTER = 20.0
"""Until an unanswered call goes to the mailbox; follows the fleet's speed."""
RING_CYCLE = 6
"""Of one ring; forward after n rings is n of them."""
PARKED = 60.0
"""Until a parked call comes back; follows the fleet's speed."""
