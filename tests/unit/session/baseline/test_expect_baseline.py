"""Waiting for the approved picture: every end of it, in its own words."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from baseline_fakes import BLANK, CLOCK, ICON, TIMER, WITH_CLOCK, WITH_ICON, approve, screen, showing, wanted
from session_fakes import call

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import BadReply, CheckFailed, Unreachable, UsageError
from PolyLibrary.screen.picture import decode
from PolyLibrary.session.baseline.baseline_candidates import Candidate, waiting
from PolyLibrary.session.baseline.baseline_compare import Scope
from PolyLibrary.session.baseline.baselines import (
    BaselineMissing,
    NotTheBaseline,
    expect_baseline,
    masks_of,
)
from PolyLibrary.session.sight.frame import StalePicture, take_frame
from PolyLibrary.session.sight.pictures import Picture
from PolyLibrary.terms import Region

ALICE = "alice (VVX 600, 5.9.3.2857, virtual)"
CLOCK_MASK = {"clock": Region(240, 0, 480, 20)}


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def kept(folder: Path) -> list[Candidate]:
    return list(waiting(folder / "results"))


def plain(text: str) -> str:
    """Without what differs from run to run."""
    text = re.sub(r"VVX600-idle-[0-9a-f]{12}", "KEPT", text)
    return re.sub(r"\d+ (picture|look)s?\b", "N", re.sub(r"\d+(\.\d+)? s\b", "N s", text))


def test_an_old_picture_is_not_kept_for_approval(tmp_path: Path) -> None:
    alice = showing(BLANK, calls=[[], [call("Offering", incoming=True)]])
    take_frame(alice, Deadline(0))
    with pytest.raises(StalePicture):
        expect_baseline(alice, wanted(tmp_path), Deadline(3))
    assert kept(tmp_path) == []


# There is one -----------------------------------------------------------------------------------------------


def test_the_same_picture_passes_and_says_all_that_was_allowed(tmp_path: Path) -> None:
    approve(tmp_path, BLANK)
    told = expect_baseline(showing(BLANK), wanted(tmp_path), Deadline(1))
    assert told == (
        "is the baseline 'idle': score 0 where 12 is allowed (both BMP), whole screen, nothing masked; "
        "baseline baselines/VVX600/5.9.3.2857/English/idle.bmp (exactly this firmware, language English), 1 look"
    )
    assert kept(tmp_path) == []


def test_it_waits_until_the_screen_is_the_baseline(tmp_path: Path) -> None:
    approve(tmp_path, WITH_ICON)
    told = expect_baseline(showing(BLANK, BLANK, WITH_ICON), wanted(tmp_path), Deadline(5))
    assert told.endswith(", 3 looks")


def test_masks_and_region_are_told_with_their_places(tmp_path: Path) -> None:
    approve(tmp_path, WITH_ICON)
    told = expect_baseline(showing(screen(ICON, CLOCK)), wanted(tmp_path, masks=CLOCK_MASK), Deadline(1))
    assert "whole screen but clock (240,0,480,20)" in told
    told = expect_baseline(showing(WITH_CLOCK), wanted(tmp_path, region=Region(0, 200, 480, 272)), Deadline(1))
    assert "region 0,200,480,272, nothing masked" in told


def test_a_tolerance_of_the_test_is_told(tmp_path: Path) -> None:
    approve(tmp_path, BLANK)
    told = expect_baseline(showing(WITH_ICON), wanted(tmp_path, tolerance=250), Deadline(1))
    assert re.search(r"score 1\d\d where 250 is allowed \(tolerance=\)", told)


@pytest.mark.parametrize("tolerance", [-1, 255, 1000])
def test_a_tolerance_that_is_none_is_refused(tolerance: float) -> None:
    with pytest.raises(UsageError, match=rf"tolerance={tolerance} is no tolerance"):
        Scope(tolerance=tolerance)


def test_two_formats_are_compared_with_their_own_limit(tmp_path: Path) -> None:
    approve(tmp_path, screen(ICON, kind="PNG"), "VVX600/5.9.3.2857/English/idle.png")
    told = expect_baseline(showing(screen(ICON, kind="JPEG")), wanted(tmp_path), Deadline(1))
    assert "where 40 is allowed (a PNG baseline, a JPEG picture)" in told
    with pytest.raises(NotTheBaseline, match="where 40 is allowed"):
        expect_baseline(showing(screen(kind="JPEG")), wanted(tmp_path), Deadline(0))


def test_masks_are_wider_on_jpeg(tmp_path: Path) -> None:
    approve(tmp_path, screen(kind="JPEG"), "VVX600/5.9.3.2857/English/idle.jpg")
    box = Region(*CLOCK)
    told = expect_baseline(showing(screen(CLOCK, kind="JPEG")), wanted(tmp_path, masks={"clock": box}), Deadline(0))
    assert "where 12 is allowed (both JPEG)" in told


def test_a_passed_check_forgets_what_an_earlier_run_has_kept(tmp_path: Path) -> None:
    with pytest.raises(BaselineMissing):
        expect_baseline(showing(WITH_ICON), wanted(tmp_path), Deadline(0))
    approve(tmp_path, BLANK)
    assert len(kept(tmp_path)) == 1
    expect_baseline(showing(BLANK), wanted(tmp_path), Deadline(0))
    assert kept(tmp_path) == []
    assert list((tmp_path / "results" / "baseline-candidates").iterdir()) == []


# There is none ----------------------------------------------------------------------------------------------


def test_without_a_baseline_it_fails_and_says_how_to_approve(tmp_path: Path) -> None:
    with pytest.raises(BaselineMissing) as caught:
        expect_baseline(showing(BLANK), wanted(tmp_path, masks=CLOCK_MASK), Deadline(5))
    assert plain(str(caught.value)) == (
        f"{ALICE}: there is no baseline 'idle' yet, so nothing was compared.\n"
        "Seen:  a screen of 480x272 (BMP), kept as results/baseline-candidates/KEPT.bmp. "
        "Looked in baselines/VVX600 for 5.9.3.2857, then the nearest older 5.9, then any, each in English or any.\n"
        "Tried: N in N s (limit N s, set by timeout=)\n"
        "Next:  look at the picture, and approve it if it is right: polylab baseline approve"
    )
    assert caught.value.failure_class == "test"
    (drawn,) = caught.value.drawn
    assert (drawn.phone, drawn.alt) == ("alice", f"'idle' of {ALICE}: waits for approval")
    assert (decode(drawn.png) == decode(BLANK)).all()
    (candidate,) = kept(tmp_path)
    assert candidate.data == BLANK
    assert (candidate.name, str(candidate.key), candidate.why) == (
        "idle", "VVX600/5.9.3.2857/English", "no baseline yet",
    )  # fmt: skip
    assert (candidate.phone, candidate.suite, candidate.test) == (ALICE, "Suite", "A Test")
    assert candidate.scope == Scope(masks=CLOCK_MASK)
    assert candidate.target == tmp_path / "baselines/VVX600/5.9.3.2857/English/idle.bmp"


def test_it_is_the_screen_at_rest_that_is_kept(tmp_path: Path) -> None:
    with pytest.raises(BaselineMissing) as caught:
        expect_baseline(showing(WITH_ICON, WITH_ICON, BLANK), wanted(tmp_path), Deadline(5))
    assert kept(tmp_path)[0].data == BLANK
    assert "come to rest" not in caught.value.seen


def test_a_screen_that_does_not_rest_is_kept_and_told(tmp_path: Path) -> None:
    with pytest.raises(BaselineMissing, match="which did not come to rest"):
        expect_baseline(showing(*[BLANK, WITH_ICON] * 500), wanted(tmp_path), Deadline(0.4))
    assert len(kept(tmp_path)) == 1


def test_those_for_other_phones_are_told(tmp_path: Path) -> None:
    approve(tmp_path, BLANK, "VVX600/6.4.0.1/English/idle.bmp")
    approve(tmp_path, BLANK, "VVX600/5.9.3.2857/French_France/idle.bmp")
    with pytest.raises(BaselineMissing) as caught:
        expect_baseline(showing(BLANK), wanted(tmp_path), Deadline(0))
    assert caught.value.seen.endswith(
        "There are only those for 5.9.3.2857 in French_France, 6.4.0.1 in English, which do not hold here."
    )


def test_the_language_is_part_of_the_key(tmp_path: Path) -> None:
    approve(tmp_path, BLANK)
    with pytest.raises(BaselineMissing, match="each in French_France or any"):
        expect_baseline(showing(BLANK, language="French_France"), wanted(tmp_path), Deadline(0))
    assert kept(tmp_path)[0].key.language == "French_France"


def test_a_phone_that_does_not_tell_its_language_gets_what_holds_for_all(tmp_path: Path) -> None:
    approve(tmp_path, BLANK)
    with pytest.raises(BaselineMissing):
        expect_baseline(showing(BLANK, language=None), wanted(tmp_path), Deadline(0))
    approve(tmp_path, BLANK, "VVX600/5.9.3.2857/any/idle.bmp")
    assert "any language" in expect_baseline(showing(BLANK, language=None), wanted(tmp_path), Deadline(0))


def test_the_output_folders_of_parallel_workers_need_no_name(tmp_path: Path) -> None:
    here = replace(wanted(tmp_path), output=tmp_path / "results" / "pabot_results" / "0")
    with pytest.raises(BaselineMissing) as caught:
        expect_baseline(showing(BLANK), here, Deadline(0))
    assert caught.value.hint.endswith(": polylab baseline approve")


def test_an_output_folder_elsewhere_is_named_for_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "else where").mkdir()
    monkeypatch.chdir(tmp_path / "else where")
    with pytest.raises(BaselineMissing) as caught:
        expect_baseline(showing(BLANK), wanted(tmp_path), Deadline(0))
    assert caught.value.hint.endswith(f"polylab baseline approve --results {tmp_path / 'results'}")


# It is another one ------------------------------------------------------------------------------------------


def test_a_difference_is_told_with_score_limit_places_and_pictures(tmp_path: Path) -> None:
    approve(tmp_path, BLANK)
    with pytest.raises(NotTheBaseline) as caught:
        expect_baseline(showing(WITH_ICON), wanted(tmp_path, masks=CLOCK_MASK), Deadline(0.3))
    assert plain(str(caught.value)) == (
        f"The screen of {ALICE} is not the baseline 'idle'.\n"
        "Seen:  score 195 where 12 is allowed (both BMP), whole screen but clock (240,0,480,20); 0.38 % of it differs "
        "in 1 place: 99,99,121,121 (left,top,right,bottom), most at 101,101; baseline "
        "baselines/VVX600/5.9.3.2857/English/idle.bmp (exactly this firmware, language English). Size 480x272, "
        "taken N s ago, kept as results/baseline-candidates/KEPT.bmp.\n"
        "Tried: N in N s (limit N s, set by timeout=)\n"
        "Next:  the log shows the difference; if the new screen is right: polylab baseline approve"
    )
    assert caught.value.failure_class == "product"
    (drawn,) = caught.value.drawn
    assert drawn.alt == f"'idle' of {ALICE}: the baseline, and the screen with what differs"
    assert decode(drawn.png).shape[:2] == (272, 480 * 2 + 8)
    assert kept(tmp_path)[0].why == "differs"


def test_the_looser_baseline_that_was_used_is_told(tmp_path: Path) -> None:
    approve(tmp_path, BLANK, "VVX600/5.9.2.1/any/idle.bmp")
    with pytest.raises(NotTheBaseline, match=r"the older firmware 5\.9\.2\.1, for there is none for 5\.9\.3\.2857"):
        expect_baseline(showing(WITH_ICON), wanted(tmp_path), Deadline(0))
    # What is approved from it holds for exactly this phone.
    assert str(kept(tmp_path)[0].key) == "VVX600/5.9.3.2857/English"


def test_what_changes_by_itself_is_named_with_the_masks_to_write(tmp_path: Path) -> None:
    approve(tmp_path, BLANK)
    with pytest.raises(NotTheBaseline) as caught:
        expect_baseline(showing(screen(TIMER)), wanted(tmp_path, masks=CLOCK_MASK), Deadline(0))
    assert caught.value.hint.startswith("all of it lies in timer of the map, which masks=clock;timer leaves out; the")
    with pytest.raises(NotTheBaseline) as caught:
        expect_baseline(showing(screen(TIMER, ICON)), wanted(tmp_path), Deadline(0))
    assert "masks=" not in caught.value.hint


def test_many_places_are_counted(tmp_path: Path) -> None:
    approve(tmp_path, BLANK)
    boxes = [(x, 100, x + 9, 109) for x in range(20, 460, 60)]
    with pytest.raises(NotTheBaseline, match=r"in 8 places: .* and 3 more \(left,top,right,bottom\)"):
        expect_baseline(showing(screen(*boxes)), wanted(tmp_path), Deadline(0))


def test_another_size_fails_at_once_and_names_both(tmp_path: Path) -> None:
    approve(tmp_path, screen(size=(320, 240)))
    with pytest.raises(NotTheBaseline) as caught:
        expect_baseline(showing(BLANK), wanted(tmp_path), Deadline(60))
    assert caught.value.wanted == f"The screen of {ALICE} has another size than the baseline 'idle'."
    assert caught.value.seen.startswith("a screen of 480x272 BMP, a baseline of 320x240 BMP, baselines/VVX600/")
    assert caught.value.tried.startswith("1 picture in ")
    (drawn,) = caught.value.drawn
    assert drawn.alt == f"'idle' of {ALICE}: the baseline (320x240 BMP), and the screen (480x272 BMP)"
    assert decode(drawn.png).shape[:2] == (272, 320 + 8 + 480)
    assert kept(tmp_path)[0].why == "another size"


def test_a_screen_is_given_a_moment_after_an_action(tmp_path: Path) -> None:
    approve(tmp_path, BLANK)
    alice = showing(BLANK, *[WITH_ICON] * 500)  # it shows the old screen for a moment still
    alice.acted()
    with pytest.raises(NotTheBaseline):
        expect_baseline(alice, wanted(tmp_path), Deadline(1))
    alice = showing(WITH_ICON, BLANK)
    alice.acted()
    told = expect_baseline(alice, wanted(tmp_path), Deadline(5))
    assert re.search(r", 1 look, at rest after \d\.\d s, \d+ pictures$", told)


# Neither yes nor no -----------------------------------------------------------------------------------------


def test_an_unreachable_phone_is_an_error(tmp_path: Path) -> None:
    approve(tmp_path, BLANK)
    with pytest.raises(Unreachable):
        expect_baseline(showing(Unreachable("alice is gone.")), wanted(tmp_path), Deadline(5))


def test_a_picture_that_comes_too_late_leaves_the_one_before_it(tmp_path: Path) -> None:
    approve(tmp_path, BLANK)
    alice, deadline = showing(WITH_ICON, WITH_ICON), Deadline(60)
    take = alice.pictures.take

    def slow(limit: Deadline) -> Picture:
        if alice.pictures.last is None:
            return take(limit)
        object.__setattr__(deadline, "started", deadline.started - 60)  # the time goes by
        raise Unreachable("alice did not answer in time.")

    alice.pictures.take = slow  # type: ignore[method-assign]
    with pytest.raises(NotTheBaseline):
        expect_baseline(alice, wanted(tmp_path), deadline)


def test_a_phone_that_goes_away_before_the_time_is_over_is_an_error(tmp_path: Path) -> None:
    approve(tmp_path, BLANK)
    with pytest.raises(Unreachable):
        expect_baseline(showing(WITH_ICON, Unreachable("alice is gone.")), wanted(tmp_path), Deadline(60))
    assert kept(tmp_path) == []


def test_a_torn_picture_is_no_answer(tmp_path: Path) -> None:
    approve(tmp_path, BLANK)
    assert expect_baseline(showing(BLANK[:1000], BLANK), wanted(tmp_path), Deadline(5)).endswith(", 2 looks")
    with pytest.raises(BadReply) as caught:
        expect_baseline(showing(BLANK[:1000]), wanted(tmp_path), Deadline(0.2))
    assert not isinstance(caught.value, CheckFailed)
    assert "breaks off" in caught.value.seen
    assert "set by timeout=" in caught.value.tried
    with pytest.raises(BadReply):
        expect_baseline(showing(BLANK[:1000]), wanted(tmp_path, "never approved"), Deadline(0.2))
    assert kept(tmp_path) == []


@pytest.mark.parametrize(
    ("data", "seen", "hint"),
    [
        (b"", "no bytes at all.", "restore it from version control"),
        (BLANK[:5000], "a BMP of 480x272 that breaks off", "restore it from version control"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "neither BMP, PNG nor JPEG", "git lfs pull"),
    ],
)
def test_a_broken_baseline_is_an_error_of_its_own(tmp_path: Path, data: bytes, seen: str, hint: str) -> None:
    file = approve(tmp_path, data)
    with pytest.raises(UsageError) as caught:
        expect_baseline(showing(BLANK), wanted(tmp_path), Deadline(0))
    assert caught.value.wanted == "The baseline idle.bmp is no picture."
    assert caught.value.seen.startswith(seen)
    assert caught.value.hint.startswith(hint)
    assert str(file) in caught.value.hint
    assert kept(tmp_path) == []


@pytest.mark.parametrize("scope", [{"region": Region(400, 0, 500, 20)}, {"masks": {"all": Region(0, 0, 480, 272)}}])
def test_a_region_off_the_screen_and_masks_over_all_of_it_are_refused(tmp_path: Path, scope: dict[str, object]) -> None:
    approve(tmp_path, BLANK)
    with pytest.raises(UsageError):
        expect_baseline(showing(BLANK), wanted(tmp_path, **scope), Deadline(0))


# Regions ----------------------------------------------------------------------------------------------------


def test_the_clock_is_masked_unless_the_test_says_otherwise() -> None:
    alice = showing(BLANK)
    assert masks_of(alice, None) == CLOCK_MASK
    assert masks_of(alice, []) == {}
    assert masks_of(alice, ["1,2,3,4"]) == {"1,2,3,4": Region(1, 2, 3, 4)}
    assert masks_of(alice, ["timer"]) == {"timer": Region(0, 160, 240, 198)}
