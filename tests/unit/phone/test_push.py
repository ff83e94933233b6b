"""XML push: what leaves, the login, and how the answers are judged."""

import threading

import pytest
from phone_stub import http
from side_stub import PAGE_404, SECRET, SUCCESS, USER, Pages, at, credentials, md5

from PolyLibrary.errors import BadReply, LoginRefused, NotPossible, UnknownName, Unreachable, UsageError
from PolyLibrary.phone.digest import Challenge, Credentials, authorization, parse_challenge
from PolyLibrary.phone.faults import effect_unknown
from PolyLibrary.phone.push import Push, data_xml, parameters, priority_of, url_xml
from PolyLibrary.phone.pushlist import KEYS, action_uri, call_uri, digits_in, key_uri, numbers_in
from PolyLibrary.redaction import Password, redact

pytestmark = pytest.mark.usefixtures("no_secrets")


def test_the_published_digest_sample():
    header = authorization(
        Challenge("PUSH Authentication", "135996943"), Credentials("Push", Password("Push", "Push")), "POST", "/push"
    )
    assert 'response="d52ea24e8b877732b8125be52dfe033e"' in header
    assert header.startswith('Digest username="Push", realm="PUSH Authentication", nonce="135996943", uri="/push"')
    assert "qop" not in header
    assert "cnonce" not in header


def test_the_sample_of_rfc_2617_with_qop():
    challenge = Challenge("testrealm@host.com", "dcd98b7102dd2f0e8b11d0f600bfb0c093", qop=True, opaque="5ccc")
    login = Credentials("Mufasa", Password("Circle Of Life", "Mufasa"))
    header = authorization(challenge, login, "GET", "/dir/index.html", cnonce="0a4f113b")
    assert 'response="6629fae49393a05397450978507c4ef1"' in header
    assert "qop=auth, nc=00000001" in header
    assert 'opaque="5ccc"' in header


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ('Digest realm="PUSH Authentication", nonce="1"', Challenge("PUSH Authentication", "1")),
        ('digest nonce=1,stale=TRUE,algorithm="md5"', Challenge("", "1", stale=True)),
        ('Basic realm="a", Digest realm="b", nonce="1", qop="auth-int, auth"', Challenge("b", "1", qop=True)),
        ('Digest realm="b", nonce="1", algorithm=SHA-256', Challenge("b", "1", "SHA-256")),
        ('Digest realm="b", nonce="1", qop="auth-int"', None),
        ('Digest realm="b", nonce="1", algorithm=SHA-512-256', None),
        ('Digest realm="b"', None),
        ('Basic realm="b"', None),
        ("Digest", None),
    ],
)
def test_challenges(header, wanted):
    assert parse_challenge([header]) == wanted


def test_what_is_sent(serve, soon):
    pages = Pages(http(200, SUCCESS))
    push = Push(at(serve(pages)), credentials())
    result = push.send(["Key:Menu", "key:dialpad 5"], soon)
    (asked,) = pages.done
    assert asked.method == "POST"
    assert asked.path == "/push"
    assert asked.headers["content-type"] == "application/x-com-polycom-spipx"
    assert asked.body == (b'<PolycomIPPhone><Data priority="Critical">Key:Menu\nKey:DialPad5</Data></PolycomIPPhone>')
    assert result.confirmed
    assert str(result) == "taken by the phone"


def test_a_page_is_pushed_by_its_path(serve, soon):
    pages = Pages(http(200, SUCCESS))
    Push(at(serve(pages)), credentials()).show("/a?b=1&c=<2>", soon, priority="important")
    assert pages.done[0].body == (
        b'<PolycomIPPhone><URL priority="Important">/a?b=1&amp;c=&lt;2&gt;</URL></PolycomIPPhone>'
    )


def test_one_challenge_serves_all_later_pushes(serve, soon):
    pages = Pages(http(200, SUCCESS))
    stub = serve(pages)
    push = Push(at(stub), credentials())
    for _ in range(3):
        push.send(["Key:Home"], soon)
    assert len(stub.asked) == 4
    assert len(pages.done) == 3


