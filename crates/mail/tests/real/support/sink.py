"""An SMTP server that lets one person in and takes no mail. Says its two ports."""

import asyncio
import logging
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

# Its advice is for whoever writes servers.
logging.disable(logging.WARNING)
certificate, key, user, password = sys.argv[1:]


def open_to(server, session, envelope, mechanism, data):
    right = (data.login, data.password) == (user.encode(), password.encode())
    return AuthResult(success=right, handled=False)


class Nobody:
    async def handle_MAIL(self, *_):
        print("somebody sends mail", flush=True)
        return "550 nobody takes mail here"


async def main():
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(certificate, key)

    def session(**more):
        return lambda: SMTP(Nobody(), authenticator=open_to, hostname="localhost", **more)

    loop = asyncio.get_running_loop()
    # TLS from the first byte: aiosmtpd asks for STARTTLS unless told that TLS is there.
    inside = session(auth_require_tls=False)
    upgraded = session(tls_context=tls, require_starttls=True)
    first = await loop.create_server(inside, "127.0.0.1", 0, ssl=tls)
    second = await loop.create_server(upgraded, "127.0.0.1", 0)
    ports = [server.sockets[0].getsockname()[1] for server in (first, second)]
    print(*ports, flush=True)
    await asyncio.Event().wait()


asyncio.run(main())
