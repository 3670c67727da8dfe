"""What a faster precision would gain, and what it would change.

pip install --target build/precision --no-deps -r bench/precision.txt     # or: make bench
PYTHONPATH=build/precision python -m bench.precision

The same weights in fp32 as shipped, in int8, and in bf16: seconds, cosines to fp32, what a text's
vectors depend on, and the share of questions answered rightly over all question sets.
"""

from __future__ import annotations

import logging
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

import index.build
from bench.sets import QuestionSet, question_sets
from bot.answering.answerer import Answerer
from bot.answering.model import Question
from bot.settings import Settings
from index.background import in_background
from index.encoding.export import exported
from index.encoding.model import Encoded
from index.encoding.onnx import GRAPH, OnnxEncoder
from index.encoding.torch import load_model
from index.encoding.torch_export import trace
from index.encoding.weights import DEFAULT_MODEL, find_weights
from index.load import FolderIndex

ROUNDS = 5
TOGETHER = 16
"""Questions of a batch."""
PASSAGES = 300
"""Passages encoded to compare how long an index takes to build."""


class OpenVino:
    """A graph run by OpenVINO, with the one method of ONNX Runtime's sessions that is used."""

    def __init__(self, graph: Path, precision: str) -> None:
        from openvino import Core  # type: ignore[import-not-found]

        settings = {"INFERENCE_PRECISION_HINT": precision, "PERFORMANCE_HINT": "LATENCY"}
        self._request = Core().compile_model(graph, "CPU", settings).create_infer_request()

    def run(self, _: None, feed: dict[str, Any]) -> list[Any]:
        """Return the outputs, in order."""
        return [np.array(output) for output in self._request.infer(feed).values()]


def int8_in_blocks(raw: Path, graph: Path, size: int) -> None:
    """Write a graph whose weights and activations are int8, scaled in blocks of a row."""
    from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
    from onnxruntime.transformers import optimizer
    from onnxruntime.transformers.fusion_options import FusionOptions

    options = FusionOptions("bert")
    options.use_multi_head_attention = True  # leaves the products of queries, keys and values
    fused = optimizer.optimize_model(
        str(raw), "bert", num_heads=12, hidden_size=384, opt_level=0, optimization_options=options
    )
    quantizer = MatMulNBitsQuantizer(
        fused.model, bits=8, block_size=size, is_symmetric=True, accuracy_level=4
    )
    quantizer.process()
    quantizer.model.save_model_to_file(str(graph), use_external_data_format=True)


def int8_by_channel(fused: Path, graph: Path) -> None:
    """Write a graph quantized dynamically, a scale a channel of the weights and a batch."""
    import onnx
    from onnxruntime.quantization import quantize_dynamic

    quantize_dynamic(
        str(fused),
        str(graph),
        per_channel=True,
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )


def encoders(folder: Path) -> dict[str, OnnxEncoder]:
    """Return the encoders to compare, made in `folder`; fp32, as shipped, comes first."""
    logging.disable(logging.INFO)
    shipped = exported(DEFAULT_MODEL, Settings.read().cache_dir)
    source, _ = find_weights(DEFAULT_MODEL)
    loaded = load_model(source, model_kwargs={"attn_implementation": "eager"}).eval()
    found = {"fp32, as shipped": OnnxEncoder(shipped)}
    raw = folder / "raw.onnx"
    trace(loaded, found["fp32, as shipped"].info.inputs, raw)
    ways: dict[str, Callable[[Path], None]] = {
        "int8, a scale a channel": lambda graph: int8_by_channel(shipped / GRAPH, graph),
        "int8, a scale each 64": lambda graph: int8_in_blocks(raw, graph, 64),
        "int8, a scale each 32": lambda graph: int8_in_blocks(raw, graph, 32),
    }
    for number, (name, write) in enumerate(ways.items()):
        made = folder / str(number)
        shutil.copytree(shipped, made, ignore=shutil.ignore_patterns(f"{GRAPH}*"))
        write(made / GRAPH)
        found[name] = OnnxEncoder(made)
    found["bf16, OpenVINO"] = OnnxEncoder(shipped)
    bf16 = OpenVino(raw, "bf16")
    found["bf16, OpenVINO"]._session = in_background(lambda: bf16)
    return found


