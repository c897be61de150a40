#!/usr/bin/python3
# test-sim-tunnel.py  SPDX-License-Identifier: GPL-3.0-or-later
"""The file tunnel of the newer models, asked by the standard library."""
import hashlib
import json
import os
import struct
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.realpath(__file__)), '..', 'support'))
from farm import Farm  # noqa: E402
from lan_client import open_tls, read_exactly  # noqa: E402
from tap import run_tests  # noqa: E402

BUILD = os.environ['CULM_BUILD_DIR']
NETWORK = f'127.{1 + os.getpid() // 256 % 200}.{os.getpid() % 256}'
LOGIN, LOGIN_ACK, COMMAND, REPLY = 0x0101013f, 0x0001013f, 0x0102013f, 0x0002013f
DATA = os.urandom(700000)


def start_farm(models):
    return Farm(BUILD, '--quiet', '--lan', '--seed', '4711', '--address', NETWORK + '.1', '--ssdp', '127.0.0.1:9',
                '--models', models, '--printers', str(models.count(',') + 1))


class Tunnel:
    def __init__(self, farm, printer, code=None):
        self.connection = open_tls(farm, printer, 'tunnel')
        self.connection.settimeout(30)
        self.counter, self.sequence = 4000000000, 0
        self.send(LOGIN, b'bblp'.ljust(8, b'\0') + (code or printer['access_code']).encode().ljust(8, b'\0'))
        self.welcome = self.receive(LOGIN_ACK)

    def __enter__(self):
        return self

    def __exit__(self, *_details):
        self.connection.close()

    def send(self, magic, payload):
        self.connection.sendall(struct.pack('<IIII', len(payload), magic, self.counter, 0))
        self.connection.sendall(payload)
        self.counter = (self.counter + 1) % 2 ** 32

    def receive(self, wanted):
        size, magic, _, zero = struct.unpack('<IIII', read_exactly(self.connection, 16))
        assert (magic, zero) == (wanted, 0), hex(magic)
        return read_exactly(self.connection, size)

    def set_up(self):
        self.send(COMMAND, json.dumps({'sequence': 0, 'mtype': 12291, 'req': {
            't_av': 1, 'mtype': 12289, 'peer_t': 3, 'pid': 'abcdefgh', 'ver': '1.0'}}).encode())
        reply = self.hear()[0]
        assert (reply['mtype'], reply['result']) == (12291, 0), reply

    def say(self, command, sequence, request, data=None):
        text = json.dumps({'mtype': 12289, 'cmdtype': command, 'sequence': sequence, 'req': request}).encode()
        self.send(COMMAND, text if data is None else text + b'\n\n' + data)

    def hear(self):
        text, _, data = self.receive(REPLY).partition(b'\n\n')
        return json.loads(text), data

    def ask(self, command, request):
        self.sequence += 1
        self.say(command, self.sequence, request)
        reply, data = self.hear()
        assert (reply['cmdtype'], reply['sequence']) == (command, self.sequence), reply
        return reply, data

    def list(self, kind, storage):
        reply, _ = self.ask(1, {'api_version': 2, 'notify': 'DETAIL', 'type': kind, 'storage': storage})
        assert reply['result'] == 0, reply
        return reply['reply']['file_lists']

    def get(self, path):
        self.sequence += 1
        self.say(4, self.sequence, {'path': path, 'offset': 0})
        whole = b''
        while True:
            reply, data = self.hear()
            if reply['result'] not in (0, 1):
                return reply['result'], whole
            piece = reply['reply']
            assert piece['offset'] == len(whole) and piece['size'] == len(data), piece
            whole += data
            if reply['result'] == 0:
                assert piece['file_md5'] == hashlib.md5(whole).hexdigest() and piece['total'] == len(whole), piece
                return 0, whole

    def put(self, name, data, storage='emmc', md5=None):
        reply, _ = self.ask(5, {'type': 'model', 'storage': storage, 'path': name, 'total': len(data)})
        if reply['result'] not in (1, 19):
            return reply['result']
        size = reply['reply']['chunk_size'] * 1024
        for number, at in enumerate(range(0, len(data), size)):
            part = data[at:at + size]
            request = {'frag_id': number, 'offset': at, 'size': len(part)}
            if at + size >= len(data):
                request['file_md5'] = md5 or hashlib.md5(data).hexdigest()
            self.say(5, self.sequence, request, part)
        reply, _ = self.hear()
        assert reply['sequence'] == self.sequence, reply
        return reply['result']


def open_tunnel(farm, printer):
    tunnel = Tunnel(farm, printer)
    tunnel.set_up()
    return tunnel


def test_who_has_one():
    with start_farm('P2S:idle,X2D:idle,H2D:idle,X1C:idle,P1S:idle') as farm:
        assert [('tunnel' in printer['ports'], 'camera' in printer['ports']) for printer in farm.ready['printers']] == \
            [(True, False)] * 3 + [(False, False), (False, True)]


