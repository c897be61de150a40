#!/usr/bin/python3
# flatpak-tour.py  SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the Flatpak in its sandbox, on a desktop of its own with portals, and keeps a picture of each step:
flatpak-tour.py --build B --pictures DIR [--work DIR | --installed]. It builds and installs first, below --work, or takes
what FLATPAK_USER_DIR has. One TAP line a step on stdout; part of the long tests alone."""
import argparse
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.realpath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', 'support'))
from desktop import Desktop, wait_for  # noqa: E402
from farm import Farm  # noqa: E402

ID = 'io.github.culm.Culm'
TOOLS = ('unshare', 'flatpak', 'flatpak-builder', 'mmdebstrap', 'bwrap', 'gnome-keyring-daemon', 'xdotool')
SIZE = 3 * 1024 * 1024
PATIENCE = 60


def find_obstacle(installed):
    """Why the tour cannot be made here, or None."""
    if not installed and 'CULM_TEST_LONG' not in os.environ:
        return 'it is one of the long tests'
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        return f'{", ".join(missing)} is not here'
    for path in ('/usr/libexec/xdg-desktop-portal-gtk', '/dev/fuse'):
        if not os.access(path, os.R_OK):
            return f'{path} is not here'
    return None


def enter_own_mounts():
    """Goes on in a mount namespace of its own, where /run/user is the desktop's."""
    if 'CULM_OWN_MOUNTS' in os.environ:
        return
    os.environ['CULM_OWN_MOUNTS'] = '1'
    words = ['unshare', '--mount', '--propagation', 'private']
    words += [] if os.getuid() == 0 else ['--map-root-user']
    os.execvp(words[0], [*words, sys.executable, *sys.argv])


