// The central API over real HTTP: enrolment, tokens, commands, feed and snapshot, and how each refusal looks.

import { createHash } from 'node:crypto';
import { zstdDecompressSync } from 'node:zlib';
import { makeVerifier } from '../../../db/keys/signing.ts';
import { required } from '../../../shared/core/assert.ts';
import { ErrorResponseSchema } from '../../../shared/wire/error-response.ts';
import { EnrolGrantSchema, EnrolResponseSchema, rejoinText } from '../../../shared/wire/enrol.ts';
import { keyFingerprint, splitEnrolCode } from '../../../shared/wire/enrol-code.ts';
import { signedRequestText } from '../../../shared/wire/signed-request.ts';
import { PROTOCOL_HEADER } from '../../../shared/wire/protocol-version.ts';
import { ReceiptSchema } from '../../../shared/wire/receipt.ts';
import { StaffGrantsResponseSchema } from '../../../shared/wire/staff-grants.ts';
import { SnapshotManifestSchema } from '../../../shared/wire/snapshot.ts';
import { chunkRows } from '../../../shared/wire/snapshot-chunk.ts';
import { TokenResponseSchema } from '../../../shared/wire/token.ts';
import { hashPin } from '../../../db/keys/pin-hash.ts';
import { isPinOf } from '../../../electron/core/session/check-pin.ts';
import { MOST_LOOKUPS } from '../../../server/http/lookup-throttle.ts';
import { readHead } from '../../../server/feed/read-head.ts';
import { openApiDocument } from '../../../server/http/open-api.ts';
import { ROUTES } from '../../../server/http/routes.ts';
import { createEnrolCode } from '../../../server/desks/enrol-codes.ts';
import { admitReturning, revokeDesk } from '../../../server/desks/desk-list.ts';
import { addStaff, disableStaff, listStaff } from '../../../server/staff/staff-directory.ts';
import { testRandom } from '../../contract/server/support/stores.ts';
import { createTestDesk } from '../../contract/server/support/test-desk.ts';
import {
  clock,
  enrol,
  get,
  getStaffGrants,
  openFeed,
  post,
  postSigned,
  startServed,
  type Served,
} from './support/served.ts';

