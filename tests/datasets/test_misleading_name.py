"""Words that take away what a name would otherwise mean."""

import pytest

from firstline.datasets.misleading_name import means_another


@pytest.mark.parametrize(
    ("name", "ours"),
    [
        ("First Response Due", "first_response_at"),
        ("Target Resolution Date", "resolved_at"),
        ("Планируемая дата решения", "resolved_at"),
        ("Streefdatum gereed", "resolved_at"),
        ("Predicted Category", "category"),
        ("Suggested group", "skill_group"),
        ("Priority score", "priority"),
        ("Problem reference", "id"),
    ],
)
def test_what_is_aimed_at_suggested_or_of_another_record_is_not_ours(name, ours):
    assert means_another(name, ours)


@pytest.mark.parametrize(
    ("name", "ours"),
    [("Resolution date", "resolved_at"), ("Category", "category"), ("Reference", "id"), ("Due", "subject")],
)
def test_the_plain_name_is(name, ours):
    assert not means_another(name, ours)
