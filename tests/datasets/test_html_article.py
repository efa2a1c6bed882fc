"""Articles that are exported as web pages."""

from firstline.datasets.article_reader import read_articles
from firstline.datasets.html_article import html_article

PAGE = (
    '<!doctype html><html lang="de"><head><title>Hilfe</title><meta name="keywords" content="vpn, netz">'
    '<link rel="canonical" href="https://kb.example/vpn"></head><body><h1>VPN <b>einrichten</b></h1>'
    "<p>Öffnen</p></body></html>"
)


def test_a_page_says_its_title_language_tags_and_address(tmp_path):
    (tmp_path / "net").mkdir()
    (tmp_path / "net" / "vpn.html").write_text(PAGE, encoding="utf-8")
    cells = html_article(tmp_path / "net" / "vpn.html", root=tmp_path)
    assert (cells["id"], cells["title"], cells["language"]) == ("net/vpn", "VPN einrichten", "de")
    assert cells["url"] == "https://kb.example/vpn"
    (article,) = read_articles(tmp_path).articles
    assert article.tags == ("vpn", "netz")
    assert "Öffnen" in article.body


def test_an_empty_page_is_a_rejected_article(tmp_path):
    (tmp_path / "a.htm").write_text(" ", encoding="utf-8")
    (bad,) = read_articles(tmp_path).rejected
    assert "empty" in bad.reason
