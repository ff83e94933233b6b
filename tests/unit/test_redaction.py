"""No secret survives in a text that leaves the library."""

import base64
import json
import string
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from PolyLibrary.redaction import MASK, Password, is_secret_name, redact, register

pytestmark = pytest.mark.usefixtures("no_secrets")

# Without the mask's own character: a password of stars cannot be told from its mask.
secrets = st.text(string.ascii_letters + string.digits + "!$%&/()=?-_.:,;+#'\"\\ äß漢", min_size=3, max_size=20).filter(
    lambda text: text.strip() == text
)
around = st.text(string.printable, max_size=30)
anything = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@anything
@given(secrets, around, around)
def test_a_registered_secret_is_gone_wherever_it_stands_alone(secret: str, before: str, after: str) -> None:
    register(secret)
    assert secret not in redact(f"{before.replace(secret, '')} {secret} {after.replace(secret, '')}").split(" ")


@anything
@given(secrets, st.text(string.ascii_letters, min_size=1, max_size=10))
def test_its_base64_with_the_user_is_gone(secret: str, user: str) -> None:
    register(secret, user)
    encoded = base64.b64encode(f"{user}:{secret}".encode()).decode()
    for text in (f"Authorization: Basic {encoded}", f"curl -H 'Basic {encoded}'", encoded, f"x={encoded}&y"):
        assert encoded not in redact(text)


@anything
@given(secrets)
def test_its_url_form_is_gone(secret: str) -> None:
    register(secret)
    assert quote(secret, safe="") not in redact(f"GET /login?user=Polycom&password={quote(secret, safe='')}&x=1")


@anything
@given(secrets)
def test_json_fields_that_say_so_hide_their_value_even_unregistered(secret: str) -> None:
    body = json.dumps({"data": {"device.auth.localAdminPassword": secret, "LockCode": secret}, "Status": "2000"})
    hidden = redact(body)
    assert json.loads(hidden) == {
        "data": {"device.auth.localAdminPassword": MASK, "LockCode": MASK},
        "Status": "2000",
    }


def test_an_answer_of_config_get_hides_its_secrets_even_unregistered() -> None:
    body = json.dumps({"data": {"reg.1.auth.password": {"Value": "hunter22", "Source": "web"}}, "Status": "2000"})
    assert "hunter22" not in redact(body)


@pytest.mark.parametrize(
    "line",
    [
        "Authorization: Basic UG9seWNvbTo3ODk=",
        'authorization: Digest username="Polycom", response="UG9seWNvbTo3ODk="',
        "Set-Cookie: session=UG9seWNvbTo3ODk=; path=/",
        "Cookie: UG9seWNvbTo3ODk=",
        "anti-csrf-token: UG9seWNvbTo3ODk=",
        "sent Digest username=Polycom, nonce=UG9seWNvbTo3ODk=",
    ],
)
def test_headers_of_a_login_are_masked_without_knowing_the_password(line: str) -> None:
    assert "UG9seWNvbTo3ODk=" not in redact(line)


def test_the_lines_after_a_header_stay() -> None:
    text = redact("Authorization: Basic abc\r\nContent-Type: application/json")
    assert text == "Authorization: ***\r\nContent-Type: application/json"


def test_a_login_inside_a_url_is_masked() -> None:
    assert redact("GET https://Polycom:hunter22@10.1.2.3/api") == "GET https://Polycom:***@10.1.2.3/api"


def test_a_password_of_digits_does_not_eat_longer_numbers() -> None:
    register("789")
    assert redact("call 5557890 from 789, line 1789") == "call 5557890 from ***, line 1789"


@pytest.mark.parametrize("short", ["", "1", "ab"])
def test_a_password_of_two_characters_masks_no_words_but_its_login(short: str) -> None:
    register(short, "Polycom")
    assert redact("ab 1 and 2") == "ab 1 and 2"
    encoded = base64.b64encode(f"Polycom:{short}".encode()).decode()
    assert (encoded in redact(f"Basic {encoded}")) is (short == "")


def test_the_longer_of_two_secrets_goes_first() -> None:
    register("abc")
    register("abc-def")
    assert redact("abc-def") == MASK


def test_a_password_never_shows_itself() -> None:
    password = Password("hunter22")
    assert (str(password), repr(password), f"{password}", f"{[password]}") == (MASK, MASK, MASK, f"[{MASK}]")
    assert password.reveal() == "hunter22"
    assert redact("hunter22") == MASK
    assert password == Password("hunter22")
    assert password != Password("other")
    assert len({password, Password("hunter22")}) == 1
    assert not Password("")


@pytest.mark.parametrize(
    "name",
    [
        "reg.1.auth.password",
        "device.auth.localAdminPassword",
        "softkey.pin.secret",
        "device.x.pin",
        "Lockcode",
        "authKey",
    ],
)
def test_parameters_whose_name_says_secret(name: str) -> None:
    assert is_secret_name(name)


@pytest.mark.parametrize("name", ["up.backlight.timeout", "device.prov.serverName", "reg.1.address"])
def test_parameters_whose_name_does_not(name: str) -> None:
    assert not is_secret_name(name)
