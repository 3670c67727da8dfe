"""A graph of ONNX, written node by node."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

__all__ = ["MAPPED_FROM", "Graph"]

OPSET, IR_VERSION = 17, 8
"""Old ones, which every ONNX Runtime of these years opens."""
FUSED = "com.microsoft"
"""ONNX Runtime's own operators, each several of ONNX's in one."""
MAPPED_FROM = 1024
"""Bytes from which a tensor lies beside the graph, where it is mapped into memory."""


class Graph:
    """Nodes and weights, in the order in which they are added."""

    def __init__(self) -> None:
        self._nodes: list[onnx.NodeProto] = []
        self._weights: dict[str, onnx.TensorProto] = {}

    def add(
        self,
        operator: str,
        *inputs: str,
        name: str,
        more: Sequence[str] = (),
        fused: bool = False,
        **attributes: Any,  # noqa: ANN401 - whatever the operator takes
    ) -> str:
        """Add a node, and return its first output, which has its name; `more` names others."""
        domain = FUSED if fused else ""
        outputs = [name, *more]
        made = helper.make_node(operator, inputs, outputs, name, domain=domain, **attributes)
        self._nodes.append(made)
        return name

    def weight(self, name: str, values: NDArray[Any]) -> str:
        """Add numbers that are known beforehand, once, and return their name."""
        if name not in self._weights:
            made = numpy_helper.from_array(np.ascontiguousarray(values), name)
            self._weights[name] = made
        return name

    def number(self, value: float) -> str:
        """Add one number in 32 bits, and return its name."""
        return self.weight(f"number {value}", np.asarray(value, np.float32))

    def axis(self, axis: int) -> str:
        """Add the number of an axis, and return its name."""
        return self.weight(f"axis {axis}", np.asarray([axis], np.int64))

    def linear(self, inputs: str, name: str, weights: Mapping[str, NDArray[np.float32]]) -> str:
        """Add a layer without its bias, whose weights are (out, in), and return its output."""
        turned = self.weight(f"{name}.weight", weights[f"{name}.weight"].T)
        return self.add("MatMul", inputs, turned, name=name)

    def normalized(self, vectors: str, name: str) -> str:
        """Add the vectors of the last axis, L2-normalised, and return their name."""
        length = self.add("ReduceL2", vectors, name=f"{name} length", axes=[-1], keepdims=1)
        length = self.add("Clip", length, self.number(1e-12), name=f"{name} clipped")
        return self.add("Div", vectors, length, name=name)

    def save(
        self,
        path: Path,
        inputs: Sequence[str],
        outputs: Mapping[str, Sequence[str | int]],
    ) -> None:
        """Write the graph, its weights beside it.

        `inputs` are (batch, token) of whole numbers, `outputs` have the axes that are named.
        """
        made = helper.make_graph(
            self._nodes,
            "careerbot",
            [
                helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "token"])
                for name in inputs
            ],
            [
                helper.make_tensor_value_info(name, TensorProto.FLOAT, axes)
                for name, axes in outputs.items()
            ],
            list(self._weights.values()),
        )
        model = helper.make_model(
            made,
            opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid(FUSED, 1)],
            ir_version=IR_VERSION,
        )
        onnx.save_model(
            model,
            str(path),
            save_as_external_data=True,
            location=f"{path.name}.data",
            size_threshold=MAPPED_FROM,
        )
