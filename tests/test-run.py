#!/usr/bin/python3
# test-run.py  SPDX-License-Identifier: GPL-3.0-or-later
"""run.py, over a small project of its own: what it tells of failures, and what it gives a second run."""
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.realpath(__file__))
sys.path.insert(0, os.path.join(HERE, 'support'))
import tap  # noqa: E402

PROJECT = """project ('sample')
script = find_program ('sample.sh')
foreach name : %s
  test ('sample-' + name, script, args: [name], protocol: 'tap', suite: name == 'lint' ? 'lint' : 'wire', timeout: 2)
endforeach
"""

# Each fails, the first time or always; "late", "leak" and "assertion" are what a busy machine may do to a sound program.
SCRIPT = """#!/bin/sh
echo 1..2
echo ok 1 - first
if [ "$1" = fine ] || [ -e "$0.$1" ]; then echo 'ok 2 - second # SKIP'; exit 0; fi
case $1 in broken|many*) ;; *) : >"$0.$1" ;; esac
for line in $(seq 500); do echo "# line $line of $1"; done
case $1 in
late) sleep 30 ;;
leak) echo 'Bail out! x:ERROR:/usr/include/gobject/gobject.h:1:g_assert_finalize_object: not NULL'; kill -ABRT $$ ;;
assertion) echo 'Bail out! ERROR:../tests/wire/test-x.c:1:test_x: false'; kill -ABRT $$ ;;
abort) echo 'Bail out! ERROR:../src/base/culm-x.c:1:x: false'; kill -ABRT $$ ;;
crash) kill -SEGV $$ ;;
child) echo '# (culmctl:1): culm-CRITICAL **: no'; echo 'not ok 2 - second'; exit 1 ;;
sanitizer) echo '==1==ERROR: AddressSanitizer: heap-use-after-free' >&2; exit 1 ;;
*) echo 'not ok 2 - second'; echo "the last word of $1" >&2; exit 3 ;;
esac
"""
FAULTS = ('broken', 'abort', 'crash', 'child', 'sanitizer', 'lint')


def run(*names):
    """Its exit code and the lines that it ends with, after Meson's."""
    with tempfile.TemporaryDirectory(prefix='culm-run-') as folder:
        for name, text in (('meson.build', PROJECT % list(names)), ('sample.sh', SCRIPT)):
            with open(f'{folder}/{name}', 'w', encoding='utf-8') as file:
                file.write(text)
        os.chmod(f'{folder}/sample.sh', 0o755)
        build = f'{folder}/build'
        subprocess.run(['meson', 'setup', build, folder], check=True, capture_output=True)
        done = subprocess.run([sys.executable, f'{HERE}/run.py', '--build', build, '--sanitized', build, '--filter',
                               'sample'], capture_output=True, text=True, timeout=90)
    lines = done.stdout.splitlines()
    return done.returncode, lines[max(number for number, line in enumerate(lines) if 'Full log written' in line) + 1:]


def test_is_brief_when_all_passed():
    code, end = run('fine')
    assert (code, [line for line in end if line]) == (0, ['1 passed, 0 failed, 1 skipped']), (code, end)


def test_forgives_what_lacked_time_and_says_so():
    code, end = run('assertion', 'leak', 'late', 'fine')
    assert code == 0 and end[-1] == '4 passed, 0 failed, 4 skipped', (code, end)
    assert sorted(end[-4:-1]) == [f'passed only alone: sample-{name} (its first output above)'
                                  for name in ('assertion', 'late', 'leak')], end
    assert '    Bail out! ERROR:../tests/wire/test-x.c:1:test_x: false' in end, end
    for name, how in (('assertion', 'ERROR, signal 6 (SIGABRT), '), ('late', 'TIMEOUT, signal 15 (SIGTERM), ')):
        assert any(line.startswith(f'failed at first: sample: sample-{name}: {how}') for line in end), end


def test_forgives_nothing_else():
    code, end = run('fine', *FAULTS)
    assert code == 1 and end[-1] == '7 passed, 6 failed, 1 skipped', (code, end)
    assert not any('alone' in line for line in end), end
    told = {line.split(': ')[2]: line for line in end if line.startswith('failed: sample: ')}
    assert set(told) == {f'sample-{name}' for name in FAULTS}, told
    assert ': ERROR, exit code 3, ' in told['sample-broken'] and '(SIGSEGV)' in told['sample-crash'], told
    assert '    not ok 2 - second' in end and '    the last word of broken' in end, end


def test_stays_short_whatever_fails():
    code, end = run(*(f'many{number}' for number in range(30)))
    assert code == 1 and end[-1] == '30 passed, 30 failed, 0 skipped' and 60 < len(end) <= 130, (code, len(end), end)
    assert not any('alone' in line for line in end), end


if __name__ == '__main__':
    sys.exit(tap.run_tests(globals()))
