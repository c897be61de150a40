# upload.py  SPDX-License-Identifier: GPL-3.0-or-later
"""1 GiB over TLS from disk through CulmUpload, beside curl -T, both to the same nginx."""
import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
import time

ROUNDS = 5
SIZE = 1 << 30
BLOCK = 1 << 20
# The file, and what the server makes of it while another copy is still there.
ROOM = 4 * SIZE

# The answer of the service (GET) and the two addresses that it names (PUT).
CONFIGURATION = '''
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log stderr error;
{user}
events {{}}
http {{
  access_log off;
  client_max_body_size 0;
  client_body_buffer_size 256k;
  client_body_temp_path {folder}/temporary;
  server {{
    listen 127.0.0.1:{port} ssl;
    ssl_certificate {folder}/server.pem;
    ssl_certificate_key {folder}/server.key;
    root {folder}/root;
    dav_methods PUT;
    create_full_put_path on;
    location = /v1/iot-service/api/user/upload {{
      default_type application/json;
      return 200 '{{"host":"{host}","urls":[
        {{"type":"filename","file":"model.gcode","url":"{base}/model.gcode"}},{{"type":"size","url":"{base}/size"}}]}}';
    }}
  }}
}}
'''


def choose_folder():
    """Memory where there is room: the disk of the machine is not what is measured."""
    shared = '/dev/shm'
    if os.path.isdir(shared) and shutil.disk_usage(shared).free > ROOM:
        return shared
    return tempfile.gettempdir()


def find_port():
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


def write_file(path):
    block = os.urandom(BLOCK)
    with open(path, 'wb') as file:
        for _ in range(SIZE // BLOCK):
            file.write(block)


def write_certificate(folder):
    subprocess.run(['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes',
                    '-days', '2', '-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1',
                    '-keyout', f'{folder}/server.key', '-out', f'{folder}/server.pem'],
                   check=True, capture_output=True)


def wait_for_server(port, server):
    end = time.monotonic() + 10
    while server.poll() is None and time.monotonic() < end:
        with contextlib.suppress(OSError), socket.create_connection(('127.0.0.1', port), 1):
            return
        time.sleep(0.02)
    raise OSError('nginx did not start')


@contextlib.contextmanager
def run_server(folder):
    port = find_port()
    base = f'https://127.0.0.1:{port}'
    path = os.path.join(folder, 'nginx.conf')
    os.mkdir(os.path.join(folder, 'root'))
    with open(path, 'w', encoding='utf-8') as file:
        file.write(CONFIGURATION.format(folder=folder, port=port, base=base, host=f'127.0.0.1:{port}',
                                        user='user root;' if os.geteuid() == 0 else ''))
    program = shutil.which('nginx', path=os.environ.get('PATH', '') + ':/usr/sbin:/sbin')
    if program is None:
        raise OSError('nginx is not installed')
    server = subprocess.Popen([program, '-p', folder, '-c', path])
    try:
        wait_for_server(port, server)
        yield base
    finally:
        server.terminate()
        server.wait(10)


def send_ours(program, base, folder):
    environment = dict(os.environ, CULM_CA_FILE=f'{folder}/server.pem')
    done = subprocess.run([program, base, f'{folder}/model.gcode'], env=environment, check=True, capture_output=True,
                          text=True, timeout=300)
    return [float(word) for word in done.stdout.split()]


def send_peer(base, folder):
    done = subprocess.run(['curl', '--silent', '--show-error', '--fail', '--cacert', f'{folder}/server.pem',
                           '-w', '%{time_total}', '-o', '/dev/null', '-T', f'{folder}/model.gcode',
                           f'{base}/peer.gcode'], check=True, capture_output=True, text=True, timeout=300)
    return float(done.stdout)


def run(build, emit):
    program = os.path.join(build, 'tests', 'bench', 'bench-upload')
    ours, peers = [], []
    with tempfile.TemporaryDirectory(prefix='culm-bench-', dir=choose_folder()) as folder:
        write_certificate(folder)
        write_file(f'{folder}/model.gcode')
        with run_server(folder) as base:
            for _ in range(ROUNDS):
                ours.append(send_ours(program, base, folder))
                peers.append(send_peer(base, folder))
    megabytes = SIZE / 1e6
    emit('upload', 'throughput', 'MB/s', [megabytes / seconds for seconds, _, _ in ours], 'curl',
         [megabytes / seconds for seconds in peers])
    emit('upload', 'memory-growth', 'MiB', [growth / 1024 for _, growth, _ in ours])
    emit('upload', 'longest-gap', 'ms', [gap for _, _, gap in ours])
