#!/usr/bin/python3
# tour-lan.py  SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the real window on the local network: adds a printer by its address, looks through its camera, and at its
files. tour-lan.py --build B --pictures DIR. One TAP line a step on stdout."""
import os
import subprocess
import sys

from tour import FILE_SIZE, Tour, play
from desktop import wait_for

FARM = ('--lan', '--seed', '6161', '--address', '127.0.61.1', '--ssdp', '127.0.61.255:2021', '--models', 'P1S:printing',
        '--printers', '1')
REAL_PORT = 8883


class LanTour(Tour):
    model = 'P1S'

    def press_keys(self, *keys):
        subprocess.run(['xdotool', 'key', '--clearmodifiers', *keys], env=self.desktop.environment, check=True,
                       timeout=30)

    def count_windows(self):
        return self.window.application.get_child_count()

    def wait_for_windows(self, number):
        wait_for(lambda: self.count_windows() == number, 20, f'{number} windows')

    # ---- Steps ----

    def add_printer(self):
        self.window.press('Add a Printer in This Network', seconds=20)
        self.window.type('Address or name', self.printer['address'], seconds=20)
        self.window.press('Look')
        # What certificate it shows is told on the page that asks for the code.
        self.window.wait_for_text('Its certificate is accepted', 30)
        self.show('found')
        self.window.type('Access code', self.printer['access_code'])
        self.window.press('Trust and Add')
        self.window.find('Bed target', ('spin button',), seconds=30)

    def watch(self):
        self.window.wait_for_text('LIVE', 30)
        self.show('camera')
        self.window.press('Window of Its Own')
        self.wait_for_windows(2)
        wait_for(lambda: len(self.window.find_all(contains='LIVE')) == 2, 30, 'two pictures')
        self.show('camera-window')
        self.press_keys('Escape')
        self.wait_for_windows(1)

    def see_files(self):
        self.window.press('Files')
        self.window.find('timelapse', ('label',), seconds=30)
        self.show('files')
        self.window.press('Status')
        self.window.wait_for_text('LIVE', 30)

    def send(self):
        """Without an account a file that is dropped on the printer goes to its storage."""
        path = os.path.join(self.desktop.folder, 'gear box.gcode.3mf')
        with open(path, 'wb') as file:
            file.write(os.urandom(FILE_SIZE))
        source = self.drop(path)
        self.wait_for_notification('gear box')
        source.terminate()
        self.window.press('Files')
        self.window.find('gear box.gcode.3mf', ('label',), seconds=30)
        self.show('sent')
        self.window.press('Status')

    def see_keys(self):
        self.press_keys('ctrl+question')
        self.window.find('All printers', ('label',), seconds=20)
        self.show('keys')
        self.press_keys('Escape')
        self.wait_for_windows(1)

    def steps(self):
        return self.add_printer, self.watch, self.see_files, self.send, self.see_keys


def has_real_ports(farm):
    return farm.ready['printers'][0]['ports'].get('mqtt') == REAL_PORT


if __name__ == '__main__':
    sys.exit(play(LanTour, FARM, has_real_ports))
