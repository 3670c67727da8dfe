"""The pages of `/admin/`, and the forms in them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from bot.admin.articles import Shelf
from bot.admin.desk import Desk
from bot.admin.pages import ASSETS, Pages
from bot.admin.session import Sessions
from bot.database.engine import Database
from bot.learning.inbox import Group
from bot.learning.report import chart
from bot.service import Service
from bot.settings import Settings
from bot.web.rate_limits import RateLimit, client_key
from corpus.errors import CareerbotError

__all__ = ["Admin"]

TRIES = "30/minute"
"""Tokens that one client may try."""
DAYS = 30
SPANS = ("7", "30", "90")
"""Days that a report is of."""
FOUND = 8
"""Passages that a search shows."""

Form = dict[str, list[str]]
Handler = Callable[[Request, Form], Awaitable[Response]]


class Admin:
    """The pages of one service."""

    def __init__(self, settings: Settings, database: Database) -> None:
        """Make them. Raises SettingsError for a token that can be guessed."""
        self._sessions = Sessions(settings)
        self._desk = Desk(settings, database)
        self._shelf = Shelf(database)
        self._pages = Pages()
        self._tries = RateLimit("ADMIN", TRIES)
        self._settings = settings

    @property
    def router(self) -> APIRouter:
        """The routes of every page and form."""
        router = APIRouter(prefix="/admin", include_in_schema=False)
        router.add_api_route("", _to_the_slash, methods=["GET"])
        router.add_api_route("/login", self._login, methods=["POST"])
        for name, asset in ASSETS.items():
            router.add_api_route(f"/{name}", asset.response, methods=["GET"])
        pages: tuple[tuple[str, str, Handler], ...] = (
            ("GET", "/", self._inbox),
            ("GET", "/group/{key}", self._group),
            ("GET", "/report", self._report),
            ("GET", "/settled", self._settled),
            ("GET", "/articles", self._articles),
            ("POST", "/logout", self._logout),
            ("POST", "/group/{key}/preview", self._preview),
            ("POST", "/group/{key}/publish", self._publish),
            ("POST", "/group/{key}/dismiss", self._dismiss),
            ("POST", "/settled/{key}/undo", self._undo),
        )
        for method, path, handler in pages:
            router.add_api_route(path, self._guarded(handler), methods=[method])
        return router

    async def close(self) -> None:
        """Leave what is under way."""
        await self._desk.close()

    def _guarded(self, handler: Handler) -> Callable[[Request], Awaitable[Response]]:
        """Return a route that only a session gets through, and a form only of its own pages."""

        async def route(request: Request) -> Response:
            if not self._sessions.is_open(request):
                return self._page(request, "login.html", status=401)
            form = _fields((await request.body()).decode("utf-8", "replace"))
            if request.method == "POST" and not self._sessions.is_own(request, _one(form, "key")):
                return self._page(request, "error.html", status=403, said="This form is too old.")
            try:
                return await handler(request, form)
            except CareerbotError as error:
                return self._page(request, "error.html", status=409, said=str(error))

        return route

    async def _login(self, request: Request) -> Response:
        client = client_key(request.client.host if request.client else None)
        if await self._tries.wait("admin", client):
            said = "Too many tries: wait a minute."
            return self._page(request, "login.html", status=429, said=said)
        form = _fields((await request.body()).decode("utf-8", "replace"))
        if not self._sessions.knows(_one(form, "token")):
            return self._page(request, "login.html", status=401, said="That isn't the token.")
        response = _to("./")
        self._sessions.begin(request, response)
        return response

    async def _logout(self, _: Request, __: Form) -> Response:
        response = _to("./")
        self._sessions.end(response)
        return response

    async def _inbox(self, request: Request, _: Form) -> Response:
        service: Service = request.app.state.service
        inbox = await self._desk.inbox(service)
        index = (await service.answerer()).index
        done = request.query_params.get("done")
        settled = [each for each in await self._desk.settled() if each.key == done]
        headers = {"Refresh": "2"} if inbox is None else {}
        if self._desk.is_grouping and "undone" in request.query_params:
            headers = {"Refresh": "2; url=./"}  # what is open again isn't among the groups yet
        return self._page(
            request,
            "inbox.html",
            headers=headers,
            inbox=inbox,
            index=index,
            done=settled[0] if settled else None,
            keeps=self._settings.keep_questions,
        )

    async def _group(self, request: Request, _: Form) -> Response:
        group = await self._found(request)
        if group is None:
            return self._gone(request)
        answerer = await request.app.state.service.answerer()
        search = request.query_params.get("search", "").strip()[:500]
        found = answerer.answer(search, top=FOUND).candidates if search else ()
        return self._page(
            request,
            "group.html",
            group=group,
            index=answerer.index,
            search=search,
            found=found,
            files=self._desk.files(answerer.index),
        )

    async def _preview(self, request: Request, form: Form) -> Response:
        group = await self._found(request)
        if group is None:
            return self._gone(request)
        given = _given(form)
        proposal, seen = await self._desk.preview(request.app.state.service, group, **given)
        return self._page(
            request,
            "preview.html",
            group=group,
            proposal=proposal,
            seen=seen,
            given=given,
            seal=None if seen.missed else self._sessions.seal(seen.version, group.key),
        )

    async def _publish(self, request: Request, form: Form) -> Response:
        group = await self._found(request)
        if group is None:
            return self._gone(request)
        version, given = _one(form, "version"), _given(form)
        # Only what was shown, and kept the bar, has such a seal.
        if not self._sessions.sealed(_one(form, "seal"), version, group.key):
            return self._page(request, "error.html", status=409, said="Look at the answers first.")
        done = await self._desk.publish(request.app.state.service, group, version, **given)
        return _to(f"../../?done={done.key}")

    async def _dismiss(self, request: Request, form: Form) -> Response:
        group = await self._found(request)
        if group is None:
            return self._gone(request)
        done = await self._desk.dismiss(group, for_good=_one(form, "for") == "good")
        return _to(f"../../?done={done.key}")

    async def _settled(self, request: Request, _: Form) -> Response:
        return self._page(request, "settled.html", settled=await self._desk.settled())

    async def _undo(self, request: Request, _: Form) -> Response:
        key = request.path_params["key"]
        named = [each for each in await self._desk.settled() if each.key == key]
        if not named or named[0].undone_at:
            return self._gone(request)
        await self._desk.undo(request.app.state.service, named[0])
        return _to("../../?undone")

    async def _articles(self, request: Request, _: Form) -> Response:
        index = (await request.app.state.service.answerer()).index
        shown = await self._shelf.shown(index)
        headers = {"Refresh": "3"} if shown.pairs is None else {}
        return self._page(request, "articles.html", headers=headers, shelf=shown)

    async def _report(self, request: Request, _: Form) -> Response:
        index = (await request.app.state.service.answerer()).index
        days = request.query_params.get("days", "")
        found = await self._desk.report(int(days) if days in SPANS else DAYS, index)
        span = days if days in SPANS else str(DAYS)
        return self._page(
            request,
            "report.html",
            headers={"Refresh": "2"} if found is None else {},
            found=found,
            chart=found and chart(found),
            spans=SPANS,
            span=span,
        )

    async def _found(self, request: Request) -> Group | None:
        service: Service = request.app.state.service
        return await self._desk.group(service, request.path_params["key"])

    def _gone(self, request: Request) -> Response:
        said = "This isn't open any more: it was settled, or is grouped otherwise by now."
        return self._page(request, "error.html", status=404, said=said)

    def _page(
        self,
        request: Request,
        template: str,
        *,
        status: int = 200,
        headers: dict[str, str] | None = None,
        **shown: Any,  # noqa: ANN401 - what the template shows
    ) -> Response:
        key = self._sessions.form_key(request) if self._sessions.is_open(request) else None
        return self._pages.page(request, template, status, headers or {}, key=key, **shown)


async def _to_the_slash() -> Response:
    return _to("admin/")


def _to(address: str) -> RedirectResponse:
    return RedirectResponse(address, 303)


def _fields(body: str) -> Form:
    return parse_qs(body, max_num_fields=100)


def _one(form: Form, name: str) -> str:
    return form.get(name, [""])[0]


def _given(form: Form) -> dict[str, Any]:
    """What a repair is proposed with."""
    return {
        "passage": _one(form, "passage") or None,
        "answer": _one(form, "answer").replace("\r\n", "\n") or None,
        "into": _one(form, "into").strip() or None,
        "wordings": [each for each in form.get("wording", ()) if each.strip()] or None,
    }
