"""firstline.toml is read once, whole, and what is wrong in it is said in one line."""

from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from firstline.datasets.config import Config, FieldConfig, load_config
from firstline.datasets.errors import ConfigError

WHOLE = """
[desk]
name = "Fjordhost"
time_zone = "Europe/Oslo"
working_hours = { "mon-fri" = "08:00-16:00" }

[columns]
Summary = "subject"

[fields.priority]
values = ["low", "high"]
order = ["low", "high"]
retired = ["urgent"]
rename = { hi = "high" }

[fields.service]
parent = "category"
children = { network = ["vpn", "wifi"] }
multiple = true

[training]
fields = ["priority"]
encoder = "minilm"
seed = 7
"""


def test_a_whole_file_is_read(tmp_path):
    (tmp_path / "firstline.toml").write_text("\ufeff" + WHOLE, encoding="utf-8")
    config = load_config(tmp_path / "firstline.toml")
    assert config.desk.zone == ZoneInfo("Europe/Oslo")
    assert sorted(config.desk.working_hours) == ["fri", "mon", "thu", "tue", "wed"]
    assert config.columns == {"Summary": "subject"}
    assert config.field("priority").rename == {"hi": "high"}
    assert config.field("service").children == {"network": ("vpn", "wifi")}
    assert config.field("unheard of") == FieldConfig()
    assert (config.training.fields, config.training.seed) == (("priority",), 7)


def test_without_a_file_the_defaults_hold_and_nothing_can_be_changed():
    config = load_config(None)
    assert config == Config()
    assert config.desk.time_zone == "UTC"
    with pytest.raises(ValidationError):
        config.desk = config.desk


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ('[desk]\ntimezone = "x"', "desk.timezone: unknown key; did you mean time_zone?"),
        ("[dsk]", "dsk: unknown key; did you mean desk?"),
        ('[fields.priority]\nvals = ["a"]', "fields.priority.vals: unknown key; did you mean values?"),
        ('[desk]\ntime_zone = "Europe/Olso"', "'Europe/Olso' is no IANA time zone"),
        ('[desk]\ntime_zone = "../etc"', "is no IANA time zone"),
        ('[fields.priority]\nvalues = "a"', "fields.priority.values: a list in [ ] is wanted"),
        ("[fields.priority]\nvalues = [1]", "fields.priority.values.0: a text in quotes is wanted"),
        ("[fields]\npriority = 1", "fields.priority: a table of keys and values is wanted"),
        ('[fields.p]\nvalues = ["a"]\norder = ["b"]', "order leads to b, which `values` does not list"),
        ('[fields.p]\nchildren = { a = ["b"] }', "children need `parent`"),
        ('[desk]\nworking_hours = { mo = "8-16" }', "desk.working_hours: "),
        ('[training]\nseed = "x"', "training.seed: a whole number is wanted"),
        ("x = ", "not TOML"),
    ],
)
def test_an_error_is_one_line_with_file_and_key(tmp_path, toml, said):
    path = tmp_path / "firstline.toml"
    path.write_text(toml, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_cannot_be_read_is_an_error(tmp_path):
    with pytest.raises(ConfigError, match="no such file"):
        load_config(tmp_path / "none.toml")
    with pytest.raises(ConfigError, match="cannot be read"):
        load_config(tmp_path)
    (tmp_path / "latin.toml").write_bytes(b"# \xe5")
    with pytest.raises(ConfigError, match="UTF-8"):
        load_config(tmp_path / "latin.toml")


@pytest.mark.parametrize(
    ("table", "why"),
    [
        ({"rename": {"a": "b", "b": "a"}}, "back to"),
        ({"values": ["a", "b"], "rename": {"a": "b"}}, "rename takes a away"),
        ({"values": ["a"], "never_auto": ["b"]}, "never_auto leads to b"),
        ({"values": ["c"], "rename": {"a": "b", "b": "d"}}, "rename leads to d"),
    ],
)
def test_a_list_that_contradicts_itself_is_refused(table: dict[str, object], why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        FieldConfig.model_validate(table)


def test_a_rename_over_several_steps_needs_only_its_end_in_the_list() -> None:
    assert FieldConfig(values=("c",), rename={"a": "b", "b": "c"}).current_name("a") == "c"


def test_a_later_change_of_a_list_keeps_what_it_does_not_mention() -> None:
    before = FieldConfig(
        values=("a", "b", "c"),
        retired=("c",),
        rename={"old": "a"},
        order=("a", "b"),
        never_auto=("a",),
        parent="p",
        children={"x": ("a", "b")},
    )
    after = before.changed_by(FieldConfig(rename={"a": "z"}, never_auto=("b",)))
    assert (after.values, after.retired) == (("z", "b", "c"), ("c",))
    assert (after.current_name("old"), after.order, after.never_auto) == ("z", ("z", "b"), ("z", "b"))
    assert (after.parent, after.children) == ("p", {"x": ("z", "b")})
    assert before.changed_by(FieldConfig()) == before


def test_a_value_that_is_listed_again_is_back_under_its_own_name() -> None:
    before = FieldConfig(values=("b",), rename={"a": "b"}, retired=("r",))
    again = before.changed_by(FieldConfig(values=("a", "b", "r")))
    assert (again.rename, again.retired) == ({}, ())
    swapped = before.changed_by(FieldConfig(rename={"b": "a"}))
    assert (swapped.values, swapped.current_name("b"), swapped.current_name("a")) == (("a",), "a", "a")
