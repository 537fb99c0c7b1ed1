// Accounts of the whole library that may be one person's. Read once from end to end, page by page; only the search keys of each are kept in memory.

import { foldText } from '../../shared/core/fold-text.ts';
import { patronId, type BranchId, type PatronId } from '../../shared/core/ids.ts';
import type { Patron } from '../../shared/circ/model/patron.ts';
import {
  duplicateRows,
  MOST_ALIKE,
  PHONE_END,
  type AlikeGroup,
  type DuplicateRow,
} from '../../shared/lists/possible-duplicates.ts';
import { readRows } from '../store/read-rows.ts';
import { parseRow } from '../store/state-tables.ts';
import type { ReadTx } from '../store/store.ts';
import { rowSource } from './row-source.ts';

const PAGE = 1_000;

/** Pairs of a branch, or of the whole library. */
export async function libraryDuplicates(tx: ReadTx, branch: BranchId | null): Promise<DuplicateRow[]> {
  const found = {
    birth: new Map<string, PatronId[]>(),
    email: new Map<string, PatronId[]>(),
    phone: new Map<string, PatronId[]>(),
    address: new Map<string, PatronId[]>(),
  };
  for (let after = ''; ;) {
    const rows = await tx.db
      .selectFrom('patron')
      .select(['id', 'body'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(PAGE)
      .execute();
    for (const { id, body } of rows)
      for (const { same, form } of formsOf(parseRow('patron', body))) note(found[same], form, patronId(id));
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) break;
    after = last.id;
  }
  const alike = (['birth', 'email', 'phone', 'address'] as const).flatMap((same) =>
    [...found[same].values()]
      .filter(({ length }) => length > 1 && length <= MOST_ALIKE)
      .map((patrons) => ({ same, patrons })),
  );
  const patrons = await readRows(tx, 'patron', new Set(alike.flatMap((group) => group.patrons)));
  const groups: AlikeGroup[] = alike.map((group) => ({
    shared: group.same,
    patrons: group.patrons.flatMap((id) => patrons.get(id) ?? []),
  }));
  return duplicateRows(await rowSource(tx, {}), groups, branch);
}

/** One more than are compared marks that they are too many. */
function note(found: Map<string, PatronId[]>, form: string, patron: PatronId): void {
  const alike = found.get(form);
  if (alike === undefined) found.set(form, [patron]);
  else if (alike.length <= MOST_ALIKE) alike.push(patron);
}

function formsOf({ name, birthDate, email, phones, address }: Patron): { same: AlikeGroup['shared']; form: string }[] {
  const called = new Set(phones.map((phone) => phone.replace(/\D/g, '').slice(-PHONE_END)));
  const named = [foldText(name.family), foldText(name.given)];
  // As the index of a desk has it.
  const lives = JSON.stringify(address).replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return [
    ...(birthDate === null ? [] : [{ same: 'birth' as const, form: [...named, birthDate].join('\n') }]),
    ...(email === null || email === '' ? [] : [{ same: 'email' as const, form: email.toLowerCase() }]),
    ...[...called].filter(({ length }) => length === PHONE_END).map((form) => ({ same: 'phone' as const, form })),
    ...(address.length === 0 ? [] : [{ same: 'address' as const, form: [...named, lives].join('\n') }]),
  ];
}
