"""YAML: questions with their answers, wherever in the file they stand."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from corpus.article import Skipped
from corpus.draft import Draft
from corpus.errors import ArticleError, cut
from corpus.language_tag import language_tag
from corpus.links import is_page
from corpus.overrides import Overrides
from corpus.readers.markdown.front_matter import LANGUAGE, FrontMatter, is_date
from corpus.readers.questions.json_lines import pair_of
from corpus.readers.questions.pairs import Pair, draft_of, role
from corpus.source import Source
from corpus.white_space import collapse
from corpus.yaml_text import LONGEST, YamlError, compose_strings

__all__ = ["read_yaml"]

_PLAIN = ("faq", "faqs", "entries", "items", "pairs", "qna", "qa", "questions", "content", "data")
"""Names of lists that say nothing of what stands in them."""
_NAMES = ("title", "name", "heading")
_ABOUT = ("title", "url", "author", "updated", *LANGUAGE)


def read_yaml(source: Source, overrides: Overrides) -> Draft:
    """Read YAML into a draft; ArticleError where it isn't understood or has no questions."""
    try:
        root = compose_strings(source.text, LONGEST)
    except YamlError as error:
        raise ArticleError(source.path, f"not YAML: {error.reason}", error.line) from error
    warnings: list[Skipped] = []
    pairs = list(_pairs(root, source.path, warnings))
    return draft_of(pairs, source, warnings, overrides, _about(root))


def _pairs(root: yaml.Node | None, path: str, warnings: list[Skipped]) -> Iterator[Pair]:
    stack: list[tuple[yaml.Node | None, str]] = [(root, "")]
    while stack:
        node, category = stack.pop()
        if isinstance(node, yaml.SequenceNode):
            stack.extend((each, category) for each in reversed(node.value))
        elif isinstance(node, yaml.MappingNode):
            named = {str(key.value): value for key, value in node.value}
            roles = {role(name) for name in named}
            line = node.start_mark.line + 1
            if {"question", "answer"} <= roles and not _holds_more(named):
                pair = pair_of({name: _value(value) for name, value in named.items()}, line)
                pair.category = pair.category or category
                yield pair
                continue
            title = next((named[name] for name in _NAMES if name in named), None)
            told = collapse(title.value) if isinstance(title, yaml.ScalarNode) else ""
            below = [] if node is root and "title" in named else [told] if told else []
            under = (below or [category])[0] or _category(named)
            for name, value in reversed(list(named.items())):
                if not isinstance(value, yaml.ScalarNode):
                    own = under or ("" if name.casefold() in _PLAIN else collapse(name))
                    stack.append((value, own))
            yield from _asked_by_name(named, category, path, warnings)


def _holds_more(named: dict[str, yaml.Node]) -> bool:
    """Tell whether the questions of a mapping are mappings of their own."""
    return any(
        role(name) == "question"
        and isinstance(value, yaml.SequenceNode)
        and any(isinstance(each, yaml.MappingNode) for each in value.value)
        for name, value in named.items()
    )


def _category(named: dict[str, yaml.Node]) -> str:
    found = next((value for name, value in named.items() if role(name) == "category"), None)
    return collapse(found.value) if isinstance(found, yaml.ScalarNode) else ""


def _asked_by_name(
    named: dict[str, yaml.Node], category: str, path: str, warnings: list[Skipped]
) -> Iterator[Pair]:
    """Yield the pairs of a mapping whose names ask: "Is it paid?: Yes."; warn of other texts."""
    for name, value in named.items():
        line = value.start_mark.line + 1
        if name.rstrip().endswith("?"):
            yield pair_of({"question": name, "answer": _value(value)}, line)
        elif isinstance(value, yaml.ScalarNode) and value.value.strip():
            if name not in (*_ABOUT, *_NAMES) and role(name) is None:
                reason = f"{cut(name)} left out: it is no question with an answer"
                warnings.append(Skipped(path, line, reason))
            elif role(name) in ("question", "answer"):
                yield pair_of({name: value.value, "category": category}, line)


def _value(node: yaml.Node) -> object:
    if isinstance(node, yaml.SequenceNode):
        return [each.value for each in node.value if isinstance(each, yaml.ScalarNode)]
    return node.value if isinstance(node, yaml.ScalarNode) else None


def _about(root: yaml.Node | None) -> FrontMatter:
    """Return what the file says of itself."""
    found: dict[str, str] = {}
    if isinstance(root, yaml.MappingNode):
        for key, value in root.value:
            if key.value in _ABOUT and isinstance(value, yaml.ScalarNode):
                found[key.value] = collapse(value.value)
    return FrontMatter(
        title=found.get("title") or None,
        url=found["url"] if is_page(found.get("url", "")) else None,
        author=found.get("author") or None,
        updated=found["updated"][:10] if is_date(found.get("updated", "")) else None,
        language=language_tag(next(filter(None, map(found.get, LANGUAGE)), "")),
    )
