"""Nested records have columns too."""

from firstline.datasets.record_columns import columns_of, records_in, unwrapped


def test_records_are_flattened_and_pairs_are_columns():
    record = {"via": {"channel": "mail"}, "custom_fields": [{"id": 1, "value": "a"}], "comments": [{"body": "x"}]}
    assert dict(columns_of(record)) == {
        "via.channel": "mail",
        "custom_fields[id=1].value": "a",
        "comments": [{"body": "x"}],
    }


def test_a_record_in_a_key_of_its_own_is_unwrapped():
    assert unwrapped({"helpdesk_ticket": {"id": 1}}) == {"id": 1}
    assert unwrapped({"ticket": "text"}) == {"ticket": "text"}


def test_records_are_found_in_a_cell():
    assert records_in('[{"a": 1}]') == [{"a": 1}]
    assert records_in("[{broken") == []
    assert records_in(["a"]) == []


def test_values_under_keys_are_named_by_their_labels():
    fields = {"4411": {"id": 4411, "label": "Contact reason", "value": "Delivery"}}
    assert dict(columns_of({"fields": fields})) == {"fields[label=Contact reason].value": "Delivery"}


def test_the_address_of_a_record_that_is_referred_to_is_no_column():
    caller = {"display_value": "Kim Berg", "link": "https://desk.example.com/api/sys_user/1"}
    assert dict(columns_of({"caller_id": caller})) == {"caller_id.display_value": "Kim Berg"}
    own = {"attributes": {"title": "Door", "self": "https://desk.example.com/1"}}
    assert dict(columns_of(own)) == {"attributes.title": "Door", "attributes.self": "https://desk.example.com/1"}


def test_what_people_read_of_a_field_is_called_display_too():
    fields = [{"id": 7, "name": "First team", "value": "12", "display": "Identity"}]
    assert dict(columns_of({"customfields": fields})) == {"customfields[name=First team].display": "Identity"}
