"""Texts as customers write them, in five languages, with what is personal in them marked `[[kind:words]]`.

All of it is made up: reserved domains (RFC 2606), numbers for fiction, test cards and example accounts, keys that open
nothing. Many have nothing marked and something that only looks like it: orders, versions, dates, amounts, error codes.
"""

CASES = """
Hello, I cannot log in. My address is [[email:ann.example@example.com]], please reset it.
Please call me back on [[phone:+44 20 7946 0958]] after 5 pm, or on [[phone:020 7946 0018]].
You charged [[card:4111 1111 1111 1111]] twice, once on 2026-03-04 and once on 2026-03-05.
The refund should go to [[iban:GB82 WEST 1234 5698 7654 32]], reference 2026-000123.
I set password: [[secret:Blue-Horse-77]] and it still says error 0x80070005.
Our CI says 401 with Authorization: [[secret:Bearer abcdefghijklmnop1234567890]].
Key id [[secret:AKIAIOSFODNN7EXAMPLE]] was in the log, was it leaked?
The token [[secret:ghp_abcdefghijklmnopqrstuvwxyz0123456789]] does not work with git push.
Session: [[secret:eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.c2lnbmF0dXJlLW9mLW5vdGhpbmc]] expired.
My wife ([[email:bo+home@mail.example.org]]) and I ([[email:cy_2@example.net]]) share it: [[card:5500-0000-0000-0004]].
US number [[phone:(212) 555-0143]], ext 12. Also [[phone:212-555-0187]].
api_key=[[secret:9f86d081884c7d659a2feaa0c55ad015]] is what the console shows.
Amex [[card:378282246310005]] was declined with code 51.
export AWS_SECRET_ACCESS_KEY=[[secret:wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY12]]
postgres://app:[[secret:s3cr3t-pw]]@db.example.com:5432/shop refuses connections
Slack hook with [[secret:xoxb-123456789012-abcdefGHIJKL]] answers invalid_auth.
Order 4111111111111112 of 12.11.2025 did not arrive; tracking 1Z999AA10123456784.
Since version 1.24.3.2 the server 10.20.30.40 on port 8443 answers 503 after 30000 ms.
Between 2025-12-15 08:50:12 and 2025-12-15 09:10:44 nothing worked; build 20251215.104.
The invoice 2025-004711 over 1 234 567.89 USD is wrong, it should be 1,234,567.98.
My password is wrong, and the PIN too. Where do I get a new token?
Ticket #88112233 is about part 12-3456-7890-A, serial SN-0042-7781-99.
Error 0x0000007B in module E4711-22, dump at 7ff6a1b2c3d4.
The sizes are 1920 x 1080 and 3840 x 2160, the id is 550e8400-e29b-41d4-a716-446655440000.
@support please look at user@ and at https://example.com/a@b, release v2.0.0-rc.1+build.55.
ISBN 978-3-16-148410-0 is listed with the wrong price, 24.99 to 29.99.
Schönen guten Tag, meine Nummer ist [[phone:+49 30 23125 014]], Mail [[email:d.beispiel@beispiel.example]].
Bitte überweisen Sie auf [[iban:DE89 3704 0044 0532 0130 00]], danke.
Kennwort: [[secret:Sommer2026!]] geht nicht mehr, auch nicht auf dem Handy.
Rückruf unter [[phone:030 23125 789]] oder [[phone:0171/3920021]] wäre nett.
Die Karte [[card:4000 0566 5566 5556]] wurde am 03.02.2026 abgelehnt.
iban [[iban:de89370400440532013000]] klein geschrieben, so steht es im Formular.
Mein Passwort lautet: [[secret:Katze-Hund-9]] und ich komme nicht hinein.
Bestellung 300012345678 vom 24.12.2025, 1.234.567,89 EUR, Fehler 4711-0815.
Das Passwort ist falsch. Kundennummer 10023456, Zähler 1EMH0012345678.
Seit Version 12.0.1.345 geht der Dienst um 08:15 nicht, Aktenzeichen 12 C 345/26.
Von 01.03.2026 bis 31.03.2026 war geschlossen, siehe Beleg 2026/03/000471.
Artikel 4006381333931 (EAN) fehlt im Regal 12-04-07.
Здравствуйте, мой номер [[phone:8 (495) 123-45-67]], почта [[email:primer@example.ru]].
Пароль: [[secret:Zima_2026]] не подходит, хотя вчера работал.
Перезвоните на [[phone:+7 912 345-67-89]] или [[phone:89123456789]] после обеда.
Карта [[card:2200 0000 0000 0004]] списала два раза 15.03.2026.
Мой пароль — [[secret:Vesna-2025]], проверьте, пожалуйста.
Заказ 12345678901 от 12.03.2026 не пришёл, трек 80110512345678.
Ошибка 1С 8.3.24.1548, адрес 192.168.100.200, в 14:35:20.
Не помню пароль, а код не приходит. Счёт 000012 на 1 250 000 рублей.
ИНН 7707083893 указан неверно, договор 2026-03/118.
Пользователь с токеном входа не найден, версия 5.4.0-91.
Hei, ring meg på [[phone:+47 22 33 44 55]] eller [[phone:22 33 44 55]].
Kontoen er [[iban:NO93 8601 1117 947]], e-post [[email:kari@eksempel.example]].
Passord: [[secret:fjord2026]] virker ikke på mobilen.
Kortet [[card:5105 1051 0510 5100]] ble trukket to ganger den 04.03.2026.
Passordet er: [[secret:Bre-og-Fjell1]] men jeg kommer ikke inn.
Ordre 20260304-118 kom ikke, beløp 1 249 000 kr, sporing 370712345678901234.
Feil 500 siden versjon 4.12.0.7, server 10.0.12.240, kl. 08.30.
Passordet er feil, og koden kommer ikke. Kundenummer 4471 2208.
Fakturaen 2026-1184 gjelder mars (01.03.2026-31.03.2026).
お世話になります。電話は[[phone:03-1234-5678]]、メールは[[email:taro@example.jp]]です。
パスワード：[[secret:sakura2026]] で入れません。
折り返しは[[phone:090-1234-5678]]までお願いします。
カード番号[[card:3530 1113 3330 0000]]が二重に請求されました。
携帯は[[phone:０９０－１２３４－５６７８]]です。
注文番号 250-1234567-1234567 の商品が届きません。
2026年3月4日 14:30 からエラー E-1234-567 が出ます。バージョン 10.2.3.4567 です。
金額は 1,234,567円 で、請求書は 2026-03-0012 です。
パスワードを忘れました。コードが届きません。
[[secret:-----BEGIN OPENSSH PRIVATE KEY----- b3BlbnNzaC1rZXktdjEA -----END OPENSSH PRIVATE KEY-----]] was pasted.
Contact: <a href="mailto:[[email:eva@example.com]]">[[email:eva@example.com]]</a>, <b>[[phone:+1 202-555-0176]]</b>
[[email:first.last@sub.example.co.uk]] wrote from [[phone:+353 1 555 0123]] about order 556677.
The IBAN is [[iban:FR14 2004 1010 0505 0001 3M02 606]] BIC PSSTFRPP, please confirm by 14/07/2026.
client_secret: [[secret:q8w7e6r5t4y3]] and tenant 72f988bf-86f1-41af-91ab-2d7cd011db47
[[card:6011000990139424]] expires 04/28, was charged 3 x 19.99 on 2026-04-01T10:00:00Z.
Firmware 7.60.1-2026.02.11, MAC 00:1A:2B:3C:4D:5E, uptime 1234567 s, case 00012345.
Ich bin unter [[phone:+43 1 23456789]] erreichbar, sonst [[email:m_muster@firma.example]].
Konto [[iban:AT61 1904 3002 3457 3201]], nicht BLZ 19043. Vorgang 2026/04/17-0033.
Zugangsdaten: Benutzer kunde7, Passwort [[secret:Herbst#44]].
Mein Gerät hat die Seriennummer 0123-4567-89AB und die Firmware 3.4.5.6.
Позвоните [[phone:+375 29 123 45 67]], договор № 4500-118/26 от 01.02.2026.
Логин ivan, пароль [[secret:Leto2027]], не пускает.
Накладная 46-0012-778899 на сумму 2 350 000,50 руб.
Send SMS til [[phone:912 34 567]] eller [[phone:+47 91234567]].
Konto 1234.56.78901 ble belastet 3 500,00 kr, KID 000123456789012.
メールアドレスは[[email:hanako.test@example.co.jp]]、パスワードは[[secret:haru2027]]です。
郵便番号 100-0001、伝票番号 1234-5678-9012 です。
""".strip().splitlines()
