"""The column names: what desks call our columns in English, Russian, German and Norwegian, and in other languages."""

import re

from firstline.datasets.duration import unit_minutes
from firstline.datasets.european_names import EUROPEAN_NAMES, EUROPEAN_WEAK

_CAMEL = re.compile(r"(?<=[a-zа-я0-9])(?=[A-ZА-Я])")
_MARKS = re.compile(r"[\s_\-./:,;()\[\]*+#?!]+")
_COMPOUND = re.compile(
    r"\b(department|agent|owner|user|contact|group|team|client|customer|queue|company|account|assignee|operator|staff|"
    r"date)(ids?|name|email|created|logged|opened|resolved|closed|changed|modified|updated|completed|finished|"
    r"entered)\b"
)
"""Words that databases write without a gap: `departmentid`, `dateresolved`."""
_WRAPPER = re.compile(
    r"(?:custom ?fields?|custom ?attributes?|fields?|feld|поле|felt|id=[^\]]*|value|attributes|properties) (?=\S)"
)

_DATETIME = re.compile(
    r"(created|updated|closed|resolved|solved|submitted) date ?time|"
    r"date time (opened|created|closed|resolved|updated|submitted)"
)
_PERSON_NAME = re.compile(r"(?:^|\.)(?:customer|client|user|author|requester|reporter|contact|caller|sender)\.name$")
"""The name of a record is that of a person; a column `Customer name` may be that of a company."""
_TIME_OF = re.compile(
    r"(?P<es>(?:fecha y )?hora(?= de ))|(?P<pt>data e hora(?= d))|(?P<fr>(?:date et )?heure(?= d))|"
    r"(?P<it>(?:data e )?ora(?= di ))"
)
_DATE_OF = {"es": "fecha", "pt": "data", "fr": "date", "it": "data"}
"""`Hora de creación` is what others call `Fecha de creación`."""
_WRAPPERS = frozenset({"attributes", "data", "relationships"})
"""Steps of a path that say nothing: `relationships.customer.data.id`."""
_PLACE = re.compile(r"\[\d*\]")
_PAIR = re.compile(r"\[(?:name|label|title|field|code|key)=([^\]]*)\]")

