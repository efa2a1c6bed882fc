"""The preset of Freshdesk: JSON of the API or of the account export, CSV of the ticket list."""

import re
from types import MappingProxyType

from firstline.datasets.message_author import AUTHORS
from firstline.datasets.preset import Kin, Moves, Preset, Thread

_GROUP_SET = re.compile(r"\bset group as (?P<new>.+?)(?=, set |,? and set |\s*$)", re.IGNORECASE)

FRESHDESK = Preset(
    name="freshdesk",
    tells=(
        "agent interactions|cc_emails|conversations|created time|customer interactions|description_text|display_id|"
        "due by time|email_config_id|first response status|fr_due_by|fr_escalated|fwd_emails|initial response time|"
        "last update time|notes|priority_name|product_id|reply_cc_emails|requester_status_name|resolution status|"
        "resolved time|responder_id|responder_name|source_name|stats.resolved_at|status_name|survey results|"
        "ticket_type|time tracked"
    ),
    columns=MappingProxyType(
        {
            "id": ("display_id", "id", "Ticket ID", "Ticket Id"),
            "subject": ("subject", "Subject"),
            "body": ("description_text", "description", "Description"),
            "created_at": ("created_at", "Created time"),
            "updated_at": ("updated_at", "Last update time"),
            "first_response_at": ("stats.first_responded_at", "Initial response time"),
            "resolved_at": ("stats.resolved_at", "Resolved time"),
            "closed_at": ("stats.closed_at", "Closed time"),
            "channel": ("source_name", "source", "Source"),
            "priority": ("priority_name", "priority", "Priority"),
            "category": ("category", "ticket_type", "type", "Type"),
            "skill_group": ("group.name", "group_name", "group_id", "Group"),
            "status": ("status_name", "status", "Status"),
            "product": ("product.name", "product_id", "Product"),
            "requester_id": ("requester_id", "requester.id", "Contact ID", "Email"),
            "organization_id": ("company_id", "company.name", "Company Name"),
        }
    ),
    threads=(
        Thread(
            paths=("conversations", "notes"),
            text=("body_text", "body"),
            role=("incoming",),
            roles=AUTHORS,
            author=("user_id",),
            public=(),
            private=("private",),
        ),
    ),
    requester=("requester_id", "requester.id"),
    kin={
        "Freshservice": Kin(
            "assigned group|department|impact|item|planned start date|requester location|requester name|"
            "requester vip|resolution note|sub-category|sub_category|urgency",
            codes={
                "channel": {
                    "1": "Email",
                    "2": "Portal",
                    "3": "Phone",
                    "4": "Chat",
                    "5": "Feedback Widget",
                    "6": "Yammer",
                    "7": "AWS CloudWatch",
                    "8": "PagerDuty",
                    "9": "Walk-up",
                    "10": "Slack",
                    "11": "Chatbot",
                    "12": "Workplace",
                    "13": "Employee Onboarding",
                    "14": "Alerts",
                    "15": "Microsoft Teams",
                    "18": "Employee Offboarding",
                }
            },
        )
    },
    moves=tuple(Moves("activities", "", (), "", told, words=_GROUP_SET) for told in ("content", "sub_contents")),
    codes={
        "priority": {"1": "Low", "2": "Medium", "3": "High", "4": "Urgent"},
        "status": {"2": "Open", "3": "Pending", "4": "Resolved", "5": "Closed"},
        "channel": {
            "1": "Email",
            "2": "Portal",
            "3": "Phone",
            "7": "Chat",
            "9": "Feedback Widget",
            "10": "Outbound Email",
        },
    },
)
