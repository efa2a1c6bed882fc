"""Tests of the bundle."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from firstline.datasets.errors import BundleError
from firstline.models.bundle import Bundle
from firstline.models.centre import centre_vectors
from firstline.models.encoder_manifest import file_sha256
from firstline.models.prediction import Prediction
from tests.training.small_desk import GROUP_OF, few, small_desk, train_small_bundle

FILES = (
    "encoder/encoder.json",
    "encoder/model.onnx",
    "encoder/tokenizer.json",
    "evidence.safetensors",
    "heads.json",
    "heads.safetensors",
    "lexical.json",
    "lexical.safetensors",
    "policy.json",
)
REQUESTS = [ticket.body for ticket in small_desk()[:12]]


@pytest.fixture(scope="module")
def bundle(small_bundle: Path) -> Bundle:
    return Bundle.load(small_bundle)


@pytest.fixture
def copied(small_bundle: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(small_bundle, tmp_path / "copied"))


def _predict(bundle: Bundle, texts: list[str]) -> list[Prediction]:
    return bundle.predict(texts, bundle.encoder.encode(texts))


def test_a_bundle_predicts_what_it_was_taught(bundle: Bundle) -> None:
    for ticket, prediction in zip(small_desk()[:12], _predict(bundle, REQUESTS), strict=True):
        assert prediction.fields["category"].value == ticket.category
        assert prediction.fields["priority"].value == ticket.priority
        assert prediction.fields["skill_group"].value == ticket.skill_group


def test_fields_and_values_are_those_of_the_training_tickets(bundle: Bundle) -> None:
    assert set(bundle.fields) == {"category", "priority", "skill_group"}
    assert bundle.values("skill_group") == tuple(sorted(GROUP_OF.values()))
    assert bundle.heads["priority"].order == ("normal", "high")


def test_the_version_is_the_digest_of_the_manifest(bundle: Bundle, small_bundle: Path) -> None:
    assert bundle.version == file_sha256(small_bundle / "manifest.json")
    assert bundle.name == small_bundle.name


def test_the_manifest_names_every_other_file(bundle: Bundle) -> None:
    assert tuple(sorted(bundle.manifest.files)) == FILES


def test_the_repr_shows_neither_text_nor_path(bundle: Bundle, small_bundle: Path) -> None:
    assert repr(bundle).startswith("Bundle('bundle', version=")
    assert str(small_bundle) not in repr(bundle)


def test_a_moved_or_copied_bundle_predicts_the_same(bundle: Bundle, copied: Path, tmp_path: Path) -> None:
    moved = copied.rename(tmp_path / "другое имя")
    other = Bundle.load(moved)
    assert other.version == bundle.version
    assert _predict(other, REQUESTS) == _predict(bundle, REQUESTS)


def test_a_bundle_needs_nothing_outside_itself(bundle: Bundle, copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRSTLINE_CACHE", "/nowhere")
    monkeypatch.chdir("/")
    for path in copied.rglob("*"):
        assert not path.is_symlink()
    assert _predict(Bundle.load(copied), REQUESTS) == _predict(bundle, REQUESTS)


# What comes out


def test_predictions_keep_the_order_of_the_texts(bundle: Bundle) -> None:
    forwards, backwards = _predict(bundle, REQUESTS), _predict(bundle, REQUESTS[::-1])
    for one, other in zip(forwards, backwards[::-1], strict=True):
        assert one.fields["category"].value == other.fields["category"].value
        assert one.fields["category"].confidence == pytest.approx(other.fields["category"].confidence, abs=1e-6)


def test_no_text_gives_no_prediction(bundle: Bundle) -> None:
    assert bundle.predict([], np.zeros((0, bundle.encoder.dimension), np.float32)) == []


def test_an_empty_text_gets_the_prior_and_an_abstention(tiny_encoder: Path, tmp_path: Path) -> None:
    tickets = [t for t in small_desk() if t.category == "printer"][:10]
    tickets += [t for t in small_desk() if t.category == "invoice"][:30]
    bundle = Bundle.load(train_small_bundle(tmp_path / "bundle", tiny_encoder, tickets))
    for prediction in _predict(bundle, ["", "  ", "\n\t"]):
        field = prediction.fields["category"]
        assert (field.value, field.tier) == ("invoice", "abstain")
        assert field.confidence == pytest.approx(30 / 40)


def test_an_empty_text_among_others_changes_nothing_about_them(bundle: Bundle) -> None:
    alone, among = _predict(bundle, REQUESTS[:1]), _predict(bundle, ["", REQUESTS[0], ""])
    assert among[1].fields["category"].value == alone[0].fields["category"].value
    assert among[0] == among[2]


def test_alternatives_are_the_next_values_without_the_value_itself(bundle: Bundle) -> None:
    for prediction in _predict(bundle, [*REQUESTS, "", "something else"]):
        for name, field in prediction.fields.items():
            named = [field.value, *(other.value for other in field.alternatives)]
            assert sorted(named) == sorted(bundle.values(name))
            confidences = [field.confidence, *(other.confidence for other in field.alternatives)]
            assert confidences == sorted(confidences, reverse=True)
            assert sum(confidences) == pytest.approx(1)


def test_of_many_values_at_least_three_alternatives_are_given(tiny_encoder: Path, tmp_path: Path) -> None:
    tickets = [t.model_copy(update={"category": f"c{n % 12}"}) for n, t in enumerate(few(60))]
    bundle = Bundle.load(train_small_bundle(tmp_path / "bundle", tiny_encoder, tickets))
    for prediction in _predict(bundle, ["", "the printer", "слово"]):
        field = prediction.fields["category"]
        assert len(field.alternatives) >= 3
        assert field.value not in {other.value for other in field.alternatives}


def test_fields_can_be_limited(bundle: Bundle) -> None:
    vectors = bundle.encoder.encode(REQUESTS)
    limited = bundle.predict(REQUESTS, vectors, fields=("priority",))
    whole = bundle.predict(REQUESTS, vectors)
    assert [list(prediction.fields) for prediction in limited] == [["priority"]] * len(REQUESTS)
    assert [p.fields["priority"] for p in limited] == [p.fields["priority"] for p in whole]
    assert [p.out_of_scope for p in limited] == [p.out_of_scope for p in whole]


def test_a_request_out_of_scope_is_an_abstention_in_every_field(bundle: Bundle) -> None:
    prediction = _predict(bundle, ["Ищу рецепт борща и ещё погоду на завтра"])[0]
    assert prediction.out_of_scope.flag
    assert {field.tier for field in prediction.fields.values()} == {"abstain"}


def test_of_a_request_that_reads_little_like_the_desks_nothing_is_more_than_a_suggestion(copied: Path) -> None:
    familiar = _predict(Bundle.load(copied), REQUESTS)
    file = copied / "heads.json"
    heads = json.loads(file.read_text(encoding="utf-8"))
    heads["out_of_scope"] |= {"threshold": 0.4e6, "scale": 1e6}  # every text scores .4
    file.write_text(json.dumps(heads), encoding="utf-8")
    for before, after in zip(familiar, _predict(Bundle.load(copied, verify=False), REQUESTS), strict=True):
        assert (round(after.out_of_scope.score, 3), after.out_of_scope.flag) == (0.401, False)
        for name, said in after.fields.items():
            assert said == before.fields[name].at_most_suggested("unfamiliar")
    assert "auto" in {field.tier for prediction in familiar for field in prediction.fields.values()}


def test_an_automatic_answer_is_at_least_as_sure_as_its_threshold(bundle: Bundle) -> None:
    auto = [
        field
        for prediction in _predict(bundle, [ticket.body for ticket in small_desk()])
        for field in prediction.fields.values()
        if field.tier == "auto"
    ]
    assert auto, "the small desk has evidence enough for some"
    assert all(field.threshold is not None and field.confidence >= field.threshold for field in auto)


def test_most_requests_like_those_it_was_taught_are_no_abstentions(bundle: Bundle) -> None:
    """Every held-out request of this desk was right: to know nothing about most of them is a broken threshold."""
    fields = [prediction.fields["category"] for prediction in _predict(bundle, [t.body for t in small_desk()])]
    assert sum(field.tier != "abstain" for field in fields) >= 0.9 * len(fields)


def test_the_reason_of_a_decision_is_a_word_of_the_text(bundle: Bundle) -> None:
    text = "🙂 hello, the printer again"
    reasons = bundle.explain(text, "category", "printer", limit=3)
    assert text[reasons[0].start : reasons[0].end] == "printer"
    assert len(reasons) <= 3


def test_centred_vectors_have_length_one_and_the_centre_itself_has_none() -> None:
    vectors = np.array([[1, 0], [0, 1], [0.5, 0.5]], np.float32)
    centred = centre_vectors(vectors, np.array([0.5, 0.5], np.float32))
    np.testing.assert_allclose(np.linalg.norm(centred, axis=1), [1, 1, 0], atol=1e-6)
    assert centred.dtype == np.float32


# What may be loaded


@pytest.mark.parametrize("name", FILES)
def test_a_bundle_with_one_changed_byte_is_refused_and_says_what_to_do(copied: Path, name: str) -> None:
    content = bytearray((copied / name).read_bytes())
    content[len(content) // 2] ^= 1
    (copied / name).write_bytes(content)
    with pytest.raises(BundleError, match=r"damaged.* (copy|train|make)"):
        Bundle.load(copied)


@pytest.mark.parametrize("name", FILES)
def test_a_bundle_that_lacks_a_file_is_refused_and_says_what_to_do(copied: Path, name: str) -> None:
    (copied / name).unlink()
    with pytest.raises(BundleError, match=r"cannot be read.* copy"):
        Bundle.load(copied)


@pytest.mark.parametrize("content", [b"", b"\x80\x04\x95", b"[]", b'{"fields": []}', b"null"])
@pytest.mark.parametrize("name", FILES)
def test_without_verification_a_damaged_bundle_is_refused_all_the_same(copied: Path, name: str, content: bytes) -> None:
    (copied / name).write_bytes(content)
    with pytest.raises(BundleError):
        Bundle.load(copied, verify=False)


def test_a_folder_that_is_no_bundle_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match=r"not a bundle.*firstline train"):
        Bundle.load(tmp_path)


def test_a_missing_path_or_a_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    for path in (tmp_path / "missing", file, file / "below"):
        with pytest.raises(BundleError, match=r"not a bundle.*firstline train"):
            Bundle.load(path)


def _other_format(manifest: dict[str, object]) -> None:
    manifest["format_version"] = 4


def _unknown_key(manifest: dict[str, object]) -> None:
    manifest["written_by_the_future"] = True


def _without_files(manifest: dict[str, object]) -> None:
    del manifest["files"]


@pytest.mark.parametrize("change", [_other_format, _unknown_key, _without_files])
def test_a_bundle_of_another_format_is_refused(copied: Path, change: Callable[[dict[str, object]], None]) -> None:
    path = copied / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    change(manifest)
    path.write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(BundleError, match=r"format version 3.*train"):
        Bundle.load(copied)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[]", b"[" * 100_000])
def test_a_manifest_that_is_no_manifest_is_said_to_be_damaged(copied: Path, content: bytes) -> None:
    (copied / "manifest.json").write_bytes(content)
    with pytest.raises(BundleError, match=r"manifest\.json is damaged: .* copy or train"):
        Bundle.load(copied)


# What loading must not do


def test_a_bundle_holds_onnx_json_and_safetensors_only(small_bundle: Path) -> None:
    files = [path for path in small_bundle.rglob("*") if path.is_file()]
    assert {path.suffix for path in files} == {".onnx", ".json", ".safetensors"}
    for path in files:
        assert path.read_bytes()[:1] != b"\x80", f"{path.name} begins like a pickle"
        assert path.stat().st_mode & 0o111 == 0, f"{path.name} is executable"


_LOAD_UNDER_WATCH = """
import sys
from pathlib import Path
from firstline.models.bundle import Bundle

