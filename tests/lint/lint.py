#!/usr/bin/python3
# lint.py  SPDX-License-Identifier: GPL-3.0-or-later
"""Checks what a compiler does not: formatting, sizes, layers, data files, translations, packaging. TAP on stdout."""
import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile

TOP = os.path.realpath(os.path.join(os.path.dirname(__file__), '..', '..'))
LINES = 800
FUNCTION_LINES = 80

# Which layers a layer may include from; `base` is open to all but `sim`.
LAYERS = {
    'base': set(), 'model': set(), 'protocol': {'model'}, 'mqtt': set(), 'cloud': {'model'}, 'files': {'model'},
    'store': {'model'}, 'lan': {'model'},
    'engine': {'model', 'protocol', 'mqtt', 'cloud', 'files', 'store', 'lan'}, 'ui': {'model', 'engine'},
    'app': {'model', 'engine', 'ui'}, 'ctl': {'model', 'protocol', 'engine'}, 'sim': None,
}
SCREENLESS = ('base', 'model', 'protocol', 'mqtt', 'cloud', 'files', 'store', 'lan', 'engine', 'ctl',
              'sim')


def run(*command, **options):
    done = subprocess.run(command, cwd=TOP, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
    return done.returncode, done.stdout


def read(path):
    with open(os.path.join(TOP, path), encoding='utf-8') as file:
        return file.read()


def list_files(*suffixes, under=('src', 'tests', 'resources', 'data', 'po', 'flatpak')):
    found = []
    for folder in under:
        for place, folders, names in os.walk(os.path.join(TOP, folder)):
            folders[:] = [name for name in folders if name != '__pycache__']
            found += [os.path.relpath(os.path.join(place, name), TOP) for name in names if name.endswith(suffixes)]
    return sorted(found)


def check_format():
    """Sources look as .clang-format says; its output differs between releases, so only release 14 judges."""
    tool = shutil.which('clang-format-14') or shutil.which('clang-format')
    if tool is None or 'version 14.' not in run(tool, '--version')[1]:
        return 'skip clang-format 14 is not here'
    sources = list_files('.c', under=('src', 'tests'))
    code, text = run(tool, '--dry-run', '--Werror', *sources)
    return text.splitlines()[:40] if code else []


def check_shape():
    """Sizes, licence lines, include paths, unfinished work."""
    faults = []
    for path in list_files('.c', '.h', under=('src', 'tests')):
        text = read(path)
        lines = text.splitlines()
        if len(lines) > LINES:
            faults.append(f'{path}: {len(lines)} lines, {LINES} at the most')
        if 'SPDX-License-Identifier: GPL-3.0-or-later' not in (lines[0] if lines else ''):
            faults.append(f'{path}:1: the first line names the file and its licence')
        elif os.path.basename(path) not in lines[0]:
            faults.append(f'{path}:1: the first line names another file')
        for number, line in enumerate(lines, 1):
            if '#include "../' in line:
                faults.append(f'{path}:{number}: an include that climbs')
            if re.search(r'\b(TODO|FIXME|XXX|HACK)\b', line):
                faults.append(f'{path}:{number}: unfinished work')
            if len(line) > 120:
                faults.append(f'{path}:{number}: {len(line)} columns, 120 at the most')
            if line.rstrip() != line:
                faults.append(f'{path}:{number}: trailing white space')
    return faults


def check_functions():
    faults = []
    for path in list_files('.c', under=('src',)):
        begin = None
        for number, line in enumerate(read(path).splitlines(), 1):
            if line == '{':
                begin = number
            elif line == '}' and begin is not None:
                if number - begin > FUNCTION_LINES:
                    faults.append(f'{path}:{begin}: a function of {number - begin} lines')
                begin = None
    return faults


def check_layers():
    """A layer includes its own headers and those of the layers below that design allows."""
    owner = {os.path.basename(path): path.split('/')[1] for path in list_files('.h', under=('src',))}
    faults = []
    for path in list_files('.c', '.h', under=('src',)):
        layer = path.split('/')[1]
        for number, line in enumerate(read(path).splitlines(), 1):
            match = re.match(r'#include ([<"])([^>"]+)', line)
            if not match:
                continue
            name = match.group(2)
            if match.group(1) == '<':
                if layer in SCREENLESS and re.match(r'(gtk|gdk|adwaita)', name):
                    faults.append(f'{path}:{number}: {layer} has no screen')
                continue
            target = owner.get(name)
            if target is None or target == layer:
                continue
            allowed = LAYERS[layer]
            if allowed is None or (target not in allowed and target != 'base'):
                faults.append(f'{path}:{number}: {layer} does not see {target}')
    return faults


def check_cppcheck():
    tool = shutil.which('cppcheck')
    if tool is None:
        return 'skip cppcheck is not here'
    suppressed = ('missingInclude', 'unknownMacro', 'nullPointerRedundantCheck', 'varFuncNullUB')
    code, text = run(tool, '--quiet', '--error-exitcode=1', '--inline-suppr', '--std=c11', '-j2',
                     '--enable=warning,portability', '--library=gtk', '-I', 'src/base',
                     *(f'--suppress={name}' for name in suppressed), 'src')
    return text.splitlines()[:40] if code else []


def check_shell():
    faults = []
    for path in ['dev', '.ci/run']:
        code, text = run('sh', '-n', path)
        if code:
            faults += text.splitlines()
    for path in list_files('.py', under=('tests',)):
        try:
            compile(read(path), path, 'exec')
        except SyntaxError as error:
            faults.append(f'{path}: {error}')
    return faults


def check_data(build):
    faults = []
    for path in list_files('.desktop', under=()) + [os.path.join(build, 'data', 'io.github.culm.Culm.desktop')]:
        code, text = run('desktop-file-validate', path)
        faults += text.splitlines() if code or text else []
    code, text = run('appstreamcli', 'validate', '--strict', '--no-net', '--explain',
                     os.path.join(build, 'data', 'io.github.culm.Culm.metainfo.xml'))
    faults += text.splitlines() if code else []
    with tempfile.TemporaryDirectory() as target:
        code, text = run('glib-compile-schemas', '--strict', f'--targetdir={target}', 'data')
        faults += text.splitlines() if code else []
    for path in list_files('.ui', '.svg', '.xml', under=('resources', 'data')):
        code, text = run('xmllint', '--noout', path)
        faults += text.splitlines() if code else []
    return faults


def check_completions(build):
    """Each shell completes what the programs have: the files are those that generate.py makes, and the shells take them."""
    code, text = run(sys.executable, 'data/completions/generate.py', '--build', build, '--check')
    faults = text.splitlines() if code else []
    for shell, suffix in (('bash', '.bash'), ('fish', '.fish'), ('zsh', '')):
        if shutil.which(shell) is None:
            continue
        for program in ('culm', 'culmctl', 'culm-sim'):
            name = program + suffix if suffix else '_' + program
            code, text = run(shell, '-n', f'data/completions/{name}')
            faults += text.splitlines() if code else []
    asked = (('culmctl pa', 'pause'), ('culmctl --profile work sta', 'status'), ('culmctl set Shop bed --js', '--json'),
             ('culmctl sign-in me --region ch', 'china'), ('culmctl option Shop door', 'door-check'))
    for line, wanted in asked:
        words = line.split()
        row = ' '.join(words)
        code, text = run('bash', '-c', f'. data/completions/culmctl.bash; COMP_WORDS=({row}); COMP_CWORD={len(words) - 1}; '
                         '_culmctl; echo "${COMPREPLY[*]}"')
        if wanted not in text.split():
            faults.append(f'bash makes of “{line}”: {text.strip()}')
    return faults


def check_manuals(build):
    """The manual pages name each command and option that the programs name themselves."""
    faults = []
    for folder, program in (('app', 'culm'), ('ctl', 'culmctl'), ('sim', 'culm-sim')):
        path = f'data/man/{program}.1'
        page = read(path).replace('\\-', '-').replace('\\fB', '').replace('\\fR', '')
        _, text = run(os.path.join(build, 'src', folder, program), '--help', env=dict(os.environ, LC_ALL='C.UTF-8'))
        words = set(re.findall(r'(--[a-z][a-z-]*)', text)) | set(re.findall(r'^  ([a-z][a-z-]*) ?.*\n      ', text, re.M))
        faults += [f'{path} does not speak of {word}' for word in sorted(words)
                   if not word.startswith('--help-') and not re.search(rf'(?<![\w-]){re.escape(word)}(?![\w-])', page)]
        if shutil.which('mandoc'):
            code, text = run('mandoc', '-T', 'lint', '-W', 'warning', path)
            faults += text.splitlines() if code else []
    return faults


def check_pictures():
    """The pictures of the metadata are there, in the size that is named."""
    faults = []
    for match in re.finditer(r'<image type="source" width="(\d+)" height="(\d+)">@publisher@/(pictures/[^<]+)</image>',
                             read('data/io.github.culm.Culm.metainfo.xml.in')):
        with open(os.path.join(TOP, 'data', match.group(3)), 'rb') as file:
            head = file.read(24)
        size = (int.from_bytes(head[16:20], 'big'), int.from_bytes(head[20:24], 'big'))
        if size != (int(match.group(1)), int(match.group(2))):
            faults.append(f'data/{match.group(3)} has {size[0]} × {size[1]} pixels')
    return faults


def check_types():
    """The MIME database takes the types, and gives a file the one that its name asks for."""
    if shutil.which('update-mime-database') is None:
        return 'skip update-mime-database is not here'
    faults = []
    with tempfile.TemporaryDirectory() as target:
        os.makedirs(os.path.join(target, 'mime', 'packages'))
        shutil.copy(os.path.join(TOP, 'data', 'io.github.culm.Culm.xml'), os.path.join(target, 'mime', 'packages'))
        code, text = run('update-mime-database', os.path.join(target, 'mime'))
        faults += text.splitlines() if code else []
        with open(os.path.join(target, 'mime', 'globs2'), encoding='utf-8') as file:
            globs = file.read()
        for line in ('60:application/x-gcode-3mf:*.gcode.3mf', '50:model/3mf:*.3mf', '50:text/x.gcode:*.gcode'):
            if line not in globs:
                faults.append(f'no type says {line}')
    return faults


def check_translations():
    """POTFILES names each file that has a sentence for people, and no other."""
    listed = {line for line in read('po/POTFILES').splitlines() if line and not line.startswith('#')}
    spoken = set()
    for path in list_files('.c', under=('src',)):
        if re.search(r'\b(N?C?_|ngettext|g_dngettext|g_dpgettext2?) \(', read(path)):
            spoken.add(path)
    for path in list_files('.ui', under=('resources',)):
        if 'translatable="yes"' in read(path):
            spoken.add(path)
    for path in list_files('.desktop.in', '.metainfo.xml.in', '.gschema.xml', under=('data',)):
        spoken.add(path)
    return [f'po/POTFILES lacks {path}' for path in sorted(spoken - listed)] + \
           [f'po/POTFILES names {path}, which says nothing' for path in sorted(listed - spoken)]


def check_templates():
    """Text that comes from outside is never markup, and a template stands beside its type."""
    faults = []
    sources = {os.path.basename(path)[:-2] for path in list_files('.c', under=('src',))}
    for path in list_files('.ui', under=('resources',)):
        name = os.path.basename(path)[:-3]
        if name not in sources:
            faults.append(f'{path}: no source is named {name}.c')
        for number, line in enumerate(read(path).splitlines(), 1):
            if 'name="use-markup">' in line and 'rue' in line:
                faults.append(f'{path}:{number}: markup')
    return faults


def check_manifest():
    """Each dependency of meson.build is in the runtime or is a module of the Flatpak manifest."""
    try:
        import yaml
    except ImportError:
        return 'skip python3-yaml is not here'
    runtime = {'glib-2.0', 'gio-2.0', 'gio-unix-2.0', 'gobject-2.0', 'gtk4', 'libadwaita-1', 'libsoup-3.0',
               'json-glib-1.0', 'openssl', 'libsecret-1', 'sqlite3', 'zlib', 'libxml-2.0', 'libcurl', 'libarchive', 'cairo',
               'gstreamer-1.0', 'gstreamer-app-1.0', 'gstreamer-video-1.0'}
    manifest = yaml.safe_load(read('flatpak/io.github.culm.Culm.yml'))
    provided, faults = set(), []
    for module in manifest['modules']:
        provided |= set(module.get('x-provides', []))
        for source in module['sources']:
            if source['type'] == 'archive' and not re.fullmatch('[0-9a-f]{64}', source.get('sha256', '')):
                faults.append(f'{module["name"]}: a source without its SHA-256')
    needed = re.findall(r"dependency \('([^']+)'", read('meson.build'))
    faults += [f'the manifest brings no {name}' for name in needed if name not in runtime | provided]
    if any(word.startswith('--filesystem') for word in manifest['finish-args']):
        faults.append('the manifest opens the file system')
    return faults


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--build', required=True)
    build = os.path.realpath(parser.parse_args().build)
    checks = [('format', check_format), ('shape', check_shape), ('functions', check_functions),
              ('layers', check_layers), ('cppcheck', check_cppcheck), ('scripts', check_shell),
              ('data', lambda: check_data(build)),
              ('completions', lambda: check_completions(build)), ('manuals', lambda: check_manuals(build)),
              ('pictures', check_pictures), ('types', check_types), ('translations', check_translations),
              ('templates', check_templates), ('manifest', check_manifest)]
    print(f'1..{len(checks)}')
    failed = False
    for number, (name, check) in enumerate(checks, 1):
        faults = check()
        if isinstance(faults, str):
            print(f'ok {number} {name} # SKIP {faults[5:]}')
            continue
        for fault in faults:
            print(f'# {fault}')
        print(f'{"not ok" if faults else "ok"} {number} {name}', flush=True)
        failed = failed or bool(faults)
    sys.exit(1 if failed else 0)


if __name__ == '__main__':
    main()
