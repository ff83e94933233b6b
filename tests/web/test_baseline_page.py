"""The page of ``polylab baseline approve`` in a real browser: looked at, used by mouse and by keyboard, obeyed."""

import io
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

from PolyLibrary.session.baseline.baseline_candidates import Candidate, keep, waiting
from PolyLibrary.session.baseline.baseline_compare import Scope
from PolyLibrary.session.baseline.baseline_store import Key, Store
from PolyLibrary.terms import Region

KEY = Key("VVX600", "5.9.3.2857", "English")
HOSTILE = (
    "<script>window.hacked = 1</script>",
    '"><img src=x onerror="window.hacked=1">',
    "Übersicht & 'mehr' {{ 7 * 7 }}",
)
TICK = "input.choose"


def screen(*icons: int, size: tuple[int, int] = (480, 272), kind: str = "BMP") -> bytes:
    image = Image.new("RGB", size, (20, 30, 50))
    for x in icons:
        ImageDraw.Draw(image).ellipse((x, 60, x + 30, 90), fill=(240, 200, 40))
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


def left(name: str, data: bytes, key: Key = KEY, **scope: Any) -> Candidate:
    made = Candidate(
        name, key, data, Path("suites/baselines").absolute(), "differs", "alice (VVX 600, 5.9.3.2857)",
        "<b>Suite</b>", "A & B", "2026-08-30T12:00:00", Scope(**scope),
    )  # fmt: skip
    keep(made, Path("results"))
    return made


def approved() -> dict[str, bytes]:
    return {each.name: each.path.read_bytes() for each in Store(Path("suites/baselines")).every()}


def polylab(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "PolyLibrary", "baseline", *arguments],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def made(folder: Path) -> Path:
    """The page of a changed picture, a new one, one of another size and some with hostile names."""
    (folder / "suites").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        store = Store(folder / "suites" / "baselines")
        store.put("idle", KEY, screen(40))
        store.put("wide", KEY, screen(size=(320, 240)))
        left("idle", screen(40, 200), masks={"clock": Region(240, 0, 480, 20)}, region=Region(0, 0, 480, 236))
        left("home", screen(100))
        left("wide", screen(300))
        for name in HOSTILE:
            left(name, screen(10, kind="PNG"))
        done = polylab("approve")
    assert done.returncode == 2, done.stderr
    return folder / "results" / "baselines.html"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("checkout"))


@pytest.fixture
def page(browser: Any, file: Path) -> Any:
    browser.get(file.as_uri())
    return browser


def all_of(page: Any, css: str) -> list[Any]:
    return list(page.find_elements("css selector", css))


def one_of(page: Any, css: str) -> Any:
    return page.find_element("css selector", css)


def card(page: Any, name: str) -> Any:
    return next(each for each in all_of(page, "article") if one_of(each, "h2").text == name)


def keys(page: Any, *pressed: str) -> None:
    from selenium.webdriver import ActionChains

    for key in pressed:
        ActionChains(page).send_keys(key).perform()


def test_it_shows_old_new_and_difference_at_true_pixels(page: Any) -> None:
    idle = card(page, "idle")
    assert [each.text.split("\n")[0] for each in all_of(idle, "figcaption")] == [
        "Approved now (480x272 BMP)",
        "New (480x272 BMP)",
        "Difference (480x272 BMP)",
    ]
    sizes = "return [arguments[0].naturalWidth, arguments[0].naturalHeight, arguments[0].width, arguments[0].height]"
    for image in all_of(idle, "img"):
        assert page.execute_script(sizes, image) == [480, 272, 480, 272]
    tops = {image.location["y"] for image in all_of(idle, "img")}
    assert len(tops) == 1, "side by side"
    assert [each.text for each in all_of(page, ".badge")].count("changed") == 2
    assert len(all_of(card(page, "home"), "img")) == 1
    assert len(all_of(card(page, "wide"), "img")) == 2
    assert "480x272 and 320x240" in card(page, "wide").text or "320x240 and 480x272" in card(page, "wide").text
    # The difference is dark but for what differs; the mask and the region are drawn over it.
    assert all_of(idle, ".difference svg .mask")
    assert all_of(idle, ".new svg .region")
    assert not all_of(idle, ".old svg")


