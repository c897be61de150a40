#!/usr/bin/python3
# test-ctl-webhook.py  SPDX-License-Identifier: GPL-3.0-or-later
"""culmctl webhook: addresses that are told of events, and who tells them."""
import glob
import json
import os
import signal
import sys

from person import Person, Watch, in_both, run_tests, start_farm, wait_for
from receiver import Receiver
from terminal import Terminal

SECRET = 'a secret of mine'
VENDOR = ['print.started', 'print.completed', 'print.failed', 'device.online', 'device.offline', 'notification.created']
KEYS = {'n', 'url', 'events', 'tls', 'waiting', 'lost', 'last'}


def add(person, url, *words):
    return person.json('webhook', 'add', url, *words, text=f'{SECRET}\n').ends(0).document


def hook(person, n=1):
    return next(entry for entry in person.json('webhook', 'list').ends(0).document if entry['n'] == n)


def everything_kept(person):
    """All that a person's home holds, but for the secrets."""
    text = b''
    for path in glob.glob(os.path.join(person.home, '**'), recursive=True):
        if os.path.isfile(path) and path != person.secrets:
            with open(path, 'rb') as file:
                text += file.read()
    return text


def turn_off_and_on(farm, watch, serial):
    """Two events of a printer that is on, seen by a watch."""
    before = len(watch.of(serial, 'device.online'))
    farm.do(serial, 'offline')
    watch.wait(serial, 'device.offline', before + 1)
    farm.do(serial, 'online')
    watch.wait(serial, 'device.online', before + 1)
    return True


def test_list_add_remove():
    with Person() as person:
        assert person.json('webhook', 'list').ends(0).document == []
        assert 'webhook add' in person.run('webhook', 'list').ends(0).err
        first = add(person, 'https://hooks.example.org/services/T0001/S3CRETPATH')
        assert set(first) == KEYS and first['n'] == 1 and first['tls'] and first['last'] is None, first
        assert first['url'] == 'https://hooks.example.org/services/…' and len(first['events']) == 18, first
        second = add(person, 'http://10.1.2.3:8080/hook', '--events', 'print.failed, print.started')
        assert second['n'] == 2 and not second['tls'] and second['url'] == 'http://10.1.2.3:8080/hook', second
        assert second['events'] == ['print.started', 'print.failed'], second
        assert add(person, 'example.org')['url'] == 'https://example.org'
        person.run('webhook', 'remove', '2').ends(0)
        assert [entry['n'] for entry in person.json('webhook', 'list').document] == [1, 3]
        person.json('webhook', 'remove', '2').fails(1, 'not-found', 'usage')
        assert 'S3CRETPATH' in person.run('webhook', 'list', '--full').ends(0).out
        assert 'S3CRETPATH' not in person.run('webhook', 'list').ends(0).out
        assert b'S3CRETPATH' not in everything_kept(person) and SECRET.encode() not in everything_kept(person)


def test_nothing_secret_is_logged():
    with Receiver() as receiver, Person(G_MESSAGES_DEBUG='all') as person:
        url = receiver.base.replace('//', '//somebody:PASSWORD@') + '/TOKEN-PATH?key=TOKEN-QUERY'
        said = person.run('webhook', 'add', url, text=f'{SECRET}\n').ends(0)
        tested = person.run('webhook', 'test', '1').ends(0)
        listed = person.run('webhook', 'list').ends(0)
        receiver.status = 500
        refused = person.run('webhook', 'test', '1', '--json').ends(1)
        for result in (said, tested, listed, refused):
            for word in (SECRET, 'PASSWORD', 'TOKEN'):
                assert word not in result.out + result.err, (word, result)
        assert receiver.posts[0].path == '/TOKEN-PATH?key=TOKEN-QUERY'
        assert receiver.posts[0].headers['Authorization'].startswith('Basic '), receiver.posts[0].headers


def test_wrong_words():
    with Person() as person:
        for url in ('', 'ftp://example.org/', 'https://', 'https://example.org/#here', 'http://'):
            error = person.json('webhook', 'add', url, text='x\n').fails(2, 'usage', 'usage')
            assert error['err'] == 'ERR_INVALID_URL', error
        for url in ('http://8.8.8.8/hook', 'http://[2001:4860::1]/hook', 'http://0.0.0.0/hook'):
            person.json('webhook', 'add', url, text='x\n').fails(1, 'refused', 'usage')
        person.json('webhook', 'add', 'http://nowhere.invalid/hook', text='x\n').fails(1, 'offline', 'cloud')
        person.json('webhook', 'add', 'https://a.example', '--events', 'print.begun', text='x\n').fails(2, 'usage')
        person.json('webhook', 'add', 'https://a.example', '--events', '', text='x\n').fails(2, 'usage')
        person.json('webhook', 'add', 'https://a.example', text='').fails(2, 'usage')
        assert 'culmctl webhook --help' in person.json('webhook', 'add').fails(2, 'usage')['message']
        for words in ([], ['all'], ['add'], ['remove'], ['test', 'one'], ['test', '0'], ['list', '1']):
            person.json('webhook', *words, text='x\n').fails(2, 'usage', 'usage')
        person.json('webhook', 'test', '1').fails(1, 'not-found', 'usage')
        assert person.json('webhook', 'list').document == []


