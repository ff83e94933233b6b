"""Whatever is wrong with a lab file, the error does not show the password that stands in it."""

import traceback
from pathlib import Path

import pytest

from PolyLibrary.errors import FileFaults
from PolyLibrary.lab.labfile import load_lab

SECRET = "hazelnut-77"
ALICE = "phones:\n  alice:\n    host: 10.0.0.1\n"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (f'phones:\n  alice: {{host: 10.0.0.1, password: "{SECRET}}}\n', "no YAML: found unexpected end of stream"),
        (f"{ALICE}    password: [{SECRET}]\n", "phones > alice > password: wants a single value, not a list"),
        (f"{ALICE}    password: {{{SECRET}: x}}\n", "phones > alice > password: wants a single value, not a map"),
        (f"{ALICE}    pasword: {SECRET}\n", "unknown key 'pasword' in phones > alice; did you mean 'password'?"),
        (f"{ALICE}    password: {SECRET}\n    password: {SECRET}\n", "'password' stands here a second time"),
        (f"{ALICE}\tpassword: {SECRET}\n", "a tab stands here"),
        (f"{ALICE}    password: {SECRET}: x\n", "a second ':' on this line"),
        (f"{ALICE}    password: *{SECRET}\n", "'*' points at an anchor"),
        (f"{ALICE}    password: !{SECRET} x\n", "the tag '!***' is not read here"),
        (f"{ALICE}    password: @{SECRET}\n", "a text that begins with @ needs quotes"),
        (f"{ALICE}    push: {SECRET}\n", "phones > alice > push: wants a map of names, not ***"),
        (f'{ALICE}    push: {{user: "", password: {SECRET}}}\n', "phones > alice > push > user: is empty"),
        (f"{ALICE}    push: {{user: [x], password: {SECRET}}}\n", "push > user: wants a single value, not a list"),
        (f"phones:\n  alice: {SECRET}\n", "phones > alice: wants a map of names, not ***"),
        (f"defaults: {SECRET}\nphones: {{}}\n", "defaults: wants a map of names, not ***"),
        (f'phones:\n  alice: {{host: "https://Polycom:{SECRET}@10.0.0.1"}}\n', "'https://Polycom:***@10.0.0.1'"),
        (f'{ALICE}    password: "{SECRET}\x07"\n', "a character that YAML does not allow"),
    ],
)
def test_no_fault_shows_the_password(tmp_path: Path, text: str, fault: str) -> None:
    file = tmp_path / "lab.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(FileFaults) as caught:
        load_lab(file)
    shown = "".join(traceback.format_exception(caught.value))
    assert fault.replace("'*'", "'****'") in shown
    assert SECRET not in shown


def test_an_anchor_that_is_missing_elsewhere_is_named(tmp_path: Path) -> None:
    file = tmp_path / "lab.yaml"
    file.write_text("phones:\n  alice: {host: *nobody}\n", encoding="utf-8")
    with pytest.raises(FileFaults, match=r"'\*nobody' points at an anchor '&nobody'"):
        load_lab(file)
