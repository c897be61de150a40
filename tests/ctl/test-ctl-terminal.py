#!/usr/bin/python3
# test-ctl-terminal.py  SPDX-License-Identifier: GPL-3.0-or-later
"""culmctl on a terminal: what is asked and not shown, and the end by Ctrl+C wherever it waits."""
import os
import signal
import sys
import time

from person import Person, Watch, run_tests, start_farm, wait_for
from terminal import Terminal

MODELS = 'X1C:printing,P1S:idle'


def new_farm(*arguments):
    return start_farm('--models', MODELS, '--printers', '2', '--speed', '60', *arguments)


def sign_in_words(person):
    return ['sign-in', person.account['account'], '--region', person.farm.ready['rest']]


def test_secrets_are_not_shown():
    with new_farm('--auth', 'tfa') as farm, Person(farm) as person:
        with Terminal(person, *sign_in_words(person)) as terminal:
            terminal.wait_for('Password')
            assert not terminal.echoes()
            terminal.type(person.account['password'] + '\n')
            terminal.wait_for('authenticator')
            assert not terminal.echoes()
            terminal.type(person.account['totp'] + '\n')
            code, out = terminal.end()
            assert code == 0 and person.account['account'] in out, terminal.shown
            assert terminal.echoes(), 'the terminal is left as it was'
            for secret in (person.account['password'], person.account['totp']):
                assert secret not in terminal.shown + out, terminal.shown
        with Terminal(person, 'sign-in', '--token', '--region', farm.ready['rest']) as terminal:
            terminal.wait_for('token')
            assert not terminal.echoes()
            terminal.type('secret-token\n')
            assert terminal.end()[0] == 3 and 'secret-token' not in terminal.shown, terminal.shown


def test_interrupted_password():
    with new_farm() as farm, Person(farm) as person:
        for key in ('\x03', None):
            with Terminal(person, *sign_in_words(person), '--json') as terminal:
                terminal.wait_for('Password')
                if key is not None:
                    terminal.type(key)
                else:
                    terminal.process.send_signal(signal.SIGTERM)
                code, out = terminal.end(30)
                assert code == 8 and '"cancelled"' in out and terminal.echoes(), (code, out)
        assert not farm.control('GET', '/requests')


def test_stop_asks():
    with new_farm() as farm, Person(farm) as person:
        person.sign_in()
        serial, idle = farm.find('X1Carbon')['serial'], farm.find('P1S')['serial']
        for answer in ('\n', 'n\n', 'no\n', 'yesterday\n'):
            with Terminal(person, 'stop', serial) as terminal:
                terminal.wait_for('[y/N]')
                assert 'Workshop X1' in terminal.shown and terminal.echoes()
                terminal.type(answer)
                assert terminal.end()[0] == 8, terminal.shown
        with Terminal(person, 'stop', serial) as terminal:
            terminal.wait_for('[y/N]')
            terminal.type('\x03')
            assert terminal.end(30)[0] == 8, terminal.shown
        assert not farm.commands()
        for printer, code in ((idle, 1), ('nobody', 4)):
            with Terminal(person, 'stop', printer) as terminal:
                assert terminal.end()[0] == code and '[y/N]' not in terminal.shown, terminal.shown
        assert not farm.commands()
        with Terminal(person, 'stop', serial) as terminal:
            terminal.wait_for('[y/N]')
            terminal.type('Y\n')
            assert terminal.end()[0] == 0, terminal.shown
        assert len(farm.commands()) == 1
        farm.do(idle, 'start-print')
        with Terminal(person, 'stop', '--yes', idle) as terminal:
            assert terminal.end()[0] == 0 and '[y/N]' not in terminal.shown, terminal.shown
        assert len(farm.commands()) == 2


def test_interrupted_confirmation():
    with new_farm() as farm, Person(farm) as person:
        person.sign_in()
        with Terminal(person, 'stop', farm.find('X1Carbon')['serial'], '--json') as terminal:
            terminal.wait_for('[y/N]')
            farm.control('POST', '/fault', {'where': 'mqtt', 'what': 'delay', 'value': 30})
            terminal.type('y\n')
            assert not terminal.ends_within(0.5), terminal.read()
            terminal.type('\x03')
            code, out = terminal.end(20)
            assert code == 8 and '"cancelled"' in out, (code, out)


def test_interrupted_network():
    with new_farm() as farm, Person(farm) as person:
        person.sign_in()
        for words, path in ((['list'], '/v1/iot-service'), (['status', 'X'], '/v1/iot-service'),
                            (['sign-out'], '/v1/user-service/my/logout'), (sign_in_words(person), '/v1/user-service')):
            farm.control('POST', '/fault', {'where': 'rest', 'path': path, 'what': 'delay', 'value': 40})
            farm.control('DELETE', '/requests')
            process = person.start(*words, '--json')
            process.stdin.write(person.answers().encode())
            process.stdin.flush()
            wait_for(lambda: farm.control('GET', '/requests'), 10, f'a request of {words}')
            begin = time.monotonic()
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=60)
            assert process.returncode == 8 and b'"cancelled"' in out, (words, process.returncode, out, err)
            assert time.monotonic() - begin < 15, words
            farm.control('DELETE', '/fault')


def test_interrupted_reports():
    with new_farm() as farm, Person(farm) as person:
        person.sign_in()
        farm.control('POST', '/fault', {'where': 'mqtt', 'what': 'bad-json'})
        for words in (['list'], ['status', 'Workshop X1'], ['set', 'Workshop X1', 'bed', '50'], ['watch']):
            farm.control('DELETE', '/commands')
            process = person.start(*words, '--json')
            wait_for(lambda: 'pushall' in str(farm.control('GET', '/commands?all')), 10, 'the question for a report')
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=30)
            assert process.returncode == 8 and b'"cancelled"' in out, (words, process.returncode, out, err)
        assert not farm.commands()


def test_interrupted_watch():
    with new_farm() as farm, Person(farm) as person:
        person.sign_in()
        watch = Watch(person)
        assert watch.end(signal.SIGINT) == 8
        assert watch.all[-1]['error']['code'] == 'cancelled', watch.all


def test_interrupted_upload():
    with new_farm() as farm, Person(farm) as person:
        person.sign_in()
        path = os.path.join(person.home, 'large.gcode')
        with open(path, 'wb') as file:
            file.truncate(900 * 1024 * 1024)
        with Terminal(person, 'upload', path, '--json') as terminal:
            terminal.wait_for('%')
            begin = time.monotonic()
            terminal.type('\x03')
            code, out = terminal.end(30)
            assert code == 8 and '"cancelled"' in out, (code, out)
            assert time.monotonic() - begin < 10, 'a cancel is effective at once'
        assert not any(entry['confirmed'] for entry in farm.control('GET', '/uploads'))


if __name__ == '__main__':
    sys.exit(run_tests(globals()))
