#!/usr/bin/python3
# with-display.py  SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a command on a desktop of its own and ends with its status: with-display.py [--dark] [--size WxH] -- COMMAND"""
import argparse
import subprocess
import sys

from desktop import Desktop


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--dark', action='store_true')
    parser.add_argument('--size', default='1280x800')
    parser.add_argument('--notifications', action='store_true')
    parser.add_argument('command', nargs='+')
    options = parser.parse_args()
    with Desktop(options.size, options.dark, options.notifications) as desktop:
        sys.exit(subprocess.run(options.command, env=desktop.environment).returncode)


if __name__ == '__main__':
    main()
