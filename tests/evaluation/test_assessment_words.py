"""The assessment in words."""

from dataclasses import replace

import pytest

from firstline.evaluation.assessment import Assessment
from firstline.evaluation.assessment_advice import cannot_say, first_steps, more_tickets, quality
from firstline.evaluation.assessment_card import avoided
from firstline.evaluation.assessment_headline import headline, lead
from firstline.evaluation.assessment_html import assessment_html
from firstline.evaluation.assessment_rows import assessment_tables
from firstline.evaluation.assessment_words import basis, cards, comparison, of_the_model
from firstline.evaluation.auto_evidence import AutoReach, MissingLabels
from firstline.evaluation.auto_outlook import AutoOutlook
from firstline.evaluation.estimate import Estimate, wilson
from firstline.evaluation.first_assignment import RoutingComparison
from firstline.evaluation.lost_text import LostText
from firstline.evaluation.savings import Costs
from firstline.evaluation.text_leak import TextLeak
from firstline.evaluation.told_before import ToldBefore
from firstline.evaluation.urgent import UrgentScores
from firstline.evaluation.value_shift import ValueShift
from firstline.models.auto_rule import LanguageCase
from firstline.models.bundle import Bundle
from tests.evaluation.assessed_desk import assessed, desk_of


def routing_of(found: Assessment) -> RoutingComparison:
    assert found.evaluation is not None
    assert found.evaluation.routing is not None
    return found.evaluation.routing


def with_difference(found: Assessment, low: float, high: float) -> Assessment:
    routing = routing_of(found)
    comparison = replace(routing.comparison, difference=Estimate((low + high) / 2, low, high))
    assert found.evaluation is not None
    return replace(found, evaluation=replace(found.evaluation, routing=replace(routing, comparison=comparison)))


def test_the_headline_claims_only_what_is_more_than_chance(assessment: Assessment) -> None:
    assert headline(with_difference(assessment, 0.1, 0.3)).startswith("Firstline finds the right group more often")
    assert headline(with_difference(assessment, -0.3, -0.1)).startswith(
        "Today's first assignment finds the right group"
    )
    assert headline(with_difference(assessment, -0.1, 0.1)).startswith("Neither today's first assignment nor Firstline")


def test_few_tickets_are_too_few_to_tell_and_are_no_hundred(routing_bundle: Bundle) -> None:
    found = assessed(routing_bundle, desk_of(90))
    said = headline(found)
    assert said.startswith("Too few tickets to tell who finds the right group more often: 18 later tickets")
    assert "9 of 18 (29–71 %)" in said
    assert "at least 50 are wanted" in said
    right = cards(found)[0]
    assert [(figure.value, figure.interval) for figure in right.figures] == [
        ("9 of 18", "29 to 71 %"),
        ("18 of 18", "82 to 100 %"),
    ]
    assert right.meaning.endswith("too few to tell.")
    alone = headline(assessed(routing_bundle, desk_of(90, group_history=(), skill_group=None)))
    assert alone.startswith("Too few tickets to tell how well Firstline would do: 18 later tickets")


def test_money_is_not_counted_from_few_tickets(routing_bundle: Bundle) -> None:
    def asked(count: int) -> set[str]:
        found = assessed(routing_bundle, desk_of(count), costs=Costs(minutes_per_hop=10))
        return {card.question for card in cards(found)}

    assert "What do 100 tickets save?" in asked(300)
    assert "What do 100 tickets save?" not in asked(90)


def test_an_inbox_shows_in_the_whole_export_though_few_tickets_are_judged(routing_bundle: Bundle) -> None:
    tickets = [t.model_copy(update={"group_history": ("inbox", str(t.category))}) for t in desk_of(60)]
    found = assessed(routing_bundle, tickets)
    assert routing_of(found).n == 12
    assert "12 of 12 (76–100 %) past “inbox”" in headline(found)


def test_where_the_two_readings_contradict_each_other_neither_side_wins(routing_bundle: Bundle) -> None:
    tickets = [t.model_copy(update={"group_history": ("inbox", str(t.category))}) for t in desk_of(300)]
    found = with_difference(assessed(routing_bundle, tickets), 0.3, 0.5)
    intake = routing_of(found).intake
    assert intake is not None
    for low, high, said in (
        (
            -0.5,
            -0.3,
            "Who finds the right group more often depends on whether starting in “inbox” counts as a choice. "
            "If it does, Firstline; if not, today's first assignment: of 100",
        ),
        (
            -0.1,
            0.1,
            "Who finds the right group more often depends on whether starting in “inbox” counts as a choice. "
            "If it does, Firstline; if not, neither surely does: of 100",
        ),
        (0.1, 0.2, "Firstline finds the right group more often"),
    ):
        comparison = replace(intake.comparison, difference=Estimate((low + high) / 2, low, high))
        routing = replace(routing_of(found), intake=replace(intake, comparison=comparison))
        assert found.evaluation is not None
        assert headline(replace(found, evaluation=replace(found.evaluation, routing=routing))).startswith(said)


