#!/usr/bin/python3
# test-webhook-window.py  SPDX-License-Identifier: GPL-3.0-or-later
"""The window and a watch of one profile: each event reaches a webhook once, from the window as long as it runs."""
import os
import signal
import subprocess
import sys

HERE = os.path.dirname(os.path.realpath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', 'ctl'))
from person import BUILD, Person, Watch, in_both, run_tests, start_farm, wait_for  # noqa: E402
from desktop import Desktop  # noqa: E402
from receiver import Receiver  # noqa: E402

SHARED = ('CULM_SECRETS', 'CULM_CA_FILE', 'XDG_DATA_HOME')


def open_window(desktop, person):
    environment = {**desktop.environment, **{name: person.environment[name] for name in SHARED}}
    return desktop.spawn(os.path.join(BUILD, 'src', 'app', 'culm'), env=environment, stdout=subprocess.DEVNULL,
                         stderr=subprocess.DEVNULL)


@in_both('Webhook events')
def notification_created_by_the_window(contract):
    with start_farm('--contract', contract, '--models', 'P1S:idle', '--printers', '1') as farm, \
            Receiver() as receiver, Person(farm) as person, Desktop(notifications=True) as desktop:
        person.sign_in()
        person.run('webhook', 'add', receiver.base + '/hook', '--events',
                   'device.offline,device.online,notification.created', text='secret\n').ends(0)
        serial = farm.find('P1S')['serial']
        watch = Watch(person)

        def go_off_and_on():
            before = len(watch.of(serial, 'device.online'))
            farm.do(serial, 'offline')
            watch.wait(serial, 'device.offline', before + 1)
            farm.do(serial, 'online')
            watch.wait(serial, 'device.online', before + 1)
            return True

        go_off_and_on()
        receiver.wait(serial, 'device.online')
        assert not receiver.of(serial, 'notification.created'), 'a watch shows nothing to a person'
        window = open_window(desktop, person)
        # Notifications come from the window alone: once one has arrived, it is the window that sends.
        wait_for(lambda: go_off_and_on() and receiver.of(serial, 'notification.created'), 40, 'the window')
        shown = receiver.of(serial, 'notification.created')[0].event
        assert shown['about'] in ('device.offline', 'device.online') and shown['title'] and shown['body'], shown
        window.send_signal(signal.SIGKILL)
        window.wait(10)
        seen = len(receiver.of(serial, 'device.online'))
        wait_for(lambda: go_off_and_on() and len(receiver.of(serial, 'device.online')) > seen, 30, 'the watch again')
        watch.end(signal.SIGINT)
        receiver.check_once(serial)
        assert not watch.of(serial, 'notification.created')


if __name__ == '__main__':
    sys.exit(run_tests(globals()))
