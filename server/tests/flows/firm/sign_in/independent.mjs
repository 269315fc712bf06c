// A directory that others wrote (`oidc-provider`, certified by the OpenID Foundation), which says
// of its people what Microsoft’s says. Told by its arguments where the package is, which directory
// it is and for which app it plays; who signs in, the browser tells in a header. Says its port on
// a line of its own, and ends when its input does.

import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';

const [package_, tenant, client] = process.argv.slice(2);
const { default: Provider } = await import(pathToFileURL(package_));
const path = `/${tenant}/v2.0`;

let provider;
const server = createServer(async (request, response) => {
  request.originalUrl = request.url;
  if (!request.url.startsWith(`${path}/`)) {
    response.writeHead(404).end();
    return;
  }
  request.url = request.url.slice(path.length);
  try {
    if (request.url.startsWith('/interaction/')) await allow(request, response);
    else await provider.callback()(request, response);
  } catch (error) {
    response.writeHead(500).end(String(error));
  }
});

// The person signs in and allows everything, or says no.
async function allow(request, response) {
  const { prompt, params, session } = await provider.interactionDetails(request, response);
  const person = request.headers['x-person'];
  if (person === 'no') {
    const error = { error: 'access_denied', error_description: 'Call 0900 now' };
    await provider.interactionFinished(request, response, error);
    return;
  }
  const account = session?.accountId ?? person;
  const result = { login: { accountId: account } };
  if (prompt.name === 'consent') {
    const grant = new provider.Grant({ accountId: account, clientId: params.client_id });
    grant.addOIDCScope(params.scope);
    result.consent = { grantId: await grant.save() };
  }
  await provider.interactionFinished(request, response, result);
}

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  provider = new Provider(`http://127.0.0.1:${port}${path}`, {
    clients: [JSON.parse(client)],
    claims: { openid: ['sub'], profile: ['oid', 'tid', 'preferred_username', 'idp', 'email'] },
    conformIdTokenClaims: false,
    cookies: { keys: ['of this run alone'] },
    features: { devInteractions: { enabled: false } },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ tid: tenant, sub: id, ...JSON.parse(Buffer.from(id, 'base64url')) }),
    }),
    interactions: { url: (_, interaction) => `${path}/interaction/${interaction.uid}` },
    pkce: { required: () => true },
  });
  console.log(`\nport ${port}`);
});
process.stdin.resume().on('end', () => process.exit(0));
