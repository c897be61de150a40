#!/usr/bin/python3
# test-sim-camera.py  SPDX-License-Identifier: GPL-3.0-or-later
"""The JPEG stream of P1 and A1 models, asked by the standard library."""
import os
import ssl
import struct
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.realpath(__file__)), '..', 'support'))
from farm import Farm  # noqa: E402
from lan_client import open_tls, read_exactly  # noqa: E402
from tap import run_tests  # noqa: E402

BUILD = os.environ['CULM_BUILD_DIR']
NETWORK = f'127.{1 + os.getpid() // 256 % 200}.{os.getpid() % 256}'


def start_farm(models):
    return Farm(BUILD, '--quiet', '--lan', '--seed', '4711', '--address', NETWORK + '.1', '--ssdp', '127.0.0.1:9',
                '--models', models, '--printers', str(models.count(',') + 1))


def log_in(code):
    return struct.pack('<IIII', 0x40, 0x3000, 0, 0) + b'bblp'.ljust(32, b'\0') + code.encode().ljust(32, b'\0')


def open_camera(farm, printer, code=None, times=1):
    connection = open_tls(farm, printer, 'camera')
    connection.settimeout(30)
    connection.sendall(log_in(code or printer['access_code']) * times)
    return connection


def read_frame(connection):
    header = read_exactly(connection, 16)
    size, zero, one, last = struct.unpack('<IIII', header)
    assert (zero, one, last) == (0, 1, 0), header
    frame = read_exactly(connection, size)
    assert frame[:2] == b'\xff\xd8' and frame[-2:] == b'\xff\xd9', frame[:4]
    return frame


def read_size(frame):
    """Width and height from the start of frame."""
    at = 2
    while frame[at + 1] not in (0xc0, 0xc2):
        at += 2 + struct.unpack('>H', frame[at + 2:at + 4])[0]
    height, width = struct.unpack('>HH', frame[at + 5:at + 9])
    return width, height


def is_cut(connection):
    try:
        return connection.recv(1) == b''
    except (OSError, ssl.SSLError):
        return True


def test_pictures_move():
    with start_farm('P1S:idle,A1:idle') as farm:
        for printer in farm.ready['printers']:
            assert 'rtsps' not in printer['ports'] and 'tunnel' not in printer['ports'], printer
            begin = time.monotonic()
            with open_camera(farm, printer, times=2) as camera:
                first = read_frame(camera)
                assert time.monotonic() - begin < 10
                assert read_size(first) == (1280, 720) and read_frame(camera) != first
                assert 0.8 < time.monotonic() - begin < 20


def test_header_alone():
    """The header and the picture come as records of their own."""
    with start_farm('P1S:idle') as farm, open_camera(farm, farm.ready['printers'][0]) as camera:
        assert len(camera.recv(65536)) == 16


def test_wrong_code():
    with start_farm('P1S:idle') as farm:
        (printer,) = farm.ready['printers']
        with open_camera(farm, printer, '00000000') as camera:
            assert is_cut(camera)
        with open_tls(farm, printer, 'camera') as camera:
            camera.sendall(b'GET / HTTP/1.1\r\n\r\n'.ljust(80, b'x'))
            assert is_cut(camera)


def test_one_viewer():
    with start_farm('P1S:idle') as farm:
        (printer,) = farm.ready['printers']
        with open_camera(farm, printer) as first:
            read_frame(first)
            with open_camera(farm, printer) as second:
                read_frame(second)
                while not is_cut(first):
                    pass


def test_quick_and_small():
    with start_farm('P1S:idle') as farm:
        (printer,) = farm.ready['printers']
        farm.do(printer['serial'], 'camera', {'fps': 30, 'width': 320, 'height': 180})
        with open_camera(farm, printer) as camera:
            begin = time.monotonic()
            frames = [read_frame(camera) for _ in range(31)]
            assert 0.9 < time.monotonic() - begin < 20
            assert {read_size(frame) for frame in frames} == {(320, 180)} and len(set(frames)) == 24


def test_bad_cameras():
    with start_farm('P1S:idle') as farm:
        (printer,) = farm.ready['printers']
        farm.do(printer['serial'], 'camera', {'mode': 'huge'})
        with open_camera(farm, printer) as camera:
            assert struct.unpack('<I', read_exactly(camera, 16)[:4])[0] == 10000000
        farm.do(printer['serial'], 'camera', {'mode': 'garbage'})
        with open_camera(farm, printer) as camera:
            assert read_exactly(camera, 18)[16:] != b'\xff\xd8'
        farm.do(printer['serial'], 'camera', {'mode': 'nonsense'})
        with open_camera(farm, printer) as camera:
            assert struct.unpack('<I', read_exactly(camera, 16)[:4])[0] > 0x7fffffff
        for mode, frames in (('silent', 0), ('frozen', 1)):
            farm.do(printer['serial'], 'camera', {'mode': mode, 'fps': 10})
            with open_camera(farm, printer) as camera:
                for _ in range(frames):
                    read_frame(camera)
                camera.settimeout(1)
                try:
                    raise AssertionError(camera.recv(1))
                except TimeoutError:
                    pass


if __name__ == '__main__':
    sys.exit(run_tests(globals()))
