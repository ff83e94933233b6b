"""Reading of pushes: the published login, lenient documents, every internal URI."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from PolyLibrary.emulator.channels.digest import expected
from PolyLibrary.emulator.channels.fetch import address_of
from PolyLibrary.emulator.channels.internal import (
    BrowserKey,
    CallAct,
    Dial,
    KeyPress,
    Play,
    UpdateConfig,
    read_list,
)
from PolyLibrary.emulator.channels.pushbody import Pushed, Refused, read_push
from PolyLibrary.emulator.channels.words import guide_keys
from PolyLibrary.emulator.gui.keys import find_key


def test_published_sample_of_the_login() -> None:
    fields = {"username": "Push"}
    found = expected("Push", "PUSH Authentication", "Push", fields, "POST", nonce="135996943", uri="/push")
    assert found == "d52ea24e8b877732b8125be52dfe033e"


@pytest.mark.parametrize(
    ("body", "priority"),
    [
        ('<PolycomIPPhone><Data priority="Critical">Key:Menu</Data></PolycomIPPhone>', "critical"),
        ("<PolycomIPPhone><Data priority=Critical>Key:Menu</Data></PolycomIPPhone>", "critical"),
        (" \n<PolycomIPPhone><Data priority='high'>Key:Menu</Data></PolycomIPPhone>\n", "high"),
        ("<PolycomIPPhone><Data priority='\"Important\"'>Key:Menu</Data></PolycomIPPhone>", "important"),
        ('<POLYCOMIPPHONE><data PRIORITY = "NORMAL" >\nKey:Menu\n</data></POLYCOMIPPHONE>', "normal"),
        ('<PolycomIPPhone><Data priority="all">Key:Menu</Data></PolycomIPPhone>', "critical"),
        ('<PolycomIPPhone><Data priority="soon">Key:Menu</Data></PolycomIPPhone>', "normal"),
        ("<PolycomIPPhone><Data>Key:Menu</Data></PolycomIPPhone>", "normal"),
        ('<?xml version="1.0"?>\n<PolycomIPPhone><Data>Key:Menu</Data></PolycomIPPhone>', "normal"),
        ("\ufeff<PolycomIPPhone><Data><![CDATA[Key:Menu]]></Data></PolycomIPPhone>", "normal"),
        ("<PolycomIPPhone><Data>Key&#58;Menu</Data></PolycomIPPhone>", "normal"),
    ],
)
def test_documents_that_phones_take(body: str, priority: str) -> None:
    assert read_push(body.encode()) == Pushed("list", priority, "Key:Menu")


def test_url_and_page() -> None:
    url = '<PolycomIPPhone><URL priority="High"> /keys.txt?a=1&amp;b=2 </URL></PolycomIPPhone>'
    assert read_push(url.encode()) == Pushed("url", "high", "/keys.txt?a=1&b=2")
    page = read_push(b"<PolycomIPPhone><Data><h1>Fire drill</h1></Data></PolycomIPPhone>")
    assert page.kind == "page"


@pytest.mark.parametrize(
    "body",
    [
        "",
        "Key:Menu",
        "<PolycomIPPhone>",
        "<PolycomIPPhone><Data>Key:Menu</PolycomIPPhone>",
        "<PolycomIPPhone><Data>Key:Menu</URL></PolycomIPPhone>",
        "<PolycomIPPhone>Key:Menu</PolycomIPPhone>",
        "<CiscoIPPhone><Data>Key:Menu</Data></CiscoIPPhone>",
        "<PolycomIPPhone><Data>Key:Menu</Data></PolycomIPPhone>more",
        f"<PolycomIPPhone><Data>{'Key:Menu ' * 228}</Data></PolycomIPPhone>",
    ],
)
def test_broken_documents(body: str) -> None:
    with pytest.raises(Refused):
        read_push(body.encode())


def test_content_of_2048_bytes_is_the_longest() -> None:
    def document(length: int) -> bytes:
        return f"<PolycomIPPhone><Data>{'x' * length}</Data></PolycomIPPhone>".encode()

    assert len(read_push(document(2048)).content) == 2048
    with pytest.raises(Refused, match="2048"):
        read_push(document(2049))


@pytest.mark.parametrize(
    ("line", "act"),
    [
        ("Key:Menu", KeyPress("Menu")),
        ("key:dialpad7", KeyPress("Dialpad7")),
        ("Key:DialPad7", KeyPress("Dialpad7")),
        ("Key:Softkey1", KeyPress("SoftKey1")),
        ("Key:SoftKey5", KeyPress("SoftKey5")),
        ("Key:Line48", KeyPress("Line48")),
        ("Key:Call List", KeyPress("CallList")),
        ("Key:Home", KeyPress("Home")),
        ("SoftKey:Exit", BrowserKey("Exit")),
        ("SoftKey:Fetch;/news.html", BrowserKey("Fetch;/news.html")),
        (r"tel:\3035", Dial("3035", None, "")),
        (r"Tel:\\3035;line2", Dial("3035", 2, "")),
        ("Tel:3035;Line12", Dial("3035", 12, "")),
        ("Tel:3035;1;", Dial("3035", 1, "")),
        (r"tel:\3035;ext=42;postd=p3095,3095", Dial("3035", None, "42p3095,3095")),
        ("Tel:sip:1002@lab.example;user=phone", Dial("sip:1002@lab.example", None, "")),
        ("Play:sounds/fire.wav", Play("sounds/fire.wav")),
        ("Action:UpdateConfig", UpdateConfig()),
        ("CallAction:EndCall;nCallReference=41a8a520", CallAct("EndCall", "41a8a520")),
        ("CallAction:answer;ncallreference=0x41A8A520", CallAct("Answer", "0x41A8A520")),
        ("CallAction:Hold", CallAct("Hold", "")),
    ],
)
def test_internal_uris(line: str, act: object) -> None:
    assert read_list(line) == [act]
    assert read_list(f"\n Key:Menu \r\n{line}\n\n") == [KeyPress("Menu"), act]


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Menu",
        "Key:",
        "Key:Nonsense",
        "Key:Softkey6",
        "Key:Line49",
        "Key:DialPad10",
        "SoftKey:Nonsense",
        "SoftKey:Fetch;",
        "Tel:",
        "Tel:;line2",
        f"Tel:{'1' * 257}",
        "Tel:3035;postd=hello",
        "Play:",
        "Action:Reboot",
        "CallAction:Explode;nCallReference=1",
        "CallAction:EndCall;nReference=1",
        "CallAction:EndCall;nCallReference=",
        "http://example.com/",
    ],
)
def test_one_unknown_uri_rejects_the_whole_list(line: str) -> None:
    assert read_list(line) is None
    if line:
        assert read_list(f"Key:Menu\n{line}") is None


def test_exact_spelling() -> None:
    assert read_list("Key:DialPad7\ntel:1\nSoftKey:Exit\nCallAction:EndCall;nCallReference=1", exact=True)
    for line in ("Key:Dialpad7", "key:Menu", "SoftKey:exit", "CallAction:endcall", "Action:updateconfig"):
        assert read_list(line, exact=True) is None
    assert read_push(b'<PolycomIPPhone><Data priority="High">x</Data></PolycomIPPhone>', exact=True).priority == "high"
    for word in ("high", '"high"', "High", '"all"'):
        with pytest.raises(Refused):
            read_push(f"<PolycomIPPhone><Data priority={word}>x</Data></PolycomIPPhone>".encode(), exact=True)


def test_every_key_of_the_guide_exists() -> None:
    assert len(guide_keys()) == 48 + 10 + 5 + 27
    assert [name for name in guide_keys() if find_key(name) is None] == []


@pytest.mark.parametrize(
    ("root", "path", "expected_url"),
    [
        ("http://10.0.0.1/push", "/keys.txt", "http://10.0.0.1/push/keys.txt"),
        ("10.0.0.1:8080", "keys.txt", "http://10.0.0.1:8080/keys.txt"),
        ("https://lab.example/", "/a?b=1", "https://lab.example/a?b=1"),
        ("http://10.0.0.1", "http://10.0.0.2/keys.txt", "http://10.0.0.2/keys.txt"),
        ("", "/keys.txt", None),
        ("http://10.0.0.1", " ", None),
    ],
)
def test_where_a_pushed_path_is(root: str, path: str, expected_url: str | None) -> None:
    assert address_of(root, path) == expected_url


PIECES = [
    "<PolycomIPPhone>",
    "</PolycomIPPhone>",
    "<Data",
    ">",
    "</Data>",
    "<URL>",
    "</URL>",
    'priority="',
    "Critical",
    "Key:Menu",
    "\n",
    "Tel:",
    "\\1",
    ";line",
    "&#99999999;",
    "&lt;",
    "<![CDATA[",
    "]]>",
    "CallAction:EndCall;nCallReference=",
]


@given(st.one_of(st.binary(max_size=300), st.lists(st.sampled_from(PIECES), max_size=30).map("".join).map(str.encode)))
def test_any_body_is_read_or_refused(body: bytes) -> None:
    for exact in (False, True):
        try:
            pushed = read_push(body, exact=exact)
        except Refused:
            continue
        read_list(pushed.content, exact=exact)


@given(st.text(max_size=200), st.booleans())
def test_any_list_is_read_or_refused(text: str, exact: bool) -> None:
    acts = read_list(text, exact=exact)
    assert acts is None or acts
