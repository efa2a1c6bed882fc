"""The preset of Zammad: JSON of the REST interface, XLSX of its reporting."""

from types import MappingProxyType

from firstline.datasets.message_author import AUTHORS
from firstline.datasets.preset import Moves, Preset, Thread

ZAMMAD = Preset(
    name="zammad",
    tells=(
        "#|article_count|article_ids|articles|close_at|create channel|create_article_sender_id|"
        "create_article_type_id|customer_id|escalation_at|first_response_escalation_at|last_contact_customer_at|"
        "last_owner_update_at|number|owner_id|pending_time|sender|state|state_id|time units total"
    ),
    columns=MappingProxyType(
        {
            "id": ("id", "number", "#", "Number"),
            "subject": ("title", "Title"),
            "created_at": ("created_at", "Created at"),
            "updated_at": ("updated_at", "Updated at"),
            "first_response_at": ("first_response_at", "First response at"),
            "resolved_at": ("close_at", "Closed at", "Close time"),
            "channel": ("create_article_type", "Create Channel"),
            "priority": ("priority", "priority.name", "priority_id", "Priority"),
            "skill_group": ("group", "group.name", "group_id", "Group"),
            "status": ("state", "state.name", "state_id", "State"),
            "requester_id": ("customer_id", "customer", "Customer"),
            "organization_id": ("organization_id", "organization", "Organization"),
        }
    ),
    threads=(
        Thread(
            paths=("articles", "article"),
            text=("body",),
            role=("sender", "sender_id"),
            roles={**AUTHORS, "1": "agent", "2": "customer", "3": "system"},
            author=("created_by_id", "from"),
            public=(),
            private=("internal",),
        ),
    ),
    never=("article_ids", "body"),
    requester=("customer_id", "customer"),
    codes={
        "priority": {"1": "1 low", "2": "2 normal", "3": "3 high"},
        "status": {"1": "new", "2": "open", "3": "pending reminder", "4": "closed", "5": "merged"},
    },
    moves=(Moves("history", "attribute", ("group",), "value_from", "value_to"),),
)
