"""A phone that restarts is waited for, and what was set on it is put back all the same."""

import time
from typing import Any

import pytest
from restart_fakes import RestartingPhone
from session_fakes import call, session

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import CheckFailed, PathMissing, PhoneRefused, RestOff, Unreachable, UsageError
from PolyLibrary.phone.restarting import need_of
from PolyLibrary.session.cleaning import clean
from PolyLibrary.session.device import resets, restarts
from PolyLibrary.session.device.restarts import Restarts, restarts_of
from PolyLibrary.session.pending import Pending
from PolyLibrary.session.phone_session import PhoneSession


def limit(seconds: float = 1.0) -> Deadline:
    return Deadline(seconds)


@pytest.fixture
def phone(monkeypatch: pytest.MonkeyPatch) -> RestartingPhone:
    monkeypatch.setattr(restarts, "LEAVES", 0.1)
    monkeypatch.setattr(resets, "LEAVES", 0.1)
    monkeypatch.setattr(resets, "FETCHES", 0.1)
    return RestartingPhone()


@pytest.fixture
def alice(phone: RestartingPhone) -> PhoneSession:
    made = session(phone)
    restarts_of(made)
    return made


def sets(phone: RestartingPhone) -> list[Any]:
    return [entry[1] for entry in phone.sent if entry[0] == "set"]


# What proves a restart ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "now", "elapsed", "away", "proven"),
    [
        (1000, 0, 3.0, False, True),  # the up-time began anew
        (1000, 1003, 3.0, True, False),  # the network was away, the phone was not
        (1000, 1003, 3.0, False, False),
        (1000, 1001, 1.9, False, False),  # whole seconds
        (0, 0, 0.9, False, False),  # asked right after a boot
        (0, 0, 2.5, True, True),
        (0, 2, 2.5, True, False),  # cannot be its boot: the network was away
        (2, 0, 2.5, False, True),
    ],
)
def test_what_proves_a_restart(before: int, now: int, elapsed: float, away: bool, proven: bool) -> None:
    pending = Pending("restart", before, 100.0)
    if away:
        pending.away()
    pending.answered(now, 100.0 + elapsed)
    assert pending.proven is proven


def test_a_phone_that_tells_no_uptime_must_have_been_away() -> None:
    pending = Pending("restart", None, 100.0)
    pending.answered(None, 103.0)
    assert not pending.proven
    pending.away()
    pending.answered(None, 103.0)
    assert pending.proven


def test_without_a_look_before_the_boot_must_be_later_than_the_order() -> None:
    pending = Pending("asked for by safeRestart", None, 100.0)
    pending.answered(5, 104.0)
    assert not pending.proven
    pending.answered(2, 104.0)
    assert pending.proven


def test_the_first_fitting_entry_of_the_table_counts() -> None:
    assert [need_of(name) for name in ("msg.mwi.1.led", "device.theme", "device.net.vlanId", "up.x", "who.knows")] == [
        "restart",
        "reboot",
        "reboot",
        "live",
        "live",
    ]
    assert (need_of("httpd.cfg.lockWebUI.enable"), need_of("httpd.cfg.port")) == ("live", "restart")


# Restart Phone --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["restart", "reboot"])
def test_a_restart_is_waited_for(alice: PhoneSession, phone: RestartingPhone, kind: Any) -> None:
    phone.back = [RestOff("not yet"), {"ready": False}, PhoneRefused("busy", status="4001"), {"ready": True}]
    text = resets.restart(alice, kind, limit())
    assert phone.sent == [(f"safe_{kind}",)]
    assert text.startswith(f"{kind}: the phone was ready again after ")
    assert restarts_of(alice).pending is None


def test_lines_must_register_again(alice: PhoneSession, phone: RestartingPhone) -> None:
    order = phone.actions.safe_restart
    phone.actions.safe_restart = lambda deadline: (order(deadline), setattr(phone, "registered", False))
    with pytest.raises(CheckFailed, match="is not ready after a restart") as caught:
        resets.restart(alice, "restart", limit(0.2))
    assert caught.value.seen == "no line is registered."


