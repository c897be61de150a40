#!/usr/bin/python3
# test-ctl-watch.py  SPDX-License-Identifier: GPL-3.0-or-later
"""culmctl watch: what happens to printers, each change once."""
import signal
import subprocess
import sys
from datetime import datetime

from person import Person, Watch, each, run_tests, start_farm, wait_for

COMMON = {'event', 'at', 'serial', 'name'}
PRINT = {'job', 'file', 'plate', 'progress', 'layer', 'remaining'}


def names(events):
    return [event['event'] for event in events]


def check_shape(event):
    assert COMMON <= set(event), event
    assert event['at'].endswith('Z') and datetime.fromisoformat(event['at'][:-1]), event
    if event['event'].startswith('print.'):
        assert PRINT <= set(event), event


def test_whole_print():
    with start_farm('--models', 'P1S:idle,X1C:idle', '--printers', '2', '--speed', '60') as farm, \
            Person(farm) as person:
        person.sign_in()
        watch = Watch(person)
        p1s, x1 = farm.find('P1S')['serial'], farm.find('X1Carbon')['serial']

        def print_something(serial):
            farm.do(serial, 'start-print', {'name': 'vase', 'minutes': 5, 'layers': 40})
            started = watch.wait(serial, 'print.started')
            assert started['job'] == 'vase', started
            for mark in (1, 2, 3):
                watch.wait(serial, 'print.progress', mark, 60)
            done = watch.wait(serial, 'print.completed', 1, 60)
            assert done['job'] == 'vase' and done['file'] in ('vase.gcode.3mf', None), done
            watch.wait(serial, 'bed.cool', 1, 90)

        each([lambda serial=serial: print_something(serial) for serial in (p1s, x1)])
        assert watch.end(signal.SIGINT) == 8
        for serial in (p1s, x1):
            events = watch.of(serial)
            for event in events:
                check_shape(event)
            seen = names(events)
            assert seen.count('print.first_layer') == 1 and seen[0] == 'print.started', seen
            seen.remove('print.first_layer')  # a quarter of the job may be in the same report
            assert seen[1:] == ['print.progress'] * 3 + ['print.completed', 'bed.cool'], seen
            assert [event['progress'] for event in events if event['event'] == 'print.progress'] == [25, 50, 75], events


def test_ends_of_a_print():
    models = 'P1S:printing,X1C:printing,A1mini:printing,P2S:printing'
    with start_farm('--models', models, '--printers', '4') as farm, Person(farm) as person:
        person.sign_in()
        watch = Watch(person)
        stopped, failed, out, paused = (printer['serial'] for printer in farm.ready['printers'])
        person.json('stop', stopped).ends(0)
        farm.do(failed, 'fail', 0x03008004)
        farm.do(out, 'runout')
        person.json('pause', paused).ends(0)
        watch.wait(paused, 'print.paused')
        person.json('resume', paused).ends(0)
        watch.wait(paused, 'print.resumed')
        watch.wait(stopped, 'print.cancelled')
        failure = watch.wait(failed, 'print.failed')
        assert failure['error'] and failure['reason'], failure
        runout = watch.wait(out, 'filament.runout')
        assert runout['slot'], runout
        pause = watch.wait(out, 'print.paused')
        assert pause['reason'], pause
        person.run('watch', '--for', '4').ends(0)  # what was so when a watch begins is no news
        assert watch.end(signal.SIGINT) == 8
        assert names(watch.of(stopped)) == ['print.cancelled'], watch.of(stopped)
        assert names(watch.of(failed)) == ['print.failed'], watch.of(failed)
        assert sorted(set(names(watch.of(out))) - {'hms.raised'}) == ['filament.runout', 'print.paused'], watch.of(out)
        assert names(watch.of(out)).count('filament.runout') == 1, watch.of(out)
        assert names(watch.of(paused)) == ['print.paused', 'print.resumed'], watch.of(paused)


