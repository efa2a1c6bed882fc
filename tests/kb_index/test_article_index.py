from datetime import UTC, datetime

import numpy as np
import pytest

from firstline.datasets.article import Article
from firstline.datasets.errors import IndexMismatchError, InputError

PRINTER = Article(id="printer", title="Printer jams", body="Open the tray. Remove the paper. Close the tray.")
NETWORK = Article(id="network", title="Connect from home", body="Install the client and sign in to the network.")
SECRET = Article(id="secret", title="Printer passwords", body="The printer password list.", visibility="internal")


def ids(hits):
    return [hit.article_id for hit in hits]


def test_the_article_that_answers_comes_first(state, ask_articles):
    state.articles.put([PRINTER, NETWORK])
    hits = ask_articles("my printer has a paper jam")
    assert ids(hits) == ["printer", "network"]
    assert hits[0].title == "Printer jams"
    assert hits[0].score > hits[1].score
    assert 0 <= hits[1].confidence <= hits[0].confidence <= 1


def test_the_sentence_that_fits_is_highlighted(state, ask_articles):
    state.articles.put([PRINTER, NETWORK])
    (hit, *_) = ask_articles("how do I remove the paper from the printer tray")
    start, end = hit.highlight
    assert hit.passage[start:end] == "Remove the paper."


def test_an_article_is_one_hit_however_many_of_its_passages_fit(state, ask_articles):
    long = Article(
        id="long", title="Printer", body="\n\n".join(f"# Part {n}\n\n" + "printer paper " * 40 for n in "abc")
    )
    state.articles.put([long, NETWORK])
    assert ids(ask_articles("printer paper")) == ["long", "network"]


def test_as_many_articles_as_asked_for_are_found_even_when_one_has_all_the_best_passages(state, ask_articles):
    body = "\n\n".join(f"# Part {n}\n\n" + "printer paper jam " * 30 for n in range(600))
    state.articles.put([Article(id="giant", title="Printer", body=body), PRINTER, NETWORK])
    assert sorted(ids(ask_articles("printer paper jam", top_k=3))) == ["giant", "network", "printer"]


def test_the_public_sees_no_internal_article(state, ask_articles):
    state.articles.put([PRINTER, SECRET])
    assert ids(ask_articles("printer password", visibility="public")) == ["printer"]
    assert ids(ask_articles("printer password")) == ["secret", "printer"]


def test_what_may_not_be_seen_takes_no_place(state, ask_articles):
    hidden = [SECRET.model_copy(update={"id": f"secret {number}"}) for number in range(300)]
    state.articles.put([*hidden, PRINTER, NETWORK])
    assert ids(ask_articles("printer password", top_k=2, visibility="public")) == ["printer", "network"]


def test_a_restricted_article_is_for_its_groups(state, ask_articles):
    state.articles.put([PRINTER, SECRET.model_copy(update={"restricted_to": ("security", "hr")})])
    assert ids(ask_articles("printer password", viewer_groups=["security"])) == ["secret", "printer"]
    assert ids(ask_articles("printer password", viewer_groups=["sales"])) == ["printer"]
    assert ids(ask_articles("printer password", viewer_groups=[])) == ["printer"]
    assert ids(ask_articles("printer password")) == ["secret", "printer"]


def test_replies_and_articles_can_be_asked_for_apart(state, ask_articles):
    state.articles.put([PRINTER, NETWORK.model_copy(update={"kind": "reply"})])
    assert ids(ask_articles("network", kinds=["reply"])) == ["network"]
    assert ids(ask_articles("network", kinds=["article"])) == ["printer"]


@pytest.mark.parametrize("property_", ["product", "brand", "region"])
def test_an_article_of_another_product_is_left_out_and_one_of_no_product_is_for_all(state, ask_articles, property_):
    state.articles.put(
        [
            PRINTER.model_copy(update={"id": "mine", property_: "X1"}),
            PRINTER.model_copy(update={"id": "other", property_: "X2"}),
            PRINTER,
        ]
    )
    assert set(ids(ask_articles("printer jam", **{property_: "X1"}))) == {"mine", "printer"}