def test_a_phone_without_a_registered_line_is_ready_without_one(alice: PhoneSession, phone: RestartingPhone) -> None:
    phone.registered = False
    assert "ready again" in resets.restart(alice, "restart", limit())


def test_a_phone_that_does_not_obey_is_told(alice: PhoneSession, phone: RestartingPhone) -> None:
    phone.obeys = False
    with pytest.raises(CheckFailed, match=r"did not restart \(restart\)") as caught:
        resets.restart(alice, "restart", limit(0.1))
    assert caught.value.seen == "it answers, up for 1000 s, and has not restarted."


def test_a_phone_that_was_only_out_of_reach_has_not_restarted(alice: PhoneSession, phone: RestartingPhone) -> None:
    order = phone.actions.safe_restart
    phone.actions.safe_restart = lambda deadline: (order(deadline), setattr(phone, "uptime", 1000))
    with pytest.raises(CheckFailed) as caught:
        resets.restart(alice, "restart", limit(0.1))
    assert "although it was out of reach for a while" in caught.value.seen


def test_a_phone_with_a_call_is_not_restarted() -> None:
    phone = RestartingPhone([call()])
    alice = session(phone)
    with pytest.raises(UsageError, match="has 1 call up; nothing was sent"):
        resets.restart(alice, "restart", limit())
    assert phone.sent == []
    assert resets.restart(alice, "restart", limit(), wait=False, during_call=True) == "asked to restart; not waited for"
    pending = restarts_of(alice).pending
    assert pending is not None
    assert pending.held


def test_a_refused_order_leaves_nothing_to_wait_for(alice: PhoneSession, phone: RestartingPhone) -> None:
    phone.action_error = PhoneRefused("no", status="4003")
    with pytest.raises(PhoneRefused):
        resets.restart(alice, "restart", limit())
    assert restarts_of(alice).pending is None


@pytest.mark.parametrize("arrived", [True, False])
def test_an_order_whose_answer_was_lost_is_looked_after(
    alice: PhoneSession, phone: RestartingPhone, arrived: bool
) -> None:
    lost = Unreachable("the answer broke off")
    vars(lost)["effect_unknown"] = True

    def order(deadline: Deadline) -> None:
        if arrived:
            phone.leave()
        raise lost

    phone.actions.safe_restart = order
    if arrived:
        assert "ready again" in resets.restart(alice, "restart", limit())
    else:
        with pytest.raises(Unreachable, match="broke off"):
            resets.restart(alice, "restart", limit())


# Parameters that restart the phone ------------------------------------------------------------------------


def test_a_parameter_that_restarts_is_waited_for_and_then_read_back(
    alice: PhoneSession, phone: RestartingPhone
) -> None:
    changes = alice.config.set({"feature.a": "0", "up.x": "2", "device.theme": "Modern"}, "test", limit())
    assert sets(phone) == [
        {"up.x": "2"},
        {"feature.a": "0", "device.set": "1", "device.theme.set": "1", "device.theme": "Modern"},
    ]
    assert phone.leaves == 1
    (told,) = changes.told
    assert told.startswith("reboot for feature.a, device.theme: the phone was ready again after ")


def test_a_value_that_is_there_already_restarts_nothing(alice: PhoneSession, phone: RestartingPhone) -> None:
    assert alice.config.set({"feature.a": "1"}, "test", limit()).told == []


def test_a_restart_that_does_not_come_is_said(alice: PhoneSession, phone: RestartingPhone) -> None:
    phone.leave = lambda: None  # type: ignore[method-assign]
    (told,) = alice.config.set({"feature.a": "0"}, "test", limit()).told
    assert told == "feature.a was expected to restart the phone, but it did not within 0.1 s"


def test_during_a_call_nobody_waits() -> None:
    phone = RestartingPhone([call()])
    alice = session(phone)
    restarts_of(alice)
    phone.leave = lambda: None  # type: ignore[method-assign]
    (told,) = alice.config.set({"feature.a": "0"}, "test", limit()).told
    assert told.startswith("feature.a needs a restart, which comes when the phone has no call any more")


