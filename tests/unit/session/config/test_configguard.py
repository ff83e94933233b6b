"""What a test sets is put back."""

import pytest
from session_fakes import FakeConfig

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import CheckFailed, Unreachable, UsageError
from PolyLibrary.session.config.configguard import ConfigGuard

SOON = Deadline(1.0)


@pytest.fixture
def config() -> FakeConfig:
    return FakeConfig({"up.x": "1", "up.y": "old", "device.auth.localAdminPassword": ""}, [])


@pytest.fixture
def guard(config: FakeConfig) -> ConfigGuard:
    return ConfigGuard("alice", config)  # type: ignore[arg-type]


def value(config: FakeConfig, name: str = "up.x") -> str:
    return config.values[name].value


def test_a_value_is_set_read_back_and_put_back(config: FakeConfig, guard: ConfigGuard) -> None:
    changes = guard.set({"up.x": "2", "up.y": "new"}, "test", SOON)
    assert [str(change) for change in changes] == ["up.x: '1' (default) -> '2'", "up.y: 'old' (default) -> 'new'"]
    assert (value(config), value(config, "up.y")) == ("2", "new")
    assert len(guard.restore("test", SOON)) == 2
    assert (value(config), value(config, "up.y")) == ("1", "old")
    assert guard.restore("test", SOON) == []
    assert guard.changed() == []


def test_the_value_before_the_first_set_counts(config: FakeConfig, guard: ConfigGuard) -> None:
    guard.set({"up.x": "2"}, "test", SOON)
    guard.set({"up.x": "3"}, "test", SOON)
    guard.restore("test", SOON)
    assert value(config) == "1"


def test_a_test_inside_a_suite_goes_back_to_the_suites_value(config: FakeConfig, guard: ConfigGuard) -> None:
    guard.set({"up.x": "2"}, "suite", SOON)
    guard.set({"up.x": "3"}, "test", SOON)
    guard.restore("test", SOON)
    assert value(config) == "2"
    guard.restore("suite", SOON)
    assert value(config) == "1"


def test_what_a_test_sets_for_the_suite_outlives_the_test_and_goes_back_to_the_first(
    config: FakeConfig, guard: ConfigGuard
) -> None:
    guard.set({"up.x": "2"}, "test", SOON)
    guard.set({"up.x": "3"}, "suite", SOON)
    guard.restore("test", SOON)
    assert value(config) == "3"
    guard.restore("suite", SOON)
    assert value(config) == "1"


def test_never_is_never_put_back(config: FakeConfig, guard: ConfigGuard) -> None:
    guard.set({"up.x": "2"}, "test", SOON)
    guard.set({"up.x": "3"}, "never", SOON)
    guard.restore("test", SOON)
    guard.restore("suite", SOON)
    assert value(config) == "3"
    assert guard.changed() == []


def test_a_lost_answer_is_put_back_all_the_same(config: FakeConfig, guard: ConfigGuard) -> None:
    config.error = Unreachable("the answer was lost")
    with pytest.raises(Unreachable):
        guard.set({"up.x": "2"}, "test", SOON)
    config.error = None
    guard.restore("test", SOON)
    assert value(config) == "1"


def test_what_cannot_be_put_back_now_is_tried_again(config: FakeConfig, guard: ConfigGuard) -> None:
    guard.set({"up.x": "2"}, "test", SOON)
    config.error = Unreachable("gone")
    with pytest.raises(Unreachable):
        guard.restore("test", SOON)
    config.error = None
    assert len(guard.restore("test", SOON)) == 1


def test_a_value_that_the_phone_does_not_keep_is_told(config: FakeConfig, guard: ConfigGuard) -> None:
    config.deaf.add("up.x")
    with pytest.raises(CheckFailed) as caught:
        guard.set({"up.x": "2", "up.y": "new"}, "test", SOON)
    assert str(caught.value) == (
        "alice answered 2000 to config/set, but kept other values.\n"
        "Seen:  up.x='1' (set: '2')\n"
        "Next:  the parameter may be unknown to this firmware, or a value from a higher source wins: look at the "
        "source that Get Config shows."
    )


def test_an_unknown_parameter_is_refused_before_anything_is_set(config: FakeConfig, guard: ConfigGuard) -> None:
    with pytest.raises(UsageError):
        guard.set({"up.x": "2", "up.nothing": "1"}, "test", SOON)
    assert value(config) == "1"
    assert guard.changed() == []


def test_a_password_is_set_but_neither_compared_nor_shown_nor_overwritten(
    config: FakeConfig, guard: ConfigGuard
) -> None:
    (change,) = guard.set({"device.auth.localAdminPassword": "hunter22"}, "test", SOON)
    assert str(change) == "device.auth.localAdminPassword: '***' (default) -> '***'"
    config.values.pop("device.auth.localAdminPassword")  # nothing may ask for it or set it any more
    guard.restore("test", SOON)
    assert "device.auth.localAdminPassword" not in config.values


def test_a_password_that_stays_is_not_told_as_put_back(config: FakeConfig, guard: ConfigGuard) -> None:
    guard.set({"device.auth.localAdminPassword": "hunter22", "up.x": "2"}, "test", SOON)
    told = [str(change) for change in guard.restore("test", SOON)]
    assert told == ["up.x: '1' (default) -> '2'"]


def test_changes_by_scope(guard: ConfigGuard) -> None:
    guard.set({"up.x": "2"}, "suite", SOON)
    guard.set({"up.y": "2"}, "test", SOON)
    assert [change.name for change in guard.changed("test")] == ["up.y"]
    assert [change.name for change in guard.changed()] == ["up.y", "up.x"]


def test_a_suite_inside_a_suite_goes_back_to_what_it_found(config: FakeConfig, guard: ConfigGuard) -> None:
    guard.set({"up.x": "2"}, "suite", SOON)
    guard.enter_suite()
    guard.set({"up.x": "3", "up.y": "new"}, "suite", SOON)
    guard.restore("suite", SOON)
    guard.leave_suite()
    assert (value(config), value(config, "up.y")) == ("2", "old")
    guard.restore("suite", SOON)
    assert value(config) == "1"


def test_what_an_inner_suite_could_not_put_back_goes_back_with_the_outer(
    config: FakeConfig, guard: ConfigGuard
) -> None:
    guard.set({"up.x": "2"}, "suite", SOON)
    guard.enter_suite()
    guard.set({"up.x": "3", "up.y": "new"}, "suite", SOON)
    guard.leave_suite()
    guard.restore("suite", SOON)
    assert (value(config), value(config, "up.y")) == ("1", "old")


def test_closing_a_phone_puts_back_what_all_scopes_set(config: FakeConfig, guard: ConfigGuard) -> None:
    guard.set({"up.x": "2"}, "suite", SOON)
    guard.enter_suite()
    guard.set({"up.y": "new"}, "suite", SOON)
    guard.set({"up.x": "3"}, "test", SOON)
    assert len(guard.restore_all(SOON)) == 3
    assert (value(config), value(config, "up.y")) == ("1", "old")
