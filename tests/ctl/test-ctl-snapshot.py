#!/usr/bin/python3
# test-ctl-snapshot.py  SPDX-License-Identifier: GPL-3.0-or-later
"""culmctl snapshot: a picture of a printer on the local network, or why there is none."""
import os
import socket
import sys

from person import Person, forgive, run_tests, start_farm


def start(models, count):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as free:
        free.bind(('127.0.0.1', 0))
        port = free.getsockname()[1]
    return start_farm('--lan', '--models', models, '--printers', str(count), '--ssdp', f'127.0.0.1:{port}')


def add(person, printer):
    ports = ','.join(f'{name}={number}' for name, number in printer['ports'].items())
    person.run('add', printer['address'], '--ports', ports, '--yes', text=printer['access_code'] + '\n').ends(0)


def test_a_picture_as_it_came():
    with start('P1S:idle', 1) as farm, Person(farm) as person:
        (printer,) = farm.ready['printers']
        path = os.path.join(person.home, 'out.jpg')
        add(person, printer)
        done = person.json('snapshot', printer['serial'], path).ends(0)
        with open(path, 'rb') as file:
            picture = file.read()
        assert picture[:2] == b'\xff\xd8' and picture[-2:] == b'\xff\xd9', picture[:16]
        assert done.document == {'serial': printer['serial'], 'file': path, 'size': len(picture)}, done
        person.json('snapshot', printer['serial'], os.path.join(path, 'out.jpg')).fails(1, 'failed', 'file')
        person.run('snapshot', printer['serial']).ends(2)
        person.json('snapshot', 'nobody', path).fails(4, 'not-found')


def test_a_picture_of_a_film():
    """RTSPS: decoded, and written as a JPEG of ours."""
    with start('P2S:idle', 1) as farm, Person(farm) as person:
        (printer,) = farm.ready['printers']
        path = os.path.join(person.home, 'out.jpg')
        if 'rtsps' not in printer['ports']:
            return  # no gst-rtsp-server here
        add(person, printer)
        person.run('snapshot', printer['serial'], path, **forgive()).ends(0)
        with open(path, 'rb') as file:
            picture = file.read()
        assert picture[:2] == b'\xff\xd8' and len(picture) > 1000, picture[:16]
        asked = farm.control('GET', f'/printers/{printer["serial"]}')['asked_name']
        assert asked.upper() == printer['serial'], asked


def test_no_picture():
    with start('A1mini:idle', 1) as farm, Person(farm) as person:
        (printer,) = farm.ready['printers']
        path = os.path.join(person.home, 'out.jpg')
        add(person, printer)
        farm.do(printer['serial'], 'camera', {'mode': 'garbage'})
        person.json('snapshot', printer['serial'], path).fails(1, 'malformed', 'lan')
        farm.do(printer['serial'], 'renew-certificate')
        person.json('snapshot', printer['serial'], path).fails(1, 'untrusted', 'lan')
        assert not os.path.exists(path)


def test_cloud_alone():
    with start_farm('--models', 'P1S:idle', '--printers', '1') as farm, Person(farm) as person:
        person.sign_in()
        person.json('snapshot', farm.ready['printers'][0]['serial'], 'out.jpg').fails(1, 'unsupported', 'lan')


if __name__ == '__main__':
    sys.exit(run_tests(globals()))
