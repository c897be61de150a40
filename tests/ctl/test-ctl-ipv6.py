#!/usr/bin/python3
# test-ctl-ipv6.py  SPDX-License-Identifier: GPL-3.0-or-later
"""Printers that are reached by IPv6: at an address of the computer itself, and at one that holds on one interface only
(fe80::…%eth0), where every part of the program has to say which."""
import os
import socket
import sys

from person import Person, forgive, needs, run_tests, start_farm

NOWHERE = '127.0.0.1:9'


def find_link_local():
    """An address of this computer that means nothing without its interface. None: there is none."""
    try:
        with open('/proc/net/if_inet6', encoding='ascii') as file:
            rows = [line.split() for line in file]
    except OSError:
        return None
    for digits, _, _, scope, flags, name in rows:
        if scope == '20' and int(flags, 16) & 0x48 == 0:  # neither tentative nor a failed duplicate
            return f'{socket.inet_ntop(socket.AF_INET6, bytes.fromhex(digits))}%{name}'
    return None


LINK_LOCAL = find_link_local()


def find_fault(address):
    """Why nothing can be tried at this address; None when it can."""
    try:
        with socket.socket(socket.AF_INET6) as listener:
            listener.bind(socket.getaddrinfo(address, 0, type=socket.SOCK_STREAM)[0][4])
    except OSError as error:
        return f'no IPv6 at {address}: {error}'
    return None


def ports_of(printer):
    return '--ports', ','.join(f'{name}={port}' for name, port in printer['ports'].items())


def add(person, printer, host):
    done = person.json('add', host, *ports_of(printer), text=f'{printer["access_code"]}\n').ends(0).document
    assert done['serial'] == printer['serial'] and done['host'] == printer['address'], done


def move_a_file(person, serial):
    there = os.path.join(person.home, 'there')
    os.makedirs(there, exist_ok=True)
    local = os.path.join(person.home, f'{serial}.gcode')
    with open(local, 'w', encoding='ascii') as file:
        file.write('G28\n' * 1000)
    person.json('files', serial, 'put', local).ends(0)
    rows = person.json('files', serial, 'list').ends(0).document
    assert f'{serial}.gcode' in [row['name'] for row in rows], rows
    person.json('files', serial, 'get', f'/{serial}.gcode', '--into', there).ends(0)
    with open(os.path.join(there, f'{serial}.gcode'), encoding='ascii') as file:
        assert file.read() == 'G28\n' * 1000


def take_a_picture(person, serial):
    path = os.path.join(person.home, f'{serial}.jpg')
    person.run('snapshot', serial, path, **forgive()).ends(0)
    with open(path, 'rb') as file:
        assert file.read(2) == b'\xff\xd8'


def look_over(person, printer, host):
    """MQTT, storage, camera and the doctor: each has its own way through the network."""
    serial = printer['serial']
    add(person, printer, host)
    status = person.json('status', serial).ends(0).document
    assert status['route'] == 'lan' and status['online'], status
    move_a_file(person, serial)
    if 'camera' in printer['ports'] or 'rtsps' in printer['ports']:
        take_a_picture(person, serial)
    for words in ([serial], [host, *ports_of(printer)]):
        steps = person.json('doctor', *words).ends(0).document
        assert [step for step in steps if step['state'] == 'failed'] == [], steps


def use(address):
    arguments = ('--lan', '--models', 'P1S:idle,P2S:idle', '--printers', '2', '--address', address, '--ssdp', NOWHERE)
    with start_farm(*arguments) as farm, Person(farm) as person:
        first, second = farm.ready['printers']
        look_over(person, first, f'[{address}]')
        look_over(person, second, address)


@needs(find_fault('::1'))
def test_at_an_address_of_the_computer():
    use('::1')


@needs(find_fault(LINK_LOCAL) if LINK_LOCAL else 'no address of an interface here')
def test_at_an_address_of_an_interface():
    use(LINK_LOCAL)


if __name__ == '__main__':
    sys.exit(run_tests(globals()))
