"""Names of phones that are addresses."""

import pytest

from PolyLibrary.session.several.hosts import host_and_port


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("10.1.2.3", ("10.1.2.3", None)),
        ("10.1.2.3:8443", ("10.1.2.3", 8443)),
        ("2001:DB8::1", ("2001:db8::1", None)),
        ("[2001:db8::1]", ("2001:db8::1", None)),
        ("[2001:db8::1]:8443", ("2001:db8::1", 8443)),
        ("fe80::1%eth0", ("fe80::1%eth0", None)),
    ],
)
def test_addresses(text: str, found: tuple[str, int | None]) -> None:
    assert host_and_port(text) == found


@pytest.mark.parametrize(
    "text",
    ["alice", "alice:VVX600", "bob:site:berlin", "10.1.2", "10.1.2.300", "10.1.2.3:x", "phone.lab:443", "", "[x]"],
)
def test_names(text: str) -> None:
    assert host_and_port(text) is None
