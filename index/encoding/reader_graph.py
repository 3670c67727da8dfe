"""The graph of the reader: a question and a passage, read together, become one score.

The same network as `index.encoding.reader_network`, which it is trained as.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from onnx import TensorProto

from index.encoding.adapter import Weights
from index.encoding.bert import Bert
from index.encoding.bert_graph import add_layers
from index.encoding.graph import Graph
from index.encoding.onnx import INPUTS
from index.encoding.quiet import quiet

__all__ = ["write_reader", "write_whole_reader"]

HEAD = "head."
"""What the names of the head's nodes begin with."""
LAYERS = ["Attention", "MatMul"]
"""The operators whose weights are rounded."""
SHARP = 20
"""How much the passage's token most alike counts before the others."""


def write_reader(bert: Bert, head: Weights, path: Path) -> None:
    """Write the graph that gives a score a pair, the weights of its layers in eight bits."""
    whole = path.with_name(f"whole-{path.name}")
    write_whole_reader(bert, head, whole)
    _quantize(whole, path)
    for left in path.parent.glob(f"{whole.name}*"):
        left.unlink()


def write_whole_reader(bert: Bert, head: Weights, path: Path) -> None:
    """Write the graph that gives a score a pair, (batch,)."""
    graph = Graph()
    hidden = add_layers(graph, bert)
    asked, said = _sides(graph)
    row = graph.add("Unsqueeze", said, graph.axis(1), name="head.said row")
    sides = graph.normalized(hidden, "head.sides")
    turned = graph.add("Transpose", sides, name="head.sides turned", perm=[0, 2, 1])
    alike = graph.add("MatMul", sides, turned, name="head.alike anywhere")
    alike = graph.add("Where", row, alike, graph.number(-1), name="head.alike")
    sharp = graph.add("Mul", alike, graph.number(SHARP), name="head.alike sharpened")
    sharp = graph.add("Softmax", sharp, name="head.shares", axis=2)
    met = graph.add("MatMul", sharp, hidden, name="head.met")
    apart = graph.add("Sub", hidden, met, name="head.apart")
    product = graph.add("Mul", hidden, met, name="head.product")
    each = graph.add("Concat", hidden, met, apart, product, name="head.each", axis=2)
    late = graph.add("ReduceMax", alike, name="head.most alike", axes=[2], keepdims=0)
    late = graph.add("Sub", late, graph.number(float(head["scale"][1])), name="head.beyond nothing")
    late = graph.add("Mul", late, graph.number(float(head["scale"][0])), name="head.late")
    judged = graph.add("Add", late, _judged(graph, head, each, "token", 2), name="head.judged")
    weighed = graph.add("Mul", judged, _emphasis(graph, head, hidden, asked), name="head.weighed")
    tokens = graph.add("ReduceSum", weighed, graph.axis(1), name="head.tokens", keepdims=0)
    first = graph.add("Gather", hidden, graph.axis(0), name="head.first", axis=1)
    first = graph.add("Squeeze", first, graph.axis(1), name="head.first alone")
    means = [_mean(graph, hidden, side, name) for side, name in ((asked, "asked"), (said, "said"))]
    wholes = graph.add("Concat", first, *means, name="head.wholes", axis=1)
    graph.add("Add", tokens, _judged(graph, head, wholes, "whole", 1), name="scores")
    graph.save(path, INPUTS, {"scores": ["batch"]})


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


def _sides(graph: Graph) -> tuple[str, str]:
    """Which tokens are the question's, and which the passage's, (batch, token)."""
    nothing = graph.weight("nothing", np.asarray(0, np.int64))
    kept = graph.add("Greater", "attention_mask", nothing, name="head.kept")
    second = graph.add("Greater", "token_type_ids", nothing, name="head.second")
    first = graph.add("Not", second, name="head.not second")
    return (
        graph.add("And", kept, first, name="head.asked"),
        graph.add("And", kept, second, name="head.said"),
    )


def _emphasis(graph: Graph, head: Weights, hidden: str, asked: str) -> str:
    """How much each token of the question counts, (batch, token)."""
    emphasis = graph.weight("head.emphasis weight", head["emphasis"] / np.float32(10))
    weights = graph.add("MatMul", hidden, emphasis, name="head.emphasis")
    weights = graph.add("Where", asked, weights, graph.number(-1e4), name="head.emphasis of asked")
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


def _mean(graph: Graph, hidden: str, counted: str, name: str) -> str:
    """The mean of the tokens that are counted, (batch, size)."""
    weights = graph.add("Cast", counted, name=f"head.{name} counted", to=TensorProto.FLOAT)
    weights = graph.add("Unsqueeze", weights, graph.axis(2), name=f"head.{name} column")
    kept = graph.add("Mul", hidden, weights, name=f"head.{name} kept")
    total = graph.add("ReduceSum", kept, graph.axis(1), name=f"head.{name} total", keepdims=0)
    count = graph.add("ReduceSum", weights, graph.axis(1), name=f"head.{name} count", keepdims=0)
    return graph.add("Div", total, count, name=f"head.{name} mean")
