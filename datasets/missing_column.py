"""The missing column: what an export does not hold, and what that costs."""

from collections.abc import Collection

_COSTS = (
    (("subject", "body", "messages"), "no text at all: nothing can be learned from these tickets"),
    (("body", "messages"), "no text but the subject: expect much less than with the customer's own words"),
    (("id",), "no ids: rows are numbered, and tickets cannot be linked or updated later"),
    (("created_at",), "no dates: the split cannot be by time, so figures will look better than tomorrow's tickets"),
    (("category",), "no category: `--field NAME` can take another closed list, or name one with --map"),
    (("priority",), "no priority: urgent requests cannot be told, nor missed ones be counted"),
    (("skill_group",), "no group: routing cannot be learned"),
    (("group_history", "reassignments"), "no group history: reassignments cannot be measured"),
    (("messages",), "no conversation: only the first text is known, nothing can be judged after the second message"),
    (("first_response_at",), "no time of the first response: how long customers wait cannot be said"),
    (("resolved_at", "closed_at"), "no time of the resolution: how long tickets take cannot be said"),
    (("requester_id",), "no requester: chasers and repeated requests of one person cannot be recognised"),
    (("duplicate_of",), "no links between duplicates: the search for them cannot be scored"),
    (("article_ids",), "no links to articles: the search for answers cannot be scored"),
    (("handle_minutes",), "no minutes: nothing can be said of the effort"),
    (("csat",), "no ratings: nothing can be said of what customers thought"),
)


def missing_costs(columns: Collection[str]) -> tuple[str, ...]:
    """A sentence for each thing that is missing, most important first.

    Args:
        columns: our columns that hold something in at least one ticket.
    """
    there = set(columns)
    found = [sentence for names, sentence in _COSTS if not there.intersection(names)]
    return tuple(found[:1]) if found and found[0].startswith("no text at all") else tuple(found)


def no_customer(conversations: int) -> str:
    """A sentence for conversations of which none has a message of the customer."""
    return (
        f"no customer message was found in any of {conversations:,} conversations: nothing in them tells customers "
        "from agents, so every message counts as an agent's, and of the texts only subject and description are learned "
        "from. Map the column that identifies the person who asked, as it stands in the messages too, to requester_id"
    )
