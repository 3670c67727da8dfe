"""A Qdrant server, or a folder of its client, as an index uses it."""

from __future__ import annotations

import atexit
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from threading import RLock
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import numpy as np
from numpy.typing import NDArray
from qdrant_client import QdrantClient, models
from qdrant_client.common.client_exceptions import ResourceExhaustedResponse
from qdrant_client.http.exceptions import ResponseHandlingException, UnexpectedResponse
from qdrant_client.models import FieldCondition, Filter, SparseVector

from index.addresses import ServerAddress
from index.errors import IndexUnusableError
from index.server.client import (
    AWAY,
    BUILD,
    DENSE,
    LINKS,
    QUICK,
    SEARCH,
    SPARSE_WORDS,
    Server,
    ServerAwayError,
    release_of,
)
from index.server.rows import packed, unpacked

__all__ = ["QdrantServer"]

OLDEST = (1, 10)
"""The first server with what is used here: its one call for every search."""
MOST = 10
"""Passages of one key that are looked at: two of the same are rare."""
MAJORITY = models.ReadConsistencyType.MAJORITY
_UNAVAILABLE = (429, 502, 503, 504)
_IN_FOLDER = RLock()
"""The client's folders are for one thread at a time."""


class QdrantServer(Server):
    """Calls of one address, to a server or to a folder.

    A version is one collection: passages are its points with vectors, and texts those without.
    """

    sparse = True

    def __init__(self, address: ServerAddress) -> None:
        self.address = address

        def client(seconds: float) -> QdrantClient:
            return QdrantClient(
                url=address.uri,
                # As `api_key` it would be warned of, wherever there is no TLS.
                headers={"api-key": address.token} if address.token else None,
                timeout=int(seconds),
                check_compatibility=False,
            )

        with self._told():
            if address.in_file:
                self._client = self._patient = _folder(address.uri)
                return
            self._client, self._patient = client(QUICK), client(AWAY)
            version = self._client.info().version
        if release_of(version, OLDEST) < OLDEST:
            raise IndexUnusableError(f"{address}: Qdrant {version} is older than 1.10")

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            if self.address.in_file:
                with _IN_FOLDER:
                    yield
            else:
                yield
        except UnexpectedResponse as error:
            away = error.status_code in _UNAVAILABLE
            raise self._said(_reason(error), away=away) from error
        except (ResponseHandlingException, ResourceExhaustedResponse) as error:
            raise self._said(str(error) or repr(error), away=True) from error
        except (ValueError, RuntimeError) as error:  # what a folder raises
            raise self._said(str(error), away=False) from error

    def _said(self, reason: str, *, away: bool) -> IndexUnusableError:
        short = " ".join(reason.split())[:200]
        text = f"{self.address}: Qdrant says {short!r}: see that it runs, and can be reached"
        return ServerAwayError(text) if away else IndexUnusableError(text)

    def close(self) -> None:
        """End the connection; a folder stays open for as long as the process lives."""
        if not self.address.in_file:
            self._client.close()
            self._patient.close()

    def target(self) -> str | None:
        """Return the collection that the address leads to; None where there is none yet."""
        with self._told():
            aliases = self._client.get_aliases().aliases
        named = (each for each in aliases if each.alias_name == self.address.name)
        return next((each.collection_name for each in named), None)

    def lead_to(self, collection: str) -> None:
        """Let the address lead to a collection, in one step."""
        name = self.address.name
        made = models.CreateAlias(collection_name=collection, alias_name=name)
        steps: list[models.AliasOperations] = [models.CreateAliasOperation(create_alias=made)]
        if self.target() is not None:
            gone = models.DeleteAlias(alias_name=name)
            steps.insert(0, models.DeleteAliasOperation(delete_alias=gone))
        with self._told():
            self._client.update_collection_aliases(steps)

    def collections(self) -> list[str]:
        """Return the names of all collections."""
        with self._told():
            return [each.name for each in self._client.get_collections().collections]

    def has(self, collection: str) -> bool:
        """Tell whether there is a collection, or an alias, of a name."""
        with self._told():
            return self._client.collection_exists(collection)

    def create(self, collection: str, dimensions: int) -> None:
        """Make the collection of a version, where it isn't there."""
        dense = models.VectorParams(
            size=dimensions,
            distance=models.Distance.DOT,
            hnsw_config=models.HnswConfigDiff(m=LINKS, ef_construct=BUILD),
        )
        there = self.has(collection)
        with self._told():
            if not there:
                self._patient.create_collection(
                    collection,
                    vectors_config={DENSE: dense},
                    sparse_vectors_config={SPARSE_WORDS: models.SparseVectorParams()},
                    on_disk_payload=True,
                )
            for name in ("article", "key") if not self.address.in_file else ():
                self._patient.create_payload_index(
                    collection, name, models.PayloadSchemaType.INTEGER
                )

    def drop(self, collection: str) -> None:
        """Delete a version."""
        with self._told():
            self._patient.delete_collection(collection)

    def put(self, collection: str, rows: Sequence[dict[str, Any]]) -> None:
        """Write passages; see `Server.put`.

        Dense vectors stand in the payload, too: those of 100 points, as the numbers that Qdrant
        would return, cost the client 30 ms.
        """
        points = [
            models.PointStruct(
                id=row["number"],
                vector={
                    DENSE: row[DENSE].tolist(),
                    SPARSE_WORDS: SparseVector(
                        indices=list(row[SPARSE_WORDS]), values=list(row[SPARSE_WORDS].values())
                    ),
                },
                payload={
                    **{name: row[name] for name in ("key", "article", "words", "record")},
                    DENSE: packed(row[DENSE].tobytes()),
                },
            )
            for row in rows
        ]
        self._put(collection, points)

    def put_texts(self, collection: str, texts: Sequence[tuple[str, str]]) -> None:
        """Write keys and texts, as points without vectors."""
        points = [
            models.PointStruct(id=_id_of(key), vector={}, payload={"name": key, "text": text})
            for key, text in texts
        ]
        self._put(collection, points)

    def _put(self, collection: str, points: Sequence[Any]) -> None:
        def put() -> None:
            with self._told():
                self._patient.upsert(collection, list(points), wait=True)

        self.patiently(put)

    def load(self, collection: str) -> None:
        """Wait until Qdrant indexes no more.

        What isn't indexed yet is searched, too, only more slowly.
        """

        def indexed() -> bool:
            with self._told():
                status = self._client.get_collection(collection).status
            if status == models.CollectionStatus.RED:
                raise IndexUnusableError(f"{self.address}: Qdrant can't index {collection}")
            return status != models.CollectionStatus.YELLOW

        self.until_indexed(collection, indexed)

    def is_loaded(self, collection: str) -> bool:
        """Tell whether there is a collection: Qdrant searches each."""
        return self.has(collection)

    def ready(self, collection: str) -> None:
        """Do nothing: Qdrant opens what it has by itself."""

    def count(self, collection: str) -> int:
        """Return how many passages a collection has."""
        passages = Filter(must=[FieldCondition(key="article", range=models.Range(gte=0))])
        with self._told():
            return self._client.count(collection, passages, exact=True).count

    def rows(
        self, collection: str, numbers: Sequence[int], fields: Sequence[str]
    ) -> list[dict[str, Any]]:
        """Return `number`, and these fields, of those of the passages that are there."""
        with self._told():
            found = self._client.retrieve(collection, numbers, with_payload=list(fields))
        rows = [{"number": each.id, **(each.payload or {})} for each in found]
        for row in rows:
            if DENSE in row:
                row[DENSE] = np.frombuffer(unpacked(row[DENSE]), np.float32)
        return rows

    def numbers(self, collection: str, key: int) -> list[int]:
        """Return the numbers of the passages with a key."""
        of_key = Filter(must=[FieldCondition(key="key", match=models.MatchValue(value=key))])
        with self._told():
            found, _ = self._client.scroll(collection, of_key, MOST, with_payload=False)
        return [int(each.id) for each in found]

    def texts(self, collection: str, keys: Sequence[str], *, strong: bool) -> dict[str, str]:
        """Return the texts that there are, by key; `strong`: also those written just now."""
        with self._told():
            found = self._client.retrieve(
                collection,
                [_id_of(key) for key in keys],
                consistency=MAJORITY if strong else None,
            )
        payloads = [each.payload or {} for each in found]
        return {str(each["name"]): str(each["text"]) for each in payloads}

    def nearest(
        self,
        collection: str,
        vector: NDArray[np.float32],
        count: int,
        articles: Sequence[int] | None,
    ) -> list[int]:
        """Return the numbers of the passages nearest to a vector, best first."""
        return self._search(collection, vector.tolist(), DENSE, count, articles)

    def with_words(
        self, collection: str, columns: Sequence[int], count: int, articles: Sequence[int] | None
    ) -> list[int]:
        """Return the numbers of the passages that BM25 puts first, best first."""
        asked = SparseVector(indices=list(columns), values=[1.0] * len(columns))
        return self._search(collection, asked, SPARSE_WORDS, count, articles)

    def _search(
        self,
        collection: str,
        vector: list[float] | SparseVector,
        field: str,
        count: int,
        articles: Sequence[int] | None,
    ) -> list[int]:
        of_them = None
        if articles is not None:
            among = models.MatchAny(any=list(articles))
            of_them = Filter(must=[FieldCondition(key="article", match=among)])
        dense = field == DENSE and not self.address.in_file  # which compares all
        with self._told():
            found = self._client.query_points(
                collection,
                query=vector,
                using=field,
                limit=count,
                query_filter=of_them,
                search_params=models.SearchParams(hnsw_ef=max(SEARCH, count)) if dense else None,
                with_payload=False,
            )
        return [int(each.id) for each in found.points]


@cache
def _folder(path: str) -> QdrantClient:
    """The client of a folder, which opens it once for as long as the process lives."""
    client = QdrantClient(path=path, force_disable_check_same_thread=True)
    atexit.register(client.close)  # later, too much of Python is gone
    return client


def _reason(refused: UnexpectedResponse) -> str:
    """What Qdrant says of a call, or what stands before it."""
    with suppress(ValueError, LookupError, TypeError):
        return str(refused.structured()["status"]["error"])
    return refused.content.decode("utf-8", "replace") or refused.reason_phrase


def _id_of(key: str) -> str:
    """What a point of text is known by: a number, or a UUID such as this one."""
    return str(uuid5(NAMESPACE_URL, key))
