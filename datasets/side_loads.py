"""The side-loads: users and groups that a JSON export lists once beside its tickets, which then only name their ids."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

SIDE_LOADED = ("users", "groups", "brands")

_NAMED = {"group_id": "groups", "brand_id": "brands"}
_PEOPLE = {"author_id": "author"}
_OF_GROUP = ("previous_value", "value")
_ROLES = ("id", "role")

_Record = dict[str, Any]


@dataclass(slots=True)
class SideLoads:
    """Records by list and id, the ids as text."""

    by_id: dict[str, dict[str, Mapping[str, Any]]] = field(default_factory=dict)

    def add(self, name: str, records: Sequence[Any]) -> None:
        """Remember a list that lies beside the tickets; what has no id is no record."""
        known = self.by_id.setdefault(name, {})
        known.update({str(one["id"]): one for one in records if isinstance(one, Mapping) and one.get("id") is not None})

    def put_into(self, ticket: _Record) -> _Record:
        """The ticket with the names of its group and brand, and the roles of those who wrote its comments.

        `group_id: 7` gets a `group: {"id": 7, "name": …}` beside it, as if it had been exported so; a log of changes of
        the group gets names in place of ids. What is there already stays, and of people no names are taken.
        """
        if not any(self.by_id.values()):
            return ticket
        found = dict(ticket)
        for key, kind in _NAMED.items():
            name = self._name(kind, ticket.get(key))
            if name is not None:
                found.setdefault(key.removesuffix("_id"), {"id": ticket[key], "name": name})
        if isinstance(ticket.get("comments"), list):
            found["comments"] = [self._with_author(one) for one in ticket["comments"]]
        if isinstance(ticket.get("audits"), list):
            found["audits"] = [self._with_group_names(one) for one in ticket["audits"]]
        return found

    def _name(self, kind: str, identifier: Any) -> Any:
        return self.by_id.get(kind, {}).get(str(identifier), {}).get("name")

    def _with_author(self, comment: Any) -> Any:
        if not isinstance(comment, Mapping):
            return comment
        more = {}
        for key, name in _PEOPLE.items():
            person = self.by_id.get("users", {}).get(str(comment.get(key)))
            if person and name not in comment:
                more[name] = {part: person[part] for part in _ROLES if part in person}
        return {**comment, **more}

    def _with_group_names(self, audit: Any) -> Any:
        if not isinstance(audit, Mapping) or not isinstance(audit.get("events"), list):
            return audit
        return {**audit, "events": [self._named(event) for event in audit["events"]]}

    def _named(self, event: Any) -> Any:
        if not isinstance(event, Mapping) or event.get("field_name") != "group_id":
            return event
        names = {part: name for part in _OF_GROUP if (name := self._name("groups", event.get(part))) is not None}
        return {**event, **names}
