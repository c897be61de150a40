#!/usr/bin/python3
# run.py  SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the suites of one build, and the socket and logic suites once more under sanitizers; counts what they say."""
import argparse
import json
import os
import re
import signal
import subprocess
import sys

SANITIZED_SUITES = ('headless', 'wire')
SUITES = ('headless', 'wire', 'display', 'e2e', 'lint')
LONG = 'long'  # a suite that only --long runs
PROCESSORS = os.cpu_count() or 1
# Most of a test is waiting for a clock, of a printer or a protocol; with sanitizers it is work.
PATIENCE = 3  # times as long as each test may take on a computer with nothing else to do
AT_ONCE, SANITIZED_AT_ONCE = 2 * PROCESSORS, PROCESSORS + (PROCESSORS + 1) // 2
BAD = ('FAIL', 'TIMEOUT', 'ERROR', 'INTERRUPT')
# A program that failed is told of once more at the end, where a log that was cut short still has it.
TOLD_LINES, TOLD_LINES_EACH, TOLD_COLUMNS = 120, 40, 240
RUN_ALONE_AT_MOST = 4
# What a fault of memory or of our own code leaves in the words of a test, its own or of a program that it started.
FAULT = re.compile(r'Sanitizer|runtime error:|SIG(SEGV|ABRT|TRAP|BUS|ILL|FPE)|(code=|→ )-(4|5|6|7|8|11)\b|'
                   r'Segmentation fault|core dumped|corrupted|free\(\):|-(ERROR|CRITICAL|WARNING)(:| \*\*)')
ASSERTION = re.compile(r'^Bail out! .*ERROR:(\S*\btests/|.*:g_assert_finalize_object:)', re.MULTILINE)
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


def name_of(entry):
    """Meson puts the suite before it when more than one runs."""
    return entry['name'].split(' / ')[-1]


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
    if entry['result'] in BAD:
        failed = max(failed, 1)
    elif entry['result'] == 'SKIP' and passed + skipped == 0:
        skipped = 1
    elif passed + failed + skipped == 0:
        passed = 1
    return passed, failed, skipped


def run(build, names, label, at_once):
    """What Meson says of each of these programs, run so many at a time."""
    log = os.path.join(build, 'meson-logs', 'testlog.json')
    if os.path.exists(log):
        os.remove(log)
    if not names:
        return []
    print(f'== {label} ==', flush=True)
    done = subprocess.run(['meson', 'test', '-C', build, '--no-rebuild', '--print-errorlogs', '--timeout-multiplier',
                           str(PATIENCE), '--num-processes', str(at_once), *names])
    entries = []
    if os.path.exists(log):
        with open(log, encoding='utf-8') as lines:
            entries = [json.loads(line) for line in lines]
    if done.returncode != 0 and not any(entry['result'] in BAD for entry in entries):
        entries.append({'name': 'meson test', 'result': 'ERROR', 'returncode': done.returncode, 'duration': 0})
    return entries


def may_run_alone(entry, lint):
    """Whether time may be all that this program lacked: an assertion of its own failed, or its time was over. What
    crashed, what a sanitizer found and what lint says is as true in a crowd as alone."""
    text = (entry.get('stdout') or '') + (entry.get('stderr') or '')
    if entry['result'] not in BAD or name_of(entry) in lint or not entry.get('command') or FAULT.search(text):
        return False
    if entry['result'] == 'TIMEOUT' or entry['returncode'] > 0:
        return True
    return entry['returncode'] == -signal.SIGABRT and bool(ASSERTION.search(text))


def say_end(entry):
    code = entry['returncode']
    if code >= 0:
        return f'exit code {code}'
    try:
        return f'signal {-code} ({signal.Signals(-code).name})'
    except ValueError:
        return f'signal {-code}'


def quote(entry, at_most):
    """The lines of its output that tell most: what is not ok with the notes beside it, and the end of stderr."""
    lines = (entry.get('stdout') or '').splitlines()
    wanted = set()
    for number, line in enumerate(lines):
        if line.startswith(('not ok', 'Bail out!')):
            first = last = number
            while first > 0 and lines[first - 1].startswith('#') and number - first < 12:
                first -= 1
            while last + 1 < len(lines) and lines[last + 1].startswith('#') and last - number < 12:
                last += 1
            wanted.update(range(first, last + 1))
    said = [line for line in (entry.get('stderr') or '').splitlines() if line.strip()]
    told = [lines[number] for number in sorted(wanted)] or lines
    room = at_most - min(len(said), at_most // 2)
    told = told[-room:]
    return [line[:TOLD_COLUMNS] for line in told + said[len(said) - min(len(said), at_most - len(told)):]]


def tell(failures, alone):
    """What failed, and what did at first: the last lines of a log are the ones that are kept."""
    each = max(4, min(TOLD_LINES_EACH, TOLD_LINES // max(1, len(failures)) - 1))
    shown = TOLD_LINES // (each + 1)
    for label, entry in failures[:shown]:
        when = 'failed at first' if (label, entry) in alone else 'failed'
        print(f"{when}: {label}: {name_of(entry)}: {entry['result']}, {say_end(entry)}, {entry['duration']:.1f} s")
        for line in quote(entry, each):
            print(f'    {line}')
    for label, entry in failures[shown:]:
        print(f"failed: {label}: {name_of(entry)}: {entry['result']}"[:TOLD_COLUMNS])
    for label, entry in alone:
        print(f"passed only alone: {name_of(entry)} (its first output above)")


def settle(rounds, results, lint):
    """Runs alone what may have lacked nothing but time: gives back what failed, and what of it passed alone.

    The servers, printers and displays of these tests are real, and so are the clocks that they wait for: on a machine
    that is busy with something else one of them may come too late. A program that is wrong fails alone as well, and one
    that passes so is named all the same, with what it said at first. More than a few that fail are no bad luck."""
    failures = [(row, entry) for row, entries in zip(rounds, results) for entry in entries if entry['result'] in BAD]
    again = [(row, entry) for row, entry in failures if may_run_alone(entry, lint)]
    alone = []
    for row, entry in again if len(again) <= RUN_ALONE_AT_MOST else []:
        build, _, label, _ = row
        second = run(build, [name_of(entry)], f"{label}: {name_of(entry)} once more, alone", 1)
        if second and not any(other['result'] in BAD for other in second):
            entries = results[rounds.index(row)]
            entries.remove(entry)
            entries.extend(second)
            alone.append((label, entry))
    return [(row[2], entry) for row, entry in failures], alone


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
    if not options.long:
        tests = [test for test in tests if not any(suite.endswith(f':{LONG}') for suite in test['suite'])]
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
    results = [run(*row) for row in rounds]
    lint = choose(tests, 'lint')
    tell(*settle(rounds, results, lint))
    totals = [sum(column) for column in zip((0, 0, 0), *(count(entry) for entries in results for entry in entries))]
    print('%d passed, %d failed, %d skipped' % tuple(totals), flush=True)
    sys.exit(1 if totals[1] else 0)


if __name__ == '__main__':
    main()
