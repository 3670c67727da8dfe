"""Products of bits and numbers, as the small integers that processors multiply fastest."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

__all__ = ["BitProduct"]

STEPS = 127
LOW = 128
"""A number is kept as high * LOW + low, both 8 bits: to 1 part in 32,512 of a row's largest."""


class BitProduct:
    """Multiplies rows of bits with rows of numbers, by ONNX Runtime's integer product."""

    def __init__(self, graph: bytes) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # a question's worth is done before a thread wakes up
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(graph, options, ["CPUExecutionProvider"])

    @staticmethod
    def write(path: Path) -> None:
        """Write the graph of the product, an ONNX model of one node."""
        from onnx import TensorProto, helper

        bits = helper.make_tensor_value_info("bits", TensorProto.UINT8, ["rows", "dimensions"])
        right = helper.make_tensor_value_info("right", TensorProto.INT8, ["dimensions", "columns"])
        product = helper.make_tensor_value_info("product", TensorProto.INT32, ["rows", "columns"])
        node = helper.make_node("MatMulInteger", ["bits", "right"], ["product"])
        graph = helper.make_graph([node], "bit_product", [bits, right], [product])
        opset = [helper.make_opsetid("", 17)]
        model = helper.make_model(graph, opset_imports=opset, ir_version=8)
        path.write_bytes(model.SerializeToString())

    def signed(
        self, bits: NDArray[np.uint8], numbers: NDArray[np.float32]
    ) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """Multiply (rows, dimensions) bits, 0 standing for -1, with (columns, dimensions) numbers.

        Returns (rows, columns) products and the (columns,) factors that make them numbers again,
        each positive, so that the order within a column is that of the products.
        """
        largest = np.abs(numbers).max(axis=1, initial=1e-12)
        factors = (largest / (STEPS * LOW)).astype(np.float32)
        whole = np.rint(numbers / factors[:, None]).astype(np.int32)
        high = (whole + LOW // 2) // LOW
        parts = np.concatenate([high, whole - high * LOW]).astype(np.int8)
        product = self._session.run(None, {"bits": bits, "right": np.ascontiguousarray(parts.T)})[0]
        columns = len(numbers)
        # n·(2b - 1) = 2 n·b - Σn: the product with the bits, without making signs of them.
        signed: NDArray[np.int32] = product[:, :columns] * (2 * LOW)
        signed += 2 * product[:, columns:]
        signed -= whole.sum(axis=1, dtype=np.int32)
        return signed, factors
