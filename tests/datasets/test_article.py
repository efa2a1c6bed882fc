"""An article is public unless it says otherwise, and shows no text."""

from firstline.datasets.article import Article


def test_defaults_are_those_of_a_public_article():
    article = Article.model_validate({"id": 1, "text": "secret", "restricted_to": "a; b"})
    assert (article.id, article.kind, article.visibility, article.restricted_to) == (
        "1",
        "article",
        "public",
        ("a", "b"),
    )
    assert article.body == "secret"
    assert "secret" not in repr(article)
