// The index of facts for reports agrees with the envelopes, act by act, and reports read no envelope for it.

import { factsBetween, factsOfShift, actsOfUse } from '../../../../../db/ledger/act-facts.ts';
import type { Ledger } from '../../../../../db/ledger/open-ledger.ts';
import { actsNamingPatron, actsOfIds, actsWritingItem } from '../../../../../db/ledger/recent-acts.ts';
import { countOutsideShifts } from '../../../../../db/ledger/recorded-acts.ts';
import { newestShifts } from '../../../../../db/ledger/shifts.ts';
import { required } from '../../../../../shared/core/assert.ts';
import { contentFacts, factsOf, reportedAct, type UseOf } from '../../../../../shared/reports/reported-act.ts';
import { asUse } from '../../../../../shared/reports/use/use-kind.ts';
import { recordUse } from '../../../../../shared/acts/item/record-use.ts';
import { readAct, type Definitions } from '../../../../../shared/acts/read-act.ts';
import { sharedDesk, sharedWorld } from '../support/desk-world.ts';
import { fillVariedLibrary, WEDNESDAY } from '../support/varied-library.ts';

const world = sharedWorld({ at: WEDNESDAY, items: 20, patrons: 6, fill: fillVariedLibrary });
const desk = sharedDesk(world, 'supervisor');
const always = { from: 0, to: Number.MAX_SAFE_INTEGER };

type Stored = { readonly body: string; readonly args: string | null; readonly at: number };
const stored = (): Stored[] =>
  desk.now.core.files.ledger.all<Stored>('SELECT body, args, recorded_at AS at FROM envelope ORDER BY n');

beforeAll(async () => {
  const { now } = desk;
  await now.ask('circ.checkin', { item: 'barcode-X3' });
  await now.ask('shift.open', { startingCashMinor: 10_000 });
  const lent = await now.ask('circ.checkout', { patron: 'card-plain', item: 'barcode-kit' });
  await now.ask('circ.undo', { commandId: lent.commandId ?? '', reason: 'wrong kit' });
  await now.ask('circ.checkout', { patron: 'card-plain', item: 'barcode-kit' });
  await now.ask('circ.renew', { item: 'barcode-out' });
  await now.ask('circ.checkin', { item: 'barcode-out' });
  await now.ask('item.recordUse', { barcode: 'barcode-X2', count: 7 });
  const held = { patron: 'card-plain', item: 'barcode-held' };
  const { reasons } = await now.ask('circ.checkout', held);
  await now.ask('circ.checkout', { ...held, override: { codes: reasons.map(({ code }) => code), reason: 'urgent' } });
  await now.ask('fee.add', { patron: 'card-plain', amountMinor: 1_205, charge: 'damage', note: '' });
  const paid = await now.ask('payment.take', { patron: 'card-plain', amountMinor: 705, method: 'cash' });
  const refund = { patron: 'card-plain', amountMinor: 705, method: 'cash', paymentId: paid.commandId } as const;
  const back = await now.ask('payment.refund', { ...refund, reason: 'paid twice' });
  await now.ask('circ.undo', { commandId: back.commandId, reason: 'was right' });
}, 60_000);

/** Reports its own inputs, so that the question is compared as well. */
const asked = (): { readonly useOf: UseOf; readonly of: unknown[] } => {
  const of: unknown[] = [];
  return { of, useOf: (item, policy, patron) => (of.push([item, policy, patron]), 'general') };
};

test('acts of a shift', () => {
  const [shift] = newestShifts(desk.now.core.files.ledger, 1);
  const own = stored()
    .map((row) => ({ ...readAct(row), at: row.at }))
    .filter(({ shiftId }) => shiftId === shift?.shiftId);
  expect(own.length).toBeGreaterThan(8);
  expect(own.some(({ overrides }) => overrides.length > 0)).toBe(true);
  const facts = factsOfShift(desk.now.core.files.ledger, required(shift, () => 'no shift').shiftId);
  const [inBody, inIndex] = [asked(), asked()];
  const counted = facts.map((fact) => reportedAct(fact, inIndex.useOf));
  expect(counted).toMatchObject(own.map((act) => reportedAct(factsOf(act), inBody.useOf)));
  expect(inIndex.of).toEqual(inBody.of);
  expect(counted.filter(({ reason }) => reason !== null).map(({ reason }) => reason)).toEqual([
    'wrong kit',
    'was right',
  ]);
  expect(counted.flatMap(({ voided }) => voided ?? [])).toEqual([{ method: 'cash', amountMinor: 705 }]);
});