_NAMES = {
    "id": (
        "id|n° de ticket|n° ticket|n°|nº de ticket|ticket n°|lfd nr|laufende nummer|ticket id|ticketid|ticket number|"
        "ticket no|ticket nr|case id|case number|case no|issue id|issue key|"
        "number|no|key|incident|incident id|incident number|request id|request number|reference|ref|№|номер|"
        "номер заявки|номер обращения|номер задачи|номер тикета|номер инцидента|ид|id заявки|id обращения|код заявки|"
        "ticketnummer|anfrage id|anfragenummer|anfrage nr|vorgangs id|"
        "ticket nummer|vorgangsnummer|fallnummer|nummer|nr|aktenzeichen|saksnummer|sak nr|saksnr|sak id|"
        "henvendelse id|referanse|saks id|number id|incident reference|sys id|ticket|session id|conversation id|"
        "reference number|номер запроса"
    ),
    "url": "url|link|ticket url|web url|html url|permalink|ссылка|lenke|verweis",
    "created_at": (
        "created at|created|created on|created time|created date|create date|creation date|date created|createdat|"
        "opened|"
        "opened at|opened on|open date|opening date|submitted|submitted at|submit date|received|received at|"
        "date received|reported at|reported date|report date|registered|logged at|log date|date|timestamp|"
        "ticket created|start time|creation time|дата создания|создано|создан|создана|дата регистрации|"
        "дата обращения|дата открытия|дата|время создания|дата и время создания|зарегистрировано|поступило|erstellt|"
        "meldedatum|"
        "erstellt am|erstellungsdatum|angelegt am|eröffnet am|eingang|eingangsdatum|eingegangen am|gemeldet am|datum|"
        "eingang am|erfasst|erfasst am|erfassungsdatum|date logged|date opened|date raised|date entered|date submitted|"
        "date reported|logged|logged on|logged date|raised on|время регистрации|дата поступления|"
        "angelegt|opprettet|opprettet dato|dato opprettet|registrert|registrert dato|mottatt|mottatt dato|innmeldt|"
        "dato|opprettet tidspunkt|åpnet|åpnet dato|geöffnet|geöffnet am|eröffnet|eingabezeit|eingabezeitpunkt|"
        "eingabedatum"
    ),
    "updated_at": (
        "updated at|updated|updated on|last updated|last update|last modified|modified|modified at|modified on|"
        "last change|last update time|date last activity|last activity|last activity at|last activity date|"
        "обновлен|обновлён|обновлена|изменен|изменён|изменена|дата время обновления|дата время изменения|"
        "дата изменения|изменено|обновлено|дата обновления|последнее изменение|"
        "последнее обновление|"
        "aktualisiert|aktualisiert am|zuletzt aktualisiert|geändert|geändert am|letzte änderung|oppdatert|"
        "sist oppdatert|sist endret|"
        "endret"
    ),
    "first_response_at": (
        "first response at|responded at|responded time|responded date|responded on|"
        "response date|responsedate|first response|first reply|first reply at|first responded at|first answer|"
        "initial response time|initial response date|initial response|initial response at|first admin reply at|"
        "first agent reply at|first staff reply at|reacted at|"
        "первый ответ|дата первого ответа|время первого ответа|дата реакции|"
        "first response time|first reply time|first response date|first reply date|erste reaktion|erste reaktion am|"
        "дата первой реакции|reaktion|reaktion am|reagiert am|reaktionszeit|"
        "datum der reaktion|datum der ersten reaktion|erste antwort|erste antwort am|første svar|første respons|besvart"
    ),
    "resolved_at": (
        "datum der letzten lösung|datum der lösung|last resolved date|"
        "resolved at|resolved|resolved on|resolved date|resolved time|resolution date|solved at|solved|date solved|"
        "решен|решён|дата время решения|дата и время решения|дата фактического решения|время фактического решения|"
        "completed|completed at|completed time|completed date|completed on|"
        "solution date|solution at|fixed at|done at|finished at|date resolved|date completed|время решения|"
        "время выполнения|"
        "фактическое время выполнения|фактическое время решения|lösungszeitpunkt|дата решения|решено|решена|"
        "дата выполнения|выполнено|выполнена|выполнен|"
        "фактическая дата решения|дата завершения|gelöst|gelöst am|lösungsdatum|erledigt am|abgeschlossen am|løst|"
        "løst dato|dato løst|ferdigstilt|løsningsdato"
    ),
    "closed_at": (
        "дата время закрытия|дата и время закрытия|дата фактического закрытия|время фактического закрытия|"
        "фактическая дата закрытия|фактическое время закрытия|"
        "closed at|closed|closed on|closed date|closed time|close date|closing date|close time|last close at|"
        "last closed at|date closed|abschlussdatum|schließungsdatum|время закрытия|дата закрытия|закрыто|"
        "закрыт|закрыта|geschlossen|geschlossen am|schließdatum|lukket|lukket dato|dato lukket|avsluttet|"
        "avsluttet dato|schließzeit|schließzeitpunkt|abgeschlossen|lukket tidspunkt"
    ),
    "channel": (
        "channel|source|via|origin|contact type|contact method|ticket source|source type|case origin|medium|"
        "intake channel|"
        "request source|call source|reported source|erfassungsart|канал|источник|способ обращения|способ регистрации|"
        "канал обращения|kanal|quelle|modus|"
        "eingangskanal|kontaktweg|meldeweg|kilde|henvendelseskanal|innmeldingskanal|kontaktform|kontakttype|kontakttyp|kontaktart"
    ),
    "language": "language|lang|locale|ticket language|язык|sprache|språk|mål",
    "brand": "brand|brand name|бренд|марка|marke|merke|merkevare",
    "product": (
        "product|product name|service|business service|application|app|system|affected service|configuration item|"
        "продукт|товар|услуга|сервис|система|приложение|объект обслуживания|produkt|dienst|anwendung|leistung|"
        "betroffener dienst|produktnavn|tjeneste|applikasjon|fagsystem|løsning produkt"
    ),
    "region": (
        "region|country|location|site|office|регион|страна|город|филиал|площадка|land|standort|ort|niederlassung|"
        "sted|lokasjon|kommune|fylke|avdelingskontor"
    ),
    "service_level": (
        "service level|sla|sla name|sla policy|support level|support plan|plan|tier|уровень обслуживания|тариф|"
        "уровень сервиса|servicelevel|wartungsvertrag|tjenestenivå|avtale|supportavtale"
    ),
    "audience": "audience|customer type|requester type|user type|тип клиента|kundentyp|kundetype",
    "requester_id": (
        "requester id|person id|personen id|контактное лицо идентификатор|"
        "requester|requester email|customer id|customer|customer email|reporter|reporter id|caller|"
        "caller id|contact|contact id|contact email|from|from email|sender|sender email|user id|opened by|"
        "requested by|requested for|submitted by|submit user|submitter|reported by|request user|requestor|"
        "requestors|associated contact|associated contacts|associated contact id|associated contact ids|contact name|"
        "initiator|betroffener benutzer|betroffene person|meldende person|"
        "requesting user|end user|client id|author id|email|e mail|автор|автор заявки|автор обращения|автор запроса|"
        "автор тикета|заявитель|создатель|создатель заявки|"
        "инициатор|клиент|"
        "id клиента|контактное лицо|контакт|пользователь|email клиента|email заявителя|отправитель|von|von e mail|"
        "melder|meldender|anforderer|kunde|"
        "author|author username|kundenbenutzer|kundennummer|kundennr|autor|контрагент сотрудник|"
        "antragsteller|absender|gemeldet von|benutzer|ansprechpartner|innmelder|bruker|"
        "kundenummer|kunde id|kontakt|kontaktperson|avsender|meldt av|bestiller|innringer|oppringer|"
        "anforderungsbenutzer|anfragender benutzer|anrufer|epost|e post|brukernavn"
    ),
    "organization_id": (
        "organization id|organization|organisation|company|company id|company name|account|account name|client|"
        "customer name|tenant|department|department name|associated company|customer company|организация клиента|"
        "организация|компания|контрагент|подразделение|отдел клиента|юрлицо|firma|"
        "unternehmen|organisationseinheit|abteilung|mandant|selskap|bedrift|avdeling|virksomhet|enhet|kundenavn"
    ),
    "subject": (
        "subject|title|summary|short description|ticket name|case subject|headline|ticket subject|issue title|"
        "request title|brief description|"
        "тема|тема заявки|тема обращения|заголовок|название|краткое описание|заголовок заявки|тема письма|betreff|"
        "titel|kurzbeschreibung|überschrift|thema|zusammenfassung|emne|tittel|overskrift|kortbeskrivelse|"
        "kort beskrivelse|sammendrag"
    ),
    "body": (
        "body|text|description|message|content|details|question|ticket text|ticket description|issue description|"
        "problem description|request|customer message|user question|customer question|first message|initial message|"
        "original message|request details|issue details|problem details|symptom|symptoms|detailed decription|"
        "первое сообщение|текст первого сообщения|"
        "comment|inquiry|query|complaint|detailed description|document|описание|текст|сообщение|текст обращения|"
        "содержание|описание проблемы|описание заявки|текст заявки|обращение|вопрос|вопрос пользователя|текст письма|"
        "подробное описание|комментарий клиента|суть обращения|beschreibung|nachricht|inhalt|anfrage|"
        "fehlerbeschreibung|problembeschreibung|meldung|langbeschreibung|anliegen|freitext|beskrivelse|melding|tekst|"
        "innhold|henvendelse|spørsmål|feilbeskrivelse|problembeskrivelse|detaljer|sakstekst"
    ),
    "messages": (
        "messages|comments|conversation|conversations|thread|articles|replies|correspondence|history|переписка|"
        "комментарии|сообщения|nachrichten|kommentare|verlauf|korrespondenz|meldinger|kommentarer|dialog|samtale"
    ),
    "category": (
        "category|topic|type|ticket type|issue type|request type|case type|case reason|incident type|classification|"
        "intent|help topic|hilfethema|subcategory|ticket category|problem type|reason|класс|категория|тип|тип заявки|"
        "тип обращения|"
        "тематика|вид заявки|тема обращения классификатор|классификация|вид обращения|рубрика|причина обращения|"
        "тематика обращения|тематика запроса|тематика заявки|contact reason|reason for contact|case category|"
        "component|components|"
        "kategorie|typ|art|tickettyp|anfragetyp|vorgangsart|störungsart|klassifizierung|themenbereich|kategori|"
        "type sak|sakstype|henvendelsestype|sakskategori|saksområde|tema|årsak|klassifisering"
    ),
    "priority": (
        "how urgent is it|how urgent|"
        "priority|prio|severity|urgency|importance|ticket priority|приоритет|срочность|критичность|важность|"
        "priorität|dringlichkeit|wichtigkeit|schweregrad|prioritet|hastegrad|viktighet|alvorlighetsgrad"
    ),
    "skill_group": (
        "skill group|group id|team id|queue id|team id|queue id|group|assignment group|assigned group|assignee team|"
        "assignee group|group assignee|admin group|agent group|"
        "agent team|technician group|tech group|team name|group name|service group|service team|responsible group|"
        "responsible team|handling group|handling team|resolver team|support queue|ticket queue|queue name|"
        "team|queue|support group|assigned team|owner group|"
        "owner team|owning team|owned by team|owning group|verantwortliche rolle|zuständige rolle|bearbeitende gruppe|"
        "ответственная команда|ответственный команда|ответственная роль|назначенная группа|"
        "resolver group|department assigned|support team|workgroup|inbox|inboxes|team inbox|shared inbox|"
        "департамент|служба поддержки|группа|группа исполнителей|группа ответственных|"
        "команда|очередь|рабочая группа|группа поддержки|ответственная группа|отдел|линия поддержки группа|gruppe|"
        "bearbeitergruppe|zuständige gruppe|warteschlange|bearbeitungsgruppe|lösungsgruppe|zuständiges team|"
        "supportgruppe|behandlergruppe|ansvarlig gruppe|kø|saksbehandlergruppe|ansvarlig team|løsergruppe|"
        "tildelt gruppe|ansvarlig avdeling|tildelingsgruppe|tilordningsgruppe|tilordnet gruppe|zuweisungsgruppe|"
        "administratorgruppe"
    ),
    "line": "line|support line|support tier|линия|линия поддержки|supportlinie|linje|supportlinje",
    "status": (
        "status der anfrage|"
        "stage|ticket stage|pipeline stage|phase|current phase|стадия|этап|status|state|ticket status|case status|"
        "статус|состояние|zustand|saksstatus|tilstand"
    ),
    "duplicate_of": (
        "duplicate of|duplicates|merged into|master ticket|parent duplicate|дубликат|дубликат заявки|duplikat von|"
        "dublette von|duplikat av|slått sammen med|original incident number|original incident id|original incident|"
        "ursprüngliche incident id|ursprüngliches incident|основной запрос дубль"
    ),
    "article_ids": (
        "article ids|article id|kb article|knowledge article|kb|linked article|linked articles|статья|"
        "статья базы знаний|wissensartikel|kunnskapsartikkel|artikkel"
    ),
    "resolution": (
        "close description|closure description|closing description|resolution description|closure notes|"
        "resolution|solution|close notes|closing notes|resolution notes|answer|agent answer|resolution text|решение|"
        "ответ|ответ оператора|ответ сотрудника|описание решения|lösung|antwort|lösungstext|lösungsbeschreibung|"
        "løsning|svar|løsningsbeskrivelse|svartekst|avslutningsnotater|avslutningsmerknader|lukkenotater|abschlussnotizen"
    ),
    "group_history": (
        "group history|assignment history|routing history|история групп|маршрут|gruppenverlauf|"
        "weiterleitungen verlauf|gruppehistorikk|rutehistorikk"
    ),
    "reassignments": (
        "group transfers|team transfers|group reassignments|team reassignments|количество передач между группами|"
        "количество передач между командами|перенаправлений|количество перенаправлений|перенаправления|"
        "gruppenübertragungen|anzahl gruppenübertragungen|gruppenwechsel|anzahl gruppenwechsel|"
        "reassignments|reassignment count|reassign count|number of reassign|number of reassigns|"
        "number of reassignments|"
        "assignment count|assignment changes|change of assignment|changes of assignment|times transferred|"
        "reassigns|reassigned count|times reassigned|transfer count|number of transfers|number of hops|transfers|hops|"
        "count of reassignments|количество передач|число переназначений|переназначения|"
        "количество переназначений|weiterleitungen|anzahl weiterleitungen|omfordelinger|antall omfordelinger|"
        "videresendinger|omtildelingsantall|antall omtildelinger|omtildelinger|antall omtilordninger|omtilordninger|"
        "anzahl neuzuweisungen|neuzuweisungen"
    ),
    "reopened": (
        "reopened|reopens|reopen count|number of reopen|number of reopens|number of reopenings|переоткрыто|возвраты|"
        "количество возвратов|количество переоткрытий|wiedereröffnet|wiedereröffnungen|anzahl wiedereröffnungen|"
        "gjenåpnet|antall gjenåpninger|gjenåpningsantall|возобновлялась|возобновлена|возобновлено"
    ),
    "handle_minutes": (
        "time taken|timetaken|handle minutes|handle time minutes|handling time minutes|time spent minutes|"
        "minutes spent|time worked|"
        "total time|total time worked|total time spent|total time worked minutes|total time spent minutes|time tracked|"
        "time tracking|time logged|logged time|time logged mins|effort|effort minutes|effort time spent minutes|"
        "time spent|work time|handle time|handling time|затраченное время|трудозатраты|bearbeitungszeit|arbeitszeit|"
        "aufwand|tidsbruk|medgått tid|трудозатраты мин|"
        "время обработки мин|bearbeitungszeit min|bearbeitungszeit minuten|minutter brukt|tidsbruk minutter"
    ),
    "csat": (
        "csat|csat score|happiness|happiness rating|happiness score|customer satisfaction|customer satisfaction score|"
        "satisfaction|satisfaction level|survey rating|feedback rating|customer feedback rating|"
        "satisfaction rating|satisfaction score|customer rating|rating|оценка|оценка клиента|оценка качества|"
        "оценка удовлетворенности|удовлетворённость|kundenzufriedenheit|"
        "удовлетворенность|bewertung|zufriedenheit|kundezufriedenheit|tilfredshet|vurdering"
    ),
    "attachments": "attachments|attachment|files|вложения|файлы|anhänge|anhang|vedlegg|filer",
    "set_by": "set by",
    "out_of_scope": "is spam|spam|isspam|marked as spam|спам|это спам|ist spam|er spam",
    "restricted_to": "restricted to|ограничено",
}
_WEAK_NAMES = (
    "abteilung|account|account name|answer|antwort|art|author id|avdeling|client|closed|comment|completed|contact|"
    "content|customer name|component|components|date|department name|effort|"
    "author|author username|autor|how urgent is it|how urgent|"
    "initiator|owner group|phase|stage|ticket|total time|reaktion|"
    "dato|datum|"
    "department|description|document|e mail|email|epost|from|from email|group|group id|history|inbox|inboxes|incident|"
    "kb|key|"
    "kontakt|kunde|land|line|linje|location|modus|no|nr|number|number id|nummer|ort|plan|query|question|rating|reason|"
    "request|service|severity|source|state|sted|svar|system|tema|thema|tier|typ|type|urgency|via|von|вопрос|дата|"
    "автор заявки|автор обращения|автор запроса|автор тикета|клиент|ответственная роль|"
    "департамент|линия|ответ|отдел|тип"
)
_UNITLESS = (
    "total time",
    "time taken",
    "timetaken",
    "time tracked",
    "time tracking",
    "time logged",
    "logged time",
    "effort",
    "time worked",
    "time spent",
    "work time",
    "handle time",
    "handling time",
    "затраченное время",
    "трудозатраты",
    "bearbeitungszeit",
    "arbeitszeit",
    "aufwand",
    "tidsbruk",
    "medgått tid",
    *EUROPEAN_NAMES["handle_minutes"].split("|"),
)
_IN_MINUTES = ("min", "мин")
_KNOWN = {name.casefold(): ours for ours, names in _NAMES.items() for name in names.split("|")}
_OURS = {name.casefold(): ours for ours, names in EUROPEAN_NAMES.items() for name in names.split("|")} | _KNOWN
_WEAK = frozenset(_WEAK_NAMES.split("|")) | (EUROPEAN_WEAK - _KNOWN.keys())
_LONGEST = sorted((name for name in _OURS if len(name) > 3 and name not in _WEAK), key=len, reverse=True)


