"""YAML that a person wrote, as strings or as plain values; what is wrong with it is one line."""

from __future__ import annotations

from typing import Any

import yaml
from yaml.composer import ComposerError
from yaml.constructor import ConstructorError

from corpus.white_space import collapse

__all__ = ["YamlError", "compose_strings", "read_strings", "read_values"]

LONGEST = 256 * 1024
"""Characters of an owner's file, which take some seconds."""
LONGEST_FRONT_MATTER = 64 * 1024
"""Characters of it in each article."""

SHOWN = 200
"""Characters that are shown of what is wrong."""


class YamlError(Exception):
    """What is wrong, and the 1-based line of the text that it stands in."""

    def __init__(self, reason: str, line: int | None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


class _NoAliases:
    """No node stands for another: ten lines of those can stand for millions of lines."""

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:  # noqa: ANN401
        loader: Any = super()
        if self.check_event(yaml.AliasEvent):  # type: ignore[attr-defined]
            event = self.peek_event()  # type: ignore[attr-defined]
            problem = f"*{event.anchor[:40]} stands for something else: write it out"
            raise ComposerError(None, None, problem, event.start_mark)
        node: yaml.Node | None = loader.compose_node(parent, index)
        return node


class _Strings(_NoAliases, yaml.BaseLoader):
    """Every scalar stays a string: no dates, no "no" for Norwegian turned into false."""

    def construct_scalar(self, node: yaml.ScalarNode) -> str:
        # PyYAML reads "\ud83d\ude80" as two halves, which nothing can write.
        halves = super().construct_scalar(node).encode("utf-16-le", "surrogatepass")
        return halves.decode("utf-16-le", "replace")


class _Values(_NoAliases, yaml.SafeLoader):
    def construct_scalar(self, node: yaml.ScalarNode | yaml.MappingNode) -> str:
        halves = super().construct_scalar(node).encode("utf-16-le", "surrogatepass")
        try:
            return halves.decode("utf-16-le")
        except UnicodeDecodeError as error:
            problem = "half of a \\u pair: write the character itself"
            raise ConstructorError(None, None, problem, node.start_mark) from error

    def construct_object(self, node: yaml.Node, deep: bool = False) -> object:
        try:
            return super().construct_object(node, deep)
        except (ValueError, LookupError, AttributeError) as error:  # as a tag's function happens to
            kind = node.tag.rpartition(":")[2]
            problem = f"{str(node.value)[:40]!r} is no {kind}: put it in quotes, without a tag"
            raise ConstructorError(None, None, problem, node.start_mark) from error


def read_strings(text: str) -> object:
    """Read YAML into strings, lists and mappings; YamlError where it can't be read."""
    return _read(text, _Strings, LONGEST_FRONT_MATTER)


def compose_strings(text: str, most: int = LONGEST_FRONT_MATTER) -> yaml.Node | None:
    """Return what `read_strings` reads as nodes, which know their lines and columns.

    `most` is how many characters it may have.
    """
    _read(text, _Strings, most)  # which says what is wrong
    node: yaml.Node | None = yaml.compose(text, Loader=_Strings)
    return node


def read_values(text: str) -> object:
    """Read YAML into plain values; YamlError where it can't be read."""
    return _read(text, _Values, LONGEST)


def _read(text: str, loader: type[_Strings | _Values], most: int) -> object:
    if len(text) > most:
        raise YamlError(f"{len(text):,} characters of it: write at most {most:,}", None)
    try:
        return yaml.load(text, Loader=loader)  # noqa: S506 - both build plain values only
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "not YAML"
        raise YamlError(collapse(str(problem)[:SHOWN]), mark and mark.line + 1) from error
    except RecursionError as error:
        raise YamlError("nested too deeply", None) from error
    except (ValueError, OverflowError) as error:  # such as "\\UFFFFFFFF"
        raise YamlError(f"no such character or number ({collapse(str(error))})", None) from error
