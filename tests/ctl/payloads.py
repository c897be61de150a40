# payloads.py  SPDX-License-Identifier: GPL-3.0-or-later
"""What a printer gets: messages as the reference words them, and those that came."""
import json

LAMP = {'led_on_time': 500, 'led_off_time': 500, 'loop_times': 1, 'interval_time': 1000}


def command(name, section='print', /, **members):
    return {section: {'command': name, **members}}


def line(text):
    return command('gcode_line', param=text)


def lamp(node, mode, **times):
    return command('ledctrl', 'system', led_node=node, led_mode=mode, **{**LAMP, **times})


def take_sequence(payload):
    """The document without its number, which is a decimal string of the vendor's range."""
    document = json.loads(payload)
    (members,) = document.values()
    number = members.pop('sequence_id')
    assert isinstance(number, str) and 20000 <= int(number) <= 29999, payload
    return document


def received(farm, serial):
    entries = [entry for entry in farm.commands() if entry['serial'] == serial]
    for entry in entries:
        assert entry['qos'] == 1 and entry['obeyed'] and entry['topic'] == f'device/{serial}/request', entry
    return [entry['payload'] for entry in entries]
