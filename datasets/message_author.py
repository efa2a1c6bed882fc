"""The message author: what exports call the customer, an agent or the system, in lower case."""

from collections.abc import Mapping

AUTHORS: Mapping[str, str] = {
    "customer": "customer",
    "end-user": "customer",
    "end_user": "customer",
    "requester": "customer",
    "reporter": "customer",
    "contact": "customer",
    "user": "customer",
    "lead": "customer",
    "visitor": "customer",
    "true": "customer",
    "false": "agent",
    "agent": "agent",
    "admin": "agent",
    "employee": "agent",
    "technician": "agent",
    "support": "agent",
    "staff": "agent",
    "team": "agent",
    "operator": "agent",
    "system": "system",
    "bot": "system",
    "клиент": "customer",
    "сотрудник": "agent",
    "kunde": "customer",
}
