#!/usr/bin/python3
# install.py  SPDX-License-Identifier: GPL-3.0-or-later
"""What `meson install` puts into a staging folder, file by file, and that nothing of it is left after an uninstall:
install.py --build B. TAP on stdout."""
import argparse
import json
import os
import stat
import subprocess
import sys
import tempfile

ID = 'io.github.culm.Culm'
PROGRAMS = ('culm', 'culmctl', 'culm-sim')


def introspect(build, what):
    done = subprocess.run(['meson', 'introspect', f'--{what}', build], check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def list_files(folder):
    found = set()
    for place, _folders, names in os.walk(folder):
        found |= {os.path.join(place, name) for name in names}
    return found


class Installation:
    def __init__(self, build, staging):
        self.build, self.staging = build, staging
        options = {option['name']: option['value'] for option in introspect(build, 'buildoptions')}
        self.prefix = options['prefix']
        self.folders = {name: os.path.join(self.prefix, options[name])
                        for name in ('bindir', 'libdir', 'datadir', 'mandir')}

    def place(self, folder, *words):
        return self.staging + os.path.join(self.folders[folder], *words)

    def list_expected(self):
        data = [('applications', f'{ID}.desktop'), ('dbus-1', 'services', f'{ID}.service'),
                ('glib-2.0', 'schemas', f'{ID}.gschema.xml'), ('metainfo', f'{ID}.metainfo.xml'),
                ('mime', 'packages', f'{ID}.xml'), ('icons', 'hicolor', 'scalable', 'apps', f'{ID}.svg'),
                ('icons', 'hicolor', 'symbolic', 'apps', f'{ID}-symbolic.svg')]
        for program in PROGRAMS:
            data += [('bash-completion', 'completions', program), ('fish', 'vendor_completions.d', f'{program}.fish'),
                     ('zsh', 'site-functions', f'_{program}')]
        expected = {self.place('datadir', *words) for words in data}
        expected |= {self.place('bindir', program) for program in PROGRAMS}
        expected |= {self.place('mandir', 'man1', f'{program}.1') for program in PROGRAMS}
        expected.add(self.place('libdir', 'culm', 'culm-sim-door.so'))
        if any(target['name'] == 'culm-sim-rtsp' for target in introspect(self.build, 'targets')):
            expected.add(self.place('libdir', 'culm', 'culm-sim-rtsp'))
        for language in self.list_languages():
            expected.add(self.place('datadir', 'locale', language, 'LC_MESSAGES', 'culm.mo'))
        return expected

    def list_languages(self):
        path = os.path.join(os.path.dirname(os.path.realpath(__file__)), '..', '..', 'po', 'LINGUAS')
        with open(path, encoding='utf-8') as file:
            return [word for line in file for word in line.split('#')[0].split()]

    # ---- Steps ----

    def install(self):
        subprocess.run(['meson', 'install', '-C', self.build, '--no-rebuild', '--destdir', self.staging], check=True,
                       stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120)
        found, expected = list_files(self.staging), self.list_expected()
        assert found == expected, f'too much: {sorted(found - expected)}, missing: {sorted(expected - found)}'

    def check_modes(self):
        for path in list_files(self.staging):
            mode = stat.S_IMODE(os.stat(path).st_mode)
            program = path.startswith(self.place('bindir')) or path.startswith(self.place('libdir'))
            assert mode == (0o755 if program else 0o644), f'{path}: {mode:o}'

    def check_contents(self):
        with open(self.place('datadir', 'dbus-1', 'services', f'{ID}.service'), encoding='utf-8') as file:
            program = os.path.join(self.folders['bindir'], 'culm')
            assert f'\nExec={program} --gapplication-service\n' in file.read()
        for path in list_files(self.place('datadir')):
            with open(path, 'rb') as file:
                text = file.read()
            assert text and self.build.encode() not in text and b'@publisher@' not in text, path

    def run_programs(self):
        for program in PROGRAMS:
            done = subprocess.run([self.place('bindir', program), '--version'], capture_output=True, text=True, timeout=60)
            assert done.returncode == 0 and done.stdout.startswith(f'{program} '), (program, done)

    def uninstall(self):
        subprocess.run(['ninja', '-C', self.build, 'uninstall'], check=True, stdout=subprocess.PIPE,
                       stderr=subprocess.STDOUT, timeout=120)
        assert not list_files(self.staging), sorted(list_files(self.staging))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--build', required=True)
    build = os.path.realpath(parser.parse_args().build)
    failed = False
    os.umask(0o022)
    for name in ('LD_PRELOAD', 'DESTDIR'):
        os.environ.pop(name, None)
    with tempfile.TemporaryDirectory(prefix='culm-staging-') as staging:
        installation = Installation(build, staging)
        steps = (installation.install, installation.check_modes, installation.check_contents, installation.run_programs,
                 installation.uninstall)
        print(f'1..{len(steps)}')
        for number, step in enumerate(steps, 1):
            try:
                step()
                print(f'ok {number} {step.__name__}', flush=True)
            except (AssertionError, OSError, subprocess.SubprocessError) as error:
                failed = True
                print(f'# {error}\nnot ok {number} {step.__name__}', flush=True)
    sys.exit(1 if failed else 0)


if __name__ == '__main__':
    main()
