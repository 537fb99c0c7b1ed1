// Badges of staff: enrolled by a scan, good for signing in at every desk with and without a line, worth nothing once lost, and written down nowhere.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { badgeHash } from '../../../../db/keys/badge-hash.ts';
import { allGrants } from '../../../../db/ledger/staff-grants.ts';
import { PINS, sharedDesk, sharedWorld, signIn } from './support/desk-world.ts';
import { until } from './support/until.ts';

const world = sharedWorld({ items: 5, patrons: 2 });
const desk = sharedDesk(world);
const other = sharedDesk(world);
const BADGE = '29406099887766';

const change = (what: Parameters<typeof ask>[0], pin: string = PINS.supervisor) =>
  desk.now.call('people.change', { what, pin });
const ask = (what: { kind: 'badge'; name: string; badge: string | null }) => what;
const scan = (where: typeof desk, badge = BADGE) => where.now.call('session.signInByBadge', { badge });
const hasDigest = (where: typeof desk) =>
  allGrants(where.now.core.files.ledger).some(
    ({ staff, badgeDigest }) => staff === 'student' && badgeDigest !== undefined,
  );

test('a scan enrols a badge, and it signs in at every desk, without a line too', async () => {
  await signIn(desk.now, 'supervisor');
  expect(await change({ kind: 'badge', name: 'student', badge: BADGE }, '000000')).toMatchObject({
    ok: false,
    error: { code: 'HF-AUTH-022' },
  });
  expect(await change({ kind: 'badge', name: 'student', badge: BADGE })).toMatchObject({ ok: true });
  const { staff } = await desk.now.ask('people.list', {});
  expect(staff.find((one) => one.staff === 'student')).toMatchObject({ hasBadge: true });
  for (const where of [desk, other]) {
    await until('the badge came', () => hasDigest(where));
    await where.now.ask('session.signOut', {});
  }
  world().line.refuse('/v1');
  for (const where of [desk, other]) {
    expect(await scan(where, ` ${BADGE}\r`.trim())).toMatchObject({
      ok: true,
      value: { staff: 'student', role: 'student' },
    });
    await where.now.ask('session.signOut', {});
  }
  world().line.mend();
});

test('each desk keeps it as a digest of its own, and the library as its hash', async () => {
  const digests = [desk, other].map((where) =>
    allGrants(where.now.core.files.ledger).flatMap((one) => one.badgeDigest ?? []),
  );
  expect(digests[0]).toHaveLength(1);
  expect(digests[1]).toHaveLength(1);
  expect(digests[0]).not.toEqual(digests[1]);
  const { library } = desk.now.core.desk.identity;
  const kept = await world().parts.store.read(({ db }) => db.selectFrom('staff').select('badge_digest').execute());
  const hashed = await desk.now.core.desk.session.badgeHash(BADGE);
  expect(kept.flatMap(({ badge_digest: one }) => one ?? [])).toEqual([hashed]);
  expect(
    await badgeHash(BADGE, { library: library.id, hash: (pin) => Promise.resolve(new TextEncoder().encode(pin)) }),
  ).not.toBe(hashed);
  expect(JSON.stringify(desk.now.logged)).not.toContain(BADGE);
  for (const name of readdirSync(world().served.data)) {
    if (!name.startsWith('central.db')) continue;
    expect(readFileSync(join(world().served.data, name)).includes(BADGE)).toBe(false);
  }
});

test('another person cannot be given the same badge', async () => {
  await signIn(desk.now, 'supervisor');
  expect(await change({ kind: 'badge', name: 'desk', badge: BADGE })).toMatchObject({
    ok: false,
    error: { code: 'HF-AUTH-034' },
  });
});

test('one that was lost signs no one in; what is scanned again and again is locked for a while, and a PIN is not', async () => {
  await signIn(desk.now, 'supervisor');
  expect(await change({ kind: 'badge', name: 'student', badge: null })).toMatchObject({ ok: true });
  await until('the badge went', () => !hasDigest(other));
  await other.now.ask('session.signOut', {});
  expect(await scan(other)).toMatchObject({ ok: false, error: { code: 'HF-AUTH-033' } });
  for (const n of [1, 2, 3, 4]) await scan(other, `no-such-badge-${n}`);
  expect(await scan(other)).toMatchObject({ ok: false, error: { code: 'HF-AUTH-023' } });
  await signIn(other.now, 'desk');
});