test('acts of use', () => {
  const own = stored()
    .map((row) => ({ ...readAct(row), at: row.at }))
    .filter((act) => asUse(contentFacts(act)) !== null);
  const facts = actsOfUse(desk.now.core.files.ledger, always);
  expect(facts).toEqual(
    own.map((act) => ({ ...factsOf(act), channel: act.channel, branch: act.branch, shiftId: act.shiftId })),
  );
});

test('an act with older versions is read off its envelope, as its newest version', () => {
  const { ledger } = desk.now.core.files;
  const { older, readLazily } = recordUse;
  const doubled: Definitions = (name) => (name === 'recordUse' ? { older: { 0: recordUse }, readLazily: twice } : null);
  const twice: typeof readLazily = (...stored) => {
    const parts = readLazily(...stored);
    return parts === null ? null : { ...parts, args: () => ({ ...(parts.args() as object), count: 14 }) };
  };
  expect(older).toEqual({});
  const [shift] = newestShifts(ledger, 1);
  const facts = factsOfShift(ledger, required(shift, () => 'no shift').shiftId, doubled);
  expect(facts.filter(({ name }) => name === 'recordUse').map(({ count }) => count)).toEqual([14]);
});

test('no envelope is read for them', () => {
  const { ledger } = desk.now.core.files;
  const plans: string[] = [];
  const explained = parseLedger({
    all: (sql: string, ...bound: never[]) => {
      const rows = ledger.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...bound);
      plans.push(rows[0]?.detail ?? '');
      return [];
    },
    get: (sql: string, ...bound: never[]) => explained.all(sql, ...bound)[0],
  });
  const [shift] = newestShifts(ledger, 1);
  factsOfShift(explained, required(shift, () => 'no shift').shiftId);
  actsOfUse(explained, always);
  countOutsideShifts(explained, 'checkout', always);
  expect(plans).toEqual([
    expect.stringContaining('SEARCH envelope USING COVERING INDEX envelope_facts'),
    expect.stringContaining('SCAN envelope USING COVERING INDEX envelope_facts'),
    expect.stringContaining('SEARCH envelope USING COVERING INDEX envelope_facts'),
  ]);
});

test('acts in no shift are counted', () => {
  expect(countOutsideShifts(desk.now.core.files.ledger, 'checkin', always)).toBe(1);
});

test('acts of a day, of a patron, and what was written in a copy, are found by an index', () => {
  const { ledger } = desk.now.core.files;
  const plans: string[] = [];
  const explained = parseLedger({
    all: (sql: string, ...bound: never[]) => {
      plans.push(...ledger.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...bound).map(({ detail }) => detail));
      return [];
    },
  });
  factsBetween(explained, always);
  actsWritingItem(explained, 'X0');
  actsNamingPatron(explained, 'P0');
  actsOfIds(explained, ['an-act']);
  const reads = plans.filter((plan) => /^(SCAN|SEARCH) (e|envelope)\b/.test(plan));
  expect(reads).toEqual([
    expect.stringContaining('SEARCH envelope USING INDEX envelope_at (recorded_at>? AND recorded_at<?)'),
    expect.stringMatching(/SEARCH e USING INDEX envelope_writes_item/),
    expect.stringMatching(/SEARCH envelope USING .*INDEX envelope_of_patron/),
    expect.stringContaining('SEARCH e USING INTEGER PRIMARY KEY'),
    expect.stringMatching(/SCAN envelope USING .*INDEX envelope_names_patrons/),
    expect.stringContaining('SEARCH e USING INTEGER PRIMARY KEY'),
    expect.stringMatching(/SEARCH e USING INDEX \S+ \(id=\?\)/),
  ]);
  const [act] = factsBetween(ledger, always);
  const { id, at } = required(act, () => 'no act');
  expect(factsBetween(ledger, { from: at, to: at + 1 }).map((one) => one.id)).toContain(id);
  expect(actsOfIds(ledger, [id, 'of-another-desk']).map(({ body }) => body.id)).toEqual([id]);
});

/** As much of a ledger as these queries use. */
function parseLedger(part: object): Ledger {
  return part as Ledger;
}
