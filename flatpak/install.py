#!/usr/bin/python3
# install.py  SPDX-License-Identifier: GPL-3.0-or-later
"""Builds the Flatpak and installs it for this user: install.py --work DIR. Where no remote of flatpak has the runtime, a
stand-in made of packages of the distribution takes its place, in an installation of its own below DIR, so that the real
one is never mixed with it. The last line on stdout is that installation, or nothing but `user`."""
import argparse
import hashlib
import os
import shutil
import subprocess
import sys

import yaml

HERE = os.path.dirname(os.path.realpath(__file__))
MANIFEST = os.path.join(HERE, 'io.github.culm.Culm.yml')
SUITE = os.environ.get('SUITE', 'trixie')


def run(*command, **options):
    return subprocess.run(command, check=True, stdout=sys.stderr, **options)


def ask(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    return done.stdout if done.returncode == 0 else ''


def find_remote(runtimes):
    """A remote that flatpak already knows, and that has the runtime and the SDK."""
    for scope in ('--user', '--system'):
        for remote in ask('flatpak', 'remotes', scope, '--columns=name').split():
            if all(ask('flatpak', 'remote-info', scope, remote, name) for name in runtimes):
                return remote
    return None


def prepare_stand_in(work, manifest):
    os.environ['FLATPAK_USER_DIR'] = os.path.join(work, 'installation')
    branch = manifest['runtime-version']
    if not all(ask('flatpak', 'info', '--user', f'{manifest[kind]}//{branch}') for kind in ('runtime', 'sdk')):
        print('No remote of flatpak has the runtime: a stand-in is made. This takes some minutes.', file=sys.stderr)
        run(os.path.join(HERE, 'stand-in.sh'), os.path.join(work, 'stand-in'), manifest['runtime'], manifest['sdk'], branch)


def read_checksum(path):
    with open(path, 'rb') as file:
        return hashlib.sha256(file.read()).hexdigest()


def fetch_source_package(name, folder):
    """The tarballs of a source package, from the mirror that apt is set up for."""
    mirror = ask('sh', os.path.join(HERE, 'mirror.sh')).strip()
    for place in ('lists/partial', 'cache/archives/partial', 'files'):
        os.makedirs(os.path.join(folder, place), exist_ok=True)
    with open(os.path.join(folder, 'sources.list'), 'w', encoding='utf-8') as file:
        file.write(f'deb-src {mirror} {SUITE} main\n')
    apt = ['apt-get', '-qq', '-o', f'Dir::Etc::sourcelist={folder}/sources.list', '-o', 'Dir::Etc::sourceparts=-',
           '-o', f'Dir::State::lists={folder}/lists', '-o', f'Dir::Cache={folder}/cache', '-o', 'APT::Sandbox::User=root']
    run(*apt, 'update')
    run(*apt, 'source', '--download-only', name, cwd=os.path.join(folder, 'files'))
    files = os.path.join(folder, 'files')
    return [os.path.join(files, entry) for entry in os.listdir(files)]


def fetch_sources(work, state, manifest):
    """Puts every tarball where flatpak-builder looks for it. Returns: whether none is missing."""
    complete = True
    for module in manifest['modules']:
        for source in module['sources']:
            if source['type'] != 'archive':
                continue
            place = os.path.join(state, 'downloads', source['sha256'], os.path.basename(source['url']))
            if os.path.exists(place):
                continue
            fetched = fetch_source_package(module['x-debian-source'], os.path.join(work, 'sources'))
            fits = [path for path in fetched if read_checksum(path) == source['sha256']]
            if fits:
                os.makedirs(os.path.dirname(place), exist_ok=True)
                shutil.copy(fits[0], place)
            complete = complete and bool(fits)
    return complete


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--work', required=True)
    work = os.path.realpath(parser.parse_args().work)
    state = os.path.join(work, 'state')
    os.makedirs(state, exist_ok=True)
    with open(MANIFEST, encoding='utf-8') as file:
        manifest = yaml.safe_load(file)
    branch = manifest['runtime-version']
    more = []
    remote = find_remote([f'{manifest["runtime"]}//{branch}', f'{manifest["sdk"]}//{branch}'])
    if remote is not None:
        more.append(f'--install-deps-from={remote}')
    else:
        prepare_stand_in(work, manifest)
        if fetch_sources(work, state, manifest):
            more.append('--disable-download')
    run('flatpak-builder', '--user', '--install', '--force-clean', '--disable-rofiles-fuse', f'--state-dir={state}',
        f'--repo={work}/repository', *more, os.path.join(work, 'tree'), MANIFEST)
    print(os.environ['FLATPAK_USER_DIR'] if remote is None else 'user')


if __name__ == '__main__':
    main()
