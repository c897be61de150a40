# receiver.py  SPDX-License-Identifier: GPL-3.0-or-later
"""An address that is told of events: keeps what it was sent, and answers as it is told to."""
import hashlib
import hmac
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from desktop import wait_for


class Post:
    def __init__(self, path, headers, body):
        self.path, self.headers, self.body = path, headers, body

    @property
    def event(self):
        return json.loads(self.body)

    def is_signed(self, secret):
        expected = 'sha256=' + hmac.new(secret.encode(), self.body, hashlib.sha256).hexdigest()
        return hmac.compare_digest(expected, self.headers['X-Culm-Signature'])


class Receiver:
    def __init__(self):
        self.posts, self.status, self.answer_headers = [], 204, {}
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                size = int(self.headers['Content-Length'])
                body = self.rfile.read(size)
                if len(body) < size:  # whoever sent it was killed over it
                    return
                receiver.posts.append(Post(self.path, self.headers, body))
                self.send_response(receiver.status)
                for name, value in receiver.answer_headers.items():
                    self.send_header(name, value)
                self.send_header('Content-Length', '0')
                self.end_headers()

            def log_message(self, *_words):
                pass

        self.server = ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        self.base = f'http://127.0.0.1:{self.server.server_port}'
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_details):
        self.server.shutdown()
        self.server.server_close()

    def of(self, serial, *names, path='/hook'):
        return [post for post in list(self.posts) if post.path == path and post.event['serial'] == serial
                and (not names or post.event['event'] in names)]

    def check_once(self, serial, path='/hook'):
        """No event was told twice, but for what was on its way when a sender was killed: that has one id."""
        told = {(post.event['event'], post.event['at']) for post in self.of(serial, path=path)}
        deliveries = {post.headers['X-Culm-Delivery'] for post in self.of(serial, path=path)}
        assert len(told) == len(deliveries), (told, len(deliveries))
        assert len(self.of(serial, path=path)) <= len(told) + 1, told

    def wait(self, serial, name, n=1, seconds=20, path='/hook'):
        wait_for(lambda: len(self.of(serial, name, path=path)) >= n, seconds, f'{name} of {serial}')
        return self.of(serial, name, path=path)[n - 1]
