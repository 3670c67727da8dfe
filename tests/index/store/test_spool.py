"""What is kept in a file is what was put there, read in any order."""

from __future__ import annotations

import pytest

from corpus import BUNDLED, Article, read_folder
from index.store.spool import Spool


def test_articles_are_what_they_were() -> None:
    articles = read_folder([BUNDLED]).articles
    spool = Spool(iter(articles), Article)
    assert len(spool) == len(articles) > 2
    assert list(spool) == list(articles)
    assert [(a.id, b.id) for a, b in zip(spool, spool, strict=True)] == [
        (each.id, each.id) for each in articles
    ]
    assert spool[1:3] == list(articles[1:3])
    assert spool[-1] == articles[-1]
    with pytest.raises(IndexError):
        spool[len(articles)]


def test_there_may_be_none() -> None:
    assert list(Spool((), str)) == []