def test_secret_from_a_terminal():
    with Person() as person:
        with Terminal(person, 'webhook', 'add', '-') as terminal:
            terminal.wait_for('Address')
            assert not terminal.echoes()
            terminal.type('https://example.org/hook\n')
            terminal.wait_for('Secret')
            terminal.type(SECRET + '\n')
            code, out = terminal.end()
            assert code == 0 and 'https://example.org/hook' in out, terminal.shown
            assert SECRET not in terminal.shown + out, terminal.shown
        made = person.json('webhook', 'add', 'https://example.org', text='\n').ends(0).document
        assert len(made['secret']) == 32 and int(made['secret'], 16) >= 0, made
        with open(person.secrets, encoding='utf-8') as file:
            kept = [entry['secret'] for entry in json.load(file)['default'].values()]
        assert sorted(kept) == sorted([SECRET, made['secret']]), kept


def test_address_before_secret():
    """Nobody types a secret for an address that cannot be."""
    with Person() as person:
        for url, words in (('ftp://example.org', 'no address of a webhook'), ('http://8.8.8.8/', 'Use https')):
            with Terminal(person, 'webhook', 'add', url) as terminal:
                terminal.wait_for(words)
                terminal.end()
                assert 'Secret' not in terminal.shown, terminal.shown
            person.json('webhook', 'add', url, text='').ends(2 if 'ftp' in url else 1)


def test_test():
    with Receiver() as receiver, Person() as person:
        add(person, receiver.base + '/hook', '--events', 'print.failed')
        done = person.json('webhook', 'test', '1').ends(0).document
        assert done['last']['status'] == 204 and done['last']['delivered'] and done['last']['error'] is None, done
        post = receiver.posts[0]
        assert post.is_signed(SECRET) and not post.is_signed('another'), post.headers
        assert post.headers['Content-Type'] == 'application/json', post.headers
        assert post.event['event'] == 'notification.created' and post.event['id'] == 'webhook-test', post.event
        assert 'test' in post.event['body'], post.event
        assert '204' in person.run('webhook', 'test', '1').ends(0).out
        for status in (301, 410, 429, 500):
            receiver.status = status
            receiver.answer_headers = {'Location': receiver.base + '/elsewhere', 'Retry-After': '1'}
            error = person.json('webhook', 'test', '1').fails(1, 'refused', 'cloud')
            assert error['http_status'] == status and str(status) in error['message'], error
            last = hook(person)['last']
            assert last['status'] == status and not last['delivered'], last
        assert len(receiver.posts) == 6, 'a test is sent once, and no redirect is followed'
    with Person() as person:
        add(person, receiver.base + '/hook')  # nobody listens any more
        person.json('webhook', 'test', '1').fails(1, 'offline', 'cloud')
        assert hook(person)['last']['error'] == 'offline'


def test_signature_as_the_readme_checks_it():
    readme = os.path.join(os.path.dirname(os.path.realpath(__file__)), '..', '..', 'README.md')
    with open(readme, encoding='utf-8') as file:
        example = file.read().split('```python\n')[1].split('```')[0]
    scope = {}
    exec(example, scope)
    with Receiver() as receiver, Person() as person:
        add(person, receiver.base + '/hook')
        person.run('webhook', 'test', '1').ends(0)
        post = receiver.posts[0]
        assert scope['is_from_culm'](SECRET.encode(), post.body, post.headers)
        assert not scope['is_from_culm'](SECRET.encode(), post.body + b' ', post.headers)
        assert not scope['is_from_culm'](b'another secret', post.body, post.headers)


