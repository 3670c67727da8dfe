"""The server of the Model Context Protocol: three tools, of the official SDK."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated, Any, TypeVar

from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import CallToolResult, InputRequiredResult, ToolAnnotations
from pydantic import Field, StringConstraints, ValidationError

from bot import __version__
from bot.answering.model import Question
from bot.answering.reading.limits import LONGEST_QUESTION
from bot.database.feedback import FeedbackStore
from bot.invalid_values import refusal
from bot.mcp.results import CareerAnswer, FoundPassages
from bot.service import Service
from bot.web.schemas import Articles, AskRequest
from corpus.errors import CareerbotError

__all__ = ["mcp_server"]

T = TypeVar("T")

INSTRUCTIONS = (
    "Answers career questions from articles, word for word. Quote an answer as it stands, and name "
    "its citations. Where the status is no_answer, the articles don't say it."
)
READS = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)

Asked = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_QUESTION),
    Field(description="The question, in its own words."),
]
History = Annotated[
    list[str] | None, Field(description="Earlier questions of the conversation, oldest first.")
]
Ids = Annotated[
    list[str] | None, Field(min_length=1, description="Ids of the only articles to look in.")
]


class _Server(MCPServer[None]):
    """Says in one line what may stand in the place of an argument that a tool can't take."""

    async def call_tool(
        self, name: str, arguments: dict[str, Any], context: Context[None, Any] | None = None
    ) -> CallToolResult | InputRequiredResult:
        try:
            return await super().call_tool(name, arguments, context)
        except ToolError as error:
            if isinstance(error.__cause__, ValidationError):
                raise _told_of(error.__cause__) from None
            raise


def mcp_server(service: Callable[[], Service], feedback: FeedbackStore) -> MCPServer[None]:
    """Return the server, which asks the service that is running when it is called.

    Questions are kept where `feedback` keeps any; what a program searches for is none.
    """
    server = _Server(
        "careerbot", instructions=INSTRUCTIONS, version=__version__, log_level="WARNING"
    )

    @server.tool(title="Ask a career question", annotations=READS)
    async def ask_career_question(
        question: Asked, history: History = None, articles: Ids = None
    ) -> CareerAnswer:
        """Answer a career question from the articles, verbatim, with numbered citations."""
        asked = _asked(question=question, history=history, articles=articles)
        answer = await _told(service().answer(asked))
        feedback.note(answer, "mcp", service().seen(answer.answer_id))
        return CareerAnswer.of(answer)

    @server.tool(title="Search passages", annotations=READS)
    async def search_passages(
        query: Asked,
        limit: Annotated[int, Field(ge=1, le=20, description="How many, at most.")] = 5,
        articles: Ids = None,
    ) -> FoundPassages:
        """Find the passages that fit a question best, verbatim, each with where it stands."""
        asked = _asked(question=query, articles=articles, top=limit)
        answer = await _told(service().answer(asked))
        return FoundPassages.of(answer, (await _told(service().answerer())).index)

    @server.tool(title="List articles", annotations=READS)
    async def list_articles() -> Articles:
        """List the articles that answers come from, with their ids."""
        return Articles.of((await _told(service().answerer())).index)

    return server


def _asked(**given: object) -> Question:
    """The question, as the HTTP API would read it."""
    try:
        return AskRequest.model_validate(given).asked()
    except ValidationError as error:
        raise _told_of(error) from None


def _told_of(error: ValidationError) -> ToolError:
    wrong = error.errors(include_url=False)[0]
    return ToolError(f"{'.'.join(map(str, wrong['loc']))}: {refusal(wrong)}")


async def _told(work: Awaitable[T]) -> T:
    """Return what comes of it; what a person can mend becomes the tool's error, in one line."""
    try:
        return await work
    except CareerbotError as error:
        raise ToolError(str(error)) from None
