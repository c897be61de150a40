# tap.py  SPDX-License-Identifier: GPL-3.0-or-later
"""A small TAP runner: tests are functions that assert."""
import glob
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor


def each(calls):
    """Runs these functions at once, and gives back what they gave."""
    with ThreadPoolExecutor(4) as pool:
        return [future.result() for future in [pool.submit(call) for call in calls]]


def collect_faults(folder):
    """The environment in which the sanitizer of each program that a test starts reports to files, so that no fault is
    overlooked in one whose exit or words nobody asks for."""
    environment = dict(os.environ)
    if 'ASAN_OPTIONS' in environment:
        environment['ASAN_OPTIONS'] += f':log_path={folder}/fault'
    return environment


def read_faults(folder):
    text = ''
    for path in sorted(glob.glob(f'{folder}/fault*')):
        with open(path, encoding='utf-8', errors='replace') as file:
            text += file.read()
    return text


def run_alone(name):
    """In a process of its own: it may start threads once its farm is there, and none of its fellows is disturbed."""
    begin = time.monotonic()
    with tempfile.TemporaryDirectory(prefix='culm-faults-') as folder:
        try:
            done = subprocess.run([sys.executable, sys.argv[0], '--only', name], stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT, env=collect_faults(folder), timeout=250)
            text = done.stdout.decode(errors='replace') if done.returncode != 0 else ''
        except subprocess.TimeoutExpired as error:
            text = (error.stdout or b'').decode(errors='replace') + 'It came to no end.'
        text += read_faults(folder)
    notes = ''.join(f'# {line}\n' for line in text.splitlines())
    return notes, time.monotonic() - begin


def in_both(row):
    """Makes two tests of a function that takes a contract of the simulator. They are named after the row of the vendor's
    reference that they hold to."""
    def make(check):
        def add(contract):
            def run():
                check(contract)
            run.label = f'{row} ({contract}): {check.__name__.replace("_", " ")}'
            check.__globals__[f'test_{check.__name__}_{contract}'] = run
        for contract in ('seed', 'service'):
            add(contract)
        return check
    return make


def named_after(row, contract=None):
    """Names a test after a row of the vendor's reference, and the contract that it holds to alone."""
    def mark(test):
        place = f' ({contract})' if contract else ''
        test.label = f'{row}{place}: {test.__name__[5:].replace("_", " ")}'
        return test
    return mark


def needs(reason):
    """Passes over a test for this reason, if there is one (what this computer lacks)."""
    def mark(test):
        test.lacks = reason
        return test
    return mark


def run_one(name, test):
    return ('', 0) if getattr(test, 'lacks', None) else run_alone(name)


def run_tests(scope, at_once=3):
    """Every function called test_…, so many at a time. With --only NAME that one, here; with a word, what fits."""
    tests = [name for name in scope if name.startswith('test_') and all(word in name for word in sys.argv[1:])]
    if sys.argv[1:2] == ['--only']:
        scope[sys.argv[2]]()
        return 0
    failed = 0
    print(f'1..{len(tests)}', flush=True)
    with ThreadPoolExecutor(at_once) as pool:
        for number, (name, future) in enumerate([(name, pool.submit(run_one, name, scope[name])) for name in tests], 1):
            notes, seconds = future.result()
            failed += bool(notes)
            label = getattr(scope[name], 'label', name[5:].replace('_', ' '))
            lacks = getattr(scope[name], 'lacks', None)
            end = f'# SKIP {lacks}' if lacks else f'({seconds:.1f} s)'
            print(f'{notes}{"not ok" if notes else "ok"} {number} - {label} {end}', flush=True)
    return 1 if failed else 0
