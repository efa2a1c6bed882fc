from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from firstline.kb_index import ranker_fit
from firstline.kb_index.article_candidates import ArticleCandidates
from firstline.kb_index.article_link import ArticleLink
from firstline.kb_index.article_ranker import FEATURES, ArticleTitle
from firstline.kb_index.ranker_fit import FEWEST_LINKS, fit_ranker, with_newcomers

IDS = [f"A{number}" for number in range(12)]
CENTRE = np.zeros(16, dtype=np.float32)
_VECTORS = np.random.default_rng(9).normal(size=(12, 16)).astype(np.float32)
TITLES = {name: ArticleTitle(f"about {name}", vector, name) for name, vector in zip(IDS, _VECTORS, strict=True)}
FIRST = datetime(2026, 1, 1, tzinfo=UTC)


def links(count, *, seed=0, at_random=False, dated=True, ids=IDS):
    """Requests lie about one direction for each article, which is not its title's; `at_random` names any article."""
    generator = np.random.default_rng(seed)
    directions = np.random.default_rng(1).normal(size=(len(ids), 16))
    made = []
    for number in range(count):
        asked, named = number % len(ids), int(generator.integers(len(ids)))
        vector = (directions[asked] + 0.5 * generator.normal(size=16)).astype(np.float32)
        answer = frozenset({ids[named if at_random else asked]})
        created = FIRST + timedelta(hours=number) if dated else None
        made.append(ArticleLink(f"T{number:05}", "", None, None, vector, answer, created))
    return made


def gather(link, evidence, *, ids=IDS, bonus=0.0):
    """All articles, in an order that the texts know nothing about; the right ones have codes worth `bonus`."""
    generator = np.random.default_rng(int(link.ticket_id[1:]))
    legs = {name: generator.random(len(ids)).astype(np.float32) for name in FEATURES[:3]}
    extra = np.array([bonus * (article in link.article_ids) for article in ids], dtype=np.float32)
    scores = sum(legs.values()) + extra
    return ArticleCandidates(ids, np.arange(len(ids)), scores, extra, np.zeros_like(extra), legs, legs["vectors"])


def fit(found, **more):
    return fit_ranker(found, more.pop("titles", TITLES), centre=CENTRE, gather=more.pop("gather", gather))


def test_fewer_than_fifty_links_teach_nothing():
    found = fit(links(FEWEST_LINKS - 1))
    assert (found.ranker, found.links, found.judged) == (None, 49, 0)
    assert fit(links(FEWEST_LINKS)).judged == 25


def test_links_that_tell_the_articles_apart_are_kept_with_what_they_were_judged_by():
    found = fit(links(240))
    assert found.ranker is not None
    assert (found.links, found.judged) == (240, 120)
    assert found.first_before < found.five_before < 0.7
    assert 0.8 < found.first_after <= found.five_after
    (request,) = links(1)
    evidence = found.ranker.links.evidence(request.vector)
    candidates = gather(request, evidence)
    assert (
        candidates.ids[
            int(found.ranker.odds(candidates, evidence, [f"about {name}" for name in candidates.ids]).argmax())
        ]
        == "A0"
    )


@pytest.mark.parametrize("seed", range(3))
def test_links_at_random_are_not_kept(seed):
    assert fit(links(240, seed=seed, at_random=True)).ranker is None


def test_links_that_only_say_what_the_texts_say_too_are_not_kept():
    def known(link, evidence):
        candidates = gather(link, evidence)
        candidates.scores[:] = [article in link.article_ids for article in IDS]
        return candidates

    found = fit(links(240), gather=known)
    assert (found.ranker, found.first_before) == (None, 1.0)


def test_codes_that_tell_all_count_on_both_sides():
    found = fit(links(240, at_random=True), gather=lambda link, evidence: gather(link, evidence, bonus=50))
    assert (found.first_before, found.first_after) == (1.0, 1.0)
    assert found.ranker is None


def test_codes_keep_their_worth_unless_they_mislead():
    def codes(worth):
        return fit(links(240), gather=lambda link, evidence: gather(link, evidence, bonus=worth)).ranker.codes

    assert codes(0) == 1
    assert codes(-5) == 0


def test_weights_are_learned_from_later_requests_and_models_from_earlier_ones():
    earlier, later = links(120), links(240, at_random=True)[120:]
    assert fit([*earlier, *later]).ranker is None
    assert fit([*earlier, *links(240)[120:]]).ranker is not None


def test_without_dates_every_request_is_judged():
    assert fit(links(120, dated=False)).judged == 120


def test_only_the_newest_links_are_learned_from(monkeypatch):
    monkeypatch.setattr(ranker_fit, "MOST_LINKS", 120)
    old = links(240, at_random=True)[:120]
    found = fit([*old, *links(240)[120:]])
    assert found.links == 120
    assert len(found.ranker.links.votes.requests) == 120


@pytest.mark.parametrize("right", ["all", "none"])
def test_candidates_that_are_all_right_or_all_wrong_teach_nothing(right):
    ids = IDS[:1]
    titles = {IDS[0]: TITLES[IDS[0]], "other": TITLES[IDS[1]]}
    shown = ids if right == "all" else ["other"]
    found = fit(links(60, ids=ids), titles=titles, gather=lambda link, e: gather(link, e, ids=shown))
    assert found.ranker is None
    assert found.judged == 30
    assert found.first_after == (1.0 if right == "all" else 0.0)


def test_articles_that_score_alike_share_the_places():
    def alike(link, evidence):
        candidates = gather(link, evidence)
        candidates.scores[:] = 0
        return candidates

    assert fit(links(240), gather=alike).first_before == 0.0


def test_a_desk_without_a_mean_vector_takes_that_of_its_links():
    found = fit_ranker(links(240), TITLES, centre=None, gather=gather)
    mean = np.mean([link.vector for link in links(240)], axis=0)
    np.testing.assert_allclose(found.ranker.links.centre, mean, atol=1e-6)


def test_an_article_is_young_until_fifty_links_could_have_named_it():
    known = {name: title for name, title in TITLES.items() if name != "A11"}
    early = [link for link in links(240) if "A11" not in link.article_ids]
    before = fit(early[:110], titles=known).ranker
    unnamed = fit(early[:110]).ranker
    after = with_newcomers(unnamed, before, early[:110])
    assert after.young == {"A11"}
    assert after.seen == {"A11": early[109].moment.isoformat()}
    later = with_newcomers(fit(early[:159]).ranker, after, early[:159])
    assert (later.seen, later.young) == (after.seen, {"A11"})
    assert with_newcomers(fit(early[:160]).ranker, later, early[:160]).young == frozenset()
    named = links(110)
    assert with_newcomers(fit(named).ranker, before, named).young == frozenset()


def test_an_article_under_another_title_is_young_again():
    found = links(110)
    before = fit(found).ranker
    changed = TITLES | {"A1": ArticleTitle("cheese", TITLES["A1"].vector, "A1")}
    assert "A1" in with_newcomers(fit(found, titles=changed).ranker, before, found).seen
