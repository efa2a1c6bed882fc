"""Everyday requests to a hosting provider as people type them, and what a good first-line agent may make of each."""

from typing import TypedDict

from tests.behaviour.first_line import Case


class Handling(TypedDict):
    """The categories and groups of which any is a good one."""

    categories: tuple[str, ...]
    groups: tuple[str, ...]


MAIL: Handling = {"categories": ("email",), "groups": ("mail_team", "first_line")}
SERVER: Handling = {"categories": ("server",), "groups": ("server_team", "first_line", "web_team")}
DOWN: Handling = {"categories": ("server", "website_error"), "groups": ("server_team", "web_team", "first_line")}
SITE: Handling = {"categories": ("website_error",), "groups": ("web_team", "first_line")}
HACKED: Handling = {
    "categories": ("security_abuse",),
    "groups": ("abuse_team", "web_team", "first_line", "server_team"),
}
SIGN_IN: Handling = {"categories": ("account_access",), "groups": ("first_line", "mail_team", "web_team", "abuse_team")}
MONEY: Handling = {"categories": ("billing",), "groups": ("billing_team", "first_line", "sales_team")}
SALES: Handling = {
    "categories": ("billing", "server"),
    "groups": ("sales_team", "first_line", "billing_team", "server_team"),
}
DOMAIN: Handling = {"categories": ("domains",), "groups": ("domains_team", "first_line", "billing_team")}
ZONE: Handling = {"categories": ("dns", "domains"), "groups": ("domains_team", "first_line")}
LOCK: Handling = {"categories": ("ssl",), "groups": ("web_team", "first_line", "domains_team")}
DATA: Handling = {"categories": ("database",), "groups": ("web_team", "server_team", "first_line")}
MOVE: Handling = {
    "categories": ("server", "website_error", "domains", "billing"),
    "groups": ("web_team", "server_team", "sales_team", "first_line", "domains_team"),
}

SHORT = (
    Case("en", "our server is down", kind="incident", **DOWN),
    Case("en", "i cannot log in to my account", kind="incident", **SIGN_IN),
    Case("en", "Someone hacked our page!!", kind="incident", **HACKED),
    Case("en", "I was billed two times this month", kind="billing", **MONEY),
    Case("en", "how can I cancel my plan?", kind="how_to", **MONEY),
    Case("en", "website extremely slow today", kind="incident", **SITE),
    Case("en", "emails bounce back", kind="incident", **MAIL),
    Case("en", "certificate expired", kind="incident", **LOCK),
    Case("en", "mysql wont start", kind="incident", categories=("database", "server"), groups=DATA["groups"]),
    Case("en", "renew my domain please", kind="service_request", **DOMAIN),
    Case("ru", "сервер лежит", kind="incident", **DOWN),
    Case("ru", "не могу войти в личный кабинет", kind="incident", **SIGN_IN),
    Case("ru", "взломали наш сайт!", kind="incident", **HACKED),
    Case("ru", "деньги списались два раза", kind="billing", **MONEY),
    Case("ru", "почта не отправляется", kind="incident", **MAIL),
    Case("ru", "где скачать счёт?", kind="how_to", **MONEY),
    Case("ru", "страницы сайта открываются еле-еле", kind="incident", **SITE),
    Case("de", "Server nicht erreichbar", kind="incident", **DOWN),
    Case("de", "Passwort vergessen, komme nicht rein", kind="incident", **SIGN_IN),
    Case("de", "Wir wurden gehackt", kind="incident", **HACKED),
    Case("de", "Ich kann keine Mails mehr empfangen", kind="incident", **MAIL),
    Case("de", "Bitte Rechnung als PDF schicken", kind="billing", **MONEY),
    Case("de", "Wie kann ich den Vertrag kündigen?", kind="how_to", **MONEY),
    Case("no", "serveren vår er nede", kind="incident", **DOWN),
    Case("no", "får ikke logget inn", kind="incident", **SIGN_IN),
    Case("no", "e-posten virker ikke", kind="incident", **MAIL),
    Case("no", "siden vår er hacket", kind="incident", **HACKED),
    Case("no", "trukket to ganger for samme faktura", kind="billing", **MONEY),
    Case("ja", "サーバーが落ちています", kind="incident", **DOWN),
    Case("ja", "ログインできなくなりました", kind="incident", **SIGN_IN),
    Case("ja", "メールが受信できません", kind="incident", **MAIL),
    Case("ja", "サイトが改ざんされました", kind="incident", **HACKED),
    Case("ja", "解約の方法を教えてください", kind="how_to", **MONEY),
)

