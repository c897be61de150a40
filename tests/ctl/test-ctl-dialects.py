#!/usr/bin/python3
# test-ctl-dialects.py  SPDX-License-Identifier: GPL-3.0-or-later
"""Each way to sign in to each kind of server, then every steering command: what the printer got, byte for byte."""
import sys

from payloads import LAMP, command, lamp, line, received, take_sequence
from person import Person, each, run_tests, start_farm, wait_for

MODELS = 'X1C:printing,H2D:idle,X2D:idle,P1S:paused,A1mini:idle,P2S:idle'


SERVICE = [
    ('X1Carbon', 'nozzle', '220', [line('M104 S220\n')]),
    ('X1Carbon', 'bed', '65', [line('M140 S65\n')]),
    ('X1Carbon', 'bed', '1', [line('M140 S0\n')]),
    ('X1Carbon', 'fan', '50', [line('M106 P1 S127\n')]),
    ('X1Carbon', 'aux-fan', '40', [line('M106 P2 S102\n')]),
    ('X1Carbon', 'chamber-fan', '100', [line('M106 P3 S255\n')]),
    ('X1Carbon', 'speed', 'sport', [command('print_speed', param='3')]),
    ('X1Carbon', 'light', 'off', [lamp('chamber_light', 'off')]),
    ('H2D', 'nozzle', '210', [command('set_nozzle_temp', extruder_index=0, target_temp=210)]),
    ('H2D', 'nozzle-left', '200', [command('set_nozzle_temp', extruder_index=1, target_temp=200)]),
    ('H2D', 'bed', '60', [command('set_bed_temp', temp=60)]),
    ('H2D', 'chamber', '35', [command('set_ctt', ctt_val=35)]),
    ('H2D', 'fan', '30', [command('set_fan', fan_index=1, speed=30)]),
    ('H2D', 'aux-fan', '20', [command('set_fan', fan_index=2, speed=20)]),
    ('H2D', 'chamber-fan', '10', [command('set_fan', fan_index=3, speed=10)]),
    ('H2D', 'light', 'on', [lamp('chamber_light', 'on'), lamp('chamber_light2', 'on')]),
    ('H2D', 'bed-light', 'on', [lamp('heatbed_light', 'on', **dict.fromkeys(LAMP, 0))]),
    ('X2D', 'aux2-fan', '50', [command('set_fan', fan_index=10, speed=50)]),
    ('X2D', 'chamber', '45', [command('set_airduct', modeId=1, submode=-1), command('set_ctt', ctt_val=45)]),
    ('P2S', 'airduct', 'heating', [command('set_airduct', modeId=1, submode=-1)]),
    ('A1mini', 'nozzle', '0', [line('M104 S0\n')]),
]
SEED = [
    ('X1Carbon', 'nozzle', '220', '{"print":{"command":"set_nozzle_temp","param":"220"}}'),
    ('X1Carbon', 'bed', '60', '{"print":{"command":"set_bed_temp","param":"60"}}'),
    ('H2D', 'chamber', '35', '{"print":{"command":"set_chamber_temp","param":"35"}}'),
    ('X1Carbon', 'fan', '50', '{"print":{"command":"set_fan_speed","param":"50"}}'),
    ('X1Carbon', 'aux-fan', '50', '{"print":{"command":"set_airduct","param":"50"}}'),
    ('X1Carbon', 'chamber-fan', '50', '{"print":{"command":"set_ctt","param":"50"}}'),
]
SEED_LACKS = [('X1Carbon', 'light', 'off'), ('X1Carbon', 'speed', 'sport'), ('H2D', 'nozzle-left', '200'),
              ('H2D', 'bed-light', 'on'), ('X2D', 'aux2-fan', '50'), ('P2S', 'airduct', 'cooling')]
JOB = [('pause', 'X1Carbon'), ('resume', 'P1S'), ('stop', 'X1Carbon')]


def check_confirmed(result, serial, key, value):
    document = result.ends(0).document
    assert set(document) == {'serial', 'key', 'value', 'result', 'after'}, result
    assert (document['serial'], document['key'], document['value']) == (serial, key, value), result
    assert document['result'] == 'confirmed' and 0 <= document['after'] < 10, result