@dataclass(frozen=True)
class Told:
    """What a precision does to the answers of all question sets."""

    hit1: float
    differ: int
    """Questions whose answer is another when they come together with others."""
    asked: int


def told(encoder: OnnxEncoder, sets: Sequence[QuestionSet], folder: Path) -> Told:
    """Index and ask with this encoder alone."""
    index.build.open_encoder = lambda _: encoder  # type: ignore[assignment,attr-defined,misc]
    right = differ = asked = 0
    for one in sets:
        built = folder / one.name
        index.build.build(one.articles, built, cache=Settings.read().cache_dir)
        opened = FolderIndex.open(built)
        opened.encoder = encoder
        alone, together = (Answerer(opened) for _ in range(2))
        for first in range(0, len(one.answerable), TOGETHER):
            batch = one.answerable[first : first + TOGETHER]
            several = together.answer_many([Question(each["q"]) for each in batch])
            for each, batched in zip(batch, several, strict=True):
                answer = alone.answer(each["q"])
                right += any(gold in answer.answer for gold in each["gold"])
                differ += (answer.answer, answer.confidence) != (batched.answer, batched.confidence)
                asked += 1
        shutil.rmtree(built)
    return Told(right / asked, differ, asked)


def cosines(ours: Sequence[Encoded], theirs: Sequence[Encoded]) -> tuple[float, float]:
    """Return the smallest cosine of the dense and of the token vectors."""
    dense = min(float(a.dense @ b.dense) for a, b in zip(ours, theirs, strict=True))
    tokens = min(
        float((a.tokens * b.tokens).sum(axis=1).min()) for a, b in zip(ours, theirs, strict=True)
    )
    return dense, tokens


def main() -> None:
    """Print the table."""
    sets = question_sets()
    questions = [each["q"] for each in sets[0].answerable]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        built = index.build.build(sets[0].articles, folder / "i", cache=Settings.read().cache_dir)
        opened = FolderIndex.open(built.path)
        texts = [opened.passage_at(number).text for number in range(len(opened))]
        many = [f"{number}. {text}" for number, text in enumerate(texts * 50)][:PASSAGES]
        compared = encoders(folder)
        exact = compared["fp32, as shipped"].encode([*questions, *texts])
        taken: dict[str, list[list[float]]] = {name: [[], [], []] for name in compared}
        works: list[Callable[[OnnxEncoder], Any]] = [
            lambda encoder: [encoder.encode([each]) for each in questions],
            lambda encoder: [
                encoder.encode(questions[first : first + TOGETHER])
                for first in range(0, len(questions), TOGETHER)
            ],
            lambda encoder: encoder.encode(many),
        ]
        for number in range(ROUNDS + 1):
            for which, work in enumerate(works):
                for name, encoder in compared.items():
                    started = time.perf_counter()
                    work(encoder)
                    if number:  # the first round only warms up
                        taken[name][which].append(time.perf_counter() - started)
        print(
            f"| precision | a question, ms | in batches of {TOGETHER}, ms | {PASSAGES} passages, s "
            "| × | dense cosine, min | token cosine, min | answers that a batch changes | hit@1 |"
        )
        print("|---|---|---|---|---|---|---|---|---|")
        shipped = statistics.median(taken["fp32, as shipped"][2])
        for name, encoder in compared.items():
            alone, together, building = (statistics.median(times) for times in taken[name])
            dense, tokens = cosines(exact, encoder.encode([*questions, *texts]))
            result = told(encoder, sets, folder / "told")
            print(
                f"| {name} | {1000 * alone / len(questions):.2f} "
                f"| {1000 * together / len(questions):.2f} | {building:.2f} "
                f"| {shipped / building:.2f} | {dense:.5f} | {tokens:.5f} "
                f"| {result.differ} of {result.asked} | {result.hit1:.3f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
