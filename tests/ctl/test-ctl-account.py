#!/usr/bin/python3
# test-ctl-account.py  SPDX-License-Identifier: GPL-3.0-or-later
"""Signing in and out: credentials, servers that are not as they should be, where secrets are kept, what logs hold."""
import json
import os
import stat
import sys

from person import Person, each, in_both, named_after, run_tests, start_farm, wait_for

MODELS = 'X1C:printing,P1S:idle'


def region(farm):
    return ['--region', farm.ready['rest']]


def new_farm(*arguments):
    return start_farm('--models', MODELS, '--printers', '2', '--speed', '60', *arguments)


def test_wrong_credentials():
    with new_farm() as farm, Person(farm) as person:
        name, right = person.account['account'], person.account
        sign_in = ['sign-in', name, *region(farm)]
        person.json(*sign_in, text=f'\n{"0" * 6}\n').fails(3, 'wrong-code', 'cloud')
        person.json(*sign_in, text='not this\n').fails(3, 'unauthorised', 'cloud')
        person.json('sign-in', '--token', *region(farm), text='nonsense\n').fails(3, 'unauthorised', 'cloud')
        person.json('sign-in', 'nobody@culm.example', *region(farm), text='secret\n').fails(3, 'unauthorised')
        assert person.json(*sign_in).fails(2, 'usage', 'usage')['message']
        with person.start(*sign_in) as process:
            process.stdin.write(b'\n')
            process.stdin.flush()
            wait_for(lambda: any(entry['path'].endswith('/sendemail/code') and entry['status'] == 200
                                 for entry in farm.control('GET', '/requests')[-1:]), 10, 'the request of a code')
            farm.control('POST', '/account', {'expire-code': True})
            _, said = process.communicate(f'{right["code"]}\n'.encode(), 10)
            assert process.returncode == 3 and b'too old' in said, said
        person.json('whoami').fails(3, 'unauthorised', 'cloud')


def test_lines_of_a_pipe():
    with new_farm('--auth', 'tfa') as farm, Person(farm) as person:
        sign_in = ['sign-in', person.account['account'], *region(farm)]
        person.json(*sign_in, text=f'{person.account["password"]}\n{"9" * 6}\n').fails(3, 'wrong-code')
        # Blanks around and a missing last line break are forgiven; what follows is nobody's business.
        person.json(*sign_in, text=f'{person.account["password"]}\n {person.account["totp"]} ').ends(0)
        person.run('sign-out').ends(0)
        person.json(*sign_in, text=person.answers('tfa') + 'more\nand more\n').ends(0)


def test_token():
    with new_farm() as farm, Person(farm) as person:
        token = farm.control('GET', '/account')['token']
        (entry,) = person.json('sign-in', '--token', *region(farm), text=f'{token}\nfurther\n').ends(0).document
        assert entry['uid'] == str(farm.control('GET', '/account')['uid']), entry
        assert len(person.json('list').ends(0).document) == 2


def test_dead_token():
    with new_farm() as farm, Person(farm) as person:
        person.sign_in()
        farm.control('POST', '/account', {'expire': True})
        person.json('list').fails(3, 'unauthorised', 'cloud')
        person.json('watch', '--for', '5').fails(3, 'unauthorised', 'cloud')
        person.json('set', 'X', 'bed', '50').fails(3, 'unauthorised', 'cloud')
        person.json('whoami').ends(0)
        person.sign_in()
        person.json('list').ends(0)


def test_servers_that_are_none():
    with new_farm() as farm, Person(farm) as person:
        name = person.account['account']

        def try_region(text, *more):
            return person.json('sign-in', name, '--region', text, *more, text=person.answers())

        for text in ('', 'nowhere', 'ftp://127.0.0.1', 'https://', 'https:///x', 'http//127.0.0.1'):
            assert try_region(text).fails(2, 'usage', 'usage')['err'] == 'ERR_INVALID_URL', text
        for broker in ('', 'nowhere', '127.0.0.1', ':8883', '127.0.0.1:0', '127.0.0.1:99999'):
            assert try_region(farm.ready['rest'], '--broker', broker).fails(2, 'usage')['err'] == 'ERR_INVALID_URL'
        error = try_region('https://127.0.0.1:9').fails(1, 'offline', 'cloud')
        assert error['err'] == 'ERR_NETWORK', error
        person.environment['CULM_CA_FILE'] = ''
        try_region(farm.ready['rest']).fails(1, 'untrusted', 'cloud')
        person.environment['CULM_CA_FILE'] = os.path.join(person.home, 'missing.pem')
        assert 'CULM_CA_FILE' in try_region(farm.ready['rest']).fails(2, 'usage', 'usage')['message']


