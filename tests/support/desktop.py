# desktop.py  SPDX-License-Identifier: GPL-3.0-or-later
"""A desktop of its own for a test: a virtual screen, a private session bus that starts the accessibility bus and
nothing else, a home in a temporary folder, and, when asked, a notification daemon that writes down what it is told."""
import os
import re
import select
import shutil
import signal
import subprocess
import tempfile
import time

BUS_CONFIGURATION = '''<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir={folder}</listen>
  <servicedir>{folder}/services</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
'''
GTK_SETTINGS = '[Settings]\ngtk-font-name=Cantarell 11\ngtk-cursor-blink=false\ngtk-application-prefer-dark-theme={dark}\n'
SYSTEM_SERVICES = '/usr/share/dbus-1/services'


def wait_for(found, seconds, what):
    """Asks until the answer is true, and gives it back; the wait has an end, which a busy computer may take three times
    as long to reach."""
    end = time.monotonic() + 3 * seconds
    while time.monotonic() < end:
        answer = found()
        if answer:
            return answer
        select.select([], [], [], 0.02)
    raise TimeoutError(f'{what}: not within {3 * seconds} s')


class Desktop:
    def __init__(self, size='1280x800', dark=False, notifications=False, manager=False, portals=False):
        self.size, self.dark, self.with_notifications, self.with_manager = size, dark, notifications, manager
        self.with_portals = portals
        self.children, self.folder, self.environment = [], None, None

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix='culm-desktop-')
        try:
            self.environment = self.prepare_environment()
            self.environment['DISPLAY'] = self.start_screen()
            self.environment['DBUS_SESSION_BUS_ADDRESS'] = self.start_bus()
            if self.with_manager:
                self.start_manager()
            if self.with_notifications:
                self.start_notifications()
            if self.with_portals:
                self.start_portals()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_details):
        for child in reversed(self.children):
            if child.poll() is None:
                child.terminate()
                try:
                    child.wait(5)
                except subprocess.TimeoutExpired:
                    child.kill()
                    child.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def prepare_environment(self):
        environment = dict(os.environ)
        for name in ('WAYLAND_DISPLAY', 'DESKTOP_SESSION', 'XDG_CURRENT_DESKTOP', 'AT_SPI_BUS_ADDRESS'):
            environment.pop(name, None)
        for name in ('runtime', 'config', 'data', 'cache', 'state'):
            os.makedirs(os.path.join(self.folder, name), mode=0o700)
            key = 'XDG_RUNTIME_DIR' if name == 'runtime' else f'XDG_{name.upper()}_HOME'
            environment[key] = os.path.join(self.folder, name)
        os.makedirs(os.path.join(self.folder, 'config', 'gtk-4.0'))
        with open(os.path.join(self.folder, 'config', 'gtk-4.0', 'settings.ini'), 'w', encoding='utf-8') as file:
            file.write(GTK_SETTINGS.format(dark='true' if self.dark else 'false'))
        if self.with_portals:
            environment['XDG_RUNTIME_DIR'] = self.mount_runtime()
        environment.update(HOME=self.folder, GDK_BACKEND='x11', GSK_RENDERER='cairo', GIO_USE_VFS='local',
                           GSETTINGS_BACKEND='memory', GTK_USE_PORTAL='0', LC_ALL='C.UTF-8', NO_AT_BRIDGE='0')
        return environment

    def mount_runtime(self):
        """The place that the document portal gives to a sandboxed program is the same on both sides in /run/user alone: a
        private mount, so call this in a mount namespace of its own."""
        place = f'/run/user/{os.getuid()}'
        os.makedirs(place, mode=0o700, exist_ok=True)
        subprocess.run(['mount', '--bind', os.path.join(self.folder, 'runtime'), place], check=True)
        return place

    def spawn(self, *command, **options):
        """Starts a program on this desktop, which ends it when it ends itself."""
        child = subprocess.Popen(command, env=options.pop('env', self.environment), **options)
        self.children.append(child)
        return child

    def start_screen(self):
        reader, writer = os.pipe()
        self.spawn('Xvfb', '-displayfd', str(writer), '-screen', '0', f'{self.size}x24', '-nolisten', 'tcp',
                   '-noreset', pass_fds=[writer], stderr=subprocess.DEVNULL)
        os.close(writer)
        with os.fdopen(reader) as answer:
            ready, _, _ = select.select([answer], [], [], 60)
            number = answer.readline().strip() if ready else ''
        if not number:
            raise TimeoutError('Xvfb did not start')
        return f':{number}'

    def start_bus(self):
        services = os.path.join(self.folder, 'services')
        os.makedirs(services)
        source = os.path.join(SYSTEM_SERVICES, 'org.a11y.Bus.service')
        if os.path.exists(source):
            with open(source, encoding='utf-8') as file:
                text = re.sub(r'^SystemdService=.*\n', '', file.read(), flags=re.MULTILINE)
            with open(os.path.join(services, 'org.a11y.Bus.service'), 'w', encoding='utf-8') as file:
                file.write(text)
        configuration = os.path.join(self.folder, 'bus.conf')
        with open(configuration, 'w', encoding='utf-8') as file:
            file.write(BUS_CONFIGURATION.format(folder=self.folder))
        bus = self.spawn('dbus-daemon', f'--config-file={configuration}', '--nofork', '--print-address=1',
                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        ready, _, _ = select.select([bus.stdout], [], [], 60)
        address = bus.stdout.readline().strip() if ready else ''
        if not address:
            raise TimeoutError('dbus-daemon did not start')
        return address

    def start_manager(self):
        """A window manager that composites: dialogs stand over their windows, with shadows and round corners."""
        self.spawn('xfwm4', '--compositor=on', '--replace', stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for(lambda: b'window id' in subprocess.run(['xprop', '-root', '_NET_SUPPORTING_WM_CHECK'],
                                                        env=self.environment, capture_output=True, timeout=60).stdout,
                 20, 'the window manager')

    def start_notifications(self):
        self.notification_log = os.path.join(self.folder, 'notifications.log')
        with open(self.notification_log, 'w', encoding='utf-8') as log:
            self.spawn('/usr/bin/python3', '-m', 'dbusmock', '--template', 'notification_daemon', stdout=log,
                       stderr=subprocess.DEVNULL)
        wait_for(lambda: self.has_owner('org.freedesktop.Notifications'), 20, 'the notification daemon')

    def start_portals(self):
        """The portals with the back end of GTK, and a keyring that is open: what a sandboxed program has of a desktop."""
        keyring = self.spawn('gnome-keyring-daemon', '--foreground', '--unlock', '--components=secrets',
                             stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        keyring.stdin.write(b'keyring')
        keyring.stdin.close()
        wait_for(lambda: self.has_owner('org.freedesktop.secrets'), 30, 'the keyring')
        for program, name in (('xdg-permission-store', 'org.freedesktop.impl.portal.PermissionStore'),
                              ('xdg-document-portal', 'org.freedesktop.portal.Documents'),
                              ('xdg-desktop-portal-gtk', 'org.freedesktop.impl.portal.desktop.gtk'),
                              ('xdg-desktop-portal', 'org.freedesktop.portal.Desktop')):
            self.spawn(f'/usr/libexec/{program}', stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                       env=dict(self.environment, XDG_CURRENT_DESKTOP='GNOME'))
            wait_for(lambda wanted=name: self.has_owner(wanted), 30, program)

    def has_owner(self, name):
        done = subprocess.run(['dbus-send', '--session', '--print-reply', '--dest=org.freedesktop.DBus', '/',
                               'org.freedesktop.DBus.NameHasOwner', f'string:{name}'],
                              env=self.environment, capture_output=True, text=True, timeout=60)
        return 'boolean true' in done.stdout

    def read_notifications(self):
        """What the daemon was told so far, one line a call."""
        with open(self.notification_log, encoding='utf-8') as log:
            return [line.strip() for line in log if ' Notify ' in line or ' CloseNotification ' in line]

    def take_picture(self, path):
        subprocess.run(['import', '-window', 'root', path], env=self.environment, check=True, timeout=90)


def end_with_parent():
    """For preexec_fn: the child gets SIGTERM when the script that started it is gone."""
    import ctypes
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)