def test_it_needs_nothing_but_itself(page: Any, file: Path) -> None:
    loaded = page.execute_script("return performance.getEntriesByType('resource').map(each => each.name)")
    assert [name for name in loaded if not name.startswith("data:")] == []
    text = file.read_text(encoding="utf-8")
    assert not re.search(r"""(src|href)=["'](?!data:)""", text.split("<main>")[0])
    policy = one_of(page, "meta[http-equiv=Content-Security-Policy]").get_attribute("content")
    assert policy.startswith("default-src 'none'; img-src data:; script-src 'sha256-")
    assert "unsafe" not in policy
    links = page.execute_script("return [...document.querySelectorAll('[src],[href]')].map(e => e.src || e.href)")
    assert all(str(each).startswith("data:image/png;base64,") for each in links)


def test_hostile_names_are_text(page: Any) -> None:
    shown = [each.text for each in all_of(page, "h2")]
    assert set(HOSTILE) <= set(shown)
    assert page.execute_script("return window.hacked") is None
    assert len(all_of(page, "script")) == 1
    assert all_of(page, "article b, article script, article img[src=x]") == []
    page.execute_script("for (const each of document.querySelectorAll('details')) each.open = true")
    assert "<b>Suite</b>: A & B" in one_of(page, "article details").text


