"""Requests to the demo desk that nobody trained on, with the category that a person gives them."""

REQUESTS = (
    ("email", "Our mails to customers come back with 550 SPF check failed, since the move on Monday."),
    ("email", "I cannot send mail from Thunderbird any more, receiving works. Which SMTP port do I need?"),
    ("email", "Все письма с нашего ящика у клиентов попадают в спам, хотя SPF прописан. Как исправить?"),
    ("website_error", "After the update of a WordPress plugin our home page is white and shows a critical error."),
    ("website_error", "Сайт выдаёт ошибку 500 после обновления темы WordPress, в админку войти тоже не могу."),
    ("website_error", "The shop shows 503 Service Unavailable as soon as a few visitors are on the page at once."),
    ("server", "Our VPS does not answer to SSH or ping after the reboot this morning. Can you look at the console?"),
    ("server", "На VPS закончилось место на диске, как увеличить диск без переустановки сервера?"),
    ("billing", "The invoice of March charges us twice for the same hosting plan. Please send a credit note."),
    ("billing", "Оплатили счёт банковским переводом неделю назад, а в кабинете он всё ещё не оплачен."),
    ("billing", "How do I change the credit card for the automatic payment of my subscription?"),
    ("domains", "I want to transfer my domain from another registrar to you. Where do I enter the auth code?"),
    ("domains", "Домен просрочен три дня назад, можно ли ещё продлить его и сколько это стоит?"),
    ("account_access", "I lost the phone with my authenticator app and cannot log in to the control panel any more."),
    ("account_access", "Не могу войти в панель управления: забыл пароль, а письмо для сброса не приходит."),
    ("dns", "How do I add a CNAME record for a subdomain in your zone editor, and how long does it take?"),
    ("dns", "Добавил TXT-запись в зону вчера, но она до сих пор не видна снаружи. Почему?"),
    ("security_abuse", "Someone hacked our site: there are strange PHP files and it sends spam. Please help."),
    ("ssl", "The browser says that the certificate of our domain expired yesterday. It should renew by itself."),
    ("ssl", "Как выпустить бесплатный сертификат Let's Encrypt для поддомена? Браузер пишет «не защищено»."),
    ("database", "phpMyAdmin says access denied for user to the database. How do I reset the MySQL password?"),
    ("database", "Импорт дампа MySQL обрывается на большой таблице, какой лимит у базы данных?"),
)
BODIES = tuple(body for _, body in REQUESTS)
