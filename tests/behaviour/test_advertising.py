"""Advertising asks a desk for nothing, and who speaks of advertising, offers or discounts still asks."""

from firstline.datasets.ticket import Ticket
from firstline.models.kind_decision import kind_decision
from firstline.models.prediction import Prediction
from tests.behaviour.conftest import Ask
from tests.behaviour.first_line import SURE

ADVERTISEMENTS = (
    (
        "en",
        "Hello, I came across your company online. We write SEO articles and place links on 200 "
        "real blogs, prices from $35. Shall I send you our list?",
    ),
    (
        "en",
        "Hi there! Do you need a new logo or a modern website? Our design studio has a summer "
        "sale, everything half price until Sunday.",
    ),
    ("en", "LAST CHANCE!!! Replica watches and designer handbags, free worldwide shipping, order now!!!"),
    ("en", "We can get your online shop 1,000 real visitors a day. First week free, no contract. Interested?"),
    (
        "en",
        "Dear sir, we are a leading manufacturer of LED lamps in Shenzhen. Please find our price "
        "list, best quality, fast delivery.",
    ),
    (
        "en",
        "Need working capital? Approved within 24 hours, no collateral, up to 500,000 euro. Answer "
        "with your phone number.",
    ),
    (
        "ru",
        "Продвижение сайтов в топ-10 Яндекса за месяц. Оплата за результат, бесплатный аудит вашего сайта. Пишите!",
    ),
    (
        "ru",
        "Здравствуйте! Предлагаем базы электронных адресов предприятий России, 2026 год, скидка 40 %. Вышлю пример.",
    ),
    (
        "ru",
        "Приглашаем руководителей на бесплатный вебинар «Как удвоить продажи». Количество мест "
        "ограничено, регистрация по ссылке.",
    ),
    ("ru", "Кредит для бизнеса без залога и справок, одобрение за час. Позвоните нам!"),
    (
        "de",
        "Sehr geehrte Damen und Herren, mehr Besucher für Ihren Webshop? Wir schalten "
        "Google-Anzeigen für Sie, die ersten 100 Euro schenken wir Ihnen.",
    ),
    ("de", "Günstige Büromöbel direkt vom Hersteller, jetzt 30 % Rabatt. Fordern Sie unseren Katalog an."),
    ("de", "Verdienen Sie 5.000 Euro im Monat mit Bitcoin, garantiert und ohne Risiko! Klicken Sie hier."),
    (
        "no",
        "Hei, vi hjelper bedrifter med å bli synlige på Google. Få en gratis analyse av nettsiden "
        "deres, bare svar på denne e-posten.",
    ),
    ("no", "Tilbud! Profilklær og kulepenner med logo, 20 % rabatt ut måneden. Be om katalog."),
    ("no", "Vi leverer kontaktlister med 50 000 norske bedrifter, oppdatert i år. Interessert?"),
    (
        "ja",
        "貴社のホームページを検索結果の上位に表示させます。成果報酬型ですので初期費用は無料です。ぜひご検討ください。",
    ),
    ("ja", "副業で月収100万円!今すぐ登録して仮想通貨をもらおう!"),
    ("ja", "法人様向けメールアドレスリスト30万件を特別価格でご提供いたします。"),
    (
        "en",
        "Guest post offer: we'd love to contribute a well-researched article to your blog in "
        "exchange for one dofollow link. What is your fee?",
    ),
)
REQUESTS = (
    ("en", "I get a lot of spam offering SEO services to info@ every day. Can you filter it out?"),
    (
        "en",
        "Since I moved my site, it is no longer on page 1 of Google. Did something break with the redirects?",
    ),
    ("en", "Somebody called me and said they were from Fjordhost and offered 50% off. Is that genuine?"),
    ("en", "Do you have a discount if I pay two years in advance?"),
    ("en", "Our newsletter with the Black Friday offer is not going out, the mailing list has 2,000 contacts."),
    ("en", "Please set up a redirect from the old shop to the new shop and send me the invoice."),
    ("en", "My site is hacked: it shows advertisements for watches and handbags."),
    ("en", "How can I get a free SSL certificate for my shop?"),
    ("ru", "На почту сыплются предложения о продвижении сайта и кредитах. Как это отключить?"),
    ("ru", "Сайт пропал из поиска Яндекса после переноса на ваш хостинг, помогите разобраться."),
    ("ru", "Сколько стоит тариф побольше и есть ли скидка при оплате за год?"),
    ("ru", "Не приходит рассылка с вебинара, письма для клиентов не доходят до Gmail."),
    (
        "de",
        "Wir werden mit Werbung für Suchmaschinenoptimierung zugeschüttet. Können Sie das bitte herausfiltern?",
    ),
    ("de", "Unser Webshop ist bei Google nicht mehr zu finden, seit Sie den Server umgestellt haben."),
    ("de", "Bieten Sie auch Webdesign an, und was kostet es?"),
    ("no", "Vi får masse reklame for lån og SEO på e-post, kan dere stoppe det?"),
    ("no", "Nettbutikken vår er treg når vi har kampanje, kan vi få mer minne på serveren?"),
    ("ja", "SEO業者からの迷惑メールが毎日届きます。フィルターの設定方法を教えてください。"),
    ("ja", "お得な年払いプランへの変更をお願いします。"),
    ("en", "Is this letter about 'domain listing renewal' from you? They want 289 dollars."),
)


def _is_surely_spam(said: Prediction) -> bool:
    return said.request_kind is not None and said.request_kind.value == "spam" and said.request_kind.tier in SURE


def _routed(body: str, said: Prediction) -> bool:
    """Whether a category would be shown as the answer."""
    kind = kind_decision(Ticket(body=body), said)
    assert kind is not None
    return kind.limited(said.fields["category"]).tier in SURE


def test_most_advertising_is_surely_spam_and_hardly_any_is_routed(ask: Ask) -> None:
    bodies = [body for _, body in ADVERTISEMENTS]
    answers = list(zip(bodies, ask(bodies), strict=True))
    missed = [body for body, said in answers if not _is_surely_spam(said)]
    assert len(missed) <= 6, missed
    routed = [body for body, said in answers if _routed(body, said)]
    assert len(routed) <= 1, routed


def test_no_request_that_speaks_of_offers_is_surely_spam_and_about_half_are_routed(ask: Ask) -> None:
    bodies = [body for _, body in REQUESTS]
    answers = list(zip(bodies, ask(bodies), strict=True))
    assert [body for body, said in answers if _is_surely_spam(said)] == []
    # Ten on one processor and nine on another: int8 rounds differently, and one of them lies at its threshold.
    assert sum(_routed(body, said) for body, said in answers) >= 0.4 * len(REQUESTS)
