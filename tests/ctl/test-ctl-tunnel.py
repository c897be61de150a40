#!/usr/bin/python3
# test-ctl-tunnel.py  SPDX-License-Identifier: GPL-3.0-or-later
"""culmctl files with the newer models: their stick and what is inside them, by the tunnel, by FTPS, by what is there."""
import hashlib
import json
import os
import signal
import socket
import subprocess
import sys

from person import CULMCTL, Person, run_tests, start_farm, wait_for

NETWORK = f'127.{1 + os.getpid() // 256 % 200}.{os.getpid() % 256}'
JOB = 'a b 100% [x].gcode.3mf'
ODD = ['100%25 of it.mp4', 'two\nlines.mp4', '-rf', '..hidden.mp4', 'K\u00fcrbis \u202e4pm.mp4', 'x' * 240 + '.mp4', 'a;b|c.mp4']


def start(models):
    return start_farm('--lan', '--seed', '4712', '--address', NETWORK + '.1', '--ssdp', '127.0.0.1:9',
                      '--models', models, '--printers', str(models.count(',') + 1))


def find_closed_port():
    with socket.socket() as closed:
        closed.bind(('127.0.0.1', 0))
        return closed.getsockname()[1]


def add(person, printer, **others):
    ports = {name: port for name, port in printer['ports'].items() if port} | others
    person.run('add', printer['address'], '--ports', ','.join(f'{name}={port}' for name, port in ports.items()),
               text=printer['access_code'] + '\n').ends(0)
    return printer['serial']


def get_folder(farm, printer, name):
    return os.path.join(farm.folder.name, 'printers', printer['serial'], name)


def make_file(person, name, size=700000):
    path = os.path.join(person.home, name)
    with open(path, 'wb') as file:
        file.write(os.urandom(size))
    return path


def read(path):
    with open(path, 'rb') as file:
        return file.read()


def rows(person, serial, *folder):
    return person.json('files', serial, 'list', *folder).ends(0).document


def names(person, serial, *folder):
    return [row['name'] for row in rows(person, serial, *folder)]


def round_trip(person, serial, folder):
    """Sends a file there, finds it, fetches it, deletes it."""
    path, there = make_file(person, JOB), os.path.join(person.home, 'there')
    os.makedirs(there, exist_ok=True)
    (sent,) = person.json('files', serial, 'put', path, '--into', folder).ends(0).document
    assert sent['path'] == folder.rstrip('/') + '/' + JOB, sent
    assert sent['sha256'] == hashlib.sha256(read(path)).hexdigest(), sent
    assert names(person, serial, folder).count(JOB) == 1
    (got,) = person.json('files', serial, 'get', sent['path'], '--into', there).ends(0).document
    assert read(got['file']) == read(path)
    person.run('files', serial, 'rm', '--yes', sent['path']).ends(0)
    error = person.json('files', serial, 'get', sent['path'], '--into', there).ends(1).document['error']
    assert (error['domain'], error['code']) == ('lan', 'not-found'), error
    assert os.listdir(there) == [JOB], os.listdir(there)


def test_both_storages():
    with start('H2D:idle') as farm, Person(farm) as person:
        (printer,) = farm.ready['printers']
        serial = add(person, printer)
        card = get_folder(farm, printer, 'card')
        rows(person, serial)  # there is a card once somebody has looked
        with open(os.path.join(card, 'notes.txt'), 'w', encoding='utf-8') as file:
            file.write('of mine')
        os.mkdir(os.path.join(card, 'my folder'))
        top = {row['name']: row['kind'] for row in rows(person, serial)}
        assert {name for name, kind in top.items() if kind == 'folder'} == \
            {'internal', 'timelapse', 'cache', 'my folder'}, top
        assert top['notes.txt'] == 'other' and top['Cable clip (10x).gcode.3mf'] == 'job', top
        for folder, place in (('', card), ('/internal', get_folder(farm, printer, 'emmc'))):
            films = rows(person, serial, folder + '/timelapse')
            assert films and {film['kind'] for film in films} == {'video'}, films
            (got,) = person.json('files', serial, 'get', films[0]['path'], '--into', person.home).ends(0).document
            assert read(got['file']) == read(os.path.join(place, 'timelapse', films[0]['name']))


def test_round_trips():
    with start('H2D:idle') as farm, Person(farm) as person:
        serial = add(person, farm.ready['printers'][0])
        for folder in ('/', '/internal'):
            round_trip(person, serial, folder)


def test_own_folder():
    with start('H2D:idle') as farm, Person(farm) as person:
        (printer,) = farm.ready['printers']
        serial = add(person, printer)
        rows(person, serial)  # there is a card once somebody has looked
        os.mkdir(os.path.join(get_folder(farm, printer, 'card'), 'my folder'))
        round_trip(person, serial, '/my folder')
        error = person.json('files', serial, 'put', make_file(person, 'x.3mf'), '--into', '/internal/mine') \
            .ends(1).document['error']
        assert (error['domain'], error['code']) == ('lan', 'unsupported') and 'stick' in error['message'], error


def test_no_stick():
    with start('P2S:idle') as farm, Person(farm) as person:
        (printer,) = farm.ready['printers']
        serial = add(person, printer)
        farm.control('POST', f'/printers/{serial}/state', {'sdcard': False})
        assert names(person, serial) == ['internal']
        error = person.json('upload', make_file(person, JOB), '--to', serial).ends(1).document['error']
        assert (error['code'], error['server_code']) == ('not-found', 17) and '/internal' in error['message'], error
        round_trip(person, serial, '/internal')


