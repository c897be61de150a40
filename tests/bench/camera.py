# camera.py  SPDX-License-Identifier: GPL-3.0-or-later
"""What cameras cost: the processor's time for a 1280 × 720 frame at 30 a second, the decoding of a bare loop over
libjpeg-turbo beside it; memory after many frames; and the longest frames of a window that shows nine streams."""
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'support'))
from desktop import Desktop  # noqa: E402

ROUNDS = 3
LIMIT = 1200  # of a hundred thousand frames, as many as come


def measure(build, what, environment):
    done = subprocess.run([f'{build}/tests/bench/bench-camera', what], env=environment, stdout=subprocess.PIPE,
                          text=True, check=True, timeout=LIMIT)
    return [float(number) for number in done.stdout.split()]


def run_camera(build, emit):
    with Desktop() as desktop:
        rounds = [measure(build, 'cpu', desktop.environment) for _ in range(ROUNDS)]
    emit('camera', 'cpu', 'ms/frame', [ours for ours, _ in rounds], 'libjpeg-turbo', [peer for _, peer in rounds])


def run_memory(build, emit):
    """Minutes, hence with a name of its own."""
    with Desktop() as desktop:
        memory = measure(build, 'memory', desktop.environment)
    emit('camera-memory', 'growth', 'MiB after 100 000 frames', memory)


def run_wall(build, emit):
    with Desktop() as desktop:
        rounds = [measure(build, 'wall', desktop.environment) for _ in range(ROUNDS)]
    emit('wall', 'frame-p99', 'ms', [p99 for p99, _ in rounds])
    emit('wall', 'frame-max', 'ms', [worst for _, worst in rounds])