def test_a_parameter_that_restarts_without_standing_in_the_table(alice: PhoneSession, phone: RestartingPhone) -> None:
    phone.config.also.add("up.x")
    (told,) = alice.config.set({"up.x": "2"}, "test", limit()).told
    assert told.startswith("the phone was out of reach (alice: the connection was refused.)")


def test_more_than_twenty_are_sent_in_turn_and_each_restart_waited_for(phone: RestartingPhone) -> None:
    many = {f"feature.n{number}": "1" for number in range(25)}
    phone.config.values.update(dict.fromkeys(many, phone.config.values["feature.a"]))
    alice = session(phone)
    restarts_of(alice)
    alice.config.set(dict.fromkeys(many, "0"), "test", limit())
    assert [len(chunk) for chunk in sets(phone)] == [20, 5]
    assert phone.leaves == 2


# Putting back ---------------------------------------------------------------------------------------------


def test_what_several_scopes_set_goes_back_in_one_restart(alice: PhoneSession, phone: RestartingPhone) -> None:
    alice.config.set({"feature.a": "0", "up.x": "2"}, "suite", limit())
    alice.config.set({"feature.a": "5", "feature.b": "0"}, "test", limit())
    phone.leaves = 0
    told = alice.config.restore_all(limit()).told
    assert phone.leaves == 1
    assert [value.value for value in alice.config.get(["feature.a", "feature.b", "up.x"], limit()).values()] == [
        "1"
    ] * 3
    assert told[:2] == [
        "put back feature.a: '5' -> '1' (its source was default and is web now: REST cannot unset one parameter)",
        "put back feature.b: '0' -> '1' (its source was default and is web now: REST cannot unset one parameter)",
    ]
    assert told[-1].startswith("restart for feature.a, feature.b: the phone was ready again")


def test_a_secret_is_left_and_it_is_said(alice: PhoneSession, phone: RestartingPhone) -> None:
    alice.config.set({"reg.1.auth.password": "hunter2222"}, "test", limit())
    (told,) = alice.config.restore("test", limit()).told
    assert told.startswith("left reg.1.auth.password as it was set")
    assert "hunter2222" not in told


def test_what_is_there_again_is_not_set_a_second_time(alice: PhoneSession, phone: RestartingPhone) -> None:
    alice.config.set({"up.x": "2"}, "test", limit())
    phone.config.values["up.x"] = phone.config.values["log.render.level"]
    phone.sent.clear()
    assert alice.config.restore("test", limit()).told == ["up.x is '1' again already"]
    assert phone.sent == []


def test_a_phone_that_is_away_is_waited_for(alice: PhoneSession, phone: RestartingPhone) -> None:
    alice.config.set({"up.x": "2"}, "test", limit())
    phone.leave()
    told = alice.config.restore("test", limit()).told
    assert told[0].startswith("put back up.x: '2' -> '1'")
    assert told[1].startswith("the phone was out of reach")


def test_a_phone_that_stays_away_is_tried_again_later(alice: PhoneSession, phone: RestartingPhone) -> None:
    alice.config.set({"up.x": "2"}, "test", limit())
    phone.gone = 10_000
    phone.leave()
    with pytest.raises(Unreachable):
        alice.config.restore("test", Deadline(0.1))
    phone.gone = 0
    phone.leave()
    assert len(alice.config.restore("test", limit())) == 1


def test_a_busy_phone_is_tried_again(alice: PhoneSession, phone: RestartingPhone) -> None:
    alice.config.set({"up.x": "2"}, "test", limit())
    ask, answers = phone.config.set, [PhoneRefused("busy", status="4001")]

    def busy(values: Any, deadline: Deadline) -> None:
        if answers:
            raise answers.pop()
        ask(values, deadline)

    phone.config.set = busy
    alice.config.restore("test", limit())
    assert phone.config.values["up.x"].value == "1"


# At the end of a test -------------------------------------------------------------------------------------