def use(path):
    bundle = Bundle.load(Path(path))
    bundle.predict(["my printer"], bundle.encoder.encode(["my printer"]))

use(sys.argv[1])  # lazy imports are done now
FORBIDDEN = ("exec", "compile", "import", "pickle.", "marshal.", "os.system", "os.exec", "subprocess.", "socket.")

def watch(event, arguments):
    if event.startswith(FORBIDDEN):
        sys.stderr.write(f"loading did {event} {arguments}\\n")
        sys.stderr.flush()
        import os
        os._exit(3)

sys.addaudithook(watch)
use(sys.argv[2])
print("clean")
"""


def test_loading_runs_no_code_and_opens_no_connection(small_bundle: Path, copied: Path) -> None:
    for name in ("__init__.py", "sitecustomize.py", "heads.pkl", "encoder/modeling.py"):
        (copied / name).write_text("raise SystemExit('code of a bundle ran')\n")
    script = [sys.executable, "-c", _LOAD_UNDER_WATCH, str(small_bundle), str(copied)]
    done = subprocess.run(script, capture_output=True, text=True, timeout=120, cwd=copied, check=False)
    assert (done.returncode, done.stdout) == (0, "clean\n"), done.stderr


def test_a_masked_value_is_never_named_and_the_others_keep_their_confidence(bundle: Bundle) -> None:
    texts, vectors = REQUESTS, bundle.encoder.encode(REQUESTS)
    before = bundle.predict(texts, vectors)
    after = bundle.predict(texts, vectors, masked={"category": {"printer", "unknown"}})
    for old, new in zip(before, after, strict=True):
        first, said = old.fields["category"], new.fields["category"]
        confidences = {first.value: first.confidence} | {c.value: c.confidence for c in first.alternatives}
        named = {said.value: said.confidence} | {c.value: c.confidence for c in said.alternatives}
        assert "printer" not in named
        assert named == {value: confidences[value] for value in named}
        if first.value == "printer":
            assert (said.tier in {"suggest", "abstain"}, said.threshold) == (True, None)
        else:
            assert (said.value, said.tier, said.threshold) == (first.value, first.tier, first.threshold)
        assert new.fields["priority"] == old.fields["priority"]


def test_with_every_value_masked_nothing_is_said(bundle: Bundle) -> None:
    masked = {"category": bundle.values("category")}
    (found,) = bundle.predict(REQUESTS[:1], bundle.encoder.encode(REQUESTS[:1]), masked=masked)
    assert (found.fields["category"].value, found.fields["category"].tier) == ("", "abstain")


def test_a_bundle_knows_the_lists_that_it_was_trained_with(bundle: Bundle) -> None:
    listed = bundle.listed("priority")
    assert (listed.values, listed.order, listed.never_auto) == (("high", "normal"), ("normal", "high"), ())


def as_version_2(folder: Path) -> None:
    """What the version before wrote: no evidence, and policies that do not tell languages apart."""
    (folder / "evidence.safetensors").unlink()
    policies = json.loads((folder / "policy.json").read_text(encoding="utf-8"))
    for policy in policies.values():
        for key in ("languages", "limits", "cap"):
            del policy[key]
    (folder / "policy.json").write_text(json.dumps(policies), encoding="utf-8")
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    del manifest["files"]["evidence.safetensors"]
    manifest["files"]["policy.json"] = file_sha256(folder / "policy.json")
    manifest["format_version"] = 2
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def test_a_bundle_of_format_version_2_is_still_read_and_is_auto_in_every_language(copied: Path) -> None:
    as_version_2(copied)
    old = Bundle.load(copied)
    assert old.evidence == {}
    policy = old.policies["category"].model_copy(update={"auto": {"printer": 0.5}})
    assert policy.tier("printer", 0.9, out_of_scope=False, language="fi") == "auto"
    assert _predict(old, REQUESTS)[0].fields["category"].value == small_desk()[0].category


def test_the_evidence_behind_the_thresholds_is_in_the_bundle(bundle: Bundle) -> None:
    assert set(bundle.evidence) == set(bundle.heads)
    for name, evidence in bundle.evidence.items():
        held_out = bundle.manifest.metrics[name]
        assert len(evidence) == held_out["held_out"]
        assert evidence.right.mean() == pytest.approx(held_out["accuracy"], abs=1e-4)
        assert evidence.languages


def test_a_value_is_not_auto_in_a_language_that_does_not_carry_it(copied: Path) -> None:
    bundle = Bundle.load(copied)
    everywhere = {name: p.model_copy(update={"auto": {"printer": 0.0}}) for name, p in bundle.policies.items()}
    bundle.policies = everywhere
    texts = [next(ticket.body for ticket in small_desk() if ticket.category == "printer")]
    assert _predict(bundle, texts)[0].fields["category"].tier == "auto"
    bundle.policies = {n: p.model_copy(update={"languages": {"printer": ("de",)}}) for n, p in everywhere.items()}
    said = _predict(bundle, texts)[0].fields["category"]
    assert (said.value, said.threshold) == ("printer", None)
    assert said.tier != "auto"
