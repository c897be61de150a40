#!/usr/bin/python3
# test-ctl-codes.py  SPDX-License-Identifier: GPL-3.0-or-later
"""What the service answers when it says no: the exit, the error and the sentence of each (reference/errors.md §2), and
the ERR_ names in the document of an error."""
import json
import os
import signal
import sys

from person import Person, in_both, named_after, run_tests, start_farm

BIND = '/v1/iot-service/api/user/bind'
UPLOAD = '/v1/iot-service/api/user/upload'
ROBOT = '<html><title>Just a moment...</title></html>'
SIGN_IN, REFUSED = 'Sign in again', 'The service refused: '
TROUBLE, ALLOWED, UNKNOWN = 'in trouble', 'not allowed', 'does not know'

# HTTP status, body → exit, code, ERR_ name, the service's own code, what the sentence says
ROWS = [
    (400, {'message': 'field x is not set'}, 1, 'refused', 'ERR_BAD_REQUEST', None, REFUSED + 'field x is not set.'),
    (401, {'code': 4, 'error': 'Please login.'}, 3, 'unauthorised', None, 4, SIGN_IN),
    (401, {'message': 'passing trouble'}, 1, 'refused', 'ERR_BAD_REQUEST', None, REFUSED + 'passing trouble.'),
    (403, {'code': 8, 'error': 'Resource forbidden'}, 1, 'forbidden', None, 8, ALLOWED),
    (403, ROBOT, 1, 'blocked', None, None, 'robot'),
    (404, {'message': 'nothing here'}, 1, 'not-found', None, None, UNKNOWN),
    (405, {}, 1, 'unsupported', 'ERR_BAD_REQUEST', None, 'cannot do that'),
    (422, {'detail': 'Invalid input parameters'}, 1, 'refused', 'ERR_BAD_REQUEST', None, 'Invalid input parameters.'),
    (429, {}, 7, 'limited', None, None, 'asks for a pause. Try again at '),
    (500, {}, 1, 'failed', 'ERR_BAD_RESPONSE', None, TROUBLE),
    (503, {}, 1, 'failed', 'ERR_BAD_RESPONSE', None, TROUBLE),
    (200, {'code': 400, 'message': 'Bad'}, 1, 'refused', 'ERR_BAD_REQUEST', 400, REFUSED + 'Bad.'),
    (200, {'code': 403, 'message': 'No'}, 1, 'forbidden', None, 403, ALLOWED),
    (200, {'code': 404, 'message': 'No'}, 1, 'not-found', None, 404, UNKNOWN),
    (200, {'code': 429, 'message': 'No'}, 7, 'limited', None, 429, 'asks for a pause. Try again at '),
    (200, {'code': 500, 'message': 'No'}, 1, 'failed', 'ERR_BAD_RESPONSE', 500, TROUBLE),
    (401, {'code': 1001, 'message': 'Invalid token', 'error': 'TOKEN_INVALID',
           'details': {'reason': 'Token signature verification failed'}}, 3, 'unauthorised', None, 1001, SIGN_IN),
    (200, {'code': 1002, 'message': 'Token expired'}, 3, 'unauthorised', None, 1002, SIGN_IN),
    (200, {'code': 1003, 'message': 'Device not found'}, 4, 'not-found', None, 1003, 'does not know this printer'),
    (200, {'code': 1004, 'message': 'Device offline'}, 5, 'offline', None, 1004, 'cannot reach the printer'),
    (200, {'code': 1005, 'message': 'Print job failed'}, 1, 'failed', None, 1005, 'print job failed'),
    (200, {'code': 1006, 'message': 'File upload failed'}, 1, 'failed', None, 1006, 'lost the file'),
    (200, '<html>Welcome to the airport</html>', 1, 'malformed', 'ERR_BAD_RESPONSE', None, 'cannot be understood'),
    (200, '', 1, 'malformed', 'ERR_BAD_RESPONSE', None, 'cannot be understood'),
]


