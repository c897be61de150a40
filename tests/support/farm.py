#!/usr/bin/python3
# farm.py  SPDX-License-Identifier: GPL-3.0-or-later
"""A farm of virtual printers for a program: farm.py --build B [-- COMMAND …] starts culm-sim, says in one line how to
sign in, and runs the command with `--farm FILE` until it ends. Also the class that the tests use."""
import argparse
import json
import os
import select
import subprocess
import sys
import tempfile
import urllib.request

from desktop import end_with_parent


def add_network(arguments):
    """A network and printers that no other running test has, where LAN is wanted, announced to every listener of this
    computer as real ones are: what goes to one address reaches one of the programs that share the port."""
    own = {'--address': f'127.{1 + os.getpid() // 256 % 200}.{os.getpid() % 256}.1', '--seed': str(10000 + os.getpid()),
           '--ssdp': '127.255.255.255:2021'}
    missing = [option for option in own if '--lan' in arguments and option not in arguments]
    return [*arguments, *(word for option in missing for word in (option, own[option]))]


class Farm:
    def __init__(self, build, *arguments):
        self.folder = tempfile.TemporaryDirectory(prefix='culm-farm-')
        self.process = subprocess.Popen(
            [os.path.join(build, 'src', 'sim', 'culm-sim'), '--state-dir', self.folder.name, *arguments],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, preexec_fn=end_with_parent)
        ready, _, _ = select.select([self.process.stdout], [], [], 90)
        line = self.process.stdout.readline() if ready else ''
        if not line:
            self.stop()
            raise TimeoutError('culm-sim did not start')
        self.line = line
        self.ready = json.loads(line)

    def __enter__(self):
        return self

    def __exit__(self, *_details):
        self.stop()

    def stop(self):
        if not self.process.stdin.closed:
            self.process.stdin.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.folder.cleanup()
        assert self.process.returncode == 0, f'culm-sim ended with {self.process.returncode}'

    def control(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.ready['control'] + path, data=data, method=method)
        with urllib.request.urlopen(request, timeout=60) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def do(self, serial, what, value=None):
        return self.control('POST', f'/printers/{serial}/do', {'what': what, 'value': value})

    def find(self, model):
        return next(printer for printer in self.ready['printers'] if printer['model'].replace(' ', '') == model)

    def commands(self):
        return self.control('GET', '/commands')


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--build', required=True)
    parser.add_argument('command', nargs='+')
    options = parser.parse_args()
    with Farm(options.build) as farm:
        account = farm.ready['accounts'][0]
        print(f'Virtual printers at {farm.ready["rest"]}: account {account["account"]}, password '
              f'{account["password"]}, code {account["code"]}', flush=True)
        path = os.path.join(farm.folder.name, 'ready.json')
        with open(path, 'w', encoding='utf-8') as file:
            file.write(farm.line)
        environment = dict(os.environ, CULM_CA_FILE=farm.ready['ca'], CULM_SECRETS='memory')
        program, *arguments = options.command
        sys.exit(subprocess.run([program, '--profile', 'farm', '--farm', path, *arguments],
                                env=environment).returncode)


if __name__ == '__main__':
    main()
