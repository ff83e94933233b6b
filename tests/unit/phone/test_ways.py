"""What was found out of a phone's ways serves whoever opens it again."""

import pytest
from phone_stub import ok, phone_at

from PolyLibrary.errors import Unreachable
from PolyLibrary.phone.ways import Ways


def test_plain_http_and_basic_are_known_the_second_time(serve, soon):
    ways = Ways()
    stub = serve(lambda asked: ok([]), login=True)
    first = phone_at(http=stub, ways=ways)
    first.calls.status(soon)
    assert (ways.scheme, ways.login) == ("http", "basic")
    asked = len(stub.asked)
    second = phone_at(http=stub, ways=ways)
    second.calls.status(soon)
    assert len(stub.asked) == asked + 1
    assert len(first.transport.steps.last(9, kind="warning")) == 1
    assert second.transport.steps.last(9, kind="warning") == []


def test_what_nobody_told_is_found_out_anew(serve, soon):
    stub = serve(lambda asked: ok([]), login=True)
    for _ in range(2):
        phone_at(http=stub).calls.status(soon)
    assert len(stub.asked) == 4


def test_another_address_is_another_phone(serve, soon):
    ways = Ways()
    stub, other = (serve(lambda asked: ok([]), login=True) for _ in range(2))
    phone = phone_at(http=stub, ways=ways)
    phone.calls.status(soon)
    phone.transport.address = phone_at(http=other).address
    phone.calls.status(soon)
    assert [bool(asked.login) for asked in other.asked] == [False, True]


def test_a_phone_that_moved_back_to_https_is_found(serve, soon):
    """Nothing listens on the port of plain HTTP any more: HTTPS is tried, and remembered."""
    ways = Ways(scheme="http", login="basic")
    stub = serve(lambda asked: ok([]), login=True)
    stub.close()
    with pytest.raises(Unreachable, match=r"ports \d+ and \d+ are closed"):
        phone_at(http=stub, ways=ways).calls.dial("1", soon)
    assert ways.scheme is None
