"""What a mail quotes is taken off, in the languages that desks get."""

import pytest

from firstline.datasets.quoted_reply import without_quotes

OWN = "The printer still does not work after the restart."
HISTORIES = [
    "On Mon, Jan 5, 2026 at 10:00 AM Support <s@x.no> wrote:\nHave you tried",
    "On Mon, Jan 5, 2026 at 10:00 AM Support Of The Whole Company\n<s@x.no> wrote:\nHave you tried",
    "-----Original Message-----\nFrom: Support\n\nHave you tried",
    "From: Support <s@x.no>\nSent: Monday, January 5\nTo: Kari\nSubject: Case\n\nHave you tried",
    "________________________________\nFrom: Support\nSent: Monday\nTo: Kari\n\nHave you tried",
    "*From:* Support\n*Date:* Monday\n*To:* Kari\n\nHave you tried",
    "пн, 5 янв. 2026 г. в 10:00, Поддержка <s@x.ru>:\nВы пробовали",
    "5 января 2026, 10:00 от Поддержка <s@x.ru>:\nВы пробовали",
    "05.01.2026 10:00, Поддержка пишет:\nВы пробовали",
    "От: Поддержка\nОтправлено: 5 января\nКому: Кари\nТема: Заявка\n\nВы пробовали",
    "-------- Исходное сообщение --------\nВы пробовали",
    "Am Mo., 5. Jan. 2026 um 10:00 Uhr schrieb Support <s@x.de>:\nHaben Sie",
    "Von: Support\nGesendet: Montag\nAn: Kari\nBetreff: Fall\n\nHaben Sie",
    "-----Ursprüngliche Nachricht-----\nHaben Sie",
    "man. 5. jan. 2026 kl. 10:00 skrev Support <s@x.no>:\nHar du",
    "Den mån 5 jan. 2026 kl 10:00 skrev Support <s@x.se>:\nHar du",
    "Fra: Support\nSendt: mandag\nTil: Kari\nEmne: Sak\n\nHar du",
    "Från: Support\nSkickat: måndag\nTill: Kari\nÄmne: Ärende\n\nHar du",
    "Le lun. 5 janv. 2026 à 10:00, Support <s@x.fr> a écrit :\nAvez-vous",
    "De : Support\nEnvoyé : lundi\nÀ : Kari\nObjet : Cas\n\nAvez-vous",
    "El lun, 5 ene 2026 a las 10:00, Soporte <s@x.es> escribió:\nHa probado",
    "De: Soporte\nEnviado: lunes\nPara: Kari\nAsunto: Caso\n\nHa probado",
    "2026年1月5日(月) 10:00 サポート <s@x.jp>:\nお試し",
    "差出人: サポート\n送信日時: 2026年1月5日\n宛先: カリ\n件名: 件\n\nお試し",
]


@pytest.mark.parametrize("history", HISTORIES)
def test_earlier_messages_under_a_new_one_go(history):
    assert without_quotes(f"{OWN}\n\n{history}") == OWN


def test_quoted_lines_go_with_their_announcement_and_answers_under_them_stay():
    text = f"On 5 Jan 2026 Support wrote:\n> Have you tried\n> a restart\n\n{OWN}"
    assert without_quotes(text) == OWN
    text = f"On 5 Jan 2026 Support wrote:\n> Is it loud\nYes, very.\n> Is it broken\n{OWN}"
    assert without_quotes(text) == f"Yes, very.\n{OWN}"


def test_unannounced_quoted_lines_go_around_the_text_and_stay_inside_it():
    assert without_quotes(f"{OWN}\n\n> quoted\n> more") == OWN
    assert without_quotes(f"> quoted\n\n> more\n{OWN}") == OWN
    text = f"{OWN}\nIt says\n> fatal: no paper\nand then stops"
    assert without_quotes(text) == text


@pytest.mark.parametrize("history", HISTORIES)
def test_too_little_before_it_keeps_everything(history):
    assert without_quotes(f"Hi\n\n{history}") == f"Hi\n\n{history}"


@pytest.mark.parametrize(
    "text",
    [
        "On the screen the program wrote:\nError, and I do not know what to do now",
        "I need access to these today:\nFrom: the old folder\nthe new folder",
        "Two problems with the invoice of May 5:\nthe sum is wrong\nthe name is wrong",
        "Steps: open it\nResult: nothing happens here",
    ],
)
def test_sentences_that_only_resemble_an_announcement_stay(text):
    assert without_quotes(text) == text
