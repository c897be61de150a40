#!/usr/bin/python3
# bench.py  SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the benchmarks, or those whose name is given, and prints one JSON object a line:
{"bench","metric","value","unit","peer","peer_value","ratio"}. The peer is measured in the same run, in turns with ours;
each figure is a median, the ratio that of the rounds. bench.py --build DIR [NAME...]"""
import argparse
import json
import os
import statistics
import subprocess
import sys

import camera
import ftps
import lan
import telemetry
import upload
import window

BENCHES = {
    'telemetry-full': telemetry.run_full,
    'telemetry-delta': telemetry.run_delta,
    'upload': upload.run,
    'ftps': ftps.run,
    'start': window.run_start,
    'idle': window.run_idle,
    'lan-start': lan.run,
    'camera': camera.run_camera,
    'camera-memory': camera.run_memory,
    'wall': camera.run_wall,
}


def emit(bench, metric, unit, values, peer=None, peer_values=None, digits=3):
    """One figure; `values` and `peer_values` go together round by round."""
    def shorten(number):
        return None if number is None else round(number, digits)

    ratio = peer_value = None
    if peer_values:
        ratio = statistics.median(value / other for value, other in zip(values, peer_values))
        peer_value = statistics.median(peer_values)
    print(json.dumps({'bench': bench, 'metric': metric, 'value': shorten(statistics.median(values)), 'unit': unit,
                      'peer': peer, 'peer_value': shorten(peer_value), 'ratio': shorten(ratio)}), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--build', required=True)
    parser.add_argument('names', nargs='*', metavar='NAME', help=', '.join(BENCHES))
    options = parser.parse_args()
    unknown = [name for name in options.names if name not in BENCHES]
    if unknown:
        parser.error(f'no such benchmark: {", ".join(unknown)} (there are {", ".join(BENCHES)})')
    build = os.path.abspath(options.build)
    subprocess.run(['ninja', '-C', build, 'bench'], check=True, stdout=subprocess.DEVNULL)
    failed = 0
    for name in options.names or BENCHES:
        try:
            BENCHES[name](build, emit)
        except (OSError, subprocess.SubprocessError, ValueError) as error:
            print(f'bench: {name}: {error}', file=sys.stderr)
            failed += 1
    sys.exit(1 if failed else 0)


if __name__ == '__main__':
    main()