def test_one_way_alone():
    with start('H2D:idle') as farm, Person(farm) as person:
        (printer,) = farm.ready['printers']
        serial = add(person, printer, tunnel=find_closed_port())
        assert 'internal' not in names(person, serial) and 'timelapse' in names(person, serial)
        round_trip(person, serial, '/')
        assert person.json('files', serial, 'list', '/internal').ends(5).document['error']['code'] == 'offline'
        add(person, printer, ftps=find_closed_port())
        assert {'internal', 'timelapse'} <= set(names(person, serial))
        round_trip(person, serial, '/')
        add(person, printer, ftps=find_closed_port(), tunnel=find_closed_port())
        assert person.json('files', serial, 'list').ends(5).document['error']['code'] == 'offline'


def test_odd_names():
    with start('H2D:idle,X1C:idle') as farm, Person(farm) as person:
        inside, beside = os.path.join(person.home, 'chosen'), os.path.join(person.home, 'beside')
        for printer in farm.ready['printers']:
            serial = add(person, printer)
            place = 'emmc' if 'tunnel' in printer['ports'] else 'card'
            folder = '/internal/timelapse' if place == 'emmc' else '/timelapse'
            films = os.path.join(get_folder(farm, printer, place), 'timelapse')
            os.makedirs(inside)
            rows(person, serial, folder)  # there is a card once somebody has looked
            for name in ODD:
                with open(os.path.join(films, name), 'wb') as file:
                    file.write(name.encode())
            told = rows(person, serial, folder)
            assert not any(ord(letter) < 32 or letter == '\u202e' for row in told for letter in row['name']), told
            out = person.run('files', serial, 'list', folder).ends(0).out
            assert '\u202e' not in out and len(out.splitlines()) == len(told), out
            # FTPS tells names in lines: one that has two of them is half a name there, and no file.
            paths = [row['path'] for row in told if 0 < row['size'] < 1000 and row['name'] != 'two']
            assert len(paths) >= len(ODD) - 1, told
            before = sorted(os.listdir(person.home))
            person.json('files', serial, 'get', *paths, '--into', inside).ends(0)
            assert len(os.listdir(inside)) == len(paths), os.listdir(inside)
            assert {read(os.path.join(inside, name)).decode() for name in os.listdir(inside)} <= set(ODD)
            assert all(len(name.encode()) <= 200 and name[0] != '.' for name in os.listdir(inside))
            bad = '../../x.mp4', '/timelapse/..', '/', '/internal/timelapse/../../../../etc/passwd'
            refused = person.run('files', serial, 'get', *bad, '--into', inside).ends(1)
            assert all(f'{path}: ' in refused.err for path in bad), refused
            assert sorted(os.listdir(person.home)) == before and not os.path.exists(beside)
            for name in os.listdir(inside):
                os.unlink(os.path.join(inside, name))
            os.rmdir(inside)


def get_in_small_disk(person, serial, path):
    """Fetches it to a disk of 20 kB, in a name space of its own. What culmctl says, and what is there then."""
    disk = os.path.join(person.home, 'disk')
    os.makedirs(disk, exist_ok=True)
    script = 'mount -t tmpfs -o size=20k tmpfs "$1" && { "$2" files "$3" get "$4" --into "$1" --json; ls "$1" >&2; }'
    done = subprocess.run(['unshare', '--mount', '--propagation', 'private', 'sh', '-c', script, 'sh', disk, CULMCTL,
                           serial, path], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60,
                          env=person.environment)
    return json.loads(done.stdout), done.stderr.decode()


def test_full_disk():
    if subprocess.run(['unshare', '--mount', 'true'], stderr=subprocess.DEVNULL).returncode != 0:
        return  # a person who may not mount
    with start('H2D:idle,X1C:idle') as farm, Person(farm) as person:
        for printer, folder in zip(farm.ready['printers'], ('/internal/timelapse', '/timelapse')):
            serial = add(person, printer)
            film = next(row for row in rows(person, serial, folder) if row['kind'] == 'video')
            assert film['size'] > 30000, film
            answer, said = get_in_small_disk(person, serial, film['path'])
            error = answer['error']
            assert (error['domain'], error['code']) == ('file', 'full') and 'space' in error['message'], error
            assert said.split()[-1] == film['name'] + '.part', said


def test_interrupt():
    with start('H2D:idle,X1C:idle') as farm, Person(farm) as person:
        for printer, folder, place in zip(farm.ready['printers'], ('/internal/timelapse', '/timelapse'),
                                          ('emmc', 'card')):
            serial = add(person, printer)
            rows(person, serial, folder)
            film = os.path.join(get_folder(farm, printer, place), 'timelapse', 'long.mp4')
            with open(film, 'wb') as file:
                file.truncate(1 << 31)
            part = os.path.join(person.home, 'long.mp4.part')
            process = person.start('files', serial, 'get', folder + '/long.mp4', '--into', person.home, '--json')
            wait_for(lambda: os.path.exists(part) and os.path.getsize(part) > 0, 60, 'the first bytes')
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=60)
            assert process.returncode == 8 and json.loads(out)['error']['code'] == 'cancelled', (out, err)
            assert not os.path.exists(os.path.join(person.home, 'long.mp4'))
            os.unlink(part)


def test_wrong_code():
    with start('P2S:idle') as farm, Person(farm) as person:
        (printer,) = farm.ready['printers']
        serial = add(person, printer)
        farm.do(serial, 'new-code')
        person.json('files', serial, 'list').fails(3, 'unauthorised')


if __name__ == '__main__':
    sys.exit(run_tests(globals()))
