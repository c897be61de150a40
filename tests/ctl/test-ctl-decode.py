#!/usr/bin/python3
# test-ctl-decode.py  SPDX-License-Identifier: GPL-3.0-or-later
"""Messages of a printer in a file, and commands for one, without an account, a network or a printer."""
import json
import os
import sys

from person import Person, run_tests

FULL = {'print': {'command': 'push_status', 'msg': 0, 'gcode_state': 'RUNNING', 'stg_cur': 1, 'mc_percent': 12,
                  'subtask_name': 'vase', 'task_id': '7', 'bed_temper': 60.5, 'bed_target_temper': 60, 'fun': '0'}}
DELTA = {'print': {'command': 'push_status', 'msg': 1, 'mc_percent': 13}}
VERSION = {'info': {'command': 'get_version', 'module': [
    {'name': 'ota', 'sw_ver': '01.09.00.01', 'product_name': 'Bambu Lab X1-Carbon', 'sn': '00M00A000000001'}]}}
REFUSAL = {'print': {'command': 'gcode_line', 'sequence_id': '20001', 'err_code': 84033543}}


def store(person, text, name='report.json'):
    path = os.path.join(person.home, name)
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)
    return path


def decode(person, text, *words):
    return person.run('decode', *words, store(person, text)).ends(0).document


def encode(person, *words):
    result = person.run('encode', *words).ends(0)
    assert all(line == json.dumps(json.loads(line), separators=(',', ':')) for line in result.out.splitlines()), result
    return result.lines


def check(printer):
    assert printer['model'] == 'X1 Carbon' and printer['serial'] == '00M00A000000001', printer
    assert printer['firmware'] == '01.09.00.01' and printer['job']['progress'] == 13, printer
    assert printer['state'] == 'printing' and printer['stage'] == {'code': 1, 'name': 'bed levelling'}, printer
    assert printer['bed'] == {'current': 60.5, 'target': 60}, printer
    assert (printer['online'], printer['route'], printer['report_age'], printer['name']) == (False, None, None, None)


def test_decode_forms():
    with Person() as person:
        messages = [FULL, VERSION, DELTA]
        for text in ('\n'.join(map(json.dumps, messages)), json.dumps(messages), json.dumps(messages, indent=1),
                     '\ufeff \n' + '\r\n\r\n'.join(map(json.dumps, messages)) + '\r\n'):
            check(decode(person, text))
        one = decode(person, json.dumps(FULL, indent=2))
        assert one['model'] is None and one['job']['progress'] == 12 and one['control'] == 'allowed', one
        person.json('decode', store(person, json.dumps(FULL))).ends(0).document


def test_decode_model():
    with Person() as person:
        for word in ('P1S', 'C12', 'p1s', 'Bambu Lab P1S'):
            assert decode(person, json.dumps(FULL), '--model', word)['model'] == 'P1S'
        assert decode(person, json.dumps([FULL, VERSION]), '--model', 'N7-V2')['model'] == 'P2S'
        person.json('decode', '--model', 'Z9', store(person, json.dumps(FULL))).fails(2, 'usage', 'usage')


def test_decode_control():
    with Person() as person:
        silent = {'print': {key: value for key, value in FULL['print'].items() if key != 'fun'}}
        obeyed = {'print': {'command': 'pause', 'sequence_id': '1', 'result': 'SUCCESS'}}
        lamp = {'system': {'command': 'ledctrl', 'sequence_id': '1', 'result': 'SUCCESS'}}
        secured = {'print': dict(FULL['print'], fun='20000000')}
        for messages, control in (([silent], 'unknown'), ([silent, lamp], 'unknown'), ([silent, obeyed], 'allowed'),
                                  ([silent, REFUSAL], 'refused'), ([FULL, REFUSAL], 'refused'), ([secured], 'refused')):
            assert decode(person, json.dumps(messages))['control'] == control, (messages, control)


