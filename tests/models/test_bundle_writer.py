"""Tests of the bundle writer."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from firstline.datasets.errors import BundleError, InputError
from firstline.models import bundle_writer
from firstline.models.bundle import Bundle
from firstline.models.bundle_writer import BundleParts, check_output, write_bundle, write_policies
from firstline.models.lexical_view import LexicalView
from tests.training.small_desk import file_digests, small_desk, train_small_bundle


@pytest.fixture(scope="module")
def parts(small_bundle: Path) -> BundleParts:
    """What the small bundle is made of."""
    bundle = Bundle.load(small_bundle)
    return BundleParts(
        encoder_folder=small_bundle / "encoder",
        centre=bundle.centre,
        offsets=bundle.offsets,
        lexical=LexicalView.load(small_bundle),
        heads=bundle.heads,
        policies=bundle.policies,
        detector=None,
        data=bundle.manifest.data,
        metrics=bundle.manifest.metrics,
        seed=bundle.manifest.seed,
    )


@pytest.fixture
def output(small_bundle: Path, tmp_path: Path) -> Path:
    """A bundle that is there already."""
    return Path(shutil.copytree(small_bundle, tmp_path / "bundles" / "desk"))


def _others(output: Path) -> list[str]:
    return sorted(path.name for path in output.parent.iterdir() if path != output)


def test_the_same_tickets_and_seed_give_the_same_bytes(small_bundle: Path, tiny_encoder: Path, tmp_path: Path) -> None:
    again = train_small_bundle(tmp_path / "somewhere" / "else", tiny_encoder)
    assert file_digests(again) == file_digests(small_bundle)


def test_other_tickets_give_another_version(small_bundle: Path, tiny_encoder: Path, tmp_path: Path) -> None:
    again = train_small_bundle(tmp_path / "other", tiny_encoder, small_desk()[:60])
    assert Bundle.load(again).version != Bundle.load(small_bundle).version


def test_it_returns_the_version_that_loading_shows(parts: BundleParts, tmp_path: Path) -> None:
    version = write_bundle(parts, tmp_path / "made" / "on the way" / "desk")
    assert Bundle.load(tmp_path / "made" / "on the way" / "desk").version == version


def test_what_is_written_is_what_is_loaded(parts: BundleParts, small_bundle: Path, tmp_path: Path) -> None:
    write_bundle(parts, tmp_path / "desk")
    one, other = Bundle.load(small_bundle), Bundle.load(tmp_path / "desk")
    texts = [ticket.body for ticket in small_desk()[:5]]
    vectors = one.encoder.encode(texts)
    assert one.policies == other.policies
    found, wanted = other.predict(texts, vectors), one.predict(texts, vectors)
    for mine, theirs in zip(found, wanted, strict=True):
        assert {n: (f.value, f.confidence) for n, f in mine.fields.items()} == {
            n: (f.value, f.confidence) for n, f in theirs.fields.items()
        }


def test_a_bundle_without_a_detector_flags_nothing(parts: BundleParts, tmp_path: Path) -> None:
    write_bundle(parts, tmp_path / "desk")
    bundle = Bundle.load(tmp_path / "desk")
    prediction = bundle.predict(["погода"], bundle.encoder.encode(["погода"]))[0]
    assert prediction.out_of_scope.as_json() == {"score": 0.0, "flag": False}


def test_a_former_bundle_is_replaced_in_whole(parts: BundleParts, output: Path) -> None:
    (output / "left over").write_text("from before")
    version = write_bundle(parts, output)
    assert Bundle.load(output).version == version
    assert not (output / "left over").exists()
    assert _others(output) == []


def test_an_empty_folder_is_filled(parts: BundleParts, tmp_path: Path) -> None:
    (tmp_path / "desk").mkdir()
    write_bundle(parts, tmp_path / "desk")
    assert Bundle.load(tmp_path / "desk").fields


@pytest.mark.parametrize("what", ["a file", "a folder of something else"])
def test_what_is_no_bundle_is_not_overwritten(parts: BundleParts, tmp_path: Path, what: str) -> None:
    output = tmp_path / "mine"
    precious = output
    if what != "a file":
        output.mkdir()
        precious = output / "thesis.txt"
    precious.write_text("years of work")
    for refuse in (lambda: check_output(output), lambda: write_bundle(parts, output)):
        with pytest.raises(InputError, match="not a bundle; name another folder"):
            refuse()
    assert precious.read_text() == "years of work"
    assert _others(output) == []


def test_a_place_where_no_bundle_can_be_made_is_named_before_any_work(tmp_path: Path, small_bundle: Path) -> None:
    for output in (Path("/proc/desk"), tmp_path / ("x" * 300)):
        with pytest.raises(InputError, match=f"{output} cannot be written"):
            check_output(output)
    check_output(tmp_path / "new" / "desk")
    assert list(tmp_path.iterdir()) == []
    check_output(small_bundle)


def test_a_missing_part_leaves_the_former_bundle_as_it_was(parts: BundleParts, output: Path) -> None:
    before = file_digests(output)
    with pytest.raises(OSError, match="missing"):
        write_bundle(replace(parts, encoder_folder=output.parent / "missing"), output)
    assert file_digests(output) == before
    assert _others(output) == []


@pytest.mark.parametrize("step", ["save_file", "_seal", "_swap"])
@pytest.mark.parametrize("fault", [OSError("no space left"), KeyboardInterrupt()])
def test_an_interruption_at_any_step_leaves_the_former_bundle_as_it_was(
    parts: BundleParts, output: Path, monkeypatch: pytest.MonkeyPatch, step: str, fault: BaseException
) -> None:
    def fail(*_: object) -> None:
        raise fault

    before = file_digests(output)
    monkeypatch.setattr(bundle_writer, step, fail)
    with pytest.raises(type(fault)):
        write_bundle(parts, output)
    assert file_digests(output) == before
    assert _others(output) == []


def test_where_the_last_rename_fails_the_former_bundle_comes_back(
    parts: BundleParts, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def fail_at_the_last(self: Path, target: Path) -> Path:
        if target == output and not self.name.endswith(".former"):
            raise OSError("the disk is gone")
        return rename(self, target)

    before = file_digests(output)
    monkeypatch.setattr(Path, "rename", fail_at_the_last)
    with pytest.raises(OSError, match="the disk is gone"):
        write_bundle(parts, output)
    assert file_digests(output) == before
    assert _others(output) == []


def test_a_failure_without_a_former_bundle_leaves_nothing(parts: BundleParts, tmp_path: Path) -> None:
    output = tmp_path / "new" / "desk"
    with pytest.raises(OSError, match="missing"):
        write_bundle(replace(parts, encoder_folder=tmp_path / "missing"), output)
    assert not output.exists()
    assert _others(output) == []


def test_a_damaged_encoder_never_gets_into_a_bundle(parts: BundleParts, tmp_path: Path) -> None:
    damaged = Path(shutil.copytree(parts.encoder_folder, tmp_path / "encoder"))
    (damaged / "model.onnx").write_bytes(b"")
    with pytest.raises(BundleError, match="damaged"):
        write_bundle(replace(parts, encoder_folder=damaged), tmp_path / "desk")
    assert not (tmp_path / "desk").exists()


def test_a_link_to_a_bundle_is_written_through_or_replaced_without_leftovers(parts: BundleParts, output: Path) -> None:
    link = output.with_name("current")
    link.symlink_to(output, target_is_directory=True)
    version = write_bundle(parts, link)
    assert Bundle.load(link).version == version
    assert _others(output) == ["current"]


def test_a_bundle_can_be_read_by_the_service_account(parts: BundleParts, tmp_path: Path) -> None:
    write_bundle(parts, tmp_path / "desk")
    assert (tmp_path / "desk").stat().st_mode & 0o777 == 0o755
    for path in (tmp_path / "desk").rglob("*"):
        assert path.stat().st_mode & 0o044 == 0o044, path


def test_other_policies_make_another_bundle_of_the_same_models(small_bundle: Path, tmp_path: Path) -> None:
    old = Bundle.load(small_bundle)
    policies = {name: policy.model_copy(update={"suggest": 0.05}) for name, policy in old.policies.items()}
    before = file_digests(small_bundle)
    version = write_policies(small_bundle, policies, tmp_path / "other")
    new = Bundle.load(tmp_path / "other")
    assert (new.version, new.policies) == (version, policies)
    assert file_digests(small_bundle) == before
    after = file_digests(tmp_path / "other")
    changed = {name for name in after if after[name] != before[name]}
    assert (set(after), changed) == (set(before), {"manifest.json", "policy.json"})


def test_policies_may_replace_those_of_the_bundle_itself(output: Path) -> None:
    policies = Bundle.load(output).policies
    changed = {name: policy.model_copy(update={"suggest": 0.05}) for name, policy in policies.items()}
    version = write_policies(output, changed, output)
    assert (Bundle.load(output).version, Bundle.load(output).policies) == (version, changed)
    assert not _others(output)


def test_the_name_of_the_desk_is_kept_and_a_desk_without_one_has_none(parts: BundleParts, tmp_path: Path) -> None:
    for name in ("Fjordhost", ""):
        write_bundle(replace(parts, desk=name), tmp_path / "named")
        assert Bundle.load(tmp_path / "named").desk == name
