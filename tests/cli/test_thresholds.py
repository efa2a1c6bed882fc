"""Tests of `firstline thresholds`."""

from pathlib import Path

from firstline.models.bundle import Bundle
from tests.cli.command import Run, files_in
from tests.models.test_bundle import as_version_2


def test_without_an_output_it_only_shows(run: Run, bundle: Path) -> None:
    before = Bundle.load(bundle).version
    done = run("thresholds", bundle, "--target", "0.6", "--field", "category")
    assert done.code == 0, done.err
    assert "category: automation" in done.out
    assert "a precision of 60 %" in done.out
    assert "at 60 %" in done.out
    assert "nothing was written" in done.err
    assert Bundle.load(bundle).version == before


def test_what_is_asked_for_is_explained_and_nothing_is_cut(run: Run, bundle: Path) -> None:
    done = run("thresholds", bundle, "--field", "category", "--target", "0.97", "--minimum-evidence", "20")
    assert "…" not in done.out
    assert "at 97 %" in done.out
    assert "to be certain of 97 % takes 99 right answers in one language, none wrong" in done.out
    assert "at least 20 held-out tickets of a language, from fewer of which nothing is concluded" in done.out
    only_shown = run("thresholds", bundle)
    assert "nothing was written" not in only_shown.err
    assert "the bundle's own thresholds" in only_shown.err


def test_a_higher_target_automates_less_without_training(run: Run, bundle: Path, tmp_path: Path) -> None:
    done = run(
        "thresholds", bundle, "--target", "0.999", "--minimum-evidence", "10", "--field", "category",
        "--output", tmp_path / "new",
    )  # fmt: skip
    assert done.code == 0, done.err
    old, new = Bundle.load(bundle), Bundle.load(tmp_path / "new")
    assert new.version[:12] in done.out
    assert new.policies["category"].target_precision == 0.999
    assert set(old.policies["category"].auto) == {"invoice", "password", "printer"}
    assert new.policies["category"].auto == {}
    assert new.policies["priority"] == old.policies["priority"]
    text = ["the printer shows a paper jam since this morning, thank you"]
    (one,), (other,) = (model.predict(text, model.encoder.encode(text)) for model in (old, new))
    assert one.fields["category"].confidence == other.fields["category"].confidence


def test_one_value_may_have_a_limit_of_its_own(run: Run, bundle: Path) -> None:
    asked = ("--field", "category", "--value", "printer", "--target", "0.999")
    assert run("thresholds", bundle, *asked, "--in-place").code == 0
    policy = Bundle.load(bundle).policies["category"]
    assert set(policy.limits) == {"printer"}
    assert (policy.limit("printer").target_precision, policy.limit("invoice").target_precision) == (0.999, 0.95)
    assert set(policy.auto) == {"invoice", "password"}
    assert files_in(bundle.parent) == [bundle.name]


def test_what_the_bundle_does_not_know_ends_with_2(run: Run, bundle: Path, tmp_path: Path) -> None:
    for asked, said in (
        (("--field", "colour"), "no field 'colour'"),
        (("--field", "category", "--value", "fax"), "no value 'fax'"),
        (("--value", "printer"), "name it with --field"),
        (("--output", tmp_path / "new"), "nothing to change"),
        (("--target", "0.9", "--in-place", "--output", tmp_path / "new"), "one place"),
    ):
        done = run("thresholds", bundle, *asked)
        assert done.code == 2
        assert said in done.complaint
    assert not (tmp_path / "new").exists()


def test_an_old_bundle_without_evidence_says_what_to_do(run: Run, bundle: Path) -> None:
    as_version_2(bundle)
    done = run("thresholds", bundle, "--target", "0.9", "--in-place")
    assert done.code == 2
    assert "format version 2" in done.complaint
    assert "firstline train" in done.complaint
