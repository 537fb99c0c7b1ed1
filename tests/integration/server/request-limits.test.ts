// How often who may ask, over HTTP: by the address that asks, which a proxy on this computer says and nobody else.

import { REQUEST_LIMITS, createRequestLimits } from '../../../server/http/request-limits.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { startServed } from './support/served.ts';

const served = startServed();

async function post(path: string, body: unknown, from: string) {
  const response = await fetch(new URL(path, (await served).url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': from },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as { readonly code?: string } };
}
afterAll(async () => (await served).end());

test('an address that proves no desk too often is not heard, another one is', async () => {
  const proof = { deskId: 'nobody', challenge: 'none', signature: 'AAAA' };
  const first = await post('/v1/token', proof, '192.0.2.1');
  expect(first).toMatchObject({ status: 401, body: { code: 'HF-AUTH-003' } });
  for (let n = 1; n < REQUEST_LIMITS.wrongTokensOfOne; n += 1) await post('/v1/token', proof, '192.0.2.1');
  expect(await post('/v1/token', proof, '192.0.2.1')).toMatchObject({ status: 429, body: { code: 'HF-SERVER-021' } });
  expect(await post('/v1/token', proof, '192.0.2.2')).toMatchObject({ status: 401 });
});

test('nobody asks for challenges of one desk without end', async () => {
  const ask = (from: string) => post('/v1/challenge', { deskId: 'one' }, from);
  for (let n = 0; n < REQUEST_LIMITS.challengesOfDesk; n += 1) expect((await ask(`192.0.2.${n}`)).status).toBe(200);
  expect(await ask('192.0.2.200')).toMatchObject({ status: 429, body: { code: 'HF-SERVER-021' } });
  expect((await post('/v1/challenge', { deskId: 'another' }, '192.0.2.200')).status).toBe(200);
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
