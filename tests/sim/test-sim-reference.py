#!/usr/bin/python3
# test-sim-reference.py  SPDX-License-Identifier: GPL-3.0-or-later
"""The vendor reference's own Python example, as it is printed there: with another host, port, device, access code and
trust anchor it steers a virtual printer. And all nine of its commands, through a client of another make."""
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.realpath(__file__)), '..', 'support'))
from desktop import wait_for  # noqa: E402
from farm import Farm  # noqa: E402
from paho_client import as_owner  # noqa: E402
from tap import named_after, run_tests  # noqa: E402

BUILD = os.environ['CULM_BUILD_DIR']
REFERENCE = os.path.join(os.environ.get('CULM_SHARED_DIR', ''), 'reference', 'seed.txt')
EXAMPLE = '''\
import json
import paho.mqtt.client as mqtt

# Connection details
BROKER = "us.mqtt.bambulab.com"
PORT = 8883
DEVICE_ID = "your_device_id"
ACCESS_CODE = "your_access_code"

# Create MQTT client
client = mqtt.Client()
client.username_pw_set(username="bblp", password=ACCESS_CODE)
client.tls_set()

# Connect to broker
client.connect(BROKER, PORT, 60)

# Send pause command
topic = f"device/{DEVICE_ID}/request"
command = {"print": {"command": "pause"}}
client.publish(topic, json.dumps(command))

# Send temperature command
command = {"print": {"command": "set_nozzle_temp", "param": "220"}}
client.publish(topic, json.dumps(command))

client.disconnect()
'''
SENT = ['{"print": {"command": "pause"}}', '{"print": {"command": "set_nozzle_temp", "param": "220"}}']
RUNS = 10
NINE = [
    ('Pause Print', 'X1C', '{"print":{"command":"pause"}}', 'gcode_state', 'PAUSE'),
    ('Resume Print', 'X1C', '{"print":{"command":"resume"}}', 'gcode_state', 'RUNNING'),
    ('Stop Print', 'X1C', '{"print":{"command":"stop"}}', 'gcode_state', 'FAILED'),
    ('Set Nozzle Temperature', 'X1C', '{"print":{"command":"set_nozzle_temp","param":"220"}}',
     'nozzle_target_temper', 220),
    ('Set Bed Temperature', 'X1C', '{"print":{"command":"set_bed_temp","param":"60"}}', 'bed_target_temper', 60),
    ('Set Chamber Temperature', 'X1E', '{"print":{"command":"set_chamber_temp","param":"35"}}', 'ctt', 35),
    ('Set Fan Speed', 'X1C', '{"print":{"command":"set_fan_speed","param":"100"}}', 'cooling_fan_speed', '15'),
    ('Set Air Duct Fan', 'X1C', '{"print":{"command":"set_airduct","param":"100"}}', 'big_fan1_speed', '15'),
    ('Set Chamber Fan (CTT)', 'X1C', '{"print":{"command":"set_ctt","param":"100"}}', 'big_fan2_speed', '15'),
]


def start_farm(*arguments):
    return Farm(BUILD, '--quiet', '--contract', 'seed', *arguments)


def fill_in(example, farm, printer):
    """The five replacements, each of which must find its place once."""
    mqtt = farm.ready['mqtt']
    for old, new in (('"us.mqtt.bambulab.com"', repr(mqtt['host'])), ('PORT = 8883', f'PORT = {mqtt["port"]}'),
                     ('"your_device_id"', repr(printer['serial'])),
                     ('"your_access_code"', repr(printer['access_code'])),
                     ('client.tls_set()', f'client.tls_set({farm.ready["ca"]!r})')):
        assert example.count(old) == 1, old
        example = example.replace(old, new)
    return example


def run_example(program):
    with tempfile.NamedTemporaryFile('w', suffix='.py') as file:
        file.write(program)
        file.flush()
        done = subprocess.run([sys.executable, '-W', 'ignore::DeprecationWarning', file.name], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0 and done.stderr == '', done


def get_report(farm, serial):
    return farm.control('GET', f'/printers/{serial}')['print']


def test_example_is_the_printed_one():
    if not os.path.exists(REFERENCE):
        return print('# the reference is not here: the example that this test holds was not compared with it')
    with open(REFERENCE, encoding='utf-8') as file:
        assert EXAMPLE in file.read()


@named_after('MQTT session', 'seed')
def test_example_steers():
    """It never reads and leaves at once: whatever the broker does with its answers, both messages must arrive."""
    with start_farm('--models', 'X1C:printing,P1S:printing', '--printers', '2') as farm:
        mine, other = farm.ready['printers']
        program = fill_in(EXAMPLE, farm, mine)
        run_example(program)
        wait_for(lambda: get_report(farm, mine['serial'])['gcode_state'] == 'PAUSE', 10, 'the pause')
        assert get_report(farm, mine['serial'])['nozzle_target_temper'] == 220
        assert get_report(farm, other['serial'])['gcode_state'] == 'RUNNING'
        entries = farm.commands()
        assert [(entry['serial'], entry['payload'], entry['obeyed']) for entry in entries] == \
            [(mine['serial'], text, True) for text in SENT], entries
        for _ in range(RUNS - 1):
            run_example(program)
        wait_for(lambda: len(farm.commands()) == RUNS * len(SENT), 10, 'all messages of all runs')


def test_example_with_a_wrong_code():
    with start_farm('--models', 'X1C:printing', '--printers', '1') as farm:
        (printer,) = farm.ready['printers']
        run_example(fill_in(EXAMPLE, farm, {**printer, 'access_code': '00000000'}))
        with as_owner(farm, printer) as client:  # behind it at the same broker
            client.publish(printer['serial'], '{"pushing":{"command":"pushall"}}', 1)
            wait_for(lambda: farm.control('GET', '/commands?all'), 10, 'the next message')
        assert not farm.commands(), farm.commands()
        assert get_report(farm, printer['serial'])['gcode_state'] == 'RUNNING'


@named_after('MQTT commands', 'seed')
def test_nine_commands():
    with start_farm('--models', 'X1C:printing,X1E:printing', '--printers', '2', '--speed', '10') as farm:
        printers = dict(zip(('X1C', 'X1E'), farm.ready['printers']))
        for name, model, payload, key, value in NINE:
            serial = printers[model]['serial']
            with as_owner(farm, printers[model], f'device/{serial}/report') as client:
                client.publish(serial, payload, 0)
                client.expect(lambda report: report.get('print', {}).get(key) == value, name)
            assert farm.commands()[-1]['payload'] == payload and farm.commands()[-1]['obeyed'], farm.commands()[-1]
            assert farm.commands()[-1]['topic'] == f'device/{serial}/request'
            if name == 'Stop Print':
                farm.do(serial, 'start-print')


if __name__ == '__main__':
    sys.exit(run_tests(globals()))
