"""Current."""

from datetime import timedelta

from firstline.evaluation.knowledge_current import judge_current, rising_names
from tests.evaluation.knowledge_desk import LONG_ENOUGH, NOW, answers_of, article, base_of, ticket


def judged(articles: list, tickets: list = ()) -> dict[str, tuple[str, list[str]]]:  # type: ignore[assignment,type-arg]
    base = base_of(articles, tickets)
    found = judge_current(base, answers_of(base))
    return {one.article_id: (one.standing, [reason.code for reason in one.reasons]) for one in found}


def aged(article_id: str, days: int):  # type: ignore[no-untyped-def]
    return article(article_id, updated_at=NOW - timedelta(days=days))


def test_an_article_is_old_beside_its_own_desk_only() -> None:
    found = judged([aged("A", 900), aged("B", 300), aged("C", 310), article("D")])
    assert found == {"A": ("mend", ["old"]), "B": ("good", []), "C": ("good", []), "D": ("unknown", [])}
    assert judged([aged("A", 900), aged("B", 800)])["A"] == ("good", [])
    assert judged([aged("A", 300), aged("B", 10), aged("C", 10)])["A"] == ("good", [])


def versions(count: int = 20) -> list:  # type: ignore[type-arg]
    """Requests that speak of Birdmail 10, then 11, then 12, and always of error 404 or 500."""
    return [
        ticket(count - n, f"Birdmail {10 + 3 * n // count} shows error {404 if n % 2 else 500}") for n in range(count)
    ]


def test_a_number_that_rises_with_time_is_a_version_and_a_code_is_not() -> None:
    (rising,) = rising_names(base_of([], versions()))
    assert (rising.name, rising.newest, rising.requests) == ("birdmail", (12,), 20)


def test_an_article_that_stops_at_an_older_version_is_to_mend() -> None:
    found = judged(
        [
            article("A", body=f"{LONG_ENOUGH} In Birdmail 10.2 press F2."),
            article("B", body=f"{LONG_ENOUGH} In Birdmail 10 and Birdmail 12 press F2."),
            article("C", body=f"{LONG_ENOUGH} Error 404 comes from Birdmail."),
        ],
        versions(),
    )
    assert found == {"A": ("mend", ["old_version"]), "B": ("good", []), "C": ("unknown", [])}


def test_a_year_is_compared_with_those_that_requests_name() -> None:
    articles = [article("A", body=f"{LONG_ENOUGH} Holidays of 2023."), article("B", body=f"{LONG_ENOUGH} Since 2025.")]
    tickets = [ticket(n, "holidays of 2026", article_ids=("A", "B")) for n in range(3)]
    found = judged(articles, tickets)
    assert found["A"][1] == ["old_year"]
    assert found["B"][1] == []