def test_an_inbox_is_not_held_against_people(routing_bundle: Bundle) -> None:
    tickets = [t.model_copy(update={"group_history": ("inbox", str(t.category))}) for t in desk_of(300)]
    found = assessed(routing_bundle, tickets)
    assert routing_of(found).intake is not None
    assert "“inbox” counts as a choice. If it does, Firstline; if not, neither surely does" in headline(found)
    assert not any(part.past_inbox is None for part in routing_of(found).parts)


def test_nothing_is_claimed_of_a_choice_past_an_inbox_that_the_export_does_not_hold(routing_bundle: Bundle) -> None:
    tickets = [
        t.model_copy(update={"group_history": ("inbox" if n % 3 else str(t.category),)})
        for n, t in enumerate(desk_of(450))
    ]
    found = assessed(routing_bundle, tickets, costs=Costs(minutes_per_hop=10))
    said = headline(found)
    assert said.startswith("This export cannot tell who finds the right group more often: 67 of 100 later tickets")
    assert "past “inbox”" not in said
    assert "Leave the choice" not in " ".join(first_steps(found))
    assert "Settle what" not in " ".join(first_steps(found))
    told = comparison(found)
    assert told is not None
    assert "more than chance" not in " ".join(told.sentences)
    assert found.savings is None
    assert not any("wrong group" in figure.whose for card in cards(found) for figure in card.figures)
    assert any("past the inbox “inbox”" in line for line in cannot_say(found))
    assert "three times" not in " ".join(table.note for table in assessment_tables(found))
    assert [figure.whose for figure in cards(found)[0].figures] == [
        "first assignment, of the 30 that began elsewhere than in “inbox”",
        "Firstline, of the same",
        "Firstline, of all",
    ]


def test_enough_that_began_past_an_inbox_are_compared_first(routing_bundle: Bundle) -> None:
    tickets = [
        t.model_copy(update={"group_history": ("inbox" if n % 2 else str(t.category),)})
        for n, t in enumerate(desk_of(600))
    ]
    said = headline(assessed(routing_bundle, tickets))
    assert said.startswith(
        "Of 100 later tickets that began elsewhere than in “inbox” (60 tickets) today's first assignment"
    )
    assert "who is better there this export cannot tell" in said


def test_first_assignments_that_a_bot_made_are_called_so(routing_bundle: Bundle) -> None:
    tickets = [
        t.model_copy(update={"set_by": {"group_history": "human" if n % 10 == 0 else "rule"}})
        for n, t in enumerate(desk_of(300))
    ]
    found = assessed(routing_bundle, tickets)
    assert "Most first assignments were made by a bot or a rule" in headline(found)
    assert "a bot or a rule made 54 of the first assignments, people 6." in cards(found)[0].meaning
    people = assessed(routing_bundle, [t.model_copy(update={"set_by": {"group_history": "human"}}) for t in tickets])
    assert routing_of(people).by_people
    assert "by a bot" not in headline(people)


def with_past(found: Assessment, low: float, high: float) -> Assessment:
    """The same, with another difference where the inbox is no choice."""
    routing = routing_of(found)
    assert routing.intake is not None
    comparison = replace(routing.intake.comparison, difference=Estimate((low + high) / 2, low, high))
    hops = Estimate(-0.14, -0.22, -0.07)
    intake = replace(routing.intake, comparison=comparison, hops_avoided=hops)
    assert found.evaluation is not None
    return replace(found, evaluation=replace(found.evaluation, routing=replace(routing, intake=intake)))


