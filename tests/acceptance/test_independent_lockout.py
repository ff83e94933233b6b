"""Five wrong logins lock a virtual phone for its time, as curl sees it.

Which logins count together is a rule of the emulator; the numbers (five within 60 s, for 60 s) are of the phones.
The clock runs fast: the 60 s of the lock are over in three. What has to be seen during the lock is asked for in one
run of curl, so that no test depends on how fast the machine is.
"""

import re
from collections.abc import Iterator

import pytest
from outside import USER, Emulated, Said, curl, emulated, needs
from processes import until

WRONG = "Polycom:walnut-88"
WEB_LOGIN = "/form-submit/auth.htm"
POST = ("-X", "POST", "-d", "")
FAST = ("--speed", "20")

pytestmark = needs("curl")


@pytest.fixture(scope="module")
def phones(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Emulated]]:
    folder = tmp_path_factory.mktemp("lock")
    old = dict.fromkeys(("old", "other", "counted", "pages", "off", "late"), "VVX600")
    new = dict.fromkeys(("new", "web", "later"), "VVX450")
    with (
        emulated(folder / "own", old | new, *FAST) as own,
        emulated(folder / "edge", {"edge": "VVX350", "edge too": "VVX350"}, "--firmware", "8.6", *FAST) as edge,
    ):
        yield own | edge


def asks(*requests: tuple[object, ...]) -> Said:
    """Several requests in one run of curl, one after the other on one connection."""
    options: list[object] = []
    for request in requests:
        # Limits and headers are options of each transfer.
        options += ["--next", "-sS", "--noproxy", "*", "--max-time", "20", "-D", "/dev/stderr", *request]
    return curl(*options[6:])


def wrong(phone: Emulated, times: int, way: str = "--basic") -> list[tuple[object, ...]]:
    return [(way, "-u", WRONG, phone.url())] * times


@pytest.mark.parametrize("name", ["old", "new"])
def test_five_wrong_basic_logins(phones: dict[str, Emulated], name: str) -> None:
    phone = phones[name]
    said = asks(
        *wrong(phone, 5),
        ("--basic", "-u", USER, phone.url()),
        (phone.url(),),
        ("--basic", "-u", USER, phone.url("/index.htm")),
        ("--basic", "-u", USER, phones["other"].url()),
    )
    assert said.codes == (401,) * 5 + (403, 403, 403, 200), "the right one too is refused; another phone goes on"
    assert b"403 Forbidden" in said.body


def test_five_wrong_digest_logins(phones: dict[str, Emulated]) -> None:
    phone = phones["edge"]
    said = asks(*wrong(phone, 5, "--digest"), ("--digest", "-u", USER, phone.url()))
    assert said.codes == (401, 401) * 5 + (403,), "each try is a request without a login, and one that counts"


def test_four_wrong_logins_do_not_lock_and_a_right_one_clears_the_count(phones: dict[str, Emulated]) -> None:
    phone = phones["counted"]
    right = ("--basic", "-u", USER, phone.url())
    said = asks(*wrong(phone, 4), right, *wrong(phone, 4), right)
    assert said.codes == (401, 401, 401, 401, 200) * 2


def test_requests_without_a_login_do_not_count(phones: dict[str, Emulated]) -> None:
    phone = phones["counted"]
    said = asks(*[(phone.url(),)] * 12, ("--basic", "-u", USER, phone.url()))
    assert said.codes == (401,) * 12 + (200,)


def test_rest_web_pages_and_pictures_count_together(phones: dict[str, Emulated]) -> None:
    phone = phones["pages"]
    switch = '{"data": {"up.screenCapture.enabled": "1", "up.screenCapture.value": "1"}}'
    set_it = ("-u", USER, "-d", switch, phone.url("/api/v1/mgmt/config/set"))
    assert curl(*set_it).text == '{"Status": "2000"}'
    page, picture = phone.url("/index.htm"), phone.url("/captureScreen/mainScreen")
    said = asks(
        *wrong(phone, 2),
        *[("--basic", "-u", WRONG, where) for where in (page, picture, picture)],
        ("--basic", "-u", USER, phone.url()),
    )
    assert said.codes == (401,) * 5 + (403,)


def test_the_web_login_says_how_long(phones: dict[str, Emulated]) -> None:
    phone = phones["web"]
    login = phone.url(WEB_LOGIN)
    said = asks(
        *[("--basic", "-u", WRONG, *POST, login)] * 5,
        ("--basic", "-u", USER, *POST, login),
        ("--basic", "-u", USER, phone.url()),
    )
    assert said.codes == (200,) * 6 + (403,)
    states = re.findall(r"lockparams\|([A-Z_]+)\|(\d+)", said.text)
    first, last = states[:5], states[5]
    assert first == [*[("INVALID_LOGIN", "0")] * 3, ("ONE_ATTEMPT_LEFT", "0"), ("LOCKEDFOR", "60")]
    assert last[0] == "LOCKED"
    assert 0 < int(last[1]) <= 60


def test_the_lock_can_be_switched_off(phones: dict[str, Emulated]) -> None:
    phone = phones["off"]
    off = ("-u", USER, "-d", '{"data": {"httpd.cfg.lockWebUI.enable": "0"}}', phone.url("/api/v1/mgmt/config/set"))
    assert curl(*off).text == '{"Status": "2000"}'
    said = asks(*wrong(phone, 8), ("--basic", "-u", USER, phone.url()))
    assert said.codes == (401,) * 8 + (200,)


def test_every_lock_ends_by_itself(phones: dict[str, Emulated]) -> None:
    late = {"late": "--basic", "later": "--basic", "edge too": "--digest"}
    for name, way in late.items():
        phone = phones[name]
        assert asks(*wrong(phone, 5, way), (way, "-u", USER, phone.url())).codes[-1] == 403
    for name, way in late.items():
        until(lambda phone=phones[name], way=way: curl(way, "-u", USER, phone.url()).codes[-1] == 200)
