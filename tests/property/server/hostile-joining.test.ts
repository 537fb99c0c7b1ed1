// Attempts to join as a desk without the right: with a grant that is forged, replayed, of another library or of this
// epoch, and with any code. Each gets a refusal with a code, no crash, and not a changed row. [I20] [I21] [I31]

import fc from 'fast-check';
import { ErrorResponseSchema } from '../../../shared/wire/error-response.ts';
import { EnrolGrantSchema, EnrolResponseSchema, rejoinText, type EnrolGrant } from '../../../shared/wire/enrol.ts';
import { keyFingerprint, splitEnrolCode } from '../../../shared/wire/enrol-code.ts';
import { required } from '../../../shared/core/assert.ts';
import { createEnrolCode } from '../../../server/desks/enrol-codes.ts';
import { serverIdentity } from '../../../server/desks/server-identity.ts';
import { REQUEST_LIMITS } from '../../../server/http/request-limits.ts';
import { clock, get, post, startServed, type Served } from '../../integration/server/support/served.ts';
import { testRandom } from '../../contract/server/support/stores.ts';
import { createTestDesk } from '../../contract/server/support/test-desk.ts';
import { changedTables, databaseDump, type DatabaseDump } from './support/database-dump.ts';
import { deep, hostileText, hostileValue } from './support/hostile-values.ts';

const YEAR_MS = 365 * 86_400_000;
const REFUSED = [403, 'HF-ENROL-012'] as const;

/** A key that joined, with its grant. */
async function join(served: Served, name: string) {
  const key = createTestDesk(name, 'main');
  const { code } = await createEnrolCode({ store: served.store, clock, random: testRandom }, { branch: 'main', name });
  const { secret } = required(splitEnrolCode(code), () => code);
  const pepper = Buffer.from(testRandom.bytes(32)).toString('base64');
  const joining = { code: secret, publicKey: key.publicKey, pepper };
  const answer = EnrolResponseSchema.parse(await (await post(served.url, '/v1/enrol', joining)).json());
  return { key, pepper, grant: answer.grant, grantSignature: answer.signature };
}
type Joined = Awaited<ReturnType<typeof join>>;

/** The request of a desk to come back. */
function shown({ key, grant, grantSignature, pepper }: Joined, by = key.signer) {
  return { grant, grantSignature, pepper, signature: by.sign(rejoinText({ grant, pepper })) };
}

async function refusal(response: Response): Promise<[number, string]> {
  return [response.status, ErrorResponseSchema.parse(await response.json()).code];
}

