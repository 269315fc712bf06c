// The chat interfaces of several vendors, played by others (`@copilotkit/aimock`) from those
// vendors' own words. Told by its arguments where the package is and which key opens it; says
// its port on a line of its own, and ends when its input does.

import { createServer, request as ask } from 'node:http';
import { pathToFileURL } from 'node:url';

const [package_, key] = process.argv.slice(2);
const { LLMock } = await import(pathToFileURL(package_));

const vendors = new LLMock({ port: 0, host: '127.0.0.1', auth: { apiKeys: [key] } });
const usage = { input_tokens: 7, output_tokens: 5, prompt_tokens: 7, completion_tokens: 5,
                promptTokenCount: 7, candidatesTokenCount: 5 };
vendors.onMessage('be cut', { content: 'Half of', finishReason: 'length' });
vendors.onMessage('be refused', {
  error: { message: 'No credit is left.', type: 'insufficient_quota', code: 'insufficient_quota' },
  status: 402,
});
vendors.onMessage('trial balance', { content: 'All accounts, “debits” = credits.', usage });
await vendors.start();

// The gateway has the provider and its host before the path; whoever plays them has not.
const server = createServer((request, response) => {
  const path = request.url.replace(/^\/[^/]+\/[^/]+/, '');
  const { method, headers } = request;
  const onward = ask(vendors.url + path, { method, headers }, (answer) => {
    response.writeHead(answer.statusCode, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', (error) => response.writeHead(502).end(String(error)));
  request.pipe(onward);
});
server.listen(0, '127.0.0.1', () => console.log(`\nport ${server.address().port}`));
process.stdin.resume().on('end', () => process.exit(0));
