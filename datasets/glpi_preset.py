"""The preset of GLPI: JSON of the REST interface, CSV of the search in the language of whoever exports it."""

from types import MappingProxyType

from firstline.datasets.preset import Preset, Thread

GLPI = Preset(
    name="glpi",
    tells=(
        "assigned to - technician|assigned to - technician group|attribué à - groupe de techniciens|closedate|"
        "date d'ouverture|date_mod|demandeur - demandeur|entities_id|eröffnungsdatum|followups|global_validation|"
        "impact|itilcategories_id|itilfollowup|opening date|requester - requester|requesttypes_id|resolution date|"
        "solvedate|takeintoaccount_delay_stat|time to resolve|time_to_resolve|urgency|users_id_recipient|"
        "zugewiesen an - technikergruppe|дата открытия|инициатор запроса - инициатор запроса|"
        "назначено - группа специалистов"
    ),
    columns=MappingProxyType(
        {
            "id": ("id", "ID"),
            "subject": ("name", "Title", "Titre", "Заголовок", "Titel"),
            "body": ("content", "Description", "Описание", "Beschreibung"),
            "created_at": ("date", "Opening date", "Date d'ouverture", "Дата открытия", "Eröffnungsdatum"),
            "updated_at": ("date_mod", "Last update", "Dernière modification", "Последнее изменение"),
            "resolved_at": ("solvedate", "Resolution date", "Date de résolution", "Дата решения", "Lösungsdatum"),
            "closed_at": ("closedate", "Closing date", "Date de clôture", "Дата закрытия"),
            "channel": ("requesttypes_id", "Request source", "Source de la demande", "Источник запроса"),
            "category": ("itilcategories_id", "Category", "Catégorie", "Категория", "Kategorie"),
            "priority": ("priority", "Priority", "Priorité", "Приоритет", "Priorität"),
            "skill_group": (
                "_groups_id_assign",
                "groups_id_assign",
                "Assigned to - Technician group",
                "Attribué à - Groupe de techniciens",
                "Назначено - Группа специалистов",
                "Zugewiesen an - Technikergruppe",
            ),
            "status": ("status", "Status", "Statut", "Статус"),
            "requester_id": (
                "_users_id_requester",
                "users_id_recipient",
                "Requester - Requester",
                "Demandeur - Demandeur",
                "Инициатор запроса - Инициатор запроса",
            ),
            "organization_id": ("entities_id", "Entity", "Entité", "Организация"),
            "resolution": ("ITILSolution[0].content", "solutions[0].content", "Solution - Solution"),
            "csat": ("Satisfaction survey - Satisfaction",),
        }
    ),
    threads=(
        Thread(
            paths=("ITILFollowup", "followups", "_followups"),
            text=("content",),
            at=("date", "date_creation"),
            author=("users_id",),
            public=(),
            private=("is_private",),
        ),
    ),
    requester=("_users_id_requester", "users_id_recipient"),
    codes={
        "priority": {
            "1": "Very low",
            "2": "Low",
            "3": "Medium",
            "4": "High",
            "5": "Very high",
            "6": "Major",
        },
        "status": {
            "1": "New",
            "2": "Processing (assigned)",
            "3": "Processing (planned)",
            "4": "Pending",
            "5": "Solved",
            "6": "Closed",
        },
    },
)
