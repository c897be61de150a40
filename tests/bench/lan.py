# lan.py  SPDX-License-Identifier: GPL-3.0-or-later
"""How long a program takes from its start until all the printers of the local network that it knows are live: the
engine beside a small program on libmosquitto that connects to one after the other, and beside the same with all at
once, which is what the virtual printers can do at all."""
import os
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'support'))
from farm import Farm, add_network  # noqa: E402

COUNT = 20
MODELS = 'P1S:idle,X1C:printing,A1mini:idle,H2D:printing,P2S:idle'
ROUNDS = 7
LIMIT = 120


def add(build, environment, printer):
    ports = ','.join(f'{name}={port}' for name, port in printer['ports'].items())
    subprocess.run([f'{build}/src/ctl/culmctl', 'add', printer['address'], '--ports', ports], env=environment,
                   input=printer['access_code'] + '\n', text=True, check=True, capture_output=True, timeout=LIMIT)


def measure(command, environment, text=''):
    begin = time.monotonic()
    done = subprocess.run(command, env=environment, input=text, stdout=subprocess.PIPE, text=True, check=True,
                          timeout=LIMIT)
    return float(done.stdout) - begin


def run(build, emit):
    programs = os.path.join(build, 'tests', 'bench')
    arguments = add_network(['--quiet', '--lan', '--printers', str(COUNT), '--models', MODELS])
    with tempfile.TemporaryDirectory(prefix='culm-bench-') as home, Farm(build, *arguments) as farm:
        printers = farm.ready['printers']
        environment = dict(os.environ, HOME=home, CULM_SECRETS=f'file:{home}/secrets.json', GSETTINGS_BACKEND='memory',
                           GSETTINGS_SCHEMA_DIR=f'{build}/data', GIO_USE_VFS='local', XDG_CONFIG_HOME=f'{home}/config',
                           XDG_DATA_HOME=f'{home}/data', XDG_CACHE_HOME=f'{home}/cache', XDG_RUNTIME_DIR=home)
        for printer in printers:
            add(build, environment, printer)
        text = ''.join(f'{printer["address"]} {printer["ports"]["mqtt"]} {printer["serial"]} {printer["access_code"]}\n'
                       for printer in printers)
        ways = [([f'{programs}/bench-lan-start', str(COUNT)], ''), ([f'{programs}/bench-lan-peer', 'one'], text),
                ([f'{programs}/bench-lan-peer', 'all'], text)]
        rounds = [[measure(command, environment, list_text) for command, list_text in ways] for _ in range(ROUNDS)]
    ours, one_by_one, at_once = zip(*rounds)
    emit('lan-start', 'live', 's', ours, 'libmosquitto-one-by-one', one_by_one)
    emit('lan-start', 'live-beside-all-at-once', 's', ours, 'libmosquitto-all-at-once', at_once)
