# person.py  SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody at a terminal, with a home of their own: runs the real culmctl against a farm of virtual printers."""
import contextlib
import fcntl
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.realpath(__file__)), '..', 'support'))
from desktop import wait_for  # noqa: E402
from farm import Farm, add_network  # noqa: E402
from tap import each, in_both, named_after, needs, run_tests  # noqa: E402, F401

BUILD = os.environ['CULM_BUILD_DIR']
if 'ASAN_OPTIONS' in os.environ:
    os.environ['ASAN_OPTIONS'] += ':quarantine_size_mb=8'  # freed pages that it keeps look like memory
CULMCTL = os.path.join(BUILD, 'src', 'ctl', 'culmctl')
AT_ONCE = 3 * (os.cpu_count() or 1)


def start_farm(*arguments):
    return Farm(BUILD, '--quiet', *add_network(arguments))


@contextlib.contextmanager
def take_turn():
    """So few at once, among all tests of this build, that a program gets to the reports of its printers within the five
    seconds that it waits for them, however many processors there are."""
    folder = os.path.join(BUILD, 'tests', 'turns')
    os.makedirs(folder, exist_ok=True)
    with contextlib.ExitStack() as stack:
        files = [stack.enter_context(open(os.path.join(folder, str(number)), 'wb')) for number in range(AT_ONCE)]
        wait_for(lambda: any(try_lock(file) for file in files), 90, 'a turn')
        yield


def try_lock(file):
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def forgive():
    """What GLib's first table of names leaves behind once GStreamer has filled it, and nothing else (leaks.txt)."""
    if 'ASAN_OPTIONS' not in os.environ:
        return {}
    leaks = os.path.join(os.path.dirname(os.path.realpath(__file__)), '..', 'support', 'leaks.txt')
    return {'ASAN_OPTIONS': os.environ['ASAN_OPTIONS'] + ':fast_unwind_on_malloc=0:malloc_context_size=8',
            'LSAN_OPTIONS': f'suppressions={leaks}:print_suppressions=0'}


class Result:
    def __init__(self, words, code, out, err, seconds):
        self.words, self.code, self.out, self.err, self.seconds = words, code, out, err, seconds

    def __repr__(self):
        return f'culmctl {" ".join(self.words)} → {self.code} after {self.seconds:.1f} s\n{self.out}\n{self.err}'

    def ends(self, code):
        """The exit, with all that was said when it is another."""
        assert self.code == code, f'exit {code} was expected: {self!r}'
        return self

    @property
    def document(self):
        """The one JSON document of stdout: there is nothing else."""
        lines = self.out.splitlines()
        assert len(lines) == 1, f'one document on one line was expected: {self!r}'
        return json.loads(lines[0])

    @property
    def lines(self):
        return [json.loads(line) for line in self.out.splitlines()]

    def fails(self, code, name, domain=None):
        """An end with an error: its sentence on stderr, and its document where JSON was asked for."""
        self.ends(code)
        assert self.err.splitlines()[-1].startswith('culmctl: '), repr(self)
        if '--json' not in self.words:
            return None
        error = self.lines[-1]['error']
        assert set(error) == {'domain', 'code', 'message', 'err', 'server_code', 'http_status', 'detail'}, repr(self)
        assert error['code'] == name and error['domain'] in (domain, error['domain'] if domain is None else None), \
            f'{domain} {name} was expected: {self!r}'
        assert f'culmctl: {error["message"]}' in self.err, repr(self)
        return error


class Person:
    def __init__(self, farm=None, **environment):
        self.farm = farm
        self.home = tempfile.mkdtemp(prefix='culm-person-')
        self.secrets = os.path.join(self.home, 'secrets.json')
        self.environment = dict(os.environ, CULM_SECRETS=f'file:{self.secrets}', HOME=self.home,
                                **{f'XDG_{name}_HOME': os.path.join(self.home, name.lower())
                                   for name in ('CACHE', 'CONFIG', 'DATA', 'STATE')})
        if farm is not None:
            self.environment['CULM_CA_FILE'] = farm.ready['ca']
            self.account = farm.ready['accounts'][0]
        self.environment.update(environment)

    def __enter__(self):
        return self

    def __exit__(self, *_details):
        shutil.rmtree(self.home, ignore_errors=True)

    def start(self, *words, stdin=subprocess.PIPE, stderr=subprocess.PIPE, **environment):
        return subprocess.Popen([CULMCTL, *words], stdin=stdin, stdout=subprocess.PIPE, stderr=stderr,
                                env={**self.environment, **environment})

    def run(self, *words, first=None, **more):
        """Runs it when it is its turn; what is to happen just before it is done by `first`."""
        with take_turn():
            if first is not None:
                first()
            return self.run_now(*words, **more)

    def run_now(self, *words, text='', seconds=120, **environment):
        begin = time.monotonic()
        process = self.start(*words, **environment)
        try:
            out, err = process.communicate(text.encode(), seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
            raise TimeoutError(f'culmctl {" ".join(words)}: {out} {err}')
        return Result(words, process.returncode, out.decode(), err.decode(), time.monotonic() - begin)

    def json(self, *words, **more):
        return self.run(*words, '--json', **more)

    def answers(self, auth='code'):
        """What a person types: the password, then what the server wants."""
        return {'password': f'{self.account["password"]}\n', 'code': f'\n{self.account["code"]}\n',
                'tfa': f'{self.account["password"]}\n{self.account["totp"]}\n'}[auth]

    def sign_in(self, auth='code', *words):
        return self.run('sign-in', self.account['account'], '--region', self.farm.ready['rest'], *words,
                        text=self.answers(auth)).ends(0)


class Watch:
    """A `culmctl watch --json` that goes on meanwhile."""

    def __init__(self, person, *words):
        self.events, self.said = [], []
        self.process = person.start('watch', '--json', *words, stdin=subprocess.DEVNULL)
        self.readers = [threading.Thread(target=self.read, args=(stream, store), daemon=True) for stream, store in
                        ((self.process.stdout, self.events), (self.process.stderr, self.said))]
        for reader in self.readers:
            reader.start()
        wait_for(lambda: any(b'watching' in line for line in self.said), 15, 'watching')

    @staticmethod
    def read(stream, store):
        for line in stream:
            store.append(line)

    @property
    def all(self):
        return [json.loads(line) for line in list(self.events)]

    def of(self, serial, *names):
        return [event for event in self.all if event.get('serial') == serial and (not names or event['event'] in names)]

    def wait(self, serial, name, n=1, seconds=20):
        wait_for(lambda: len(self.of(serial, name)) >= n or self.process.poll() is not None, seconds,
                 f'{name} of {serial}')
        return self.of(serial, name)[n - 1]

    def end(self, signal_number=None):
        if signal_number is not None:
            self.process.send_signal(signal_number)
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        for reader in self.readers:
            reader.join(5)
        return self.process.returncode
