# ftps.py  SPDX-License-Identifier: GPL-3.0-or-later
"""A file to and from a printer's storage through CulmFtps, beside curl with the same vsftpd, which demands that data
connections take up the session of their control connection. As root alone: vsftpd's user is its own, in a mount
namespace."""
import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
import time

from upload import choose_folder, find_port

ROUNDS = 8
SIZE = 256 << 20
SERIAL = '01P00A000000001'
CODE = '12345678'
USER = 61234

CONFIGURATION = '''listen=YES
listen_address=127.0.0.1
listen_port={port}
background=NO
anonymous_enable=NO
local_enable=YES
write_enable=YES
local_root={folder}/card
chroot_local_user=YES
allow_writeable_chroot=YES
secure_chroot_dir={folder}/empty
nopriv_user=nobody
pam_service_name=vsftpd
seccomp_sandbox=NO
isolate=NO
isolate_network=NO
xferlog_enable=NO
ssl_enable=YES
implicit_ssl=YES
require_ssl_reuse=YES
force_local_data_ssl=YES
force_local_logins_ssl=YES
ssl_ciphers=HIGH
rsa_cert_file={folder}/server.pem
rsa_private_key_file={folder}/server.key
'''


def write(folder, name, text):
    with open(os.path.join(folder, name), 'w', encoding='utf-8') as file:
        file.write(text)


def prepare(folder, port):
    os.chmod(folder, 0o755)
    for name in ('card', 'empty'):
        os.mkdir(os.path.join(folder, name))
    os.chown(os.path.join(folder, 'card'), USER, USER)
    digest = subprocess.run(['openssl', 'passwd', '-5', CODE], check=True, capture_output=True, text=True).stdout.strip()
    write(folder, 'passwd', 'root:x:0:0::/:/bin/sh\nnobody:x:65534:65534::/:/bin/sh\n'
                            f'bblp:x:{USER}:{USER}::{folder}/card:/bin/sh\n')
    write(folder, 'shadow', f'bblp:{digest}:19000:0:99999:7:::\n')
    write(folder, 'pam', 'auth required pam_unix.so nodelay\naccount required pam_permit.so\n'
                         'session required pam_permit.so\n')
    write(folder, 'vsftpd.conf', CONFIGURATION.format(folder=folder, port=port))
    subprocess.run(['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes',
                    '-days', '2', '-subj', f'/CN={SERIAL}', '-keyout', f'{folder}/server.key',
                    '-out', f'{folder}/server.pem'], check=True, capture_output=True)
    with open(os.path.join(folder, 'model.3mf'), 'wb') as file:
        block = os.urandom(1 << 20)
        for _ in range(SIZE >> 20):
            file.write(block)


@contextlib.contextmanager
def run_server(folder):
    program = shutil.which('vsftpd', path=os.environ.get('PATH', '') + ':/usr/sbin:/sbin')
    if program is None or os.geteuid() != 0:
        raise OSError('vsftpd is not installed' if program is None else 'vsftpd needs root')
    port = find_port()
    prepare(folder, port)
    script = ('cd "$0" && mount --bind passwd /etc/passwd && mount --bind shadow /etc/shadow && '
              f'mount --bind pam /etc/pam.d/vsftpd && exec {program} "$0/vsftpd.conf"')
    server = subprocess.Popen(['unshare', '--mount', '--propagation', 'private', 'sh', '-c', script, folder])
    try:
        end = time.monotonic() + 10
        while True:
            with contextlib.suppress(OSError), socket.create_connection(('127.0.0.1', port), 1):
                break
            if server.poll() is not None or time.monotonic() > end:
                raise OSError('vsftpd did not start')
            time.sleep(0.02)
        yield port
    finally:
        server.terminate()
        server.wait(10)


def move_ours(program, folder, port, way):
    local = f'{folder}/model.3mf' if way == 'put' else f'{folder}/back.3mf'
    done = subprocess.run([program, str(port), SERIAL, CODE, f'{folder}/server.pem', way, local, '/model.3mf'],
                          check=True, capture_output=True, text=True, timeout=300)
    return float(done.stdout)


def move_peer(folder, port, way):
    """It proves who is there as well as it can: by the certificate itself, and the name in it."""
    what = ['-T', f'{folder}/model.3mf'] if way == 'put' else ['-o', f'{folder}/back.3mf']
    done = subprocess.run(['curl', '--silent', '--show-error', '--fail', '--cacert', f'{folder}/server.pem',
                           '--tls-max', '1.2', '--connect-to', f'::127.0.0.1:{port}', '--user', f'bblp:{CODE}',
                           '-w', '%{stderr}%{time_total}', *what, f'ftps://{SERIAL}/model.3mf'],
                          check=True, capture_output=True, text=True, timeout=300)
    return float(done.stderr)


def run(build, emit):
    program = os.path.join(build, 'tests', 'bench', 'bench-ftps')
    megabytes = SIZE / 1e6
    with tempfile.TemporaryDirectory(prefix='culm-bench-', dir=choose_folder()) as folder:
        with run_server(folder) as port:
            for way, metric in (('put', 'upload'), ('get', 'download')):
                move_ours(program, folder, port, way)  # what is read for the first time is nobody's time
                # Either is first in turn: what follows finds the machine as the other has left it.
                rounds = []
                for number in range(ROUNDS):
                    movers = [lambda: move_ours(program, folder, port, way), lambda: move_peer(folder, port, way)]
                    times = [move() for move in (movers if number % 2 == 0 else movers[::-1])]
                    rounds.append(tuple(times if number % 2 == 0 else times[::-1]))
                emit('ftps', metric, 'MB/s', [megabytes / ours for ours, _ in rounds], 'curl',
                     [megabytes / peer for _, peer in rounds])