def named_column(name: str) -> tuple[str, bool] | None:
    """Which of our columns a name means, and whether it can mean nothing else; None for a name that is not known.

    `Ticket-Nr.`, `createdAt`, `Тема заявки` and `custom_fields.category` are understood; so is a longer name that ends
    or begins with a known one, without certainty. Of `customFields[name=Team].text` the `Team` counts.
    """
    if pair := _PAIR.search(name):
        named = named_column(pair[1])
        return (named[0], False) if named else None
    plain = _DATETIME.sub(lambda found: f"{found[1] or found[2]} at", plain_name(name))
    plain = plain.replace("кол во ", "количество ").replace("№ ", "номер ")
    if of := _TIME_OF.match(plain):
        plain = _DATE_OF[of.lastgroup or ""] + plain[of.end() :]
    short = _WRAPPER.sub("", plain)
    if _PERSON_NAME.search(name.casefold()):
        return ("requester_id", False)
    for candidate in dict.fromkeys((plain, short, *_endings(name))):
        if candidate in _OURS:
            return _OURS[candidate], candidate == plain and candidate not in _WEAK
    words = f" {short} "
    part = next((known for known in _LONGEST if words.endswith(f" {known} ") or words.startswith(f" {known} ")), None)
    return (_OURS[part], False) if part and len(short.split()) <= len(part.split()) + 2 else None


