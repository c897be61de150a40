#!/usr/bin/python3
# test-ctl-broker.py  SPDX-License-Identifier: GPL-3.0-or-later
"""A broker typed in by hand: a printer without any account, with the user name and the access code of the vendor's
example, over TLS that is always judged. And the vendor reference's nine commands, byte for byte."""
import json
import os
import re
import socket
import subprocess
import sys
import tempfile

from person import Person, Watch, each, in_both, named_after, run_tests, start_farm, wait_for
from terminal import Terminal

# The rows of the reference: what is asked of culmctl, and what must arrive on device/<id>/request.
NINE = [
    ('Pause Print', ['pause'], '{"print":{"command":"pause"}}'),
    ('Resume Print', ['resume'], '{"print":{"command":"resume"}}'),
    ('Set Nozzle Temperature', ['set', 'nozzle', '220'], '{"print":{"command":"set_nozzle_temp","param":"220"}}'),
    ('Set Bed Temperature', ['set', 'bed', '60'], '{"print":{"command":"set_bed_temp","param":"60"}}'),
    ('Set Chamber Temperature', ['set', 'chamber', '35'], '{"print":{"command":"set_chamber_temp","param":"35"}}'),
    ('Set Fan Speed', ['set', 'fan', '50'], '{"print":{"command":"set_fan_speed","param":"50"}}'),
    ('Set Air Duct Fan', ['set', 'aux-fan', '50'], '{"print":{"command":"set_airduct","param":"50"}}'),
    ('Set Chamber Fan (CTT)', ['set', 'chamber-fan', '50'], '{"print":{"command":"set_ctt","param":"50"}}'),
    ('Stop Print', ['stop'], '{"print":{"command":"stop"}}'),
]


def address(farm):
    return f'{farm.ready["mqtt"]["host"]}:{farm.ready["mqtt"]["port"]}'


def as_owner(farm):
    """Somebody with no account, whose trust is not set by the environment."""
    person = Person(farm)
    del person.environment['CULM_CA_FILE']
    return person


def add(person, printer, *words, code=None, json_too=True):
    run = person.json if json_too else person.run
    return run('broker', 'add', address(person.farm), '--serial', printer['serial'], '--ca', person.farm.ready['ca'],
               *words, text=f'{printer["access_code"] if code is None else code}\n')


def secrets_of(person):
    with open(person.secrets, encoding='utf-8') as file:
        return file.read()


def certificate_of(person, serial):
    return os.path.join(person.home, 'data', 'culm', 'default', 'brokers', f'{serial}.pem')


def steer_nine(person, serial):
    farm = person.farm
    for row, words, payload in NINE:
        before = len(farm.commands())
        person.json(words[0], serial, *words[1:]).ends(0)
        wait_for(lambda: len(farm.commands()) > before, 2, row)
        (entry,) = farm.commands()[before:]
        assert entry['payload'] == payload and entry['obeyed'], (row, entry)
        assert entry['topic'] == f'device/{serial}/request', (row, entry)


@named_after('MQTT commands', 'seed')
def test_nine_over_a_custom_broker():
    with start_farm('--contract', 'seed', '--models', 'X1E:printing', '--printers', '1', '--speed', '10') as farm, \
            as_owner(farm) as person:
        (printer,) = farm.ready['printers']
        add(person, printer).ends(0)
        steer_nine(person, printer['serial'])


@named_after('MQTT commands', 'seed')
def test_nine_over_an_account():
    with start_farm('--contract', 'seed', '--models', 'X1E:printing', '--printers', '1', '--speed', '10') as farm, \
            Person(farm) as person:
        person.sign_in()
        steer_nine(person, farm.ready['printers'][0]['serial'])


@named_after('MQTT commands', 'service')
def test_nine_at_printers_of_the_service():
    """The same bytes, whatever stands behind the broker; firmware that ignores the reference's forms confirms none."""
    models = ','.join(['X1E:printing', 'X1E:paused'] + ['X1E:printing'] * (len(NINE) - 2))
    with start_farm('--models', models, '--printers', str(len(NINE))) as farm:

        def steer(row, words, payload):
            printer = farm.ready['printers'][NINE.index((row, words, payload))]
            serial = printer['serial']
            with as_owner(farm) as person:
                add(person, printer).ends(0)
                result = person.json(words[0], serial, *words[1:])
            assert result.code in ((0,) if len(words) == 1 else (0, 6)), result  # 0: it was so before
            sent = [entry['payload'] for entry in farm.commands() if entry['serial'] == serial]
            assert sent == [payload], (row, sent)

        # One printer a row; the second is the paused one.
        each([lambda row=row: steer(*row) for row in NINE])