def test_even_a_script_that_got_in_would_not_run(browser: Any, file: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.html"
    bad.write_text(file.read_text("utf-8").replace("<main>", "<main><script>window.hacked = 1</script>"), "utf-8")
    browser.get(bad.as_uri())
    assert browser.execute_script("return window.hacked") is None
    told = [entry["message"] for entry in browser.get_log("browser")]
    assert any("Content Security Policy" in message for message in told)


def test_the_command_for_what_is_ticked_approves_just_that(
    browser: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser.get(made(tmp_path).as_uri())
    monkeypatch.chdir(tmp_path)
    page = browser
    command = one_of(page, "#command")
    assert command.get_attribute("value") == ""
    assert not one_of(page, "#copy").is_enabled()
    one_of(card(page, "idle"), TICK).click()
    one_of(card(page, HOSTILE[0]), "h2 label").click()
    assert one_of(page, "#count").text == "2 of 6 ticked"
    told = command.get_attribute("value")
    assert told.startswith("polylab baseline approve --yes ")
    done = subprocess.run(
        ["sh", "-c", told.replace("polylab", f"'{sys.executable}' -m PolyLibrary", 1)],
        cwd=tmp_path, env=os.environ, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert approved()["idle"] == screen(40, 200)
    assert len(approved()) == 3
    assert sorted(each.name for each in waiting(tmp_path / "results")) == sorted(["home", "wide", *HOSTILE[1:]])


def test_one_command_for_each_alone(page: Any) -> None:
    home = card(page, "home")
    one_of(home, "summary").click()
    code = one_of(home, TICK).get_attribute("data-code")
    assert f"polylab baseline approve --yes {code}" in home.text


def test_it_works_by_keyboard_alone(page: Any) -> None:
    from selenium.webdriver.common.keys import Keys

    for _ in range(40):
        keys(page, Keys.TAB)
        if page.switch_to.active_element.get_attribute("class") == "choose js-only":
            break
    first = page.switch_to.active_element
    assert first.accessible_name.startswith("Approve ")
    keys(page, Keys.SPACE)
    assert one_of(page, "#count").text == "1 of 6 ticked"
    keys(page, Keys.TAB)
    assert "panels" in page.switch_to.active_element.get_attribute("class"), "wide pictures can be scrolled by keys"
    for _ in range(60):
        keys(page, Keys.TAB)
        if page.switch_to.active_element.get_attribute("id") == "copy":
            break
    keys(page, Keys.ENTER)
    page.execute_async_script("setTimeout(arguments[0], 0)")
    assert one_of(page, "#count").text in ("copied", "selected: copy it with Ctrl+C")


def test_all_and_none(page: Any) -> None:
    one_of(page, "#all").click()
    assert one_of(page, "#count").text == "6 of 6 ticked"
    assert len(one_of(page, "#command").get_attribute("value").split()) == 4 + 6
    one_of(page, "#none").click()
    assert one_of(page, "#count").text == "nothing ticked"


def test_zoom(page: Any) -> None:
    image = one_of(card(page, "idle"), ".new img")
    for value, width in (("2", 960), ("0.5", 240), ("1", 480)):
        one_of(page, f"input[name=zoom][value='{value}']").click()
        assert image.size["width"] == width
        mark = one_of(card(page, "idle"), ".new svg")
        assert mark.size["width"] == width
    page.set_window_size(900, 900)
    one_of(page, "input[name=zoom][value='0']").click()
    panels = one_of(card(page, "idle"), ".panels")
    assert page.execute_script("return arguments[0].scrollWidth <= arguments[0].clientWidth", panels)
    assert image.size["width"] < 300
    assert page.execute_script("return document.documentElement.scrollWidth <= window.innerWidth")


def test_the_old_picture_can_be_shown_in_place_of_the_new_one(page: Any) -> None:
    idle = card(page, "idle")
    old, new, button = one_of(idle, ".old img"), one_of(idle, ".new img"), one_of(idle, ".blink")
    own = new.get_attribute("src")
    button.click()
    assert new.get_attribute("src") == old.get_attribute("src") != own
    assert button.get_attribute("aria-pressed") == "true"
    button.click()
    assert new.get_attribute("src") == own
    assert button.get_attribute("aria-pressed") == "false"
    assert not all_of(card(page, "wide"), ".blink"), "pictures of two sizes do not lie on each other"


def test_masks_can_be_hidden(page: Any) -> None:
    mask = one_of(card(page, "idle"), ".new svg")
    assert mask.is_displayed()
    one_of(page, "#marks").click()
    assert not mask.is_displayed()


def test_everything_has_a_name(page: Any) -> None:
    assert page.execute_script("return document.documentElement.lang") == "en"
    assert page.title == "6 pictures to approve"
    assert len(all_of(page, "h1")) == 1
    for each in all_of(page, "input, button, textarea"):
        assert each.accessible_name, each.get_attribute("outerHTML")
    for image in all_of(page, "img"):
        assert len(image.get_attribute("alt")) > 10
    ids = page.execute_script("return [...document.querySelectorAll('[id]')].map(each => each.id)")
    assert len(ids) == len(set(ids))


CONTRAST = """
const light = text => {
  const parts = text.match(/[\\d.]+/g).map(Number).slice(0, 3).map(v => v / 255)
    .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
};
const ground = element => {
  for (let each = element; each; each = each.parentElement) {
    const colour = getComputedStyle(each).backgroundColor;
    if (!colour.endsWith(", 0)") && colour !== "transparent") return colour;
  }
  return "rgb(255, 255, 255)";
};
const texts = "h1, h2, p, code, .quiet, .badge, .warn, figcaption, summary, dt, dd, label, button:enabled, #count";
return [...document.querySelectorAll(texts)].map(each => {
    const two = [light(getComputedStyle(each).color), light(ground(each))].sort((a, b) => b - a);
    return [(two[0] + 0.05) / (two[1] + 0.05), each.outerHTML.slice(0, 80)];
  }).filter(([ratio]) => ratio < 4.5);
"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_can_be_read_in_light_and_in_dark(page: Any, theme: str) -> None:
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": theme}]})
    page.execute_script("for (const each of document.querySelectorAll('details')) each.open = true")
    one_of(page, "#all").click()
    ground = page.execute_script("return getComputedStyle(document.body).backgroundColor")
    assert (ground == "rgb(20, 23, 28)") is (theme == "dark")
    assert page.execute_script(CONTRAST) == []


def test_without_scripts_it_still_shows_and_tells(page: Any) -> None:
    page.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    page.refresh()
    home = card(page, "home")
    assert one_of(home, "img").is_displayed()
    assert not one_of(home, TICK).is_displayed()
    assert not one_of(page, "footer").is_displayed()
    one_of(home, "summary").click()
    assert "polylab baseline approve --yes home." in home.text
