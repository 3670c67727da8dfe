"""Take out of an environment what its libraries bring and nothing imports, once they are installed.

    .venv/bin/python deploy/trim.py

That is tests, sources in C, data of what isn't used, and onnxruntime's library for programs in C:
Python's own part has all of it a second time.
"""

import shutil
import sysconfig
from pathlib import Path

UNUSED = (
    "alembic/templates",
    "alembic/testing",
    "docutils/parsers/rst/include",
    "docutils/writers",
    "numpy/**/tests/test_*.py",  # numpy.testing imports what stands beside them
    "numpy/**/tests/data",
    "onnx/backend/test",
    "onnx/**/*.cc",
    "onnx/**/*.h",
    "onnxruntime/capi/libonnxruntime.so.*",
    "pip/**/__pycache__",  # it is seldom called, and writes them anew
    "sqlalchemy/testing",
    "stdnum/oui.dat",
    "symspellpy/frequency_bigramdictionary_en_*.txt",
)


def main() -> None:
    """Delete it."""
    libraries = Path(sysconfig.get_path("platlib"))
    for pattern in UNUSED:
        for path in list(libraries.glob(pattern)):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