def test_the_advice_on_who_chooses_is_the_headlines(routing_bundle: Bundle) -> None:
    tickets = [t.model_copy(update={"group_history": ("inbox", str(t.category))}) for t in desk_of(300)]
    found = with_difference(assessed(routing_bundle, tickets), 0.3, 0.5)
    said = "Leave the choice of the group"
    depends = " ".join(first_steps(with_past(found, -0.5, -0.3)))
    assert said not in depends
    assert "Settle what starting in “inbox” is" in depends
    worse = with_past(with_difference(found, -0.6, -0.4), -0.5, -0.3)
    assert "finds the right group more often than Firstline" in headline(worse)
    assert any(step.startswith(f"{said} to those who make it today") for step in first_steps(worse))
    for low, high in ((-0.1, 0.1), (0.1, 0.2)):
        assert said not in " ".join(first_steps(with_past(found, low, high)))


def test_a_person_is_named_only_where_the_export_says_that_one_chose(
    routing_bundle: Bundle, assessment: Assessment
) -> None:
    def page(found: Assessment) -> str:
        said = comparison(found)
        assert said is not None
        return " ".join((headline(found), *(card.meaning for card in cards(found)), *said.sentences))

    assert "a person assigned" not in page(assessment)
    assert "people" not in headline(assessment)
    assert "whether a person chose it, the export does not say" in page(assessment)
    told = assessed(routing_bundle, desk_of(300, set_by={"skill_group": "human"}))
    assert "that a person assigned first" in page(told)
    assert "people do at first" in headline(told)


def test_what_is_avoided_is_said_in_words_and_never_below_zero(routing_bundle: Bundle) -> None:
    tickets = [t.model_copy(update={"group_history": ("inbox", str(t.category))}) for t in desk_of(300)]
    found = with_past(assessed(routing_bundle, tickets), -0.5, -0.3)
    card = next(card for card in cards(found) if "handed on" in card.question)
    last = card.figures[-1]
    assert (last.value, last.interval) == ("14 more", "7 to 22")
    assert all("-" not in figure.value + figure.interval for figure in card.figures)
    paragraph = comparison(found)
    assert paragraph is not None
    assert "0.14 (0.07 to 0.22) times more" in paragraph.sentences[-1]


def test_texts_that_give_the_answer_away_are_said_before_any_figure(assessment: Assessment) -> None:
    leaks = (
        TextLeak("resolution", "the resolution, word for word", 63, wilson(63, 300)),
        TextLeak("label in the text", "the category as the system writes it", 108, wilson(108, 300), "skill_group"),
    )
    flattered = replace(assessment, leaks=leaks)
    said = headline(flattered)
    assert said.startswith(
        "Firstline's figures here are too good, nobody knows by how much: of the texts that it read "
    )
    assert "36 % hold the category as the system writes it and 21 % hold the resolution, word for word" in said
    assert said.endswith(f"A new request will not hold that. On paper {headline(assessment)}")
    right = cards(flattered)[0]
    assert right.figures[-1].whose == "Firstline, too good: see above"
    assert "Texts that hold the answer flatter Firstline" in right.meaning
    assert "flatter" not in " ".join(card.meaning for card in cards(assessment))
    of_priority = replace(leaks[1], field="priority")
    assert headline(replace(assessment, leaks=(of_priority,))) == headline(assessment)
    assert "too good" not in str(cards(replace(assessment, leaks=(of_priority,)))[:3])
    rare = replace(leaks[0], tickets=2, share=wilson(2, 300))
    assert headline(replace(assessment, leaks=(rare,))) == headline(assessment)


def test_a_word_that_may_be_a_forms_asks_for_care_only(assessment: Assessment) -> None:
    word = TextLeak("telling word", "“ref-7”, which only stands where the category is “a”", 90, wilson(90, 95))
    asked = replace(assessment, leaks=(replace(word, field="skill_group"),))
    verdict, doubt, *_ = lead(asked)
    assert verdict == lead(assessment)[0], "the verdict comes first where its figures may be right"
    assert doubt.startswith("Who writes “ref-7”, which only stands where the category is “a”? If customers do")
    right = cards(asked)[0]
    assert right.figures[-1].whose == "Firstline, perhaps too good: see above", "no surer than the headline"
    assert "If the texts hold the answer" in right.meaning