def test_answers_that_are_none():
    html = '<!DOCTYPE html><html><body>Welcome to the airport</body></html>'
    robot = '<html><title>Just a moment...</title></html>'
    cases = [({'what': 'status', 'value': {'status': 200, 'body': html}}, 1, 'malformed', 'ERR_BAD_RESPONSE'),
             ({'what': 'status', 'value': {'status': 403, 'body': robot}}, 1, 'blocked', None),
             ({'what': 'status', 'value': {'status': 429}}, 7, 'limited', None),
             ({'what': 'bad-json'}, 1, 'malformed', 'ERR_BAD_RESPONSE'),
             ({'what': 'reset'}, 1, 'offline', 'ERR_NETWORK'),
             ({'what': 'status', 'value': {'status': 500}}, 1, None, 'ERR_BAD_RESPONSE')]
    with new_farm() as farm, Person(farm) as person:
        for fault, code, name, err in cases:
            farm.control('POST', '/fault', {'where': 'rest', 'path': '/v1/user-service', **fault})
            result = person.json('sign-in', person.account['account'], *region(farm), text=person.answers())
            error = result.fails(code, name or result.document['error']['code'], 'cloud')
            assert err is None or error['err'] == err, result
            farm.control('DELETE', '/fault')
        person.sign_in()
        farm.control('POST', '/fault', {'where': 'rest', 'path': '/v1/iot-service/api/user/bind', 'what': 'status',
                                        'value': {'status': 429}})
        person.json('list').fails(7, 'limited', 'cloud')


def test_broker_of_ones_own():
    with new_farm() as farm, Person(farm) as person:
        farm.control('POST', '/fault', {'where': 'rest', 'path': '/.well-known', 'what': 'status',
                                        'value': {'status': 404}})
        person.sign_in()  # same host, port 8883: nobody is there
        listed, steered = each([lambda: person.json('list').ends(0),
                                lambda: person.json('set', farm.find('P1S')['serial'], 'bed', '50')])
        assert 'broker' in listed.err and listed.document[0]['route'] is None, listed
        assert 'broker' in steered.fails(5, 'offline', 'mqtt')['message'], steered
        person.sign_in('code', '--broker', '{host}:{port}'.format(**farm.ready['mqtt']))
        serial = farm.find('P1S')['serial']
        assert person.json('status', serial).ends(0).document['bed']['current'] > 0
        # The dialect is what the account's server makes it.
        person.json('set', serial, 'bed', '50').ends(0)
        assert 'M140 S50' in farm.commands()[-1]['payload']


def test_secrets_file():
    with new_farm() as farm, Person(farm) as person:
        person.json('whoami').fails(3, 'unauthorised')
        assert stat.S_IMODE(os.stat(person.secrets).st_mode) == 0o600
        before = os.stat(person.secrets).st_ino
        person.sign_in()
        assert stat.S_IMODE(os.stat(person.secrets).st_mode) == 0o600
        assert os.stat(person.secrets).st_ino != before, 'a new file takes the place of the old one'
        assert [name for name in os.listdir(person.home) if 'secrets' in name] == ['secrets.json']
        with open(person.secrets, encoding='utf-8') as file:
            assert list(json.load(file)) == ['default']
        for mode in (0o644, 0o640, 0o604, 0o660):
            os.chmod(person.secrets, mode)
            assert 'chmod 600' in person.json('list').fails(1, 'forbidden', 'file')['message']
        os.chmod(person.secrets, 0o600)
        person.json('list').ends(0)
        with open(person.secrets, 'a', encoding='utf-8') as file:
            file.write('}')
        person.json('whoami').fails(1, 'malformed', 'file')
        person.json('whoami', CULM_SECRETS='elsewhere').fails(2, 'usage', 'usage')
        # No keyring on this machine: the sentence says what to do.
        error = person.json('whoami', CULM_SECRETS='', DBUS_SESSION_BUS_ADDRESS='unix:path=/nonexistent').fails(
            1, 'unsupported', 'file')
        assert 'CULM_SECRETS' in error['message'], error


def test_profiles():
    with new_farm() as farm, Person(farm) as person:
        person.sign_in()
        person.json('--profile', 'other', 'whoami').fails(3, 'unauthorised')
        person.sign_in('code', '--profile=other')
        with open(person.secrets, encoding='utf-8') as file:
            assert sorted(json.load(file)) == ['default', 'other']
        person.run('sign-out').ends(0)
        person.json('whoami').fails(3, 'unauthorised')
        person.json('whoami', '--profile', 'other').ends(0)
        person.json('list', '--profile', 'other').ends(0)
        for name in ('', '../up', 'a b', 'x' * 65):
            person.json('whoami', '--profile', name).fails(2, 'usage', 'usage')


