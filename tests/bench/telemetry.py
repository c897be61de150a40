# telemetry.py  SPDX-License-Identifier: GPL-3.0-or-later
"""Reports a second, from a broker over TLS through parse, merge and notify, beside json-glib's bare parser."""
import os
import subprocess
import tempfile

import reports

ROUNDS = 7


def run(name, make, count, build, emit):
    programs = os.path.join(build, 'tests', 'bench')
    with tempfile.NamedTemporaryFile('w', encoding='utf-8', suffix='.txt') as file:
        reports.write(file, make, 1000)
        file.flush()
        done = subprocess.run([os.path.join(programs, 'bench-telemetry'), os.path.join(programs, 'bench-publisher'),
                               file.name, str(count), str(ROUNDS)], check=True, capture_output=True, text=True,
                              timeout=600)
    # Mosquitto's words come with a '#' before them.
    rounds = [[float(word) for word in line.split()] for line in done.stdout.splitlines() if line[:1] != '#']
    emit(name, 'throughput', 'messages/s', [ours for ours, _ in rounds], 'json-glib', [peer for _, peer in rounds], 3)


def run_full(build, emit):
    run('telemetry-full', reports.make_full, 10000, build, emit)


def run_delta(build, emit):
    run('telemetry-delta', reports.make_delta, 100000, build, emit)
