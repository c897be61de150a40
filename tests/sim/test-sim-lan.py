#!/usr/bin/python3
# test-sim-lan.py  SPDX-License-Identifier: GPL-3.0-or-later
"""The printers as their own network sees them, asked by paho-mqtt, openssl and the standard library."""
import hashlib
import os
import socket
import ssl
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.realpath(__file__)), '..', 'support'))
from desktop import wait_for  # noqa: E402
from farm import Farm  # noqa: E402
from lan_client import Ear, detect, make_context, open_tls, place_of, read_leaf, show_certificate  # noqa: E402
from lan_client import show_chain  # noqa: E402
from paho_client import as_neighbour, as_owner  # noqa: E402
from tap import run_tests  # noqa: E402

BUILD = os.environ['CULM_BUILD_DIR']
VERSION = {'info': {'sequence_id': '7', 'command': 'get_version'}}
NOWHERE = '127.0.0.1:9'  # so that no other program's list of printers fills up


# Each test has addresses of its own, and on them the real ports.
NETWORK = f'127.{1 + os.getpid() // 256 % 200}.{os.getpid() % 256}'


def start_farm(*arguments, ssdp=NOWHERE):
    return Farm(BUILD, '--quiet', '--lan', '--seed', '4711', '--address', NETWORK + '.1', '--ssdp', ssdp, *arguments)


def report_of(printer):
    return f'device/{printer["serial"]}/report'


def is_full(payload):
    return payload.get('print', {}).get('msg') == 0


def is_shut(printer, port):
    try:
        socket.create_connection(place_of(printer, port), 5).close()
    except ConnectionRefusedError:
        return True
    return False


def test_ready_line():
    with start_farm() as farm:
        printers = farm.ready['printers']
        assert [printer['address'] for printer in printers] == [f'{NETWORK}.{n}' for n in range(1, 7)]
        for printer in printers:
            assert {'mqtt', 'detect'} <= set(printer['ports']), printer
        state = farm.control('GET', f'/printers/{printers[0]["serial"]}')
        assert (state['address'], state['ports']) == (printers[0]['address'], printers[0]['ports'])
        number = state['net']['info'][0]['ip']
        assert '.'.join(str(number >> shift & 255) for shift in (0, 8, 16, 24)) == printers[0]['address'], number


def test_certificate():
    """A leaf alone, called by the serial, with no other name and no word on its use; TLS 1.2 and nothing else."""
    with start_farm('--printers', '2') as farm:
        for printer in farm.ready['printers']:
            chain = show_chain(printer, 'mqtt')
            assert chain.count('BEGIN CERTIFICATE') == 1, chain
            text = show_certificate(read_leaf(farm, printer, 'mqtt'))
            assert f'Subject: CN={printer["serial"]}\n' in text and 'CN=BBL CA\n' in text, text
            assert 'X509v3' not in text, text
            for version in (ssl.TLSVersion.TLSv1_1, ssl.TLSVersion.TLSv1_3):
                try:
                    open_tls(farm, printer, 'mqtt', make_context(farm, version)).close()
                    raise AssertionError(f'{version} is spoken')
                except ssl.SSLError:
                    pass
        leaves = {read_leaf(farm, printer, 'mqtt') for printer in farm.ready['printers']}
        assert len(leaves) == 2


def test_certificate_stays():
    with tempfile.TemporaryDirectory() as folder:
        seen = []
        for _ in range(2):
            with start_farm('--printers', '1', '--state-dir', folder) as farm:
                seen.append(read_leaf(farm, farm.ready['printers'][0], 'mqtt'))
        assert seen[0] == seen[1]


def test_both_routes():
    """One printer: who asks over its own network and who asks over the cloud's broker hear the same."""
    with start_farm('--models', 'P1S:idle,X1C:idle', '--printers', '2') as farm:
        mine, other = farm.ready['printers']
        with as_neighbour(farm, mine, report_of(mine)) as near, as_owner(farm, mine, report_of(mine)) as far:
            near.expect(is_full, 'the unasked report')
            far.publish(mine['serial'], VERSION)
            near.expect(lambda payload: payload.get('info', {}).get('sequence_id') == '7', "the other route's answer")
            near.ask(mine['serial'], {'system': {'command': 'ledctrl', 'sequence_id': '8', 'led_node': 'chamber_light',
                                                 'led_mode': 'on'}}, lambda payload: 'system' in payload, 'the echo')
            since = len(near.messages)
            near.publish(other['serial'], VERSION)
            near.ask(mine['serial'], VERSION, lambda payload: 'info' in payload, 'its own versions')
            assert {topic for topic, _ in near.messages[since:]} == {report_of(mine)}
        assert {entry['serial'] for entry in farm.control('GET', '/commands?all')} == {mine['serial']}


