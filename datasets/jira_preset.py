"""The preset of Jira: JSON of the REST interface, CSV of the issue search with a column for every comment."""

from types import MappingProxyType

from firstline.datasets.preset import Moves, Preset, Thread

JIRA = Preset(
    name="jira",
    tells=(
        "custom field (request type)|fields.created|fields.description|fields.issuetype.name|fields.project.key|"
        "fields.reporter.displayname|fields.status.name|fields.summary|issue id|issue key|issue type|key|"
        "outward issue link (duplicate)|parent id|project key|reporter id|status category"
    ),
    columns=MappingProxyType(
        {
            "id": ("key", "Issue key"),
            "subject": ("fields.summary", "Summary"),
            "body": ("fields.description", "Description"),
            "created_at": ("fields.created", "Created"),
            "updated_at": ("fields.updated", "Updated"),
            "resolved_at": ("fields.resolutiondate", "Resolved"),
            "category": ("category", "Custom field (Request Type)", "fields.issuetype.name", "Issue Type"),
            "priority": ("fields.priority.name", "Priority"),
            "skill_group": ("fields.components[0].name", "Component/s", "Components"),
            "status": ("fields.status.name", "Status"),
            "requester_id": (
                "fields.reporter.accountId",
                "fields.reporter.name",
                "fields.reporter.emailAddress",
                "Reporter Id",
                "Reporter",
            ),
            "product": ("fields.project.name", "Project name"),
            "duplicate_of": ("Outward issue link (Duplicate)",),
            "attachments": ("fields.attachment", "Attachment"),
            "csat": ("Satisfaction rating",),
        }
    ),
    threads=(
        Thread(
            paths=("fields.comment.comments",),
            text=("body",),
            at=("created",),
            author=("author.accountId", "author.name", "author.emailAddress"),
            public=("jsdPublic",),
        ),
        Thread(
            paths=("Comment", "Comments"),
            text=("text",),
            at=("at",),
            author=("author",),
            parted=("at", "author", "text"),
        ),
    ),
    requester=(
        "fields.reporter.accountId",
        "fields.reporter.name",
        "fields.reporter.emailAddress",
        "Reporter Id",
        "Reporter",
    ),
    moves=(
        Moves(
            "changelog.histories[].items",
            "field",
            ("Component", "Team", "Group", "Assignment group", "Support group"),
            "fromString",
            "toString",
        ),
    ),
)