describe('a caller that is no desk', () => {
  let served: Served & { end: () => Promise<void> };
  let elsewhere: Served & { end: () => Promise<void> };
  /** It is here; it joined another library; and it is lost here. */
  let known: Joined;
  let stranger: Joined;
  let lost: Joined;
  let before: DatabaseDump;
  const from = (address: string, path: '/v1/rejoin' | '/v1/enrol', body: unknown) =>
    fetch(`${served.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
      body: JSON.stringify(body),
    });
  const rejoin = (body: unknown) => post(served.url, '/v1/rejoin', body);

  beforeAll(async () => {
    served = await startServed({ proxies: ['127.0.0.1'] });
    elsewhere = await startServed({ proxies: ['127.0.0.1'] });
    lost = await join(served, 'Lost');
    stranger = await join(elsewhere, 'Stranger');
    const { deskId: id } = EnrolGrantSchema.parse(JSON.parse(lost.grant));
    await served.store.write(async ({ db }) => {
      await db.deleteFrom('desk_token').where('desk_id', '=', id).execute();
      await db.deleteFrom('desk').where('id', '=', id).execute();
      await db.updateTable('feed_head').set({ epoch: 'restored' }).execute();
    });
    known = await join(served, 'Known');
    before = await databaseDump(served.store);
  });
  afterAll(async () => {
    await served.end();
    await elsewhere.end();
  });
  afterEach(async () => {
    expect(changedTables(before, await databaseDump(served.store))).toEqual([]);
    expect((await get(served.url, '/health')).status).toBe(200);
  });

  /** A grant that this server signed, with something else in it. */
  const signedAs = async (change: (grant: EnrolGrant) => unknown): Promise<Joined> => {
    const grant = JSON.stringify(change(EnrolGrantSchema.parse(JSON.parse(lost.grant))));
    const identity = await serverIdentity(served.store, testRandom);
    return { ...lost, grant, grantSignature: identity.sign(grant) };
  };

  test('a grant with a foreign signature, or signed for another text, another library, another key or this epoch [I21]', async () => {
    const other = createTestDesk('thief', 'main');
    const epoch = EnrolGrantSchema.parse(JSON.parse(known.grant)).epoch;
    const forged: Joined[] = [
      { ...lost, grantSignature: other.signer.sign(lost.grant) },
      { ...lost, grantSignature: known.grantSignature },
      { ...lost, grant: `${lost.grant} ` },
      { ...lost, grant: lost.grant.replace('"Lost"', '"Least"') },
      { ...lost, key: other },
      { ...lost, key: known.key },
      stranger,
      known,
      await signedAs((grant) => ({ ...grant, library: { ...grant.library, id: 'another' } })),
      await signedAs((grant) => ({ ...grant, epoch })),
      await signedAs((grant) => ({ ...grant, branch: 'nowhere' })),
      await signedAs(({ deskKey: _key, ...grant }) => grant),
      await signedAs((grant) => ({ ...grant, deskKey: 'AAAA' })),
      await signedAs((grant) => ({ ...grant, deskId: 7 })),
      await signedAs(() => null),
    ];
    for (const one of forged) expect(await refusal(await rejoin(shown(one)))).toEqual(REFUSED);
    const replayed = { ...shown(known), grant: lost.grant, grantSignature: lost.grantSignature };
    expect(await refusal(await rejoin(replayed))).toEqual(REFUSED);
    expect(await refusal(await rejoin({ ...shown(lost), pepper: known.pepper }))).toEqual(REFUSED);
  });

  test('one changed character in any part of what is shown, seed 11 [I21]', async () => {
    const right = shown(lost);
    const forged = fc.record({
      part: fc.constantFrom('grant', 'grantSignature', 'pepper', 'signature'),
      at: fc.nat(5_000),
    });
    await fc.assert(
      fc.asyncProperty(forged, async ({ part, at }) => {
        const text = right[part];
        // The last character of a signature carries bits that count for nothing.
        const place = at % (part.endsWith('ignature') ? 80 : text.length);
        const changed = `${text.slice(0, place)}${text[place] === 'x' ? 'y' : 'x'}${text.slice(place + 1)}`;
        expect(await refusal(await rejoin({ ...right, [part]: changed }))).toEqual(REFUSED);
      }),
      { seed: 11, numRuns: 60 },
    );
  });

  test('anything in any field of what asks to join or to come back is refused by name, seed 12 [I20]', async () => {
    const identity = await serverIdentity(served.store, testRandom);
    const right = {
      '/v1/rejoin': { ...shown(known) },
      '/v1/enrol': {
        code: 'AAAAAAAA',
        fingerprint: keyFingerprint(identity.publicKey),
        publicKey: createTestDesk('new', 'main').publicKey,
        pepper: 'AAAA',
      },
    } as const;
    const wrong = fc.record({
      path: fc.constantFrom('/v1/rejoin' as const, '/v1/enrol' as const),
      field: fc.nat(3),
      value: fc.oneof(hostileValue, hostileText, fc.constant(deep(20_000)), fc.constant('"'.repeat(50_000))),
    });
    await fc.assert(
      fc.asyncProperty(wrong, async ({ path, field, value }) => {
        const body: Record<string, unknown> = { ...right[path] };
        const [status, code] = await refusal(
          await post(served.url, path, { ...body, [Object.keys(body)[field] ?? '']: value }),
        );
        expect([400, 403, 429]).toContain(status);
        expect(code).toMatch(/^HF-(ENROL|SERVER)-/);
      }),
      { seed: 12, numRuns: 120 },
    );
  }, 60_000);

  test('wrong grants without end are stopped, as wrong tokens are', async () => {
    const tries = { ...shown(known) };
    for (let n = 0; n < REQUEST_LIMITS.wrongProofs; n += 1)
      expect(await refusal(await from('192.0.2.7', '/v1/rejoin', tries))).toEqual(REFUSED);
    expect(await refusal(await from('192.0.2.7', '/v1/rejoin', tries))).toEqual([429, 'HF-SERVER-021']);
    expect(await refusal(await from('192.0.2.8', '/v1/rejoin', tries))).toEqual(REFUSED);
  }, 60_000);

  test('a code of ten years ago admits no desk, and neither does one that a clock ten years ahead had made [I31]', async () => {
    for (const years of [-10, 10]) {
      const at = { now: () => clock.now() + years * YEAR_MS, mono: () => clock.mono() };
      const { code } = await createEnrolCode(
        { store: served.store, clock: at, random: testRandom },
        { branch: 'main' },
      );
      const { secret } = required(splitEnrolCode(code), () => code);
      const body = { code: secret, publicKey: createTestDesk('late', 'main').publicKey, pepper: 'AAAA' };
      expect(await refusal(await from('192.0.2.9', '/v1/enrol', body))).toEqual([403, 'HF-ENROL-002']);
      await served.store.write(({ db }) => db.deleteFrom('enrol_code').where('used_at', 'is', null).execute());
    }
  });
});
