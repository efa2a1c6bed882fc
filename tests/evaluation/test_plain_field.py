"""The plain name of a field."""

from firstline.evaluation.plain_field import plain_field, plain_title


def test_a_field_is_called_what_people_call_it() -> None:
    assert [plain_field(name) for name in ("skill_group", "request_kind", "sub_topic")] == [
        "group",
        "kind of request",
        "sub topic",
    ]
    assert plain_title("skill_group") == "Group"
