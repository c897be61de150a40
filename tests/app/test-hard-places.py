#!/usr/bin/python3
# test-hard-places.py  SPDX-License-Identifier: GPL-3.0-or-later
"""Where much of a desktop is missing, or the home cannot be written, the window opens all the same, or one sentence says
why not; and nothing that a newer version wrote is lost."""
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.realpath(__file__)), '..', 'support'))
from desktop import Desktop, wait_for  # noqa: E402
from tap import run_tests  # noqa: E402

BUILD = os.environ['CULM_BUILD_DIR']
PROGRAM = os.path.join(BUILD, 'src', 'app', 'culm')
NOWHERE = '/dev/null/nowhere'
SETTINGS = '''[io/github/culm/Culm/hard]
window-width='as wide as the screen'
from-another-version=[(1, 'x')]
run-in-background=true
'''


class HardPlace:
    """A desktop, and the environment of a window on it, of which a test takes things away."""

    def __enter__(self):
        for name in ('LD_PRELOAD', 'MALLOC_CHECK_'):
            os.environ.pop(name, None)
        self.desktop = Desktop().__enter__()
        self.environment = dict(self.desktop.environment, GSETTINGS_SCHEMA_DIR=os.path.join(BUILD, 'data'),
                                CULM_SECRETS='memory')
        self.environment.pop('G_DEBUG', None)
        self.log = os.path.join(self.desktop.folder, 'log')
        return self

    def __exit__(self, *details):
        self.desktop.__exit__(*details)

    def read_log(self):
        with open(self.log, encoding='utf-8', errors='replace') as file:
            return file.read()

    def start(self, *arguments):
        with open(self.log, 'w', encoding='utf-8') as log:
            return self.desktop.spawn(PROGRAM, '--profile', 'hard', *arguments, env=self.environment, stdout=log, stderr=log)

    def has_window(self):
        done = subprocess.run(['xdotool', 'search', '--onlyvisible', '--name', '^Culm'], capture_output=True, text=True,
                              env=self.desktop.environment, timeout=30)
        return bool(done.stdout.split())

    def opens(self):
        """The window is there, and the program ends as it should when it is told to."""
        process = self.start()
        wait_for(lambda: self.has_window() or process.poll() is not None, 60, 'the window')
        assert process.poll() is None, (process.returncode, self.read_log())
        process.terminate()
        assert process.wait(60) == 0, (process.returncode, self.read_log())
        assert 'CRITICAL' not in self.read_log(), self.read_log()


def test_no_runtime_folder():
    with HardPlace() as place:
        del place.environment['XDG_RUNTIME_DIR']
        place.opens()


def test_no_bus():
    with HardPlace() as place:
        place.environment['DBUS_SESSION_BUS_ADDRESS'] = 'unix:path=' + NOWHERE
        place.opens()


def test_no_keyring():
    """A bus that knows neither a keyring nor a portal."""
    with HardPlace() as place:
        del place.environment['CULM_SECRETS']
        place.opens()


def test_home_that_cannot_be_written():
    with HardPlace() as place:
        for name in ('HOME', 'XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'XDG_CACHE_HOME', 'XDG_STATE_HOME'):
            place.environment[name] = NOWHERE
        place.environment.pop('GSETTINGS_BACKEND')
        place.opens()


def test_no_display():
    with HardPlace() as place:
        place.environment['DISPLAY'] = ':32123'
        process = place.start()
        assert process.wait(60) == 1, place.read_log()
        assert len(place.read_log().strip().splitlines()) == 1, place.read_log()


def test_settings_of_a_newer_version():
    with HardPlace() as place:
        place.environment['GSETTINGS_BACKEND'] = 'keyfile'
        path = os.path.join(place.environment['XDG_CONFIG_HOME'], 'glib-2.0', 'settings', 'keyfile')
        os.makedirs(os.path.dirname(path))
        with open(path, 'w', encoding='utf-8') as file:
            file.write(SETTINGS)
        place.opens()
        with open(path, encoding='utf-8') as file:
            assert "from-another-version=[(1, 'x')]" in file.read()


def test_second_instance_hands_over():
    """A second start, of whatever version, shows the window that is there, and ends."""
    with HardPlace() as place:
        first = place.start()
        wait_for(lambda: place.has_window() or first.poll() is not None, 60, 'the window')
        second = place.start()
        assert second.wait(60) == 0, place.read_log()
        assert first.poll() is None
        first.terminate()
        assert first.wait(60) == 0


if __name__ == '__main__':
    sys.exit(run_tests(globals()))