def logged_subscriptions(farm):
    """What the broker noted: client, QoS, topic."""
    with open(os.path.join(farm.folder.name, 'mosquitto.log'), encoding='utf-8') as file:
        lines = [line.split() for line in file if re.fullmatch(r'\S+ \d \S+', line.strip())]
    return [(client, int(qos), topic) for client, qos, topic in lines if client.startswith('culm-')]


def check_session(farm, serials, calls):
    """As the real broker wants it (reference/mqtt.md §1): a name of its own for every connection, each printer's report
    topic and no wildcard, then versions and one full report, with numbers of the vendor's range."""
    subscriptions = logged_subscriptions(farm)
    assert {topic for _, _, topic in subscriptions} == {f'device/{serial}/report' for serial in serials}, subscriptions
    assert {qos for _, qos, _ in subscriptions} == {0}, subscriptions
    assert len({client for client, _, _ in subscriptions}) == calls, subscriptions
    assert len(set(subscriptions)) == len(subscriptions), subscriptions
    for serial in serials:
        asked = [json.loads(entry['payload']) for entry in farm.control('GET', '/commands?all')
                 if entry['serial'] == serial]
        names = [(section, members['command']) for document in asked for section, members in document.items()]
        numbers = [int(members['sequence_id']) for document in asked for members in document.values()]
        assert names[:2] == [('info', 'get_version'), ('pushing', 'pushall')], names
        assert names.count(('pushing', 'pushall')) <= calls and set(names) == set(names[:2]), names
        assert all(20000 <= number <= 29999 for number in numbers), numbers


@in_both('MQTT session')
def session_of_an_account(contract):
    # Printers that speak when they are asked, as real ones do: what was asked has come when they have answered.
    with start_farm('--contract', contract, '--models', 'X1C:printing,P1S:idle', '--printers', '2',
                    '--no-greeting') as farm, Person(farm) as person:
        person.sign_in()
        for _ in range(2):
            assert all(printer['online'] and printer['bed']['current'] for printer in person.json('list').document)
        check_session(farm, [printer['serial'] for printer in farm.ready['printers']], 2)


@in_both('MQTT session')
def session_over_a_custom_broker(contract):
    """Host, port, user and password are free: also those of the account."""
    with start_farm('--contract', contract, '--models', 'X1C:printing,P1S:idle', '--printers', '2') as farm, \
            as_owner(farm) as person, Person(farm) as other:
        mine, theirs = farm.ready['printers']
        other.sign_in()
        with open(other.secrets, encoding='utf-8') as file:
            token = re.search(r'"token"\s*:\s*"([^"]+)"', file.read()).group(1)
        farm.control('DELETE', '/commands')
        before = len(logged_subscriptions(farm))
        add(person, mine).ends(0)
        add(person, theirs, '--user', f'u_{farm.control("GET", "/account")["uid"]}', code=token).ends(0)
        assert all(printer['online'] and printer['bed']['current'] for printer in person.json('list').document)
        clients = {client for client, _, _ in logged_subscriptions(farm)[before:]}
        topics = {topic for _, _, topic in logged_subscriptions(farm)[before:]}
        assert topics == {f'device/{printer["serial"]}/report' for printer in (mine, theirs)}, topics
        assert len(clients) >= 4, clients  # two tries, and a connection for each


def test_without_an_account():
    """Everything that a printer is good for works with a broker alone; without it nobody is signed in."""
    with start_farm('--contract', 'seed', '--models', 'P1S:printing', '--printers', '2') as farm, \
            as_owner(farm) as person:
        mine, other = farm.ready['printers']
        person.json('list').fails(3, 'unauthorised', 'cloud')
        document = add(person, mine, '--model', 'p1s').ends(0).document
        assert document == {'serial': mine['serial'], 'host': farm.ready['mqtt']['host'], 'user': 'bblp', 'tls': True,
                            'port': farm.ready['mqtt']['port'], 'model': 'p1s'}, document
        assert person.json('broker', 'list').ends(0).document == [document]
        (listed,) = person.json('list').ends(0).document
        assert listed['serial'] == mine['serial'] and listed['model'] == 'P1S' and listed['online'], listed
        assert listed['state'] == 'printing' and listed['route'] == 'cloud', listed
        assert person.json('status', mine['serial'][:8]).ends(0).document['bed']['current'] > 0
        person.json('status', other['serial']).fails(4, 'not-found', 'printer')
        person.json('whoami').fails(3, 'unauthorised', 'cloud')
        assert person.json('set', mine['serial'], 'speed', 'sport').ends(1).document['error']['code'] == 'unsupported'
        watch = Watch(person, '--for', '20')
        person.json('pause', mine['serial']).ends(0)
        watch.wait(mine['serial'], 'print.paused')
        farm.do(mine['serial'], 'offline')
        watch.wait(mine['serial'], 'device.offline')
        farm.do(mine['serial'], 'online')
        watch.wait(mine['serial'], 'device.online')
        assert {event['serial'] for event in watch.all} == {mine['serial']}, watch.all
        watch.end(2)
        assert 'printer' not in {entry['serial'] for entry in farm.commands()} - {mine['serial']}