def wanted_value(value):
    return (0 if value == '1' else int(value)) if value.isdigit() else value


def steer_service(person):
    farm = person.farm
    groups = {}
    for model, key, value, payloads in SERVICE:
        groups.setdefault(model, []).append((key, value, payloads))

    def steer(model):
        serial = farm.find(model)['serial']
        for key, value, payloads in groups[model]:
            before = len(received(farm, serial))
            check_confirmed(person.json('set', serial, key, value), serial, key, wanted_value(value))
            assert [take_sequence(payload) for payload in received(farm, serial)[before:]] == payloads, \
                (model, key, received(farm, serial)[before:])

    each([lambda model=model: steer(model) for model in groups])
    for name, model in JOB:
        serial = farm.find(model)['serial']
        before = len(received(farm, serial))
        check_confirmed(person.json(name, serial), serial, name, None)
        assert [take_sequence(payload) for payload in received(farm, serial)[before:]] == [command(name, param='')]


def steer_seed(person):
    farm = person.farm
    farm.control('DELETE', '/commands')

    def steer(model, key, value, payload):
        serial = farm.find(model)['serial']
        check_confirmed(person.json('set', serial, key, value), serial, key, int(value))
        # What is so already may be confirmed by a report that met the command on its way.
        wait_for(lambda: received(farm, serial).count(payload) == 1, 2, payload)

    def lack(model, key, value):
        person.json('set', farm.find(model)['serial'], key, value).fails(1, 'unsupported', 'printer')

    each([lambda row=row: steer(*row) for row in SEED] + [lambda row=row: lack(*row) for row in SEED_LACKS])
    assert len(farm.commands()) == len(SEED), farm.commands()
    for name, model in JOB:
        serial = farm.find(model)['serial']
        check_confirmed(person.json(name, serial), serial, name, None)
        assert received(farm, serial)[-1] == f'{{"print":{{"command":"{name}"}}}}', received(farm, serial)


def check_account(person, auth):
    result = person.sign_in(auth, '--json')
    (entry,) = result.document
    assert entry['account'] == person.account['account'] and entry['region'] == person.farm.ready['rest'], entry
    assert entry['uid'] and set(entry) == {'account', 'region', 'uid', 'name', 'expires'}, entry
    assert entry['expires'].endswith('Z'), entry
    assert person.json('whoami').ends(0).document == [entry]
    assert person.account['account'] in person.run('whoami').ends(0).out


def check_printers(person):
    listed = person.json('list').ends(0).document
    assert sorted(printer['serial'] for printer in listed) == \
        sorted(printer['serial'] for printer in person.farm.ready['printers'])
    for printer in listed[:2]:
        one = person.json('status', printer['serial']).ends(0).document
        assert one.keys() == printer.keys() and one['name'] == printer['name'], (one, printer)
        assert printer['online'] and printer['route'] == 'cloud' and printer['bed']['current'] > 0, printer


def go_through(contract, auth, steer):
    with start_farm('--contract', contract, '--auth', auth, '--models', MODELS, '--speed', '60') as farm, \
            Person(farm) as person:
        check_account(person, auth)
        check_printers(person)
        steer(person)
        person.run('sign-out').ends(0)
        person.json('whoami').fails(3, 'unauthorised', 'cloud')
        person.json('list').fails(3, 'unauthorised', 'cloud')


def steer_little(person):
    """Where the dialect was gone through already: one command is enough to see that this sign-in gives live data."""
    serial = person.farm.find('X1Carbon')['serial']
    person.json('set', serial, 'bed', '70').ends(0)
    assert len(received(person.farm, serial)) == 1


def test_service_password():
    go_through('service', 'password', steer_service)


def test_service_code():
    go_through('service', 'code', steer_little)


def test_service_tfa():
    go_through('service', 'tfa', steer_little)


def test_seed_password():
    go_through('seed', 'password', steer_little)


def test_seed_code():
    go_through('seed', 'code', steer_seed)


def test_seed_tfa():
    go_through('seed', 'tfa', steer_little)


if __name__ == '__main__':
    sys.exit(run_tests(globals()))
