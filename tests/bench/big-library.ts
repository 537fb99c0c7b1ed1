// A library of millions of rows in a folder, ready to be served: the demo library, with its titles, items and patrons over and over.

import { systemKeyStore } from '../../db/keys/system-key-store.ts';
import { systemClock } from '../../electron/core/system-clock.ts';
import { systemRandom } from '../../electron/core/system-random.ts';
import { createEnrolCode } from '../../server/desks/enrol-codes.ts';
import { MAIN } from '../../server/demo/demo-places.ts';
import { DEMO_DEFAULTS } from '../../server/demo/generate-demo-library.ts';
import { loadDemoLibrary } from '../../server/demo/load-demo-library.ts';
import { addStaff } from '../../server/staff/staff-directory.ts';
import { openStore } from '../../server/store/open-store.ts';
import { STATE_TABLES } from '../../server/store/state-tables.ts';
import { readAllRows } from '../../server/store/read-rows.ts';
import type { Store } from '../../server/store/store.ts';
import { required } from '../../shared/core/assert.ts';
import { itemId, patronId, titleId } from '../../shared/core/ids.ts';
import { SCOPE_ALL, systemScope } from '../../shared/wire/scope.ts';
import type { Row, RowKind } from '../../shared/wire/rows.ts';

export type BigLibrary = { readonly code: string; readonly staff: string; readonly pin: string };

export type LibrarySize = { readonly titles: number; readonly items: number; readonly patrons: number };

const perTransaction = 20_000;

/** Barcode of the nth item. */
export function itemBarcode(n: number): string {
  return `4${String(n).padStart(9, '0')}`;
}

/** Card of the nth patron. */
export function patronCard(n: number): string {
  return `5${String(n).padStart(9, '0')}`;
}

/** Makes one of such a size; a million rows take a minute. */
export async function makeBigLibrary(data: string, size: LibrarySize): Promise<BigLibrary> {
  const clock = systemClock(0);
  const store = await openStore({
    place: { kind: 'embedded', data },
    clock,
    random: systemRandom,
    keyStore: systemKeyStore(data),
  });
  try {
    await loadDemoLibrary({ store, clock }, { ...DEMO_DEFAULTS, items: 200, patrons: 50, now: clock.now() });
    await multiply(store, size);
    const staff = 'bench';
    const pin = '424242';
    await addStaff({ store, clock, random: systemRandom }, { staff, role: 'supervisor', pin });
    // Where most copies belong and the rules lend them: elsewhere every checkout would be refused, and nothing recorded.
    const { code } = await createEnrolCode({ store, clock, random: systemRandom }, { branch: MAIN });
    return { code, staff, pin };
  } finally {
    await store.close();
  }
}

async function multiply(store: Store, { titles, items, patrons }: LibrarySize): Promise<void> {
  const [title, item, patron, branches] = await store.read(async (tx) => [
    await readAllRows(tx, 'title'),
    await readAllRows(tx, 'item'),
    await readAllRows(tx, 'patron'),
    await readAllRows(tx, 'branch'),
  ]);
  const systems = new Map(branches.map(({ id, system }) => [id, system]));
  const take = <T>(rows: readonly T[], n: number): T => required(rows[n % rows.length], () => 'no rows');
  const all = () => SCOPE_ALL;
  const makeTitle = (n: number) => ({ ...take(title, n), id: titleId(`bench-title-${n}`), source: null });
  await putMany(store, 'title', { count: titles, make: makeTitle, scopeOf: all });
  const makeItem = (n: number): Row<'item'> => ({
    ...take(item, n),
    id: itemId(`bench-item-${n}`),
    barcode: itemBarcode(n),
    titleId: titleId(`bench-title-${n % titles}`),
    source: null,
    state: { status: 'available', branch: take(item, n).home, to: null, hold: null, loan: null },
  });
  await putMany(store, 'item', { count: items, make: makeItem, scopeOf: all });
  await putMany(store, 'patron', {
    count: patrons,
    make: (n) => ({
      ...take(patron, n),
      id: patronId(`bench-patron-${n}`),
      cards: [{ number: patronCard(n), active: true, primary: true }],
      source: null,
    }),
    scopeOf: (row) => {
      const system = systems.get(row.home) ?? null;
      return system === null ? SCOPE_ALL : systemScope(system);
    },
  });
}

type Many<K extends RowKind> = {
  readonly count: number;
  readonly make: (n: number) => Row<K>;
  readonly scopeOf: (row: Row<K>) => string;
};

/** Written as a load of its own, without a look at existing rows. */
async function putMany<K extends RowKind>(store: Store, kind: K, { count, make, scopeOf }: Many<K>): Promise<void> {
  const { table, key, columns } = STATE_TABLES[kind];
  for (let from = 0; from < count; from += perTransaction) {
    const rows = Array.from({ length: Math.min(perTransaction, count - from) }, (_, n) => make(from + n));
    await store.write(async (tx) => {
      const position = await tx.nextPosition();
      await tx.upsert(
        table,
        rows.map((row) => ({ id: key(row), body: JSON.stringify(row), version: 1, ...columns(row) })),
      );
      await tx.upsert(
        'feed_row',
        rows.map((row) => ({ kind, key: key(row), scope: scopeOf(row), position, deleted: 0 })),
      );
    });
  }
}