def test_nothing_without_a_person_is_said_to_be_arithmetic_with_what_would_change_it(assessment: Assessment) -> None:
    assert assessment.evaluation is not None
    group = assessment.evaluation["skill_group"]
    none = replace(group, tiers=(replace(group.tiers[0], n=0), *group.tiers[1:]))
    report = replace(assessment.evaluation, fields=(none,))

    def meaning(*outlooks: AutoOutlook) -> str:
        found = replace(assessment, evaluation=report, automation=outlooks)
        return next(card.meaning for card in cards(found) if "without a person" in card.question)

    few = AutoReach(values=8, automatic=0, target=0.95, needed=59, most=16, best=None)
    missing = (MissingLabels("Access", 4), MissingLabels("Payroll", 41))
    said = meaning(AutoOutlook("skill_group", few, missing, labelled=300))
    assert said.startswith(
        "Nothing is proven yet: too few tickets of any one value. Until then a person confirms each."
    )
    assert "Access (4), Payroll (41)" in said
    assert "59 tickets" not in said
    below = more_tickets(replace(assessment, evaluation=report, automation=(AutoOutlook("skill_group", few, missing),)))
    assert "To be certain of 95 % takes 59 tickets of one language" in below[0]
    assert "the most of any value are 16" in below[0]
    all_right = AutoOutlook("skill_group", replace(few, most=300, best=LanguageCase("en", 58, 58)), ())
    assert "too few tickets of any one value" in meaning(all_right)
    wrong = AutoOutlook("skill_group", replace(few, most=300, best=LanguageCase("en", 100, 90)), ())
    assert "no value was right often enough" in meaning(wrong)
    some = AutoOutlook("skill_group", replace(few, automatic=2, most=300), ())
    assert meaning(some).startswith("2 of 8 values were proven")


def test_a_model_that_is_no_better_than_the_commonest_value_is_not_excused_by_arithmetic(
    assessment: Assessment,
) -> None:
    assert assessment.evaluation is not None
    group = assessment.evaluation["skill_group"]
    scores = replace(group.scores, accuracy=Estimate(0.42, 0.37, 0.48), majority=0.5)
    worse = replace(group, scores=scores, tiers=(replace(group.tiers[0], n=0), *group.tiers[1:]))
    few = AutoReach(values=8, automatic=0, target=0.95, needed=59, most=16, best=None)
    outlook = AutoOutlook("skill_group", few, (MissingLabels("Access", 4),), labelled=300)
    report = replace(assessment.evaluation, fields=(worse,), routing=None)
    found = replace(assessment, evaluation=report, automation=(outlook,))
    card = next(card for card in cards(found) if "without a person" in card.question)
    assert card.meaning.startswith("Firstline is not surely better than always naming the most frequent")
    assert "too few" not in card.meaning
    assert "more tickets of the same kind would hardly change that" in more_tickets(found)[0]
    assert "arithmetic" not in " ".join(more_tickets(found))


def test_the_page_names_the_encoder_that_judged(assessment: Assessment) -> None:
    assert assessment.judged is not None
    named = replace(assessment, judged=replace(assessment.judged, encoder="e5"))
    said = of_the_model(named)
    assert "macro-F1" in assessment_html(named)
    assert "the encoder e5" in said
    assert "`firstline train --encoder auto` tries several and may choose another" in said


def test_requests_that_repeat_older_ones_are_told_beside_the_verdict(assessment: Assessment) -> None:
    def said(judged: int, repeated: int) -> str:
        told = ToldBefore(judged, repeated, wilson(90, judged - repeated) if judged - repeated >= 90 else wilson(0, 9))
        return headline(replace(assessment, told_before=told))

    often = said(220, 100)
    assert "100 of these 220 tickets say nearly what an older one said" in often
    assert "Of the 120 that repeat nothing it was right for 75 of 100 (67–82)." in often
    assert "Too few repeat nothing" in said(220, 190)
    assert "say nearly" not in said(220, 20)
    assert "say nearly" not in said(40, 30)


def test_texts_that_are_question_marks_are_said_first_and_what_is_right_of_the_others(assessment: Assessment) -> None:
    lost = LostText(tickets=90, judged=60, unreadable=10, readable=wilson(40, 50))
    found = replace(assessment, lost=lost)
    assert "10 of these 60 tickets are question marks" in headline(found)
    assert "Of the 50 that can be read Firstline was right for 80 of 100" in headline(found)
    assert "Too few can be read" in headline(replace(assessment, lost=replace(lost, unreadable=30)))
    assert "question marks" not in headline(replace(assessment, lost=replace(lost, unreadable=1)))
    assert first_steps(found)[0] == ("Export again in UTF-8: 90 of 300 tickets have question marks where letters were.")
    assert "90 of 300 tickets have question marks" in quality(found)[0]
    assert not any("question marks" in line for line in (*first_steps(assessment), *quality(assessment)))


@pytest.mark.parametrize(
    ("low", "value", "high", "said"),
    [(-0.19, -0.09, 0.01, "no sure change"), (0.01, 0.12, 0.24, "12 fewer"), (-0.2, -0.1, -0.05, "10 more")],
)
def test_a_change_that_may_be_none_is_no_figure(low: float, value: float, high: float, said: str) -> None:
    assert avoided("today", Estimate(value, low, high)).value == said