def test_login():
    with start_farm('P2S:idle') as farm:
        (printer,) = farm.ready['printers']
        with Tunnel(farm, printer) as tunnel:
            assert tunnel.welcome == bytes(4)
        with Tunnel(farm, printer, '00000000') as tunnel:
            assert tunnel.welcome != bytes(4) and tunnel.connection.recv(1) == b''
        with open_tls(farm, printer, 'tunnel') as connection:  # a camera's login
            connection.sendall(struct.pack('<IIII', 0x40, 0x3000, 0, 0) + bytes(64))
            assert len(read_exactly(connection, 24)) == 24 and connection.recv(1) == b''


def test_lists():
    with start_farm('H2D:idle') as farm, open_tunnel(farm, farm.ready['printers'][0]) as tunnel:
        assert tunnel.ask(7, {'peer': 'studio', 'api_version': 2})[0]['reply'] == ['emmc', 'udisk']
        inside, card = tunnel.list('timelapse', 'internal'), tunnel.list('timelapse', 'udisk')
        assert inside and card and not {file['path'] for file in inside} & {file['path'] for file in card}
        assert all(file['size'] > 1000 and file['time'] > 0 and len(file['date']) == 19 for file in inside + card)
        for file in inside + card + tunnel.list('model', 'emmc') + tunnel.list('model', 'udisk'):
            result, data = tunnel.get(file['path'])
            assert (result, len(data)) == (0, file['size']), file
            part, picture = tunnel.ask(2, {'path': file['path'], 'name': 'Metadata/plate_1.png', 'offset': 0,
                                           'size': 0})
            assert part['result'] == 0 and picture[:3] in (b'\xff\xd8\xff', b'\x89PN'), (file, part)
        assert tunnel.ask(1, {'type': 'nonsense', 'storage': ''})[0]['result'] == 16


def test_upload():
    with start_farm('P2S:idle') as farm, open_tunnel(farm, farm.ready['printers'][0]) as tunnel:
        assert tunnel.put('one.gcode.3mf', DATA) == 0
        assert tunnel.put('one.gcode.3mf', DATA[:5000]) == 0  # it exists: said, and written over
        assert tunnel.put('two.gcode.3mf', DATA, 'udisk') == 0
        assert tunnel.put('bad.gcode.3mf', DATA, md5='0' * 32) == 23
        assert tunnel.put('', DATA) == 11
        uploads = farm.control('GET', '/uploads')
        assert [(entry['name'], entry['size']) for entry in uploads] == \
            [('one.gcode.3mf', len(DATA)), ('one.gcode.3mf', 5000), ('two.gcode.3mf', len(DATA))], uploads
        (path,) = [file['path'] for file in tunnel.list('model', 'udisk') if file['name'] == 'two.gcode.3mf']
        assert tunnel.get(path) == (0, DATA)
        assert tunnel.ask(3, {'paths': [path]})[0]['result'] == 0
        assert tunnel.ask(3, {'paths': [path]})[0]['result'] == 10
        assert tunnel.get(path)[0] == 10


def test_preview():
    with start_farm('P2S:idle') as farm, open_tunnel(farm, farm.ready['printers'][0]) as tunnel:
        result, data = tunnel.get('mem:/26')
        assert result == 0 and data[12:14] == b'\xff\xd8' and data[-2:] == b'\xff\xd9', data[:20]


def test_cancel():
    with start_farm('P2S:idle') as farm, open_tunnel(farm, farm.ready['printers'][0]) as tunnel:
        big = os.urandom(20_000_000)
        assert tunnel.put('big.gcode.3mf', big) == 0
        tunnel.say(4, 90, {'path': '/big.gcode.3mf', 'offset': 0})
        tunnel.hear()
        tunnel.say(0x1000, 91, {'tasks': [90]})
        pieces = 0
        while (reply := tunnel.hear()[0])['result'] == 1:
            pieces += 1
        assert reply['result'] == 4 and pieces < 300, (reply, pieces)


def test_no_stick():
    with start_farm('P2S:idle') as farm:
        (printer,) = farm.ready['printers']
        farm.control('POST', f'/printers/{printer["serial"]}/state', {'sdcard': False})
        with open_tunnel(farm, printer) as tunnel:
            assert tunnel.ask(7, {})[0]['reply'] == ['emmc']
            assert tunnel.ask(1, {'type': 'model', 'storage': 'udisk'})[0]['result'] == 17
            assert tunnel.put('x.gcode.3mf', DATA, 'udisk') == 17
            assert tunnel.put('x.gcode.3mf', DATA) == 0


def test_nobody_gets_out():
    with start_farm('P2S:idle') as farm, open_tunnel(farm, farm.ready['printers'][0]) as tunnel:
        for path in ('/../certificate.key', '/media/usb0/../../certificate.key', '../../../codes'):
            assert tunnel.get(path)[0] == 10


if __name__ == '__main__':
    sys.exit(run_tests(globals()))
