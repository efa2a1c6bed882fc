"""Values are found inside nested records."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firstline.datasets.field_path import is_path, look_up, root_of

RECORD = {
    "id": 7,
    "fields": {"issuetype": {"name": "Incident"}, "components": [{"name": "VPN"}, {"name": "Mail"}]},
    "custom_fields": [{"id": 360001, "value": "billing"}, {"id": 360002, "value": None}],
    "audits": [{"events": [{"n": 1}, {"n": 2}]}, {"events": [{"n": 3}]}],
    "Custom field (a.b)": "whole name",
}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("id", 7),
        ("fields.issuetype.name", "Incident"),
        ("custom_fields[id=360001].value", "billing"),
        ("custom_fields[id=360002].value", None),
        ("custom_fields[id=9].value", None),
        ("fields.components[1].name", "Mail"),
        ("fields.components[5].name", None),
        ("fields.components.name", ["VPN", "Mail"]),
        ("audits[].events", [{"n": 1}, {"n": 2}, {"n": 3}]),
        ("Custom field (a.b)", "whole name"),
        ("id.name", None),
    ],
)
def test_a_path_leads_to_its_value(path, value):
    assert look_up(RECORD, path) == value


def test_a_plain_name_is_no_path():
    assert not is_path("Issue key")
    assert is_path("via.channel")
    assert root_of("custom_fields[id=1].value") == "custom_fields"


@given(st.text(max_size=30))
def test_any_text_may_be_asked_for(path):
    look_up(RECORD, path)
    is_path(path)


def test_an_entry_of_a_record_of_records_is_found_by_its_label():
    record = {"custom_fields": {"4411": {"label": "Contact reason", "value": "Delivery"}, "4412": {"label": "x"}}}
    assert look_up(record, "custom_fields[label=Contact reason].value") == "Delivery"
