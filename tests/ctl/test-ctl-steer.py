#!/usr/bin/python3
# test-ctl-steer.py  SPDX-License-Identifier: GPL-3.0-or-later
"""What a steering command comes to when it cannot be obeyed: limits, state, refusal, silence, a broker that goes."""
import sys

from person import Person, each, run_tests, start_farm
from terminal import Terminal

DEVELOPER_MODE = 84033543


def check_refused(result, serial, key, code, name):
    error = result.fails(code, name, 'printer')
    document = result.document
    assert (document['serial'], document['key'], document['result']) == (serial, key, 'refused'), document
    return error


def test_silence():
    """A broker that stands still: the command may still arrive, once."""
    with start_farm('--models', 'X1C:printing', '--printers', '1') as farm, Person(farm) as person:
        person.sign_in()
        serial = farm.find('X1Carbon')['serial']
        with Terminal(person, 'stop', serial, '--json') as terminal:
            terminal.wait_for('[y/N]')
            farm.control('POST', '/fault', {'where': 'mqtt', 'what': 'delay', 'value': 12})
            terminal.type('y\n')
            code, out = terminal.end(14)
        assert code == 6 and '"result":"timeout"' in out and '"not-confirmed"' in out, (code, out)
        person.json('list').ends(0)  # the broker goes on
        assert len(farm.commands()) <= 1, farm.commands()


def test_limits():
    with start_farm('--models', 'P1S:idle,H2D:idle,A1mini:idle,X1C:idle') as farm, Person(farm) as person:
        person.sign_in()
        p1s, h2d, a1, x1 = (farm.find(model)['serial'] for model in ('P1S', 'H2D', 'A1mini', 'X1Carbon'))
        cases = [(p1s, 'nozzle', '999', 'Nozzle of the P1S: 0 to 300 °C'), (p1s, 'nozzle', '-5', '0 to 300'),
                 (p1s, 'nozzle', '301', '300'), (p1s, 'nozzle', '99999999999999999999', '300'),
                 (p1s, 'bed', '101', 'Bed of the P1S: 0 to 100 °C'), (a1, 'bed', '81', '0 to 80'),
                 (x1, 'bed', '121', 'Bed of the X1 Carbon: 0 to '), (h2d, 'nozzle', '351', '0 to 350'),
                 (h2d, 'nozzle-left', '400', 'Left nozzle of the H2D: 0 to 350 °C'),
                 (h2d, 'chamber', '66', '0 to 65'), (h2d, 'bed', '121', '0 to 120'), (p1s, 'fan', '101', '0 to 100'),
                 (p1s, 'fan', '-1', '0 to 100'), (h2d, 'chamber-fan', '1000', '0 to 100')]
        lacks = [(p1s, 'chamber', '40'), (p1s, 'nozzle-left', '200'), (a1, 'aux-fan', '50'), (a1, 'chamber-fan', '50'),
                 (x1, 'aux2-fan', '50'), (x1, 'airduct', 'cooling'), (x1, 'bed-light', 'on'), (x1, 'chamber', '40')]

        def try_limit(serial, key, value, words):
            error = check_refused(person.json('set', serial, key, value), serial, key, 1, 'out-of-range')
            assert words in error['message'], error

        each([lambda case=case: try_limit(*case) for case in cases] +
             [lambda case=case: check_refused(person.json('set', *case), case[0], case[1], 1, 'unsupported')
              for case in lacks])
        assert not farm.commands(), farm.commands()


def test_state_forbids():
    models = 'P1S:idle,X1C:printing,P2S:paused,A1mini:finished,P1P:offline'
    with start_farm('--models', models, '--printers', '5') as farm, Person(farm) as person:
        person.sign_in()
        idle, printing, paused, finished, away = (printer['serial'] for printer in farm.ready['printers'])
        busy = [('pause', idle), ('resume', idle), ('stop', idle), ('resume', printing), ('pause', paused),
                ('stop', finished), ('pause', finished)]
        each([lambda case=case: check_refused(person.json(*case), case[1], case[0], 1, 'busy') for case in busy] +
             [lambda: check_refused(person.json('set', idle, 'speed', 'sport'), idle, 'speed', 1, 'busy'),
              lambda: check_refused(person.json('set', away, 'bed', '50'), away, 'bed', 5, 'offline'),
              lambda: check_refused(person.json('stop', away), away, 'stop', 5, 'offline'),
              lambda: person.json('pause', 'nobody').fails(4, 'not-found', 'printer')])
        assert not farm.commands(), farm.commands()
        # A sentence of its own for each, and none that was worded for the log.
        sentences = {person.run(*case).ends(1).err for case in busy}
        assert len(sentences) == 4 and not any('not while' in sentence for sentence in sentences), sentences


