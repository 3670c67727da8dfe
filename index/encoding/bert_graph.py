"""The graph of a model of BERT's kind: both kinds of vectors, from one pass."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from onnx import TensorProto

from index.encoding.bert import Bert
from index.encoding.graph import Graph
from index.encoding.onnx import INPUTS

__all__ = ["add_layers", "write_encoder"]


def write_encoder(bert: Bert, path: Path) -> None:
    """Write the graph that gives the dense vector and the token vectors, L2-normalised."""
    graph = Graph()
    hidden = add_layers(graph, bert)
    graph.normalized(hidden, "tokens")
    counted = graph.add("Cast", "attention_mask", name="counted", to=TensorProto.FLOAT)
    column = graph.add("Unsqueeze", counted, graph.axis(2), name="counted column")
    kept = graph.add("Mul", hidden, column, name="kept")
    total = graph.add("ReduceSum", kept, graph.axis(1), name="total", keepdims=0)
    count = graph.add("ReduceSum", counted, graph.axis(1), name="count", keepdims=1)
    count = graph.add("Clip", count, graph.number(1e-9), name="count clipped")
    graph.normalized(graph.add("Div", total, count, name="mean"), "dense")
    graph.save(
        path,
        INPUTS,
        {"dense": ["batch", bert.size], "tokens": ["batch", "token", bert.size]},
    )


def add_layers(graph: Graph, bert: Bert, *, padded: bool = True) -> str:
    """Add all layers of the model, and return the name of the last one's output.

    `padded` tells that tokens may be padding, as `attention_mask` says then.
    """
    ids, kinds, *mask = (
        graph.add("Cast", name, name=f"{name} in 32 bits", to=TensorProto.INT32)
        for name in ("input_ids", "token_type_ids", *["attention_mask"] * padded)
    )
    weights = bert.weights

    def own(*names: str) -> list[str]:
        return [graph.weight(name, weights[name]) for name in names]

    tables = own(
        "embeddings.word_embeddings.weight",
        "embeddings.position_embeddings.weight",
        "embeddings.token_type_embeddings.weight",
        "embeddings.LayerNorm.weight",
        "embeddings.LayerNorm.bias",
    )
    hidden = graph.add(
        "EmbedLayerNormalization",
        *(ids, kinds, *tables, *mask),
        name="embeddings",
        more=["lengths"],
        fused=True,
        epsilon=bert.epsilon,
    )
    for number in range(bert.layers):
        layer = f"encoder.layer.{number}"
        three = [f"{layer}.attention.self.{part}" for part in ("query", "key", "value")]
        joined = np.concatenate([weights[f"{part}.weight"].T for part in three], 1)
        biases = np.concatenate([weights[f"{part}.bias"] for part in three])
        found = graph.add(
            "Attention",
            hidden,
            graph.weight(f"{layer}.attention.self.weight", joined),
            graph.weight(f"{layer}.attention.self.bias", biases),
            *["lengths"] * padded,
            name=f"{layer}.attention.self",
            fused=True,
            num_heads=bert.heads,
        )
        hidden = _with_skipped(graph, bert, found, hidden, f"{layer}.attention.output")
        inner = _biased(graph, bert, hidden, f"{layer}.intermediate.dense")
        found = graph.add("Gelu", inner, name=f"{layer}.gelu", fused=True)
        hidden = _with_skipped(graph, bert, found, hidden, f"{layer}.output")
    return hidden


def _with_skipped(graph: Graph, bert: Bert, found: str, before: str, name: str) -> str:
    """Add what a block gives to what went into it, and normalise.

    In three steps: ONNX Runtime's one for all of them, SkipLayerNormalization, sums number by
    number, and took a fifth of the time of a passage.
    """
    dense = _biased(graph, bert, found, f"{name}.dense")
    both = graph.add("Add", dense, before, name=f"{name}.with skipped")
    parts = (f"{name}.LayerNorm.weight", f"{name}.LayerNorm.bias")
    values = [graph.weight(part, bert.weights[part]) for part in parts]
    return graph.add("LayerNormalization", both, *values, name=name, axis=-1, epsilon=bert.epsilon)


def _biased(graph: Graph, bert: Bert, inputs: str, name: str) -> str:
    """Add a layer with its bias."""
    bias = graph.weight(f"{name}.bias", bert.weights[f"{name}.bias"])
    found = graph.linear(inputs, name, bert.weights)
    return graph.add("Add", found, bias, name=f"{name} biased")
