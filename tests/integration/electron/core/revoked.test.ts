// A desk that the library revokes locks at its next contact, hands in its acts once, and keeps no patron data. [I17] [I19]

import { readdirSync } from 'node:fs';
import { revokeDesk } from '../../../../server/desks/desk-list.ts';
import { writeSetting } from '../../../../db/ledger/desk-state.ts';
import { ledgerPath } from '../../../../db/ledger/open-ledger.ts';
import { verifyLedger } from '../../../../db/ledger/verify-ledger.ts';
import { readAllRows } from '../../../../server/store/read-rows.ts';
import { plainBytes } from '../../../unit/db/support/plain-bytes.ts';
import { ledgerReceipts } from './support/both-ends.ts';
import { PINS, freshDesk, sharedWorld } from './support/desk-world.ts';
import { until } from './support/until.ts';

const world = sharedWorld({ items: 30, patrons: 5 });
const desk = freshDesk(world);

const revoke = () => revokeDesk(world().parts, desk.now.core.desk.identity.deskId);
const lend = (item: number) => desk.now.ask('circ.checkout', { patron: 'card-P0', item: `barcode-X${item}` });
const locked = () => until('no one is signed in', async () => (await desk.now.ask('session.current', {})) === null);
const args = () =>
  desk.now.core.files.ledger
    .all<{ args: string | null }>('SELECT args FROM envelope ORDER BY n')
    .map((row) => row.args);
const copies = () => readdirSync(desk.now.place.data).filter((name) => name.startsWith('replica-'));

/** A copy is encrypted: only its absence can be seen. The ledger is looked at through its own key. */
async function expectWiped(acts: number): Promise<void> {
  await until('what it did is wiped', () => args().every((one) => one === null));
  expect(args()).toHaveLength(acts);
  expect(copies()).toEqual([]);
  expect(readdirSync(desk.now.place.data)).not.toContain('snapshot-chunks');
  const { ledger, signer } = desk.now.core.files;
  expect(verifyLedger(ledger, signer.publicKey)).toMatchObject({ envelopes: acts, purged: acts, problems: [] });
}

test('online, with nothing waiting: it locks by itself while the feed is open, and says so at the next sign-in', async () => {
  await lend(0);
  await desk.now.settled();
  await revoke();
  await locked();
  expect((await desk.now.ask('sync.status', {})).problem).toBe('HF-AUTH-002');
  expect(await desk.now.call('session.signIn', { staff: 'desk', pin: PINS.desk })).toMatchObject({
    ok: false,
    error: { code: 'HF-AUTH-002', message: 'this desk was revoked; ask the administrator; what it recorded is kept' },
  });
  expect(await desk.now.refusal('circ.checkin', { item: 'barcode-X0' })).toMatch(/^HF-(AUTH-021|CIRC-001)$/);
  expect(await desk.now.refusal('patron.view', { card: 'card-P0' })).toBe('HF-CIRC-001');
  await expectWiped(1);
});

test('after an outage: what waited is taken once, held, and then wiped here; a start finds it locked', async () => {
  world().line.cut();
  for (const item of [1, 2, 3]) await lend(item);
  await revoke();
  world().line.mend();
  await desk.now.ask('sync.now', {});
  await locked();
  await expectWiped(3);
  const outcomes = Object.values(ledgerReceipts(desk.now)).map((text) => JSON.parse(text) as { outcome: string });
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(['held', 'held', 'held']);
  const held = await world().served.store.read((tx) =>
    tx.db.selectFrom('envelope').select(['args']).where('desk_id', '=', desk.now.core.desk.identity.deskId).execute(),
  );
  expect(held.every((row) => row.args !== null)).toBe(true);
  const exceptions = await world().served.store.read((tx) => readAllRows(tx, 'exception'));
  // Nothing waits here any more, although no copy is left that holds it.
  expect(await desk.now.ask('sync.status', {})).toMatchObject({ pending: 0, oldestPendingAt: null });
  expect(exceptions.filter(({ code, state }) => code === 'acts-held' && state === 'open')).not.toEqual([]);

  await desk.restart();
  expect(await desk.now.ask('session.current', {})).toBeNull();
  expect((await desk.now.ask('sync.status', {})).problem).toBe('HF-AUTH-002');
  expect(await desk.now.refusal('session.signIn', { staff: 'desk', pin: PINS.desk })).toBe('HF-AUTH-002');
  expect(copies()).toEqual([]);
});

test('a core that ended in the middle of it goes on with it at its next start', async () => {
  await lend(25);
  await desk.now.settled();
  // The first thing that is written: everything else comes after it.
  writeSetting(desk.now.core.files.ledger, 'revokedAt', world().clock.now());
  world().line.cut();
  await desk.restart();
  await expectWiped(1);
  expect(await desk.now.ask('session.current', {})).toBeNull();
  expect((await desk.now.ask('sync.status', {})).problem).toBe('HF-AUTH-002');
});

test('no byte of a card stays in the ledger, in its free pages or its log [I19]', async () => {
  const bytes = () => plainBytes(ledgerPath(desk.now.place.data), desk.now.core.files.secrets.ledgerKey);
  for (let item = 4; item < 24; item += 1) await lend(item);
  await desk.now.settled();
  expect(bytes().bytes.includes('card-P0')).toBe(true);
  await revoke();
  await locked();
  await expectWiped(20);
  const { bytes: left, loggedPages } = bytes();
  expect(left.includes('card-P0')).toBe(false);
  // The log was emptied by the wipe; the sign-out and the like have come since.
  expect(loggedPages).toBeLessThan(20);
});
