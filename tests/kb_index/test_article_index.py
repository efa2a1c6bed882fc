import random
from datetime import UTC, datetime

import numpy as np
import pytest

from firstline.datasets.article import Article
from firstline.datasets.errors import IndexMismatchError, InputError
from firstline.kb_index import article_entry, article_index
from firstline.kb_index.lone_code import code_rows
from firstline.kb_index.passage import Passage
from firstline.kb_index.state import State
from firstline.models.language_offsets import LanguageOffsets
from tests.kb_index.linked_desk import SAID, articles, links

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


def test_the_product_that_a_ticket_is_filed_under_is_preferred_and_never_required(state, ask_articles):
    state.articles.put([PRINTER.model_copy(update={"id": name, "product": name}) for name in ("X1", "X2")])
    assert ids(ask_articles("printer jam", filed_under="X2")) == ["X2", "X1"]
    assert ids(ask_articles("printer jam", filed_under="X1")) == ["X1", "X2"]


@pytest.mark.both_engines
def test_what_an_earlier_version_cut_otherwise_is_encoded_anew_at_the_first_start_only(place, encoder, monkeypatch):
    with monkeypatch.context() as earlier, State.open(place, encoder=encoder) as state:
        for module in (article_index, article_entry):
            earlier.setattr(module, "article_texts", lambda article: [article.title, article.body])
        state.articles.put([PRINTER])
    encode, encoded, hits = type(encoder).encode, [], []
    vector = encoder.encode(["printer jam"])[0]
    monkeypatch.setattr(
        type(encoder), "encode", lambda self, texts, **more: encoded.extend(texts) or encode(self, texts, **more)
    )
    for _ in range(2):
        with State.open(place, encoder=encoder) as state:
            hits += state.articles.search("printer jam", vector, top_k=1)
            state.articles.put([PRINTER])
    assert encoded == list(article_entry.article_texts(PRINTER))
    assert ids(hits) == ["printer"] * 2
    assert hits[0] == hits[1]


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


@pytest.fixture
def taught(state):
    state.articles.put(articles())
    state.tickets.put(links())
    assert state.learn_order().ranker is not None
    return state


def test_tickets_teach_what_no_text_says(state, ask_articles):
    state.articles.put(articles())
    state.tickets.put(links())
    before = sum(ids(ask_articles(said))[0] == name for name, said in SAID.items())
    fit = state.learn_order()
    assert fit.links == 100
    assert before < 5
    assert [ids(ask_articles(said))[0] for said in SAID.values()] == list(SAID)


@pytest.mark.parametrize("first", ["articles", "tickets"])
def test_the_order_of_indexing_does_not_matter(tmp_path, encoder, first):
    with State.open(tmp_path / "s", encoder=encoder) as state:
        puts = {"articles": lambda: state.articles.put(articles()), "tickets": lambda: state.tickets.put(links())}
        for what in (first, *puts.keys() - {first}):
            puts[what]()
            fit = state.learn_order()
        assert fit.links == 100
        asked = "a lamp flickers"
        (hit, *_) = state.articles.search(asked, encoder.encode([asked])[0], top_k=3)
        assert hit.article_id == "illumination"


def test_a_hit_is_as_sure_as_the_links_make_it(taught, ask_articles):
    sure, *others = ask_articles(SAID["telephony"])
    assert sure.confidence > 0.8
    assert all(hit.confidence < 0.3 for hit in others)


def test_the_passage_is_shown_that_earlier_answers_spoke_of(state, ask_articles):
    tubes = "# Tubes\n\nTurn the tube until it clicks and wait a minute. " + "All tubes are alike. " * 8
    blinds = "# Blinds\n\nPress the grey button twice and let the motor rest. " + "All blinds are alike. " * 8
    body = f"{tubes}\n\n{blinds}"
    state.articles.put([a.model_copy(update={"body": body}) if a.id == "illumination" else a for a in articles()])
    told = {
        "tubes": "We turned the tube until it clicked",
        "blinds": "The grey button, pressed twice, helped the motor",
    }
    shown = {}
    for heading, answer in told.items():
        state.tickets.put([ticket.model_copy(update={"resolution": answer}) for ticket in links()])
        assert state.learn_order().ranker is not None
        hit = ask_articles(SAID["illumination"])[0]
        shown[heading] = (hit.article_id, hit.heading)
    assert shown == {"tubes": ("illumination", "Tubes"), "blinds": ("illumination", "Blinds")}


