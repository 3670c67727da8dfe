"""Pages of the web: what is fetched of a site, and what never is."""

from __future__ import annotations

import gzip
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from corpus import read_article
from corpus.web.addresses import FetchError, checked, is_public
from corpus.web.fetcher import Fetcher
from corpus.web.saved import save
from corpus.web.site import Site, fetch_all
from tests.local_web import Answer, Web, answer, moved, serving


@pytest.fixture
def web() -> Iterator[Web]:
    with serving() as made:
        yield made


def fetched(*addresses: str, most: int = 50, seconds: float = 10, most_bytes: int = 10_000) -> Site:
    here = Fetcher(
        allowed=lambda machine: machine == "127.0.0.1",
        seconds=seconds,
        pause=0,
        most_bytes=most_bytes,
    )
    with here as fetcher:
        return fetch_all(list(addresses), fetcher, most, lambda *_: None)


def test_a_page_is_read_as_a_file_with_its_address(web: Web, tmp_path: Path) -> None:
    web.pages["/jobs/bakers?lang=en"] = answer(
        "<title>Bakers</title><p>See <a href='pay'>pay</a>.".encode("latin-1"),
        "text/html; charset=ISO-8859-1",
    )
    address = f"{web.at}/jobs/bakers?lang=en"
    (file,), unread, _ = save(fetched(f"{address}#top").pages, tmp_path / "pages")
    assert (file.name, unread) == ("jobs-bakers-lang-en.html", [])
    article = read_article(file)
    assert article.url == address
    assert article.passages[0].quote == f"See [pay]({web.at}/jobs/pay)."


def test_the_encoding_that_the_server_says_is_kept(web: Web, tmp_path: Path) -> None:
    web.pages["/a"] = answer(
        "<title>T</title><p>Работа".encode("cp1251"), "text/html; charset=cp1251"
    )
    (file,), *_ = save(fetched(f"{web.at}/a").pages, tmp_path / "pages")
    assert read_article(file).passages[0].text == "Работа"


def test_redirects_are_followed_and_told(web: Web) -> None:
    web.pages |= {"/a": moved("/b"), "/b": moved("c?x=1"), "/c?x=1": answer("<p>x")}
    site = fetched(f"{web.at}/a")
    assert [each.address for each in site.pages] == [f"{web.at}/c?x=1"]
    assert site.led == [f"{web.at}/a led to {web.at}/c?x=1"]


@pytest.mark.parametrize(
    ("to", "reason"),
    [
        ("/a", "leads on more than 5 times"),
        ("file:///etc/passwd", "no address of a page"),
        ("ftp://example.org/x", "no address of a page"),
        ("http://me:secret@127.0.0.1/", "leave the name and password out"),
        ("http://127.0.0.2/", "127.0.0.2 is a private address"),
        ("http://169.254.169.254/latest/", "169.254.169.254 is a private address"),
        ("http://[::1]/", "::1 is a private address"),
    ],
)
def test_a_redirect_leads_nowhere_else(web: Web, to: str, reason: str) -> None:
    web.pages["/a"] = moved(to)
    with pytest.raises(FetchError, match=reason):
        fetched(f"{web.at}/a")


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:1/", "http://localhost:1/", "http://2130706433:1/", "http://0x7f.1:1/", "http://[::1]:1/",
     "http://0.0.0.0:1/", "http://10.0.0.1/", "http://192.168.1.1/", "http://[::ffff:127.0.0.1]:1/"],
)  # fmt: skip
def test_private_addresses_are_refused(address: str) -> None:
    with Fetcher() as fetcher, pytest.raises(FetchError, match="is a private address: allow"):
        fetcher.fetch(address)