def test_wrong_code():
    with start_farm('--printers', '2') as farm:
        mine, other = farm.ready['printers']
        for code in ('00000000', other['access_code'], ''):
            assert as_neighbour(farm, mine, code=code or ' ').connack == 5


def test_cloud_trouble_stays_there():
    with start_farm('--models', 'P1S:idle', '--printers', '1') as farm:
        (printer,) = farm.ready['printers']
        with as_neighbour(farm, printer, report_of(printer)) as near:
            near.expect(is_full, 'a report')
            farm.control('POST', '/fault', {'where': 'mqtt', 'what': 'status', 'value': 5})
            near.ask(printer['serial'], VERSION, lambda payload: 'info' in payload, 'versions all the same')
            assert not near.closed


def test_new_code():
    with start_farm('--models', 'A1mini:idle', '--printers', '1') as farm:
        (printer,) = farm.ready['printers']
        with as_neighbour(farm, printer) as client:
            farm.do(printer['serial'], 'new-code', 'abcd1234')
            client.wait(lambda: client.closed, 'the end of the old code')
        assert as_neighbour(farm, printer).connack == 5
        with as_neighbour(farm, printer, code='abcd1234') as client:
            assert client.connack == 0
        assert farm.control('GET', f'/printers/{printer["serial"]}')['access_code'] == 'abcd1234'
        farm.do(printer['serial'], 'new-code')
        assert as_neighbour(farm, printer, code='abcd1234').connack == 5


def test_new_certificate():
    with start_farm('--printers', '1') as farm:
        (printer,) = farm.ready['printers']
        before = read_leaf(farm, printer, 'mqtt')
        with as_neighbour(farm, printer) as client:
            farm.do(printer['serial'], 'renew-certificate')
            client.wait(lambda: client.closed, 'the cut')
        after = read_leaf(farm, printer, 'mqtt')
        assert hashlib.sha256(before).digest() != hashlib.sha256(after).digest()
        assert f'CN={printer["serial"]}\n' in show_certificate(after)
        farm.do(printer['serial'], 'renew-certificate', '01P00A000000099')
        assert 'CN=01P00A000000099\n' in show_certificate(read_leaf(farm, printer, 'mqtt'))


def test_one_session():
    with start_farm('--models', 'P1S:idle', '--printers', '1') as farm:
        (printer,) = farm.ready['printers']
        farm.do(printer['serial'], 'one-session', 'refuse')
        with as_neighbour(farm, printer) as first:
            try:
                open_tls(farm, printer, 'mqtt').close()
                raise AssertionError('two are served')
            except OSError:
                pass
            assert not first.closed
            farm.do(printer['serial'], 'one-session', 'replace')
            with as_neighbour(farm, printer) as second:
                first.wait(lambda: first.closed, 'the end of the first')
                first.client.loop_stop()
                assert second.connack == 0
        farm.do(printer['serial'], 'one-session')
        with as_neighbour(farm, printer) as first, as_neighbour(farm, printer) as second:
            assert first.connack == second.connack == 0


def test_silent_port():
    with start_farm('--printers', '1') as farm:
        (printer,) = farm.ready['printers']
        farm.do(printer['serial'], 'silent-port', 'mqtt')
        with socket.create_connection(place_of(printer, 'mqtt'), 5) as connection:
            connection.settimeout(1)
            try:
                make_context(farm).wrap_socket(connection, server_hostname=printer['serial'])
                raise AssertionError('it speaks')
            except TimeoutError:
                pass
        assert detect(printer)['login']['id'] == printer['serial']
        farm.do(printer['serial'], 'silent-port')
        with as_neighbour(farm, printer) as client:
            assert client.connack == 0


def test_detect():
    with start_farm('--models', 'P2S:idle', '--printers', '1') as farm:
        (printer,) = farm.ready['printers']
        answer = detect(printer)['login']
        assert (answer['command'], answer['id'], answer['model'], answer['name'], answer['connect']) == \
            ('detect', printer['serial'], 'N7', printer['name'], 'cloud'), answer
        assert type(answer['sequence_id']) is int and answer['version'].count('.') == 3, answer
        refused = detect(printer, {'login': {'command': 'login', 'sequence_id': '1'}})['login']
        assert refused['status'] == 'FAILURE', refused
        with socket.create_connection(place_of(printer, 'detect'), 5) as connection:
            connection.sendall(b'\xa5\xa5\xff\xffnonsense')
            assert connection.recv(10) == b''


