# terminal.py  SPDX-License-Identifier: GPL-3.0-or-later
"""culmctl on a terminal of its own."""
import fcntl
import os
import pty
import select
import subprocess
import termios

from person import CULMCTL, wait_for


class Terminal:
    """culmctl with a terminal of its own on stdin and stderr; stdout is read apart."""

    def __init__(self, person, *words, **environment):
        self.master, slave = pty.openpty()
        self.slave = slave
        self.shown = ''

        def take_terminal():
            os.setsid()
            fcntl.ioctl(slave, termios.TIOCSCTTY, 0)

        self.process = subprocess.Popen([CULMCTL, *words], stdin=slave, stderr=slave, stdout=subprocess.PIPE,
                                        env={**person.environment, **environment}, preexec_fn=take_terminal)

    def __enter__(self):
        return self

    def __exit__(self, *_details):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()
        os.close(self.master)
        os.close(self.slave)

    def read(self):
        while select.select([self.master], [], [], 0)[0]:
            self.shown += os.read(self.master, 4096).decode(errors='replace')
        return self.shown

    def wait_for(self, text, seconds=45):
        wait_for(lambda: text in self.read(), seconds, f'“{text}” on the terminal after {self.shown!r}')

    def type(self, text):
        os.write(self.master, text.encode())

    def echoes(self):
        return bool(termios.tcgetattr(self.slave)[3] & termios.ECHO)

    def ends_within(self, seconds):
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def end(self, seconds=45):
        out = self.process.communicate(timeout=seconds)[0].decode()
        self.read()
        return self.process.returncode, out
