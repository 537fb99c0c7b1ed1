// The ready line's suggestions for scans: cards that may borrow, items that are in, staff for every role.

import { DEMO_STAFF, showcaseCards, showcaseItems, showcaseStops } from '../../../../server/demo/demo-showcase.ts';
import { DEMO_DEFAULTS, generateDemoLibrary } from '../../../../server/demo/generate-demo-library.ts';
import { ROLE_RIGHTS, RoleSchema } from '../../../../shared/circ/rights.ts';
import type { Row } from '../../../../shared/wire/rows.ts';

const now = Date.UTC(2026, 9, 14, 20);

/** Rows that an item or card of the showcase leads to. */
function makeLibrary(size: { patrons: number; items: number }) {
  const batches = [...generateDemoLibrary({ ...DEMO_DEFAULTS, ...size, now })];
  const people = batches.flatMap((batch) => (batch.kind === 'patron' ? batch.rows : []));
  const copies = batches.flatMap((batch) => (batch.kind === 'item' ? batch.rows : []));
  const loans = batches.flatMap((batch) =>
    batch.kind === 'act' ? batch.rows.filter((act) => act.kind === 'openLoan') : [],
  );
  return {
    items: new Map(copies.map((row): [string, Row<'item'>] => [row.barcode, row])),
    patrons: new Map(people.flatMap((row) => row.cards.map(({ number }): [string, Row<'patron'>] => [number, row]))),
    lent: new Set<string>(loans.map((act) => act.itemId)),
    lentTo: new Set<string>(loans.map((act) => act.patronId)),
  };
}

describe('the showcase', () => {
  test.each([
    [600, 10_000],
    [40, 180],
  ])('of %i patrons and %i items: cards may borrow and items are in', (patrons, items) => {
    const library = makeLibrary({ patrons, items });
    const cards = showcaseCards();
    expect(cards.length).toBeGreaterThanOrEqual(20);
    for (const { code } of cards) {
      const patron = library.patrons.get(code);
      expect(patron).toMatchObject({ active: true, barred: false, blocks: [] });
      expect(patron?.expiresAt ?? 0).toBeGreaterThan(now);
      if (patrons > 40) expect(library.lentTo.has(patron?.id ?? '')).toBe(false);
    }
    const shown = showcaseItems({ patrons, items });
    expect(shown.length).toBeGreaterThanOrEqual(20);
    expect(new Set(shown.map(({ code }) => code)).size).toBe(shown.length);
    for (const { code } of shown) {
      const item = library.items.get(code);
      expect(item?.state.status).toBe('available');
      expect(library.lent.has(item?.id ?? '')).toBe(false);
    }
  });

  test('shows a laptop, a camera kit with parts, a course reading and plain books among the first', () => {
    const library = makeLibrary(DEMO_DEFAULTS);
    const first = showcaseItems(DEMO_DEFAULTS)
      .slice(0, 4)
      .map(({ code }) => library.items.get(code));
    expect(first.map((item) => item?.kind)).toEqual(['book', 'laptop', 'book', 'camera']);
    expect(first[1]).toMatchObject({ serial: true, parts: ['Charger', 'Sleeve'] });
    expect(first[2]?.location).toMatch(/readings$/);
    expect(first[3]?.parts).toHaveLength(7);
  });

  test('knows cards that stop at something', () => {
    const library = makeLibrary(DEMO_DEFAULTS);
    const [expired, blocked, billed, atLimit] = showcaseStops().map(({ code }) => library.patrons.get(code));
    expect(expired?.expiresAt ?? now).toBeLessThan(now);
    expect(blocked?.blocks[0]?.blocks).toContain('CIRC');
    expect(library.lentTo.has(billed?.id ?? '')).toBe(true);
    expect(atLimit?.group).toBe('community');
  });

  test('has staff for every role, with six digits for roles that may override', () => {
    expect(DEMO_STAFF.map(({ role }) => role)).toEqual(RoleSchema.options);
    expect(new Set(DEMO_STAFF.map(({ staff }) => staff)).size).toBe(DEMO_STAFF.length);
    for (const { role, pin } of DEMO_STAFF)
      expect(pin).toMatch(ROLE_RIGHTS[role].includes('override-item') ? /^\d{6}$/ : /^\d{4}$/);
  });
});
