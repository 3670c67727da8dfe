"""A Teams to talk to: tokens of a key of the tests, and a server that plays Microsoft's."""

from __future__ import annotations

import base64
import itertools
import json
import threading
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from fastapi.testclient import TestClient

from bot.api import create_app
from bot.channels.teams import sdk
from bot.settings import Settings

CLIENT, SECRET, TENANT = "11111111-app", "a-secret-of-the-app", "22222222-tenant"
ISSUER = "https://api.botframework.com"
NURSE = "How long does it take to become a registered nurse?"
_numbers = itertools.count(1_700_000_000_000)


class TeamsStandIn:
    """Plays Microsoft's keys under /v1/, and the service that answers are posted to."""

    def __init__(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.posts: list[tuple[str, str, dict[str, Any]]] = []
        """The path, the token and the activity of each answer."""
        self.statuses: deque[tuple[int, dict[str, str]]] = deque()
        self._changed = threading.Condition()
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._say(200, stand_in.keys(), {})

            def do_POST(self) -> None:
                said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                self._say(*stand_in.got(self.path, self.headers["Authorization"], said))

            def _say(self, status: int, body: dict[str, Any], headers: dict[str, str]) -> None:
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(json.dumps(body).encode())

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def keys(self) -> dict[str, Any]:
        """Return the public key, as a set of keys."""
        numbers = self.key.public_key().public_numbers()
        n, e = (
            base64.urlsafe_b64encode(each.to_bytes(size, "big")).rstrip(b"=").decode()
            for each, size in ((numbers.n, 256), (numbers.e, 3))
        )
        return {"keys": [{"kty": "RSA", "use": "sig", "alg": "RS256", "kid": "k", "n": n, "e": e}]}

    def got(
        self, path: str, token: str, said: dict[str, Any]
    ) -> tuple[int, dict[str, Any], dict[str, str]]:
        """Record an answer, and say how to react."""
        with self._changed:
            self.posts.append((path, token, said))
            self._changed.notify_all()
        status, headers = self.statuses.popleft() if self.statuses else (201, {})
        return status, {"id": "posted-1"}, headers

    def wait(self, count: int) -> list[tuple[str, str, dict[str, Any]]]:
        """Return the answers as soon as there are so many."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.posts) >= count, 20), self.posts
            return list(self.posts)

    def token(self, **changes: object) -> str:
        """Return a token as Microsoft's service makes it."""
        now = int(time.time())
        claims = {
            "iss": ISSUER, "aud": CLIENT, "serviceurl": self.url,
            "nbf": now - 60, "iat": now - 60, "exp": now + 600,
        }  # fmt: skip
        key = changes.pop("key", self.key)
        made: str = jwt.encode({**claims, **changes}, key, "RS256", {"kid": "k"})  # type: ignore[arg-type]
        return made

    def close(self) -> None:
        """Stop."""
        self._server.shutdown()
        self._server.server_close()


@dataclass
class Tenant:
    """A service with Teams set up, and the Teams that it talks to."""

    client: TestClient
    teams: TeamsStandIn

    def activity(self, asked: str = NURSE, **changes: object) -> dict[str, Any]:
        """Return a message of a channel, as Microsoft documents it."""
        return {
            "type": "message",
            "id": str(next(_numbers)),
            "timestamp": "2026-11-01T10:00:00.123Z",
            "channelId": "msteams",
            "serviceUrl": self.teams.url,
            "from": {"id": "29:asker", "name": "Sam", "aadObjectId": "o-1"},
            "recipient": {"id": f"28:{CLIENT}", "name": "careerbot"},
            "conversation": {
                "id": "19:channel@thread.tacv2;messageid=1700000000000",
                "conversationType": "channel", "isGroup": True, "tenantId": TENANT,
            },
            "text": f"<at>careerbot</at> {asked}\n",
            "textFormat": "plain",
            "entities": [
                {
                    "type": "mention", "text": "<at>careerbot</at>",
                    "mentioned": {"id": f"28:{CLIENT}", "name": "careerbot"},
                },
                {"type": "clientInfo", "locale": "en-US", "country": "US", "platform": "Web"},
            ],
            "channelData": {"tenant": {"id": TENANT}, "team": {"id": "19:team"}},
        } | changes  # fmt: skip

    def send(self, activity: dict[str, Any], token: str | None = None) -> httpx.Response:
        """Send an activity with a token that stands, or with another."""
        bearer = self.teams.token() if token is None else token
        headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
        return self.client.post("/teams/messages", json=activity, headers=headers)


@pytest.fixture(scope="session")
def stand_in() -> Iterator[TeamsStandIn]:
    stand_in = TeamsStandIn()
    yield stand_in
    stand_in.close()


def teams_settings(guides_index: Path, data: Path, **changes: str) -> Settings:
    """Return settings with Teams set up."""
    return Settings(
        index=guides_index, data_dir=data, teams_client_id=CLIENT,
        teams_client_secret=SECRET, teams_tenant_id=TENANT, **changes,  # type: ignore[arg-type]
    )  # fmt: skip


class Identity:
    """Plays Microsoft's login, which takes no address but its own: it gives the bot a token."""

    def __init__(self, *_: object, **__: object) -> None:
        pass

    def acquire_token_for_client(self, scopes: list[str]) -> dict[str, str]:
        claims = {"aud": scopes[0], "exp": int(time.time()) + 600, "appid": CLIENT}
        return {"access_token": jwt.encode(claims, "x" * 32, "HS256")}


@pytest.fixture(scope="module")
def tenant(
    guides_index: Path, stand_in: TeamsStandIn, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Tenant]:
    """A service whose tokens are checked by the stand-in's key, and that posts to the stand-in."""
    cloud = replace(
        sdk.PUBLIC, openid_metadata_url=f"{stand_in.url}/v1/.well-known/openidconfiguration"
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sdk, "PUBLIC", cloud)
        patch.setattr("microsoft_teams.apps.token_manager.ConfidentialClientApplication", Identity)
        patch.setattr("bot.channels.delivery_worker.BACKOFF", (0.05,) * 4)
        patch.setattr("bot.channels.delivery_worker.POLL", 0.05)
        settings = teams_settings(
            guides_index, tmp_path_factory.mktemp("teams"), contact="jobs@example.org"
        )
        with TestClient(create_app(settings)) as client:
            yield Tenant(client, stand_in)


@pytest.fixture(autouse=True)
def _nothing_of_before(stand_in: TeamsStandIn) -> None:
    """What another test was answered is not this one's."""
    stand_in.posts.clear()
    stand_in.statuses.clear()