@in_both('Codes 0, 400, 401, 403, 404, 429, 500; 1001–1006; error format')
def codes(contract):
    with start_farm('--models', 'P1S:idle', '--printers', '1', '--contract', contract) as farm, Person(farm) as person:
        person.sign_in()
        for status, body, exit_code, code, err, server_code, words in ROWS:
            text = body if isinstance(body, str) else json.dumps(body)
            farm.control('POST', '/fault', {'where': 'rest', 'path': BIND, 'what': 'status',
                                            'value': {'status': status, 'body': text}})
            result = person.json('list')
            farm.control('DELETE', '/fault')
            error = result.fails(exit_code, code, 'cloud')
            assert (error['err'], error['server_code']) == (err, server_code), result
            assert error['http_status'] == status and words in error['message'], result
            reason = body.get('details', {}).get('reason') if isinstance(body, dict) else None
            assert reason is None or reason in error['detail'], result
            # A token that died once is asked to be renewed; where that is no help it stays, until another sign-in.
            if exit_code == 3:
                person.sign_in()
        # 0 is no failure, whatever the words.
        device = {'dev_id': farm.ready['printers'][0]['serial'], 'online': False}
        for message in ('Success', 'success', None):
            body = {'code': 0, 'message': message, 'data': {'devices': [{**device, 'name': f'Zero {message}'}]}}
            farm.control('POST', '/fault', {'where': 'rest', 'path': BIND, 'what': 'status',
                                            'value': {'status': 200, 'body': json.dumps(body)}})
            assert person.json('list').ends(0).document[0]['name'] == f'Zero {message}', message
            farm.control('DELETE', '/fault')


def write_file(person):
    path = os.path.join(person.home, 'vase.gcode')
    with open(path, 'wb') as file:
        file.write(os.urandom(100000))
    return path


def set_fault(farm, where, path, what, **value):
    farm.control('DELETE', '/fault')
    farm.control('POST', '/fault', {'where': where, 'path': path, 'what': what, **({'value': value} if value else {})})


def interrupt(person):
    """A person ends what goes on: its document is the last line."""
    process = person.start('watch', '--json')
    while b'watching' not in process.stderr.readline():
        assert process.poll() is None, 'the watch ended by itself'
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=120)
    assert process.returncode == 8, process.returncode
    return json.loads(out.splitlines()[-1])['error']


@in_both('ERR_* names')
def err_names(contract):
    """ERR_UPDATER_INVALID_VERSION alone is of the window: tests/engine/test-engine-firmware.c."""
    with start_farm('--models', 'P1S:idle', '--printers', '1', '--contract', contract) as farm, Person(farm) as person:
        person.sign_in()
        path = write_file(person)
        offer = {'upload_url': 'ftp://nowhere/x', 'file_id': '1', 'urls': [{'type': 'filename', 'url': 'ftp://nowhere/x'}]}
        for name, words, code, fault in (
                ('ERR_NETWORK', ['list'], 'offline', ('rest', BIND, 'reset', {})),
                ('ERR_BAD_REQUEST', ['list'], 'refused', ('rest', BIND, 'status', {'status': 400, 'body': '{}'})),
                ('ERR_BAD_RESPONSE', ['list'], 'failed', ('rest', BIND, 'status', {'status': 500, 'body': '{}'})),
                ('ERR_FR_TOO_MANY_REDIRECTS', ['list'], 'failed',
                 ('rest', BIND, 'status', {'status': 302, 'body': '', 'headers': {'Location': BIND}})),
                ('ERR_INVALID_URL', ['upload', path], None,
                 ('rest', UPLOAD, 'status', {'status': 200, 'body': json.dumps(offer)})),
                ('ERR_CHECKSUM_MISMATCH', ['upload', path], 'damaged',
                 ('upload', '', 'status', {'status': 200, 'body': '', 'headers': {'ETag': '"' + '0' * 32 + '"'}}))):
            set_fault(farm, *fault[:3], **fault[3])
            result = person.json(*words)
            error = result.fails(1, code or result.document['error']['code'])
            assert error['err'] == name, result
        farm.control('DELETE', '/fault')
        assert interrupt(person)['err'] == 'ERR_CANCELED'
        error = person.json('sign-in', 'a@example.com', '--region', 'ftp://nowhere', text='\n').fails(2, 'usage')
        assert error['err'] == 'ERR_INVALID_URL', error


@named_after('ERR_* names')
def test_err_network_of_a_server_that_is_none():
    with Person() as person:
        error = person.json('sign-in', 'anna@example.com', '--region', 'https://127.0.0.1:9', text='\n').fails(
            1, 'offline', 'cloud')
        assert error['err'] == 'ERR_NETWORK', error


if __name__ == '__main__':
    sys.exit(run_tests(globals()))