const refusal = async (response: Response) => ({
  status: response.status,
  code: ErrorResponseSchema.parse(await response.json()).code,
});
describe('the central API', () => {
  let served: Served & { end: () => Promise<void> };
  beforeAll(async () => {
    served = await startServed();
  });
  afterAll(() => served.end());
  const parts = () => ({ store: served.store, clock, random: testRandom });

  describe('enrolment', () => {
    test('a code names the server by its key, works once, and gives a signed grant', async () => {
      const { code } = await createEnrolCode(parts(), { branch: 'main', name: 'Front desk' });
      expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}$/);
      const { secret, fingerprint } = required(splitEnrolCode(code), () => code);
      const desk = createTestDesk('new');
      const body = { code: secret, publicKey: desk.publicKey, pepper: 'cGVwcGVy' };
      const answer = EnrolResponseSchema.parse(await (await post(served.url, '/v1/enrol', body)).json());
      expect(keyFingerprint(answer.serverKey)).toBe(fingerprint);
      expect(makeVerifier(answer.serverKey)(answer.grant, answer.signature)).toBe(true);
      expect(JSON.parse(answer.grant)).toMatchObject({
        deskName: 'Front desk',
        branch: 'main',
        system: 'main',
        library: { id: 'test' },
      });
      expect(await refusal(await post(served.url, '/v1/enrol', body))).toEqual({ status: 403, code: 'HF-ENROL-001' });
    });

    test('a code that has expired, a key that is none, a branch that is not there', async () => {
      const late = { ...parts(), clock: { ...clock, now: () => clock.now() - 11 * 60_000 } };
      const { code } = await createEnrolCode(late, { branch: 'main' });
      const { secret } = required(splitEnrolCode(code), () => code);
      const body = { code: secret, publicKey: createTestDesk('x').publicKey, pepper: '' };
      expect(await refusal(await post(served.url, '/v1/enrol', body))).toEqual({ status: 403, code: 'HF-ENROL-002' });
      expect(await refusal(await post(served.url, '/v1/enrol', { ...body, publicKey: 'AAAA' }))).toEqual({
        status: 400,
        code: 'HF-ENROL-006',
      });
      await expect(createEnrolCode(parts(), { branch: 'nowhere' })).rejects.toMatchObject({
        code: 'HF-SERVER-012',
        params: { branches: expect.stringMatching(/\bmain\b/) },
      });
    });

    test('a code is read however it is typed', () => {
      const plain = splitEnrolCode('7K2M-9QXT-0A1B-CDEF-GHJK');
      expect(splitEnrolCode(' 7k2m 9qxt oaIb–cdef ghjk ')).toEqual(plain);
      expect(splitEnrolCode('7K2M-9QXT-0A1B-CDEF')).toBeNull();
      expect(splitEnrolCode('7K2M-9QXT-0A1B-CDEF-GHJU')).toBeNull();
    });
  });

  describe('tokens', () => {
    test('a desk proves its key and gets a token; a challenge works once', async () => {
      const desk = await enrol(served, 'T1');
      const { challenge } = (await (await post(served.url, '/v1/challenge', { deskId: desk.desk })).json()) as {
        challenge: string;
      };
      const answer = { deskId: desk.desk, challenge, signature: desk.signer.sign(challenge) };
      const token = TokenResponseSchema.parse(await (await post(served.url, '/v1/token', answer)).json());
      expect((await getStaffGrants(served.url, token.token, desk.signer)).status).toBe(200);
      expect(await refusal(await post(served.url, '/v1/token', answer))).toEqual({ status: 401, code: 'HF-AUTH-003' });
    });

    test('another key, an unknown desk, no token and a made-up token are refused', async () => {
      const [desk, other] = [await enrol(served, 'T2'), createTestDesk('other')];
      const { challenge } = (await (await post(served.url, '/v1/challenge', { deskId: desk.desk })).json()) as {
        challenge: string;
      };
      const forged = { deskId: desk.desk, challenge, signature: other.signer.sign(challenge) };
      expect(await refusal(await post(served.url, '/v1/token', forged))).toEqual({ status: 401, code: 'HF-AUTH-003' });
      expect((await post(served.url, '/v1/challenge', { deskId: 'nobody' })).status).toBe(200);
      expect(await refusal(await get(served.url, '/v1/snapshot'))).toEqual({ status: 401, code: 'HF-AUTH-001' });
      expect(await refusal(await get(served.url, '/v1/snapshot', 'made-up'))).toEqual({
        status: 401,
        code: 'HF-AUTH-001',
      });
    });

    test('a revoked desk gets nothing more, and what it still sends is held [I7]', async () => {
      const desk = await enrol(served, 'T3');
      await revokeDesk(parts(), 'T3');
      expect(await refusal(await get(served.url, '/v1/snapshot', desk.token))).toEqual({
        status: 403,
        code: 'HF-AUTH-002',
      });
      desk.checkout('X4', 'P4', { at: clock.now() });
      const { receipts } = await desk.push(desk.request());
      expect(ReceiptSchema.parse(JSON.parse(receipts[0] ?? ''))).toMatchObject({
        outcome: 'held',
        codes: ['desk-revoked'],
      });
    });
  });

  describe('requests', () => {
    test('too large, malformed, nowhere, of another version', async () => {
      const desk = await enrol(served, 'R1');
      expect(await refusal(await post(served.url, '/v1/commands', 'x'.repeat(256 * 1024 + 1), desk.token))).toEqual({
        status: 413,
        code: 'HF-SERVER-007',
      });
      expect(await refusal(await post(served.url, '/v1/commands', '{', desk.token))).toEqual({
        status: 400,
        code: 'HF-SERVER-008',
      });
      expect(await refusal(await post(served.url, '/v1/commands', { stream: 1 }, desk.token))).toEqual({
        status: 400,
        code: 'HF-SERVER-008',
      });
      expect(await refusal(await get(served.url, '/v1/feed', desk.token))).toEqual({
        status: 400,
        code: 'HF-SERVER-008',
      });
      expect(await refusal(await get(served.url, '/v1/nothing'))).toEqual({ status: 404, code: 'HF-SERVER-009' });
      const old = await fetch(`${served.url}/v1/head`, { headers: { [PROTOCOL_HEADER]: '0' } });
      expect(await refusal(old)).toEqual({ status: 426, code: 'HF-SYNC-001' });
      expect(old.headers.get(PROTOCOL_HEADER)).toBe('1');
    });

    test('a gap is a 409 that says what is expected', async () => {
      const desk = await enrol(served, 'R2');
      for (let index = 0; index < 3; index += 1) desk.checkout('X0', 'P0', { at: clock.now() });
      const response = await post(served.url, '/v1/commands', desk.request(2), desk.token);
      expect(response.status).toBe(409);
      expect(await response.json()).toMatchObject({ problem: 'gap', expected: 1 });
    });

    test('a request of the most envelopes is taken', async () => {
      const desk = await enrol(served, 'R3');
      for (let index = 0; index < 100; index += 1) desk.checkout(`X${index % 4}`, `P${index % 4}`, { at: clock.now() });
      const { receipts, expected } = await desk.push(desk.request());
      expect(receipts).toHaveLength(100);
      expect(expected).toBe(101);
    });

    test('a patron of another system is found by card, and only when there is one', async () => {
      const desk = await enrol(served, 'R4', 'east');
      expect(await (await get(served.url, '/v1/patrons?card=card-P1', desk.token)).json()).toMatchObject({
        patron: { id: 'P1' },
      });
      expect(await (await get(served.url, '/v1/patrons?card=none', desk.token)).json()).toEqual({ patron: null });
    });

    test('by a grant a desk is admitted again only where the server lost it in a restore, and only by the key that it names', async () => {
      const enrolled = async (code: string) => {
        const key = createTestDesk('R7', 'east');
        const { secret } = required(splitEnrolCode(code), () => code);
        const pepper = Buffer.from(testRandom.bytes(32)).toString('base64');
        const joining = { code: secret, publicKey: key.publicKey, pepper };
        const response = EnrolResponseSchema.parse(await (await post(served.url, '/v1/enrol', joining)).json());
        return { key, pepper, grant: response.grant, grantSignature: response.signature };
      };
      const shown = ({ key, ...rest }: Awaited<ReturnType<typeof enrolled>>, signer = key.signer) => ({
        ...rest,
        signature: signer.sign(rejoinText(rest)),
      });
      const rejoin = async (body: unknown) => (await post(served.url, '/v1/rejoin', body)).status;
      const desk = await enrolled((await createEnrolCode(parts(), { branch: 'east', name: 'R7' })).code);
      const { deskId: id } = EnrolGrantSchema.parse(JSON.parse(desk.grant));
      const rows = () => served.store.read((tx) => tx.db.selectFrom('desk').selectAll().where('id', '=', id).execute());
      const [before] = await rows();
      // It is here.
      expect(await refusal(await post(served.url, '/v1/rejoin', shown(desk)))).toEqual({
        status: 403,
        code: 'HF-ENROL-012',
      });
      await served.store.write((tx) => tx.db.deleteFrom('desk_token').where('desk_id', '=', id).execute());
      await served.store.write((tx) => tx.db.deleteFrom('desk').where('id', '=', id).execute());
      // The server was not restored since.
      expect(await rejoin(shown(desk))).toBe(403);
      const { epoch } = await served.store.read(readHead);
      await served.store.write((tx) => tx.db.updateTable('feed_head').set({ epoch: 'restored' }).execute());
      const other = createTestDesk('thief', 'east');
      const longer = { ...desk, grant: desk.grant.replace('"R7"', '"R8"') };
      for (const bad of [shown(desk, other.signer), shown(longer), { ...shown(desk), pepper: 'another' }])
        expect(await rejoin(bad)).toBe(403);
      expect(await rows()).toEqual([]);
      expect(await rejoin(shown(desk))).toBe(200);
      expect(await rows()).toMatchObject([
        { id, branch: 'east', public_key: before?.public_key, pepper: before?.pepper, status: 'returning' },
      ]);
      expect(await (await get(served.url, '/health')).json()).toMatchObject({ returningDesks: 1 });
      // Shown again, it changes nothing; admitted, it stands as before, once.
      expect(await rejoin(shown(desk))).toBe(403);
      await admitReturning(served.store, id);
      expect(await rows()).toMatchObject([{ status: 'active' }]);
      await expect(admitReturning(served.store, id)).rejects.toMatchObject({ code: 'HF-ENROL-014' });
      // Revoked, it stays so.
      await served.store.write((tx) =>
        tx.db.updateTable('desk').set({ status: 'revoked' }).where('id', '=', id).execute(),
      );
      expect(await rejoin(shown(desk))).toBe(403);
      expect(await rows()).toMatchObject([{ status: 'revoked' }]);
      await served.store.write((tx) => tx.db.updateTable('feed_head').set({ epoch }).execute());
    });

    test('a desk that goes through card numbers is stopped for a minute, and no other desk with it', async () => {
      const [desk, other] = [await enrol(served, 'R5', 'east'), await enrol(served, 'R6', 'east')];
      const ask = (n: number, token: string) => get(served.url, `/v1/patrons?card=guess-${n}`, token);
      const answers = await Promise.all(Array.from({ length: MOST_LOOKUPS }, (_, n) => ask(n, desk.token)));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
      expect(await refusal(await ask(99, desk.token))).toEqual({ status: 429, code: 'HF-SERVER-020' });
      expect((await ask(99, other.token)).status).toBe(200);
      expect((await getStaffGrants(served.url, desk.token, desk.signer)).status).toBe(200);
    });

    test('a request in the name of a person is signed by the desk: its token alone, another key or another body opens nothing', async () => {
      const [desk, other] = [await enrol(served, 'R7'), await enrol(served, 'R8')];
      const { staffId } = await addStaff(parts(), { staff: 'reporter', role: 'administrator' });
      const report = { kind: 'service', from: 0, to: clock.now(), audience: 'internal', staffId };
      const asked = [
        ['/v1/reports', report],
        ['/v1/role-rights', { staffId }],
        ['/v1/phone-code', { desk: 'R7', challenge: '001000000000', staffId }],
      ] as const;
      const forged = { status: 401, code: 'HF-AUTH-003' };
      for (const [path, body] of asked) {
        expect(await refusal(await post(served.url, path, body, desk.token))).toEqual(forged);
        const byOther = { token: desk.token, signer: other.signer };
        expect(await refusal(await postSigned(served.url, path, body, byOther))).toEqual(forged);
        // Signed for the person that the desk named, and another put in their place.
        const text = JSON.stringify(body);
        const signed = desk.signer.sign(signedRequestText({ method: 'POST', path, token: desk.token, body: text }));
        const swapped = { token: desk.token, signer: { sign: () => signed } };
        expect(await refusal(await postSigned(served.url, path, text.replace(staffId, 'another'), swapped))).toEqual(
          forged,
        );
      }
      expect((await postSigned(served.url, '/v1/reports', report, desk)).status).toBe(200);
      expect((await postSigned(served.url, '/v1/role-rights', { staffId }, desk)).status).toBe(200);
    });

    test('health, head and metrics answer without a token', async () => {
      expect(await (await get(served.url, '/health')).json()).toMatchObject({
        status: 'ok',
        notices: { held: 0, failed: 0 },
      });
      const head = (await (await get(served.url, '/v1/head')).json()) as { epoch: string; head: number };
      expect(head.head).toBeGreaterThan(0);
      const text = await (await get(served.url, '/metrics')).text();
      expect(text).toContain(`holdfast_feed_head ${head.head}`);
      expect(text).toMatch(/holdfast_receipts_total\{outcome="applied"\} \d+/);
    });
  });

  describe('staff grants', () => {
    test('a PIN is checked at the desk with the pepper that it sent, and with no other', async () => {
      const desk = createTestDesk('pins');
      const { code } = await createEnrolCode(parts(), { branch: 'main' });
      const { secret } = required(splitEnrolCode(code), () => code);
      const pepper = testRandom.bytes(32);
      const body = { code: secret, publicKey: desk.publicKey, pepper: Buffer.from(pepper).toString('base64') };
      const { grant } = EnrolResponseSchema.parse(await (await post(served.url, '/v1/enrol', body)).json());
      const { token } = JSON.parse(grant) as { token: string };
      const added = await addStaff(parts(), { staff: 'maria', role: 'supervisor' });
      expect(added.pin).toMatch(/^\d{6}$/);
      const { grants } = StaffGrantsResponseSchema.parse(
        await (await getStaffGrants(served.url, token, desk.signer)).json(),
      );
      const mine = required(
        grants.find((one) => one.staff === 'maria'),
        () => 'maria',
      );
      expect(mine).toMatchObject({ role: 'supervisor', staffId: added.staffId });
      expect(await isPinOf(mine, added.pin, { pepper, hash: hashPin })).toBe(true);
      expect(await isPinOf(mine, '000000', { pepper, hash: hashPin })).toBe(false);
      expect(await isPinOf(mine, added.pin, { pepper: testRandom.bytes(32), hash: hashPin })).toBe(false);
    });

    test('they go to a desk that signs the request with its key: its token alone, another key and another token get none', async () => {
      const [desk, other] = [await enrol(served, 'G1'), await enrol(served, 'G2')];
      const none = { status: 401, code: 'HF-AUTH-003' };
      expect((await getStaffGrants(served.url, desk.token, desk.signer)).status).toBe(200);
      expect(await refusal(await get(served.url, '/v1/staff-grants', desk.token))).toEqual(none);
      expect(await refusal(await getStaffGrants(served.url, desk.token, other.signer))).toEqual(none);
      const signedForAnother = { sign: (text: string) => desk.signer.sign(text.replace(desk.token, other.token)) };
      expect(await refusal(await getStaffGrants(served.url, desk.token, signedForAnother))).toEqual(none);
      const signedForAnotherPath = { sign: (text: string) => desk.signer.sign(text.replace('staff-grants', 'head')) };
      expect(await refusal(await getStaffGrants(served.url, desk.token, signedForAnotherPath))).toEqual(none);
    });

    test('a name is one person in whatever case it is typed', async () => {
      await addStaff(parts(), { staff: 'Ángela', role: 'desk' });
      await expect(addStaff(parts(), { staff: 'ángela', role: 'desk' })).rejects.toMatchObject({ code: 'HF-AUTH-004' });
      await disableStaff(parts(), 'ÁNGELA');
      expect((await listStaff(parts())).find(({ staff }) => staff === 'Ángela')?.role).toBeNull();
      await expect(disableStaff(parts(), 'angela')).rejects.toMatchObject({ code: 'HF-AUTH-005' });
    });
  });

  describe('the feed and the snapshot', () => {
    test('a manifest names chunks by their content; only those without personal data may be kept by others', async () => {
      const desk = await enrol(served, 'S1');
      const response = await get(served.url, '/v1/snapshot', desk.token);
      expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'private, no-store']);
      const { parts } = SnapshotManifestSchema.parse(await response.json());
      const chunkOf = async (kind: string, scope: string) => {
        const chunk = required(parts.find((part) => part.kind === kind && part.scope === scope)?.chunks[0], () => kind);
        const got = await get(
          served.url,
          `/v1/snapshot/chunks/${chunk.hash}?kind=${kind}&scope=${scope}&after=`,
          desk.token,
        );
        const text = zstdDecompressSync(Buffer.from(await got.arrayBuffer())).toString();
        expect(createHash('sha256').update(text).digest('hex')).toBe(chunk.hash);
        expect([...chunkRows(text)]).toHaveLength(chunk.rows);
        return got.headers.get('cache-control');
      };
      expect(await chunkOf('item', 'all')).toBe('public, max-age=86400, immutable');
      expect(await chunkOf('patron', 'system:main')).toBe('private, no-store');
    });

    test('a chunk that is none, of another system, or without a token is refused', async () => {
      const desk = await enrol(served, 'S2');
      const ask = (query: string, token: string | undefined = desk.token) =>
        get(served.url, `/v1/snapshot/chunks/${'a'.repeat(64)}?${query}`, token);
      expect(await refusal(await ask('kind=item&scope=all&after='))).toEqual({ status: 410, code: 'HF-SERVER-015' });
      for (const query of ['kind=patron&scope=system:east&after=', 'kind=nothing&scope=all&after='])
        expect(await refusal(await ask(query))).toEqual({ status: 404, code: 'HF-SERVER-016' });
      expect(await refusal(await ask('kind=item'))).toEqual({ status: 400, code: 'HF-SERVER-008' });
      expect(await refusal(await ask('kind=item&scope=all&after=', 'made-up'))).toMatchObject({ status: 401 });
    });

    test('acts of one desk arrive at another, again and again', async () => {
      const [a, b] = [await enrol(served, 'L1'), await enrol(served, 'L2')];
      const { head } = (await (await get(served.url, '/v1/head')).json()) as { head: number };
      const feed = await openFeed(served.url, b.token, { epoch: b.grant.epoch, after: head });
      await feed.until((line) => line.type === 'upToDate');
      for (let round = 0; round < 10; round += 1) {
        const id = a.checkout('X3', 'P3', { at: clock.now() });
        await a.push(a.request(round));
        await feed.until((line) => line.type === 'put' && line.kind === 'event' && line.key === id);
      }
      feed.close();
    });

    test('a reader that reads nothing holds up neither desks nor other readers', async () => {
      const [slow, a, b] = [await enrol(served, 'W1'), await enrol(served, 'W2'), await enrol(served, 'W3')];
      const stuck = new AbortController();
      // Asks for everything and never reads it.
      const unread = await get(
        served.url,
        `/v1/feed?epoch=${slow.grant.epoch}&after=0&live=1`,
        slow.token,
        stuck.signal,
      );
      const feed = await openFeed(served.url, b.token, { epoch: b.grant.epoch, after: 0 });
      await feed.until((line) => line.type === 'upToDate');
      const id = a.checkout('X2', 'P2', { at: clock.now() });
      await a.push(a.request());
      await feed.until((line) => line.type === 'put' && line.kind === 'event' && line.key === id);
      expect(unread.status).toBe(200);
      stuck.abort();
      feed.close();
    });
  });

  describe('the log', () => {
    test('has routes and codes, and no card, name, token or text of a person', async () => {
      const written: string[] = [];
      const logged = await startServed({ log: { level: 'debug', to: { write: (text) => void written.push(text) } } });
      const desk = await enrol(logged, 'Log');
      await logged.store.write((tx) => tx.db.updateTable('item').set({ body: '{}' }).where('id', '=', 'X1').execute());
      // The unreadable value is quoted in the text of the error.
      const broken = { body: 'Family barcode-X2' };
      await logged.store.write((tx) => tx.db.updateTable('item').set(broken).where('id', '=', 'X2').execute());
      for (const item of ['X0', 'X1', 'X2']) desk.checkout(item, 'P0', { at: clock.now() });
      await desk.push(desk.request());
      await get(logged.url, '/v1/patrons?card=card-P0', desk.token);
      await get(logged.url, '/v1/patrons?card=card-P0', 'made-up-token');
      await logged.end();
      const text = written.join('');
      expect(text).toContain('"route":"/v1/patrons"');
      expect(text).toContain('"code":"apply"');
      expect(text).toContain('"kind":"SyntaxError"');
      for (const secret of ['card-P0', 'Family', 'barcode-X', 'made-up-token', desk.token, desk.envelope(0).salt ?? ''])
        expect(text).not.toContain(secret);
    });
  });

  describe('the OpenAPI document', () => {
    test('names every route that answers, and nothing that does not', async () => {
      const document = (await (await get(served.url, '/v1/openapi.json')).json()) as {
        paths: Record<string, Record<string, { operationId: string }>>;
      };
      expect(document).toEqual(JSON.parse(JSON.stringify(openApiDocument())));
      const named = Object.entries(document.paths).flatMap(([path, methods]) =>
        Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
      );
      expect(named.toSorted()).toEqual(
        Object.values(ROUTES)
          .map((route) => `${route.method} ${route.path.replace(/:(\w+)/, '{$1}')}`)
          .toSorted(),
      );
      for (const route of Object.values(ROUTES)) {
        const response = await fetch(`${served.url}${route.path}`, { method: route.method });
        expect([route.path, response.status === 404]).toEqual([route.path, false]);
        if ('access' in route && route.access !== 'anyone')
          expect(await refusal(response)).toMatchObject({
            code: route.access === 'reader' ? 'HF-AUTH-060' : 'HF-AUTH-001',
          });
      }
    });

    test('answers are what it says', async () => {
      const desk = await enrol(served, 'O1');
      desk.checkout('X1', 'P1', { at: clock.now() });
      const answers = {
        head: await (await get(served.url, '/v1/head')).json(),
        health: await (await get(served.url, '/health')).json(),
        commands: await desk.push(desk.request()),
        patrons: await (await get(served.url, '/v1/patrons?card=card-P0', desk.token)).json(),
        staffGrants: await (await getStaffGrants(served.url, desk.token, desk.signer)).json(),
      } as const;
      for (const [name, answer] of Object.entries(answers)) {
        const { schema } = ROUTES[name as keyof typeof answers].answer;
        expect(schema.safeParse(answer).error).toBeUndefined();
      }
    });
  });
});
