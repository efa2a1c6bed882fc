"""Tickets are not taken for articles, nor articles for tickets."""

import pytest

from firstline.datasets.record_kind import article_columns, ticket_columns


@pytest.mark.parametrize(
    ("columns", "telling"),
    [
        (["id", "created_at", "body", "priority", "skill_group"], ("created_at", "priority", "skill_group")),
        (["subject", "body"], ("subject",)),
        (["id", "messages"], ("messages",)),
        (["id", "body"], ()),
        (["id", "body", "created_at"], ()),
        (["id", "body", "category", "language"], ()),
        (["id", "title", "body", "created_at", "category", "status"], ()),
    ],
)
def test_tickets_are_told_by_two_columns_of_their_own_and_no_title(columns, telling):
    assert ticket_columns(columns) == telling


@pytest.mark.parametrize(
    ("columns", "telling"),
    [
        (["id", "title", "body", "visibility"], ("title", "visibility")),
        (["title", "kind", "tags"], ("title", "kind", "tags")),
        (["id", "title", "body"], ()),
        (["id", "title", "body", "tags", "priority"], ()),
        (["id", "body", "tags"], ()),
    ],
)
def test_articles_are_told_by_a_title_and_a_column_of_their_own(columns, telling):
    assert article_columns(columns) == telling