def test_decode_bad():
    with Person() as person:
        half = decode(person, '\n'.join([json.dumps(FULL)[:-9], json.dumps(FULL), 'noise', json.dumps(DELTA)]))
        assert half['job']['progress'] == 13, half
        for text in ('', ' ', '{}', '[]', '5', '{"print":{}}', '[{"print":{}}]', '{"other":{"a":1}}'):
            person.json('decode', store(person, text)).fails(1, 'malformed', 'file')
        for text, word in (('{"print":{"a":1', 'byte 15'), (json.dumps([FULL])[:-3], 'byte'), ('[1,2', 'byte'),
                           ('{"print":{"gcode_state":"IDLE"},}', 'byte'),
                           ('{"print":{"x":"%s","bed_temper":1}}' % ('a' * 256 * 1024), 'too long'),
                           ('{"print":{"x":' + '[' * 70 + ']' * 70 + '}}', 'too deeply')):
            error = person.json('decode', store(person, text)).fails(1, 'malformed', 'file')
            assert word in error['message'], (text[:40], error)
        person.json('decode', os.path.join(person.home, 'none')).fails(1, 'not-found', 'file')
        person.json('decode').fails(2, 'usage', 'usage')


def unwrap(capture):
    """The messages of a capture: its collector gave them names of his own, and often no envelope."""
    for key, content in capture.items():
        version = key in ('get_version', 'info')
        if version or key == 'print' or key.startswith('push'):
            section = 'info' if version else 'print'
            yield content if section in content else {section: content}


def test_decode_captures():
    folder = os.path.join(os.environ.get('CULM_SHARED_DIR', ''), 'fixtures')
    wanted = os.path.join(os.environ['G_TEST_SRCDIR'], 'protocol', 'expected')
    n = 0
    with Person() as person:
        for name in sorted(os.listdir(wanted)):
            model, _, rest = name.partition('-')
            path = os.path.join(folder, model, rest)
            if not os.path.exists(path):
                continue
            with open(path, encoding='utf-8') as file:
                messages = list(unwrap(json.load(file)))
            with open(os.path.join(wanted, name), encoding='utf-8') as file:
                expected = json.load(file)
            text = '\n'.join(map(json.dumps, messages)) if n % 2 else json.dumps(messages)
            assert decode(person, text) == {**expected, 'report_age': None}, name
            n += 1
    assert n in (0, 9), n


def test_encode_forms():
    with Person() as person:
        assert encode(person, '--model', 'P1S', 'nozzle', '220') == \
            [{'print': {'command': 'gcode_line', 'param': 'M104 S220\n', 'sequence_id': '20000'}}]
        assert encode(person, '--model', 'H2D', 'chamber', '45') == \
            [{'print': {'command': 'set_airduct', 'modeId': 1, 'submode': -1, 'sequence_id': '20000'}},
             {'print': {'command': 'set_ctt', 'ctt_val': 45, 'sequence_id': '20001'}}]
        assert encode(person, '--model', 'H2D', 'nozzle', 'left')[0]['print']['command'] == 'select_extruder'
        assert encode(person, '--model', 'A1', 'jog', 'Z', '-10')[0]['print']['param'].find('G1 Z10.0 F900\n') > 0
        assert encode(person, '--model', 'P2S', 'slot', 'A2', '--type', 'PETG', '--color', '#112233')[0]['print'][
            'tray_color'] == '112233FF'
        assert encode(person, '--model', 'P1S', 'gcode', 'G28 X', 'M400')[0]['print']['param'] == 'G28 X\nM400\n'
        assert person.run('encode', '--model', 'X1C', '--dialect', 'seed', 'aux-fan', '50').ends(0).out == \
            '{"print":{"command":"set_airduct","param":"50"}}\n'


def test_encode_report():
    with Person() as person:
        report = store(person, json.dumps({'print': dict(FULL['print'], fun='8000000000')}))
        for words, command in (((), 'gcode_line'), (('--report', report), 'set_bed_temp')):
            assert encode(person, '--model', 'X1C', *words, 'bed', '60')[0]['print']['command'] == command


def test_encode_refusals():
    with Person() as person:
        for words in (('--model', 'A1', 'chamber', '40'), ('--model', 'X1C', '--dialect', 'seed', 'light', 'on'),
                      ('--model', 'P2S', '--dialect', 'gcode', 'airduct', 'heating')):
            person.json('encode', *words).fails(1, 'unsupported', 'printer')
        person.json('encode', '--model', 'A1mini', 'bed', '81').fails(1, 'out-of-range', 'printer')
        for words in (('bed', '60'), ('--model', 'Z9', 'bed', '60'), ('--model', 'A1'), ('--model', 'A1', 'bed'),
                      ('--model', 'A1', 'bed', 'hot'), ('--model', 'A1', 'dance'), ('--model', 'A1', 'pause', 'now'),
                      ('--model', 'A1', '--dialect', 'latin', 'pause')):
            person.json('encode', *words).fails(2, 'usage', 'usage')


if __name__ == '__main__':
    sys.exit(run_tests(globals()))
