"""Qdrant's own engine behind the calls of its REST interface that an index makes.

The server itself is no wheel. `qdrant-edge-py` has its engine: storage, HNSW, sparse vectors and
filters. Each of its shards is a collection here; what a server has beside, the names and aliases of
collections, and JSON over HTTP, is written by hand after its documentation.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import RLock, Thread
from typing import Any
from uuid import UUID

import qdrant_edge as edge

VERSION = "1.16.0"
Json = dict[str, Any]


class QdrantHost:
    """The collections of one folder, and where they are reached."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._shards: dict[str, edge.EdgeShard] = {}
        self._aliases: dict[str, str] = {}
        self._lock = RLock()
        self.port = 0
        self.key: str | None = None
        """What the last call would open a server with."""
        self.refused = 0
        """How many of the next calls are answered as by a server that is only starting."""

    def address(self, name: str) -> str:
        """Return the address of an index."""
        return f"qdrant://127.0.0.1:{self.port}/{name}"

    @contextmanager
    def away(self) -> Iterator[None]:
        """Let the server answer nothing meanwhile."""
        self.refused = sys.maxsize
        yield
        self.refused = 0

    def close(self) -> None:
        """Close all collections."""
        for shard in self._shards.values():
            shard.close()

    def answer(self, method: str, path: str, body: Json) -> object:
        """Answer a call, or raise LookupError."""
        with self._lock:
            match [method, *path.strip("/").split("/")]:
                case ["GET", ""]:
                    return {"title": "qdrant", "version": VERSION}
                case ["GET", "aliases"]:
                    each = self._aliases.items()
                    return {"aliases": [{"alias_name": a, "collection_name": c} for a, c in each]}
                case ["POST", "collections", "aliases"]:
                    return all(map(self._alias, body["actions"]))
                case ["GET", "collections"]:
                    return {"collections": [{"name": name} for name in self._shards]}
                case ["GET", "collections", name, "exists"]:
                    return {"exists": name in self._shards or name in self._aliases}
                case ["PUT", "collections", name]:
                    return self._create(name, body)
                case ["DELETE", "collections", name]:
                    self._shards.pop(name).close()
                    shutil.rmtree(self._data / name)
                    return True
                case [_, "collections", name, *rest]:
                    return self._of(self._shards[self._aliases.get(name, name)], rest, body)
        raise LookupError(path)

    def _alias(self, step: Json) -> bool:
        if "delete_alias" in step:
            del self._aliases[step["delete_alias"]["alias_name"]]
        else:
            made = step["create_alias"]
            assert made["alias_name"] not in {*self._shards, *self._aliases}
            assert made["collection_name"] in self._shards
            self._aliases[made["alias_name"]] = made["collection_name"]
        return True

    def _create(self, name: str, body: Json) -> bool:
        vectors = {}
        for each, said in body["vectors"].items():
            links = said["hnsw_config"]
            vectors[each] = edge.EdgeVectorParams(
                said["size"],
                getattr(edge.Distance, said["distance"]),
                hnsw_config=edge.HnswIndexConfig(links["m"], links["ef_construct"], 10),
            )
        sparse = {each: edge.EdgeSparseVectorParams() for each in body["sparse_vectors"]}
        folder = self._data / name
        folder.mkdir(parents=True)
        self._shards[name] = edge.EdgeShard.create(str(folder), edge.EdgeConfig(vectors, sparse))
        return True

    def _of(self, shard: edge.EdgeShard, call: list[str], body: Json) -> object:
        match call:
            case []:
                return _info(shard)
            case ["index"]:
                kind = getattr(edge.PayloadSchemaType, body["field_schema"].title())
                shard.update(edge.UpdateOperation.create_field_index(body["field_name"], kind))
                return _done()
            case ["points"] if "points" in body:
                points = [
                    edge.Point(_id(each["id"]), _vectors(each["vector"]), each["payload"])
                    for each in body["points"]
                ]
                shard.update(edge.UpdateOperation.upsert_points(points))
                return _done()
            case ["points"]:
                ids = list(map(_id, body["ids"]))
                found = shard.retrieve(ids, body["with_payload"], body.get("with_vector"))
                return [_point(each) for each in found]
            case ["points", "count"]:
                counted = edge.CountRequest(body["exact"], _filter(body["filter"]))
                return {"count": shard.count(counted)}
            case ["points", "scroll"]:
                asked = edge.ScrollRequest(
                    limit=body["limit"], filter=_filter(body["filter"]), with_payload=False
                )
                points, after = shard.scroll(asked)
                return {"points": list(map(_point, points)), "next_page_offset": after}
            case ["points", "query"]:
                return {"points": list(map(_point, shard.query(_query(body))))}
        raise LookupError(call)


