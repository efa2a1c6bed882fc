"""Tests of the mapped graph."""

from pathlib import Path

import numpy as np
import onnx
import pytest
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from firstline.datasets.errors import BundleError
from firstline.models.mapped_graph import mapped_graph
from firstline.models.onnx_graph import OnnxGraph

TABLE = np.random.default_rng(0).normal(size=(6_000, 64)).astype(np.float32)
WEIGHTS = np.random.default_rng(1).normal(size=(64, 5_000)).astype(np.float32)


def _graph(
    folder: Path,
    table: NDArray[np.float32] = TABLE,
    *,
    weights: NDArray[np.float32] = WEIGHTS,
    padding: int = 0,
) -> Path:
    """Rows of a table times weights; so many more bytes lie before them."""
    nodes = [
        helper.make_node("Gather", ["table", "ids"], ["rows"]),
        helper.make_node("MatMul", ["rows", "weights"], ["out"]),
    ]
    graph = helper.make_graph(
        nodes,
        "lookup",
        [helper.make_tensor_value_info("ids", TensorProto.INT64, ["n"])],
        [helper.make_tensor_value_info("out", TensorProto.FLOAT, ["n", weights.shape[1]])],
        [numpy_helper.from_array(table, "table"), numpy_helper.from_array(weights, "weights")],
    )
    path = folder / "model.onnx"
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    model.producer_name = "p" * (padding + 1)
    onnx.save(model, path)
    return path


def test_a_table_that_rows_are_looked_up_in_stays_in_the_file(tmp_path: Path) -> None:
    path = _graph(tmp_path)
    written = mapped_graph(path)
    assert written is not None
    assert len(written.message) < WEIGHTS.nbytes + 2_000
    told = {tensor.name: tensor for tensor in onnx.load_from_string(written.message).graph.initializer}
    place = {entry.key: entry.value for entry in told["table"].external_data}
    start = int(place["offset"])
    assert place["location"] == "model.onnx"
    assert path.read_bytes()[start : start + int(place["length"])] == TABLE.tobytes()


def test_a_mapped_graph_computes_what_the_whole_one_computes(tmp_path: Path) -> None:
    ids = np.array([0, 5_999, 17, 17], dtype=np.int64)
    graph = OnnxGraph(_graph(tmp_path))
    found = graph.session().run(None, {"ids": ids})[0]
    np.testing.assert_allclose(found, TABLE[ids] @ WEIGHTS, rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("padding", range(8))
def test_weights_of_products_stay_in_the_file_where_they_are_aligned(tmp_path: Path, padding: int) -> None:
    path = _graph(tmp_path, padding=padding)
    written = mapped_graph(path)
    assert written is not None
    told = {tensor.name: tensor for tensor in onnx.load_from_string(written.message).graph.initializer}["weights"]
    start = path.read_bytes().index(WEIGHTS.tobytes())
    assert {entry.key: entry.value for entry in told.external_data} == (
        {"location": "model.onnx", "offset": str(start), "length": str(WEIGHTS.nbytes)} if start % 8 == 0 else {}
    )


def test_bytes_stay_in_the_file_wherever_they_lie(tmp_path: Path) -> None:
    values = np.random.default_rng(2).integers(0, 255, (300, 400), dtype=np.uint8)
    node = helper.make_node("MatMulInteger", ["rows", "weights"], ["out"])
    graph = helper.make_graph(
        [node],
        "product",
        [helper.make_tensor_value_info("rows", TensorProto.UINT8, ["n", 300])],
        [helper.make_tensor_value_info("out", TensorProto.INT32, ["n", 400])],
        [numpy_helper.from_array(values, "weights")],
    )
    rows = np.random.default_rng(3).integers(0, 255, (5, 300), dtype=np.uint8)
    for padding in range(8):
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
        model.producer_name = "p" * (padding + 1)
        onnx.save(model, path := tmp_path / f"{padding}.onnx")
        written = mapped_graph(path)
        assert written is not None
        assert len(written.message) < 2_000
        opened = OnnxGraph(path)
        np.testing.assert_array_equal(
            opened.session().run(None, {"rows": rows})[0], rows.astype(np.int32) @ values.astype(np.int32)
        )


@pytest.mark.parametrize("kind", [np.uint8, np.int8])
def test_sessions_share_a_table_of_bytes(tmp_path: Path, kind: type[np.uint8 | np.int8]) -> None:
    table = np.random.default_rng(4).integers(0, 100, (6_000, 64)).astype(kind)
    model = helper.make_graph(
        [helper.make_node("Gather", ["table", "ids"], ["out"])],
        "lookup",
        [helper.make_tensor_value_info("ids", TensorProto.INT64, ["n"])],
        [helper.make_tensor_value_info("out", helper.np_dtype_to_tensor_dtype(table.dtype), ["n", 64])],
        [numpy_helper.from_array(table, "table")],
    )
    path = tmp_path / "model.onnx"
    onnx.save(helper.make_model(model, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), path)
    written = mapped_graph(path)
    assert written is not None
    np.testing.assert_array_equal(written.tables["table"], table)
    assert isinstance(written.tables["table"], np.memmap), "no copy of it"
    graph, ids = OnnxGraph(path), np.array([5_999, 0, 17])
    for session in (graph.session(), graph.session(threads=2)):
        np.testing.assert_array_equal(session.run(None, {"ids": ids})[0], table[ids])


def test_numbers_of_several_bytes_are_the_runtimes_to_map(tmp_path: Path) -> None:
    written = mapped_graph(_graph(tmp_path))
    assert written is not None
    assert written.tables == {}


def test_a_graph_with_no_large_weights_is_left_as_it_is(tmp_path: Path) -> None:
    assert mapped_graph(_graph(tmp_path, TABLE[:100], weights=WEIGHTS[:, :50])) is None


@pytest.mark.parametrize("size", [0, 1, 1_000, 1_600_000])
def test_a_cut_graph_is_a_damaged_bundle(tmp_path: Path, size: int) -> None:
    path = _graph(tmp_path)
    path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(BundleError, match="is not a graph"):
        OnnxGraph(path).session()


def test_what_is_no_graph_is_a_damaged_bundle(tmp_path: Path) -> None:
    path = tmp_path / "model.onnx"
    path.write_bytes(b"nothing of the kind")
    with pytest.raises(BundleError, match="is not a graph"):
        OnnxGraph(path).session()