def test_troubles():
    entry = {'attr': 0x03000100, 'code': 0x00010008}
    models = 'X1C:idle,P1S:idle,A1mini:printing'
    with start_farm('--models', models, '--printers', '3') as farm, Person(farm) as person:
        person.sign_in()
        watch = Watch(person)
        ill, away, refusing = (printer['serial'] for printer in farm.ready['printers'])
        farm.do(away, 'offline')
        farm.do(ill, 'hms', entry)
        farm.do(refusing, 'refuse-commands', True)
        raised = watch.wait(ill, 'hms.raised')
        assert raised['code'] == '0300-0100-0001-0008' and raised['severity'] == 'fatal', raised
        assert raised['module'] == 'motion' and raised['url'].startswith('https://'), raised
        farm.do(ill, 'hms', None)
        watch.wait(ill, 'hms.cleared')
        watch.wait(away, 'device.offline')
        farm.do(away, 'online')
        watch.wait(away, 'device.online')
        # A broker that restarts is no news of any printer.
        farm.control('POST', '/fault', {'where': 'mqtt', 'what': 'restart'})
        farm.do(ill, 'hms', entry)
        watch.wait(ill, 'hms.raised', 2, 30)
        assert watch.end(signal.SIGINT) == 8
        assert names(watch.of(ill)) == ['hms.raised', 'hms.cleared', 'hms.raised'], watch.of(ill)
        assert names(watch.of(away)) == ['device.offline', 'device.online'], watch.of(away)
        assert not watch.of(refusing), watch.of(refusing)


def test_chosen_printers_and_time():
    with start_farm('--models', 'P1S:printing,X1C:printing', '--printers', '2') as farm, Person(farm) as person:
        person.sign_in()
        one, other = (printer['serial'] for printer in farm.ready['printers'])
        chosen = Watch(person, one, one, '--for', '6')
        assert chosen.said[-1].strip() == b'watching 1 printers', chosen.said
        everybody = Watch(person, '--for', '6')
        assert everybody.said[-1].strip() == b'watching 2 printers', everybody.said
        for serial in (one, other):
            farm.do(serial, 'finish')
        chosen.wait(one, 'print.completed')
        everybody.wait(other, 'print.completed')
        assert chosen.end() == 0 and everybody.end() == 0
        assert not chosen.of(other) and everybody.of(one), chosen.all
        result = person.run('watch', '--for', '0.5').ends(0)
        assert result.out == '' and result.err.strip() == 'watching 2 printers', result
        person.json('watch', 'nobody').fails(4, 'not-found', 'printer')


def test_words_for_people():
    with start_farm('--models', 'P1S:printing', '--printers', '1') as farm, Person(farm) as person:
        person.sign_in()
        process = person.start('watch', '--for', '8', stderr=subprocess.PIPE)
        assert b'watching' in process.stderr.readline()
        farm.do(farm.find('P1S')['serial'], 'finish')
        line = ''
        while 'print.completed' not in line:
            line = process.stdout.readline().decode()  # at once: each line is flushed
            assert process.poll() is None and 'P1S  print.' in line, line
        # Whoever reads may go; so does the watch, with the next line that it cannot write.
        process.stdout.close()
        farm.do(farm.find('P1S')['serial'], 'start-print')
        assert process.wait(8) == 1, process.stderr.read()


def test_token_dies_meanwhile():
    with start_farm('--models', 'P1S:printing', '--printers', '1') as farm, Person(farm) as person:
        person.sign_in()
        watch = Watch(person)
        farm.control('POST', '/account', {'expire': True})
        farm.control('POST', '/fault', {'where': 'mqtt', 'what': 'restart'})
        assert watch.end() == 3, watch.said
        assert watch.all[-1]['error']['code'] == 'unauthorised', watch.all
        wait_for(lambda: any(b'culmctl: ' in line for line in watch.said), 2, 'a sentence')


if __name__ == '__main__':
    sys.exit(run_tests(globals()))