def test_the_readers_language_is_preferred_and_never_required(state, ask_articles):
    state.articles.put(
        [
            PRINTER.model_copy(update={"id": "a", "language": "en"}),
            PRINTER.model_copy(update={"id": "b", "language": "de"}),
        ]
    )
    assert ids(ask_articles("printer jam", language="de-CH")) == ["b", "a"]
    assert ids(ask_articles("printer jam", language="en")) == ["a", "b"]


def test_an_article_with_the_very_code_comes_first(state, ask_articles):
    codes = [
        Article(id=str(n), title=f"Error E{n}", body=f"The device stops and shows E{n}. Switch it off and on again.")
        for n in range(4700, 4800)
    ]
    state.articles.put(codes)
    assert ids(ask_articles("my device stopped working yesterday, it shows e4711, what can I do?"))[0] == "4711"


def test_russian_inflections_and_typing_errors_find_their_article(state, ask_articles):
    state.articles.put(
        [
            Article(
                id="пароль", title="Как сменить пароль", body="Откройте настройки и смените пароль.", language="ru"
            ),
            Article(id="видео", title="Загрузка видео", body="Нажмите кнопку загрузки.", language="ru"),
            NETWORK,
        ]
    )
    assert ids(ask_articles("не могу вспомнить парроля"))[0] == "пароль"


def test_a_changed_article_is_found_by_its_new_text_only(state, ask_articles):
    state.articles.put([PRINTER, NETWORK])
    state.articles.put([PRINTER.model_copy(update={"title": "Scanner", "body": "Clean the glass of the scanner."})])
    (first, *_) = ask_articles("scanner glass")
    assert (first.article_id, first.title) == ("printer", "Scanner")
    assert "tray" not in first.passage
    assert state.articles.count == 2


def test_a_deleted_article_is_gone_and_can_come_back(state, ask_articles):
    state.articles.put([PRINTER, NETWORK])
    assert state.articles.delete("printer")
    assert not state.articles.delete("printer")
    assert ids(ask_articles("printer jam")) == ["network"]
    assert state.articles.get("printer") is None
    assert state.articles.count == 1
    (result,) = state.articles.put([PRINTER])
    assert (result.applied, result.created) == (True, True)
    assert ids(ask_articles("printer jam"))[0] == "printer"


def test_an_older_version_that_comes_late_is_not_applied(state):
    def at(hour, title):
        return PRINTER.model_copy(update={"updated_at": datetime(2026, 1, 1, hour, tzinfo=UTC), "title": title})

    first, second, third = state.articles.put([at(2, "new"), at(1, "old"), at(2, "same hour")])
    assert (first.applied, first.created) == (True, True)
    assert (second.applied, second.created) == (False, False)
    assert (third.applied, third.created) == (True, False)
    (late,) = state.articles.put([at(1, "old")])
    assert not late.applied
    assert state.articles.get("printer").title == "same hour"


def test_articles_are_listed_in_the_order_of_their_ids(state):
    state.articles.put([PRINTER, NETWORK, SECRET])
    assert [article.id for article in state.articles.list(limit=2)] == ["network", "printer"]
    assert [article.id for article in state.articles.list(limit=2, after="printer")] == ["secret"]
    assert state.articles.list()[1] == PRINTER


def test_an_empty_index_and_an_empty_question_are_no_trouble(state, ask_articles):
    assert ask_articles("printer") == []
    state.articles.put([PRINTER, Article(id="bare", title="", body="")])
    assert len(ask_articles("")) == 2
    assert len(ask_articles("\ud83d \x00 😀" * 50)) == 2


def test_an_article_without_an_id_is_refused(state):
    with pytest.raises(InputError, match="id"):
        state.articles.put([Article(title="nameless")])


def test_vectors_of_another_shape_are_refused(state):
    with pytest.raises(IndexMismatchError, match="wanted"):
        state.articles.put([PRINTER], vectors=[np.zeros((1, 7), np.float32)])


def test_unchanged_text_is_never_encoded_again(state, encoder, monkeypatch):
    state.articles.put([PRINTER])
    monkeypatch.setattr(type(encoder), "encode", lambda *_, **__: pytest.fail("encoded again"))
    state.articles.put([PRINTER])
    state.articles.put([PRINTER.model_copy(update={"visibility": "internal"})])
    assert state.articles.get("printer").visibility == "internal"