def called(name: str) -> str:
    """What a desk calls a column: the `Team` of `customFields[name=Team].text`; else the name itself."""
    pair = _PAIR.search(name)
    return pair[1] if pair else name


def names_requester(name: str) -> bool:
    """Whether a whole name says who asked: `Заявитель`, but not `Customer segment`."""
    plain = plain_name(name)
    return "requester_id" in map(_OURS.get, (plain, _WRAPPER.sub("", plain), *_endings(name)))


def says_unit(name: str) -> bool:
    """Whether the name of a time that was spent says in what: `Time worked` may be in seconds as well as in hours."""
    plain = f" {plain_name(name)} "
    told = any(word in plain for word in _IN_MINUTES) or minutes_of_unit_in(name) is not None
    return told or not any(f" {known} " in plain for known in _UNITLESS)


def minutes_of_unit_in(name: str) -> float | None:
    """The minutes of one of the unit that the last word of a name is: `Трудозатраты, ч`; None where it is none."""
    last = plain_name(name).split()[-1:]
    return unit_minutes(last[0]) if last else None


def plain_name(name: str) -> str:
    """A name in lower case with single spaces between its words."""
    words = _MARKS.sub(" ", _CAMEL.sub(" ", _PLACE.sub("", name))).casefold()
    return " ".join(_COMPOUND.sub(r"\1 \2", words).split())


def _endings(path: str) -> tuple[str, ...]:
    """`fields.issuetype.name` is about an issuetype."""
    steps = [plain for step in path.split(".") if (plain := plain_name(step)) not in _WRAPPERS]
    if len(steps) < 2 or steps[-1] not in (
        "name",
        "value",
        "title",
        "id",
        "text",
        "display",
        "display name",
        "display value",
        "key",
    ):
        return (steps[-1],) if len(steps) > 1 else ()
    return (f"{steps[-2]} {steps[-1]}", steps[-2])
