// A directory that describes itself as Microsoft’s does, and signs whatever the code tells it to:
// the claims that differ from honest ones, and how they are signed. Told by its arguments which
// directory it is and for which app; says its port on a line of its own, and ends when its input
// does.

import { createHmac, createSign, generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';

const [tenant, client, secret] = process.argv.slice(2);
const path = `/${tenant}/v2.0`;
const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
const [own, foreign] = [pair(), pair()];
const text = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

function token(issuer, { claims, alg = 'RS256', key = 'own', kid = 'one' }) {
  const now = Math.floor(Date.now() / 1000);
  const honest = {
    iss: issuer,
    aud: client,
    iat: now,
    nbf: now,
    exp: now + 3600,
    tid: tenant,
    oid: '00000000-0000-0000-0000-00000000b0b0',
    preferred_username: 'bo@firm.example',
    sub: 'pairwise',
    ver: '2.0',
  };
  const { age = 0, ...others } = claims;
  const all = { ...honest, iat: now - age, nbf: now - age, exp: now - age + 3600, ...others };
  const said = `${text({ typ: 'JWT', alg, kid })}.${text(all)}`;
  const sign = {
    RS256: () => createSign('RSA-SHA256').update(said).sign({ own, foreign }[key].privateKey),
    HS256: () => createHmac('sha256', secret).update(said).digest(),
    none: () => Buffer.alloc(0),
  }[alg];
  return `${said}.${sign().toString('base64url')}`;
}

const server = createServer(async (request, response) => {
  const issuer = `http://127.0.0.1:${server.address().port}${path}`;
  const answer = (status, body) => {
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
    response.end(JSON.stringify(body));
  };
  if (request.url === `${path}/.well-known/openid-configuration`) {
    answer(200, {
      token_endpoint: `${issuer}/token`,
      token_endpoint_auth_methods_supported: [
        'client_secret_post', 'private_key_jwt', 'client_secret_basic',
      ],
      jwks_uri: `${issuer}/keys`,
      response_modes_supported: ['query', 'fragment', 'form_post'],
      subject_types_supported: ['pairwise'],
      id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'],
      response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
      scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
      issuer,
      request_uri_parameter_supported: false,
      userinfo_endpoint: 'https://graph.microsoft.com/oidc/userinfo',
      authorization_endpoint: `${issuer}/authorize`,
      device_authorization_endpoint: `${issuer}/devicecode`,
      http_logout_supported: true,
      frontchannel_logout_supported: true,
      end_session_endpoint: `${issuer}/logout`,
      claims_supported: ['sub', 'iss', 'aud', 'exp', 'iat', 'nonce', 'preferred_username', 'tid'],
      kerberos_endpoint: `${issuer}/kerberos`,
      tenant_region_scope: 'EU',
      cloud_instance_name: 'microsoftonline.com',
      cloud_graph_host_name: 'graph.windows.net',
      msgraph_host: 'graph.microsoft.com',
      rbac_url: 'https://pas.windows.net',
    });
  } else if (request.url === `${path}/keys`) {
    const key = own.publicKey.export({ format: 'jwk' });
    answer(200, { keys: [{ ...key, kid: 'one', use: 'sig', x5t: 'one', x5c: ['AA=='], issuer }] });
  } else if (request.url === `${path}/token`) {
    let body = '';
    for await (const piece of request) body += piece;
    const how = JSON.parse(Buffer.from(new URLSearchParams(body).get('code'), 'base64url'));
    if (how.error) {
      answer(how.status ?? 400, { error: how.error, error_description: 'AADSTS1: canary', error_codes: [1] });
    } else if (how.html) {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>canary</html>');
    } else {
      const id_token = how.id_token ?? token(issuer, how);
      const access = { token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599 };
      answer(200, { ...access, scope: 'openid profile', access_token: 'canary', ...(how.bare ? {} : { id_token }) });
    }
  } else {
    response.writeHead(404).end();
  }
});
server.listen(0, '127.0.0.1', () => console.log(`\nport ${server.address().port}`));
process.stdin.resume().on('end', () => process.exit(0));
