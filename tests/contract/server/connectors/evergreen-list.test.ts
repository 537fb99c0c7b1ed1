// Evergreen's list of loans: whole, also while it changes and where the account may not see all of it.

import { MINUTE_MS } from '../../../../shared/core/instant.ts';
import { readSettings } from '../../../../server/connectors/connector-settings.ts';
import { openSystem } from '../../../../server/connectors/open-system.ts';
import { openEvergreenLibrary } from '../../../support/connectors/evergreen-gateway.ts';
import { at } from '../support/test-library.ts';

describe('the list of loans of Evergreen', () => {
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).toReversed()) await close();
  });

  const listed = async (count: number) => {
    const clock = { at: at(9) };
    const barcodes = Array.from({ length: count }, (_, n) => `barcode-Y${n}`);
    const library = await openEvergreenLibrary({ cards: ['card-P1'], barcodes, now: () => clock.at });
    closing.push(library.close);
    const of = { url: library.url, user: 'holdfast', passwordEnv: 'SECRET', workstation: 'main-holdfast' };
    const place = { zone: 'UTC', currency: 'USD' };
    const parts = { secretOf: () => 'a b+c&d', now: () => clock.at };
    const list = openSystem({ settings: readSettings('evergreen', of) }, place, parts).loanList;
    const since = async (when: number) => (await list?.since(when)) ?? { loans: [], unread: 0 };
    return { clock, library, barcodes, since };
  };

  test('is read page by page, also where hundreds were made in one moment', async () => {
    const { clock, library, barcodes, since } = await listed(650);
    barcodes.forEach((barcode, n) => {
      // Six hundred at ten, then one a minute.
      clock.at = at(10) + Math.max(0, n - 600) * MINUTE_MS;
      library.lend(barcode, 'card-P1');
    });
    clock.at = at(11);
    for (const barcode of barcodes.slice(0, 250)) library.takeBack(barcode);
    const { loans, unread } = await since(at(9, 30));
    expect(unread).toBe(0);
    expect(new Set(loans.map(({ id }) => id)).size).toBe(650);
    expect(loans).toHaveLength(650);
    expect(loans.filter(({ inAt }) => inAt === at(11))).toHaveLength(250);
    expect((await since(at(11))).loans).toHaveLength(250);
    const before = library.calls.length;
    expect((await since(at(12))).loans).toEqual([]);
    expect(library.calls.length - before).toBe(2);
  });

  test('is whole where the account may not see most of it', async () => {
    const { clock, library, barcodes, since } = await listed(500);
    for (const barcode of barcodes) {
      clock.at += 1_000;
      library.lend(barcode, 'card-P1');
    }
    for (const { id } of library.rows.circ.slice(0, 450)) library.hides.add(id);
    const { loans, unread } = await since(at(9));
    expect(loans.map(({ id }) => Number(id)).toSorted((a, b) => a - b)).toEqual(
      library.rows.circ.slice(450).map(({ id }) => id),
    );
    expect(unread).toBe(0);
  });

  test('passes over none that come while it is read', async () => {
    const { clock, library, barcodes, since } = await listed(900);
    for (const barcode of barcodes.slice(0, 450)) {
      clock.at += 1_000;
      library.lend(barcode, 'card-P1');
    }
    let next = 450;
    library.instead = (method) => {
      // One is lent, and one of those that were read comes back, while it is read slowly.
      if (method !== 'open-ils.pcrud.search.circ.atomic') return null;
      clock.at += 3 * MINUTE_MS;
      library.lend(barcodes[next] ?? '', 'card-P1');
      library.takeBack(barcodes[next - 450] ?? '');
      next += 1;
      return null;
    };
    const first = (await since(at(9))).loans;
    expect(next).toBeGreaterThan(452);
    const upTo = Math.max(...first.map(({ changedAt }) => changedAt));
    const second = (await since(upTo - 2 * MINUTE_MS)).loans;
    library.instead = () => null;
    const third = (await since(Math.max(upTo, ...second.map(({ changedAt }) => changedAt)) - 2 * MINUTE_MS)).loans;
    const seen = new Map([...first, ...second, ...third].map(({ id, inAt }) => [Number(id), inAt]));
    expect(library.rows.circ.filter(({ id }) => !seen.has(Number(id)))).toEqual([]);
    expect([...seen.values()].filter((inAt) => inAt !== null)).toHaveLength(next - 450);
  });

  test('is one loan for a chain of renewals, however much of it changed', async () => {
    const { clock, library, since } = await listed(3);
    library.lend('barcode-Y0', 'card-P1');
    library.lend('barcode-Y1', 'card-P1');
    for (const hour of [10, 11, 12]) {
      clock.at = at(hour);
      library.renew('barcode-Y0');
    }
    const id = (await since(at(9))).loans.find(({ renewals }) => renewals === 3)?.id;
    for (const when of [at(9), at(10), at(11), at(12)])
      expect((await since(when)).loans.filter((loan) => loan.id === id)).toMatchObject([
        { outAt: at(9), renewals: 3, renewedAt: at(12), inAt: null, changedAt: at(12) },
      ]);
    clock.at = at(13);
    library.takeBack('barcode-Y0');
    expect((await since(at(13))).loans).toMatchObject([{ id, outAt: at(9), renewals: 3, inAt: at(13) }]);
  });
});
