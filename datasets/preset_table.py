"""The table of presets: the help desks whose exports are known, from their public documentation."""

from firstline.datasets.freshdesk_preset import FRESHDESK
from firstline.datasets.glpi_preset import GLPI
from firstline.datasets.jira_preset import JIRA
from firstline.datasets.message_author import AUTHORS
from firstline.datasets.okdesk_preset import OKDESK
from firstline.datasets.preset import Thread
from firstline.datasets.zammad_preset import ZAMMAD
from firstline.datasets.zendesk_preset import ZENDESK

ANY_THREAD = Thread(
    paths=(
        "messages",
        "comments",
        "conversations",
        "conversation_parts",
        "articles",
        "thread",
        "threads",
        "replies",
        "followups",
        "notes",
        "actions",
        "activities",
        "updates",
    ),
    role=(
        "author_type",
        "author.type",
        "author.role",
        "sender_type",
        "sender",
        "role",
        "incoming",
        "from_type",
        "author",
    ),
    roles=AUTHORS,
    author=("author_id", "author.id", "user_id", "users_id", "author", "from", "author.email"),
)
"""What is tried where no preset says better."""

PRESETS = {preset.name: preset for preset in (ZENDESK, ZAMMAD, JIRA, FRESHDESK, OKDESK, GLPI)}
