"""The class that a suite imports."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from robot.api.deco import keyword

import PolyLibrary as root  # noqa: N813 - a package named as its users import it
from PolyLibrary import library as module
from PolyLibrary.errors import UsageError
from PolyLibrary.library import PolyLibrary
from PolyLibrary.session.desk import Desk


@pytest.fixture(autouse=True)
def desk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A desk of this test's own."""
    made = Desk()
    monkeypatch.setattr(module, "desk", lambda: made)
    yield made
    made.shut()


def test_the_package_gives_the_library_and_nothing_else() -> None:
    assert root.PolyLibrary is PolyLibrary
    with pytest.raises(AttributeError, match="PolyLibary"):
        _ = root.PolyLibary  # type: ignore[attr-defined]


def test_robot_reads_its_scope_and_listener() -> None:
    library = PolyLibrary()
    assert (library.ROBOT_LIBRARY_SCOPE, library.ROBOT_LISTENER_API_VERSION) == ("GLOBAL", 3)
    assert library.ROBOT_LIBRARY_LISTENER.ROBOT_LISTENER_API_VERSION == 3


ARGUMENTS = (
    "'lab', 'phone', 'timeout', 'layouts', 'baselines', 'run_on_failure', 'auto_close', 'cleanup', 'cleanup_timeout', "
    "'notify', 'settle'"
)
UNNAMED = (
    "'lab.yaml' has no name: the import of PolyLibrary takes its arguments by name.\n"
    f"Next:  write lab=lab.yaml for a lab; its arguments: {ARGUMENTS}."
)


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ("phne=alice", "'phne' is no argument of the import of PolyLibrary.\nNext:  did you mean 'phone'?"),
        ("lab.yaml", UNNAMED),
    ],
)
def test_arguments_are_named_and_the_nearest_name_is_told(given: str, text: str) -> None:
    with pytest.raises(UsageError) as caught:
        PolyLibrary(given)
    assert str(caught.value) == text


def test_importing_opens_no_lab(desk: Desk) -> None:
    PolyLibrary(lab="nowhere.yaml", phone="alice", timeout=timedelta(seconds=3))
    assert not desk.lab_known


def test_another_lab_is_refused() -> None:
    PolyLibrary(lab="one.yaml")
    PolyLibrary()
    with pytest.raises(UsageError, match=r"imported with lab=two\.yaml, but this run already uses lab=one\.yaml"):
        PolyLibrary(lab="two.yaml")


def test_a_folder_of_maps_must_be_there(desk: Desk, tmp_path: Path) -> None:
    PolyLibrary(layouts=str(tmp_path))
    assert desk.layouts == [tmp_path]
    with pytest.raises(UsageError) as caught:
        PolyLibrary(layouts="nowhere")
    assert str(caught.value) == (
        "There is no folder 'nowhere' with layout maps.\nNext:  layouts= takes a folder of .yaml files."
    )


def test_an_error_is_remembered_for_the_evidence(desk: Desk) -> None:
    library = PolyLibrary()
    with pytest.raises(UsageError, match="No phone is open"):
        library.run_keyword("tap", ["70,34"], {})
    assert str(desk.last_error).startswith("No phone is open.")


def test_an_error_that_is_not_ours_is_not_taken_for_the_last_one(desk: Desk) -> None:
    library = PolyLibrary()
    with pytest.raises(TypeError):
        library.run_keyword("tap", [], {})
    assert desk.last_error is None


def test_the_phone_of_the_import_is_bound_while_its_keyword_runs_and_no_longer(desk: Desk) -> None:
    library = PolyLibrary(phone="alice")
    with pytest.raises(UsageError, match="There is no open phone 'alice'"):
        library.run_keyword("tap", ["70,34"], {})
    with pytest.raises(UsageError, match="No phone is open"):
        desk.session(None)


def test_steps_of_the_core_reach_the_log_while_a_keyword_runs(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from PolyLibrary.keywords import tell

    told: list[tuple[str, str]] = []

    class Logger:
        def __getattr__(self, level: str) -> Any:
            return lambda text: told.append((level, text))

    monkeypatch.setattr(tell, "logger", Logger())

    class Speaking:
        @keyword
        def speak(self) -> None:
            desk.steps.record("alice", "request", "GET /x 200", detail="the body")
            desk.steps.record("alice", "warning", "look out")
            desk.steps.record("alice", "action", "tapped")

    library = PolyLibrary()
    library.add_library_components([Speaking()])
    desk.steps.record("alice", "request", "before")
    library.run_keyword("speak", [], {})
    desk.steps.record("alice", "request", "after")
    assert told == [
        ("debug", "alice: GET /x 200"),
        ("trace", "alice: the body"),
        ("warn", "alice: look out"),
        ("info", "alice: tapped"),
    ]


def test_steps_of_other_threads_are_told_at_the_end_of_the_keyword(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    from PolyLibrary.keywords import tell

    told: list[str] = []
    monkeypatch.setattr(tell, "tell", lambda step: told.append(f"{step.text} {threading.current_thread().name}"))
    with tell.telling(desk):
        thread = threading.Thread(target=lambda: desk.steps.record("alice", "note", "from afar"))
        thread.start()
        thread.join()
        assert told == []
    assert told == ["from afar MainThread"]