def test_qop_is_answered_with_a_growing_count(serve, soon):
    pages = Pages(http(200, SUCCESS))
    pages.challenge = 'Digest realm="PUSH Authentication", nonce="135996943", qop="auth"'
    push = Push(at(serve(pages)), credentials())
    push.send(["Key:Home"], soon)
    push.send(["Key:Home"], soon)
    assert ["nc=00000001" in asked.login for asked in pages.done] == [True, False]
    assert "nc=00000002" in pages.done[1].login


def test_the_nonce_of_a_new_boot_is_followed_once(serve, soon):
    pages = Pages(http(200, SUCCESS))
    stub = serve(pages)
    push = Push(at(stub), credentials())
    push.send(["Key:Home"], soon)
    pages.nonces = ["777"]
    push.send(["Key:Menu"], soon)
    assert [asked.body[42:50] for asked in pages.done] == [b"Key:Home", b"Key:Menu"]
    assert len(stub.asked) == 4


def test_a_wrong_password_is_sent_once(serve, soon):
    pages = Pages(http(200, SUCCESS))
    push = Push(at(serve(pages)), credentials("wrong-guess-1"))
    with pytest.raises(LoginRefused, match="refuses the login of user 'pusher'") as caught:
        push.send(["Key:Home"], soon)
    with pytest.raises(LoginRefused, match="nothing was sent now"):
        push.send(["Key:Home"], soon)
    assert pages.refused == 1
    assert not pages.done
    assert "apps.push.password" in caught.value.hint
    assert "wrong-guess-1" not in str(caught.value)


def test_a_wrong_password_is_sent_once_although_each_answer_has_a_new_nonce(serve, soon):
    pages = Pages(http(200, SUCCESS))
    pages.nonces = [str(number) for number in range(50)]
    stub = serve(lambda asked: (pages(asked), pages.nonces.pop(0))[0])
    with pytest.raises(LoginRefused):
        Push(at(stub), credentials("wrong-guess-2")).send(["Key:Home"], soon)
    assert pages.refused == 1


def test_basic_is_never_answered(serve, soon):
    stub = serve(lambda asked: http(401, b"", {"WWW-Authenticate": 'Basic realm="x"'}))
    with pytest.raises(LoginRefused, match="not known to use"):
        Push(at(stub), credentials()).send(["Key:Home"], soon)
    assert [asked.login for asked in stub.asked] == [""]


def test_another_answer_means_maybe_not_shown(serve, soon):
    pages = Pages(http(200, b"<html>Something else</html>"))
    result = Push(at(serve(pages)), credentials()).send(["Key:Home"], soon)
    assert not result.confirmed
    assert str(result) == "sent, maybe not shown (the phone said: <html>Something else</html>)"


def test_push_that_is_off_names_its_parameters(serve, soon):
    stub = serve(lambda asked: http(404, PAGE_404))
    with pytest.raises(NotPossible, match="takes no pushes") as caught:
        Push(at(stub), credentials()).send(["Key:Home"], soon)
    for name in ("messageType=5", "username", "password", "secureTunnelRequired=0"):
        assert f"apps.push.{name}" in caught.value.hint


@pytest.mark.parametrize(
    ("status", "body", "error", "unknown"),
    [
        (403, b"Account is locked", LoginRefused, False),
        (403, b"busy", LoginRefused, False),
        (400, b"", BadReply, False),
        (500, b"oops", BadReply, True),
    ],
)
def test_other_answers_are_errors_and_nothing_is_repeated(serve, soon, status, body, error, unknown):
    pages = Pages(http(status, body))
    with pytest.raises(error, match=f"HTTP {status}") as caught:
        Push(at(serve(pages)), credentials()).send(["Key:Home"], soon)
    assert len(pages.done) == 1
    assert effect_unknown(caught.value) is unknown


