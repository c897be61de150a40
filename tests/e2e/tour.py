#!/usr/bin/python3
# tour.py  SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the real window through its main job, as a person with a screen reader would, and keeps a picture of each
step: tour.py --build B --pictures DIR. One TAP line a step on stdout."""
import argparse
import os
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.realpath(__file__)), '..', 'support'))
from desktop import Desktop, wait_for  # noqa: E402
from farm import Farm  # noqa: E402

SPEED = '60'  # a minute of printing and heating in a second
FILE_SIZE = 24 * 1024 * 1024


class Tour:
    model = 'H2D'  # idle hands: it has finished, so a print can be started on it

    def __init__(self, desktop, farm, build, pictures):
        self.desktop, self.farm, self.build, self.pictures = desktop, farm, build, pictures
        self.number = 0
        self.printer = farm.find(self.model)
        self.serial = self.printer['serial']

    def start_window(self):
        ready = os.path.join(self.desktop.folder, 'ready.json')
        with open(ready, 'w', encoding='utf-8') as file:
            file.write(self.farm.line)
        environment = dict(self.desktop.environment, CULM_CA_FILE=self.farm.ready['ca'], CULM_SECRETS='memory',
                           GSETTINGS_SCHEMA_DIR=os.path.join(self.build, 'data'), G_DEBUG='fatal-warnings')
        program = os.path.join(self.build, 'src', 'app', 'culm')
        self.process = self.desktop.spawn(program, '--profile', 'tour', '--farm', ready, env=environment)
        from accessible import Window
        self.window = Window(self.process.pid)

    def show(self, name):
        """Keeps the picture of a step, once what is animated has come to rest."""
        self.number += 1
        path = os.path.join(self.pictures, f'{self.number:02}-{name}.png')
        previous = None
        for _ in range(40):
            self.desktop.take_picture(path)
            with open(path, 'rb') as file:
                now = file.read()
            if now == previous:
                break
            previous = now
        print(f'ok {self.number} {name}', flush=True)

    def state(self):
        return self.farm.control('GET', f'/printers/{self.serial}')

    def wait_for_state(self, wanted, seconds=30):
        wait_for(lambda: self.state().get('gcode_state') in wanted, seconds, f'{wanted} on the printer')

    def wait_for_command(self, word, seconds=15):
        return wait_for(lambda: [entry for entry in self.farm.commands()
                                 if entry['serial'] == self.serial and word in entry['payload'] and entry['obeyed']],
                        seconds, f'a command with {word}')

    def wait_for_notification(self, word, seconds=30):
        return wait_for(lambda: [line for line in self.desktop.read_notifications() if word in line], seconds,
                        f'a notification about {word}')

    # ---- Steps ----

    def sign_in(self):
        account = self.farm.ready['accounts'][0]
        self.window.find('Sign In')
        self.show('first-start')
        self.window.press('Sign In')
        self.window.type('Account', account['account'])
        self.window.type('Password', account['password'])
        self.window.press('Advanced')
        self.window.find('Server', shown=True)
        self.show('sign-in')
        self.window.press('Sign In')
        self.window.type('Code', account['code'], seconds=20)
        self.show('code')
        self.window.press('Sign In')

    def see_printers(self):
        for printer in self.farm.ready['printers']:
            self.window.find(printer['name'], ('list item', 'push button', 'button', 'label'), seconds=20)
        self.window.wait_for_text('Paused', 20)
        self.show('printers')

    def open_printer(self):
        self.window.press(self.printer['name'])
        self.window.find('Bed target', ('spin button',), seconds=20)
        self.show('printer')

    def steer(self):
        self.window.set_value('Nozzle target', 215)
        self.window.set_value('Bed target', 55)
        self.wait_for_command('215')
        self.wait_for_command('55')
        self.window.set_value('Part fan', 60)
        self.wait_for_command('60')
        bed = self.window.find('Bed target', ('spin button',))
        wait_for(lambda: '5' in (bed.get_description() or '')[:1], 30, 'a bed that warms up')
        self.show('temperatures-and-fan')

    def open_menu(self, button, item):
        """Opens the menu of a button, and chooses an item of it."""
        self.window.press(button)
        self.window.press(item, role=('menu item', 'push button', 'button'))

    def move(self):
        """Homes the printer and moves it, after the question that comes first."""
        self.open_menu('Printer Menu', 'Move…')
        self.window.press('Home All')
        self.window.find('Cancel')
        self.show('move-question')
        self.window.press('Move')
        self.wait_for_command('back_to_center')
        self.window.press('Toolhead to the right')
        self.wait_for_command('xyz_ctrl')
        self.window.find('Homed', ('label',))
        self.show('moved')
        self.window.find_all('Close')[-1].get_action_iface().do_action(0)  # of the newest window
        wait_for(lambda: not self.window.has('Home All'), 10, 'the end of the window')

    def upload(self):
        path = os.path.join(self.desktop.folder, 'gear box.gcode.3mf')
        with open(path, 'wb') as file:
            file.write(os.urandom(FILE_SIZE))
        source = self.drop(path)
        uploads = wait_for(lambda: self.farm.control('GET', '/uploads'), 30, 'the upload')
        assert uploads[0]['size'] == FILE_SIZE, uploads
        source.terminate()
        self.wait_for_notification('gear box')
        self.show('uploaded')

    def drop(self, path):
        """Drags the file from another window onto this one, with a mouse that moves as a hand does; gives back
        the other program, which must live until its data was taken."""
        source = self.desktop.spawn('/usr/bin/python3', os.path.join(os.path.dirname(__file__), '..', 'support',
                                                                     'drag-source.py'), path)
        tool = ['xdotool']
        environment = self.desktop.environment
        window = wait_for(lambda: subprocess.run([*tool, 'search', '--onlyvisible', '--name', '^Files$'],
                                                 env=environment, capture_output=True, text=True).stdout.split(),
                          20, 'the window to drag from')[0]
        subprocess.run([*tool, 'windowmove', '--sync', window, '1150', '640'], env=environment, check=True, timeout=90)
        x, y = 1150 + 60, 640 + 40
        to_x, to_y = 560, 600
        words = ['mousemove', str(x), str(y), 'mousedown', '1']
        for step in range(1, 26):
            words += ['mousemove', str(x + (to_x - x) * step // 25), str(y + (to_y - y) * step // 25), 'sleep', '0.02']
        subprocess.run([*tool, *words], env=environment, check=True, timeout=90)
        self.show('drop')
        subprocess.run([*tool, 'mouseup', '1'], env=environment, check=True, timeout=90)
        return source

    def print(self):
        self.farm.do(self.serial, 'start-print')
        self.wait_for_state(('PREPARE', 'RUNNING'))
        self.wait_for_notification(self.printer['name'])
        self.wait_for_state(('RUNNING',), 60)
        self.window.wait_for_text('%')
        self.show('print-started')

    def pause_resume_stop(self):
        wait_for(lambda: self.window.has('Pause'), 20, 'Pause')
        self.window.press('Pause')
        self.wait_for_state(('PAUSE',))
        self.window.find('Resume', seconds=20)
        self.show('paused')
        self.window.press('Resume')
        self.wait_for_state(('RUNNING',))
        self.window.find('Pause', seconds=20)
        self.show('resumed')
        self.window.press('Stop…')
        self.window.find('Keep Printing')
        self.show('stop-question')
        self.window.press('Keep Printing')
        wait_for(lambda: not self.window.has('Keep Printing'), 10, 'the end of the question')
        assert self.state()['gcode_state'] == 'RUNNING'
        self.window.press('Stop…')
        self.window.press('Stop Print')
        self.wait_for_state(('FAILED', 'IDLE'))
        self.window.wait_for_text('Stopped', 20)
        self.show('stopped')

    def go_offline(self):
        self.farm.do(self.serial, 'offline')
        self.window.wait_for_text('Offline', 30)
        self.wait_for_notification(self.printer['name'])
        self.show('offline')
        self.farm.do(self.serial, 'online')
        bed = self.window.find('Bed target', ('spin button',), shown=False)
        from accessible import Atspi
        wait_for(lambda: bed.get_state_set().contains(Atspi.StateType.SENSITIVE), 30, 'the printer to come back')
        self.show('online')

    def steps(self):
        return (self.sign_in, self.see_printers, self.open_printer, self.steer, self.move, self.upload, self.print,
                self.pause_resume_stop, self.go_offline)

    def run(self):
        self.start_window()
        for step in self.steps():
            try:
                step()
            except Exception as error:
                self.desktop.take_picture(os.path.join(self.pictures, 'failed.png'))
                print(f'not ok {self.number + 1} {step.__name__}: {error}')
                for line in self.window.dump().splitlines():
                    print(f'# {line}')
                return 1
        self.process.terminate()
        status = self.process.wait(10)
        print(f'1..{self.number}')
        return 0 if status in (0, -15) else 1


def play(tour, arguments, can_run=lambda farm: True):
    """Plays a tour over a farm of these arguments; gives back the status to exit with."""
    parser = argparse.ArgumentParser()
    parser.add_argument('--build', required=True)
    parser.add_argument('--pictures')
    options = parser.parse_args()
    build = os.path.realpath(options.build)
    pictures = os.path.realpath(options.pictures or os.path.join(build, 'tour'))
    shutil.rmtree(pictures, ignore_errors=True)
    os.makedirs(pictures)
    os.environ.pop('G_DEBUG', None)  # for the window alone: the accessibility library warns of its own accord
    with Desktop(notifications=True, manager=True) as desktop, Farm(build, *arguments) as farm:
        if not can_run(farm):
            print('1..0 # SKIP The port of a real printer is not free here')
            return 0
        os.environ.update(desktop.environment)
        status = tour(desktop, farm, build, pictures).run()
    print(f'# pictures of each step: {pictures}')
    return status


if __name__ == '__main__':
    sys.exit(play(Tour, ('--speed', SPEED, '--auth', 'code')))
