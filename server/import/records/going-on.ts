// Loans, holds and fees between their reading and their acts: they name patrons and copies by id, or by a card or barcode, and are held until
// both are through. Only the fields that they need are kept of patrons and copies.

import type { BranchId, HoldId } from '../../../shared/core/ids.ts';
import { codeText } from '../../../shared/core/code-text.ts';
import type { Item } from '../../../shared/circ/model/item.ts';
import type { Patron } from '../../../shared/circ/model/patron.ts';
import type { FeeRecord, Found, HoldRecord, ItemRecord, LoanRecord, PatronRecord } from './record.ts';

/** Loans, holds and fees of the export. */
export type GoingOn = {
  readonly loans: readonly Found<LoanRecord>[];
  readonly holds: readonly Found<HoldRecord>[];
  readonly fees: readonly Found<FeeRecord>[];
};

/** A copy that stands for a hold. */
export type Captured = { readonly hold: HoldId; readonly pickup: BranchId; readonly onShelf: boolean };

/** The fields of borrowers and copies that loans need. */
export type WantedPatron = Pick<Patron, 'id' | 'group' | 'home' | 'juvenile'>;
export type WantedItem = Pick<
  Item,
  'id' | 'titleId' | 'home' | 'owner' | 'kind' | 'loanType' | 'location' | 'loanGrade' | 'fineGrade' | 'priceMinor'
>;

/** The patrons and copies that loans, holds and fees name. */
export type Wanted = {
  /** Keeps the wanted fields of a patron or a copy that was taken. */
  readonly seePatron: (record: PatronRecord, patron: WantedPatron) => void;
  readonly seeItem: (record: ItemRecord, item: WantedItem) => void;
  readonly patron: (name: string) => WantedPatron | null;
  readonly item: (name: string) => WantedItem | null;
};

/**
 * Finds the patrons and copies that are named: by id, and where the source may name a card or barcode by that, too. An id goes before a code that
 * looks the same.
 */
export function wantedBy({ loans, holds, fees }: GoingOn, { byCode }: { readonly byCode: boolean }): Wanted {
  const all = [...loans, ...holds, ...fees].map(({ value }) => value);
  const patrons = namedThings<WantedPatron>(all.map(({ patron }) => patron));
  const items = namedThings<WantedItem>([
    ...loans.map(({ value }) => value.item),
    ...fees.flatMap(({ value }) => value.item ?? []),
    ...holds.flatMap(({ value }) => copiesOf(value)),
  ]);
  const codes = (numbers: readonly string[]) => (byCode ? numbers.flatMap((one) => [one, codeText(one)]) : []);
  return {
    seePatron: ({ id, patron: { cards } }, patron) =>
      patrons.see({ id, codes: codes(cards.map(({ number }) => number)) }, patron),
    seeItem: ({ id, item: { barcode } }, item) => items.see({ id, codes: codes([barcode]) }, item),
    patron: patrons.find,
    item: items.find,
  };
}

type NamedThings<T> = {
  readonly see: (names: { readonly id: string; readonly codes: readonly string[] }, thing: T) => void;
  readonly find: (name: string) => T | null;
};

function namedThings<T>(names: readonly string[]): NamedThings<T> {
  const wanted = new Set(names);
  const byId = new Map<string, T>();
  const byCode = new Map<string, T>();
  return {
    see: ({ id, codes }, thing) => {
      if (wanted.has(id)) byId.set(id, thing);
      for (const code of codes) if (wanted.has(code)) byCode.set(code, thing);
    },
    find: (name) => byId.get(name) ?? byCode.get(name) ?? null,
  };
}

function copiesOf({ target, captured }: HoldRecord): string[] {
  return [...('item' in target ? [target.item] : []), ...(captured === null ? [] : [captured.item])];
}
