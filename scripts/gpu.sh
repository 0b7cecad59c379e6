#!/bin/sh
# Tests and measures the CUDA engine on this machine, in about four minutes; without CUDA it is a
# quick dry run. PYTHON names the interpreter.
#
#   scripts/gpu.sh [FILE.json]
set -eu
cd "$(dirname "$0")/.."
export PYTHONPATH="$PWD${PYTHONPATH:+:$PYTHONPATH}"
"${PYTHON:-python3}" -m pytest -q tests/avol/engines/test_cuda.py
"${PYTHON:-python3}" scripts/gpu_check.py "$@"