def _id(said: int | str) -> int | UUID:
    return said if isinstance(said, int) else UUID(said)


def _vectors(said: Json) -> Json:
    return {
        name: edge.SparseVector(each["indices"], each["values"]) if isinstance(each, dict) else each
        for name, each in said.items()
    }


def _filter(said: Json | None) -> edge.Filter | None:
    if said is None:
        return None
    (condition,) = said["must"]
    match, between = condition.get("match"), condition.get("range")
    if between:
        made = edge.FieldCondition(condition["key"], range=edge.RangeFloat(gte=between["gte"]))
    elif "any" in match:
        made = edge.FieldCondition(condition["key"], match=edge.MatchAny(match["any"]))
    else:
        made = edge.FieldCondition(condition["key"], match=edge.MatchValue(match["value"]))
    return edge.Filter(must=[made])


def _query(said: Json) -> edge.QueryRequest:
    asked, params = said["query"], said.get("params") or {}
    vector = asked.get("nearest", asked) if isinstance(asked, dict) else asked
    if isinstance(vector, dict):
        vector = edge.SparseVector(vector["indices"], vector["values"])
    return edge.QueryRequest(
        said["limit"],
        query=edge.Query.Nearest(vector, said["using"]),
        filter=_filter(said.get("filter")),
        params=edge.SearchParams(hnsw_ef=params.get("hnsw_ef")),
    )


def _point(found: edge.Record | edge.ScoredPoint) -> dict[str, Any]:
    said = {
        "id": found.id if isinstance(found.id, int) else str(found.id),
        "payload": found.payload,
        "vector": found.vector,
    }
    if isinstance(found, edge.ScoredPoint):
        said |= {"score": found.score, "version": found.version}
    return said


def _info(shard: edge.EdgeShard) -> dict[str, Any]:
    shard.optimize()
    return {
        "status": "green",
        "optimizer_status": "ok",
        "points_count": shard.info().points_count,
        "segments_count": 1,
        "payload_schema": {},
        "config": {
            "params": {},
            "hnsw_config": {"m": 16, "ef_construct": 100, "full_scan_threshold": 10_000},
            "optimizer_config": {
                "deleted_threshold": 0.2,
                "vacuum_min_vector_number": 1000,
                "default_segment_number": 0,
                "flush_interval_sec": 5,
            },
        },
    }


def _done() -> dict[str, Any]:
    return {"operation_id": 0, "status": "completed"}


@contextmanager
def qdrant_host(data: Path) -> Iterator[QdrantHost]:
    """Run a server with a folder of its own, on the loopback address."""
    host = QdrantHost(data)

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            path = self.path.partition("?")[0]
            host.key = self.headers.get("api-key")
            status, said = 200, None
            try:
                if host.refused:
                    host.refused -= 1
                    raise ConnectionError("starting")
                found = host.answer(self.command, path, json.loads(body or b"null"))
                said = found if path == "/" else {"result": found, "status": "ok", "time": 0.0}
            except LookupError as error:
                status, said = 404, {"status": {"error": f"Not found: {error}"}, "time": 0.0}
            except ConnectionError as error:
                status, said = 503, {"status": {"error": str(error)}, "time": 0.0}
            data = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PUT = do_DELETE = _answer  # noqa: N815 - as the library calls them

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        host.port = server.server_port
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield host
        finally:
            server.shutdown()
            thread.join()
            host.close()
