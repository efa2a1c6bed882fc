"""Tests of the training run."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from firstline.datasets.config import Config, TrainingConfig
from firstline.datasets.errors import BundleError, ConfigError, InputError
from firstline.datasets.ticket import Ticket
from firstline.datasets.value_descriptions import Descriptions
from firstline.models.bundle import Bundle
from firstline.models.prediction import FieldPrediction
from firstline.training.training_run import TrainingResult, train_bundle
from tests.tiny_encoder import build_tiny_encoder
from tests.training.small_desk import changed, few, file_digests, small_desk


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "bundle"


@pytest.fixture
def train(tiny_encoder: Path, output: Path) -> "Train":
    return Train(f"path:{tiny_encoder}", output)


class Train:
    """`train_bundle` with the tiny encoder, and what it said."""

    def __init__(self, encoder: str, output: Path) -> None:
        self.encoder = encoder
        self.output = output
        self.said: list[str] = []

    def __call__(
        self,
        tickets: Sequence[Ticket],
        *,
        fields: Sequence[str] = (),
        config: Config | None = None,
        descriptions: Descriptions | None = None,
    ) -> Bundle:
        train_bundle(
            tickets,
            self.output,
            config=config or Config(),
            fields=fields,
            encoder=self.encoder,
            descriptions=descriptions,
            say=self.said.append,
        )
        return Bundle.load(self.output)


def _field(bundle: Bundle, text: str, field: str = "category") -> FieldPrediction:
    return bundle.predict([text], bundle.encoder.encode([text]))[0].fields[field]


# Which fields, which labels


def test_without_a_name_the_three_usual_fields_that_are_there_are_trained(train: Train) -> None:
    assert set(train(few(40)).fields) == {"category", "priority", "skill_group"}
    assert set(train(changed(few(40), skill_group=None)).fields) == {"category", "priority"}


def test_named_fields_alone_are_trained_extra_columns_too(train: Train) -> None:
    tickets = [Ticket.model_validate({"body": t.body, "building": t.category}) for t in few(40)]
    bundle = train(tickets, fields=["building"])
    assert bundle.fields == ("building",)
    assert bundle.values("building") == ("invoice", "password", "printer")


def test_the_configuration_names_fields_too(train: Train) -> None:
    config = Config.model_validate({"training": {"fields": ["priority"]}})
    assert train(few(40), config=config).fields == ("priority",)


def test_a_label_missing_in_half_the_rows_still_trains_the_others_on_all(train: Train) -> None:
    tickets = [t if n % 2 else t.model_copy(update={"category": None}) for n, t in enumerate(few(80))]
    bundle = train(tickets)
    assert bundle.manifest.data.labels == {"category": 40, "priority": 80, "skill_group": 80}
    assert bundle.manifest.metrics["priority"]["held_out"] == 80
    assert bundle.manifest.metrics["category"]["held_out"] == 40


def test_labels_that_a_machine_set_are_left_out(train: Train) -> None:
    tickets = few(60) + [
        Ticket(body=f"the printer jams {n}", category="invented by a robot", set_by={"category": "machine"})
        for n in range(20)
    ]
    bundle = train(tickets)
    assert "invented by a robot" not in bundle.values("category")
    assert bundle.manifest.data.labels["category"] == 60


@pytest.mark.parametrize("setter", ["human", "rule"])
def test_labels_that_a_person_or_a_rule_set_count(train: Train, setter: str) -> None:
    bundle = train(changed(few(30), set_by={"category": setter}))
    assert bundle.manifest.data.labels["category"] == 30


def test_what_a_machine_set_in_one_field_leaves_the_others_alone(train: Train) -> None:
    bundle = train(changed(few(30), set_by={"category": "machine"}))
    assert set(bundle.fields) == {"priority", "skill_group"}


def test_renamed_and_retired_labels_follow_the_configuration(train: Train) -> None:
    rules = {"rename": {"printer": "hardware"}, "retired": ["invoice"]}
    bundle = train(small_desk()[:90], config=Config.model_validate({"fields": {"category": rules}}))
    assert bundle.values("category") == ("hardware", "password")
    assert _field(bundle, "our printer is offline again").value == "hardware"


def test_a_value_outside_the_list_is_never_predicted(train: Train) -> None:
    rules = {"values": ["password", "printer"]}
    bundle = train(small_desk()[:90], config=Config.model_validate({"fields": {"category": rules}}))
    assert bundle.values("category") == ("password", "printer")
    assert _field(bundle, "the invoice has a wrong amount").value in {"password", "printer"}


def test_a_configured_order_is_in_the_bundle(train: Train) -> None:
    config = Config.model_validate({"fields": {"priority": {"order": ["normal", "high"]}}})
    assert train(few(40), config=config).heads["priority"].order == ("normal", "high")


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"category": None, "priority": None, "skill_group": None}, ()),
        ({"category": None}, ("category",)),
        ({"set_by": {"category": "machine"}}, ("category",)),
        ({}, ("no_such_column",)),
    ],
)
def test_without_a_usable_field_it_says_what_to_do(
    train: Train, change: dict[str, object], fields: tuple[str, ...]
) -> None:
    with pytest.raises(InputError, match=r"--map .*--field|--field .*--map"):
        train(changed(few(20), **change), fields=fields)
    assert not train.output.exists()


def test_no_ticket_at_all_is_an_input_error(train: Train) -> None:
    with pytest.raises(InputError):
        train([])
    assert not train.output.exists()


@pytest.mark.parametrize("body", ["", "  ", "?", "😀", "a"])
def test_tickets_without_a_word_are_an_input_error(train: Train, body: str) -> None:
    with pytest.raises(InputError, match="text"):
        train(changed(few(10), body=body))
    assert not train.output.exists()


# Small and odd desks


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_a_desk_of_a_few_tickets_trains_and_is_never_auto(train: Train, count: int) -> None:
    bundle = train(few(count))
    for text in ("the printer shows a paper jam", "something else", ""):
        field = _field(bundle, text)
        assert field.value in bundle.values("category")
        assert field.tier != "auto"


def test_a_field_with_one_value_trains_to_a_constant_that_is_never_auto(train: Train) -> None:
    bundle = train(changed(small_desk()[:100], category="only"), fields=["category", "priority"])
    field = _field(bundle, "the printer shows a paper jam since this morning, thank you")
    assert (field.value, field.confidence, field.threshold) == ("only", 1.0, None)
    assert field.alternatives == ()
    assert field.tier != "auto"


def test_a_field_with_one_value_is_warned_of(train: Train) -> None:
    train(changed(few(30), category="only"), fields=["category"])
    assert any(line.startswith("category: 1 value") and "never auto" in line for line in train.said)


def test_a_storm_of_equal_tickets_trains(train: Train) -> None:
    tickets = changed(small_desk(dated=True)[:60], body="ALERT host down", category="monitoring")
    tickets += small_desk(dated=True)[60:140]
    assert "monitoring" in train(tickets).values("category")


def test_tickets_that_all_say_the_same_train(train: Train) -> None:
    tickets = changed(few(40), body="please help me")
    bundle = train(tickets)
    assert _field(bundle, "please help me").value in bundle.values("category")


def test_texts_without_content_do_not_stop_the_others(train: Train) -> None:
    bundle = train([*few(60), *[Ticket(id=f"E{n}", category="printer") for n in range(10)]])
    assert _field(bundle, "please reset my password").value == "password"


def test_values_may_be_any_text(train: Train) -> None:
    names = {"printer": "Drucker / Scanner 🖨", "password": "пароль.0.weights", "invoice": "../invoice\n"}
    bundle = train([t.model_copy(update={"category": names[str(t.category)]}) for t in few(60)])
    assert set(bundle.values("category")) == set(names.values())
    assert _field(bundle, "please reset my password").value == names["password"]


def test_a_field_may_have_any_name(train: Train) -> None:
    tickets = [
        Ticket.model_validate({"body": t.body, "centre": t.category, "a.vector": t.priority, "scope": t.category})
        for t in few(60)
    ]
    bundle = train(tickets, fields=["centre", "a.vector", "scope"])
    assert set(bundle.fields) == {"centre", "a.vector", "scope"}
    assert _field(bundle, "please reset my password", "centre").value == "password"


# What is written


def test_the_manifest_knows_its_data_and_holds_no_text(train: Train) -> None:
    tickets = small_desk(dated=True)[:60]
    bundle = train(tickets)
    data = bundle.manifest.data
    assert data.tickets == 60
    assert (data.first_created_at, data.last_created_at) == ("2025-01-01T00:00:00+00:00", "2025-01-03T11:00:00+00:00")
    assert "newer half" in data.held_out
    written = (train.output / "manifest.json").read_text(encoding="utf-8")
    assert "second floor" not in written
    assert str(train.output.parent) not in written


def test_the_data_fingerprint_changes_with_a_label_and_with_a_text(train: Train) -> None:
    tickets = few(30)
    first = train(tickets).manifest.data
    relabelled = train([tickets[0].model_copy(update={"priority": "low"}), *tickets[1:]]).manifest.data
    retold = train([tickets[0].model_copy(update={"body": "other words"}), *tickets[1:]]).manifest.data
    assert len({first.fingerprint, relabelled.fingerprint, retold.fingerprint}) == 3
    assert first.texts_fingerprint == relabelled.texts_fingerprint != retold.texts_fingerprint


def test_the_result_names_what_was_made(train: Train) -> None:
    result = train_bundle(few(30), train.output, config=Config(), encoder=train.encoder)
    assert isinstance(result, TrainingResult)
    assert result.version == Bundle.load(train.output).version
    assert set(result.metrics) == {"category", "priority", "skill_group"}


def test_agents_words_and_resolutions_are_not_learned(train: Train) -> None:
    """What was written after the decision is not there when a request arrives."""
    secret = [
        t.model_copy(update={"resolution": f"zzanswer{t.category}", "status": "closed", "skill_group": None})
        for t in few(40)
    ]
    train(secret)
    assert "zzanswer" not in (train.output / "lexical.json").read_text(encoding="utf-8")


# Interruptions and repetitions


def test_an_interrupted_run_leaves_no_bundle_and_nothing_beside_it(tiny_encoder: Path, output: Path) -> None:
    def interrupt(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train_bundle(few(20), output, config=Config(), encoder=f"path:{tiny_encoder}", progress=interrupt)
    assert list(output.parent.iterdir()) == []


def test_an_interrupted_run_leaves_the_former_bundle(train: Train) -> None:
    train(few(20))
    before = file_digests(train.output)

    def interrupt(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train_bundle(few(30), train.output, config=Config(), encoder=train.encoder, progress=interrupt)
    assert file_digests(train.output) == before


def test_a_second_run_encodes_only_what_is_new(train: Train, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRSTLINE_CACHE", str(tmp_path / "cache"))
    first: list[tuple[int, int]] = []
    second: list[tuple[int, int]] = []
    for tickets, reports in ((few(30), first), (few(33), second)):
        train_bundle(
            tickets,
            train.output,
            config=Config(),
            encoder=train.encoder,
            progress=lambda done, total, seen=reports: seen.append((done, total)),
        )
    names = 8  # of the three fields' values: examples are few
    assert first[0] == (0, 30 + names)
    assert (30 + names, 30 + names) in first
    assert second[0] == (30 + names, 33 + names)
    segments = sorted((tmp_path / "cache" / "embeddings").rglob("*.npy"))
    train(few(33))
    assert sorted((tmp_path / "cache" / "embeddings").rglob("*.npy")) == segments


def test_the_cache_of_vectors_is_kept_below_its_size(
    train: Train, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIRSTLINE_CACHE", str(tmp_path / "cache"))
    train(few(40))
    assert list((tmp_path / "cache" / "embeddings").glob("*/*.npy"))
    monkeypatch.setattr("firstline.training.encoded_desk._CACHE_BYTES", 0)
    train(few(40))
    assert not list((tmp_path / "cache" / "embeddings").glob("*/*.npy"))


def test_another_encoder_does_not_get_the_vectors_of_the_first(train: Train, tmp_path: Path) -> None:
    first = train(few(30))
    other = build_tiny_encoder(tmp_path / "other encoder", seed=1)
    train.encoder = f"path:{other}"
    second = train(few(30))
    assert first.manifest.encoder_fingerprint != second.manifest.encoder_fingerprint
    assert (first.centre != second.centre).any()


def test_the_seed_is_in_the_manifest_and_the_run_says_how_it_judged(train: Train) -> None:
    bundle = train(few(30), config=Config.model_validate({"training": {"seed": 7}}))
    assert bundle.manifest.seed == 7
    assert any("held out: five random folds" in line for line in train.said)


def test_what_it_says_holds_no_text(train: Train) -> None:
    train(few(30))
    assert not any("printer shows" in line or "second floor" in line for line in train.said)


# What is refused before any work


@pytest.mark.parametrize("encoder", ["bert", "path:/no/such/folder", ""])
def test_an_unknown_encoder_is_refused(train: Train, encoder: str) -> None:
    with pytest.raises(ConfigError):
        train_bundle(few(10), train.output, config=Config.model_validate({"training": {"encoder": encoder or "x"}}))
    assert not train.output.exists()


def test_a_damaged_encoder_is_refused(tmp_path: Path, output: Path) -> None:
    encoder = build_tiny_encoder(tmp_path / "damaged")
    (encoder / "tokenizer.json").write_text(json.dumps({}))
    with pytest.raises(BundleError, match="damaged"):
        train_bundle(few(10), output, config=Config(), encoder=f"path:{encoder}")
    assert not output.exists()


def test_an_output_that_is_something_else_is_refused_before_anything_is_encoded(train: Train) -> None:
    train.output.write_text("precious")

    def never(done: int, total: int) -> None:
        raise AssertionError("something was encoded")

    with pytest.raises(InputError, match="not a bundle"):
        train_bundle(few(10), train.output, config=Config(), encoder=train.encoder, progress=never)


def test_an_output_below_a_file_is_refused_before_anything_is_encoded(train: Train, tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    def never(done: int, total: int) -> None:
        raise AssertionError("something was encoded")

    with pytest.raises(InputError):
        train_bundle(few(10), tmp_path / "file" / "bundle", config=Config(), encoder=train.encoder, progress=never)


# What a desk says of its lists


def test_what_is_never_auto_gets_no_threshold_and_the_bundle_remembers_it(train: Train) -> None:
    rules = {
        "values": ["invoice", "password", "printer", "fax"],
        "never_auto": ["password"],
        "rename": {"pw": "password"},
    }
    bundle = train(small_desk(dated=True), config=Config.model_validate({"fields": {"category": rules}}))
    assert "password" not in bundle.policies["category"].auto
    assert bundle.policies["category"].never_auto == ("password",)
    assert any("left to people, as configured: password" in line for line in train.said)
    listed = bundle.listed("category")
    assert (listed.values, listed.never_auto) == (("invoice", "password", "printer", "fax"), ("password",))
    assert listed.current_name("pw") == "password"


def test_of_a_field_with_several_values_the_first_one_is_learned(train: Train) -> None:
    tickets = [Ticket.model_validate({"body": t.body, "tags": [t.category, "seen"]}) for t in few(60)]
    tickets += [Ticket.model_validate({"body": t.body, "tags": f"{t.category};seen"}) for t in few(60)]
    config = Config.model_validate({"fields": {"tags": {"multiple": True}}})
    bundle = train(tickets, fields=["tags"], config=config)
    assert bundle.values("tags") == ("invoice", "password", "printer")
    assert _field(bundle, "please reset my password", "tags").value == "password"


def test_tickets_marked_as_out_of_scope_are_never_predicted_and_teach_what_does_not_belong(train: Train) -> None:
    own = small_desk()
    strangers = [
        ticket.model_copy(update={"id": f"S{number}", "category": "oos", "body": f"my soup number {number} is cold"})
        for number, ticket in enumerate(few(60))
    ]
    config = Config(training=TrainingConfig(out_of_scope=("oos",)))
    bundle = train([*own, *strangers], config=config, fields=["category"])
    assert "oos" not in bundle.values("category")
    texts = ["my soup number 999 is cold", own[0].body]
    strange, ours = bundle.predict(texts, bundle.encoder.encode(texts))
    assert strange.out_of_scope.score > ours.out_of_scope.score


def test_a_desk_of_strangers_only_is_refused(train: Train) -> None:
    config = Config(training=TrainingConfig(out_of_scope=("oos",)))
    with pytest.raises(InputError, match="nothing is left"):
        train(changed(few(20), category="oos"), config=config, fields=["category"])


# Values that are described


def test_a_bundle_comes_from_descriptions_alone(train: Train) -> None:
    described = {
        "category": {"printer": "the printer does not print, paper jam", "password": "cannot log in, password"}
    }
    bundle = train([], descriptions=described)
    assert bundle.values("category") == ("password", "printer")
    found = _field(bundle, "my printer has a paper jam")
    assert found.value == "printer"
    assert found.tier != "auto"


def test_a_value_without_any_example_is_predicted_from_its_description(train: Train) -> None:
    described = {"category": {"coffee": "the coffee machine in the kitchen is broken"}}
    bundle = train(few(60), fields=["category"], descriptions=described)
    assert _field(bundle, "the coffee machine in our kitchen is broken again").value == "coffee"


def test_a_description_is_never_judged(train: Train) -> None:
    described = {"category": {"printer": "paper", "password": "login", "invoice": "money"}}
    assert train(few(60), fields=["category"], descriptions=described).manifest.metrics["category"]["held_out"] <= 60


def test_values_with_few_examples_are_helped_by_their_own_names(train: Train) -> None:
    renamed = {"printer": "paper_jam", "password": "forgotten_password", "invoice": "wrong_invoice"}
    tickets = [t.model_copy(update={"category": renamed[t.category or ""]}) for t in few(6)]
    bundle = train(tickets, fields=["category"])
    assert _field(bundle, "wrong invoice").value == "wrong_invoice"
    assert bundle.manifest.data.tickets == 6