def test_an_article_that_its_reader_may_not_see_is_never_found_however_many_tickets_name_it(state, ask_articles):
    hidden = {"visibility": "internal"}
    secret = {"restricted_to": ("hr",)}
    state.articles.put(
        [
            article.model_copy(
                update=hidden if article.id == "telephony" else secret if article.id == "premises" else {}
            )
            for article in articles()
        ]
    )
    state.tickets.put(links())
    assert state.learn_order().ranker is not None
    assert ids(ask_articles(SAID["telephony"]))[0] == "telephony"
    assert set(ids(ask_articles(SAID["telephony"], top_k=20, visibility="public"))) == SAID.keys() - {"telephony"}
    assert ids(ask_articles(SAID["premises"], viewer_groups=["hr"]))[0] == "premises"
    for groups in ([], ["sales"]):
        found = ids(ask_articles(SAID["premises"], top_k=20, viewer_groups=groups))
        assert set(found) == SAID.keys() - {"premises"}


def test_limits_act_on_what_the_links_suggest(taught, ask_articles):
    assert ask_articles(SAID["telephony"], kinds=["reply"]) == []
    taught.articles.put([Article(id="x", title="Telephony", body="For the X1.", product="X1", kind="reply")])
    assert ids(ask_articles(SAID["telephony"], kinds=["reply"], product="X1")) == ["x"]


def test_a_restricted_ticket_teaches_nothing(state, ask_articles):
    state.articles.put(articles())
    state.tickets.put(links(restricted_to=("hr",)))
    fit = state.learn_order()
    assert (fit.ranker, fit.links) == (None, 0)


def test_links_at_random_leave_the_order_as_it_was(state, ask_articles):
    state.articles.put(articles())
    before = ask_articles(SAID["telephony"])
    dice = random.Random(0)
    state.tickets.put([ticket.model_copy(update={"article_ids": (dice.choice(list(SAID)),)}) for ticket in links(200)])
    assert state.learn_order().ranker is None
    assert ask_articles(SAID["telephony"]) == before


def test_an_order_that_is_worth_nothing_any_more_is_dropped(taught, ask_articles):
    taught.tickets.put([ticket.model_copy(update={"article_ids": ()}) for ticket in links(60)])
    assert taught.learn_order().ranker is None
    assert ask_articles(SAID["telephony"])[0].confidence < 0.5


def test_a_deleted_article_is_gone_though_tickets_name_it(taught, ask_articles):
    taught.articles.delete("telephony")
    found = ids(ask_articles(SAID["telephony"], top_k=20))
    assert set(found) == SAID.keys() - {"telephony"}
    taught.articles.put(articles())
    assert ids(ask_articles(SAID["telephony"]))[0] == "telephony"


def test_an_article_that_came_after_the_learning_is_found_by_its_text(state, ask_articles):
    state.articles.put(articles())
    state.tickets.put(links(200, named=True))
    assert state.learn_order().ranker is not None
    state.articles.put([Article(id="coffee", title="Coffee machine", body="Descale the espresso machine weekly.")])
    assert ids(ask_articles("descale the espresso coffee machine"))[0] == "coffee"


def test_the_very_code_still_comes_before_what_the_links_suggest(state, ask_articles):
    codes = [Article(id=f"E{n}", title=f"Fault E{n}", body=f"It shows E{n}.") for n in range(4700, 4720)]
    state.articles.put([*articles(), *codes])
    state.tickets.put(links(200))
    assert state.learn_order().ranker is not None
    assert ids(ask_articles(f"{SAID['illumination']} and it shows e4711"))[0] == "E4711"


def test_of_articles_alike_the_readers_language_still_comes_first(state, ask_articles):
    twins = [
        article.model_copy(update={"id": f"{article.id}-{language}", "language": language})
        for article in articles()
        for language in ("da", "en")
    ]
    state.articles.put(twins)
    for ticket in links():
        both = tuple(f"{ticket.article_ids[0]}-{language}" for language in ("da", "en"))
        state.tickets.put([ticket.model_copy(update={"article_ids": both})])
    assert state.learn_order().ranker is not None
    for language in ("da", "en"):
        first, second = ids(ask_articles(SAID["telephony"], top_k=2, language=language))
        assert first == f"telephony-{language}"
        assert second.startswith("telephony-")


ENGLISH = PRINTER.model_copy(update={"language": "en"})
GERMAN = ENGLISH.model_copy(update={"id": "drucker", "translation_of": "printer", "language": "de"})