def test_a_moved_certificate():
    """The certificate is copied: the file that was named may go."""
    with start_farm('--models', 'P1S:idle', '--printers', '1') as farm, as_owner(farm) as person:
        (printer,) = farm.ready['printers']
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, 'my ca.pem')
            with open(farm.ready['ca'], encoding='utf-8') as source, open(path, 'w', encoding='utf-8') as copy:
                copy.write(source.read())
            person.json('broker', 'add', address(farm), '--serial', printer['serial'], '--ca', path,
                        text=f'{printer["access_code"]}\n').ends(0)
        assert person.json('status', printer['serial']).ends(0).document['online']
        assert os.stat(certificate_of(person, printer['serial'])).st_mode & 0o777 == 0o600


def test_untrusted():
    """Without its certificate the broker is not believed; nothing is kept of what cannot be used."""
    with start_farm('--models', 'P1S:idle', '--printers', '1') as farm, as_owner(farm) as person:
        (printer,) = farm.ready['printers']
        words = ('broker', 'add', address(farm), '--serial', printer['serial'])
        code = f'{printer["access_code"]}\n'
        person.json(*words, text=code).fails(1, 'untrusted', 'mqtt')
        person.json(*words, '--ca', '/nowhere/ca.pem', text=code).fails(1, 'not-found', 'file')
        person.json(*words, '--ca', os.path.realpath(__file__), text=code).fails(2, 'usage', 'usage')
        own = os.path.join(person.home, 'own.pem')
        subprocess.run(['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', '/dev/null', '-out', own,
                        '-subj', '/CN=another'], check=True, capture_output=True)
        person.json(*words, '--ca', own, text=code).fails(1, 'untrusted', 'mqtt')
        person.json('list').fails(3, 'unauthorised', 'cloud')
        assert not os.path.exists(certificate_of(person, printer['serial']))
        assert not os.path.exists(person.secrets) or printer['access_code'] not in secrets_of(person)


def test_plain():
    """Without TLS by explicit wish alone."""
    with start_farm('--models', 'P1S:idle', '--printers', '1') as farm, as_owner(farm) as person, \
            tempfile.TemporaryDirectory() as folder:
        (printer,) = farm.ready['printers']
        with socket.socket() as free:
            free.bind(('127.0.0.1', 0))
            port = free.getsockname()[1]
        config = os.path.join(folder, 'mosquitto.conf')
        with open(config, 'w', encoding='utf-8') as file:
            file.write(f'listener {port} 127.0.0.1\nallow_anonymous true\npersistence false\n'
                       f'{"user root" if os.geteuid() == 0 else ""}\n')
        mosquitto = subprocess.Popen(['/usr/sbin/mosquitto', '-c', config], stdout=subprocess.DEVNULL,
                                     stderr=subprocess.DEVNULL)
        try:
            wait_for(lambda: socket.socket().connect_ex(('127.0.0.1', port)) == 0, 10, 'the broker')
            words = ('broker', 'add', f'127.0.0.1:{port}', '--serial', printer['serial'])
            result = person.json(*words, text='secret\n')
            assert result.code in (1, 5), result
            document = person.json(*words, '--plain', text='secret\n').ends(0).document
            assert document['tls'] is False and document['port'] == port, document
            person.json(*words, '--plain', '--ca', farm.ready['ca'], text='x\n').fails(2, 'usage', 'usage')
        finally:
            mosquitto.terminate()
            mosquitto.wait(10)


def test_wrong_password():
    with start_farm('--contract', 'seed', '--models', 'P1S:idle', '--printers', '2') as farm, as_owner(farm) as person:
        printer, other = farm.ready['printers']
        add(person, printer, code='00000000').fails(3, 'unauthorised', 'mqtt')
        add(person, printer, code=other['access_code']).ends(0)  # of the other one: the broker takes it, and is silent
        person.json('set', printer['serial'], 'bed', '50').ends(5)
        person.json('broker', 'remove', printer['serial']).ends(0)
        with Terminal(person, 'broker', 'add', address(farm), '--serial', printer['serial'], '--ca',
                      farm.ready['ca']) as terminal:
            terminal.wait_for('access code:')
            terminal.type('wrong\n')
            terminal.wait_for('Try again')
            terminal.wait_for('access code:', 2)
            terminal.type(printer['access_code'] + '\n')
            code, out = terminal.end(15)
        assert code == 0, (code, out)
        assert printer['access_code'] not in terminal.shown
        # Later it changes: said by whatever needs the printer, tried once each time.
        farm.control('POST', '/fault', {'where': 'mqtt', 'what': 'status', 'value': 5})
        person.json('status', printer['serial']).fails(3, 'unauthorised', 'mqtt')
        assert person.json('set', printer['serial'], 'bed', '50').ends(3).document['error']['code'] == 'unauthorised'
        listed = person.json('list').ends(0)
        assert not listed.document[0]['online'] and 'did not accept' in listed.err, listed
        farm.control('DELETE', '/fault')
        person.json('set', printer['serial'], 'bed', '50').ends(0)


