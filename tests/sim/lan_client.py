# lan_client.py  SPDX-License-Identifier: GPL-3.0-or-later
"""What a program on a printer's network does with it, by the standard library alone."""
import json
import socket
import ssl
import struct
import subprocess

PATIENCE = 30
SEARCH = ('M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1990\r\nMAN: "ssdp:discover"\r\nMX: 3\r\n'
          'ST: urn:bambulab-com:device:3dprinter:1\r\n\r\n')


def place_of(printer, port):
    return printer['address'], printer['ports'][port]


def make_context(farm, version=ssl.TLSVersion.TLSv1_2):
    """Trusts the printers' authority; the CN is for the caller to look at."""
    context = ssl.create_default_context(cafile=farm.ready['printer_ca'])
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT  # Python 3.13 asks for more than printers' certificates have
    context.check_hostname = False
    context.minimum_version = context.maximum_version = version
    return context


def open_tls(farm, printer, port, context=None):
    plain = socket.create_connection(place_of(printer, port), PATIENCE)
    try:
        return (context or make_context(farm)).wrap_socket(plain, server_hostname=printer['serial'])
    except OSError:
        plain.close()
        raise


def read_leaf(farm, printer, port):
    with open_tls(farm, printer, port) as connection:
        return connection.getpeercert(True)


def show_chain(printer, port):
    """What openssl sees, certificates and all."""
    host, number = place_of(printer, port)
    return subprocess.run(['openssl', 's_client', '-connect', f'{host}:{number}', '-servername', printer['serial'],
                           '-showcerts'], input='', capture_output=True, text=True, timeout=PATIENCE).stdout


def show_certificate(der):
    """As text; what OpenSSL before 3.2 writes as "CN = name" is "CN=name" here."""
    done = subprocess.run(['openssl', 'x509', '-inform', 'DER', '-noout', '-text'], input=der, capture_output=True,
                          timeout=PATIENCE, check=True)
    return done.stdout.decode().replace(' = ', '=')


def read_exactly(connection, size):
    data = b''
    while len(data) < size:
        part = connection.recv(size - len(data))
        if not part:
            raise EOFError(data)
        data += part
    return data


def detect(printer, request=None):
    """The answer to one frame on port 3000."""
    text = json.dumps(request or {'login': {'command': 'detect', 'sequence_id': '20000'}}).encode()
    with socket.create_connection(place_of(printer, 'detect'), PATIENCE) as connection:
        connection.sendall(b'\xa5\xa5' + struct.pack('<H', len(text) + 6) + text + b'\xa7\xa7')
        head = read_exactly(connection, 4)
        assert head[:2] == b'\xa5\xa5', head
        rest = read_exactly(connection, struct.unpack('<H', head[2:])[0] - 4)
        assert rest[-2:] == b'\xa7\xa7', rest
        return json.loads(rest[:-2])


def parse_notice(data):
    first, *lines = data.decode().split('\r\n')
    assert first == 'NOTIFY * HTTP/1.1' and lines[-2:] == ['', ''], data
    return {name.lower(): value for name, value in (line.split(': ', 1) for line in lines[:-2])}


class Ear:
    """Hears announcements on a port of its own."""

    def __init__(self):
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(('127.0.0.1', 0))
        self.socket.settimeout(PATIENCE)
        self.place = '127.0.0.1:%d' % self.socket.getsockname()[1]

    def __enter__(self):
        return self

    def __exit__(self, *_details):
        self.socket.close()

    def hear(self, fits):
        while True:
            data, source = self.socket.recvfrom(4096)
            notice = parse_notice(data)
            if fits(notice):
                return notice, source

    def search(self):
        self.socket.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton('127.0.0.1'))
        self.socket.sendto(SEARCH.encode(), ('239.255.255.250', 1990))
