"""The graph of the reader: a question and a passage, read together, become one score.

The same network as `index.encoding.reader_network`, which it is trained as.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np

from index.encoding.adapter import Weights
from index.encoding.bert import Bert
from index.encoding.bert_graph import add_layers
from index.encoding.graph import MAPPED_FROM, Graph
from index.encoding.onnx import READER_INPUTS
from index.encoding.quiet import quiet

__all__ = ["write_reader", "write_whole_reader"]

HEAD = "head."
"""What the names of the head's nodes begin with."""
LAYERS = ["Attention", "MatMul"]
"""The operators whose weights are rounded."""
SLOWER = ["SkipLayerNormFusion", "BiasGeluFusion"]
"""What ONNX Runtime joins to no good: a layer takes its bias itself, and for the other one see
`index.encoding.bert_graph`."""
SHARP = 20
"""How much the passage's token most alike counts before the others."""


def write_reader(bert: Bert, head: Weights, path: Path) -> None:
    """Write the graph that gives a score a pair, the weights of its layers in eight bits."""
    with tempfile.TemporaryDirectory(dir=path.parent) as temporary:
        whole, rounded = (Path(temporary) / name for name in ("whole.onnx", "rounded.onnx"))
        write_whole_reader(bert, head, whole)
        _quantize(whole, rounded)
        _join(rounded, path)


def write_whole_reader(bert: Bert, head: Weights, path: Path) -> None:
    """Write the graph that gives the score of one pair, (1,), whose tokens none of are padding."""
    graph = Graph()
    hidden = add_layers(graph, bert, padded=False)
    asked, said = _sides(graph, hidden)
    turned = graph.normalized(said, "head.said direction")
    turned = graph.add("Transpose", turned, name="head.said turned", perm=[0, 2, 1])
    alike = graph.normalized(asked, "head.asked direction")
    alike = graph.add("MatMul", alike, turned, name="head.alike")
    sharp = graph.add("Mul", alike, graph.number(SHARP), name="head.alike sharpened")
    sharp = graph.add("Softmax", sharp, name="head.shares", axis=2)
    met = graph.add("MatMul", sharp, said, name="head.met")
    apart = graph.add("Sub", asked, met, name="head.apart")
    product = graph.add("Mul", asked, met, name="head.product")
    each = graph.add("Concat", asked, met, apart, product, name="head.each", axis=2)
    late = graph.add("ReduceMax", alike, name="head.most alike", axes=[2], keepdims=0)
    late = graph.add("Sub", late, graph.number(float(head["scale"][1])), name="head.beyond nothing")
    late = graph.add("Mul", late, graph.number(float(head["scale"][0])), name="head.late")
    judged = graph.add("Add", late, _judged(graph, head, each, "token", 2), name="head.judged")
    weighed = graph.add("Mul", judged, _emphasis(graph, head, asked), name="head.weighed")
    tokens = graph.add("ReduceSum", weighed, graph.axis(1), name="head.tokens", keepdims=0)
    first = graph.add("Gather", hidden, graph.axis(0), name="head.first", axis=1)
    first = graph.add("Squeeze", first, graph.axis(1), name="head.first alone")
    means = [
        graph.add("ReduceMean", side, name=f"{side} mean", axes=[1], keepdims=0)
        for side in (asked, said)
    ]
    wholes = graph.add("Concat", first, *means, name="head.wholes", axis=1)
    graph.add("Add", tokens, _judged(graph, head, wholes, "whole", 1), name="scores")
    graph.save(path, READER_INPUTS, {"scores": [1]})


def _quantize(graph: Path, path: Path) -> None:
    """Write a graph with the weights of its layers in eight bits: it reads in half the time.

    Seven of the eight are used, since without them processors that lack VNNI would overflow and
    say something else. The head stays as it is.
    """
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    nodes = onnx.load(str(graph), load_external_data=False).graph.node
    with quiet():  # it asks for preparations that this graph doesn't need
        quantize_dynamic(
            str(graph),
            str(path),
            op_types_to_quantize=LAYERS,
            nodes_to_exclude=[node.name for node in nodes if node.name.startswith(HEAD)],
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT, "MatMulConstBOnly": True},
            use_external_data_format=True,
        )


def _join(graph: Path, path: Path) -> None:
    """Write a graph with what quantising left apart in one operator: a tenth of the time."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.optimized_model_filepath = str(path)
    for key, value in (("file_name", f"{path.name}.data"), ("min_size_in_bytes", MAPPED_FROM)):
        options.add_session_config_entry(
            f"session.optimized_model_external_initializers_{key}", str(value)
        )
    onnxruntime.InferenceSession(
        str(graph), options, ["CPUExecutionProvider"], disabled_optimizers=SLOWER
    )


def _sides(graph: Graph, hidden: str) -> tuple[str, str]:
    """Return the tokens of the question, and those of the passage, (1, token, size)."""
    count = graph.add(
        "ReduceSum", "token_type_ids", graph.axis(1), name="head.count of said", keepdims=0
    )
    cut = graph.add("Neg", count, name="head.cut")
    first, end, along = graph.axis(0), graph.axis(np.iinfo(np.int64).max), graph.axis(1)
    return (
        graph.add("Slice", hidden, first, cut, along, name="head.asked"),
        graph.add("Slice", hidden, cut, end, along, name="head.said"),
    )


def _emphasis(graph: Graph, head: Weights, asked: str) -> str:
    """How much each token of the question counts, (1, token)."""
    emphasis = graph.weight("head.emphasis weight", head["emphasis"] / np.float32(10))
    weights = graph.add("MatMul", asked, emphasis, name="head.emphasis")
    return graph.add("Softmax", weights, name="head.weights", axis=1)


def _judged(graph: Graph, head: Weights, inputs: str, name: str, last: int) -> str:
    """What a small network of two layers says, its `last` axis of one number left out."""
    named = {f"{HEAD}{key}": values for key, values in head.items()}
    inner = graph.linear(inputs, f"head.{name}.0", named)
    bias = graph.weight(f"head.{name}.0.bias", head[f"{name}.0.bias"])
    inner = graph.add("BiasGelu", inner, bias, name=f"head.{name}.1", fused=True)
    found = graph.linear(inner, f"head.{name}.2", named)
    bias = graph.weight(f"head.{name}.2.bias", head[f"{name}.2.bias"])
    found = graph.add("Add", found, bias, name=f"head.{name}.3")
    return graph.add("Squeeze", found, graph.axis(last), name=f"head.{name}")