def test_a_busy_phone_after_a_good_login(serve, soon):
    pages = Pages(http(200, SUCCESS))
    push = Push(at(serve(pages)), credentials())
    push.send(["Key:Home"], soon)
    pages.answer = http(403, b"busy")
    with pytest.raises(Unreachable, match="the phone is busy"):
        push.send(["Key:Home"], soon)


def test_a_lost_answer_is_not_a_second_push(serve, soon):
    pages = Pages(http(200, SUCCESS))
    stub = serve(lambda asked: pages(asked) if not asked.login else (pages(asked), None)[1])
    with pytest.raises(Unreachable) as caught:
        Push(at(stub), credentials()).send(["Key:Home"], soon)
    assert effect_unknown(caught.value)
    assert len(pages.done) == 1


def test_no_secret_in_steps(serve, soon):
    pages = Pages(http(200, SUCCESS))
    transport = at(serve(pages))
    Push(transport, credentials()).send(["Key:Home"], soon)
    shown = "\n".join(f"{step.text}\n{step.detail}" for step in transport.steps.last(50))
    assert "/push" in shown
    for secret in (SECRET, "135996943", md5(f"{USER}:PUSH Authentication:{SECRET}"), "response="):
        assert secret not in shown


def test_threads_share_one_login(serve, soon):
    pages = Pages(http(200, SUCCESS))
    stub = serve(pages)
    push = Push(at(stub), credentials())
    results: list[bool] = []
    work = [threading.Thread(target=lambda: results.append(push.send(["Key:Home"], soon).confirmed)) for _ in range(8)]
    for thread in work:
        thread.start()
    for thread in work:
        thread.join(5)
    assert results == [True] * 8
    assert len(pages.done) == 8
    assert pages.refused == 0


@pytest.mark.parametrize(
    ("name", "uri"),
    [
        ("Dialpad5", "Key:DialPad5"),
        ("5", "Key:DialPad5"),
        ("DialpadPound", "Key:DialPadPound"),
        ("#", "Key:DialPadPound"),
        ("VolUp", "Key:VolUp"),
        ("SoftKey1", "Key:Softkey1"),
        ("soft key 1", "Key:Softkey1"),
        ("Line2", "Key:Line2"),
        ("Home", "Key:Home"),
        ("Delete", "Key:Backspace"),
        ("Call List", "Key:CallList"),
        ("up", "Key:ArrowUp"),
    ],
)
def test_key_names_of_rest_become_those_of_push(name, uri):
    assert key_uri(name) == uri


def test_every_key_is_itself():
    assert [key_uri(key) for key in KEYS] == [f"Key:{key}" for key in KEYS]


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("Key:Softkey1", "Key:Softkey1"),
        (" key:home ", "Key:Home"),
        ("softkey:exit", "SoftKey:Exit"),
        ("SoftKey:Fetch;http://10.1.2.3/a", "SoftKey:Fetch;http://10.1.2.3/a"),
        (r"tel:\3035", r"tel:\3035"),
        (r"tel:\\3035;Line2", r"tel:\3035;Line2"),
        (r"Tel:\3035;line2;postd=p3095,3095", r"Tel:\3035;line2;postd=p3095,3095"),
        ("TEL:3035;ext=12", "tel:3035;ext=12"),
        ("Tel:3035;1;", "Tel:3035;1;"),
        ("tel:alice@example.com", "tel:alice@example.com"),
        ("Play:rings/one.wav", "Play:rings/one.wav"),
        ("action:updateconfig", "Action:UpdateConfig"),
        ("CallAction:endcall;ncallreference=0x41A8A520", "CallAction:EndCall;nCallReference=41A8A520"),
    ],
)
def test_actions_are_spelled_as_the_phone_wants(written, sent):
    assert action_uri(written) == sent


