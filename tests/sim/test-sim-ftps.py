#!/usr/bin/python3
# test-sim-ftps.py  SPDX-License-Identifier: GPL-3.0-or-later
"""The printers' FTPS servers, asked by curl and by ftplib."""
import ftplib
import hashlib
import os
import re
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.realpath(__file__)), '..', 'support'))
from farm import Farm  # noqa: E402
from ftps_client import Ftps  # noqa: E402
from tap import run_tests  # noqa: E402

BUILD = os.environ['CULM_BUILD_DIR']
NETWORK = f'127.{1 + os.getpid() // 256 % 200}.{os.getpid() % 256}'
LINE = re.compile(r'^[d-]rwxr-xr-x\s+1\s+1002\s+1002\s+(\d+) [A-Z][a-z]{2} [ \d]\d (?:\d\d:\d\d| \d{4}) (.+)$')
DATA = bytes(range(256)) * 1000


def start_farm(models, *arguments):
    count = str(models.count(',') + 1)
    return Farm(BUILD, '--quiet', '--lan', '--seed', '4711', '--address', NETWORK + '.1', '--ssdp', '127.0.0.1:9',
                '--models', models, '--printers', count, *arguments)


def refuses(code, call, *arguments):
    try:
        answer = call(*arguments)
    except ftplib.Error as error:
        assert str(error).startswith(str(code)), (code, error)
        return str(error)
    raise AssertionError(f'{code} was awaited, and it said {answer}')


def curl(farm, printer, path, *arguments, code=None):
    host, port = printer['address'], printer['ports']['ftps']
    return subprocess.run(
        ['curl', '-sS', '--max-time', '20', '--cacert', farm.ready['printer_ca'], '--tls-max', '1.2',
         '--connect-to', f'{printer["serial"]}:{port}:{host}:{port}', '--insecure', '--user',
         f'bblp:{code or printer["access_code"]}', *arguments, f'ftps://{printer["serial"]}:{port}{path}'],
        capture_output=True, timeout=90)


def fault(farm, what, **more):
    farm.control('POST', '/fault', {'where': 'ftps', 'what': what, **more})


def test_curl():
    with start_farm('P1S:idle,X1C:idle,H2D:idle') as farm, tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, 'name with spaces 100%.gcode.3mf')
        with open(source, 'wb') as file:
            file.write(DATA)
        for printer in farm.ready['printers']:
            done = curl(farm, printer, '/cache/', '-T', source)
            assert done.returncode == 0, done
            done = curl(farm, printer, '/cache/name%20with%20spaces%20100%25.gcode.3mf')
            assert done.returncode == 0 and done.stdout == DATA, (done.returncode, done.stderr)
            listing = curl(farm, printer, '/cache/')
            assert b' 256000 ' in listing.stdout and listing.returncode == 0, listing
            assert curl(farm, printer, '/', code='12345678').returncode == 67  # login denied
            assert curl(farm, printer, '/cache/', '--no-sessionid').returncode != 0
        uploads = farm.control('GET', '/uploads')
        assert [(entry['serial'], entry['path'], entry['size'], entry['sha256']) for entry in uploads] == \
            [(printer['serial'], '/cache/name with spaces 100%.gcode.3mf', len(DATA),
              hashlib.sha256(DATA).hexdigest()) for printer in farm.ready['printers']], uploads


def test_layout():
    with start_farm('X1C:idle,P1S:idle,A1:idle,P2S:idle') as farm:
        for printer in farm.ready['printers']:
            with Ftps(farm, printer) as client:
                for path in ('/', '/cache', '/timelapse', '/timelapse/thumbnail'):
                    lines = client.list(path)
                    assert lines and all(LINE.match(line) for line in lines), (path, lines)
                films = [LINE.match(line)[2] for line in client.list('/timelapse') if line[0] == '-']
                assert all(re.match(r'video_\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d\.(mp4|avi)$', name) for name in films), films
                film = client.get('/timelapse/' + films[0])
                assert film[:4] == b'RIFF' if films[0].endswith('avi') else film[4:8] == b'ftyp'
                still = client.get('/timelapse/thumbnail/' + films[0][:-3] + 'jpg')
                assert still[:2] == b'\xff\xd8' and still[-2:] == b'\xff\xd9'
                names = client.list('/cache', 'NLST')
                assert all(name.startswith('/cache/') == (printer['model'] == 'X1 Carbon') for name in names), names
                job = client.get('/cache/Vase spiral.gcode.3mf')
                assert job[:4] == b'PK\x03\x04' and b'Metadata/plate_1.png' in job