def test_an_article_and_its_translations_are_one_hit_in_the_language_asked_for(state, ask_articles):
    state.articles.put([ENGLISH, GERMAN, NETWORK])
    assert ids(ask_articles("printer paper jam", language="de")) == ["drucker", "network"]
    assert ids(ask_articles("printer paper jam", language="en")) == ["printer", "network"]
    assert len(ask_articles("printer paper jam", language="no")) == 2


def test_a_translation_that_may_not_be_seen_does_not_hide_the_one_that_may(state, ask_articles):
    hidden = GERMAN.model_copy(update={"visibility": "internal"})
    state.articles.put([ENGLISH, hidden])
    assert ids(ask_articles("printer paper jam", language="de", visibility="public")) == ["printer"]


def test_an_article_is_found_by_a_question_that_it_says_it_answers(state, ask_articles):
    asked = "why does the client refuse my password"
    state.articles.put([ENGLISH, NETWORK])
    before = {hit.article_id: hit.score for hit in ask_articles(asked)}
    state.articles.put([NETWORK.model_copy(update={"questions": (asked,)})])
    first, *_ = ask_articles(asked)
    assert first.article_id == "network"
    assert first.score > before["network"]
    assert first.passage == "Install the client and sign in to the network."


def test_of_two_articles_that_fit_alike_the_one_that_helped_readers_comes_first(state, ask_articles):
    twins = [ENGLISH.model_copy(update={"id": name}) for name in ("first", "second")]
    state.articles.put([*twins, NETWORK])
    assert ids(ask_articles("printer paper jam"))[:2] == ["first", "second"]
    at = datetime(2026, 5, 4, tzinfo=UTC)
    for number in range(8):
        for article_id, verdict in (("first", "did_not_answer"), ("second", "solved")):
            vote = {"voter": f"v{number}", "interaction_id": f"{article_id}-{number}", "at": at}
            state.articles.votes.put(article_id, verdict, **vote)
    assert ids(ask_articles("printer paper jam"))[:2] == ["second", "first"]


def test_one_voter_moves_no_article_however_often_he_votes_in_a_day(state, ask_articles):
    twins = [ENGLISH.model_copy(update={"id": name}) for name in ("first", "second")]
    state.articles.put([*twins, NETWORK])
    at = datetime(2026, 5, 4, tzinfo=UTC)
    for number in range(50):
        state.articles.votes.put("second", "solved", voter="v", interaction_id=str(number), at=at)
    once, _ = ask_articles("printer paper jam")[:2]
    assert once.score - ask_articles("printer paper jam")[1].score < 0.1


def test_a_misspelt_word_is_read_as_the_articles_spell_it(state):
    state.articles.put([PRINTER])
    assert state.articles.repaired("pritner papr ") == "printer paper "
    assert state.articles.repaired("netwrok clint ") == "netwrok clint "
    state.articles.put([NETWORK.model_copy(update={"questions": ("Why does the tunnel break?",)})])
    assert state.articles.repaired("netwrok clint tunel ") == "network client tunnel ", "an article that came later"


def test_what_one_translation_was_named_for_is_found_in_the_readers_language(state, ask_articles):
    german = [
        one.model_copy(update={"id": f"{one.id}-de", "title": f"Anleitung {n}", "body": "Weiteres steht im Handbuch.",
                               "language": "de", "translation_of": one.id})
        for n, one in enumerate(articles(language="en"))
    ]  # fmt: skip
    state.articles.put([*articles(language="en"), *german])
    state.tickets.put(links(200))
    assert state.learn_order().ranker is not None
    (hit, *_) = ask_articles(SAID["telephony"], language="de")
    assert hit.article_id == "telephony-de"
    assert hit.confidence == pytest.approx(ask_articles(SAID["telephony"], language="en")[0].confidence, rel=0.05)


def test_who_reads_none_of_an_articles_languages_gets_the_one_that_most_can_read(state, ask_articles):
    russian = ENGLISH.model_copy(update={"id": "принтер", "language": "ru"})
    english = ENGLISH.model_copy(update={"translation_of": "принтер"})
    state.articles.put([russian, english, GERMAN.model_copy(update={"translation_of": "принтер"})])
    assert ids(ask_articles("printer paper jam", language="ja")) == ["printer"]
    assert ids(ask_articles("printer paper jam", language="ru")) == ["принтер"]


def test_a_new_article_is_as_sure_as_its_text_after_the_next_learning_too(state, ask_articles):
    state.articles.put(articles())
    state.tickets.put(links(200, named=True))
    assert state.learn_order().ranker is not None
    asked = "descale the espresso coffee machine"
    state.articles.put([Article(id="coffee", title="Coffee machine", body="Descale the espresso machine weekly.")])
    before = ask_articles(asked)[0]
    assert state.learn_order().ranker is not None
    after = ask_articles(asked)[0]
    assert before.article_id == after.article_id == "coffee"
    assert after.confidence == pytest.approx(before.confidence)


