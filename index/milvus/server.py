"""A Milvus server, or a file of Milvus Lite, as an index uses it: its client, with our errors."""

from __future__ import annotations

import json
import logging
import os
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.addresses import ServerAddress
from index.errors import IndexUnusableError
from index.server.client import (
    AWAY,
    BUILD,
    DENSE,
    LINKS,
    LONG,
    QUICK,
    SEARCH,
    SPARSE_WORDS,
    Server,
    ServerAwayError,
    release_of,
)
from index.server.rows import LONGEST

if TYPE_CHECKING:
    from pymilvus import MilvusClient

__all__ = ["MilvusServer"]

OLDEST = (2, 3)
"""The first server with what is used here: `upsert` and `count(*)`."""
SPARSE = (2, 4)
"""The first one with sparse vectors."""
CONNECTION = {"grpc.initial_reconnect_backoff_ms": 200, "grpc.max_reconnect_backoff_ms": 2000}
"""A server that was away is found again soon after it is back; gRPC would wait up to minutes."""
LITE_CONNECTION = {"grpc.keepalive_time_ms": 2**31 - 1}
"""Milvus Lite hangs up on who asks too often whether it is there."""
_AWAY = re.compile(r"unavailable|connect|not ready|retry|timeout|attempt #", re.IGNORECASE)
"""What is said of a server that can't be reached, or is only starting."""
_GONE = re.compile(r"not exist|not found|can't find|cannot find", re.IGNORECASE)