def test_refusal():
    with start_farm('--models', 'X1C:printing,A1mini:printing') as farm, Person(farm) as person:
        person.sign_in()
        x1, a1 = farm.find('X1Carbon')['serial'], farm.find('A1mini')['serial']
        assert person.json('status', x1).document['control'] == 'allowed'
        for serial in (x1, a1):
            farm.do(serial, 'refuse-commands', True)
        # This one says in its reports that it wants signatures: nothing is sent.
        assert person.json('status', x1).document['control'] == 'refused'
        check_refused(person.json('set', x1, 'nozzle', '200'), x1, 'nozzle', 1, 'forbidden')
        check_refused(person.json('pause', x1), x1, 'pause', 1, 'forbidden')
        assert not farm.commands(), farm.commands()
        # That one says so when it is asked.
        error = check_refused(person.json('set', a1, 'nozzle', '201'), a1, 'nozzle', 1, 'forbidden')
        assert error['server_code'] == DEVELOPER_MODE and 'Developer Mode' in error['message'], error
        (entry,) = farm.commands()
        assert entry['serial'] == a1 and not entry['obeyed'], entry
        # The next run knows, though this printer never says so by itself.
        assert person.json('status', a1).document['control'] == 'refused'
        # The light wants no signature.
        for serial in (x1, a1):
            person.json('set', serial, 'light', 'off').ends(0)
            farm.do(serial, 'refuse-commands', False)
        person.json('set', x1, 'nozzle', '200').ends(0)
        # A person who asks again is obeyed, and so it is known from then on.
        person.json('set', a1, 'nozzle', '201').ends(0)
        assert person.json('status', a1).document['control'] == 'allowed'


def test_already_so():
    with start_farm('--models', 'P1S:idle,H2D:idle', '--speed', '60') as farm, Person(farm) as person:
        person.sign_in()

        def twice(model, key, value):
            serial = farm.find(model)['serial']
            for _ in range(2):
                assert person.json('set', serial, key, value).ends(0).document['result'] == 'confirmed'
            return serial

        each([lambda: twice('P1S', 'bed', '50'), lambda: twice('H2D', 'light', 'off')])
        sent = [entry['payload'] for entry in farm.commands()]
        assert len([payload for payload in sent if 'M140 S50' in payload]) == 2, sent


def test_broker_restarts():
    with start_farm('--models', 'X1C:printing', '--printers', '1', '--contract', 'seed') as farm, \
            Person(farm) as person:
        person.sign_in()
        serial = farm.find('X1Carbon')['serial']
        with Terminal(person, 'stop', serial, '--json') as terminal:
            terminal.wait_for('[y/N]')
            farm.control('POST', '/fault', {'where': 'mqtt', 'what': 'delay', 'value': 30})
            terminal.type('y\n')
            assert not terminal.ends_within(0.5), terminal.shown
            farm.control('POST', '/fault', {'where': 'mqtt', 'what': 'restart'})
            code, out = terminal.end(12)
        assert code == 6 and '"result":"timeout"' in out, (code, out)
        person.json('status', serial).ends(0)
        assert len(farm.commands()) <= 1, farm.commands()


def test_broker_refuses():
    with start_farm('--models', 'X1C:printing', '--printers', '1') as farm, Person(farm) as person:
        person.sign_in()
        farm.control('POST', '/fault', {'where': 'mqtt', 'what': 'status'})
        person.json('set', farm.find('X1Carbon')['serial'], 'bed', '50').fails(3, 'unauthorised')
        result = person.json('list').ends(0)
        assert result.document[0]['state'] in ('unknown', 'printing') and 'Sign in' in result.err, result
        farm.control('DELETE', '/fault')
        person.json('set', farm.find('X1Carbon')['serial'], 'bed', '50').ends(0)


if __name__ == '__main__':
    sys.exit(run_tests(globals()))