@pytest.mark.parametrize(
    ("machine", "public"),
    [("93.184.216.34", True), ("2606:2800:220:1::1", True), ("100.64.0.1", False),
     ("224.0.0.1", False), ("fe80::1%eth0", False), ("fc00::1", False), ("::ffff:10.0.0.1", False),
     ("64:ff9b::7f00:1", False), ("2002:7f00:1::", False), ("64:ff9b::5db8:d822", True),
     ("::", False)],
)  # fmt: skip
def test_which_machines_are_public(machine: str, public: bool) -> None:
    assert is_public(machine) is public


@pytest.mark.parametrize(
    "address", ["ftp://a.org/", "https://", "http://a b/", "http://a.org:99999/", "x"]
)
def test_what_is_no_address_says_so(address: str) -> None:
    with pytest.raises(FetchError):
        checked(address)


def slow(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(100):
        try:
            handler.wfile.write(b"<p>x</p>")
            handler.wfile.flush()
        except OSError:
            return
        time.sleep(0.05)


def cut_short(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"<p>x")


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (answer("x" * 20_000), r"over 0\.0\d+ MiB"),
        (slow, r"took over 0\.5 seconds"),
        (cut_short, "can't be reached"),
        (answer("", status=500), "answered with status 500"),
        (answer(gzip.compress(b"x"), Content_Encoding="gzip"), "is packed"),
    ],
)
def test_a_page_is_bounded(web: Web, page: Answer, reason: str) -> None:
    web.pages["/a"] = page
    with pytest.raises(FetchError, match=reason):
        fetched(f"{web.at}/a", seconds=0.5)


def test_a_machine_that_is_not_there_says_so() -> None:
    with pytest.raises(FetchError, match="can't be reached"):
        fetched("http://127.0.0.1:9/")
    with pytest.raises(FetchError, match="can't be reached"):
        fetched("http://no-such-name.invalid/")


def sitemap(*addresses: str, kind: str = "urlset") -> str:
    entries = "".join(f"<url><loc>\n{each}</loc></url>" for each in addresses)
    return f"<?xml version='1.0'?><{kind} xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{entries}</{kind}>"


def test_a_sitemap_is_read_with_those_below_it(web: Web) -> None:
    at = web.at
    web.pages |= {
        "/robots.txt": answer("User-agent: *\nDisallow: /private\n", "text/plain"),
        "/sitemap.xml": answer(sitemap(f"{at}/jobs.xml.gz", f"{at}/gone.xml", kind="sitemapindex")),
        "/jobs.xml.gz": answer(
            gzip.compress(
                sitemap(
                    *(f"{at}/a", f"{at}/b?x=1&amp;y=2", f"{at}/a", f"{at}/private/x"),
                    *(f"{at}/missing", "https://elsewhere.example/c", f"{at}/d", f"{at}/e"),
                ).encode()
            ),
            "application/gzip",
        ),
        **{path: answer(f"<p>{path}") for path in ("/a", "/b?x=1&y=2", "/d", "/e", "/private/x")},
    }
    site = fetched(f"{at}/sitemap.xml", most=4)
    assert [each.address for each in site.pages] == [f"{at}/a", f"{at}/b?x=1&y=2", f"{at}/d"]
    assert [str(each).removeprefix(at) for each in site.skipped] == [
        "/gone.xml: answered with status 404",
        "/sitemap.xml: 1 addresses of other sites left out",
        "/sitemap.xml: 1 pages left out, which the site's robots.txt asks not to fetch",
        "/sitemap.xml: 1 more pages left out: ask for more than 4 with --pages",
        "/missing: answered with status 404",
    ]
    assert "/private/x" not in web.asked
    assert web.asked.count("/a") == 1


def test_pages_of_a_sitemap_that_lead_to_one_are_one_by_where_they_lead(web: Web) -> None:
    at = web.at
    web.pages |= {
        "/sitemap.xml": answer(sitemap(f"{at}/old", f"{at}/new", f"{at}/older")),
        "/new": answer("<p>new"),
        **dict.fromkeys(("/old", "/older"), moved("/new")),
    }
    site = fetched(f"{at}/sitemap.xml")
    assert [each.address for each in site.pages] == [f"{at}/new"]
    assert site.led == [f"{at}/{each} led to {at}/new" for each in ("old", "older")]
    assert site.skipped == []