def test_every_figure_has_its_interval(assessment: Assessment) -> None:
    found = {card.question: card for card in cards(assessment)}
    right = found["How many tickets go to the right group at once?"]
    assert [(figure.whose, figure.value, bool(figure.interval)) for figure in right.figures] == [
        ("first assignment today", "50 of 100", True),
        ("Firstline", "100 of 100", True),
    ]
    assert "What do 100 tickets save?" not in found


def test_it_says_when_not_all_tickets_were_read(assessment: Assessment) -> None:
    assert assessment.judged is not None
    sampled = replace(assessment, judged=replace(assessment.judged, trained=10))
    assert "not all tickets were used" in " ".join(basis(sampled))
    assert "not all tickets were used" not in " ".join(basis(assessment))
    assert "no dates" in " ".join(basis(replace(assessment, judged=replace(assessment.judged, kind="random"))))


def test_missed_urgent_requests_are_put_down_to_texts_that_tell_no_priority(assessment: Assessment) -> None:
    assert assessment.evaluation is not None
    field = assessment.evaluation.fields[0]
    missed = UrgentScores(("high",), 60, Estimate(1.0, 0.94, 1.0), None, 0, None, None)

    def said(low: float, majority: float) -> str:
        scores = replace(field.scores, accuracy=Estimate(low + 0.1, low, low + 0.2), majority=majority)
        report = replace(assessment.evaluation, fields=(replace(field, field="priority", scores=scores),))
        (card,) = (c for c in cards(replace(assessment, evaluation=report, urgent=missed)) if "urgent" in c.question)
        return card.meaning

    assert "These texts do not tell priorities: always naming the most frequent one is right as often" in said(0.3, 0.4)
    assert "is right more often" in said(0.1, 0.4)
    assert "Whether these texts tell priorities is not proven" in said(0.35, 0.4)
    assert "These texts do not tell priorities" not in said(0.6, 0.4)
    missed = UrgentScores(("high",), 7, wilson(0, 7), None, 0, None, None)
    assert "do not tell" not in said(0.3, 0.4), "all urgent ones were found"
    assert "For tickets that are not urgent" in said(0.3, 0.4)


def test_a_column_of_first_groups_gives_hops_that_agree_with_who_was_right(routing_bundle: Bundle) -> None:
    tickets = [t.model_copy(update={"group_history": t.group_history[:1]}) for t in desk_of(300)]
    found = assessed(routing_bundle, tickets)
    assert routing_of(found).people.value == 0.5
    card = next(card for card in cards(found) if "handed on" in card.question)
    assert [(figure.whose, figure.value) for figure in card.figures] == [
        ("per 100 tickets today, at least", "50 times"),
        ("per 100 tickets, had every suggestion of Firstline been taken", "50 fewer"),
    ]
    assert "50 % (38–62) of these tickets are handed on" in card.meaning
    assert "Only the first and the last group are known, of some without a count" in card.meaning
    paragraph = comparison(found)
    assert paragraph is not None
    assert "at least 0.50" in " ".join(paragraph.sentences)
    assert found.hops is not None
    assert found.hops.at_least


def test_a_full_history_is_not_called_a_least(assessment: Assessment) -> None:
    card = next(card for card in cards(assessment) if "handed on" in card.question)
    assert card.figures[0].whose == "per 100 tickets today"
    assert "Only the first" not in card.meaning


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (0.38, 0.55, "always naming the most frequent one would be right for 57: Firstline is worse than that"),
        (0.38, 0.58, "would be right for 57, so nothing is surely gained yet"),
        (0.58, 0.66, "would be right for 57. How well people do"),
    ],
)
def test_without_people_the_most_frequent_value_is_the_measure(
    routing_bundle: Bundle, low: float, high: float, said: str
) -> None:
    found = assessed(routing_bundle, desk_of(300, group_history=(), skill_group=None))
    assert found.evaluation is not None
    first = found.evaluation.fields[0]
    scores = replace(first.scores, accuracy=Estimate((low + high) / 2, low, high), majority=0.57)
    found = replace(found, evaluation=replace(found.evaluation, fields=(replace(first, scores=scores),)))
    assert said in headline(found)
    assert ("worse than always naming" in cards(found)[0].meaning) == ("worse" in said)


