#!/usr/bin/python3
# test-ctl-home.py  SPDX-License-Identifier: GPL-3.0-or-later
"""A disk that is full, and a home that cannot be written: culmctl says so in one sentence, and goes on where it can."""
import os
import subprocess
import sys

from person import CULMCTL, Person, run_tests, start_farm

# Runs the rest of the arguments once $1 is a small disk in a name space of its own, prepared by $2.
SCRIPT = '''place=$1 first=$2; shift 2
mkdir -p "$place.kept" && cp -a "$place/." "$place.kept/" && mount -t tmpfs -o size=200k tmpfs "$place" &&
cp -a "$place.kept/." "$place/" && cd "$place" && eval "$first" && "$@" < /dev/stdin; code=$?
ls "$place" >&2; exit $code'''
FULL = 'dd if=/dev/zero of=fill bs=1k 2>/dev/null; true'
READ_ONLY = 'mount -o remount,ro "$place"'


def may_mount():
    return subprocess.run(['unshare', '--mount', 'true'], stderr=subprocess.DEVNULL).returncode == 0


def run(person, first, *words, text=''):
    done = subprocess.run(['unshare', '--mount', '--propagation', 'private', 'sh', '-c', SCRIPT, 'sh', person.home, first,
                           CULMCTL, *words], input=text, capture_output=True, text=True, timeout=120,
                          env=person.environment)
    said = [line for line in done.stderr.splitlines() if line.startswith('culmctl: ')]
    return done, said, done.stderr.split()


def ports(printer):
    return ','.join(f'{name}={port}' for name, port in printer['ports'].items() if port)


def test_home():
    if not may_mount():
        return  # a person who may not mount
    with start_farm('--lan', '--printers', '1', '--models', 'P1S') as farm, Person(farm) as person:
        printer = farm.ready['printers'][0]
        serial, add = printer['serial'], ('add', printer['address'], '--ports', ports(printer))
        film = 'Lamp 100% infill.gcode.3mf'
        for first, word in ((FULL, 'space'), (READ_ONLY, 'Read-only')):
            done, said, _ = run(person, first, *add, text=printer['access_code'] + '\n')
            assert done.returncode == 1 and len(said) == 1 and word in said[0], done
        person.run(*add, text=printer['access_code'] + '\n').ends(0)
        for first, word in ((FULL, 'space'), (READ_ONLY, 'written')):
            # What is known is still told, and the printer still answers.
            done, said, _ = run(person, first, 'status', serial)
            assert done.returncode == 0 and not said and '°C' in done.stdout, done
            done, said, _ = run(person, first, 'files', serial, 'list', '/')
            assert done.returncode == 0 and film in done.stdout, done
            done, said, names = run(person, first, 'files', serial, 'get', '/' + film)
            assert done.returncode == 1 and len(said) == 1 and word in said[0], done
            assert 'infill.gcode.3mf' not in names, names
            done, said, names = run(person, first, 'snapshot', serial, os.path.join(person.home, 'x.jpg'))
            assert done.returncode == 1 and len(said) == 1 and word in said[0], done
            assert not any(name.startswith('x.jpg') for name in names), names
            # A command needs no disk.
            done, said, _ = run(person, first, 'set', serial, 'light', 'on')
            assert done.returncode == 0 and not said, done


if __name__ == '__main__':
    sys.exit(run_tests(globals()))
