"""What of an agent's answer is its customer's own, and what it claims."""

import pytest

from firstline.serving.reused_answer import details, is_of_one_case, says_done


@pytest.mark.parametrize(
    "text",
    [
        "craftsupply.example.net is back", "we cancelled FH-0042533", "vps-7002 was full", "linked to web03",
        "our log of yesterday, 14:02, says so", "confirmed on 20 November", "on November 20 it ran out",
        "am 20.11. war es so", "Ihr Brief vom 3. März", "с 17 августа", "den 19. november", "11月4日に送信",
        "since 2026-11-20",
        "it points to 203.0.113.10", "to 2001:db8:40::17", "order 55182 is lost", "注文番号4021",
    ],
)  # fmt: skip
def test_domains_numbers_servers_times_and_dates_are_one_cases(text: str) -> None:
    assert is_of_one_case(text, request="my site is down", known=())
    assert not is_of_one_case(text, request=f"Is it about this: {text}?", known=())
    assert not is_of_one_case(text, request="", known=details(text))


@pytest.mark.parametrize(
    "text",
    [
        "F-LOG-03 means ten wrong attempts, and it lifts after 60 minutes", "use port 587 with STARTTLS",
        "moving a .com costs 15 EUR", "choose PHP 8.3 in the panel", "Press Ctrl+F5. Then wait.", "up to 5,0 of 5 GB",
    ],
)  # fmt: skip
def test_what_holds_for_everybody_is_nobodys_own(text: str) -> None:
    assert not is_of_one_case(text, request="", known=())


@pytest.mark.parametrize(
    "text",
    [
        "We have sent the link again.", "I've restarted your server.", "The invoice was cancelled.",
        "Your money has been refunded.",
        "Готово, запись добавлена.", "Код авторизации отправлен.",
        "Я выслала код.", "Мы её удалили и перезапустили сервер.",
        "Wir haben den Server neu gestartet.", "wir haben {{vps.name}} um {{reboot.time}} neu gestartet.",
        "Der Betrag wurde erstattet.", "Beides ist eingerichtet.",
        "Vi har sendt en ny lenke.", "Siden er gjenopprettet.", "証明書を再発行いたしました。",
        "メールを送信しました。",
    ],
)  # fmt: skip
def test_deeds_are_recognised_in_the_desks_languages(text: str) -> None:
    assert says_done(text)


@pytest.mark.parametrize(
    "text",
    [
        "Please open the panel and choose Restart.", "You can cancel it under Billing.",
        "An address is blocked after ten attempts.", "Удали запись.",
        "Откройте панель и удалите запись.",
        "Starten Sie den Server im Panel neu.", "Du kan endre det i panelet.", "パスワードを変更してください。",
    ],
)  # fmt: skip
def test_advice_is_no_deed(text: str) -> None:
    assert not says_done(text)