def test_unreachable():
    with start_farm('--models', 'P1S:idle', '--printers', '1') as farm, as_owner(farm) as person:
        (printer,) = farm.ready['printers']
        words = ('--serial', printer['serial'])
        person.json('broker', 'add', '127.0.0.1:1', *words, text='x\n').fails(5, 'offline', 'mqtt')
        add(person, printer).ends(0)
        assert person.json('status', printer['serial']).ends(0).document['online']
        farm.stop()
        later = person.json('status', printer['serial']).ends(0)
        assert not later.document['online'] and later.document['state'] == 'offline', later.document
        assert 'cannot be reached' in later.err and later.document['bed']['current'] > 0, later
        person.json('set', printer['serial'], 'bed', '50').ends(5)


def test_remove():
    with start_farm('--models', 'P1S:idle', '--printers', '2') as farm, as_owner(farm) as person:
        first, second = farm.ready['printers']
        for printer in (first, second):
            add(person, printer).ends(0)
        assert len(person.json('list').ends(0).document) == 2
        assert first['access_code'] in secrets_of(person)
        person.json('broker', 'remove', 'nobody').fails(4, 'not-found', 'printer')
        stay = person.json('broker', 'remove', first['serial']).ends(0).document
        assert [broker['serial'] for broker in stay] == [second['serial']], stay
        assert first['access_code'] not in secrets_of(person) and second['access_code'] in secrets_of(person)
        assert not os.path.exists(certificate_of(person, first['serial']))
        assert [printer['serial'] for printer in person.json('list').ends(0).document] == [second['serial']]
        person.run('broker', 'remove', second['serial']).ends(0)
        person.json('list').fails(3, 'unauthorised', 'cloud')


def test_beside_an_account():
    """A printer that an account has, too, is its broker's while there is one, and the account's again afterwards."""
    with start_farm('--contract', 'service', '--models', 'P1S:idle', '--printers', '2') as farm, \
            Person(farm) as person:
        mine, other = farm.ready['printers']
        person.sign_in()
        names = {printer['serial']: printer['name'] for printer in person.json('list').ends(0).document}
        add(person, mine).ends(0)
        listed = {printer['serial']: printer for printer in person.json('list').ends(0).document}
        assert set(listed) == {mine['serial'], other['serial']}, listed
        assert listed[other['serial']]['name'] == names[other['serial']]
        person.json('set', mine['serial'], 'bed', '50').ends(6)  # in the seed's form, which this firmware ignores
        assert farm.commands()[-1]['payload'] == '{"print":{"command":"set_bed_temp","param":"50"}}'
        person.json('set', other['serial'], 'bed', '50').ends(0)
        assert 'M140 S50' in farm.commands()[-1]['payload']
        person.json('broker', 'remove', mine['serial']).ends(0)
        assert {printer['serial']: printer['name'] for printer in person.json('list').ends(0).document} == names
        person.json('set', mine['serial'], 'bed', '51').ends(0)


def test_usage():
    with start_farm('--models', 'P1S:idle', '--printers', '1') as farm, as_owner(farm) as person:
        serial = farm.ready['printers'][0]['serial']
        for words in (['add'], ['add', 'host'], ['add', 'host', '--serial', 'a/b'], ['add', '', '--serial', serial],
                      ['add', 'host:0', '--serial', serial], ['add', 'host:99999', '--serial', serial],
                      ['add', 'mqtts://host', '--serial', serial], ['add', 'host:', '--serial', serial],
                      ['add', 'host', '--serial', serial, '--model', 'Z9'], ['add', 'a', 'b', '--serial', serial],
                      ['add', 'host', '--serial', serial, '--user', ''], ['remove'], ['forget', serial], []):
            person.json('broker', *words, text='x\n').fails(2, 'usage', 'usage')
        assert not os.path.exists(person.secrets) or json.loads(secrets_of(person) or '{}') == {}


if __name__ == '__main__':
    sys.exit(run_tests(globals()))