def test_what_became_of_repeated_texts_is_said(routing_bundle: Bundle, assessment: Assessment) -> None:
    repeated = [t.model_copy(update={"body": f"{t.body} {n % 100}"}) for n, t in enumerate(desk_of(300))]
    repeated[-1] = repeated[-1].model_copy(update={"body": repeated[0].body})
    assert "Tickets with word for word the same text are all counted" in " ".join(
        basis(assessed(routing_bundle, repeated))
    )
    assert "word for word" not in " ".join(basis(assessment))


def test_of_first_groups_alone_nobody_is_told_how_many_were_handed_on_three_times(routing_bundle: Bundle) -> None:
    def shown(**more: object) -> list[str]:
        (card,) = cards(assessed(routing_bundle, desk_of(90, body="", messages=(), **more)))
        return [figure.whose for figure in card.figures]

    assert shown()[-1] == "three times or more"
    assert shown(group_history=("desk 1",)) == ["per 100 tickets today, at least", "handed on at least once"]


def test_what_only_the_counter_tells_is_not_said_to_be_a_known_first_group(routing_bundle: Bundle) -> None:
    tickets = [
        t.model_copy(update={"group_history": (), "reassignments": float(n % 2)}) for n, t in enumerate(desk_of(300))
    ]
    found = assessed(routing_bundle, tickets)
    right = next(card for card in cards(found) if "right group" in card.question)
    assert "only their number of reassignments is known" in right.meaning
    assert "first group is known" not in right.meaning
    assert "Which group was first the export does not say" in headline(found)


def test_urgent_requests_are_put_down_to_people_only_where_a_person_set_the_group(assessment: Assessment) -> None:
    half = Estimate(0.5, 0.4, 0.6)
    for by_people, whose in (
        (True, "people sent to a wrong group at first"),
        (False, "went to a wrong group at first"),
    ):
        urgent = UrgentScores(("high",), 60, half, half, 60, half, half, priced=60, by_people=by_people)
        card = next(card for card in cards(replace(assessment, urgent=urgent)) if "urgent" in card.question)
        assert whose in [figure.whose for figure in card.figures]
        assert any("people" in figure.whose for figure in card.figures) is by_people


def test_hindsight_is_told_only_where_it_is_narrow_and_nothing_flatters_it(assessment: Assessment) -> None:
    assert assessment.evaluation is not None
    group = assessment.evaluation["skill_group"]

    def said(share: Estimate, *leaks: TextLeak) -> str:
        best = tuple(replace(one, precision=0.95, share=share, threshold=0.5) for one in group.coverages[:1])
        none = replace(group, tiers=(replace(group.tiers[0], n=0), *group.tiers[1:]), coverages=best)
        report = replace(assessment.evaluation, fields=(none,))
        found = replace(assessment, evaluation=report, automation=(), leaks=leaks)
        return next(card.meaning for card in cards(found) if "without a person" in card.question)

    assert "95 % of the surest 50 % (40–60) of these tickets were right" in said(Estimate(0.5, 0.4, 0.6))
    assert "surest" not in said(Estimate(0.71, 0.06, 1.0))
    assert "surest" not in said(Estimate(0.5, 0.4, 0.6), TextLeak("resolution", "it", 63, wilson(63, 300)))
    assert "could have sent" not in said(Estimate(0.02, 0.0, 0.25))


def test_a_mix_that_changed_is_said_where_it_makes_a_model_look_useless(assessment: Assessment) -> None:
    assert assessment.evaluation is not None
    group = assessment.evaluation["skill_group"]
    shift = ValueShift("skill_group", "Mail", Estimate(0.28, 0.26, 0.31), Estimate(0.49, 0.43, 0.55))

    def shown(accuracy: Estimate) -> Assessment:
        scores = replace(group.scores, accuracy=accuracy, majority=0.5)
        report = replace(assessment.evaluation, fields=(replace(group, scores=scores),), routing=None)
        return replace(assessment, evaluation=report, shift=shift)

    said = "The mix has changed: “Mail” was 28 (26–31) of 100 older tickets, and is 49 (43–55) of 100 of these."
    poor, good = shown(Estimate(0.42, 0.37, 0.48)), shown(Estimate(0.82, 0.77, 0.88))
    assert f"{said} No model can know that beforehand." in headline(poor)
    assert "mix" not in headline(good)
    assert said in " ".join(basis(good))
    assert "See why “Mail” is given so much more often than before" in " ".join(first_steps(good))
    assert "mix" not in " ".join(basis(assessment))
