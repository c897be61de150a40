#!/usr/bin/python3
# test-sim-clients.py  SPDX-License-Identifier: GPL-3.0-or-later
"""What client programs that others wrote expect of a printer's MQTT, asked by paho-mqtt and by Mosquitto's own tools:
as the account's user, and as `bblp` with a printer's access code."""
import json
import os
import ssl
import subprocess
import sys
import urllib.request

sys.path.insert(0, os.path.join(os.path.dirname(os.path.realpath(__file__)), '..', 'support'))
from desktop import wait_for  # noqa: E402
from farm import Farm  # noqa: E402
from paho_client import Client, as_account, as_owner  # noqa: E402
from tap import run_tests  # noqa: E402

BUILD = os.environ['CULM_BUILD_DIR']
REFUSED = (4, 5)
PUSHALL = {'pushing': {'sequence_id': '0', 'command': 'pushall'}}
VERSION = {'info': {'sequence_id': '0', 'command': 'get_version'}}


def start_farm(*arguments):
    return Farm(BUILD, '--quiet', *arguments)


def fetch_token(farm):
    account = farm.ready['accounts'][0]
    request = urllib.request.Request(
        farm.ready['rest'] + '/v1/user-service/user/login', headers={'Content-Type': 'application/json'},
        data=json.dumps({'account': account['account'], 'code': account['code']}).encode())
    context = ssl.create_default_context(cafile=farm.ready['ca'])
    with urllib.request.urlopen(request, timeout=60, context=context) as answer:
        document = json.loads(answer.read())
    return document.get('data', document)['accessToken']


def report_of(printer):
    return f'device/{printer["serial"]}/report'


def is_status(payload, msg=None):
    status = payload.get('print', {})
    return status.get('command') == 'push_status' and msg in (None, status.get('msg'))


def is_full(payload):
    return is_status(payload, 0)


def reads_as_address(number):
    return '.'.join(str(number >> shift & 255) for shift in (0, 8, 16, 24))


def check_printer(client, printer):
    """One whole conversation with a printer, however the client signed in."""
    serial = printer['serial']
    greeting = client.expect(is_full, 'the unasked report')
    full = client.ask(serial, PUSHALL, is_full, 'the report on pushall')['print']
    assert set(greeting['print']) == set(full), set(greeting['print']) ^ set(full)
    for key in ('gcode_state', 'nozzle_temper', 'bed_target_temper', 'ams', 'hms', 'lights_report', 'wifi_signal'):
        assert key in full, key
    address = reads_as_address(full['net']['info'][0]['ip'])
    assert address.startswith('127.'), address
    assert printer.get('address') in (None, address), (printer, address)
    info = client.ask(serial, VERSION, lambda payload: 'info' in payload, 'the versions')['info']
    (ota,) = [module for module in info['module'] if module['name'] == 'ota']
    assert ota['sn'] == serial and ota['sw_ver'].count('.') == 3 and ota['product_name'], ota
    assert info['command'] == 'get_version' and info['result'].lower() == 'success', info
    return full


def check_sequence_ids(client, serial):
    def ask(number):
        request = {'command': 'ledctrl', 'led_node': 'chamber_light', 'led_mode': 'on', 'led_on_time': 500,
                   'led_off_time': 500, 'loop_times': 1, 'interval_time': 1000, **number}
        reply = client.ask(serial, {'system': request}, lambda payload: 'system' in payload, f'the echo of {number}')
        echo = reply['system']
        assert {key: echo.get(key) for key in request} == request, echo
        assert ('sequence_id' in echo) == ('sequence_id' in number), echo
        assert type(echo.get('sequence_id')) is type(number.get('sequence_id')), echo
        assert echo['result'].lower() == 'success', echo

    for number in ({'sequence_id': '20017'}, {'sequence_id': 42}, {'sequence_id': 'abc'}, {}):
        ask(number)


def check_several_sections(client, serial):
    since = len(client.messages)
    client.publish(serial, {**VERSION, **PUSHALL, 'print': {'sequence_id': '77', 'command': 'gcode_line',
                                                            'param': 'M106 P1 S127\n'}})
    client.expect(lambda payload: 'info' in payload, 'versions of several sections', since)
    client.expect(is_full, 'the report of several sections', since)
    client.expect(lambda payload: payload.get('print', {}).get('sequence_id') == '77', 'the echo of several', since)


def check_acknowledged(client, serial):
    number = client.publish(serial, PUSHALL, 1)
    client.wait(lambda: number in client.acknowledged, 'PUBACK')


def check_events(client, farm, serial):
    for what, event in (('offline', 'client.disconnected'), ('online', 'client.connected')):
        since = len(client.messages)
        farm.do(serial, what)
        client.expect(lambda payload: payload.get('event', {}).get('event') == event, event, since)


def check_all(farm, client, printer):
    check_printer(client, printer)
    check_sequence_ids(client, printer['serial'])
    check_several_sections(client, printer['serial'])
    check_acknowledged(client, printer['serial'])
    check_events(client, farm, printer['serial'])


def test_account_user():
    with start_farm('--models', 'X1C:printing,P1S:idle,H2D:idle,A1mini:idle,P2S:idle') as farm:
        token = fetch_token(farm)
        for printer in farm.ready['printers'][:5]:
            with as_account(farm, token, report_of(printer)) as client:
                check_all(farm, client, printer)


def test_access_code():
    with start_farm('--models', 'X1C:printing,P1S:idle,H2D:idle,A1mini:idle,P2S:idle') as farm:
        for printer in farm.ready['printers'][:5]:
            with as_owner(farm, printer, report_of(printer)) as client:
                check_all(farm, client, printer)


