#!/usr/bin/python3
# run.py  SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the suites of one build, and the socket and logic suites once more under sanitizers; counts what they say."""
import argparse
import json
import os
import re
import subprocess
import sys

SANITIZED_SUITES = ('headless', 'wire')
SUITES = ('headless', 'wire', 'display', 'e2e', 'lint')
PROCESSORS = os.cpu_count() or 1
# Most of a test is waiting for a clock, of a printer or a protocol; with sanitizers it is work.
AT_ONCE, SANITIZED_AT_ONCE = 2 * PROCESSORS, PROCESSORS + (PROCESSORS + 1) // 2
RESULT = re.compile(r'^(not ok|ok)\b([^#]*)(#\s*SKIP.*)?', re.IGNORECASE)


def list_tests(build):
    out = subprocess.run(['meson', 'introspect', '--tests', build], check=True, capture_output=True, text=True).stdout
    return json.loads(out)


def choose(tests, words):
    """The names of the tests that a filter names: a suite, or part of a name."""
    suites = {suite.split(':')[-1] for test in tests for suite in test['suite']}
    if words in suites:
        return [test['name'] for test in tests if words in (suite.split(':')[-1] for suite in test['suite'])]
    return [test['name'] for test in tests if words.lower() in test['name'].lower()]


def count(entry):
    """Passed, failed and skipped of one test program: its TAP lines where it has some, else itself."""
    passed = failed = skipped = 0
    for line in (entry.get('stdout') or '').splitlines():
        match = RESULT.match(line)
        if not match:
            continue
        if match.group(1).lower() == 'not ok':
            failed += 1
        elif match.group(3):
            skipped += 1
        else:
            passed += 1
    if entry['result'] in ('FAIL', 'TIMEOUT', 'ERROR', 'INTERRUPT'):
        failed = max(failed, 1)
    elif entry['result'] == 'SKIP' and passed + skipped == 0:
        skipped = 1
    elif passed + failed + skipped == 0:
        passed = 1
    return passed, failed, skipped


def run(build, names, label, at_once):
    log = os.path.join(build, 'meson-logs', 'testlog.json')
    if os.path.exists(log):
        os.remove(log)
    if not names:
        return 0, 0, 0
    print(f'== {label} ==', flush=True)
    done = subprocess.run(['meson', 'test', '-C', build, '--no-rebuild', '--print-errorlogs', '--num-processes',
                           str(at_once), *names])
    totals = [0, 0, 0]
    if os.path.exists(log):
        with open(log, encoding='utf-8') as lines:
            for line in lines:
                totals = [a + b for a, b in zip(totals, count(json.loads(line)))]
    if done.returncode != 0 and totals[1] == 0:
        totals[1] = 1
    return totals


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--build', required=True)
    parser.add_argument('--sanitized', required=True)
    parser.add_argument('--filter')
    parser.add_argument('--long', action='store_true')
    options = parser.parse_args()
    if options.long:
        os.environ['CULM_TEST_LONG'] = '1'
    tests = list_tests(options.build)
    rounds = []
    if options.filter:
        rounds.append((options.build, choose(tests, options.filter), options.filter, AT_ONCE))
        if not rounds[0][1]:
            sys.exit(f'dev: no test is named {options.filter}')
    else:
        rounds.append((options.build, [test['name'] for test in tests], 'every suite', AT_ONCE))
        sanitized = list_tests(options.sanitized)
        names = [name for suite in SANITIZED_SUITES for name in choose(sanitized, suite)]
        rounds.append((options.sanitized, names, 'headless and wire, with sanitizers', SANITIZED_AT_ONCE))
    totals = [0, 0, 0]
    for row in rounds:
        totals = [a + b for a, b in zip(totals, run(*row))]
    print('%d passed, %d failed, %d skipped' % tuple(totals), flush=True)
    sys.exit(1 if totals[1] else 0)


if __name__ == '__main__':
    main()
