"""A real browser without a window: Debian's Chromium, driven by its own chromedriver (nothing is downloaded)."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")


@pytest.fixture(scope="session")
def _browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    if CHROMIUM is None or DRIVER is None:
        pytest.skip("not installed: chromium and chromium-driver (.ci/run installs them)")
    webdriver = pytest.importorskip("selenium.webdriver", reason="not installed: selenium (extra dev)")
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    profile = tmp_path_factory.mktemp("chromium")
    for argument in ("headless=new", "no-sandbox", "disable-gpu", "disable-dev-shm-usage", f"user-data-dir={profile}"):
        options.add_argument(f"--{argument}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(executable_path=DRIVER))
    driver.set_page_load_timeout(30)
    try:
        yield driver
    finally:
        driver.quit()


@pytest.fixture
def browser(_browser: Any) -> Iterator[Any]:
    """The browser, as it is when it starts; what its console has complained about fails the test."""
    _browser.set_window_size(1700, 1100)
    _browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    _browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    _browser.get_log("browser")
    yield _browser
    assert [entry["message"] for entry in _browser.get_log("browser")] == []
