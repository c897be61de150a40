#!/usr/bin/python3
# test-ctl-upload.py  SPDX-License-Identifier: GPL-3.0-or-later
"""culmctl upload: what arrives is what was sent, what cannot be sent is said, what broke is tried again."""
import hashlib
import os
import resource
import sys

from person import Person, in_both, run_tests, start_farm

LARGE = 300 * 1000 * 1000


def write_file(person, name, size=100000):
    """Random bytes, repeated: fast to make, and no piece like its neighbour at the sizes that pipes use."""
    path, digest = os.path.join(person.home, name), hashlib.sha256()
    piece = os.urandom(1048573)
    with open(path, 'wb') as file:
        while size > 0:
            part = piece[:size]
            file.write(part)
            digest.update(part)
            size -= len(part)
    return path, digest.hexdigest()


def check_arrived(farm, name, size, digest):
    (entry,) = [entry for entry in farm.control('GET', '/uploads') if entry['name'] == name]
    assert entry['size'] == size and entry['sha256'] == digest and entry['confirmed'], entry


@in_both('Upload flow, file types')
def three_steps(contract):
    names = ['vase.gcode.3mf', 'часы: 1.STL', 'with blank.step']
    with start_farm('--contract', contract, '--printers', '1') as farm, Person(farm) as person:
        person.sign_in()
        files = [write_file(person, name, size) for name, size in zip(names, (100000, 1, 65536))]
        rows = person.json('upload', *(path for path, _ in files)).ends(0).document
        for row, name, size, (_, digest) in zip(rows, names, (100000, 1, 65536), files):
            assert set(row) == {'file', 'size', 'sha256', 'file_id', 'contract'}, row
            assert (row['file'], row['size'], row['sha256'], row['contract']) == (name, size, digest, contract), row
            assert contract == 'service' or row['file_id'], row
            check_arrived(farm, name, size, digest)
        # The form that the server takes is remembered.
        farm.control('DELETE', '/requests')
        path, digest = write_file(person, 'again.gcode')
        text = person.run('upload', path).ends(0)
        assert 'again.gcode' in text.out and 'http' not in text.out + text.err, text
        check_arrived(farm, 'again.gcode', 100000, digest)
        asked = [entry for entry in farm.control('GET', '/requests') if entry['path'].endswith('/user/upload')]
        assert [entry['method'] for entry in asked] == ['POST' if contract == 'seed' else 'GET'], asked


@in_both('Upload flow, file types')
def a_large_file(contract):
    with start_farm('--contract', contract, '--printers', '1') as farm, Person(farm) as person:
        person.sign_in()
        path, digest = write_file(person, 'large.3mf', LARGE)
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        (row,) = person.json('upload', path, seconds=120).ends(0).document
        assert row['sha256'] == digest and row['size'] == LARGE, row
        check_arrived(farm, 'large.3mf', LARGE, digest)
        grown = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss - before
        assert grown < 150 * 1024, f'{grown} KiB: the file was held in memory'


def test_files_that_are_none():
    with start_farm('--printers', '1') as farm, Person(farm) as person:
        person.sign_in()
        good, digest = write_file(person, 'good.3mf')
        empty, _ = write_file(person, 'empty.3mf', 0)
        text, _ = write_file(person, 'letter.txt')
        huge = os.path.join(person.home, 'huge.gcode')
        with open(huge, 'wb') as file:
            file.truncate(1024 * 1024 * 1024 + 1)
        secret, _ = write_file(person, 'secret.3mf')
        os.chmod(secret, 0)
        cases = [(secret, 'forbidden')] if os.geteuid() != 0 else []
        cases += [('/nowhere/vase.3mf', 'not-found'), (person.home, 'refused'), (empty, 'malformed'),
                 (text, 'unsupported'), (huge, 'out-of-range'), ('/dev/null', 'refused')]
        for path, name in cases:
            error = person.json('upload', path).fails(1, name, 'file')
            assert error['message'].endswith('.') and 'keyring' not in error['message'], error
        farm.control('DELETE', '/requests')
        # Each gets its sentence, the good one arrives, and the first failure is the end.
        result = person.json('upload', good, good, empty, text)
        assert result.fails(1, 'busy', 'file') and len(result.lines) == 1, result
        assert 'empty.3mf: ' in result.err and 'letter.txt: ' in result.err, result
        check_arrived(farm, 'good.3mf', 100000, digest)
        result = person.run('upload', text, good).ends(1)
        assert 'good.3mf' in result.out and 'letter.txt: ' in result.err, result


def test_broken_transfers():
    with start_farm('--printers', '1') as farm, Person(farm) as person:
        person.sign_in()
        path, digest = write_file(person, 'vase.3mf', 5000000)
        farm.control('POST', '/fault', {'where': 'upload', 'what': 'reset', 'after': 1000000, 'times': 1})
        result = person.json('upload', path).ends(0)
        assert result.document[0]['sha256'] == digest and result.seconds > 1.9, result
        arrived = [entry for entry in farm.control('GET', '/uploads') if entry['confirmed']]
        assert [entry['sha256'] for entry in arrived] == [digest], arrived
        farm.control('DELETE', '/uploads')
        farm.control('POST', '/fault', {'where': 'upload', 'what': 'status', 'value': {'status': 400, 'body': 'no'}})
        farm.control('DELETE', '/requests')
        result = person.json('upload', path)
        assert result.fails(1, 'refused', 'cloud')['http_status'] == 400, result
        puts = [entry for entry in farm.control('GET', '/requests') if entry['method'] == 'PUT']
        assert len(puts) == 1, puts
        assert not any(entry['confirmed'] for entry in farm.control('GET', '/uploads'))
        farm.control('DELETE', '/fault')
        farm.control('POST', '/account', {'expire': True})
        person.json('upload', path).fails(3, 'unauthorised', 'cloud')


if __name__ == '__main__':
    sys.exit(run_tests(globals()))
