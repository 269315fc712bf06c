# localstripe on a port of its own choosing; told the folder it was fetched into. Ends with
# its input.
import asyncio
import sys

sys.path.insert(0, sys.argv[1])

from aiohttp import web
from localstripe.server import app


async def main():
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    print("port", runner.addresses[0][1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


asyncio.run(main())
