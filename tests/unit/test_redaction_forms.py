"""Secrets in the writings of others: headers in dictionaries, XML, URLs, logins, and the errors that carry them."""

import base64
import json
import traceback

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from PolyLibrary.redaction import MASK, is_secret_name, redact, register, scrub

pytestmark = pytest.mark.usefixtures("no_secrets")

LOGIN = base64.b64encode(b"Polycom:hunter22").decode()
anything = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        (
            f"{{'Accept': '*/*', 'Authorization': 'Basic {LOGIN}', 'Cookie': 'session=abc', 'Host': 'x'}}",
            "{'Accept': '*/*', 'Authorization': '***', 'Cookie': '***', 'Host': 'x'}",
        ),
        (f'[("Authorization", "Basic {LOGIN}"), ("Host", "x")]', '[("Authorization", "***"), ("Host", "x")]'),
        (
            """{'authorization': 'Digest username="Polycom", response="0123456789abcdef"', 'Host': 'x'}""",
            "{'authorization': '***', 'Host': 'x'}",
        ),
        (f"Invalid header value b'Basic {LOGIN}' at x", "Invalid header value b'Basic ***' at x"),
        (f"Cookie jar: Authorization=Basic%20{LOGIN.replace('=', '%3D')}; x", "Cookie jar: Authorization=***"),
        (f"sent Basic%20{LOGIN.replace('=', '%3D')}; x", "sent Basic%20***; x"),
        (
            'realm="x", response="0123456789abcdef0123456789abcdef", nc=00000001',
            'realm="x", response="***", nc=00000001',
        ),
        ("qop=auth, cnonce=0123456789abcdef,", "qop=auth, cnonce=***,"),
        ("got session=0123456789abcdef; Path=/; HttpOnly", "got session=***; Path=/; HttpOnly"),
        (
            '<meta name="csrf-token" content="0123456789abcdef"/></HEAD>',
            '<meta name="csrf-token" content="***"/></HEAD>',
        ),
        (
            '\t\treg.1.auth.password="hunter22"\n\t\treg.1.address="1001"',
            '\t\treg.1.auth.password="***"\n\t\treg.1.address="1001"',
        ),
        ("{'reg.1.auth.password': 'hunter22', 'a': 'b'}", "{'reg.1.auth.password': '***', 'a': 'b'}"),
        (
            '"{\\"reg.1.auth.password\\": \\"hunter22\\", \\"a\\": 1}"',
            '"{\\"reg.1.auth.password\\": \\"***\\", \\"a\\": 1}"',
        ),
        ("GET /login?user=Polycom&password=hunter22&x=1", "GET /login?user=Polycom&password=***&x=1"),
    ],
)
def test_recognised_without_being_known(text: str, clean: str) -> None:
    assert redact(text) == clean


@pytest.mark.parametrize(
    "text",
    [
        "Older firmware also wants Settings > Basic > Preferences > Screen Capture switched on.",
        "Basic Settings of the phone",
        "basic authentication",
        "set password: in the lab file (for example %{POLY_PASSWORD}) or password= of Open Phone.",
        "Is the phone's web server on (httpd.cfg.enabled)? It's so.",
        "the login is apps.push.username and apps.push.password of the phone",
        "Next:  log out of the phone's web page, or wait until that session ends.",
        'the token "x" is unknown',
    ],
)
def test_our_own_sentences_stay(text: str) -> None:
    assert redact(text) == text


@anything
@given(st.text(min_size=6, max_size=20).filter(lambda text: text.strip() == text and "*" not in text))
def test_a_registered_secret_is_gone_in_every_writing(secret: str) -> None:
    register(secret, "Polycom")
    encoded = json.dumps(secret)
    writings = [repr(secret), repr([secret]), encoded, json.dumps(encoded), f"x{secret}x", repr(secret.encode())]
    for text in writings:
        hidden = redact(text)
        assert secret not in hidden
        assert encoded[1:-1] not in hidden


def failed() -> RuntimeError:
    """An error that came from others, with a secret in each of them."""
    register("hunter22", "Polycom")
    first, second = KeyError("no hunter22 here"), OSError(104, f"sent Basic {LOGIN}")
    second.add_note("it was hunter22")
    error = RuntimeError({"Authorization": f"Basic {LOGIN}"}, 5, b"hunter22")
    error.__cause__ = ExceptionGroup("several", [first, second, ValueError("fine")])
    return error


def test_an_error_of_others_and_what_it_came_from_lose_their_secrets() -> None:
    error = failed()
    assert "".join(traceback.format_exception(error)).count("hunter22") == 3
    scrub(error)
    shown = "".join(traceback.format_exception(error))
    assert "hunter22" not in shown
    assert LOGIN not in shown
    assert error.args == ("{'Authorization': '***'}", 5, "b'***'")
    assert "KeyError: 'no *** here'" in shown
    assert "OSError: [Errno 104] sent Basic ***" in shown or "ConnectionResetError: [Errno 104] sent Basic ***" in shown
    assert "it was ***" in shown
    assert "ValueError: fine" in shown


def test_errors_that_refer_to_each_other_end() -> None:
    first, second = ValueError("token=1"), ValueError("x")
    first.__cause__, second.__cause__ = second, first
    scrub(first)
    assert str(second) == "x"


def test_the_switch_of_a_secret_parameter_is_no_secret() -> None:
    assert is_secret_name("device.prov.password")
    assert not is_secret_name("device.prov.password.set")


def test_a_long_text_without_secrets_is_not_changed() -> None:
    text = "password " + "a" * 20_000 + "'" * 500 + '"' * 500 + "?" * 500 + " basic " * 100
    assert redact(text) == text
    assert MASK not in text
