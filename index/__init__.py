"""Passages become something that can be searched."""

import os

# ONNX Runtime would report its use to Microsoft: nothing that is asked here leaves the machine.
# It reads this when it is imported, which happens below this package alone.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
