# paho_client.py  SPDX-License-Identifier: GPL-3.0-or-later
"""A client of a printer that somebody else might have written: paho-mqtt, the standard library, and no line of Culm."""
import json
import ssl
import threading
import time

import paho.mqtt.client as paho

PATIENCE = 30


def trust(path, by_name):
    context = ssl.create_default_context(cafile=path)
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT  # Python 3.13 asks for more than printers' certificates have
    context.check_hostname = by_name
    return context


class Client:
    """Connected and subscribed, or with the broker's refusal in `connack`."""

    def __init__(self, farm, user, password, topics=(), place=None, **more):
        self.farm = farm
        self.arrived = threading.Condition()
        self.connack, self.messages, self.granted, self.acknowledged = None, [], {}, set()
        self.client = paho.Client(protocol=paho.MQTTv311, **more)
        self.client.username_pw_set(user, password)
        self.client.tls_set_context(trust(farm.ready['printer_ca' if place else 'ca'], not place))
        self.client.on_connect = self.on_connect
        self.client.on_message = self.on_message
        self.client.on_subscribe = self.on_subscribe
        self.client.on_publish = self.on_publish
        self.closed = False
        self.client.on_disconnect = self.on_disconnect
        self.client.connect(*(place or (farm.ready['mqtt']['host'], farm.ready['mqtt']['port'])), 30)
        self.client.loop_start()
        self.wait(lambda: self.connack is not None, 'CONNACK')
        if self.connack == 0:
            for topic in topics:
                self.subscribe(topic)
        else:
            self.client.loop_stop()

    def __enter__(self):
        return self

    def __exit__(self, *_details):
        self.client.disconnect()
        self.client.loop_stop()

    def on_connect(self, _client, _data, _flags, code):
        with self.arrived:
            self.connack = self.connack or code
            self.arrived.notify_all()

    def on_disconnect(self, _client, _data, _code):
        with self.arrived:
            self.closed = True
            self.arrived.notify_all()

    def on_message(self, _client, _data, message):
        with self.arrived:
            self.messages.append((message.topic, json.loads(message.payload)))
            self.arrived.notify_all()

    def on_subscribe(self, _client, _data, number, granted):
        with self.arrived:
            self.granted[number] = granted
            self.arrived.notify_all()

    def on_publish(self, _client, _data, number):
        with self.arrived:
            self.acknowledged.add(number)
            self.arrived.notify_all()

    def wait(self, predicate, what, seconds=PATIENCE):
        with self.arrived:
            assert self.arrived.wait_for(predicate, seconds), f'{what} did not come: {self.messages[-3:]}'
        return predicate()

    def subscribe(self, topic):
        _, number = self.client.subscribe(topic)
        return self.wait(lambda: self.granted.get(number), f'SUBACK for {topic}')

    def publish(self, serial, document, qos=0):
        text = document if isinstance(document, str) else json.dumps(document)
        return self.client.publish(f'device/{serial}/request', text, qos).mid

    def find(self, fits, since=0):
        return next((payload for _, payload in self.messages[since:] if fits(payload)), None)

    def expect(self, fits, what, since=0, seconds=PATIENCE):
        return self.wait(lambda: self.find(fits, since), what, seconds)

    def ask(self, serial, document, fits, what, qos=0):
        """Publishes, and waits for the first fitting answer after that."""
        since = len(self.messages)
        self.publish(serial, document, qos)
        return self.expect(fits, what, since)

    def is_silent(self, seconds):
        """Nothing at all comes for so long."""
        before, end = len(self.messages), time.monotonic() + seconds
        with self.arrived:
            self.arrived.wait_for(lambda: len(self.messages) > before, end - time.monotonic())
        return len(self.messages) == before


def as_owner(farm, printer, *topics, **more):
    return Client(farm, 'bblp', printer['access_code'], topics, **more)


def as_neighbour(farm, printer, *topics, code=None, **more):
    """On the printer's own network."""
    place = (printer['address'], printer['ports']['mqtt'])
    return Client(farm, 'bblp', code or printer['access_code'], topics, place, **more)


def as_account(farm, token, *topics, **more):
    uid = farm.control('GET', '/account')['uid']
    return Client(farm, f'u_{uid}', token, topics, **more)
