"""The European names: what desks call our columns in Dutch, French, Spanish, Italian, Portuguese, Swedish, Danish,
Polish and Finnish.
"""

from collections.abc import Mapping

EUROPEAN_NAMES: Mapping[str, str] = {
    "id": (
        "tunniste|tikettinumero|pyynnön numero|meldingnummer|meldingsnummer|incidentnummer|zaaknummer|numéro de ticket|"
        "numéro|numéro de demande|id de solicitud|id solicitud|id de ticket|id de la demande|id richiesta|"
        "id da solicitação|"
        "número de ticket|número de caso|número|id do chamado|número do chamado|numero ticket|numero richiesta|"
        "ärendenummer|sagsnummer|numer zgłoszenia|numer|nr zgłoszenia"
    ),
    "created_at": (
        "luotu|luontiaika|avattu|luontipäivä|aanmelddatum|aangemaakt|aangemaakt op|aanmaakdatum|datum aangemaakt|"
        "datum aangemeld|date de création|créé le|"
        "date d'ouverture|date d’ouverture|ouvert le|fecha de creación|fecha creación|creado|creado el|"
        "fecha de apertura|data di creazione|data creazione|creato il|data apertura|data de criação|criado em|"
        "data de abertura|aberto em|skapad|skapat|skapad den|skapad datum|registrerad|oprettet|oprettet den|"
        "oprettelsesdato|data utworzenia|utworzono|data zgłoszenia"
    ),
    "updated_at": (
        "päivitetty|muokattu|wijzigingsdatum|gewijzigd op|laatst gewijzigd|bijgewerkt|bijgewerkt op|"
        "date de modification|mis à jour le|"
        "dernière mise à jour|fecha de actualización|última actualización|actualizado|fecha de modificación|"
        "ultimo aggiornamento|data di modifica|aggiornato il|última atualização|atualizado em|data de modificação|"
        "uppdaterad|senast uppdaterad|ändrad|opdateret|sidst opdateret|data aktualizacji|zaktualizowano"
    ),
    "first_response_at": (
        "eerste reactie|datum eerste reactie|eerste antwoord|première réponse|date de première réponse|"
        "primera respuesta|fecha de respuesta|fecha de primera respuesta|date de réponse|date de première réponse|"
        "data di risposta|data de resposta|prima risposta|primeira resposta|första svar|første svar|"
        "pierwsza odpowiedź"
    ),
    "resolved_at": (
        "ratkaistu|ratkaisuaika|datum gereed|gereed op|opgelost op|datum opgelost|oplosdatum|résolu le|"
        "date de résolution|resuelto el|"
        "fecha de resolución|fecha de solución|risolto il|data di risoluzione|data risoluzione|resolvido em|"
        "data de resolução|data da solução|löst|löst den|lösningsdatum|data rozwiązania|rozwiązano"
    ),
    "closed_at": (
        "fecha de finalización|fecha finalización|date de fin|data di completamento|data de conclusão|"
        "suljettu|sulkemisaika|datum afgemeld|afgemeld op|afgesloten op|gesloten op|datum gesloten|sluitdatum|fermé le|"
        "date de fermeture|"
        "date de clôture|clôturé le|fecha de cierre|cerrado el|chiuso il|data di chiusura|data chiusura|fechado em|"
        "data de fechamento|data de encerramento|encerrado em|stängd|stängd den|avslutad|afsluttet|afsluttet den|"
        "data zamknięcia|zamknięto"
    ),
    "channel": (
        "yhteydenottotapa|kanava|lähde|soort binnenkomst|binnenkomst|kanaal|bron|canal|canal d'entrée|origine|origen|"
        "canal de entrada|canale|modo|modalità|"
        "origem|canal de atendimento|kanał|źródło|källa"
    ),
    "language": "taal|langue|idioma|lingua|język",
    "product": "dienst|toepassing|applicatie|produit|producto|servicio|prodotto|servizio|produto|serviço|usługa",
    "region": (
        "vestiging|locatie|site|pays|localisation|país|ubicación|sede|paese|localidade|unidade|plats|ort|lokation|"
        "lokalizacja|kraj"
    ),
    "requester_id": (
        "asiakkaan sähköposti|pyytäjä|ilmoittaja|pyytäjän sähköposti|aanmelder|e mail aanmelder|email aanmelder|"
        "aanvrager|e mail aanvrager|melder|klant|klantnummer|demandeur|"
        "e mail du demandeur|email du demandeur|rapporteur|solicitante|correo del solicitante|email del solicitante|"
        "cliente|reportado por|richiedente|email richiedente|e mail richiedente|segnalato da|requisitante|"
        "e mail do solicitante|email do solicitante|beställare|e postadress|anmälare|användare|kund|kundnummer|"
        "rekvirent|anmelder|zgłaszający|klient|e mail zgłaszającego|email zgłaszającego"
    ),
    "organization_id": (
        "organisaatio|yritys|afdeling aanmelder|organisatie|bedrijf|klantnaam|afdeling|société|entreprise|empresa|"
        "organización|azienda|"
        "organizzazione|organização|organisationen|företag|virksomhed|firma|organizacja|departamento|dipartimento|"
        "avdelning|dział"
    ),
    "subject": (
        "otsikko|aihe|onderwerp|korte omschrijving|titel melding|titre|sujet|objet|asunto|título|oggetto|titolo|"
        "assunto|ämne|rubrik|"
        "kort beskrivning|emne|temat|tytuł"
    ),
    "body": (
        "kuvaus|viesti|pyyntö|verzoek|omschrijving|beschrijving|toelichting|probleemomschrijving|vraag|bericht|"
        "description du problème|"
        "contenu|message du client|demande|descripción|descripción del problema|mensaje|consulta|descrizione|"
        "descrizione del problema|messaggio|richiesta|descrição|descrição do problema|mensagem|solicitação|"
        "beskrivning|meddelande|problembeskrivning|ärende|besked|henvendelse|opis|opis problemu|treść|"
        "treść zgłoszenia|wiadomość"
    ),
    "category": (
        "kategoria|luokka|luokitus|categorie|subcategorie|soort melding|soort incident|rubriek|catégorie|"
        "sous catégorie|type de demande|"
        "type de ticket|categoría|subcategoría|tipo|tipo de solicitud|tipo de ticket|categoria|sottocategoria|"
        "tipo richiesta|tipo di richiesta|tipologia|subcategoria|tipo de chamado|tipo de solicitação|kategori|"
        "underkategori|ärendetyp|typ av ärende|sagstype|kategoria|podkategoria|typ zgłoszenia|rodzaj zgłoszenia"
    ),
    "priority": (
        "prioriteetti|kiireellisyys|prioriteit|urgentie|priorité|urgence|prioridad|urgencia|priorità|prioridade|"
        "urgência|urgenza|prioritet|angelägenhet|priorytet|pilność"
    ),
    "skill_group": (
        "tukiryhmä|käsittelijäryhmä|ratkaisuryhmä|vastuuryhmä|behandelaarsgroep|behandelgroep|oplosgroep|"
        "behandelend team|toegewezen groep|groep|wachtrij|operator group|"
        "groupe|groupe d'affectation|groupe d’affectation|groupe assigné|groupe de support|équipe|file d'attente|"
        "file d’attente|grupo|grupo de asignación|grupo asignado|grupo de soporte|equipo|gruppo|gruppo di assegnazione|"
        "gruppo assegnato|coda|grupo de atendimento|grupo atribuído|grupo de atribuição|equipe|grupp|tilldelad grupp|"
        "ansvarig grupp|tildelt gruppe|grupa|grupa wsparcia|przypisana grupa|zespół|kolejka"
    ),
    "line": "lijn|supportlijn",
    "status": "tila|statut|état|estado|stato|situação|stan|tillstånd",
    "resolution": (
        "ratkaisu|oplossing|solution apportée|résolution|solución|resolución|soluzione|risoluzione|solução|resolução|"
        "rozwiązanie"
    ),
    "reassignments": (
        "aantal keer doorgezet|aantal doorzettingen|aantal wisselingen behandelaarsgroep|aantal wisselingen|"
        "aantal groepswisselingen|aantal herverdelingen|aantal overdrachten|aantal keer overgedragen|"
        "times forwarded|number of times forwarded|times transferred|"
        "nombre de réaffectations|réaffectations|nombre de transferts|número de reasignaciones|reasignaciones|"
        "numero di riassegnazioni|riassegnazioni|número de reatribuições|reatribuições|número de transferências|"
        "antal omfördelningar|omfördelningar|antal omfordelinger|liczba przekazań|liczba zmian grupy"
    ),
    "handle_minutes": (
        "bestede tijd|tijdsbesteding|gewerkte tijd|temps passé|temps consacré|tiempo dedicado|tiempo invertido|"
        "tempo impiegato|tempo lavorato|tempo gasto|nedlagd tid|anvendt tid|czas pracy|czas poświęcony"
    ),
    "reopened": (
        "reabierto|reabierta|réouvert|riaperto|reaberto|aantal keer heropend|heropend|réouvertures|"
        "nombre de réouvertures|reaperturas|riaperture|reaberturas"
    ),
    "csat": "klanttevredenheid|tevredenheid|satisfaction client|satisfacción|soddisfazione|satisfação|kundnöjdhet",
    "attachments": "bijlagen|pièces jointes|adjuntos|allegati|anexos|bilagor|bilag|załączniki",
}
"""Ours → theirs, with | between them."""

_WEAK_NAMES = (
    "afdeling|avdelning|bericht|besked|binnenkomst|bron|canal|cliente|coda|demande|departamento|dienst|"
    "dipartimento|dział|empresa|equipe|equipo|firma|groep|groupe|grupa|grupo|grupp|gruppo|henvendelse|heropend|"
    "klant|klient|klientnummer|kolejka|kund|lijn|locatie|löst|message|numer|numero|numéro|número|objet|oggetto|"
    "oplossing|origem|origen|origine|ort|plats|produit|resolución|resolução|richiesta|risoluzione|rozwiązanie|"
    "rubriek|rubrik|résolution|sede|servicio|servizio|site|solución|soluzione|solução|stan|temat|tipo|titolo|"
    "titre|toelichting|título|unidade|urgence|urgencia|urgentie|urgenza|urgência|vestiging|vraag|wachtrij|zespół|"
    "ärende|équipe|état"
)
EUROPEAN_WEAK = frozenset(_WEAK_NAMES.split("|"))
"""Names that can mean something else."""
