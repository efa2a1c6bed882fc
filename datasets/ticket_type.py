"""The ticket type: a column that only tells incidents from requests, which is neither a topic nor a group."""

import re

from firstline.datasets.column_names import plain_name
from firstline.datasets.column_profile import ColumnProfile
from firstline.datasets.record_text import plain_words

_TYPES_TEXT = (
    "incident|request|service request|request for service|user service request|service|problem|question|task|change|"
    "change request|"
    "request for change|inquiry|enquiry|case|ticket|"
    "инцидент|запрос|запрос на обслуживание|обращение|проблема|вопрос|задача|изменение|запрос на изменение|заявка|"
    "консультация|стандартный запрос|"
    "störung|anfrage|serviceanfrage|service anfrage|incident|problem|änderung|änderungsanfrage|auftrag|aufgabe|frage|"
    "hendelse|forespørsel|tjenesteforespørsel|bestilling|problem|endring|henvendelse|oppgave|spørsmål|feil|"
    "incidencia|solicitud|consulta|petición|incidente|problema|demande|incident|melding|verzoek|wijziging|vraag|"
    "richiesta|domanda|requisição|mudança|ärende|fråga|zgłoszenie|pytanie|zadanie"
)
_TYPES = frozenset(_TYPES_TEXT.split("|"))
_SERVICE = re.compile(
    r"\b(?:service|сервис|услуга|dienst|leistung|tjeneste|servicio|servizio|serviço|tjänst|usługa|dienstverlening)\b"
)
_FEWEST_SERVICES = 3


def holds_services(profile: ColumnProfile) -> bool:
    """Whether a column is a list of services, of which one is asked for: `Сервис`, `Business Service`."""
    several = profile.is_closed and profile.distinct >= _FEWEST_SERVICES
    return several and bool(_SERVICE.search(plain_name(profile.name)))


def holds_types(profile: ColumnProfile) -> bool:
    """Whether all values are such words: `Incident`, `Service Request`, `Störung`, `Запрос на обслуживание`."""
    values = {plain_words(value.casefold()) for value in profile.values}
    return len(values) > 1 and values <= _TYPES
