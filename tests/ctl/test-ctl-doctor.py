#!/usr/bin/python3
# test-ctl-doctor.py  SPDX-License-Identifier: GPL-3.0-or-later
"""culmctl doctor against printers of the local network: which step fails, and how the call ends."""
import contextlib
import os
import shutil
import signal
import socket
import sys

sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))
from person import Person, Watch, run_tests, start_farm  # noqa: E402
from desktop import wait_for  # noqa: E402  (the way to it is known only now)

NETWORK = f'127.{1 + os.getpid() // 256 % 200}.{os.getpid() % 256}'
STEPS = ['name', 'mqtt', 'ftps', 'rtsps', 'camera', 'certificate', 'code', 'serial', 'mode', 'firmware', 'clock']


@contextlib.contextmanager
def scene():
    """Somebody who has added the first of two printers."""
    with start_farm('--lan', '--seed', '4712', '--address', NETWORK + '.1', '--ssdp', '127.0.0.1:9', '--models',
                    'P1S:printing,P1S:idle', '--printers', '2') as farm, Person(farm) as person:
        first = farm.ready['printers'][0]
        person.run('add', first['address'], *ports_of(first), text=first['access_code'] + '\n').ends(0)
        yield farm, person, first


def ports_of(printer):
    ports = ','.join(f'{name}={port}' for name, port in printer['ports'].items() if name != 'ssdp')
    return ('--ports', ports)


def examine(person, code, *words):
    result = person.json('doctor', *words)
    assert code is None or result.ends(code)
    steps = result.document
    assert all(set(step) == {'step', 'state', 'detail', 'advice'} for step in steps), repr(result)
    assert [step['step'] for step in steps if step['step'] != 'tunnel'] == STEPS, repr(result)
    assert all(step['advice'] for step in steps if step['state'] == 'failed'), repr(result)
    return {step['step']: step for step in steps}


def failed(steps):
    return [name for name, step in steps.items() if step['state'] == 'failed']


def test_good():
    with scene() as (farm, person, printer):
        for words in (printer['serial'], printer['name'], printer['address']):
            steps = examine(person, 0, words)
            assert not failed(steps) and steps['rtsps']['state'] == 'skipped', steps
            assert all(steps[name]['state'] == 'ok' for name in STEPS if name != 'rtsps'), steps
        report = person.run('doctor', printer['serial']).ends(0)
        assert printer['access_code'] not in report.out + report.err, repr(report)
        assert printer['serial'] not in report.out and printer['serial'][-3:] in report.out, repr(report)


def test_host():
    """Not added: all but what needs the code."""
    with scene() as (farm, person, _):
        other = farm.ready['printers'][1]
        steps = examine(person, 0, other['address'], *ports_of(other))
        assert steps['certificate']['state'] == 'ok' and steps['code']['state'] == 'skipped', steps
        assert 'Add the printer' in steps['code']['advice'] and steps['firmware']['state'] == 'ok', steps


def test_wrong_code():
    with scene() as (farm, person, printer):
        farm.do(printer['serial'], 'new-code', '12121212')
        steps = examine(person, 3, printer['serial'])
        assert failed(steps) == ['code'] and steps['serial']['state'] == 'skipped', steps


def test_other_printer():
    with scene() as (farm, person, printer):
        other = farm.ready['printers'][1]['serial']
        farm.do(printer['serial'], 'renew-certificate', other)
        steps = examine(person, 1, printer['serial'])
        assert failed(steps) == ['certificate'] and 'Another printer' in steps['certificate']['detail'], steps
        assert steps['code']['state'] == 'skipped' and other not in str(steps), steps
        farm.do(printer['serial'], 'renew-certificate', None)
        steps = examine(person, 1, printer['serial'])
        assert failed(steps) == ['certificate'] and 'Accept it only' in steps['certificate']['advice'], steps


def test_port_closed():
    with scene() as (farm, person, printer):
        farm.do(printer['serial'], 'silent-port', 'ftps')
        steps = examine(person, 1, printer['serial'])
        assert failed(steps) == ['ftps'] and 'says nothing' in steps['ftps']['detail'], steps
        farm.do(printer['serial'], 'silent-port', None)
        farm.do(printer['serial'], 'lan', False)
        steps = examine(person, 5, printer['serial'])
        assert {'mqtt', 'ftps'} <= set(failed(steps)) and steps['certificate']['state'] == 'skipped', steps


