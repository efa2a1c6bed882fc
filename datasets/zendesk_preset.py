"""The preset of Zendesk: JSON of the Tickets API or the account export, CSV of views and of Explore."""

from types import MappingProxyType

from firstline.datasets.message_author import AUTHORS
from firstline.datasets.preset import Moves, Preset, Thread

ZENDESK = Preset(
    name="zendesk",
    tells=(
        "allow_channelback|assignee stations|brand_id|custom_fields|first reply time in minutes|"
        "full resolution time in minutes|group stations|is_public|metric_set|metric_set.reopens|problem_id|"
        "raw_subject|requester domain|requester external id|requester id|requester_id|satisfaction score|"
        "satisfaction_rating.score|submitter_id|ticket type|ticket_form_id|via|via.channel"
    ),
    columns=MappingProxyType(
        {
            "id": ("id", "Id", "Ticket ID"),
            "url": ("url",),
            "subject": ("raw_subject", "subject", "Subject", "Ticket subject"),
            "body": ("description", "Description"),
            "created_at": ("created_at", "Created at", "Ticket created - Timestamp"),
            "updated_at": ("updated_at", "Updated at"),
            "resolved_at": ("metric_set.solved_at", "Solved at", "Ticket solved - Timestamp"),
            "channel": ("via.channel", "Via", "Ticket channel"),
            "priority": ("priority", "Priority", "Ticket priority"),
            "category": ("category", "type", "Ticket type"),
            "skill_group": ("group.name", "group_name", "group_id", "Group", "Ticket group"),
            "status": ("status", "Status"),
            "brand": ("brand.name", "brand_id", "Brand", "Ticket brand"),
            "requester_id": ("requester_id", "Requester id", "Requester"),
            "organization_id": ("organization_id", "Organization"),
            "reopened": ("metric_set.reopens", "Reopens"),
            "reassignments": ("metric_set.group_stations", "Group stations"),
        }
    ),
    threads=(
        Thread(
            paths=("comments",),
            text=("plain_body", "body", "html_body", "value"),
            role=("author.role",),
            roles=AUTHORS,
            author=("author_id", "author.id", "author.email", "author"),
        ),
    ),
    requester=("requester_id", "requester.id", "requester.email"),
    moves=(Moves("audits[].events", "field_name", ("group_id",), "previous_value", "value"),),
    one_less=("metric_set.group_stations", "Group stations"),
)
