"""Any reStructuredText in: no crash but `ArticleError`, no offset wrong, and no word is lost."""

# ruff: noqa: E501
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus import Article, ArticleError, read_text

MARKUP = [
    *("`a`_ ", "`a ", "a_ ", "a__ ", "|a| ", "|a", "*a* ", "*a ", "**a**", "``a", "_`a` ", "\\"),
    *("[1]_ ", "[#]_ ", "[#a]_ ", "[*]_ ", "[a]_ ", ":a:`b <c>`", ":ref:`a`", "`b`:a:", "::", "  "),
    *("- a\n", "#. a\n", "a. b\n\n", ":a: b\n", "-a  b\n", "| a\n", "a\n  b\n", "  a\n b\n", "\n"),
    *(".. a\n", ".. a:: b\n", "   c\n\n", "\n\n", ".. |a| replace:: b |a|\n", ".. |a| unicode:: 0x41\n"),
    *(".. |a| image:: b\n", ".. |a| date::\n", ".. _a: b_\n", ".. _a:\n\n", "__ a\n", ".. [#a] a\n"),
    *(".. [1] a\n", ".. [a] b\n", ">>> a\n\n", "Title\n=====\n\n", "a\n-\n\n", "=\na\n=\n\n", "====\n"),
    *("== ==\n", "a  b\n", "+--+--+\n", "|a |b |\n", ".. glossary::\n\n   a\n     b\n\n"),
    *(".. csv-table:: T\n   :header-rows: 1\n\n   a,\"b\n", ".. list-table::\n\n   * - a\n     - b\n\n"),
    *(".. figure:: x\n\n   - a\n\n", ".. table:: T\n\n   == ==\n   a  b\n   == ==\n\n", ".. math::\n\n   a\n\n"),
    *(".. tab:: a\n\n   b\n   =\n\n   c\n\n", ".. role:: a(raw)\n\n", ".. class:: a\n\n", ".. include:: a\n"),
    *(".. py:class:: a\n\n   b\n", ".. hlist::\n   :columns: 2\n\n   * a\n", ".. code:: a\n   :b:\n\n   c\n"),
    *(".. sidebar:: a\n\n   b\n\n", ".. parsed-literal::\n\n   *a*\n\n", ".. rubric:: a\n\n", "\t", "\u2028"),
]  # fmt: skip
PARTS = st.one_of(
    st.sampled_from(MARKUP),
    st.text(max_size=6),
    st.builds(
        lambda part, indent: "\n".join(" " * indent + line for line in part.split("\n")),
        st.sampled_from(MARKUP),
        st.integers(1, 6),
    ),
)


@given(parts=st.lists(PARTS, max_size=30))
@settings(deadline=None, max_examples=400, suppress_health_check=list(HealthCheck))
def test_any_text(check: Callable[[Article], None], parts: list[str]) -> None:
    refused = ""
    try:
        check(read_text("".join(parts), Path("any.rst")))
    except ArticleError as error:
        refused = error.reason
    assert "docutils can't read it" not in refused


BLOCKS = [
    "{}.\n\n",
    "- {} said.\n- {} more.\n\n",
    "{}?\n   {} answers.\n\n",
    ".. note:: {}\n\n",
    ".. unknown:: {} title\n\n   {} inside.\n\n",
    ".. tab:: {}\n\n   - {} of a list\n\n",
    ".. unknown::\n   :option: x\n\n   {} inside.\n\n   .. unknown-too::\n\n      {} deeper.\n\n",
    ".. versionadded:: 1.0\n   {} is new.\n\n",
    ".. list-table::\n\n   * - {}\n     - {}\n\n",
    ".. list-table::\n\n   * - {}\n     - {}\n   * - {}\n\n",
    ".. csv-table::\n\n   {},{}\n   {},{}\n\n",
    ".. figure:: x.png\n\n   {} below.\n\n   {} beside.\n\n",
    "{} code::\n\n    {}\n\n",
    "| {}\n| {}\n\n",
    "  {} quoted.\n\n  -- {}\n\n",
    ":{}: {}\n\n",
    "Text of :role:`{}` and :ref:`{} <x>`, **{}** and `{} <https://example.org>`_.\n\n",
    "{} heads\n~~~~~~~~~~~~~~~~~~~~\n\n{} text.\n\n",
    ".. glossary::\n\n   {}\n   {}\n      {} defines.\n\n",
    ".. py:function:: {}(x)\n\n   {} does.\n\n",
]


@given(blocks=st.lists(st.sampled_from(BLOCKS), min_size=1, max_size=8))
@settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
def test_no_word_is_lost_unreported(check: Callable[[Article], None], blocks: list[str]) -> None:
    words = [f"word{n}x" for n in range(sum(block.count("{}") for block in blocks))]
    text = "".join(blocks).format(*words)
    article = read_text(f"Title\n=====\n\nBegins.\n\n{text}Ends.\n", Path("any.rst"))
    check(article)
    told = " ".join(
        [*(each.text for each in article.passages), *(each.text for each in article.set_aside)]
        + [each.heading for each in article.sections]
        + [part.text for each in article.blocks for part in (each.lead, each.header) if part]
    )
    assert [word for word in words if word not in told] == []
