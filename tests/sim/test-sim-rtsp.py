#!/usr/bin/python3
# test-sim-rtsp.py  SPDX-License-Identifier: GPL-3.0-or-later
"""The live view of X1, P2S, X2D and H2 printers, asked by the standard library."""
import hashlib
import os
import re
import struct
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.realpath(__file__)), '..', 'support'))
from farm import Farm  # noqa: E402
from lan_client import open_tls, read_exactly, read_leaf  # noqa: E402
from tap import run_tests  # noqa: E402

BUILD = os.environ['CULM_BUILD_DIR']
NETWORK = f'127.{1 + os.getpid() // 256 % 200}.{os.getpid() % 256}'
HERE = os.path.exists(os.path.join(BUILD, 'src', 'sim', 'culm-sim-rtsp'))


def start_farm(models):
    return Farm(BUILD, '--quiet', '--lan', '--seed', '4711', '--address', NETWORK + '.1', '--ssdp', '127.0.0.1:9',
                '--models', models, '--printers', str(models.count(',') + 1))


def digest(text):
    return hashlib.md5(text.encode()).hexdigest()


class Viewer:
    def __init__(self, farm, printer, code=None):
        self.connection = open_tls(farm, printer, 'rtsps')
        self.connection.settimeout(60)
        self.url = f'rtsps://{printer["address"]}:{printer["ports"]["rtsps"]}/streaming/live/1'
        self.code, self.number, self.challenge, self.session = code or printer['access_code'], 0, None, None

    def __enter__(self):
        return self

    def __exit__(self, *_details):
        self.connection.close()

    def authorise(self, method, url):
        if self.challenge is None:
            return ''
        realm, nonce = self.challenge
        secret = digest(f'bblp:{realm}:{self.code}')
        response = digest(f'{secret}:{nonce}:{digest(method + ":" + url)}')
        return (f'Authorization: Digest username="bblp", realm="{realm}", nonce="{nonce}", uri="{url}", '
                f'response="{response}"\r\n')

    def ask(self, method, url=None, headers=''):
        url = url or self.url
        self.number += 1
        session = f'Session: {self.session}\r\n' if self.session else ''
        self.connection.sendall((f'{method} {url} RTSP/1.0\r\nCSeq: {self.number}\r\n{session}'
                                 f'{self.authorise(method, url)}{headers}\r\n').encode())
        head = read_exactly(self.connection, 1)
        while head == b'$':  # a view that is shared may run before PLAY is answered
            _, size = struct.unpack('>BH', read_exactly(self.connection, 3))
            read_exactly(self.connection, size)
            head = read_exactly(self.connection, 1)
        while not head.endswith(b'\r\n\r\n'):
            head += read_exactly(self.connection, 1)
        text = head.decode()
        length = re.search(r'Content-Length: (\d+)', text, re.I)
        body = read_exactly(self.connection, int(length[1])).decode() if length else ''
        return int(text.split()[1]), text, body

    def describe(self):
        status, head, _ = self.ask('DESCRIBE')
        assert status == 401, head
        self.challenge = re.search(r'Digest realm="([^"]+)", nonce="([^"]+)"', head).groups()
        return self.ask('DESCRIBE')

    def play(self):
        status, head, sdp = self.describe()
        assert status == 200, head
        control = re.findall(r'^a=control:(\S+)', sdp, re.M)[-1]
        status, head, _ = self.ask('SETUP', f'{self.url}/{control}',
                                   'Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n')
        assert status == 200, head
        self.session = re.search(r'Session: ([^;\r]+)', head)[1]
        status, head, _ = self.ask('PLAY')
        assert status == 200, head
        return sdp

    def read_packet(self):
        sign, channel, size = struct.unpack('>cBH', read_exactly(self.connection, 4))
        assert sign == b'$', sign
        return channel, read_exactly(self.connection, size)


def test_live_view():
    if not HERE:
        return
    with start_farm('X1C:idle,H2D:idle') as farm:
        for printer in farm.ready['printers']:
            with Viewer(farm, printer) as viewer:
                sdp = viewer.play()
                assert viewer.challenge[0] == 'LIVE555 Streaming Media' and 'H264/90000' in sdp, sdp
                packets = [viewer.read_packet() for _ in range(40)]
                assert {packet[1][1] & 0x7f for packet in packets if packet[0] == 0} == {96}


def test_two_viewers():
    if not HERE:
        return
    with start_farm('P2S:idle') as farm:
        (printer,) = farm.ready['printers']
        with Viewer(farm, printer) as first, Viewer(farm, printer) as second:
            for viewer in (first, second):
                viewer.play()
                viewer.read_packet()


def test_wrong_code():
    if not HERE:
        return
    with start_farm('P2S:idle') as farm:
        (printer,) = farm.ready['printers']
        with Viewer(farm, printer, '00000000') as viewer:
            assert viewer.describe()[0] == 401
        farm.do(printer['serial'], 'new-code', '87654321')
        with Viewer(farm, printer) as viewer:
            assert viewer.describe()[0] == 401
        with Viewer(farm, printer, '87654321') as viewer:
            assert viewer.describe()[0] == 200


def test_one_certificate():
    with start_farm('P2S:idle') as farm:
        (printer,) = farm.ready['printers']
        assert ('rtsps' in printer['ports']) == HERE
        leaves = {read_leaf(farm, printer, port) for port in printer['ports'] if port != 'detect'}
        assert len(leaves) == 1


if __name__ == '__main__':
    sys.exit(run_tests(globals()))
