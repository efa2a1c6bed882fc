"""The preset of Okdesk: JSON of the API, tables of the issue list in Russian."""

from types import MappingProxyType

from firstline.datasets.message_author import AUTHORS
from firstline.datasets.preset import Preset, Thread

OKDESK = Preset(
    name="okdesk",
    tells=(
        "author.type|company.name|completed_at|contact.name|deadline_at|delayed_to|planned_reaction_at|priority.code|"
        "reacted_at|service_object|service_object.name|spent_time_total|status.code|type.code|without_answer|"
        "группа ответственных|дата регистрации|контактное лицо|номер заявки|объект обслуживания|ответственный|"
        "плановая дата решения|тема заявки|тип заявки|фактическая дата решения"
    ),
    columns=MappingProxyType(
        {
            "id": ("id", "Номер заявки", "№", "Номер"),
            "subject": ("title", "Тема заявки", "Тема"),
            "body": ("description", "Описание заявки", "Описание"),
            "created_at": ("created_at", "Дата регистрации", "Дата создания"),
            "first_response_at": ("reacted_at", "Дата реакции", "Фактическая дата реакции"),
            "resolved_at": ("completed_at", "Фактическая дата решения", "Дата решения"),
            "category": ("category", "type.name", "Тип заявки", "Тип"),
            "priority": ("priority.name", "Приоритет"),
            "skill_group": ("group.name", "assignee.group.name", "Группа ответственных", "Группа"),
            "status": ("status.name", "Статус"),
            "channel": ("source.name", "source", "Способ регистрации", "Источник"),
            "requester_id": ("contact.id", "author.id", "Контактное лицо"),
            "organization_id": ("company.id", "company.name", "Компания"),
            "csat": ("rate", "Оценка"),
        }
    ),
    threads=(
        Thread(
            paths=("comments",),
            text=("content",),
            at=("published_at", "created_at"),
            role=("author.type", "author_type"),
            roles=AUTHORS,
            author=("author.id", "author_id"),
        ),
    ),
    requester=("contact.id", "author.id"),
)
