#!/usr/bin/python3
# generate.py  SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the completions of the programs for bash, zsh and fish, of what the programs say of themselves:
generate.py --build B [--check]. With --check nothing is written: it names the files that are out of date."""
import argparse
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.realpath(__file__))
HEAD = '# Completion of {program} for {shell}. Made by generate.py.\n'
COMMON = [('--profile', 'NAME', []), ('--account', 'NAME', []), ('--json', None, []), ('--yes', None, []),
          ('--wait', None, []), ('--version', None, []), ('--help', None, [])]
WORD = re.compile(r'[a-z0-9][a-z0-9-]*')
OPTION = re.compile(r'(--[a-z][a-z-]*)(?:[ =]((?!-)[^\s\[\]]+))?')


def ask(program, *words):
    done = subprocess.run([program, *words], check=True, capture_output=True, text=True,
                          env=dict(os.environ, LC_ALL='C.UTF-8', LANGUAGE=''))
    return done.stdout


def split_words(text):
    return [word for word in re.split(r'[|\s\[\]…]+', text) if WORD.fullmatch(word)]


def read_usage(arguments):
    """Options, as name, value and choices, and the words that a usage line names."""
    options = []

    def take(match):
        name, value = match.group(1), match.group(2)
        options.append((name, value, split_words(value or '')))
        return ' '

    rest = OPTION.sub(take, arguments.replace('|--', ' --').replace('(', ' ').replace(')', ' '))
    return options, split_words(rest)


def read_details(text):
    """The words that the help of a command lists after a colon."""
    words = []
    for sentence in re.sub(r'\s+', ' ', text).split('. '):
        if ': ' in sentence:
            listed = sentence.split(': ', 1)[1]
            words += [word for word in re.split(r'[(), .]+', listed) if WORD.fullmatch(word) and word not in ('or', 'to')]
    return list(dict.fromkeys(words))


class Command:
    def __init__(self, name, arguments, summary):
        self.name, self.summary = name, summary
        self.options, self.words = read_usage(arguments)
        self.files = bool(re.search(r'\b(FILE|PATH|OUT)', arguments))


def read_commands(program):
    commands = []
    for match in re.finditer(r'^  ([a-z][a-z-]*) ?(.*)\n      (.*)$', ask(program, '--help'), re.MULTILINE):
        command = Command(*match.groups())
        if command.name in ('set', 'option', 'calibrate'):
            details = ask(program, command.name, '--help').split('\n\n', 2)[2]
            command.words += [word for word in read_details(details) if not word.isdigit()]
        commands.append(command)
    find = {command.name: command for command in commands}
    find['encode'].words = find['set'].words + ['pause', 'resume', 'stop', 'home']
    return commands


def read_options(program):
    """The options of a program of GOption: name, value or None, what it does."""
    pattern = re.compile(r'^  (?:-\w, )?(--[a-z][a-z-]*)(?:=(\S+))?\s{2,}(.*)$', re.MULTILINE)
    found = [match.groups() for match in pattern.finditer(ask(program, '--help'))]
    return [row for row in found if not row[0].startswith('--help-')]


def quote(text):
    return "'" + text.replace("'", "'\\''") + "'"


# ---- culmctl ----

def write_bash(program, commands):
    names = ' '.join(command.name for command in commands)
    common = ' '.join(name for name, _value, _choices in COMMON)
    valued = '|'.join(sorted({option[0] for command in commands for option in command.options if option[1]} |
                             {'--profile', '--account'}))
    out = [HEAD.format(program=program, shell='bash'),
           '_culmctl () {\n'
           '  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command= words= i\n'
           '  COMPREPLY=()\n'
           '  for (( i = 1; i < COMP_CWORD; i++ )); do\n'
           '    case ${COMP_WORDS[i]} in\n'
           '    --profile|--account) (( i++ )) || : ;;\n'
           '    -*) ;;\n'
           '    *) command=${COMP_WORDS[i]}; break ;;\n'
           '    esac\n'
           '  done\n'
           '  case $command:$previous in\n']
    for command in commands:
        for name, value, choices in command.options:
            if choices:
                out.append(f'  {command.name}:{name}) words={quote(" ".join(choices))} ;;\n')
    out.append(f'  *:{valued.replace("|", "|*:")}) return ;;\n  :*) words={quote(names + " " + common)} ;;\n')
    for command in commands:
        words = command.words + [option[0] for option in command.options] + ['--json', '--help']
        out.append(f'  {command.name}:*) words={quote(" ".join(dict.fromkeys(words)))} ;;\n')
    out.append('  esac\n  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")\n}\n'
               f'complete -o default -F _culmctl {program}\n')
    return ''.join(out)


def write_zsh(program, commands):
    out = [f'#compdef {program}\n', HEAD.format(program=program, shell='zsh'),
           '_culmctl () {\n  local -a commands\n  local state line\n  commands=(\n']
    out += [f'    {quote(command.name + ":" + command.summary)}\n' for command in commands]
    out.append("  )\n  _arguments -C '--profile[Settings and secrets of their own]:name:' "
               "'--account[Which account]:name:' \\\n"
               "    '--json[Print JSON]' '--yes[Do not ask]' '--wait[Wait for a limit]' "
               "'--version[Print the version]' \\\n"
               "    '--help[Print help]' '1:command:->command' '*::argument:->argument'\n"
               "  case $state in\n  command) _describe command commands ;;\n  argument)\n    case $line[1] in\n")
    for command in commands:
        words = []
        for name, value, choices in command.options:
            tail = '' if not value else f':value:({" ".join(choices)})' if choices else ':value:_files' if value == 'FILE' else ':value:'
            words.append(quote(f'{name}{tail}'))
        if command.words:
            words.append(quote(f'*:word:({" ".join(dict.fromkeys(command.words))})'))
        elif command.files:
            words.append(quote('*:file:_files'))
        lines = ' \\\n        '.join(words)
        out.append(f'    {command.name}) _arguments {lines} ;;\n' if words else f'    {command.name}) ;;\n')
    out.append('    esac ;;\n  esac\n}\n_culmctl "$@"\n')
    return ''.join(out)


def write_fish(program, commands):
    seen = '__fish_seen_subcommand_from'
    names = ' '.join(command.name for command in commands)
    out = [HEAD.format(program=program, shell='fish'), f'complete -c {program} -f\n']
    for name, value, _choices in COMMON:
        out.append(f'complete -c {program} -l {name[2:]}{" -x" if value else ""}\n')
    for command in commands:
        out.append(f'complete -c {program} -n {quote(f"not {seen} {names}")} -a {command.name} '
                   f'-d {quote(command.summary)}\n')
        here = f'complete -c {program} -n {quote(f"{seen} {command.name}")}'
        if command.words:
            out.append(f'{here} -a {quote(" ".join(dict.fromkeys(command.words)))}\n')
        if command.files:
            out.append(f'{here} -F\n')
        for name, value, choices in command.options:
            if name in [row[0] for row in COMMON]:
                continue
            tail = '' if not value else f' -x -a {quote(" ".join(choices))}' if choices else ' -r -F' if value == 'FILE' else ' -x'
            out.append(f'{here} -l {name[2:]}{tail}\n')
    return ''.join(out)


# ---- culm and culm-sim: options alone, and files ----

def write_plain_bash(program, options):
    valued = '|'.join(name for name, value, _text in options if value)
    names = ' '.join(name for name, _value, _text in options)
    function = '_' + program.replace('-', '_')
    return (HEAD.format(program=program, shell='bash') +
            f'{function} () {{\n  COMPREPLY=()\n  case ${{COMP_WORDS[COMP_CWORD-1]}} in {valued}) return ;; esac\n'
            f'  [[ ${{COMP_WORDS[COMP_CWORD]}} != -* ]] ||\n'
            f'    mapfile -t COMPREPLY < <(compgen -W {quote(names)} -- "${{COMP_WORDS[COMP_CWORD]}}")\n}}\n'
            f'complete -o default -F {function} {program}\n')


def write_plain_zsh(program, options):
    rows = []
    for name, value, text in options:
        text = text.replace('[', '(').replace(']', ')').replace(':', ',')
        rows.append(quote(f'{name}{"=" if value else ""}[{text}]' + (f':{value.lower()}:' if value else '')))
    rows.append(quote('*:file:_files'))
    lines = ' \\\n  '.join(rows)
    return f'#compdef {program}\n' + HEAD.format(program=program, shell='zsh') + f'_arguments {lines}\n'


def write_plain_fish(program, options):
    rows = [f'complete -c {program} -l {name[2:]}{" -x" if value else ""} -d {quote(text)}\n'
            for name, value, text in options]
    return HEAD.format(program=program, shell='fish') + ''.join(rows)


def write_all(build):
    def place(folder, name):
        return os.path.join(build, 'src', folder, name)

    commands = read_commands(place('ctl', 'culmctl'))
    files = {'culmctl.bash': write_bash('culmctl', commands), '_culmctl': write_zsh('culmctl', commands),
             'culmctl.fish': write_fish('culmctl', commands)}
    for folder, program in (('app', 'culm'), ('sim', 'culm-sim')):
        options = read_options(place(folder, program))
        files[f'{program}.bash'] = write_plain_bash(program, options)
        files[f'_{program}'] = write_plain_zsh(program, options)
        files[f'{program}.fish'] = write_plain_fish(program, options)
    return files


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--build', required=True)
    parser.add_argument('--check', action='store_true')
    options = parser.parse_args()
    old = []
    for name, text in sorted(write_all(os.path.realpath(options.build)).items()):
        path = os.path.join(HERE, name)
        if options.check:
            known = open(path, encoding='utf-8').read() if os.path.exists(path) else ''
            if known != text:
                old.append(name)
        else:
            with open(path, 'w', encoding='utf-8') as file:
                file.write(text)
    for name in old:
        print(f'data/completions/{name} is out of date: run data/completions/generate.py --build BUILD')
    sys.exit(1 if old else 0)


if __name__ == '__main__':
    main()