class MilvusServer(Server):
    """Calls of one address, to a server or to Milvus Lite."""

    def __init__(self, address: ServerAddress) -> None:
        self.address = address
        # What gRPC says of connections that come and go is no message to a person.
        os.environ.setdefault("GRPC_VERBOSITY", "NONE")
        from pymilvus import MilvusClient

        # The client logs every refusal with its traceback, also those that are expected.
        for name in ("pymilvus", *(["grpc._server"] if address.in_file else [])):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        with self._told():
            self._client: MilvusClient = MilvusClient(
                uri=address.uri,
                token=address.token or "",
                timeout=QUICK,
                grpc_options=LITE_CONNECTION if address.in_file else CONNECTION,
            )
            self.version: str = self._client.get_server_version(timeout=QUICK)
        release = release_of(self.version, OLDEST)
        self.sparse = address.in_file or release >= SPARSE
        if not address.in_file and release < OLDEST:
            raise IndexUnusableError(f"{address}: Milvus {self.version} is older than 2.3")

    @contextmanager
    def _told(self) -> Iterator[None]:
        import grpc
        from pymilvus.exceptions import MilvusException

        try:
            yield
        except MilvusException as error:
            raise self._said(str(error.message)) from error
        except grpc.RpcError as error:
            raise self._said(str(error)) from error

    def _said(self, reason: str) -> IndexUnusableError:
        # What comes first is the way that the refusal took through the server.
        short = " ".join(reason.split())[-200:]
        text = f"{self.address}: Milvus says {short!r}: see that it runs, and can be reached"
        return ServerAwayError(text) if _AWAY.search(short) else IndexUnusableError(text)

    def close(self) -> None:
        """End the connection."""
        self._client.close()

    def target(self) -> str | None:
        """Return the collection that the address leads to; None where there is none yet."""
        from pymilvus.exceptions import MilvusException

        with self._told():
            try:
                found = self._client.describe_alias(self.address.name, timeout=QUICK)
            except MilvusException as error:
                if _GONE.search(str(error.message)):
                    return None
                raise
        return str(found["collection_name"])

    def has(self, collection: str) -> bool:
        """Tell whether there is a collection, or an alias, of a name."""
        with self._told():
            return bool(self._client.has_collection(collection, timeout=QUICK))

    def collections(self) -> list[str]:
        """Return the names of all collections."""
        with self._told():
            return [str(each) for each in self._client.list_collections(timeout=QUICK)]

    def create(self, collection: str, dimensions: int) -> None:
        """Make the two collections of a version, where they aren't there."""
        from pymilvus import DataType

        passages, records = self._schema(), self._schema()
        passages.add_field("number", DataType.INT64, is_primary=True)
        passages.add_field("key", DataType.INT64)
        passages.add_field("article", DataType.INT64)
        passages.add_field(DENSE, DataType.FLOAT_VECTOR, dim=dimensions)
        passages.add_field("words", DataType.VARCHAR, max_length=LONGEST)
        passages.add_field("record", DataType.VARCHAR, max_length=LONGEST)
        if self.sparse:
            passages.add_field(SPARSE_WORDS, DataType.SPARSE_FLOAT_VECTOR)
        records.add_field("key", DataType.VARCHAR, is_primary=True, max_length=100)
        records.add_field("text", DataType.VARCHAR, max_length=LONGEST)
        # A collection has to have a vector.
        records.add_field("none", DataType.FLOAT_VECTOR, dim=2)
        for name, schema in ((collection, passages), (_records_of(collection), records)):
            if not self.has(name):
                with self._told():
                    self._client.create_collection(name, schema=schema, timeout=LONG)

    def _schema(self) -> Any:  # noqa: ANN401 - the client's
        return self._client.create_schema(auto_id=False, enable_dynamic_field=False)

    def put(self, collection: str, rows: Sequence[dict[str, Any]]) -> None:
        """Write passages; see `Server.put`."""

        def put() -> None:
            with self._told():
                self._client.upsert(collection, list(rows), timeout=AWAY)

        self.patiently(put)

    def put_texts(self, collection: str, texts: Sequence[tuple[str, str]]) -> None:
        """Write keys and texts into the records of a collection of passages."""
        rows = [{"key": key, "text": text, "none": [0.0, 0.0]} for key, text in texts]
        self.put(_records_of(collection), rows)

    def load(self, collection: str) -> None:
        """Write all to disk, wait for the search index to be complete, and load it for searches.

        What is searched before would find too little.
        """
        client, dense, none = self._client, DENSE, "none"
        params = client.prepare_index_params()
        built = {"M": LINKS, "efConstruction": BUILD}
        params.add_index(dense, index_type="HNSW", metric_type="IP", params=built)
        if self.sparse:
            params.add_index(
                SPARSE_WORDS, index_type="SPARSE_INVERTED_INDEX", metric_type="IP", params={}
            )
        flat = client.prepare_index_params()
        flat.add_index(none, index_type="FLAT", metric_type="L2", params={})

        def load(name: str, made: Any, field: str) -> None:  # noqa: ANN401 - the client's
            client.flush(name, timeout=LONG)
            client.create_index(name, made, timeout=LONG)
            self._wait_for_index(name, field)
            client.load_collection(name, timeout=LONG)

        def both() -> None:  # most of it is waiting
            with self._told(), ThreadPoolExecutor(2) as two:
                done = [
                    two.submit(load, collection, params, dense),
                    two.submit(load, _records_of(collection), flat, none),
                ]
                for each in done:
                    each.result()

        self.patiently(both)

    def _wait_for_index(self, collection: str, field: str) -> None:
        def indexed() -> bool:
            state = self._client.describe_index(collection, field, timeout=QUICK)
            return int(state["pending_index_rows"]) == 0 and state["state"] == "Finished"

        self.until_indexed(collection, indexed)

    def ready(self, collection: str) -> None:
        """Load a collection where it isn't: Milvus Lite begins with none."""
        for name in (collection, _records_of(collection)):
            if not self.is_loaded(name):
                with self._told():
                    self._client.load_collection(name, timeout=LONG)

    def is_loaded(self, collection: str) -> bool:
        """Tell whether a collection can be searched."""
        with self._told():
            state = self._client.get_load_state(collection, timeout=QUICK)
        return str(state["state"]).endswith("Loaded") and "Not" not in str(state["state"])

    def count(self, collection: str) -> int:
        """Return how many passages a loaded collection has."""
        return int(self._query(collection, "", ["count(*)"], strong=True)[0]["count(*)"])

    def drop(self, collection: str) -> None:
        """Delete a version's collections."""
        with self._told():
            for name in (_records_of(collection), collection):
                if self._client.has_collection(name, timeout=QUICK):
                    self._client.drop_collection(name, timeout=LONG)

    def lead_to(self, collection: str) -> None:
        """Let the address lead to a collection, in one step."""
        there = self.target() is not None
        with self._told():
            if there:
                self._client.alter_alias(collection, self.address.name, timeout=QUICK)
            else:
                self._client.create_alias(collection, self.address.name, timeout=QUICK)

    def rows(
        self, collection: str, numbers: Sequence[int], fields: Sequence[str]
    ) -> list[dict[str, Any]]:
        """Return `number`, and these fields, of those of the passages that are there."""
        return self._query(collection, f"number in {list(numbers)}", ["number", *fields])

    def numbers(self, collection: str, key: int) -> list[int]:
        """Return the numbers of the passages with a key."""
        return [int(row["number"]) for row in self._query(collection, f"key == {key}", ["number"])]

    def texts(self, collection: str, keys: Sequence[str], *, strong: bool) -> dict[str, str]:
        """Return the texts that there are, by key; `strong`: also those written just now."""
        where, fields = f"key in {json.dumps(list(keys))}", ["key", "text"]
        rows = self._query(_records_of(collection), where, fields, strong=strong)
        return {str(row["key"]): str(row["text"]) for row in rows}

    def _query(
        self, collection: str, where: str, fields: Sequence[str], *, strong: bool = False
    ) -> list[dict[str, Any]]:
        level = "Strong" if strong else "Eventually"
        with self._told():
            return list(
                self._client.query(
                    collection,
                    filter=where,
                    output_fields=list(fields),
                    consistency_level=level,
                    timeout=QUICK,
                )
            )

    def nearest(
        self,
        collection: str,
        vector: NDArray[np.float32],
        count: int,
        articles: Sequence[int] | None,
    ) -> list[int]:
        """Return the numbers of the passages nearest to a vector, best first."""
        effort = {"ef": max(SEARCH, count)}
        return self._search(collection, vector, DENSE, count, articles, effort)

    def with_words(
        self, collection: str, columns: Sequence[int], count: int, articles: Sequence[int] | None
    ) -> list[int]:
        """Return the numbers of the passages that BM25 puts first, best first."""
        vector = dict.fromkeys(columns, 1.0)
        return self._search(collection, vector, SPARSE_WORDS, count, articles, {})

    def _search(
        self,
        collection: str,
        vector: object,
        field: str,
        count: int,
        articles: Sequence[int] | None,
        effort: dict[str, int],
    ) -> list[int]:
        with self._told():
            found = self._client.search(
                collection,
                data=[vector],
                anns_field=field,
                limit=count,
                filter="" if articles is None else f"article in {list(articles)}",
                output_fields=["number"],
                search_params={"metric_type": "IP", "params": effort},
                consistency_level="Eventually",
                timeout=QUICK,
            )
        return [int(hit["entity"]["number"]) for hit in found[0]]


def _records_of(collection: str) -> str:
    """The name of the collection with all else of a version, given that of its passages."""
    return f"{collection}_records"