def install(work):
    done = subprocess.run([os.path.join(HERE, '..', '..', 'flatpak', 'install.py'), '--work', work],
                          stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        raise SystemExit('not ok 1 the Flatpak could not be built')
    place = done.stdout.split()[-1]
    if place != 'user':
        os.environ['FLATPAK_USER_DIR'] = place


class Tour:
    def __init__(self, desktop, farm, pictures):
        self.desktop, self.farm, self.pictures, self.number = desktop, farm, pictures, 0
        self.printer = farm.find('P1S')
        # What the sandbox sees of the home: its own folder.
        self.inside = os.path.join(desktop.folder, '.var', 'app', ID)
        os.makedirs(os.path.join(self.inside, 'cache'), mode=0o700)
        shutil.copy(farm.ready['ca'], os.path.join(self.inside, 'cache', 'ca.pem'))
        with open(os.path.join(self.inside, 'cache', 'ready.json'), 'w', encoding='utf-8') as file:
            file.write(farm.line.replace(farm.ready['ca'], os.path.join(self.inside, 'cache', 'ca.pem')))

    def start(self, *arguments, shows=None):
        from accessible import Window
        environment = dict(self.desktop.environment)
        for name in ('GSETTINGS_BACKEND', 'GSETTINGS_SCHEMA_DIR', 'LD_PRELOAD', 'MALLOC_CHECK_', 'G_DEBUG', 'GTK_USE_PORTAL',
                     'CULM_SECRETS', 'GIO_USE_VFS'):
            environment.pop(name, None)
        self.process = self.desktop.spawn('flatpak', 'run', '--user', '--env=GSK_RENDERER=cairo',
                                          f'--env=CULM_CA_FILE={self.inside}/cache/ca.pem', ID, *arguments, env=environment)
        self.window = Window(name='culm', shows=shows, seconds=PATIENCE)

    def stop(self):
        """As a person does it, by the keyboard."""
        self.press_keys('ctrl+q')
        self.process.wait(PATIENCE)

    def press_keys(self, *keys, delay='60'):
        subprocess.run(['xdotool', 'key', '--delay', delay, *keys], env=self.desktop.environment, check=True, timeout=30)

    def find_host_window(self, title):
        return wait_for(lambda: subprocess.run(['xdotool', 'search', '--onlyvisible', '--name', title],
                                               env=self.desktop.environment, capture_output=True, text=True).stdout.split(),
                        PATIENCE, f'the window {title}')[0]

    def show(self, name):
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

    def wait_for_upload(self, path):
        size = os.path.getsize(path)
        wait_for(lambda: [row for row in self.farm.control('GET', '/uploads') if row['size'] == size], PATIENCE,
                 f'the upload of {path}')

    def wait_for_notification(self, word):
        wait_for(lambda: [line for line in self.desktop.read_notifications() if word in line], PATIENCE,
                 f'a notification about {word}')

    def make_file(self, name):
        """Each of another size, by which its upload is known."""
        path = os.path.join(self.desktop.folder, name)
        with open(path, 'wb') as file:
            file.write(os.urandom(SIZE + self.number))
        return path

    # ---- Steps ----

    def first_start(self):
        self.start(shows='Try the Demo')
        self.show('first-start')
        self.stop()

    def demo(self):
        self.start('--demo', shows='All printers')
        self.window.wait_for_text('Workshop', PATIENCE)
        self.window.wait_for_text('Printing', PATIENCE)
        self.show('demo')
        self.stop()

    def sign_in(self):
        account = self.farm.ready['accounts'][0]
        self.start('--profile', 'tour', '--farm', os.path.join(self.inside, 'cache', 'ready.json'), shows='Sign In')
        self.window.press('Sign In')
        self.window.type('Account', account['account'], PATIENCE)
        self.window.type('Password', account['password'])
        self.window.press('Sign In')
        self.window.type('Code', account['code'], PATIENCE)
        self.window.press('Sign In')
        self.window.find(self.printer['name'], ('list item', 'push button', 'button', 'label'), seconds=PATIENCE)
        self.show('signed-in')
        keyring = os.path.join(self.inside, 'data', 'keyrings', 'default.keyring')
        assert os.path.getsize(keyring) > 0, 'the keyring of the sandbox is empty'
        with open(keyring, 'rb') as file:
            assert account['account'].encode() not in file.read(), 'the keyring can be read by anybody'

    def start_again(self):
        """The token was kept, encrypted with the secret that the portal gave."""
        self.stop()
        self.start('--profile', 'tour', shows=self.printer['name'])
        self.window.wait_for_text('Printing', PATIENCE)
        self.show('still-signed-in')

    def choose_file(self):
        from accessible import Window
        path = self.make_file('chosen.gcode.3mf')
        self.press_keys('ctrl+o')
        self.find_host_window('^Upload Files$')
        chooser = Window(name='xdg-desktop-portal-gtk', shows='Upload', seconds=PATIENCE)
        self.press_keys('ctrl+l')
        chooser.find(role=('text',), seconds=PATIENCE).get_editable_text_iface().set_text_contents(path)
        self.show('file-portal')
        chooser.press('Upload')
        self.wait_for_upload(path)
        self.wait_for_notification('chosen')
        self.show('chosen-file-uploaded')

    def drop_file(self):
        path = self.make_file('dropped.gcode.3mf')
        source = self.desktop.spawn('/usr/bin/python3', os.path.join(HERE, '..', 'support', 'drag-source.py'), path,
                                    env={key: value for key, value in self.desktop.environment.items()
                                         if key != 'GTK_USE_PORTAL'})
        window = self.find_host_window('^Files$')
        tool = ['xdotool']
        subprocess.run([*tool, 'windowmove', '--sync', window, '1150', '640'], env=self.desktop.environment, check=True,
                       timeout=30)
        x, y, to_x, to_y = 1210, 680, 560, 600
        words = ['mousemove', str(x), str(y), 'mousedown', '1']
        for step in range(1, 26):
            words += ['mousemove', str(x + (to_x - x) * step // 25), str(y + (to_y - y) * step // 25), 'sleep', '0.04']
        subprocess.run([*tool, *words], env=self.desktop.environment, check=True, timeout=60)
        self.show('drop')
        subprocess.run([*tool, 'mouseup', '1'], env=self.desktop.environment, check=True, timeout=30)
        self.wait_for_upload(path)
        self.wait_for_notification('dropped')
        source.terminate()
        self.show('dropped-file-uploaded')

    def notify(self):
        self.farm.do(self.farm.find('A1mini')['serial'], 'start-print')
        self.wait_for_notification(self.farm.find('A1mini')['name'])
        self.show('notified')

    def discover(self):
        self.window.press('Add printers', role=('toggle button',))
        self.window.find(role=('menu item',))  # they have no names here: the first is chosen by the keyboard
        self.press_keys('Return')
        self.window.wait_for_text(self.printer['address'], PATIENCE)
        self.show('found-on-the-network')

    def watch_camera(self):
        self.window.type('Address or name', self.printer['address'])
        self.window.press('Look')
        self.window.type('Access code', self.printer['access_code'], PATIENCE)
        self.window.press('Trust and Add')
        self.window.wait_for_text('LIVE', PATIENCE)
        self.show('camera')

    def run(self):
        for step in (self.first_start, self.demo, self.sign_in, self.start_again, self.choose_file, self.drop_file,
                     self.notify, self.discover, self.watch_camera):
            try:
                step()
            except Exception as error:
                self.desktop.take_picture(os.path.join(self.pictures, 'failed.png'))
                print(f'not ok {self.number + 1} {step.__name__}: {error!r}')
                if hasattr(self, 'window'):
                    for line in self.window.dump().splitlines():
                        print(f'# {line}')
                return 1
        self.stop()
        print(f'1..{self.number}')
        return 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--build', required=True)
    parser.add_argument('--pictures', required=True)
    parser.add_argument('--work')
    parser.add_argument('--installed', action='store_true')
    options = parser.parse_args()
    obstacle = find_obstacle(options.installed)
    if obstacle:
        print(f'1..0 # SKIP {obstacle}')
        return
    enter_own_mounts()
    if not options.installed:
        install(options.work or os.path.join(options.build, 'flatpak'))
    pictures = os.path.realpath(options.pictures)
    shutil.rmtree(pictures, ignore_errors=True)
    os.makedirs(pictures)
    for name in ('G_DEBUG', 'LD_PRELOAD', 'MALLOC_CHECK_'):
        os.environ.pop(name, None)
    network = f'127.{100 + os.getpid() % 100}.77.1'
    with Desktop('1280x1024', notifications=True, manager=True, portals=True) as desktop, \
            Farm(os.path.realpath(options.build), '--speed', '60', '--auth', 'code', '--lan', '--address', network,
                 '--seed', str(os.getpid()), '--models', 'P1S:printing,A1mini:idle', '--printers', '2') as farm:
        os.environ.update(desktop.environment)
        status = Tour(desktop, farm, pictures).run()
    print(f'# pictures of each step: {pictures}')
    sys.exit(status)


if __name__ == '__main__':
    main()
