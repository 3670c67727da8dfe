"""The rules by which a page's tree is tidied, in their order."""

from __future__ import annotations

from turbohtml import E, Element, Node

from corpus.readers.html.tidying.admonitions import tidy_admonitions
from corpus.readers.html.tidying.asked import fold_asked
from corpus.readers.html.tidying.body_headings import rename_body_text
from corpus.readers.html.tidying.cards import list_cards, list_pairs
from corpus.readers.html.tidying.code_blocks import tidy_code, tidy_formulas
from corpus.readers.html.tidying.confluence import tidy_confluence
from corpus.readers.html.tidying.heading_signs import take_heading_signs
from corpus.readers.html.tidying.kickers import join_kickers
from corpus.readers.html.tidying.labelled import list_labelled
from corpus.readers.html.tidying.lists import letter_lists, list_bare_items
from corpus.readers.html.tidying.lone_headings import list_lone_headings
from corpus.readers.html.tidying.looks import embolden, show_looks
from corpus.readers.html.tidying.notes import tidy_notes
from corpus.readers.html.tidying.page_tools import find_tools, take_permalinks
from corpus.readers.html.tidying.parted_terms import join_terms
from corpus.readers.html.tidying.priced import rename_prices
from corpus.readers.html.tidying.remarks import find_remarks, lead_straight
from corpus.readers.html.tidying.share_links import find_shares
from corpus.readers.html.tidying.shortcodes import tidy_shortcodes
from corpus.readers.html.tidying.struck import take_struck
from corpus.readers.html.tidying.template_tags import tidy_template_tags
from corpus.readers.html.tidying.titled import fold_tabs, fold_titled
from corpus.readers.html.tidying.told_navs import rename_told_navs
from corpus.readers.html.tidying.touching import part_touching
from corpus.readers.html.tidying.unshown import find_unshown
from corpus.readers.html.tidying.word_lists import nest_lists

__all__ = ["tidy"]


def tidy(root: Node, address: str, document: Node) -> dict[Element, str]:
    """Tidy a page's tree; return the elements that are no content, and what they are.

    `address` is the page's own, "" where it isn't known; `document` holds its head, too.
    """
    tidy_confluence(root)
    lead_straight(root)
    nest_lists(root)
    remarks = find_remarks(root)
    show_looks(document, root)
    struck = take_struck(root) | remarks
    generated = struck | find_unshown(root) | tidy_template_tags(root) | tidy_shortcodes(root)
    for rule in (
        rename_told_navs,
        tidy_code,
        tidy_formulas,
        take_permalinks,
        list_bare_items,
        letter_lists,
        rename_prices,
        rename_body_text,
        list_lone_headings,
        join_kickers,
        tidy_notes,
        tidy_admonitions,
        fold_tabs,
        fold_titled,
        join_terms,
        fold_asked,
        take_heading_signs,
        list_cards,
        list_labelled,
        list_pairs,
        _caption_tables,
        embolden,
    ):
        rule(root)
    found = generated | find_tools(root) | find_shares(root, address)
    part_touching(root)
    return found


def _caption_tables(root: Node) -> None:
    """Put the caption of a figure that is a table into the table."""
    for figure in root.find_all("figure"):
        tables, captions = figure.find_all("table"), figure.find_all("figcaption")
        if len(tables) == len(captions) == 1 and not tables[0].find("caption"):
            caption = E.caption()
            tables[0].insert(0, caption)
            for each in list(captions[0].children):
                caption.append(each)
            captions[0].decompose()
