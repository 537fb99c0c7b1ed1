// Every route of the central API that is for desks needs a token, however its address is written. Sent over raw sockets, since clients tidy
// addresses.

import { ROUTES, type Route } from '../../../server/http/routes.ts';
import { sendRaw, spellingsOf } from '../../support/raw-request.ts';
import { startServed, type Served } from './support/served.ts';

describe('the routes of the central API', () => {
  let served: Served & { end: () => Promise<void> };
  beforeAll(async () => {
    served = await startServed();
  });
  afterAll(() => served.end());

  const portOf = () => Number(new URL(served.url).port);
  const forDesks = Object.entries<Route>(ROUTES).filter(([, { access }]) => access !== 'anyone');
  const free = Object.values<Route>(ROUTES)
    .filter(({ access }) => access === 'anyone')
    .map(({ path }) => path);

  test('no route is free but those that a desk needs before it has a token, and those of monitoring', () => {
    expect(free.toSorted()).toEqual([
      '/health',
      '/metrics',
      '/updates/:file',
      '/v1/challenge',
      '/v1/enrol',
      '/v1/head',
      '/v1/openapi.json',
      '/v1/rejoin',
      '/v1/token',
    ]);
  });

  test.each(forDesks)('%s gives nothing without a token in any spelling', async (_name, { method, path }) => {
    const open: string[] = [];
    const headers = { 'content-type': 'application/json' };
    for (const target of spellingsOf(path.replace(':hash', '0'.repeat(64)), portOf())) {
      for (const verb of new Set([method, 'GET', 'HEAD', 'POST', 'PUT'])) {
        const { status } = await sendRaw(portOf(), `${verb} ${target}`, { headers, body: '{}' });
        if (status < 400 || status >= 500) open.push(`${status} ${verb} ${target}`);
      }
    }
    expect(open).toEqual([]);
  });
});