@in_both('Webhook events')
def events_of_the_vendor(contract):
    """All that happens while a watch runs is told to those who chose it, once."""
    with start_farm('--contract', contract, '--models', 'P1S:idle,X1C:printing,A1mini:idle', '--printers', '3',
                    '--speed', '60') as farm, Receiver() as receiver, Person(farm) as person:
        person.sign_in()
        add(person, receiver.base + '/hook', '--events', ','.join(VENDOR))
        add(person, receiver.base + '/failed', '--events', 'print.failed')
        done, failed, away = (printer['serial'] for printer in farm.ready['printers'])
        watch = Watch(person)
        farm.do(done, 'start-print', {'name': 'vase', 'minutes': 2, 'layers': 20})
        farm.do(failed, 'fail', 0x03008004)
        farm.do(away, 'offline')
        receiver.wait(failed, 'print.failed')
        receiver.wait(failed, 'print.failed', path='/failed')
        receiver.wait(away, 'device.offline')
        farm.do(away, 'online')
        receiver.wait(away, 'device.online')
        started = receiver.wait(done, 'print.started')
        receiver.wait(done, 'print.completed', 1, 60)
        assert started.event in watch.of(done), 'the body is the event that watch prints'
        assert started.headers['X-Culm-Event'] == 'print.started', started.headers
        assert all(post.is_signed(SECRET) for post in receiver.posts)
        assert {post.event['event'] for post in receiver.posts} <= set(VENDOR)
        assert len({post.headers['X-Culm-Delivery'] for post in receiver.posts}) == len(receiver.posts)
        assert watch.end(signal.SIGINT) == 8
        assert len(receiver.of(done)) == 2 and len(receiver.of(failed, path='/failed')) == 1
        state = hook(person)
        assert state['waiting'] == 0 and state['lost'] == 0 and state['last']['delivered'], state


def test_one_sender():
    """Of two programs one sends; when it ends, however that happens, the other one goes on."""
    with start_farm('--models', 'P1S:idle', '--printers', '1') as farm, Receiver() as receiver, \
            Person(farm) as person:
        person.sign_in()
        add(person, receiver.base + '/hook')
        serial = farm.find('P1S')['serial']
        first, second = Watch(person), Watch(person)
        farm.do(serial, 'offline')
        for watch in (first, second):
            watch.wait(serial, 'device.offline')
        receiver.wait(serial, 'device.offline')
        first.end(signal.SIGKILL)
        farm.do(serial, 'online')
        second.wait(serial, 'device.online')
        # The lock is looked at every two seconds: what happens until then is told by nobody.
        wait_for(lambda: turn_off_and_on(farm, second, serial) and len(receiver.of(serial)) > 1, 30, 'the other sender')
        second.end(signal.SIGINT)
        receiver.check_once(serial)


def test_kept_over_a_restart():
    with start_farm('--models', 'P1S:idle', '--printers', '1') as farm, Receiver() as receiver, \
            Person(farm) as person:
        person.sign_in()
        add(person, receiver.base + '/hook', '--events', 'device.offline,device.online')
        serial = farm.find('P1S')['serial']
        receiver.status = 503
        watch = Watch(person)
        farm.do(serial, 'offline')
        watch.wait(serial, 'device.offline')
        receiver.wait(serial, 'device.offline')
        farm.do(serial, 'online')
        watch.wait(serial, 'device.online')
        wait_for(lambda: hook(person)['last'] is not None and hook(person)['waiting'] == 2, 10, 'what waits')
        watch.end(signal.SIGKILL)
        state = hook(person)
        assert state['waiting'] == 2 and state['last']['status'] == 503, state
        receiver.status = 200
        again = Watch(person)
        receiver.wait(serial, 'device.online', 1, 30)
        assert [post.event['event'] for post in receiver.of(serial)] == \
            ['device.offline', 'device.offline', 'device.online']
        assert len({post.headers['X-Culm-Delivery'] for post in receiver.of(serial, 'device.offline')}) == 1
        wait_for(lambda: hook(person)['waiting'] == 0, 10, 'an empty queue')
        again.end(signal.SIGINT)


def test_changes_reach_the_sender():
    with start_farm('--models', 'P1S:idle', '--printers', '1') as farm, Receiver() as receiver, \
            Person(farm) as person:
        person.sign_in()
        serial = farm.find('P1S')['serial']
        watch = Watch(person)
        add(person, receiver.base + '/hook')

        def happen():
            return turn_off_and_on(farm, watch, serial)

        wait_for(lambda: happen() and receiver.of(serial), 30, 'the new address')
        person.run('webhook', 'remove', '1').ends(0)
        add(person, receiver.base + '/other')
        wait_for(lambda: happen() and receiver.of(serial, path='/other'), 30, 'the other address')
        seen = len(receiver.of(serial))
        happen()
        assert len(receiver.of(serial)) == seen, 'nothing goes to an address that was removed'
        watch.end(signal.SIGINT)


if __name__ == '__main__':
    sys.exit(run_tests(globals()))