@named_after('Base URLs, test environments')
def test_several_accounts_side_by_side():
    with new_farm() as first, new_farm('--seed', '2', '--contract', 'seed') as second, Person(first) as person:
        both = os.path.join(person.home, 'ca.pem')
        with open(both, 'wb') as file:
            for farm in (first, second):
                with open(farm.ready['ca'], 'rb') as part:
                    file.write(part.read())
        person.environment['CULM_CA_FILE'] = both
        names = []
        for farm in (first, second):
            person.farm, person.account = farm, farm.ready['accounts'][0]
            person.sign_in()
            names.append(f'{farm.control("GET", "/account")["uid"]}@{farm.ready["rest"]}')
        serials = [{printer['serial'] for printer in farm.ready['printers']} for farm in (first, second)]
        entries = person.json('whoami').ends(0).document
        assert [f'{entry["uid"]}@{entry["region"]}' for entry in entries] == sorted(names), entries
        uids = [name.split('@')[0] for name in names]
        assert {printer['serial'] for printer in person.json('list').ends(0).document} == serials[0] | serials[1]
        for name, own in zip(names, serials):
            assert {printer['serial'] for printer in person.json('--account', name, 'list').document} == own
            uid = name.split('@')[0]
            assert [entry['uid'] for entry in person.json('whoami', f'--account={uid}').ends(0).document] == [uid]
        # Each steers its own, and nothing of the other.
        mine, others = (farm.find('P1S')['serial'] for farm in (first, second))
        person.json('--account', names[0], 'set', mine, 'bed', '50').ends(0)
        person.json('--account', names[0], 'set', others, 'bed', '50').fails(4, 'not-found', 'printer')
        person.json('set', others, 'bed', '51').ends(0)
        assert len(first.commands()) == 1 and len(second.commands()) == 1
        # Which one? Words that fit none, or both; then one goes, and the other stays.
        person.json('--account', 'nobody', 'list').fails(3, 'unauthorised', 'cloud')
        person.json('--account', '', 'list').fails(3, 'unauthorised', 'cloud')
        if entries[0]['account'] == entries[1]['account']:
            error = person.json('--account', entries[0]['account'].upper(), 'list').fails(2, 'ambiguous', 'usage')
            assert all(name in error['message'] for name in names), error
        person.json('sign-out').fails(2, 'usage', 'usage')
        assert [entry['uid'] for entry in person.json('sign-out', names[0]).ends(0).document] == [uids[1]]
        assert {printer['serial'] for printer in person.json('list').ends(0).document} == serials[1]


def find_in_files(folder, words):
    for root, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(root, name), 'rb') as file:
                content = file.read()
            yield from (f'{word} in {name}' for word in words if word.encode() in content)


def test_nothing_outlives_memory():
    with new_farm() as farm, Person(farm, CULM_SECRETS='memory') as person:
        person.sign_in()
        person.json('whoami').fails(3, 'unauthorised')
        token = farm.control('GET', '/account')['token']
        words = [token, person.account['account'], person.account['password'],
                 *(printer[key] for printer in farm.ready['printers'] for key in ('serial', 'access_code'))]
        assert not list(find_in_files(person.home, words)), list(find_in_files(person.home, words))


def test_sign_out_wipes():
    with new_farm() as farm, Person(farm) as person:
        person.sign_in()
        person.json('list').ends(0)
        farm.control('POST', '/fault', {'where': 'rest', 'path': '/v1/user-service/my/logout', 'what': 'reset'})
        assert person.json('sign-out', person.account['account'].upper()).ends(0).document == []
        words = [person.account['account'], *(printer['serial'] for printer in farm.ready['printers'])]
        assert not list(find_in_files(person.home, words)), list(find_in_files(person.home, words))
        person.json('sign-out').fails(3, 'unauthorised')


def test_logs_hold_no_secret():
    with new_farm('--contract', 'seed', '--auth', 'tfa') as farm, Person(farm, G_MESSAGES_DEBUG='culm') as person:
        path = os.path.join(person.home, 'vase.3mf')
        with open(path, 'wb') as file:
            file.write(os.urandom(200000))
        said = [person.sign_in('tfa').err, person.json('list').err, person.json('upload', path).ends(0).err,
                person.json('set', farm.find('P1S')['serial'], 'bed', '50').ends(0).err,
                person.run('watch', '--for', '1').ends(0).err]
        token = farm.control('GET', '/account')['token']
        said += [person.json('sign-in', '--token', *region(farm), text=token + 'x\n').err, person.run('sign-out').err]
        assert any('culm' in text for text in said), 'there is no log to look at'
        secrets = [token, token[:24], *(person.account[key] for key in ('account', 'password', 'code', 'totp')),
                   *(printer['access_code'] for printer in farm.ready['printers'])]
        uploads = [entry['path'] for entry in farm.control('GET', '/requests') if entry['method'] == 'PUT']
        assert uploads, 'the upload went nowhere'
        found = [(secret, text) for secret in secrets + uploads for text in said if secret in text]
        assert not found, found


if __name__ == '__main__':
    sys.exit(run_tests(globals()))
