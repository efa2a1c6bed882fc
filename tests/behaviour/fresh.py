"""Forty requests that were invented, with what a good first-line agent would make of each, before any was asked."""

from dataclasses import dataclass

MAIL = ("mail_team", "first_line")
WEB = ("web_team", "first_line")
SERVER = ("server_team", "first_line", "web_team")
MONEY = ("billing_team", "first_line", "sales_team")
DOMAIN = ("domains_team", "first_line")
ANY = (
    "mail_team", "web_team", "server_team", "billing_team", "domains_team", "first_line", "sales_team", "abuse_team",
)  # fmt: skip


@dataclass(frozen=True)
class Fresh:
    """A request and the kinds, categories and groups of which any is right; none of them for what came to the wrong
    place, no category where the text does not tell one."""

    language: str
    body: str
    kinds: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()

    @property
    def belongs_here(self) -> bool:
        return bool(self.kinds)


FRESH = (
    Fresh(
        "en",
        "webmial keeps kicking me out evry 5 min, says session expierd",
        kinds=("incident",),
        categories=("email", "account_access"),
        groups=MAIL,
    ),
    Fresh(
        "en",
        "Phone note. Mr Sample, car dealership. Newsletter they send from their VPS ends up in junk since the IP "
        "was changed. Wants a call back before 3 pm. Never heard of PTR.",
        kinds=("incident", "how_to", "service_request"),
        categories=("email", "dns"),
        groups=("mail_team", "first_line", "server_team", "domains_team"),
    ),
    Fresh(
        "en",
        "I ordered a birthday cake on your page for Saturday and got no confirmation. Was my card charged?",
    ),
    Fresh(
        "en",
        "Please set up a mailbox for our trainee, lea@kontor.example.com. And while you are at it: the invoice "
        "of March still shows our old street.",
        kinds=("service_request", "billing"),
        categories=("email", "billing"),
        groups=("mail_team", "first_line", "billing_team", "sales_team"),
    ),
    Fresh(
        "en",
        "Third night in a row that the export does not run. Nobody tells us anything. Fix the bloody cron!!",
        kinds=("incident", "complaint"),
        categories=("server",),
        groups=SERVER,
    ),
    Fresh(
        "en",
        "It would be lovely if the panel had a dark mode, my eyes hurt at night.",
        kinds=("wish",),
        groups=("first_line", "web_team"),
    ),
    Fresh(
        "ru",
        "Я заказала у вас шторы три недели назад, а их всё нет. Верните деньги или привезите уже!",
    ),
    Fresh(
        "ru",
        "бд не пускает извне",
        kinds=("incident", "how_to"),
        categories=("database",),
        groups=SERVER,
    ),
    Fresh(
        "ru",
        "Третий раз пишу: на прошлой неделе обещали ответить по поводу переноса сайта. Где ответ?",
        kinds=("chaser", "complaint"),
        categories=("server", "billing", "website_error"),
        groups=ANY,
    ),
    Fresh(
        "ru",
        "Коллега увольняется. Как забрать у него права в панели, но чтобы его почта осталась?",
        kinds=("how_to",),
        categories=("account_access",),
        groups=("first_line",),
    ),
    Fresh(
        "ru",
        "Добрый день! 1) Не приходит счёт за октябрь. 2) На форуме после смены версии PHP вылезает ошибка 500.",
        kinds=("billing", "incident"),
        categories=("billing", "website_error"),
        groups=("billing_team", "first_line", "sales_team", "web_team"),
    ),
    Fresh(
        "de",
        "Guten Tag, ich habe bei Ihnen Schuhe bestellt, die Größe passt nicht. Wie schicke ich sie zurück?",
    ),
    Fresh(
        "de",
        "FTP geht nich, falsches Passwort steht da, hab aber nix geändert",
        kinds=("incident",),
        categories=("account_access",),
        groups=WEB,
    ),
    Fresh(
        "de",
        "Wir ziehen mit unserer Domain zu einem anderen Anbieter um. Wo finde ich den Auth-Code?",
        kinds=("how_to",),
        categories=("domains",),
        groups=DOMAIN,
    ),
    Fresh(
        "de",
        "Könnten Sie nicht eine App anbieten, mit der man den Server vom Handy aus neu starten kann?",
        kinds=("wish",),
        categories=("server",),
        groups=ANY,
    ),
    Fresh(
        "no",
        "Kundene våre sier at det står «ikke sikker» oppe ved adressen når de åpner siden vår. Kan dere hjelpe?",
        kinds=("incident",),
        categories=("ssl",),
        groups=WEB,
    ),
    Fresh(
        "no",
        "Hei, pakken min skulle vært levert i går, og sporingen står stille. Når kommer den?",
    ),
    Fresh(
        "no",
        "Ringte fra Eksempel Bygg: lurer på hvordan det går med den ekstra diskplassen de ba om forrige uke. Har "
        "ikke hørt noe.",
        kinds=("chaser",),
        categories=("server", "billing"),
        groups=ANY,
    ),
    Fresh(
        "ja",
        "請求書の宛名を変更していただきたいです。それから、昨日から問い合わせフォームのメールが届きません。",
        kinds=("service_request", "billing", "incident"),
        categories=("billing", "email", "website_error"),
        groups=("billing_team", "first_line", "sales_team", "mail_team", "web_team"),
    ),
    Fresh(
        "ja",
        "先日そちらのお店で買った靴を色違いと交換したいのですが、送料はかかりますか。",
    ),
    Fresh(
        "en",
        "our contact form stopped sending since the update on thursday, visitors get a green tick but nothing "
        "arrives here",
        kinds=("incident",),
        categories=("email", "website_error"),
        groups=("mail_team", "first_line", "web_team"),
    ),
    Fresh(
        "en",
        "Voicemail: Mrs Doe from the choir. Cannot get into the mailbox since she changed her phone, it keeps "
        "asking for the password. Please ring back after five.",
        kinds=("incident", "how_to", "service_request"),
        categories=("email", "account_access"),
        groups=MAIL,
    ),
    Fresh(
        "en",
        "The sofa arrived with a torn cover. I want a new one or a discount.",
    ),
    Fresh(
        "en",
        "what time does the museum close on sundays",
    ),
    Fresh(
        "en",
        "please add two more gigabytes to my mailbox and also tell me why the september bill is twelve euros higher",
        kinds=("service_request", "billing", "how_to"),
        categories=("email", "billing"),
        groups=("mail_team", "first_line", "billing_team", "sales_team"),
    ),
    Fresh(
        "en",
        "Unbelievable. You renewed a domain I told you TWICE to let go. I want that money back today.",
        kinds=("complaint", "billing"),
        categories=("domains", "billing"),
        groups=("billing_team", "first_line", "sales_team", "domains_team"),
    ),
    Fresh(
        "ru",
        "сайт грузится через раз, картинки не видно с утра",
        kinds=("incident",),
        categories=("website_error", "server"),
        groups=("web_team", "first_line", "server_team"),
    ),
    Fresh(
        "ru",
        "Подскажите, мастер по ремонту стиральных машин сегодня приедет? Жду с девяти.",
    ),
    Fresh(
        "ru",
        "Куртка порвалась через неделю. Как сдать обратно и вернуть деньги?",
    ),
    Fresh(
        "ru",
        "есть новости по моей заявке про восстановление базы? обещали вчера",
        kinds=("chaser",),
        categories=("server", "database"),
        groups=ANY,
    ),
    Fresh(
        "ru",
        "Было бы удобно, если бы счета приходили сразу двоим: мне и бухгалтеру.",
        kinds=("wish",),
        categories=("billing",),
        groups=MONEY,
    ),
    Fresh(
        "de",
        "hab aus versehn die wordpres seite gelöscht, könnt ihr die zurück holen??",
        kinds=("service_request", "incident", "how_to"),
        categories=("server", "website_error"),
        groups=SERVER,
    ),
    Fresh(
        "de",
        "Wann liefern Sie meinen Kühlschrank? Der Termin war gestern.",
    ),
    Fresh(
        "de",
        "Seit der Umstellung auf https dreht sich die Seite im Kreis und der Browser bricht ab. Und noch etwas: "
        "Wir brauchen für den Kassierer einen Zugang nur zu den Rechnungen.",
        kinds=("incident",),
        categories=("ssl", "account_access", "website_error"),
        groups=WEB,
    ),
    Fresh(
        "no",
        "vi får ikke sendt fakturaer på e-post, mottakeren får dem ikke, ingen feilmelding",
        kinds=("incident",),
        categories=("email",),
        groups=MAIL,
    ),
    Fresh(
        "no",
        "Er det ledig time hos frisøren i morgen formiddag?",
    ),
    Fresh(
        "no",
        "Dere tok betalt for to år, jeg ba om ett. Rydd opp!",
        kinds=("billing", "complaint"),
        categories=("billing", "domains"),
        groups=MONEY,
    ),
    Fresh(
        "ja",
        "サーバーのディスクがいっぱいと表示されました。どのファイルを消せばよいですか。",
        kinds=("how_to", "incident"),
        categories=("server",),
        groups=SERVER,
    ),
    Fresh(
        "ja",
        "WordPressのログイン画面が英語になってしまい、入れません。それと、来月からプランを上げたいのですが費用はいく"
        "らですか。",
        kinds=("incident", "how_to"),
        categories=("website_error", "billing", "account_access"),
        groups=("web_team", "first_line", "billing_team", "sales_team"),
    ),
    Fresh(
        "ja",
        "先週の問い合わせの返事をまだいただいていません。状況を教えてください。",
        kinds=("chaser",),
        groups=ANY,
    ),
)

NOT_SECURE = (
    ("en", "the browser says not secure"),
    ("en", "Chrome writes Not secure next to our address"),
    ("ru", "браузер пишет, что сайт небезопасен"),
    ("ru", "в адресной строке написано «не защищено»"),
    ("de", "Der Browser sagt, die Seite ist nicht sicher"),
    ("de", "im Browser steht nicht sicher"),
    ("no", "nettleseren sier at siden ikke er sikker"),
    ("no", "det står ikke sikker i nettleseren"),
    ("ja", "ブラウザに「保護されていない通信」と表示されます"),
    ("ja", "ブラウザで安全ではないと表示される"),
)
"""A certificate, or a page without https: not a site that was hacked."""

SHOPPERS = (
    "I want my boots or my money back",
    "where is my parcel",
    "Where is my parcel? I ordered two weeks ago and paid.",
    "где моя посылка",
    "Wo bleibt mein Paket?",
    "hvor er pakken min",
    "注文した商品が届きません",
)
"""Buyers of a customer's shop. Those in Russian and Japanese, of three words, are still taken for the desk's own."""