def test_one_session():
    """Another program has the only place."""
    with scene() as (farm, person, printer), Person(farm) as other:
        other.run('add', printer['address'], *ports_of(printer), text=printer['access_code'] + '\n').ends(0)
        watch = Watch(other, printer['serial'], '--for', '300')
        farm.do(printer['serial'], 'one-session', 'refuse')
        steps = examine(person, 5, printer['serial'])
        assert 'mqtt' in failed(steps) and 'ends the connection at once' in steps['mqtt']['detail'], steps
        assert 'Close other programs' in steps['mqtt']['advice'], steps
        farm.do(printer['serial'], 'one-session', None)
        assert watch.end(signal.SIGINT) == 8
        farm.do(printer['serial'], 'one-session', 'refuse')
        # Ours is the one, once the printer has seen the other leave.
        wait_for(lambda: examine(person, None, printer['serial'])['code']['state'] == 'ok', 30, 'the only place')
        farm.do(printer['serial'], 'one-session', None)
        assert not failed(examine(person, 0, printer['serial']))


def test_silent_port():
    with scene() as (farm, person, printer):
        farm.do(printer['serial'], 'silent-port', 'mqtt')
        steps = examine(person, 5, printer['serial'])
        assert failed(steps) == ['mqtt'] and 'says nothing' in steps['mqtt']['detail'], steps
        assert steps['certificate']['state'] == steps['code']['state'] == 'skipped', steps


def test_clock():
    """A printer whose clock stands still; it works all the same."""
    with start_farm('--lan', '--seed', '4713', '--address', NETWORK + '.129', '--ssdp', '127.0.0.1:9', '--models',
                    'X1C:idle', '--printers', '1') as farm, Person(farm) as person:
        printer = farm.ready['printers'][0]
        person.run('add', printer['address'], *ports_of(printer), text=printer['access_code'] + '\n').ends(0)
        assert examine(person, 0, printer['serial'])['clock']['state'] == 'ok'
        farm.control('POST', f'/printers/{printer["serial"]}/state', {'t_utc': 86400000})
        steps = examine(person, 0, printer['serial'])
        assert failed(steps) == ['clock'] and '1970-01-02' in steps['clock']['detail'], steps


def test_issuer():
    """A certificate by a known issuer is fine without having been accepted; one by another of its name is not."""
    with start_farm('--lan', '--seed', '4714', '--address', NETWORK + '.193', '--ssdp', '127.0.0.1:9', '--models',
                    'P1S:idle', '--printers', '1') as farm, Person(farm) as person:
        printer = farm.ready['printers'][0]
        steps = examine(person, 0, printer['address'], *ports_of(printer))
        assert 'not accepted yet' in steps['certificate']['detail'], steps
        roots = os.path.join(person.home, 'data', 'culm', 'default')
        os.makedirs(roots, exist_ok=True)
        shutil.copy(farm.ready['printer_ca'], os.path.join(roots, 'printer-roots.pem'))
        steps = examine(person, 0, printer['address'], *ports_of(printer))
        assert 'BBL CA' in steps['certificate']['detail'] and not steps['certificate']['advice'], steps
        added = person.run('add', printer['address'], *ports_of(printer), text=printer['access_code'] + '\n').ends(0)
        assert 'an issuer that you know: BBL CA' in added.err, repr(added)
        farm.do(printer['serial'], 'renew-certificate', None)
        assert not failed(examine(person, 0, printer['serial']))


def test_unknown():
    with Person() as person:
        person.json('doctor', 'no such printer').fails(4, 'not-found', 'printer')
        person.json('doctor', '127.0.0.1', '--ports', 'mqtt=x').fails(2, 'usage')
        with socket.socket() as closed:
            closed.bind(('127.0.0.1', 0))
            port = closed.getsockname()[1]
            steps = examine(person, 5, '127.0.0.1', '--ports', f'mqtt={port},ftps={port}')
        assert steps['name']['state'] == 'ok' and 'mqtt' in failed(steps), steps


if __name__ == '__main__':
    sys.exit(run_tests(globals()))