def test_an_article_that_became_another_is_found_by_what_it_says_now(taught, ask_articles):
    before = ask_articles(SAID["telephony"])[0].confidence
    taught.articles.put([Article(id="telephony", title="Cheese recipes", body="Melt the cheese with milk.")])
    found = {hit.article_id: hit.confidence for hit in ask_articles("melt the cheese with milk")}
    assert found["telephony"] > 0.8
    after = {hit.article_id: hit.confidence for hit in ask_articles(SAID["telephony"])}
    assert after["telephony"] < before - 0.2, "tickets named what it was"


def test_saved_replies_that_no_ticket_can_name_stay_as_sure_as_their_text(state, ask_articles):
    reply = Article(id="R1", kind="reply", title="Badge", body="The door takes the badge again from noon on.")
    state.articles.put([*articles(), reply])
    asked = "does the door take the badge again"
    before = ask_articles(asked, kinds=["reply"])[0].confidence
    state.tickets.put(links(200))
    assert state.learn_order().ranker is not None
    assert ask_articles(asked, kinds=["reply"])[0].confidence == pytest.approx(before)


def test_a_language_with_one_article_does_not_get_it_for_everything(tmp_path, encoder):
    """Vectors whose first number says "German" and whose others say what a text is about."""

    def said(german, *about):
        vector = np.zeros(encoder.dimension, np.float32)
        vector[: len(about) + 1] = german, *about
        return vector / np.linalg.norm(vector)

    documents = [Article(id="rechnung", title="", body="Rechnung", language="de")]
    documents += [Article(id=name, title="", body=name, language="en") for name in ("mail", "invoice")]
    about = [said(1, 0, 0.5), said(0, 0.8, 0), said(0, 0, 0.8)]
    german = np.zeros(encoder.dimension, np.float32)
    german[0] = 0.8
    first = {}
    for name, offsets in (("without", None), ("with", LanguageOffsets({"de": german}))):
        with State.open(tmp_path / name, encoder=encoder, offsets=offsets) as state:
            state.articles.put(documents, vectors=[np.stack([vector, vector]) for vector in about])
            query = state.articles.prepare("Post", spoken="de")
            first[name] = ids(state.articles.search(query, said(1, 0.6, 0), top_k=1))
    assert first == {"without": ["rechnung"], "with": ["mail"]}


def test_a_snapshot_made_with_other_offsets_is_made_anew(tmp_path, encoder):
    offsets = LanguageOffsets({"en": np.full(encoder.dimension, 0.05, np.float32)})
    asked, found = "printer paper jam", []
    (vector,) = encoder.encode([asked])
    for given in (None, offsets, offsets):
        with State.open(tmp_path, encoder=encoder, offsets=given) as state:
            state.articles.put([ENGLISH, NETWORK])
            found.append(state.articles.search(asked, vector, top_k=1)[0].confidence)
            state.optimise()
    assert found[0] != found[1] == found[2]


def test_a_code_alone_finds_the_article_that_writes_it_whatever_tickets_teach(taught, ask_articles):
    taught.articles.put(
        [Article(id="codes", title="Codes", body="ECONNREFUSED: the copier is off. EHOSTDOWN: so is all.")]
    )
    for asked in ("ECONNREFUSED", "ehostdown"):
        first = ask_articles(asked)[0]
        assert (first.article_id, first.confidence >= 0.5) == ("codes", True)
    assert taught.articles.public_rows(code_rows, "ECONNREFUSED")
    assert not taught.articles.public_rows(code_rows, "copier")
    assert not taught.articles.public_rows(code_rows, "ECONNREFUSED again")


def test_a_state_of_a_version_that_cut_other_passages_is_still_read(tmp_path, encoder, monkeypatch):
    body = "\n\n".join(f"# Part {part}\n\n{part} printer paper " + "word " * 40 for part in ("tray", "lid", "fuse"))
    with State.open(tmp_path / "state", encoder=encoder) as state:
        state.articles.put([Article(id="long", title="Printer", body=body)])
    whole = [Passage(body, None, ((0, len(body)),))]
    monkeypatch.setattr(article_entry, "split_into_passages", lambda _: whole)
    with State.open(tmp_path / "state", encoder=encoder) as state:
        assert ids(state.articles.search("printer paper", encoder.encode(["printer paper"])[0], top_k=5)) == ["long"]
