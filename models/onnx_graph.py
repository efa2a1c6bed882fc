"""The ONNX graph: a file that any number of sessions run, which share what rows are looked up in."""

from pathlib import Path

import onnxruntime

from firstline.datasets.errors import BundleError
from firstline.models.mapped_graph import mapped_graph

_LOG_ERRORS_ONLY = 3
_SPINNING = "session.intra_op.allow_spinning"
_WEIGHTS_FOLDER = "session.model_external_initializers_file_folder_path"


class OnnxGraph:
    """A graph whose large weights stay in its file. Its tables of bytes are there once, for all of its sessions, and
    must stay as long as those do: whoever runs a session keeps the graph."""

    def __init__(self, path: Path) -> None:
        """Raises BundleError for what is no graph."""
        self._path = path
        try:
            mapped = mapped_graph(path)
            self._message = mapped.message if mapped else path
            tables = mapped.tables if mapped else {}
            self._tables = {name: onnxruntime.OrtValue.ortvalue_from_numpy(table) for name, table in tables.items()}
        except Exception as error:  # onnxruntime's exceptions have no public base class
            raise self._is_none(error) from error

    def __str__(self) -> str:
        return str(self._path)

    def session(self, *, threads: int = 1) -> onnxruntime.InferenceSession:
        """One that runs on so many cores, by default on one, so that several texts share them.

        Raises BundleError where the runtime does not run it.
        """
        options = onnxruntime.SessionOptions()
        options.enable_cpu_mem_arena = (
            False  # it keeps what the longest text took, for each thread; without it no slower
        )
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = _LOG_ERRORS_ONLY
        options.add_session_config_entry(_SPINNING, "0")  # a thread that waits leaves its core to the words
        options.add_session_config_entry(_WEIGHTS_FOLDER, str(self._path.parent))
        for name, table in self._tables.items():
            options.add_initializer(name, table)
        try:
            return onnxruntime.InferenceSession(self._message, options, providers=["CPUExecutionProvider"])
        except Exception as error:
            raise self._is_none(error) from error

    def _is_none(self, error: Exception) -> BundleError:
        return BundleError(f"{self._path} is not a graph that onnxruntime {onnxruntime.__version__} runs: {error}")