def test_llms_full_is_parted_into_its_pages(web: Web, tmp_path: Path) -> None:
    web.pages["/llms-full.txt"] = answer(
        "# Bakers\nSource: https://example.org/bakers\n\nThey bake.\n\n## Pay\n\nFair.\n\n"
        "# Cooks\n\nURL: https://example.org/cooks\n\nThey cook.\n\n# A heading\n\nMore.\n",
        "text/plain; charset=utf-8",
    )
    files, *_ = save(fetched(f"{web.at}/llms-full.txt").pages, tmp_path / "pages")
    articles = [read_article(each) for each in files]
    assert [(each.title, each.url) for each in articles] == [
        ("Bakers", "https://example.org/bakers"),
        ("Cooks", "https://example.org/cooks"),
    ]
    assert [each.text for each in articles[1].passages] == ["They cook.", "More."]


def test_a_folder_of_pages_is_replaced_as_a_whole(web: Web, tmp_path: Path) -> None:
    web.pages |= {
        "/a.html": answer("<p>a"),
        "/b": answer("<p>b"),
        "/c.zip": answer("x", "application/zip"),
    }
    save(fetched(f"{web.at}/a.html").pages, tmp_path / "pages")
    files, unread, _ = save(fetched(f"{web.at}/b", f"{web.at}/c.zip").pages, tmp_path / "pages")
    assert [each.name for each in files] == ["b.html"]
    assert [str(each) for each in unread] == [f"{web.at}/c.zip: 'application/zip' isn't read"]
    assert sorted(each.name for each in (tmp_path / "pages").iterdir()) == [
        ".addresses.json",
        "b.html",
    ]
    assert [each.name for each in tmp_path.iterdir()] == ["pages"]


def test_a_page_that_cant_be_fetched_just_now_stays_and_one_that_is_gone_goes(
    web: Web, tmp_path: Path
) -> None:
    listed = "".join(f"<url><loc>{web.at}/{name}</loc></url>" for name in ("a", "b/", "c"))
    below = f"<urlset><url><loc>{web.at}/d</loc></url></urlset>"
    maps = "".join(f"<sitemap><loc>{web.at}/{name}.xml</loc></sitemap>" for name in ("one", "two"))
    web.pages |= {name: answer(f"<p>{name} before") for name in ("/a", "/b", "/c", "/d")} | {
        "/b/": moved("/b"),
        "/one.xml": answer(f"<urlset>{listed}</urlset>", "application/xml"),
        "/two.xml": answer(below, "application/xml"),
        "/all.xml": answer(f"<sitemapindex>{maps}</sitemapindex>", "application/xml"),
    }
    folder = tmp_path / "pages"

    def texts() -> dict[str, str]:
        site = fetched(f"{web.at}/all.xml")
        save(site.pages, folder, folder, site.stays)
        articles = [read_article(each) for each in sorted(folder.glob("*.html"))]
        return {f"{each.url}"[len(web.at) :]: each.passages[0].text for each in articles}

    assert texts().keys() == {"/a", "/b", "/c", "/d"}
    web.pages |= {
        "/a": answer("<p>/a now"),
        "/b/": answer("no moment", status=503),
        "/c": answer("gone", status=410),
        "/two.xml": answer("no moment", status=503),
    }
    assert texts() == {"/a": "/a now", "/b": "/b before", "/d": "/d before"}
    web.pages["/two.xml"] = answer("gone", status=404)
    assert texts() == {"/a": "/a now", "/b": "/b before"}
    web.pages["/one.xml"] = answer(
        f"<urlset><url><loc>{web.at}/a</loc></url></urlset>", "application/xml"
    )
    assert texts() == {"/a": "/a now"}
