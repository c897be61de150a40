#!/usr/bin/python3
# test-ctl-codes.py  SPDX-License-Identifier: GPL-3.0-or-later
"""What the service answers when it says no: the exit, the error and the sentence of each (reference/errors.md §2), and
the ERR_ names in the document of an error."""
import json
import signal
import sys
import time

from person import Person, run_tests, start_farm

BIND = '/v1/iot-service/api/user/bind'
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


def check_codes(contract):
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
            # A token that died once is asked to be renewed; where that is no help it stays, until another sign-in.
            if exit_code == 3:
                person.sign_in()
        person.json('list').ends(0)


def test_codes_of_the_service():
    check_codes('service')


def test_codes_of_the_seed():
    check_codes('seed')


def test_err_network():
    with Person() as person:
        error = person.json('sign-in', 'anna@example.com', '--region', 'https://127.0.0.1:9', text='\n').fails(
            1, 'offline', 'cloud')
        assert error['err'] == 'ERR_NETWORK', error


def test_err_invalid_url():
    with Person() as person:
        error = person.json('sign-in', 'anna@example.com', '--region', 'ftp://nowhere', text='\n').fails(2, 'usage')
        assert error['err'] == 'ERR_INVALID_URL', error


def test_err_canceled():
    with start_farm('--models', 'P1S:idle', '--printers', '1') as farm, Person(farm) as person:
        person.sign_in()
        process = person.start('watch', '--json')
        while b'watching' not in process.stderr.readline():
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=20)
        assert process.returncode == 8, process.returncode
        assert json.loads(out.splitlines()[-1])['error']['err'] == 'ERR_CANCELED', out


if __name__ == '__main__':
    sys.exit(run_tests(globals()))
