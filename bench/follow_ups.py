"""Follow-ups over other people's pages, each asked behind what was asked before it.

python -m bench.follow_ups

Those of the six sets exchange one thing of the question before them; those over pages that are in
build/pages are turns of conversations. Each set is asked over an index of its own articles, which
stays in build/follow_ups.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from bench.gold import json_lines, with_words, write_lines
from bench.sets import QUESTIONS, ROOT, QuestionSet, answerer_for, real_sets
from bot.evaluation.judging import Judged, ask_and_judge
from bot.evaluation.question_sets import read_questions, read_unanswerable

COLUMNS = ("right", "unsure, right", "wrong", "unsure, wrong", "none", "near", "refused", "unsure")


def main() -> None:
    print(f"| set | {' | '.join(COLUMNS)} |\n|---|{'---|' * len(COLUMNS)}")
    everything: Counter[str] = Counter()
    for each in real_sets():
        folder = ROOT / "build" / "follow_ups" / each.name
        file = _questions(each)
        if not file.is_file():
            continue
        answerer = answerer_for(each.articles, folder)
        near = file.with_name(f"{file.stem}_unanswerable.jsonl")
        if each.without_words:
            file = folder.with_suffix(".jsonl")
            write_lines(file, with_words(json_lines(_questions(each)), each.articles))
        cases = [*read_questions(file), *read_unanswerable(near)]
        found = Counter(name for one in ask_and_judge(cases, answerer) for name in _counted(one))
        print(_row(each.name, found))
        everything += found
    print(_row("all", everything))


def _questions(one: QuestionSet) -> Path:
    """The file of a set's follow-ups; beside it stands that of those that nothing answers."""
    if one.without_words:
        return one.files[0].with_name("follow_ups.jsonl")
    return QUESTIONS / "follow_ups" / f"{one.name}.jsonl"


def _counted(judged: Judged) -> list[str]:
    """The columns that a question counts in."""
    status = judged.answer.status
    if not judged.case.gold:
        return ["near", *{"no_answer": ["refused"], "unsure": ["unsure"]}.get(status, [])]
    if status == "no_answer":
        return ["none"]
    right = "right" if judged.case.answered_by(judged.answer.answer) else "wrong"
    return [right if status == "answered" else f"unsure, {right}"]


def _row(name: str, found: Counter[str]) -> str:
    return f"| {name} | {' | '.join(str(found[column]) for column in COLUMNS)} |"


if __name__ == "__main__":
    main()