def test_a_restart_by_raw_rest_is_waited_for(alice: PhoneSession, phone: RestartingPhone) -> None:
    alice.config.set({"up.x": "2"}, "test", limit())
    alice.steps.record("alice", "request", "POST /api/v1/mgmt/safeRestart -> 200, Status 2000, 3 ms")
    time.sleep(0.01)
    phone.leave()
    cleaned = clean(alice, "test", idle=True)
    assert cleaned.errors == []
    assert cleaned.told[0].startswith("asked for by safeRestart: the phone was ready again after ")
    assert cleaned.told[1].startswith("put back up.x: '2' -> '1'")
    assert clean(alice, "test", idle=True).told == []


@pytest.mark.parametrize("line", ["POST /api/v1/mgmt/safeRestart -> 200, Status 4001, 3 ms", "GET /x -> 200, 3 ms"])
def test_a_refused_restart_is_not_waited_for(alice: PhoneSession, line: str) -> None:
    alice.steps.record("alice", "request", line)
    assert not restarts_of(alice).under_way
    assert clean(alice, "test", idle=True).told == []


def test_a_restart_that_waited_for_a_call_comes_with_the_clean_up() -> None:
    phone = RestartingPhone([call()], [call()], [call()], [])
    alice = session(phone)
    resets.restart(alice, "restart", limit(), wait=False, during_call=True)
    cleaned = clean(alice, "test", idle=True)
    assert len(cleaned.ended) == 1
    assert cleaned.told[0].startswith("restart: the phone was ready again")


# Resets ---------------------------------------------------------------------------------------------------


def test_an_update_that_changes_nothing_restarts_nothing(alice: PhoneSession, phone: RestartingPhone) -> None:
    phone.obeys = False
    assert resets.update_configuration(alice, limit()).startswith("configuration fetched; no restart within")
    phone.obeys = True
    assert "ready again" in resets.update_configuration(alice, limit())


def test_a_reset_tells_what_it_changed(alice: PhoneSession, phone: RestartingPhone) -> None:
    alice.config.set({"up.x": "2"}, "never", limit())
    order = phone.actions.reset_config

    def reset(source: Any, deadline: Deadline) -> None:
        order(source, deadline)
        phone.config.values["up.x"] = phone.config.values["log.render.level"]

    phone.actions.reset_config = reset
    phone.actions.export_config = lambda url, deadline: None
    done = resets.reset_config(alice, "web", limit())
    assert ("reset web",) in phone.sent
    assert "Set Config included" in done.meaning
    assert [str(change) for change in done.changed] == ["up.x: '2' -> '1'"]


@pytest.mark.parametrize("confirm", ["yes", "bob", "", "0004f2aabbcd"])
def test_a_factory_reset_wants_the_name_of_the_phone(alice: PhoneSession, phone: RestartingPhone, confirm: str) -> None:
    with pytest.raises(UsageError, match="does not confirm") as caught:
        resets.factory_reset(alice, confirm, limit())
    assert phone.sent == []
    assert "Factory Reset Phone    alice" in caught.value.hint


@pytest.mark.parametrize("confirm", ["alice", "Alice", "0004f2aabbcc", "00:04:F2:AA:BB:CC"])
def test_a_wiped_phone_is_told_and_left_alone(alice: PhoneSession, phone: RestartingPhone, confirm: str) -> None:
    phone.back = [PathMissing("no device/info")]
    alice.config.set({"up.x": "2"}, "test", limit())
    text = resets.factory_reset(alice, confirm, limit())
    assert "its REST API is switched off" in text
    phone.sent.clear()
    assert clean(alice, "all", idle=True).told == ["was reset to factory state: nothing is put back"]
    assert phone.sent == []


def test_a_wiped_phone_that_is_provisioned_again_goes_on(alice: PhoneSession, phone: RestartingPhone) -> None:
    assert "answers REST again" in resets.factory_reset(alice, "alice", limit())
    assert restarts_of(alice).wiped is False


def test_one_watcher_a_session(alice: PhoneSession) -> None:
    assert isinstance(restarts_of(alice), Restarts)
    assert restarts_of(alice) is restarts_of(alice) is alice.config.waiter
