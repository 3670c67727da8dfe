"""Acronyms: found where they are defined, and written out on both sides."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.acronyms import Acronyms, definitions, initials, undotted


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A Technical Project Manager (TPM) plans.", [("TPM", "Technical Project Manager")]),
        ("Technical Project Managers (TPMs) plan.", [("TPM", "Technical Project Managers")]),
        ("the certified registered nurse anesthetist (CRNA) path",
         [("CRNA", "certified registered nurse anesthetist")]),
        ("a PMO (project management office) sets rules", [("PMO", "project management office")]),
        ("Scaled Agile Framework (SAFe) is big", [("SAFe", "Scaled Agile Framework")]),
        ("research and development (R&D) costs", [("R&D", "research and development")]),
        ("an Early Engineer (EE) learns", [("EE", "Early Engineer")]),
        ("a limited liability company (LLC)", [("LLC", "limited liability company")]),
        ("Certified ScrumMaster (CSM, 2 days)", [("CSM", "Certified ScrumMaster")]),
        ("The registered nurse (RN) and the licensed practical nurse (LPN)",
         [("RN", "registered nurse"), ("LPN", "licensed practical nurse")]),
        # No definitions:
        ("It pays well (see below).", []),
        ("earns $90,000 (2024)", []),
        ("they work (IT) hard", []),
        ("one sentence ends. (TPM)", []),
        ("(TPM) comes first", []),
        ("Technical Project Manager\n(TPM) comes first", []),
        ("a nurse (RN)", []),
        ("TPM (TPM)", []),
        ("", []),
    ],
)  # fmt: skip
def test_definitions(text: str, found: list[tuple[str, str]]) -> None:
    assert definitions(text) == found


@given(st.text(alphabet="aAbB tTpPmM().,;-", max_size=60))
def test_any_text_may_be_looked_at(text: str) -> None:
    acronyms = Acronyms.gather([text])
    for short, long in definitions(text):
        assert len(long) > len(short)
    acronyms.expand(text)


TEXTS = [
    "A Technical Project Manager (TPM) plans. Technical Project Managers (TPMs) plan.",
    "A business analyst (BA) asks. A bachelor of arts (BA) reads.",
    "Information technology (IT) runs. The oregon rule (OR) stands.",
]


@pytest.mark.parametrize(
    ("text", "expanded"),
    [
        ("what does a TPM do", "what does a Technical Project Manager do"),
        ("what do tpms do", "what do Technical Project Managers do"),
        ("Technical Project Managers (TPMs) plan", "Technical Project Managers plan"),
        ("TPM's pay", "Technical Project Manager's pay"),
        ("a BA", "a BA"),  # it may be either
        ("is it hard or easy", "is it hard or easy"),
        ("Is It Hard Or Easy", "Is It Hard Or Easy"),
        ("the IT field", "the Information technology field"),
        ("TPMX, XTPM, $TPM and TP-M", "TPMX, XTPM, $TPM and TP-M"),
        ("", ""),
    ],
)
def test_written_out(text: str, expanded: str) -> None:
    assert Acronyms.gather(TEXTS).expand(text) == expanded


@pytest.mark.parametrize(
    ("texts", "expanded"),
    [
        (["A site fellow (SF) digs.", "The site fellowship (SF) ends; a site fellow (SF) leaves."],
         "site fellow"),
        (["A diver’s helper (DH) waits.", "A diver's helper (DH) waits."], "diver’s helper"),
        (["A dive helper (DH) waits.", "The deep harbour (DH) is wide."], "DH"),
        (["A dive helper (DH) waits.", "The dive helpers' hut (DH) is wide."], "DH"),
    ],
)  # fmt: skip
def test_defined_twice_a_short_form_stands_for_one_name(texts: list[str], expanded: str) -> None:
    short = re.search(r"\((\w+)\)", texts[0])
    assert short is not None
    assert Acronyms.gather(texts).expand(short[1]) == expanded


def test_the_owners_come_first() -> None:
    extra = {"BA": "business analyst", "tpm": "tape"}
    acronyms = Acronyms.gather(TEXTS, extra)
    assert acronyms.expand("BA tpm") == "business analyst tape"
    assert Acronyms.gather([]).expand("TPM") == "TPM"


def test_they_are_read_as_they_were_written(tmp_path: Path) -> None:
    acronyms = Acronyms.gather([*TEXTS, "Le développeur web (DW) code."])
    acronyms.save(tmp_path)
    assert Acronyms.load(tmp_path) == acronyms


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("live in the United Kingdom now", {"UK": "United Kingdom"}),
        ("United States of America", {"US": "United States", "USA": "United States of America",
                                      "SA": "States of America"}),
        ("a harbour in Faroe, and Islands", {}),
        ("nothing", {}),
    ],
)  # fmt: skip
def test_initials_of_names(text: str, found: dict[str, str]) -> None:
    assert {letters: text[start:end] for letters, start, end in initials(text)} == found


def test_a_text_all_in_capitals_has_few_names() -> None:
    assert len(list(initials("WORD " * 1_000))) < 5_000


def test_initials_may_have_dots() -> None:
    assert undotted("the U.S. and the U.K., J. Doe.") == "the US and the UK, J. Doe."
