#!/usr/bin/python3
# test-ctl-lan.py  SPDX-License-Identifier: GPL-3.0-or-later
"""Printers of the local network without any account: found, added, steered, removed; and what is said when the code,
the certificate or the address is another."""
import signal
import sys

from person import Person, Watch, run_tests, start_farm, wait_for
from terminal import Terminal

ARGUMENTS = ('--lan', '--models', 'P1S:printing,X1C:idle', '--printers', '2')


def ports(printer):
    return ','.join(f'{name}={port}' for name, port in printer['ports'].items())


def add(person, printer, *words, code=None):
    return person.json('add', printer['address'], '--ports', ports(printer), *words,
                       text=f'{printer["access_code"] if code is None else code}\n')


def renew_certificate(farm, printer):
    for what, value in (('renew-certificate', None), ('lan', False), ('lan', True)):
        farm.do(printer['serial'], what, value)


def test_without_an_account():
    with start_farm(*ARGUMENTS) as farm, Person(farm) as person:
        first, second = farm.ready['printers']
        person.json('list').fails(3, 'unauthorised', 'cloud')
        result = add(person, first).ends(0)
        added = result.document
        assert added['serial'] == first['serial'] and added['model'] == first['model'], added
        assert len(added['fingerprint']) == 64 and added['fingerprint'] in result.err, result
        assert first['access_code'] not in result.out + result.err, result
        add(person, second, '--name', 'Attic').ends(0)
        printers = {printer['serial']: printer for printer in person.json('list').ends(0).document}
        assert set(printers) == {first['serial'], second['serial']}, printers
        assert all(printer['route'] == 'lan' and printer['online'] for printer in printers.values()), printers
        assert printers[second['serial']]['name'] == 'Attic' and printers[first['serial']]['name'] == first['name']
        person.json('set', first['serial'], 'nozzle', '210').ends(0)
        wait_for(lambda: 'M104 S210' in farm.commands()[-1]['payload'], 2, 'the command')
        person.json('pause', first['name']).ends(0)
        watch = Watch(person, first['serial'], '--for', '15')
        farm.do(first['serial'], 'fail')
        watch.wait(first['serial'], 'print.failed')
        assert watch.end(signal.SIGINT) == 8
        assert person.json('remove', 'Attic').ends(0).document['serial'] == second['serial']
        person.json('remove', 'Attic').fails(4, 'not-found', 'printer')
        assert [printer['serial'] for printer in person.json('list').ends(0).document] == [first['serial']]
        person.json('remove', first['serial']).ends(0)
        person.json('list').fails(3, 'unauthorised', 'cloud')
        with open(person.secrets, encoding='utf-8') as file:
            assert first['access_code'] not in file.read()


def test_discover():
    with start_farm(*ARGUMENTS) as farm, Person(farm) as person:
        add(person, farm.ready['printers'][0]).ends(0)
        found = {printer['serial']: printer for printer in person.json('discover', '--for', '6').ends(0).document}
        for printer in farm.ready['printers']:
            assert found[printer['serial']]['address'] == printer['address'], found
            assert found[printer['serial']]['model'] == printer['model'], found
        assert [found[printer['serial']]['added'] for printer in farm.ready['printers']] == [True, False]


def test_wrong_code():
    with start_farm(*ARGUMENTS) as farm, Person(farm) as person:
        printer = farm.ready['printers'][0]
        add(person, printer, code='00000000').fails(3, 'unauthorised', 'lan')
        add(person, printer).ends(0)
        farm.do(printer['serial'], 'new-code', '87654321')
        person.json('status', printer['serial']).fails(3, 'unauthorised', 'lan')
        person.json('pause', printer['serial']).fails(3, 'unauthorised', 'lan')
        add(person, printer, code='87654321').ends(0)
        assert person.json('status', printer['serial']).ends(0).document['route'] == 'lan'


def test_changed_certificate():
    with start_farm(*ARGUMENTS) as farm, Person(farm) as person:
        printer = farm.ready['printers'][0]
        before = add(person, printer).ends(0).document['fingerprint']
        renew_certificate(farm, printer)
        error = person.json('pause', printer['serial']).fails(1, 'untrusted', 'lan')
        assert before not in error['message'] and not farm.commands(), error
        after = add(person, printer).ends(0)  # a pipe accepts, and leaves a trace of both
        assert after.document['fingerprint'] != before and before in after.err, after
        person.json('pause', printer['serial']).ends(0)


def test_another_printer_there():
    with start_farm(*ARGUMENTS) as farm, Person(farm) as person:
        printer, other = farm.ready['printers']
        add(person, printer).ends(0)
        farm.do(printer['serial'], 'renew-certificate', other['serial'])
        farm.do(printer['serial'], 'lan', False)
        farm.do(printer['serial'], 'lan', True)
        person.json('pause', printer['serial']).fails(1, 'untrusted', 'lan')
        assert not farm.commands()


def test_nobody_there():
    with start_farm(*ARGUMENTS) as farm, Person(farm) as person:
        printer = farm.ready['printers'][0]
        person.json('add', '127.0.73.77', '--ports', ports(printer), text='12345678\n').fails(5, 'offline', 'lan')
        add(person, printer).ends(0)
        farm.do(printer['serial'], 'offline')
        assert person.json('list').ends(0).document[0]['route'] is None
        person.json('pause', printer['serial']).fails(5, 'offline', 'lan')


def test_on_a_terminal():
    with start_farm(*ARGUMENTS) as farm, Person(farm) as person:
        printer = farm.ready['printers'][0]
        words = ('add', printer['address'], '--ports', ports(printer))
        with Terminal(person, *words) as terminal:
            terminal.wait_for('[y/N]')
            terminal.type('n\n')
            assert terminal.end()[0] == 8, terminal.shown
        with Terminal(person, *words) as terminal:
            terminal.wait_for('[y/N]')
            terminal.type('y\n')
            terminal.wait_for('Access code')
            terminal.type('00000000\n')
            terminal.wait_for('Try again')
            terminal.type(printer['access_code'] + '\n')
            assert terminal.end()[0] == 0, terminal.shown
            assert printer['access_code'] not in terminal.shown, terminal.shown


def test_usage():
    with Person() as person:
        for words in (['add'], ['add', 'a', 'b'], ['add', 'a', '--ports', 'mqtt'], ['add', 'a', '--ports', 'x=1'],
                      ['add', 'a', '--ports', 'mqtt=0'], ['add', 'a', '--ports', 'mqtt=99999'], ['remove'],
                      ['discover', '--for', 'x'], ['discover', '--for', '0'], ['discover', 'x']):
            person.json(*words, text='x\n').fails(2, 'usage', 'usage')


if __name__ == '__main__':
    sys.exit(run_tests(globals()))