def test_announcements():
    with Ear() as ear, start_farm('--models', 'H2D:idle,A1mini:idle,P1S:idle', '--printers', '3',
                                  ssdp=ear.place) as farm:
        h2d, a1, p1 = farm.ready['printers']
        notice, source = ear.hear(lambda notice: notice['usn'] == h2d['serial'])
        assert source[0] == notice['location'] == h2d['address'], (notice, source)
        assert (notice['nt'], notice['nts'], notice['devmodel.bambu.com'], notice['devname.bambu.com']) == \
            ('urn:bambulab-com:device:3dprinter:1', 'ssdp:alive', 'O1D', h2d['name']), notice
        for printer in (a1, p1):
            notice, _ = ear.hear(lambda notice, printer=printer: notice['usn'] == printer['serial'])
            assert ('nts' in notice) == (printer is p1) and int(notice['devsignal.bambu.com']) < 0, notice
        ear.hear(lambda notice: notice['usn'] == h2d['serial'])  # again, in five seconds
        farm.do(h2d['serial'], 'offline')
        ear.hear(lambda notice: notice['usn'] == h2d['serial'] and notice.get('nts') == 'ssdp:byebye')
        assert is_shut(h2d, 'mqtt') and is_shut(h2d, 'detect')
        farm.do(h2d['serial'], 'online')
        ear.hear(lambda notice: notice['usn'] == h2d['serial'] and notice.get('nts') == 'ssdp:alive')
        assert detect(h2d)['login']['id'] == h2d['serial']


def test_search():
    with start_farm('--printers', '2') as farm, Ear() as ear:
        ear.search()
        for printer in farm.ready['printers']:  # every simulator on this computer answers
            ear.hear(lambda notice, printer=printer: (notice['usn'], notice['location']) ==
                     (printer['serial'], printer['address']))


def test_move():
    with Ear() as ear, start_farm('--models', 'P1S:idle', '--printers', '1', ssdp=ear.place) as farm:
        (printer,) = farm.ready['printers']
        with as_neighbour(farm, printer) as client:
            farm.do(printer['serial'], 'move', NETWORK + '.77')
            client.wait(lambda: client.closed, 'the cut')
        notice, source = ear.hear(lambda notice: notice['location'] != printer['address'])
        assert notice['location'] == source[0] == NETWORK + '.77', (notice, source)
        assert is_shut(printer, 'mqtt')
        moved = dict(printer, **{key: farm.control('GET', f'/printers/{printer["serial"]}')[key]
                                 for key in ('address', 'ports')})
        with as_neighbour(farm, moved, report_of(printer)) as client:
            number = client.expect(is_full, 'a report')['print']['net']['info'][0]['ip']
            assert [number >> shift & 255 for shift in (0, 8, 16, 24)] == [int(n) for n in moved['address'].split('.')]


def test_network_alone_goes():
    with start_farm('--models', 'P1S:idle', '--printers', '1') as farm:
        (printer,) = farm.ready['printers']
        with as_owner(farm, printer, report_of(printer)) as far:
            farm.do(printer['serial'], 'lan', False)
            assert is_shut(printer, 'mqtt')
            far.ask(printer['serial'], VERSION, lambda payload: 'info' in payload, 'versions by the cloud')
            farm.do(printer['serial'], 'lan', True)
            wait_for(lambda: not is_shut(printer, 'mqtt'), 5, 'the network')


def test_visits():
    with start_farm('--models', 'P1S:idle', '--printers', '1') as farm:
        (printer,) = farm.ready['printers']
        for _ in range(3):
            read_leaf(farm, printer, 'ftps')
        state = farm.control('GET', f'/printers/{printer["serial"]}')
        assert (state['visits']['ftps'], state['visits']['mqtt'], state['asked_name']) == (3, 0, printer['serial'])


def test_leaves_nobody():
    """With live views and visitors of every kind it goes at once, and what it started goes along."""
    with start_farm('--models', 'X1C:idle,P1S:idle', '--printers', '2') as farm:
        x1c, p1s = farm.ready['printers']
        visitors = [open_tls(farm, printer, port) for printer in (x1c, p1s) for port in printer['ports']
                    if port != 'detect']
        own = str(farm.process.pid)
        children = subprocess.run(['pgrep', '-P', own], capture_output=True, text=True, check=True).stdout.split()
        assert children, 'no broker'
        begin = time.monotonic()
        farm.process.stdin.close()
        farm.process.wait(30)
        assert time.monotonic() - begin < 12
        wait_for(lambda: not any(os.path.exists(f'/proc/{child}') for child in children), 5, 'the end of its children')
        for visitor in visitors:
            visitor.close()


def test_default_addresses():
    with Farm(BUILD, '--quiet', '--lan', '--ssdp', NOWHERE) as farm:
        for number, printer in enumerate(farm.ready['printers'], 1):
            assert printer['address'] == f'127.0.64.{number}'
            assert printer['model'] == 'P1P' or detect(printer)['login']['id'] == printer['serial']


def test_no_lan():
    with Farm(BUILD, '--quiet', '--printers', '1') as farm:
        assert 'address' not in farm.ready['printers'][0]


if __name__ == '__main__':
    sys.exit(run_tests(globals()))
