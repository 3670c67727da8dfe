"""Follow-ups that exchange one thing of the question before them, over other people's pages.

python -m bench.follow_ups

Each set is asked over an index of its own articles, which stays in build/follow_ups.
"""

from __future__ import annotations

from collections import Counter

from bench.sets import QUESTIONS, ROOT, answerer_for, real_sets
from bot.evaluation.judging import Judged, ask_and_judge
from bot.evaluation.question_sets import read_questions, read_unanswerable

COLUMNS = ("right", "unsure, right", "wrong", "unsure, wrong", "none", "near", "refused", "unsure")


def main() -> None:
    print(f"| set | {' | '.join(COLUMNS)} |\n|---|{'---|' * len(COLUMNS)}")
    everything: Counter[str] = Counter()
    for each in real_sets():
        file = QUESTIONS / "follow_ups" / f"{each.name}.jsonl"
        if not file.is_file():
            continue
        near = file.with_name(f"{each.name}_unanswerable.jsonl")
        answerer = answerer_for(each.articles, ROOT / "build" / "follow_ups" / each.name)
        cases = [*read_questions(file), *read_unanswerable(near)]
        found = Counter(name for one in ask_and_judge(cases, answerer) for name in _counted(one))
        print(_row(each.name, found))
        everything += found
    print(_row("all", everything))


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
