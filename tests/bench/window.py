# window.py  SPDX-License-Identifier: GPL-3.0-or-later
"""What the window costs: the time to its first painted frame and its memory with ten printers that it knows from the
day before, beside an empty window; and what it costs to be open while six printers idle."""
import contextlib
import glob
import json
import os
import select
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'support'))
from desktop import Desktop  # noqa: E402

START_ROUNDS = 9
MEMORY_ROUNDS = 3
MEMORY_AFTER = 10
IDLE_ROUNDS = 3
IDLE_SETTLE = 20
IDLE_SECONDS = 20
FIRST_LINE_LIMIT = 60


def read_line(stream, what):
    ready, _, _ = select.select([stream], [], [], FIRST_LINE_LIMIT)
    line = stream.readline() if ready else ''
    if not line:
        raise OSError(f'{what} did not say that it is ready')
    return line


def end(process):
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


class Stage:
    """A desktop with an account on a farm of virtual printers, and their list in the cache."""

    def __init__(self, build, models, count):
        self.build, self.models, self.count = build, models, count
        self.stack = contextlib.ExitStack()

    def __enter__(self):
        try:
            self.desktop = self.stack.enter_context(Desktop())
            self.environment = dict(self.desktop.environment, GSETTINGS_SCHEMA_DIR=f'{self.build}/data')
            self.sign_in(self.start_farm())
        except BaseException:
            self.stack.close()
            raise
        return self

    def __exit__(self, *_details):
        self.stack.close()

    def start_farm(self):
        farm = subprocess.Popen([f'{self.build}/src/sim/culm-sim', '--quiet', '--auth', 'password', '--printers',
                                 str(self.count), '--models', self.models], env=self.environment, text=True,
                                stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.stack.callback(end, farm)
        return json.loads(read_line(farm.stdout, 'culm-sim'))

    def sign_in(self, farm):
        self.environment.update(CULM_CA_FILE=farm['ca'], CULM_SECRETS=f'file:{self.desktop.folder}/secrets.json')
        account = farm['accounts'][0]
        control = f'{self.build}/src/ctl/culmctl'
        for words, text in ([['sign-in', account['account'], '--region', farm['rest']], account['password'] + '\n'],
                            [['list', '--json'], '']):
            subprocess.run([control, *words], env=self.environment, input=text, text=True, check=True,
                           capture_output=True, timeout=60)

    def start(self, *command):
        """Returns the process and the seconds until its window had been painted."""
        watcher = subprocess.Popen([f'{self.build}/tests/bench/bench-first-frame'], env=self.environment, text=True,
                                   stdout=subprocess.PIPE)
        try:
            read_line(watcher.stdout, 'bench-first-frame')
            begin = time.monotonic()
            process = subprocess.Popen(command, env=self.environment)
            try:
                return process, float(read_line(watcher.stdout, command[0])) - begin
            except BaseException:
                end(process)
                raise
        finally:
            end(watcher)


def read_memory(process):
    with open(f'/proc/{process.pid}/smaps_rollup', encoding='utf-8') as file:
        return next(int(line.split()[1]) / 1024 for line in file if line.startswith('Pss:'))


def measure_start(stage, command, with_memory):
    process, seconds = stage.start(command)
    memory = None
    try:
        if with_memory:
            time.sleep(MEMORY_AFTER - seconds)
            memory = read_memory(process)
    finally:
        end(process)
    return seconds * 1000, memory


def run_start(build, emit):
    commands = f'{build}/src/app/culm', f'{build}/tests/bench/bench-empty-window'
    with Stage(build, 'X1C:idle,P1S:idle,A1mini:idle,H2D:idle,P2S:idle', 10) as stage:
        for command in commands:
            measure_start(stage, command, False)
        rounds = [[measure_start(stage, command, turn < MEMORY_ROUNDS) for command in commands]
                  for turn in range(START_ROUNDS)]
    emit('start', 'first-frame', 'ms', [ours[0] for ours, _ in rounds], 'empty-window',
         [peer[0] for _, peer in rounds])
    emit('start', 'memory', 'MiB', [ours[1] for ours, _ in rounds[:MEMORY_ROUNDS]], 'empty-window',
         [peer[1] for _, peer in rounds[:MEMORY_ROUNDS]])


def read_activity(process):
    """Returns the seconds on a processor, and how often a thread slept and was woken, of all threads so far."""
    seconds = switches = 0
    for task in glob.glob(f'/proc/{process.pid}/task/*'):
        with contextlib.suppress(OSError):  # a thread may have ended
            with open(f'{task}/schedstat', encoding='utf-8') as file:
                seconds += int(file.read().split()[0]) / 1e9
            with open(f'{task}/status', encoding='utf-8') as file:
                switches += next(int(line.split()[1]) for line in file if line.startswith('voluntary_ctxt'))
    return seconds, switches


def measure_idle(process):
    begin, before = time.monotonic(), read_activity(process)
    time.sleep(IDLE_SECONDS)
    took, after = time.monotonic() - begin, read_activity(process)
    return (after[0] - before[0]) / took * 100, (after[1] - before[1]) / took


def run_idle(build, emit):
    with Stage(build, 'X1C:idle,P1S:idle,A1mini:idle,H2D:idle,P2S:idle,P1P:idle', 6) as stage:
        process, _ = stage.start(f'{build}/src/app/culm')
        try:
            time.sleep(IDLE_SETTLE)
            rounds = [measure_idle(process) for _ in range(IDLE_ROUNDS)]
        finally:
            end(process)
    emit('idle', 'cpu', '% of a core', [cpu for cpu, _ in rounds])
    emit('idle', 'wake-ups', '1/s', [wakes for _, wakes in rounds])
