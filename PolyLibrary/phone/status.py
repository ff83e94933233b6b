"""The Status codes of the REST API: what each means and what to do (facts: status codes)."""

from typing import NamedTuple


class StatusCode(NamedTuple):
    """One code in words."""

    meaning: str
    advice: str = ""


OK = "2000"
BUSY = "4001"
NO_CALL = "4007"
FACTORY_PASSWORD = "4010"

CODES = {
    "2000": StatusCode("success"),
    "4000": StatusCode("invalid input parameters", "check names, types and spelling of the data sent."),
    "4001": StatusCode("device busy", "the phone cannot take the request now; try again later."),
    "4002": StatusCode("line not registered", "wait for the registration, or use another line."),
    "4003": StatusCode("operation not allowed", "the call or the phone is not in a state that allows this."),
    "4004": StatusCode("operation not supported", "this model, firmware or base profile lacks it."),
    "4005": StatusCode("line does not exist", "check the line number; the first line is 1."),
    "4006": StatusCode("URLs not configured", "give the URL, or configure it on the phone."),
    "4007": StatusCode("call does not exist", "the call has ended, or its reference is wrong."),
    "4008": StatusCode("configuration export failed", "can the phone reach the URL, and may it write there?"),
    "4009": StatusCode("input size limit exceeded", "send at most 20 parameters in one request."),
    "4010": StatusCode("default password not allowed", "change the factory password of the phone first."),
    "4011": StatusCode("contact not found", "check the contact's name."),
    "4400": StatusCode("bad request", "check the data sent."),
    "4403": StatusCode("forbidden", "this login may not do that."),
    "5000": StatusCode("failed to process the request", "see the phone's log for the reason."),
    "5500": StatusCode("internal server error", "see the phone's log for the reason."),
}


def meaning(status: str) -> str:
    """The code in words; ``no known code`` for others."""
    code = CODES.get(status)
    return code.meaning if code else "no known code"


def advice(status: str) -> str:
    code = CODES.get(status)
    return code.advice if code else ""
