// Practice has every kind that a library has, and no other data of it.

import { branchId, libraryId, locationId } from '../../../../shared/core/ids.ts';
import { isLuhnValid } from '../../../../shared/core/check-digits.ts';
import { ItemSchema } from '../../../../shared/circ/model/item.ts';
import { PatronSchema } from '../../../../shared/circ/model/patron.ts';
import type { PracticeLibrary } from '../../../../shared/wire/practice-library.ts';
import { practiceRows } from '../../../../server/demo/practice-rows.ts';
import { testRules } from '../../../contract/server/support/test-library.ts';
import { practiceKind as kind } from '../../../support/practice-kind.ts';

const NOW = Date.UTC(2026, 9, 6, 17);
const MAIN = branchId('main');
const EAST = branchId('east');

const from: PracticeLibrary = {
  library: { id: libraryId('real'), name: 'Real Library', zone: 'America/New_York', currency: 'USD' },
  branches: [MAIN, EAST].map((id) => ({ id, name: id, parent: null, kind: 'system', system: id, zone: 'UTC' })),
  locations: [{ id: locationId('cage'), name: 'Cage', branch: MAIN, circulates: false, holdable: false }],
  rules: testRules(),
  patronKinds: ['youth', 'adult'].map((group) => ({ group, groupName: group, home: EAST })),
  itemKinds: [
    kind('far', { home: EAST }),
    kind('atlas', { reference: true }),
    kind('caged', { location: locationId('cage') }),
    kind('laptop'),
    kind('dvd-7-day'),
  ],
  desk: { branch: MAIN, name: 'Front' },
};

describe('the rows of practice', () => {
  const rows = practiceRows(from, NOW);

  test('are of a library of its own, that otherwise is as the real one', () => {
    expect(rows.library).toEqual({ ...from.library, id: 'practice' });
  });

  test('hold several patrons of each kind, some of whom are stopped, and all are whole', () => {
    const groups = Map.groupBy(rows.patrons, ({ group }) => group);
    expect([...groups.keys()].toSorted()).toEqual(['adult', 'youth']);
    for (const [, members] of groups) expect(members.length).toBeGreaterThanOrEqual(15);
    for (const patron of rows.patrons) expect(PatronSchema.parse(patron)).toEqual(patron);
    expect(rows.patrons.filter(({ barred }) => barred)).toHaveLength(1);
    expect(rows.patrons.filter(({ blocks }) => blocks.length > 0)).toHaveLength(1);
    expect(rows.patrons.filter(({ expiresAt }) => expiresAt !== null && expiresAt < NOW)).toHaveLength(1);
    expect(new Set(rows.patrons.map(({ id }) => id)).size).toBe(rows.patrons.length);
  });

  test('offer cards that nothing stops and things that are lent, what the desk itself has first', () => {
    const stopped = rows.patrons.filter((one) => one.barred || one.blocks.length > 0 || (one.expiresAt ?? NOW) < NOW);
    const cards = new Set(stopped.flatMap((patron) => patron.cards.map(({ number }) => number)));
    expect(rows.cards.filter((card) => cards.has(card))).toEqual([]);
    const offered = rows.barcodes.map((barcode) => rows.items.find((item) => item.barcode === barcode)?.kind);
    expect(new Set(offered)).toEqual(new Set(['laptop', 'dvd-7-day', 'far']));
    expect(offered.slice(0, 3)).toEqual(['laptop', 'dvd-7-day', 'far']);
    expect([...rows.cards, ...rows.barcodes].filter((code) => !isLuhnValid(code))).toEqual([]);
  });

  test('have a loan to renew on each card that is shown first, of things that are not offered', () => {
    expect(rows.loans).toHaveLength(6);
    const byCard = new Map(rows.patrons.map(({ id, cards }) => [String(id), cards[0]?.number]));
    expect(rows.loans.map((loan) => byCard.get(loan.patronId))).toEqual(rows.cards.slice(0, 6));
    const lent = new Set(rows.loans.map((loan) => String(loan.itemId)));
    const offered = rows.items.filter(({ barcode }) => rows.barcodes.includes(barcode));
    expect(offered.filter(({ id }) => lent.has(id))).toEqual([]);
    for (const { dueAt, at } of rows.loans) expect([at < NOW, dueAt > NOW]).toEqual([true, true]);
    expect(rows.policies.map(({ hash }) => hash)).toEqual([...new Set(rows.loans.map((loan) => loan.policyHash))]);
  });

  test('do not ask the rules of a large library about all of its kinds', () => {
    const many = Array.from({ length: 40 }, (_, n) => kind(`kind-${n}`));
    const asked = { rules: 0 };
    const { rules } = from;
    const counting = {
      ...from,
      itemKinds: many,
      get rules() {
        asked.rules += 1;
        return rules;
      },
    };
    expect(practiceRows(counting, NOW).loans).toHaveLength(6);
    expect(asked.rules).toBeLessThan(30);
  });

  test('hold items of each kind on their shelves, each with its title', () => {
    for (const item of rows.items) expect(ItemSchema.parse(item)).toEqual(item);
    expect(new Set(rows.items.map((item) => item.kind)).size).toBe(5);
    const titles = new Map(rows.titles.map((title) => [title.id, title]));
    expect(rows.items.filter(({ titleId }) => !titles.has(titleId))).toEqual([]);
    const laptop = rows.items.find((item) => item.kind === 'laptop');
    expect(laptop?.parts).toEqual(['Charger', 'Sleeve']);
    expect(laptop === undefined ? null : titles.get(laptop.titleId)?.title).toBe('Laptop 14');
  });

  test('are made also where the copy knows of no patron and no item yet', () => {
    const bare = practiceRows({ ...from, patronKinds: [], itemKinds: [] }, NOW);
    expect(bare.cards.length).toBeGreaterThan(10);
    expect(bare.barcodes.length).toBeGreaterThan(10);
  });
});
