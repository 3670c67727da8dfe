"""One system that answers from passages, in a process of its own; `bench.peers` runs it.

Only the standard library is imported here: each system imports what it needs, where it is needed.
"""

# ruff: noqa: ANN401, ARG002, D101, D102 - every system does the same, each with its own types
from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any, Protocol

FOUND = 5


class System(Protocol):
    """Passages in, the best passage for a question out."""

    def build(self, texts: list[str]) -> None: ...

    def load(self) -> None: ...

    def ask(self, question: str) -> str: ...


class SentenceTransformersFaiss:
    """The plain pair: encode, search."""

    def __init__(self, model: str, folder: Path) -> None:
        import faiss
        from sentence_transformers import SentenceTransformer

        self.faiss, self.folder = faiss, folder
        self.model = SentenceTransformer(model, device="cpu")

    def encode(self, texts: list[str]) -> Any:
        return self.model.encode(texts, normalize_embeddings=True, show_progress_bar=False)

    def build(self, texts: list[str]) -> None:
        vectors = self.encode(texts)
        self.index: Any = self.faiss.IndexFlatIP(vectors.shape[1])
        self.index.add(vectors)
        self.texts = texts
        self.faiss.write_index(self.index, str(self.folder / "vectors"))
        (self.folder / "texts.json").write_text(json.dumps(texts))

    def load(self) -> None:
        self.index = self.faiss.read_index(str(self.folder / "vectors"))
        self.texts = json.loads((self.folder / "texts.json").read_text())

    def ask(self, question: str) -> str:
        _, found = self.index.search(self.encode([question]), FOUND)
        return str(self.texts[found[0][0]])


class Txtai:
    def __init__(self, model: str, folder: Path) -> None:
        from txtai import Embeddings

        self.folder = folder
        self.embeddings = Embeddings(path=model, content=True, backend="faiss", gpu=False)

    def build(self, texts: list[str]) -> None:
        self.embeddings.index(texts)
        self.embeddings.save(str(self.folder / "index"))

    def load(self) -> None:
        self.embeddings.load(str(self.folder / "index"))

    def ask(self, question: str) -> str:
        return str(self.embeddings.search(question, FOUND)[0]["text"])


class Haystack:
    def __init__(self, model: str, folder: Path) -> None:
        try:
            from haystack.components.embedders import SentenceTransformersTextEmbedder as Embedder
        except ImportError:
            from haystack_integrations.components.embedders.sentence_transformers import (
                SentenceTransformersTextEmbedder as Embedder,
            )
        self.path = str(folder / "store.json")
        self.embedder = Embedder(model=model, progress_bar=False, normalize_embeddings=True)
        self.embedder.warm_up()

    def _open(self, store: Any) -> None:
        from haystack.components.retrievers import InMemoryEmbeddingRetriever

        self.retriever = InMemoryEmbeddingRetriever(store, top_k=FOUND)

    def build(self, texts: list[str]) -> None:
        from haystack import Document
        from haystack.document_stores.in_memory import InMemoryDocumentStore

        store = InMemoryDocumentStore(embedding_similarity_function="dot_product")
        store.write_documents(
            [Document(content=t, embedding=self.embedder.run(text=t)["embedding"]) for t in texts]
        )
        store.save_to_disk(self.path)
        self._open(store)

    def load(self) -> None:
        from haystack.document_stores.in_memory import InMemoryDocumentStore

        self._open(InMemoryDocumentStore.load_from_disk(self.path))

    def ask(self, question: str) -> str:
        vector = self.embedder.run(text=question)["embedding"]
        return str(self.retriever.run(query_embedding=vector)["documents"][0].content)


class LlamaIndex:
    def __init__(self, model: str, folder: Path) -> None:
        from llama_index.embeddings.huggingface import HuggingFaceEmbedding

        self.folder = str(folder / "store")
        self.embedding = HuggingFaceEmbedding(model_name=model, device="cpu")

    def build(self, texts: list[str]) -> None:
        from llama_index.core import VectorStoreIndex
        from llama_index.core.schema import TextNode

        index = VectorStoreIndex([TextNode(text=t) for t in texts], embed_model=self.embedding)
        index.storage_context.persist(self.folder)
        self.retriever = index.as_retriever(similarity_top_k=FOUND)

    def load(self) -> None:
        from llama_index.core import StorageContext, load_index_from_storage

        context = StorageContext.from_defaults(persist_dir=self.folder)
        index = load_index_from_storage(context, embed_model=self.embedding)
        self.retriever = index.as_retriever(similarity_top_k=FOUND)

    def ask(self, question: str) -> str:
        return str(self.retriever.retrieve(question)[0].get_content())


class Careerbot:
    """What is measured here, asked for whole answers; its index is there before."""

    def __init__(self, model: str, folder: Path) -> None:
        from bot.settings import Settings
        from index.load import FolderIndex

        self.settings = Settings.read(index=folder / "index")
        self.index = FolderIndex.open(self.settings.index_folder)

    def encode(self, texts: list[str]) -> Any:
        return self.index.encoder.encode(texts)

    def build(self, texts: list[str]) -> None:
        self.load()

    def load(self) -> None:
        from bot.answering.answerer import Answerer

        self.answerer = Answerer(self.index)

    def ask(self, question: str) -> str:
        return self.answerer.answer(question).answer


class Encoder(Careerbot):
    """The bare pass of this project's encoder."""

    def ask(self, question: str) -> str:
        return str(self.index.encoder.encode([question], query=True)[0].dense[0])


SYSTEMS: dict[str, Any] = {
    "careerbot": Careerbot,
    "encoder": Encoder,
    "sentence-transformers + FAISS": SentenceTransformersFaiss,
    "txtai": Txtai,
    "Haystack": Haystack,
    "LlamaIndex": LlamaIndex,
}


def memory() -> float:
    """Return the memory of this process that is its own or mapped, in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def main() -> None:
    """Answer one question, or commands from standard input, one JSON object a line."""
    name, model, folder = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    system: Any = SYSTEMS[name](model, folder)
    if len(sys.argv) > 4:
        system.load()
        print(system.ask(sys.argv[4]), flush=True)
        return
    for line in sys.stdin:
        command, value = next(iter(json.loads(line).items()))
        started = time.perf_counter()
        said = getattr(system, command)(*([value] if value is not None else []))
        seconds = time.perf_counter() - started
        shown = said if isinstance(said, str) else ""
        print(json.dumps({"seconds": seconds, "said": shown, "memory": memory()}), flush=True)


if __name__ == "__main__":
    main()