@pytest.mark.parametrize(
    ("written", "error", "says"),
    [
        ("Key:Hme", UnknownName, "Did you mean|did you mean 'Home'"),
        ("Home", UsageError, "write Key:Home"),
        ("Kye:Home", UsageError, "did you mean 'Key:'"),
        ("http://10.1.2.3/page", UsageError, "serverRootURL"),
        ("SoftKey:1", UsageError, "Key:Softkey1"),
        ("tel:", UsageError, "without a number"),
        ("tel:1;lin2", UsageError, "no option of Tel:"),
        ("tel:9,11", UsageError, "no number of a Tel:"),
        (r"tel:\9p11", UsageError, "no number of a Tel:"),
        (r"tel:9\11", UsageError, "no number of a Tel:"),
        ("Play:", UsageError, "without a file"),
        ("Action:UpdateConfg", UnknownName, "did you mean 'Action:UpdateConfig'"),
        ("CallAction:EndCal;nCallReference=1", UnknownName, "did you mean 'EndCall'"),
        ("CallAction:EndCall", UsageError, "does not say which call"),
        ("CallAction:EndCall;nCallReference=xyz", UsageError, "no call reference"),
        ("Key:Home\nKey:Menu", UsageError, "line break"),
        ("Play:a\x00b", UsageError, "control character"),
        ("", UsageError, "no push action"),
    ],
)
def test_actions_that_would_break_the_list(written, error, says):
    with pytest.raises(error, match=says):
        action_uri(written)


def test_call_uri_takes_both_spellings_of_a_handle():
    assert call_uri("Answer", "0x41a8a520") == call_uri("answer", "41a8a520")


def test_limits_are_checked_before_anything_is_sent(serve, soon):
    pages = Pages(http(200, SUCCESS))
    stub = serve(pages)
    push = Push(at(stub), credentials())
    fits = "Play:" + "x" * 2043
    assert f">{fits}<".encode() in data_xml([fits])
    for actions, priority, says in (
        ([], "Critical", "nothing to push"),
        (["Key:Home"], "urgent", "no push priority 'urgent'"),
        ([fits + "x"], "Critical", "2049 bytes; phones take 2048"),
        (["Play:" + "ä" * 1030], "Critical", "2065 bytes"),
        (["Key:Home", "Key:Nowhere"], "Critical", "no push key"),
    ):
        with pytest.raises(UsageError, match=says):
            push.send(actions, soon, priority=priority)
    for path in ("", "a b", "http://10.1.2.3/a", "tel:3035"):
        with pytest.raises(UsageError, match="no path of a page"):
            url_xml(path)
    assert stub.asked == []


def test_priorities():
    assert [priority_of(word) for word in ("critical", "NORMAL", "All")] == ["Critical", "Normal", "all"]


def test_numbers_that_a_push_would_dial():
    actions = [
        r"tel:\3035;line2;postd=911",
        "Key:Home",
        r"TEL: \\9\11",
        "Tel:9%31%31",
        "tel:sip:112@example.com",
        "SoftKey:Fetch;tel:999",
        "Key:Menu\ntel:000",
        "Play:tel.wav",
    ]
    assert numbers_in(actions) == ("3035", "911", "911", "sip:112@example.com", "999", "000")
    assert digits_in(["Key:DialPad9", "Key:Dialpad1", "Key:Home", "key:1\nKey:DialPadStar", "tel:5"]) == "911*"


def test_parameters_that_switch_push_on():
    assert parameters("u", Password("pw-of-push", "u"), root_url="http://10.1.2.3/p") == {
        "apps.push.messageType": "5",
        "apps.push.username": "u",
        "apps.push.password": "pw-of-push",
        "apps.push.serverRootURL": "http://10.1.2.3/p",
        "apps.push.secureTunnelRequired": "0",
    }
    assert "apps.push.secureTunnelRequired" not in parameters("u", Password("p", "u"), plain=False)
    assert "pw-of-push" not in redact("the password is pw-of-push")
    for user, password, kind in (("", "p", 5), ("u", "", 5), ("u", "p", 0)):
        with pytest.raises(UsageError):
            parameters(user, Password(password, user), message_type=kind)
