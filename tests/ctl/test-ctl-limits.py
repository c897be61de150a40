#!/usr/bin/python3
# test-ctl-limits.py  SPDX-License-Identifier: GPL-3.0-or-later
"""The ceilings that a client keeps by itself: what is refused and when it goes on, who waits, what goes past them, and
that all programs of a profile draw from the same buckets."""
import os
import re
import sqlite3
import sys
import time

from person import Person, Watch, in_both, run_tests, start_farm

CLOCK = r'\d\d:\d\d(:\d\d)?'


def new_farm(*arguments):
    return start_farm('--models', 'P1S:printing,X1C:idle', '--printers', '2', *arguments)


def get_path(person, profile='default'):
    return os.path.join(person.home, 'data', 'culm', profile, 'limits.sqlite')


def get_name(farm):
    return f'{farm.control("GET", "/account")["uid"]}@{farm.ready["rest"]}'


def set_bucket(person, farm, name, tokens, seconds_ago=0.0):
    """What other programs of this profile have left. It fills up with the clock: below nothing it stays empty for as
    long as a slow machine may need."""
    with sqlite3.connect(get_path(person)) as database:
        database.execute('INSERT OR REPLACE INTO bucket (account, name, tokens, at) VALUES (?, ?, ?, ?)',
                         (get_name(farm), name, tokens, int((time.time() - seconds_ago) * 1e6)))
    database.close()


def get_tokens(person, farm, name):
    with sqlite3.connect(get_path(person)) as database:
        rows = database.execute('SELECT tokens FROM bucket WHERE account = ? AND name = ?',
                                (get_name(farm), name)).fetchall()
    database.close()
    return rows[0][0] if rows else None


def write_files(person, count):
    paths = []
    for number in range(count):
        paths.append(os.path.join(person.home, f'part{number}.gcode'))
        with open(paths[-1], 'wb') as file:
            file.write(os.urandom(1000))
    return paths


def check_refused(result, words):
    error = result.fails(7, 'limited')
    assert re.search(CLOCK, error['message']) and words in error['message'], error
    assert error['http_status'] is None, error
    return error


@in_both('Rate limits')
def ten_uploads_an_hour(contract):
    with new_farm('--contract', contract) as farm, Person(farm) as person:
        person.sign_in()
        paths = write_files(person, 12)
        # The eleventh of one call, and then any of another: the same bucket.
        check_refused(person.json('upload', *paths[:11]), '10 uploads')
        assert len(farm.control('GET', '/uploads')) == 10
        check_refused(person.json('upload', paths[10]), '--now')
        assert len(farm.control('GET', '/uploads')) == 10
        # The vendor's number is expected, not enforced: a person may go past it.
        person.json('upload', '--now', *paths[10:]).ends(0)
        assert len(farm.control('GET', '/uploads')) == 12
        check_refused(person.json('upload', paths[0]), '10 uploads')


@in_both('Rate limits')
def waiting_for_an_upload(contract):
    with new_farm('--contract', contract) as farm, Person(farm) as person:
        person.sign_in()
        (path,) = write_files(person, 1)
        person.json('upload', path).ends(0)
        result = person.json('upload', '--wait', path,
                             first=lambda: set_bucket(person, farm, 'uploads', 0, 356.5)).ends(0)
        assert re.search(f'Waiting until {CLOCK}: 10 uploads an hour', result.err), result
        assert 2 < result.seconds < 60 and len(farm.control('GET', '/uploads')) == 2, result


@in_both('Rate limits')
def thousand_requests_an_hour(contract):
    with new_farm('--contract', contract) as farm, Person(farm) as person:
        person.sign_in()
        person.json('list').ends(0)
        assert 990 < get_tokens(person, farm, 'requests') < 1000
        set_bucket(person, farm, 'requests', -20)
        farm.control('DELETE', '/requests')
        check_refused(person.json('list'), '1000 requests')
        seen = [entry['path'] for entry in farm.control('GET', '/requests')]
        assert not [path for path in seen if path.startswith('/v1/')], seen
        result = person.json('--wait', 'list', first=lambda: set_bucket(person, farm, 'requests', -1, 3)).ends(0)
        assert len(result.document) == 2 and re.search(f'Waiting until {CLOCK}: 1000 requests', result.err), result