def test_whole_commands():
    with start_farm('X1C:idle') as farm:
        (printer,) = farm.ready['printers']
        with Ftps(farm, printer) as client:
            assert client.pwd() == '/'
            client.mkd('/new folder')
            client.cwd('new folder')
            assert client.pwd() == '/new folder'
            client.put('a', b'12345')
            client.voidcmd('TYPE I')
            assert client.size('/new folder/a') == 5
            client.rename('a', '../b')
            assert client.list('/new folder') == [] and client.get('/b') == b'12345'
            client.delete('/b')
            refuses(550, client.size, '/b')
            refuses(550, client.get, '/b')
            refuses(550, client.delete, '/b')
            refuses(503, client.voidcmd, 'RNTO /c')
            client.cwd('..')
            client.rmd('/new folder')
            for command in ('MLSD', 'REST 5', 'APPE x', 'AVBL', 'PORT 127,0,0,1,9,9'):
                refuses(502, client.voidcmd, command)
            refuses(500, client.voidcmd, 'NONSENSE')
            client.voidcmd('NOOP')
            assert 'MLSD' not in client.sendcmd('FEAT') and 'REST' not in client.sendcmd('FEAT')
            client.quit()


def test_nobody_gets_out():
    with start_farm('P1S:idle') as farm:
        (printer,) = farm.ready['printers']
        with Ftps(farm, printer) as client:
            client.put('/../../../../etc/../x', b'1')
            assert client.get('/x') == b'1'
            for path in ('/../certificate.key', '../../codes', '/cache/../../certificate.key'):
                refuses(550, client.get, path)


def test_room():
    with start_farm('P1S:idle,A1mini:idle') as farm:
        for printer in farm.ready['printers']:
            with Ftps(farm, printer) as client:
                assert int(client.sendcmd('AVBL').split()[1]) > 0


def test_wrong_code():
    with start_farm('P1S:idle,X1C:idle') as farm:
        mine, other = farm.ready['printers']
        refuses(530, Ftps, farm, mine, '00000000')
        refuses(530, Ftps, farm, mine, other['access_code'])


def test_session_reuse():
    with start_farm('X1C:idle') as farm:
        (printer,) = farm.ready['printers']
        with Ftps(farm, printer, resume=False) as client:
            with client.transfercmd('LIST /') as connection:
                assert connection.recv(10) == b'' or True
            refuses(522, client.voidresp)
        with Ftps(farm, printer) as client:
            assert client.list('/') and client.list('/cache')


def test_cut_upload():
    with start_farm('P1S:idle') as farm:
        (printer,) = farm.ready['printers']
        fault(farm, 'truncate', path='/short', after=1000, times=1)
        fault(farm, 'status', path='/late', value={'status': 426, 'body': 'Failure reading network stream.'}, times=1)
        fault(farm, 'status', command='STOR', path='/full', value={'status': 552, 'body': 'Card full.'}, times=1)
        fault(farm, 'size', path='/lie', value=7, times=1)
        with Ftps(farm, printer) as client:
            assert client.put('/short', DATA).startswith('226') and client.size('/short') == 1000
            refuses(426, client.put, '/late', DATA)
            assert client.size('/late') == len(DATA)
            refuses(552, client.put, '/full', DATA)
            client.put('/lie', DATA)
            assert (client.size('/lie'), client.size('/lie')) == (7, len(DATA))
            client.put('/short', DATA)
            assert client.size('/short') == len(DATA)


def test_reset():
    with start_farm('P1S:idle') as farm:
        (printer,) = farm.ready['printers']
        fault(farm, 'reset', path='/cache', after=100, times=1)
        client = Ftps(farm, printer)
        try:
            client.put('/cache/x', DATA)
            raise AssertionError('it went through')
        except (OSError, EOFError):
            client.close()
        with Ftps(farm, printer) as client:
            client.put('/cache/x', DATA)


def test_slow_card():
    with start_farm('P1S:idle') as farm:
        (printer,) = farm.ready['printers']
        fault(farm, 'slow', path='/slow', value=20000)
        fault(farm, 'delay', path='/late', value=1, times=1)
        with Ftps(farm, printer) as client:
            begin = time.monotonic()
            client.put('/slow', DATA[:20000])
            assert time.monotonic() - begin > 0.8
            begin = time.monotonic()
            client.put('/late', b'1')
            assert time.monotonic() - begin > 0.9


def test_no_tls_on_data():
    with start_farm('A1:idle') as farm:
        (printer,) = farm.ready['printers']
        fault(farm, 'no-tls')
        client = Ftps(farm, printer)
        try:
            client.list('/')
            raise AssertionError('it listed')
        except (OSError, ftplib.Error):
            client.close()


def test_no_card():
    with start_farm('P2S:idle') as farm:
        (printer,) = farm.ready['printers']
        farm.control('POST', f'/printers/{printer["serial"]}/state', {'sdcard': False})
        with Ftps(farm, printer) as client:
            assert client.list('/') == []
            refuses(550, client.put, '/x', b'1')


def test_files_stay():
    with tempfile.TemporaryDirectory() as folder:
        for kept in (False, True):
            with start_farm('P1S:idle', '--state-dir', folder) as farm:
                with Ftps(farm, farm.ready['printers'][0]) as client:
                    assert ('/keep' in [f'/{name}' for name in client.list('/', 'NLST')]) == kept
                    client.put('/keep', b'1')


if __name__ == '__main__':
    sys.exit(run_tests(globals()))
