#!/usr/bin/python3
# test-ctl-files.py  SPDX-License-Identifier: GPL-3.0-or-later
"""culmctl files and upload --to: what a printer's card holds, over the local network."""
import hashlib
import os
import signal
import sys
import time

from person import Person, run_tests, start_farm

NAME = 'a b 100% [x].gcode.3mf'


def add(person, printer):
    ports = ','.join(f'{name}={port}' for name, port in printer['ports'].items() if port)
    person.run('add', printer['address'], '--ports', ports, text=printer['access_code'] + '\n').ends(0)


def make_file(person, name, size=300000):
    path = os.path.join(person.home, name)
    with open(path, 'wb') as file:
        file.write(os.urandom(size))
    return path


def names(person, serial, *folder):
    return [row['name'] for row in person.json('files', serial, 'list', *folder).ends(0).document]


def test_files():
    with start_farm('--lan', '--printers', '1', '--models', 'P1S') as farm, Person(farm) as person:
        printer = farm.ready['printers'][0]
        serial = printer['serial']
        add(person, printer)
        rows = person.json('files', serial, 'list', '/timelapse').ends(0).document
        assert all(set(row) == {'name', 'path', 'kind', 'size', 'modified'} for row in rows), rows
        video = next(row for row in rows if row['kind'] == 'video')
        path = make_file(person, NAME)
        with open(path, 'rb') as file:
            data = file.read()
        (sent,) = person.json('upload', path, '--to', serial).ends(0).document
        assert (sent['file'], sent['size'], sent['path']) == (NAME, len(data), '/' + NAME), sent
        assert sent['sha256'] == hashlib.sha256(data).hexdigest(), sent
        assert NAME in names(person, serial)
        there = os.path.join(person.home, 'there')
        os.mkdir(there)
        (got, film) = person.json('files', serial, 'get', NAME, video['path'], '--into', there).ends(0).document
        with open(got['file'], 'rb') as file:
            assert file.read() == data
        assert os.path.getsize(film['file']) == video['size']
        assert sorted(os.listdir(there)) == sorted([NAME, video['name']]), os.listdir(there)
        person.run('files', serial, 'put', path, '--into', '/cache').ends(0)
        assert NAME in names(person, serial, '/cache')
        person.run('files', serial, 'rm', '/' + NAME, '/cache/' + NAME).ends(0)
        assert NAME not in names(person, serial)
        error = person.json('files', serial, 'rm', '/' + NAME).ends(1).document['error']
        assert (error['domain'], error['code'], error['server_code']) == ('lan', 'not-found', 550), error
        error = person.json('files', serial, 'get', '/none.mp4', '--into', there).ends(1).document['error']
        assert error['code'] == 'not-found' and 'none.mp4' not in os.listdir(there), error


def test_words():
    with start_farm('--lan', '--printers', '1', '--models', 'P1S') as farm, Person(farm) as person:
        printer = farm.ready['printers'][0]
        add(person, printer)
        person.run('files', printer['serial']).ends(2)
        person.run('files', printer['serial'], 'get').ends(2)
        person.run('files', printer['serial'], 'look').ends(2)
        person.run('files', 'nobody', 'list').ends(4)
        error = person.json('files', printer['serial'], 'put', '/nowhere/at/all').ends(1).document['error']
        assert (error['domain'], error['code']) == ('file', 'not-found'), error


def test_interrupted():
    """SIGINT in the middle: exit 8, and nothing half written stays at the printer."""
    with start_farm('--lan', '--printers', '1', '--models', 'P1S') as farm, Person(farm) as person:
        printer = farm.ready['printers'][0]
        add(person, printer)
        path = make_file(person, 'long.gcode.3mf', 8 << 20)
        farm.control('POST', '/fault', {'where': 'ftps', 'what': 'slow', 'value': 200000, 'command': 'STOR'})
        process = person.start('upload', path, '--to', printer['serial'])
        end = time.monotonic() + 60
        while not any('long.gcode.3mf' in files for _, _, files in os.walk(farm.folder.name)):
            assert time.monotonic() < end and process.poll() is None
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
        assert process.returncode == 8, process.returncode
        farm.control('DELETE', '/fault')
        assert 'long.gcode.3mf' not in names(person, printer['serial'])


def test_no_route():
    with start_farm('--printers', '1', '--models', 'P1S') as farm, Person(farm) as person:
        person.sign_in()
        path = make_file(person, 'a.gcode', 100)
        serial = farm.ready['printers'][0]['serial']
        error = person.json('upload', path, '--to', serial).ends(5).document['error']
        assert (error['domain'], error['code']) == ('lan', 'offline'), error
        person.run('files', serial, 'list').ends(5)


if __name__ == '__main__':
    sys.exit(run_tests(globals()))
