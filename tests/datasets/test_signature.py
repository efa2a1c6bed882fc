"""Signatures go, greetings in the middle stay."""

import pytest

from firstline.datasets.signature import without_signature

OWN = "The printer on the third floor does not work."


@pytest.mark.parametrize(
    "signature",
    [
        "--\nKari Nordmann\nAccounting",
        "Sent from my iPhone",
        "Get Outlook for iOS",
        "Отправлено с iPhone",
        "Von meinem iPhone gesendet",
        "Envoyé de mon iPhone",
        "Enviado desde mi iPhone",
        "Sendt fra min iPhone",
        "Skickat från min iPhone",
        "iPhoneから送信",
        "Best regards,\nKari Nordmann\nAccounting\n+47 22 22 22 22",
        "Kind regards, Kari",
        "Thanks!\nKari",
        "Many thanks and best regards\n\nKari",
        "С уважением,\nИван Петров",
        "С уважением, Иван Петров\nОтправлено с iPhone",
        "Med vennlig hilsen\nKari",
        "Mvh, Kari",
        "Venlig hilsen\nMette",
        "Med vänliga hälsningar\nAnna",
        "Mit freundlichen Grüßen\nAnna Schmidt",
        "MfG\nAnna",
        "Cordialement,\nAnne",
        "Saludos,\nAna",
        "よろしくお願いいたします。\n田中",
    ],
)
def test_a_signature_at_the_end_goes(signature):
    assert without_signature(f"{OWN}\n\n{signature}") == OWN


@pytest.mark.parametrize(
    "text",
    [
        "Thanks for the quick help yesterday, but it is broken again.\nWhat now?",
        "Hello\nBest regards,\nKari",
        f"{OWN}\nThanks,\nCould you also look at the scanner in the hall?",
        f"{OWN}\n--\n" + "a line that belongs to the request\n" * 20 + "end",
        f"{OWN}\n---\nLa impresora de la tercera planta no funciona.",
        f"{OWN}\nBest practice is not followed here",
        "One line only",
    ],
)
def test_what_is_no_signature_or_all_there_is_stays(text):
    assert without_signature(text) == text
