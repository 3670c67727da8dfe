from pathlib import Path

import pytest

from bot.evaluation.question_sets import QuestionFileError, read_questions, read_unanswerable


def written(folder: Path, text: str) -> Path:
    path = folder / "set.jsonl"
    path.write_text(text, "utf-8")
    return path


def test_a_question_is_read_with_all_that_belongs_to_it(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        '\ufeff{"q": " When? ", "gold": ["at four", "4 a.m."]}\r\n\n'
        '{"id": 7, "q": "and\u2028then?", "gold": ["sleep"], "history": ["When?"], "article": "b"}',
    )
    first, second = read_questions(path)
    assert (first.question, first.kind, first.place) == ("When?", "answerable", f"{path}:1")
    assert first.answered_by("They start at 4 a.m. sharp.")
    assert not first.answered_by("They start At four.")
    assert (second.question, second.place) == ("and\u2028then?", f"{path}:3")
    assert (second.history, second.article) == (("When?",), "b")


def test_an_unanswerable_question_is_near_unless_it_says_otherwise(tmp_path: Path) -> None:
    path = written(tmp_path, '{"q": "a"}\n{"q": "b", "kind": "far"}\n{"q": "c", "kind": "noise"}')
    assert [case.kind for case in read_unanswerable(path)] == ["near", "far", "noise"]
    assert not any(case.answered_by("") for case in read_unanswerable(path))


GOOD = '{"q": "a", "gold": ["b"]}\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "holds no question"),
        ("\n \n", "holds no question"),
        (GOOD + "{q: 1}", ":2: no JSON (Expecting property name"),
        (GOOD + '\n{"q": "a", "gold": ["b"]', ":3: no JSON"),
        (GOOD + "[" * 100_000, ":2: no JSON"),
        ('["a"]', ':1: ["a"] is no object'),
        ('{"gold": ["b"]}', ':1: "q" is missing'),
        ('{"q": 5, "gold": ["b"]}', ':1: "q" is 5'),
        ('{"q": " ", "gold": ["b"]}', ":1: the question is empty"),
        ('{"q": "%s", "gold": ["b"]}' % ("a" * 2_001), ":1: the question has 2,001 characters"),
        ('{"q": "a"}', ':1: "gold" is missing'),
        ('{"q": "a", "gold": "b"}', ':1: "gold" is "b"'),
        ('{"q": "a", "gold": []}', ':1: "gold" is []'),
        ('{"q": "a", "gold": ["b", ""]}', ':1: "gold" is ["b", ""]'),
        ('{"q": "a", "gold": ["b"], "history": "c"}', ':1: "history" is "c"'),
        ('{"q": "a", "gold": ["b"], "article": ["c"]}', ':1: "article" is ["c"]'),
    ],
)
def test_what_is_no_question_is_named_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(QuestionFileError) as error:
        read_questions(path)
    assert str(error.value).startswith(str(path))
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_an_unknown_kind_is_named_with_those_there_are(tmp_path: Path) -> None:
    path = written(tmp_path, '{"q": "a", "kind": "nearby"}')
    with pytest.raises(QuestionFileError, match=r':1: "kind" is "nearby": .*near, far, noise'):
        read_unanswerable(path)


@pytest.mark.parametrize("name", ["none.jsonl", "."])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(QuestionFileError, match="can't be read"):
        read_questions(tmp_path / name)


def test_bytes_that_are_no_text_are_named(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_bytes(b'{"q": "caf\xe9"}')
    with pytest.raises(QuestionFileError, match="byte 10 is not UTF-8"):
        read_questions(path)
