// Loans and holds of the export between their first reading and their acts: the facts of patrons, titles and items that they need, and rejections
// because something that they name is not taken.

import type { Branch } from '../../../shared/circ/model/branch.ts';
import type { SourcedAct } from '../write/sourced.ts';
import { noteRow, rejectRow, takeRows, type Parsed } from '../csv/table-folder.ts';
import type { EvergreenFolder } from './evergreen-folder.ts';
import type { EvergreenTableName } from './evergreen-tables.ts';
import { openingHold, openingLoan, type HoldTarget } from './opening-acts.ts';
import type { BranchTree } from './read-branches.ts';
import type { HoldRow } from './read-holds.ts';
import type { CapturedFor, ItemsSeen } from './read-items.ts';
import type { LoanRow } from './read-loans.ts';
import { evergreenHold, evergreenTitle } from './source-ids.ts';

/** A row with the library that it names: where it was lent, or where it is to be picked up. */
export type Placed<T> = Parsed<T> & { readonly branch: Branch };

/** Rows whose library is taken. */
export function placeRows<T extends { readonly unit: string }>(
  folder: EvergreenFolder,
  table: EvergreenTableName,
  rows: readonly Parsed<T>[],
  tree: BranchTree,
): Placed<T>[] {
  return rows.flatMap((row): Placed<T>[] => {
    const branch = tree.byUnit.get(row.value.unit);
    if (branch !== undefined) return [{ ...row, branch }];
    rejectRow(folder, table, row.line, `org_units.csv has no library ${row.value.unit}`);
    return [];
  });
}

/** Rows for which no reason against them is found. */
export function keepRows<T, R extends Parsed<T>>(
  folder: EvergreenFolder,
  table: EvergreenTableName,
  rows: readonly R[],
  reasonAgainst: (value: R['value']) => string | null,
): R[] {
  return rows.filter((row) => {
    const reason = reasonAgainst(row.value);
    if (reason !== null) rejectRow(folder, table, row.line, reason);
    return reason === null;
  });
}

/** Copies that were captured for holds. */
export function capturedCopies(holds: readonly Placed<HoldRow>[]): Map<string, CapturedFor> {
  return new Map(
    holds.flatMap(({ value, branch }) => {
      if (value.captured === null) return [];
      const { item, onShelf } = value.captured;
      return [[item, { hold: evergreenHold(value.id), pickup: branch.id, onShelf }] as const];
    }),
  );
}

/** Copies that holds name, as target or as captured. */
export function namedCopies(holds: readonly Placed<HoldRow>[]): Set<string> {
  return new Set(holds.flatMap(({ value }) => [value.item ?? [], value.captured?.item ?? []].flat()));
}

/** The acts of loans whose items are taken. */
export function loanActs(
  folder: EvergreenFolder,
  loans: readonly Placed<LoanRow>[],
  known: { readonly items: ReadonlySet<string>; readonly allowedBy: (rule: string) => number | null },
): SourcedAct[] {
  const taken = keepRows(folder, 'open_circs', loans, ({ item }) =>
    known.items.has(item) ? null : `the item ${item} is not taken`,
  );
  return taken.map(({ line, value, branch }) => {
    takeRows(folder, 'open_circs');
    for (const note of value.notes) noteRow(folder, 'open_circs', line, note);
    return openingLoan(value, branch, value.durationRule === null ? null : known.allowedBy(value.durationRule));
  });
}

/** The acts of holds whose copies, where they name some, are taken. */
export function holdActs(folder: EvergreenFolder, holds: readonly Placed<HoldRow>[], seen: ItemsSeen): SourcedAct[] {
  const taken = keepRows(folder, 'holds', holds, ({ item }) =>
    item === null || seen.named.has(item) ? null : `the item ${item} is not taken`,
  );
  return taken.map(({ line, value, branch }) => {
    takeRows(folder, 'holds');
    for (const note of value.notes) noteRow(folder, 'holds', line, note);
    if (value.captured !== null && !seen.named.has(value.captured.item)) {
      noteRow(
        folder,
        'holds',
        line,
        `the item ${value.captured.item} that stood for it is not taken; it waits for another`,
      );
    }
    return openingHold(value, branch, targetOf(value, branch, seen));
  });
}

/** A hold belongs to the title of its copy, even if its row names another title. */
function targetOf(hold: HoldRow, pickup: Branch, { named }: ItemsSeen): HoldTarget {
  const target = hold.item === null ? undefined : named.get(hold.item);
  const copy = hold.captured === null ? undefined : named.get(hold.captured.item);
  const trapped =
    copy === undefined
      ? null
      : { itemId: copy.itemId, branch: hold.captured?.onShelf === true ? pickup.id : copy.home };
  return {
    titleId: target?.titleId ?? copy?.titleId ?? evergreenTitle(hold.title),
    itemId: target?.itemId ?? null,
    trapped,
  };
}
