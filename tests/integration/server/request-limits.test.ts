// How often wrong requests may be tried, over HTTP: a right one is never refused for them, and only a named proxy is
// believed about addresses.

import { REQUEST_LIMITS, createRequestLimits } from '../../../server/http/request-limits.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { ChallengeResponseSchema } from '../../../shared/wire/token.ts';
import { enrol, startServed } from './support/served.ts';

const served = startServed();
const behindProxy = startServed({ proxies: ['127.0.0.1'] });

async function post(path: string, body: unknown, from: string, at = served) {
  const response = await fetch(new URL(path, (await at).url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': from },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as { readonly code?: string } };
}
afterAll(async () => {
  await (await served).end();
  await (await behindProxy).end();
});

const proof = { deskId: 'nobody', challenge: 'none', signature: 'AAAA' };

test('a stranger who proves a desk wrongly without end keeps neither it nor another out, from the same address', async () => {
  const desk = await enrol(await served, 'Front');
  const wrong = { ...proof, deskId: desk.desk };
  for (let n = 0; n < REQUEST_LIMITS.wrongProofs; n += 1)
    expect(await post('/v1/token', wrong, '')).toMatchObject({ status: 401, body: { code: 'HF-AUTH-003' } });
  expect(await post('/v1/token', wrong, '')).toMatchObject({ status: 429, body: { code: 'HF-SERVER-021' } });
  for (let n = 0; n < 500; n += 1) expect((await post('/v1/challenge', { deskId: desk.desk }, '')).status).toBe(200);
  const { challenge } = ChallengeResponseSchema.parse((await post('/v1/challenge', { deskId: desk.desk }, '')).body);
  const right = { deskId: desk.desk, challenge, signature: desk.signer.sign(challenge) };
  expect((await post('/v1/token', right, '')).status).toBe(200);
});

test('without a named proxy an address is that of the connection, whatever a request says', async () => {
  const wrong = { ...proof, deskId: 'spoofed' };
  const statuses = new Set<number>();
  for (let n = 0; n <= REQUEST_LIMITS.wrongProofs; n += 1)
    statuses.add((await post('/v1/token', wrong, `192.0.2.${n}`)).status);
  expect([...statuses]).toEqual([401, 429]);
});

test('behind a named proxy the address is the one that the proxy gives', async () => {
  for (let n = 0; n <= REQUEST_LIMITS.wrongProofs; n += 1) await post('/v1/token', proof, '192.0.2.1', behindProxy);
  expect(await post('/v1/token', proof, '192.0.2.1', behindProxy)).toMatchObject({ status: 429 });
  expect(await post('/v1/token', proof, '192.0.2.2', behindProxy)).toMatchObject({ status: 401 });
});

describe('the counts', () => {
  const wrong = () => Promise.reject(new HoldfastError('HF-ENROL-001'));
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => null,
      (error: HoldfastError) => error.code,
    );

  test('of wrong codes are for each address, for all together, and for a minute', async () => {
    const clock = { at: 0, mono: () => clock.at };
    const { joining } = createRequestLimits(clock);
    for (let n = 0; n < REQUEST_LIMITS.wrongCodesOfOne; n += 1)
      expect(await codeOf(joining('a', wrong))).toBe('HF-ENROL-001');
    expect(await codeOf(joining('a', () => Promise.resolve('in')))).toBe('HF-ENROL-003');
    expect(await joining('b', () => Promise.resolve('in'))).toBe('in');
    for (let n = REQUEST_LIMITS.wrongCodesOfOne; n < REQUEST_LIMITS.wrongCodesOfAll; n += 1)
      await codeOf(joining(`c${n}`, wrong));
    expect(await codeOf(joining('b', () => Promise.resolve('in')))).toBe('HF-ENROL-003');
    clock.at += 60_000;
    expect(await joining('a', () => Promise.resolve('in'))).toBe('in');
  });
});