@in_both('Rate limits')
def hundred_messages_a_minute(contract):
    with new_farm('--contract', contract) as farm, Person(farm) as person:
        person.sign_in()
        printing, idle = (farm.find(model)['serial'] for model in ('P1S', 'X1Carbon'))
        person.json('set', idle, 'bed', '40').ends(0)
        farm.control('DELETE', '/commands')
        # What settings may use is gone: they are refused and nothing is sent; pause and stop go all the same.
        set_bucket(person, farm, 'messages', -50)
        error = check_refused(person.json('set', idle, 'bed', '41'), '100 messages')
        assert error['domain'] == 'mqtt', error
        assert not farm.commands(), farm.commands()
        person.json('pause', printing).ends(0)
        set_bucket(person, farm, 'messages', -50)
        person.json('stop', printing).ends(0)
        assert len(farm.commands()) == 2, farm.commands()
        result = person.json('set', idle, 'bed', '42', '--wait',
                             first=lambda: set_bucket(person, farm, 'messages', 5)).ends(0)
        assert result.document['result'] == 'confirmed' and '100 messages a minute' in result.err, result


@in_both('Rate limits')
def pause_that_the_service_asks_for(contract):
    with new_farm('--contract', contract) as farm, Person(farm) as person:
        person.sign_in()
        farm.control('POST', '/fault', {'where': 'rest', 'path': '/v1/iot-service', 'what': 'status',
                                        'value': {'status': 429}})
        error = person.json('list').fails(7, 'limited', 'cloud')
        assert error['http_status'] == 429 and re.search(CLOCK, error['message']), error
        farm.control('DELETE', '/fault')
        # Its length was a guess of that program: the next one may try.
        person.json('list').ends(0)
        set_bucket(person, farm, 'pause', 0, -60)
        check_refused(person.json('list'), 'pause')
        result = person.json('list', '--wait', first=lambda: set_bucket(person, farm, 'pause', 0, -3)).ends(0)
        assert 'the service asks for a pause' in result.err, result
        set_bucket(person, farm, 'pause', 0, -9e5)
        person.json('list').ends(0)  # no server asks for more than a day: a clock went back


@in_both('Rate limits')
def shared_with_another_program(contract):
    with new_farm('--contract', contract) as farm, Person(farm) as person:
        person.sign_in()
        watch = Watch(person)
        before = get_tokens(person, farm, 'requests')
        person.json('list').ends(0)
        assert get_tokens(person, farm, 'requests') < before
        (path,) = write_files(person, 1)
        for _ in range(10):
            person.json('upload', path).ends(0)
        check_refused(person.json('upload', path), '10 uploads')
        # Another profile is another matter.
        person.sign_in('code', '--profile', 'other')
        person.json('--profile', 'other', 'upload', path).ends(0)
        watch.end(2)


def test_buckets_that_cannot_be_kept():
    with new_farm() as farm, Person(farm) as person:
        person.sign_in()
        paths = write_files(person, 11)
        os.makedirs(os.path.dirname(get_path(person)), exist_ok=True)
        for name in ('', '-wal', '-shm'):
            if os.path.exists(get_path(person) + name):
                os.unlink(get_path(person) + name)
        with open(get_path(person), 'wb') as file:
            file.write(b'SQLite format 3\0' + b'nonsense ' * 500)
        person.json('list').ends(0)
        os.unlink(get_path(person))
        for name in ('-wal', '-shm', '.old', '.old-wal', '.old-shm'):
            if os.path.exists(get_path(person) + name):
                os.unlink(get_path(person) + name)
        os.mkdir(get_path(person))
        # In memory they hold as long as the program runs.
        person.json('list').ends(0)
        check_refused(person.json('upload', *paths), '10 uploads')
        person.json('upload', paths[0]).ends(0)


def test_sign_out_wipes():
    with new_farm() as farm, Person(farm) as person:
        person.sign_in()
        name = get_name(farm)
        set_bucket(person, farm, f'device-status {farm.find("P1S")["serial"]}', 3)
        person.run('sign-out').ends(0)
        with open(get_path(person), 'rb') as file:
            content = file.read()
        assert name.encode() not in content and farm.find('P1S')['serial'].encode() not in content


if __name__ == '__main__':
    sys.exit(run_tests(globals()))