def test_wrong_codes():
    with start_farm('--models', 'P1S:idle,X1C:idle', '--printers', '2') as farm:
        first, second = farm.ready['printers']
        for user, password in (('bblp', '00000000'), ('bblp', ''), ('bblp', first['access_code'] + ' '),
                               ('bblp', first['access_code'][:-1]), ('someone', first['access_code']),
                               (f'bblp-{first["serial"]}', second['access_code']), ('', ''),
                               (f'u_{farm.control("GET", "/account")["uid"]}', first['access_code'])):
            with Client(farm, user, password) as client:
                assert client.connack in REFUSED, (user, password, client.connack)


def test_another_printer():
    """Signed in with the code of one, asking for the other: nothing is heard, nothing is obeyed."""
    with start_farm('--models', 'P1S:printing', '--printers', '2') as farm:
        mine, other = farm.ready['printers']
        with as_owner(farm, mine, report_of(other), '$SYS/#') as client:
            client.publish(other['serial'], {'print': {'command': 'stop', 'sequence_id': '1', 'param': ''}}, 1)
            client.publish(other['serial'], PUSHALL, 1)
            assert client.is_silent(2.5), client.messages
            client.subscribe(report_of(mine))
            client.ask(mine['serial'], PUSHALL, is_full, 'its own report')
            assert {topic for topic, _ in client.messages} == {report_of(mine)}
        with as_owner(farm, mine, '#', 'device/+/report') as client:
            farm.control('POST', '/publish', {'serial': other['serial'], 'payload': '{"print":{"secret":1}}'})
            client.ask(mine['serial'], PUSHALL, is_full, 'its own report')
            assert {topic for topic, _ in client.messages} == {report_of(mine)}
        serials = {entry['serial'] for entry in farm.control('GET', '/commands?all')}
        assert serials == {mine['serial']}, serials


def test_deltas():
    """P1 and A1 models tell what changed, the others everything, each with `msg` for it."""
    with start_farm('--models', 'P1S:printing,X1C:printing,A1mini:printing', '--printers', '3') as farm:
        for printer, delta in zip(farm.ready['printers'], (True, False, True)):
            with as_owner(farm, printer, report_of(printer)) as client:
                full = client.expect(is_full, 'the full report')['print']
                since = len(client.messages)
                news = client.expect(is_status, 'the next report', since)['print']
                assert news['msg'] == (1 if delta else 0), news
                assert (len(news) < len(full) / 2) == delta, (len(news), len(full))


def test_no_greeting():
    with start_farm('--models', 'P1S:idle', '--printers', '1', '--no-greeting') as farm:
        (printer,) = farm.ready['printers']
        with as_owner(farm, printer, report_of(printer)) as client:
            assert client.find(is_full) is None
            client.ask(printer['serial'], VERSION, lambda payload: 'info' in payload, 'the versions')
            assert client.find(is_full) is None, client.messages
            client.ask(printer['serial'], PUSHALL, is_full, 'the report on pushall')


def test_two_clients():
    """Two programs on one printer hear each other's answers; one name twice puts the first out, as brokers do."""
    with start_farm('--models', 'P1S:idle', '--printers', '1') as farm:
        (printer,) = farm.ready['printers']
        with as_owner(farm, printer, report_of(printer)) as one, as_account(farm, fetch_token(farm)) as two:
            since = len(one.messages)
            two.publish(printer['serial'], {'info': {'command': 'get_version', 'sequence_id': '9'}}, 1)
            one.expect(lambda payload: payload.get('info', {}).get('sequence_id') == '9', 'the other one\'s', since)


def test_codes_while_refusing():
    with start_farm('--models', 'P1S:idle', '--printers', '1') as farm:
        (printer,) = farm.ready['printers']
        with as_owner(farm, printer, report_of(printer)) as client:
            client.expect(is_full, 'a report')
            client.connack = None
            farm.control('POST', '/fault', {'where': 'mqtt', 'what': 'status', 'value': 5})
            client.wait(lambda: client.connack in REFUSED, 'the refusal')  # it was cut, and came again
        farm.control('DELETE', '/fault')
        with as_owner(farm, printer) as client:
            assert client.connack == 0


def test_mosquitto_tools():
    with start_farm('--models', 'P1S:printing', '--printers', '2') as farm:
        mine, other = farm.ready['printers']
        mqtt = farm.ready['mqtt']
        common = ['-h', mqtt['host'], '-p', str(mqtt['port']), '--cafile', farm.ready['ca'], '-u', 'bblp',
                  '-P', mine['access_code']]
        heard = subprocess.run(['mosquitto_sub', *common, '-t', report_of(mine), '-C', '1', '-W', '10'], check=True,
                               capture_output=True, text=True, timeout=60).stdout
        assert is_full(json.loads(heard)), heard
        pause = '{"print":{"sequence_id":"0","command":"pause","param":""}}'
        for printer in (other, mine):
            subprocess.run(['mosquitto_pub', *common, '-t', f'device/{printer["serial"]}/request', '-m', pause,
                            '-q', '1'], check=True, capture_output=True, timeout=60)
        wait_for(lambda: farm.commands(), 10, 'the command')
        assert [(entry['serial'], entry['payload'], entry['obeyed']) for entry in farm.commands()] == \
            [(mine['serial'], pause, True)], farm.commands()
        silent = subprocess.run(['mosquitto_sub', *common, '-t', report_of(other), '-C', '1', '-W', '2'],
                                capture_output=True, text=True, timeout=60)
        assert silent.stdout == '', silent.stdout
        wrong = subprocess.run(['mosquitto_pub', *common[:-1], 'wrong', '-t', 'x', '-m', 'y'], capture_output=True,
                               text=True, timeout=60)
        assert wrong.returncode in REFUSED and 'refused' in wrong.stderr.lower(), wrong


if __name__ == '__main__':
    sys.exit(run_tests(globals()))
