// Any demo library: the same from the same seed, every reference resolves, every row fits its schema, and it lies around its own now.

import fc from 'fast-check';
import {
  generateDemoLibrary,
  type DemoBatch,
  type DemoOptions,
} from '../../../../server/demo/generate-demo-library.ts';
import { foldAll, type ItemInput } from '../../../../shared/circ/fold/fold-all.ts';
import { isEan13Valid, isLuhnValid } from '../../../../shared/core/check-digits.ts';
import { ROWS } from '../../../../shared/wire/rows.ts';
import { ActSchema, type ActOf, type HoldAct, type ItemAct } from '../../../../shared/circ/acts.ts';

const options: fc.Arbitrary<DemoOptions> = fc.record({
  seed: fc.integer(),
  patrons: fc.integer({ min: 1, max: 200 }),
  items: fc.integer({ min: 1, max: 900 }),
  now: fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2045, 0, 1) }),
  zone: fc.constantFrom('America/Los_Angeles', 'America/New_York', 'Europe/Madrid', 'Asia/Kolkata', 'Pacific/Auckland'),
});

type Rows<K extends DemoBatch['kind']> = Extract<DemoBatch, { kind: K }>['rows'][number][];
type Library = { readonly [K in DemoBatch['kind']]: Rows<K> };

function make(given: DemoOptions): Library {
  const library: Library = {
    library: [],
    branch: [],
    location: [],
    logEntry: [],
    ruleSet: [],
    policy: [],
    patron: [],
    title: [],
    item: [],
    act: [],
  };
  for (const batch of generateDemoLibrary(given)) parseRows(library[batch.kind]).push(...batch.rows);
  return library;
}

function parseRows(rows: readonly unknown[]): unknown[] {
  return rows as unknown[];
}

describe('a demo library', () => {
  test('is the same from the same seed, and another from another', () => {
    fc.assert(
      fc.property(options, (given) => {
        expect(make(given)).toEqual(make(given));
        const other = make({ ...given, seed: given.seed + 1 });
        expect(other.title.map(({ title }) => title)).not.toEqual(make(given).title.map(({ title }) => title));
      }),
      { numRuns: 5 },
    );
  }, 60_000);

  test('fits its schemas', () => {
    fc.assert(
      fc.property(options, (given) => {
        const library = make(given);
        for (const kind of ['library', 'branch', 'location', 'ruleSet', 'policy', 'patron', 'title', 'item'] as const) {
          for (const row of library[kind]) expect(ROWS[kind].safeParse(row)).toEqual({ success: true, data: row });
        }
        for (const act of library.act) expect(ActSchema.safeParse(act).success).toBe(true);
      }),
      { numRuns: 8 },
    );
  }, 60_000);

  test('names only what is there', () => {
    fc.assert(
      fc.property(options, (given) => {
        const library = make(given);
        const [rules] = library.ruleSet;
        const ids = (rows: readonly { readonly id: string }[]) => new Set(rows.map(({ id }) => id));
        const [branches, locations, titles] = [ids(library.branch), ids(library.location), ids(library.title)];
        const [patrons, items, groups] = [ids(library.patron), ids(library.item), ids(rules?.groups ?? [])];
        const hashes = new Set(library.policy.map(({ hash }) => String(hash)));
        for (const patron of library.patron)
          expect([groups.has(patron.group), branches.has(patron.home)]).toEqual([true, true]);
        for (const item of library.item) {
          expect([titles.has(item.titleId), branches.has(item.home), locations.has(item.location ?? '')]).toEqual([
            true,
            true,
            true,
          ]);
        }
        for (const act of library.act) {
          expect(patrons.has(act.patronId)).toBe(true);
          if (act.kind === 'openLoan')
            expect([items.has(act.itemId), hashes.has(act.policyHash)]).toEqual([true, true]);
          else expect([titles.has(act.titleId), branches.has(act.pickup)]).toEqual([true, true]);
        }
        const named = (rules?.rules ?? []).flatMap(({ criteria }) =>
          criteria.location !== undefined && 'in' in criteria.location ? criteria.location.in : [],
        );
        expect(named.every((id) => locations.has(id))).toBe(true);
      }),
      { numRuns: 10 },
    );
  }, 60_000);

  test('has codes that are valid and given once', () => {
    fc.assert(
      fc.property(options, (given) => {
        const library = make(given);
        const barcodes = library.item.map(({ barcode }) => barcode);
        const cards = library.patron.flatMap((patron) => patron.cards.map(({ number }) => number));
        expect(new Set(barcodes).size).toBe(barcodes.length);
        expect(new Set(cards).size).toBe(cards.length);
        expect([...barcodes, ...cards.filter((card) => card.length === 14)].every(isLuhnValid)).toBe(true);
        expect(library.title.flatMap(({ isbns }) => isbns).every(isEan13Valid)).toBe(true);
      }),
      { numRuns: 10 },
    );
  }, 60_000);

  test('is current: loans began before now, most are not late, and cards of the many have not expired', () => {
    fc.assert(
      fc.property(options, (given) => {
        const { act, patron } = make({ ...given, items: 900, patrons: 200 });
        const loans = act.filter((one): one is ActOf<'openLoan'> => one.kind === 'openLoan');
        expect(act.every(({ at }) => at <= given.now)).toBe(true);
        expect(
          loans.every(
            ({ at, dueAt, lostAt }) => at < dueAt && (lostAt === null || (lostAt > dueAt && lostAt <= given.now)),
          ),
        ).toBe(true);
        expect(loans.filter(({ dueAt }) => dueAt < given.now).length).toBeLessThan(loans.length / 2);
        expect(patron.filter(({ expiresAt }) => (expiresAt ?? 0) < given.now).length).toBeLessThan(patron.length / 6);
      }),
      { numRuns: 10 },
    );
  }, 60_000);

  test('folds without a single disagreement, and its bills are real', () => {
    fc.assert(
      fc.property(options, (given) => {
        const library = make(given);
        const folded = foldAll({
          items: library.item.map((item): ItemInput => ({
            ...item,
            itemId: item.id,
            acts: library.act.filter(
              (act): act is ItemAct & ActOf<'openLoan'> => act.kind === 'openLoan' && act.itemId === item.id,
            ),
          })),
          holdActs: Map.groupBy(
            library.act.filter((act): act is HoldAct & ActOf<'openHold'> => act.kind === 'openHold'),
            ({ titleId }) => titleId,
          ),
          moneyActs: [],
          policies: new Map(library.policy.map(({ hash, policy }) => [hash, policy])),
          timesOf: () => null,
        });
        expect(folded.exceptions).toEqual([]);
        expect(folded.fees.length).toBeGreaterThanOrEqual(1);
        for (const fee of folded.fees) expect([fee.kind, fee.outstandingMinor > 5_000]).toEqual(['lost', true]);
        for (const { id, state } of library.item) {
          const now = folded.items.get(id)?.state;
          if (now?.loan === null) expect(now).toEqual(state);
        }
        const held = folded.holds.filter(({ state }) => state === 'captured');
        expect(held.length).toBeGreaterThanOrEqual(1);
      }),
      { numRuns: 6 },
    );
  }, 60_000);
});
