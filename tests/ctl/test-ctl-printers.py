#!/usr/bin/python3
# test-ctl-printers.py  SPDX-License-Identifier: GPL-3.0-or-later
"""Finding printers by what people call them, and saying of them what is known: list, status, help and usage."""
import json
import os
import ssl
import subprocess
import sys
import urllib.request

from person import CULMCTL, Person, each, run_tests, start_farm

KEYS = ['serial', 'name', 'model', 'model_id', 'firmware', 'route', 'online', 'report_age', 'control', 'state', 'stage',
        'job', 'nozzles', 'bed', 'chamber', 'fans', 'airduct', 'speed', 'light', 'ams', 'external', 'error', 'hms',
        'storage', 'door', 'wifi_dbm', 'camera', 'upgrade', 'rack', 'lights', 'modules']
INNER = {'stage': ['code', 'name'], 'bed': ['current', 'target'],
         'fans': ['part', 'aux', 'aux2', 'chamber', 'hotend'],
         'job': ['name', 'file', 'plate', 'progress', 'remaining', 'layer', 'layers', 'task_id', 'source', 'prepare',
                 'skipped'],
         'camera': ['kind', 'available', 'recording', 'timelapse'], 'upgrade': ['status', 'progress', 'available'],
         'speed': ['level', 'name', 'percent']}
ROWS = {'nozzles': ['id', 'current', 'target', 'diameter', 'kind', 'flow', 'active'],
        'ams': ['id', 'kind', 'humidity_level', 'humidity', 'temperature', 'drying', 'nozzle', 'slots'],
        'hms': ['code', 'severity', 'module', 'text', 'url'],
        'external': ['id', 'nozzle', 'empty', 'active', 'type', 'color'], 'modules': ['name', 'version']}
SLOT = ['id', 'empty', 'active', 'type', 'name', 'color', 'colors', 'remain', 'nozzle_min', 'nozzle_max', 'preset']
RANKS = [{'failed', 'paused'}, {'finished'}, {'preparing', 'printing'}, {'idle'}, {'unknown'}, {'offline'}]


def rename(farm, serial, name):
    """As the vendor's app does it."""
    request = urllib.request.Request(
        farm.ready['rest'] + '/v1/iot-service/api/user/device/info', method='PATCH',
        data=json.dumps({'dev_id': serial, 'name': name}).encode(),
        headers={'Authorization': 'Bearer ' + farm.control('GET', '/account')['token'],
                 'Content-Type': 'application/json'})
    with urllib.request.urlopen(request, context=ssl.create_default_context(cafile=farm.ready['ca']), timeout=60):
        pass


def check_whole(printer):
    assert list(printer) == KEYS, list(printer)
    for name, members in INNER.items():
        assert printer[name] is None or list(printer[name]) == members, (name, printer[name])
    for name, members in ROWS.items():
        assert all(list(row) == members for row in printer[name]), (name, printer[name])
    assert all(list(slot) == SLOT for unit in printer['ams'] for slot in unit['slots']), printer['ams']


def test_list_and_status():
    with start_farm('--speed', '60') as farm, Person(farm) as person:
        person.sign_in()
        farm.do(farm.find('X1Carbon')['serial'], 'hms', {'attr': 0x03000100, 'code': 0x00010008})
        result = person.json('list').ends(0)
        assert result.seconds < 5 or person.json('list').ends(0).seconds < 5, result
        for printer in result.document:
            check_whole(printer)
        states = [printer['state'] for printer in result.document]
        ranks = [next(i for i, rank in enumerate(RANKS) if state in rank) for state in states]
        assert ranks == sorted(ranks) and len(set(states)) == 6, states
        by_model = {printer['model']: printer for printer in result.document}
        assert by_model['X1 Carbon']['hms'][0]['code'] == '0300-0100-0001-0008', by_model['X1 Carbon']['hms']
        assert by_model['P1S']['error']['code'] == '0300-8004' and by_model['P1S']['state'] == 'paused'
        away = by_model['P1P']
        assert away['state'] == 'offline' and away['route'] is not False and not away['online'], away
        assert away['bed'] == {'current': None, 'target': None} and away['job'] is None, away
        text = person.run('list').ends(0).out
        for printer in farm.ready['printers']:
            assert any(printer['serial'] in line and printer['name'] in line for line in text.splitlines()), text
        page = person.run('status', farm.find('H2D')['serial']).ends(0).out
        assert 'H2D' in page and '°C' in page, page
        # UTF-8, whatever the locale says.
        assert '°C' in person.run('status', farm.find('H2D')['serial'], LC_ALL='C').ends(0).out


def test_raw():
    with start_farm('--models', 'X1C:printing', '--printers', '1', '--speed', '60') as farm, Person(farm) as person:
        person.sign_in()
        (printer,) = farm.ready['printers']
        serial = printer['serial']
        farm.control('POST', f'/printers/{serial}/state', {'unheard_of': {'a': [1, {'b': 2.5}]}})
        raw = person.json('status', serial, '--raw').ends(0).document
        assert raw['print']['unheard_of'] == {'a': [1, {'b': 2.5}]}, raw
        assert raw['print']['gcode_state'] and raw['info']['module'], raw
        text = person.run('status', serial, '--raw').ends(0).out
        assert json.loads(text).keys() == raw.keys() and len(text.splitlines()) > 50, text
        for secret in (serial, printer['access_code'], '127.0.'):
            assert secret not in text, (secret, text)
        path = os.path.join(person.home, 'raw.json')
        with open(path, 'w', encoding='utf-8') as file:
            file.write(text)
        assert person.run('decode', path).ends(0).document['model'] == 'X1 Carbon'


