"""Footnotes of a PDF: the raised numbers of a page's text, and the notes at its foot."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from corpus.readers.canonical.running import Running, RunningText
from corpus.readers.pdf.columns import Row
from corpus.readers.pdf.hyphens import Joiner

__all__ = ["MARKS", "Notes"]

MARKS = "\U000f0100-\U000fffff"
"""The characters, for a pattern, that stand for marks while lines are put together."""
_FIRST = 0xF0100
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_PLAIN = str.maketrans(_RAISED, "0123456789")
_NOTE = re.compile(rf"(?P<number>[{_RAISED}]{{1,3}}|\d{{1,3}}(?=[\s.)]))[.)]?\s*(?P<text>\S.*)")
_MARK = re.compile(rf"(?<=[\w.,;:!?)\]\"'”’])(?P<number>[{_RAISED}]{{1,3}})")
_POWER = re.compile(r"(?:\b10|\b[a-zµ]{1,2})$")
"""What a raised number belongs to: 10⁶, m², cm³."""


class Notes:
    """The notes of all pages, each under a label of its own."""

    def __init__(self, joiner: Joiner) -> None:
        self._joiner = joiner
        self._labels: list[str] = []
        self._times: Counter[str] = Counter()

    def of_page(self, rows: list[Row], foot: list[Row]) -> tuple[list[tuple[str, str]], list[Row]]:
        """Mark what cites a note in a page's rows, which are changed.

        Return the notes that are cited, each with its label and text, and the rows left over of
        those at the foot.
        """
        noted: list[tuple[str, list[Row]]] = []
        left: list[Row] = []
        for row in foot:
            match = _NOTE.match(row[0].text)
            if match:
                noted.append((match["number"].translate(_PLAIN), [row]))
            else:
                (noted[-1][1] if noted else left).append(row)
        waiting = {number for number, _ in noted}
        labels: dict[str, str] = {}
        for line in (line for row in rows for line in row[0].cells or [row]):
            for at, each in enumerate(line):
                if any(sign in each.text for sign in _RAISED):
                    line[at] = replace(each, text=self._marked(each.text, waiting, labels))
        found = []
        for number, note in noted:
            if number in labels:
                found.append((labels[number], self._text(note)))
            else:
                left += note
        return found, left

    def running(self, text: str, bold: bool = False) -> RunningText:
        """Return a text with its marks as running text."""
        running = Running()
        if bold:
            running.open("strong")
        for part in re.split(f"([{MARKS}])", text):
            if part and ord(part[0]) >= _FIRST and ord(part[0]) - _FIRST < len(self._labels):
                running.mark(self._labels[ord(part[0]) - _FIRST])
            else:
                running.text(part)
        return running.take()

    def _marked(self, text: str, waiting: set[str], labels: dict[str, str]) -> str:
        def mark(match: re.Match[str]) -> str:
            number = match["number"].translate(_PLAIN)
            if number not in waiting or _POWER.search(text, 0, match.start()):
                return match[0]
            if number not in labels:
                self._times[number] += 1  # many a page begins with 1 again
                again = self._times[number]
                labels[number] = number if again == 1 else f"{number}-{again}"
            self._labels.append(labels[number])
            return chr(_FIRST + len(self._labels) - 1)

        return _MARK.sub(mark, text)

    def _text(self, rows: list[Row]) -> str:
        text = ""
        for row in rows:
            for each in row:
                text = self._joiner.joined(text, each.text) if text else each.text
        match = _NOTE.match(text)
        return match["text"] if match else text
