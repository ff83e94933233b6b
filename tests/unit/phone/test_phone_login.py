"""Logins: the first request carries none, and a refused password never leaves again."""

import hashlib
import threading

import pytest
from phone_stub import CHALLENGE, PASSWORD, Asked, http, ok, phone_at
from requests.utils import parse_dict_header

from PolyLibrary.errors import LoginRefused
from PolyLibrary.phone.auth import Login
from PolyLibrary.redaction import Password


class TestLogin:
    def test_a_refused_password_never_leaves_again(self, serve, soon):
        stub = serve(lambda asked: ok([]), login=True)
        phone = phone_at(http=stub, scheme="http", password="wrong-one")
        for _ in range(3):
            with pytest.raises(LoginRefused):
                phone.calls.status(soon)
        assert len(stub.asked) == 2
        phone.transport.address = phone_at(http=stub, scheme="http").address
        assert phone.calls.status(soon) == []

    def test_the_text(self, serve, soon):
        stub = serve(lambda asked: ok([]), login=True)
        with pytest.raises(LoginRefused) as caught:
            phone_at(http=stub, scheme="http", password="wrong-one").calls.dial("1", soon)
        assert str(caught.value).splitlines() == [
            "alice: POST /api/v1/callctrl/dial: the phone refuses the login of user 'Polycom'.",
            "Seen:  HTTP 401 after the password.",
            "Tried: once: five wrong logins lock a phone for a minute, so this password is not sent again.",
            (
                "Next:  correct password: in the lab file. It is the administrator password, the user is Polycom "
                "with a capital P."
            ),
        ]

    def test_no_password(self, serve, soon):
        stub = serve(lambda asked: ok([]), login=True)
        with pytest.raises(LoginRefused) as caught:
            phone_at(http=stub, scheme="http", password="").calls.status(soon)
        assert str(caught.value).splitlines()[:3] == [
            "alice: GET /api/v2/webCallControl/callStatus: the phone asks for a password and none is given.",
            "Seen:  HTTP 401 to a request without a login.",
            "Tried: once.",
        ]
        assert len(stub.asked) == 1

    def test_an_unknown_scheme(self, serve, soon):
        stub = serve(lambda asked: http(401, b"", {"WWW-Authenticate": "NTLM"}))
        with pytest.raises(LoginRefused, match="no phone is known to use"):
            phone_at(http=stub, scheme="http").calls.status(soon)
        assert not any(asked.login for asked in stub.asked)

    @pytest.mark.parametrize("algorithm", ["MD5", "SHA-256"])
    def test_digest_is_one_request_a_call_once_known(self, serve, soon, algorithm):
        challenge = f'Digest realm="API", nonce="n1", qop="auth", algorithm={algorithm}, opaque="o"'

        def right(asked: Asked) -> bool:
            if not asked.login.startswith("Digest "):
                return False
            sent = parse_dict_header(asked.login[7:])
            hashed = {"MD5": hashlib.md5, "SHA-256": hashlib.sha256}[algorithm]
            a1 = hashed(f"Polycom:API:{PASSWORD}".encode()).hexdigest()
            a2 = hashed(f"{asked.method}:{asked.path}".encode()).hexdigest()
            text = f"{a1}:n1:{sent['nc']}:{sent['cnonce']}:auth:{a2}"
            return sent["response"] == hashed(text.encode()).hexdigest() and sent["uri"] == asked.path

        stub = serve(lambda asked: ok([]) if right(asked) else http(401, b"", {"WWW-Authenticate": challenge}))
        phone = phone_at(http=stub, scheme="http")
        for _ in range(4):
            phone.calls.status(soon)
        assert len(stub.asked) == 5

        def in_thread() -> None:
            phone.calls.status(soon)

        thread = threading.Thread(target=in_thread)
        thread.start()
        thread.join()
        assert len(stub.asked) == 6

    @pytest.mark.parametrize(
        ("offered", "taken"),
        [
            (["MD5", "SHA-256"], "SHA-256"),
            (["SHA-256", "MD5"], "SHA-256"),
            (["SHA-512-256", "MD5"], "MD5"),
            (["MD5", "SHA-512-256"], "MD5"),
            (["SHA-512-256"], "Basic"),
        ],
    )
    @pytest.mark.parametrize("joined", [False, True])
    def test_of_several_digests_the_strongest_that_is_known(self, offered, taken, joined):
        """Whatever stands first, in headers of their own or in one; Basic only where none is known."""
        asked = [f'Digest realm="API", nonce="n-{each}", qop="auth", algorithm={each}' for each in offered]
        asked.append('Basic realm="API"')
        login = Login("Polycom", Password("x-1"))
        assert login.follow([", ".join(asked)] if joined else asked, sent=False) == "again"
        header = login.header("GET", "/a")
        assert header is not None
        assert header.startswith("Basic ") if taken == "Basic" else f'nonce="n-{taken}"' in header

    @pytest.mark.parametrize(
        ("asked", "verdict"),
        [
            ('Digest realm="API", nonce="n1", qop="auth"', "again"),
            ('Basic realm="API"', "refused"),
            ('Digest realm="API", nonce="n1", qop="auth", Basic realm="API"', "refused"),
        ],
    )
    def test_a_phone_that_takes_basic_no_more_has_not_judged_the_password(self, asked, verdict):
        """Only where Basic is not among what it asks for; a second wrong login must not come of it."""
        login = Login("Polycom", Password("x-1"))
        assert login.follow(['Basic realm="API"'], sent=False) == "again"
        assert login.follow([asked], sent=True) == verdict
        if verdict == "again":
            assert login.follow([asked], sent=True) == "refused"

    def test_an_old_nonce_costs_one_more_request(self, serve, soon):
        nonce = ["n1"]

        def answer(asked: Asked) -> bytes:
            if f'nonce="{nonce[0]}"' in asked.login:
                return ok([])
            return http(401, b"", {"WWW-Authenticate": f'Digest realm="API", nonce="{nonce[0]}", qop="auth"'})

        stub = serve(answer)
        phone = phone_at(http=stub, scheme="http")
        phone.calls.status(soon)
        nonce[0] = "n2"
        phone.calls.status(soon)
        assert len(stub.asked) == 4

    def test_busy_is_repeated_for_reads_only(self, serve, soon):
        answers = iter([http(403, b"<html>Forbidden</html>"), ok([])])
        stub = serve(lambda asked: next(answers))
        assert phone_at(http=stub, scheme="http").calls.status(soon) == []

    def test_403_after_the_challenge_is_a_lock(self, serve, soon):
        stub = serve(lambda asked: http(403, b"<html>") if asked.login else http(401, b"", CHALLENGE))
        with pytest.raises(LoginRefused, match="does not let this login in"):
            phone_at(http=stub, scheme="http").calls.status(soon)
        assert len(stub.asked) == 2
