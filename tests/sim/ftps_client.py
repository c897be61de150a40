# ftps_client.py  SPDX-License-Identifier: GPL-3.0-or-later
"""FTP over implicit TLS as printers want it, with ftplib: data connections resume the control connection's session."""
import ftplib
import socket
import ssl

PATIENCE = 45


class Ftps(ftplib.FTP_TLS):
    def __init__(self, farm, printer, code=None, resume=True):
        context = ssl.create_default_context(cafile=farm.ready['printer_ca'])
        context.verify_flags &= ~ssl.VERIFY_X509_STRICT  # Python 3.13 asks for more than printers' certificates have
        context.check_hostname = False
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_2
        super().__init__(context=context)
        self.serial, self.resume, self.timeout = printer['serial'], resume, PATIENCE
        self.connect(printer['address'], printer['ports']['ftps'])
        self.login('bblp', code or printer['access_code'])
        self.prot_p()

    def connect(self, host='', port=0, timeout=-999, source_address=None):
        self.host, self.port = host, port
        plain = socket.create_connection((host, port), PATIENCE)
        self.af = plain.family
        self.sock = self.context.wrap_socket(plain, server_hostname=self.serial)
        self.file = self.sock.makefile('r', encoding=self.encoding)
        self.welcome = self.getresp()
        return self.welcome

    def login(self, user='', passwd='', acct='', secure=False):
        return ftplib.FTP.login(self, user, passwd)

    def ntransfercmd(self, cmd, rest=None):
        connection, size = ftplib.FTP.ntransfercmd(self, cmd, rest)
        session = self.sock.session if self.resume else None
        return self.context.wrap_socket(connection, server_hostname=self.serial, session=session), size

    def list(self, path='/', command='LIST'):
        lines = []
        self.retrlines(f'{command} {path}', lines.append)
        return lines

    def get(self, path):
        parts = []
        self.retrbinary(f'RETR {path}', parts.append)
        return b''.join(parts)

    def put(self, path, data):
        """Closes after the last byte, and waits for no close-notify."""
        self.voidcmd('TYPE I')
        with self.transfercmd(f'STOR {path}') as connection:
            connection.sendall(data)
        return self.voidresp()