def test_what_people_call_them():
    names = {'<b>&"': 0, 'X' * 200: 1, '🖨️ Drucker 😀': 2, 'طابعة': 3, 'Twin': 4}
    with start_farm('--models', 'P1S:idle', '--printers', '6') as farm, Person(farm) as person:
        person.sign_in()
        serials = [printer['serial'] for printer in farm.ready['printers']]
        for name, index in names.items():
            rename(farm, serials[index], name)
        rename(farm, serials[5], 'tWIN')

        def find(words):
            return person.json('status', words).ends(0).document['serial']

        assert each([lambda name=name: find(name) for name in list(names)[:-1]]) == serials[:4]
        error = person.json('status', 'twin').fails(2, 'ambiguous', 'usage')
        assert serials[4] in error['message'] and serials[5] in error['message'] and serials[0] not in error['message']
        person.json('watch', 'TWIN', '--for', '1').fails(2, 'ambiguous', 'usage')
        person.json('set', 'twin', 'bed', '50').fails(2, 'ambiguous', 'usage')
        assert find(serials[4]) == serials[4]
        assert find(serials[0][:-1].lower() + serials[0][-1]) == serials[0]
        unique = next(serials[5][:n] for n in range(1, 16)
                      if sum(serial.startswith(serials[5][:n]) for serial in serials) == 1)
        assert find(unique.lower()) == serials[5]
        person.json('status', serials[0][:2]).fails(2, 'ambiguous')
        for words in ('', 'nobody', serials[0] + '0', 'twi', '--', ' '):
            person.run('--json', 'status', '--', words).fails(4, 'not-found', 'printer')
        listed = {printer['serial']: printer['name'] for printer in person.json('list').ends(0).document}
        assert all(listed[serials[index]] == name for name, index in names.items()), listed
        # A name that would steer a terminal is only text there.
        rename(farm, serials[0], 'a\x1b[31mb\u009bc')
        assert 'a[31mbc' in person.run('list').ends(0).out


def test_what_is_not_known_is_null():
    with start_farm('--models', 'P1S:printing', '--printers', '1') as farm, Person(farm) as person:
        person.sign_in()
        farm.control('POST', '/fault', {'where': 'mqtt', 'what': 'bad-json'})
        serial = farm.ready['printers'][0]['serial']
        listed, refused = each([lambda: person.json('list'), lambda: person.json('set', serial, 'bed', '50')])
        refused.fails(5, 'offline')
        assert not farm.commands(), farm.commands()
        (printer,) = listed.ends(0).document
        check_whole(printer)
        assert printer['online'] and printer['model'] == 'P1S' and printer['state'] == 'unknown', printer
        for key in ('report_age', 'firmware', 'job', 'speed', 'light', 'error', 'wifi_dbm'):
            assert printer[key] is None, (key, printer[key])
        assert printer['bed'] == {'current': None, 'target': None} and printer['fans']['part'] is None, printer
        farm.control('DELETE', '/fault')
        farm.control('POST', '/fault', {'where': 'mqtt', 'what': 'delay', 'value': 40})
        result = person.json('status', serial).ends(0)
        assert 4 < result.seconds < 25 and result.document['serial'] == serial, result


def test_usage():
    with Person() as person:
        for words in ([], ['frobnicate'], ['list', 'extra'], ['list', '--wrong'], ['status'], ['pause'],
                      ['pause', 'a', 'b'], ['set', 'a', 'bed'], ['set', 'a', 'toast', '5'],
                      ['set', 'a', 'bed', 'hot'], ['set', 'a', 'bed', ''],
                      ['set', 'a', 'nozzle', 'left'], ['set', 'a', 'bed', 'nan'], ['set', 'a', 'light', 'dim'],
                      ['set', 'a', 'speed', '5'], ['set', 'a', 'airduct', 'hot'], ['upload'], ['watch', '--for'],
                      ['watch', '--for', 'ever'], ['watch', '--for', '-1'], ['watch', '--for=nan'], ['sign-in'],
                      ['sign-in', ''], ['sign-in', 'a', '--region'], ['--profile']):
            person.json(*words).fails(2, 'usage', 'usage')
        for words in (['list'], ['watch'], ['pause', 'a'], ['set', 'a', 'bed', '50'], ['upload', '/dev/null'],
                      ['sign-out']):
            person.json(*words).fails(3, 'unauthorised', 'cloud')
        assert 'culmctl 0' in person.run('--version').ends(0).out
        whole = person.run('--help').ends(0).out
        for command in ('sign-in', 'sign-out', 'whoami', 'list', 'status', 'watch', 'pause', 'resume', 'stop', 'set',
                        'upload'):
            assert f'  {command} ' in whole, whole
            assert f'culmctl [--profile NAME] [--account NAME] [--json] {command}' in person.run(command, '--help').ends(0).out
        assert 'chamber-fan' in person.run('set', '--help').out and 'https://' not in whole


def test_output_that_cannot_be_written():
    with Person() as person, open('/dev/full', 'wb') as full:
        done = subprocess.run([CULMCTL, '--help'], stdout=full, stderr=subprocess.PIPE, env=person.environment,
                              timeout=60)
        assert done.returncode == 1 and b'written' in done.stderr, done


if __name__ == '__main__':
    sys.exit(run_tests(globals()))