LONG = (
    Case(
        "en",
        "Hi team, since lunch time neither our web shop nor SSH answers on the machine, even ping gets nothing back. "
        "We lose orders every minute.\nRegards, Paula Placeholder",
        kind="incident",
        **SERVER,
    ),
    Case(
        "en",
        "Hello, I noticed there are folders on my webspace with names I do not know, and when I search for our club "
        "the results are full of cheap watches. What happened to our page?",
        kind="incident",
        **HACKED,
    ),
    Case(
        "en",
        "I just got a notice that my control panel was opened from a city in Brazil at 4 in the morning. That was not "
        "me. Can you see what they did?",
        kind="incident",
        categories=("security_abuse", "account_access"),
        groups=("abuse_team", "first_line"),
    ),
    Case(
        "en",
        "We run 30 small sites for our clients and think about changing to you. Is there a better price if we take "
        "all of them at once?",
        kind="pre_sales",
        **SALES,
    ),
    Case(
        "en",
        "Could you take over our Joomla page from our present provider? I have their FTP data and a database export.",
        kind="service_request",
        **MOVE,
    ),
    Case(
        "ru",
        "Здравствуйте! Сегодня утром обнаружили, что к серверу нет доступа: ни сайт, ни SSH не отвечают. "
        "Посмотрите, пожалуйста, срочно.\nОлег Примеров",
        kind="incident",
        **SERVER,
    ),
    Case(
        "ru",
        "Добрый день. В папке сайта появились какие-то непонятные скрипты, а яндекс пишет, что сайт может угрожать "
        "безопасности. Что делать?",
        kind="incident",
        **HACKED,
    ),
    Case(
        "ru",
        "Хотим переехать к вам с другого хостинга, два сайта на Битриксе. Вы сами переносите или нам надо?",
        kind="how_to",
        **MOVE,
    ),
    Case(
        "de",
        "Guten Morgen, seit heute früh ist unser Rootserver weg, weder Ping noch Konsole. Können Sie bitte nachsehen, "
        "was da los ist?\nGruß, Hannes Muster",
        kind="incident",
        **SERVER,
    ),
    Case(
        "de",
        "Wer unsere Praxisseite über die Suche öffnet, landet plötzlich auf einer Wettseite. Direkt eingetippt geht "
        "es. Haben wir einen Virus?",
        kind="incident",
        **HACKED,
    ),
    Case(
        "de",
        "Hallo, ich möchte mit meiner Homepage von meinem jetzigen Hoster zu Ihnen wechseln. Übernehmen Sie den Umzug?",
        kind="how_to",
        **MOVE,
    ),
    Case(
        "no",
        "Hei! Vi kommer ikke inn på serveren i det hele tatt etter i natt, verken web eller ssh svarer. Haster litt "
        "for oss.\nMvh Ola Eksempel",
        kind="incident",
        **SERVER,
    ),
    Case(
        "no",
        "Hei, jeg vil gjerne ha en ekstra e-postadresse på domenet vårt til den nye kollegaen. Hvordan gjør jeg det?",
        kind="how_to",
        **MAIL,
    ),
    Case(
        "ja",
        "お世話になっております。今朝から弊社のVPSに接続できず、ウェブサイトも表示されません。至急ご確認をお願いいたします。",
        kind="incident",
        **SERVER,
    ),
    Case(
        "ja",
        "他社からワードプレスのサイトを移したいのですが、移転作業をお願いすることはできますか。",
        kind="service_request",
        **MOVE,
    ),
    Case(
        "ru",
        "Подскажите, как добавить TXT-запись для подтверждения домена? В панели не нахожу.",
        kind="how_to",
        **ZONE,
    ),
)

EVERYDAY = (*SHORT, *LONG)

STRANGERS = (
    "Can I freeze my gym membership for August?",
    "I need a dentist appointment, my tooth hurts",
    "One large pizza with mushrooms to Station Road 4 please",
    "My car insurance has gone up again, why is that?",
    "в каком кабинете принимает терапевт Смирнова и нужна ли запись на анализ крови?",
    "Когда откроется бассейн после ремонта?",
    "Haben Sie den Wintermantel auch in Größe 42?",
    "Kann mein Kind nächste Woche in die Kita eingewöhnt werden?",
    "Når går siste ferje til Vangsnes på søndag?",
    "Jeg vil bestille time til hårklipp",
    "子供の予防接種を予約したいです",
    "宿泊の予約を一泊延ばせますか",
)
"""Requests to others: gyms, dentists, shops."""

RESEMBLING = (
    "銀行のカードが止められてしまい、現金を引き出せません。どうすればよいですか。",
    "Der Drucker im Büro druckt nicht mehr, die Patrone ist leer.",
    "Who has to approve my vacation request for July?",
    "Wo finde ich die PUK für meine SIM-Karte?",
    "Ruteren hjemme virker ikke, kan dere sende en tekniker?",
    "The electric scooter would not end the ride and charged me for two hours.",
    "Ich möchte meine Spende vom Dezember steuerlich absetzen, wo bleibt die Bescheinigung?",
    "電子書籍の読書アプリで購入した本が表示されません。",
    "La caution du camping-car n'a toujours pas été remboursée.",
)
"""Requests to others in the words of a hosting provider's customers: cards, charges, machines, an account. Only those
that are told: a forgotten password of another's site, in one sentence, is not."""
