// An authorization server that others wrote (`oidc-provider`, certified by the OpenID
// Foundation), for one app and one person, who allows whatever is asked. Told by its
// arguments where the package is and on which path it plays; says its port on a line of
// its own, and ends when its input does.

import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';

const [package_, issuer, path, client] = process.argv.slice(2);
const { default: Provider } = await import(pathToFileURL(package_));

const provider = new Provider(issuer, {
  clients: [JSON.parse(client)],
  claims: { openid: ['sub'], profile: ['name'] },
  cookies: { keys: ['of this run alone'] },
  features: {
    devInteractions: { enabled: false },
    introspection: { enabled: true },
    revocation: { enabled: true },
  },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({ sub: id, name: 'Miller & Co — independent' }),
  }),
  interactions: { url: (_, interaction) => `${path}/interaction/${interaction.uid}` },
  pkce: { required: () => true },
  rotateRefreshToken: true,
});

// The person signs in and allows everything.
async function allow(request, response) {
  const { prompt, params, session } = await provider.interactionDetails(request, response);
  const account = session?.accountId ?? 'miller';
  const result = { login: { accountId: account } };
  if (prompt.name === 'consent') {
    const grant = new provider.Grant({ accountId: account, clientId: params.client_id });
    grant.addOIDCScope(params.scope);
    result.consent = { grantId: await grant.save() };
  }
  await provider.interactionFinished(request, response, result);
}

const answer = provider.callback();
const server = createServer(async (request, response) => {
  request.originalUrl = request.url;
  if (!request.url.startsWith(`${path}/`)) {
    response.writeHead(404).end();
    return;
  }
  request.url = request.url.slice(path.length);
  try {
    if (request.url.startsWith('/interaction/')) await allow(request, response);
    else await answer(request, response);
  } catch (error) {
    response.writeHead(500).end(String(error));
  }
});
server.listen(0, '127.0.0.1', () => console.log(`\nport ${server.address().port}`));
process.stdin.resume().on('end', () => process.exit(0));
