// Accounts at the end: edits of staff stand by their own time, in any order of arrival.

import { readAllRows } from '../../../server/store/read-rows.ts';
import type { ReadTx } from '../../../server/store/store.ts';
import type { Patron } from '../../../shared/circ/model/patron.ts';
import { plainAccounts, plainBlocks, type PlainBlock } from '../model/account-story.ts';
import type { Said } from '../model/said.ts';
import { isSameData } from '../../../shared/core/same-data.ts';
import { holds } from '../world/broken.ts';

/** Patrons, and the surviving accounts of those that were joined with others. */
export type Accounts = { readonly patrons: readonly Patron[]; readonly patronOf: (id: string) => string };

export async function readAccounts(tx: ReadTx): Promise<Accounts> {
  const aliases = await tx.db.selectFrom('alias').selectAll().where('kind', '=', 'patron').execute();
  const known = new Map(aliases.map(({ from_id: from, to_id: to }) => [from, to]));
  return { patrons: await readAllRows(tx, 'patron'), patronOf: (id) => known.get(id) ?? id };
}

/** Blocks are those that staff set and did not lift; the server may have lifted those that are over. [I24] */
export function checkBlocks({ patrons, patronOf }: Accounts, said: readonly Said[], now: number): void {
  const blocks = plainBlocks(said, patronOf);
  if (blocks === null) return;
  const { standing } = blocks;
  const wanted = new Map(standing.map((block) => [`${block.patron} ${block.id}`, block]));
  const found = patrons.flatMap(({ id, blocks }) =>
    blocks.filter(({ kind }) => kind === 'STAFF').map((block) => ({ ...block, patron: String(id) })),
  );
  for (const { id, patron, label, endsAt } of found) {
    const block: PlainBlock | undefined = wanted.get(`${patron} ${id}`);
    holds(
      24,
      block?.reason === label && block.until === endsAt,
      () =>
        `block ${id} of ${patron} stands until ${endsAt}, and staff ${block === undefined ? 'lifted or never set it' : `set it until ${block.until}`}`,
    );
  }
  const there = new Set(found.map(({ id, patron }) => `${patron} ${id}`));
  const known = new Set<string>(patrons.map(({ id }) => id));
  for (const [key, { patron, until }] of wanted) {
    const isOver = until !== null && until <= now;
    holds(24, there.has(key) || isOver || !known.has(patron), () => `block ${key} was set and stands no more`);
  }
}

/**
 * Fields and cards are as staff wrote them last. Accounts that staff joined are one. A number on two accounts has an exception; which of them stays
 * after a merge depends on which came first, and is not held. [I24]
 */
export function checkWritten({ patrons, patronOf }: Accounts, said: readonly Said[], told: ReadonlySet<string>): void {
  const plain = plainAccounts(said, patronOf);
  if (plain === null) return;
  const rows = new Map<string, Patron>(patrons.map((row) => [row.id, row]));
  for (const [id, { fields, cards }] of plain.accounts) {
    const row = rows.get(id);
    if (row === undefined) continue;
    const found: Readonly<Record<string, unknown>> = { ...row, ...row.name };
    for (const [field, value] of fields)
      holds(
        24,
        isSameData(found[field], value),
        () => `${field} of ${id} is ${JSON.stringify(found[field])}, and staff wrote ${JSON.stringify(value)}`,
      );
    for (const [number, ended] of cards) {
      const card = row.cards.find((one) => one.number === number);
      // An end of a number that the account never had ends nothing.
      const isRight =
        card === undefined ? ended !== null : (card.active ? null : (card.endedAs ?? 'unknown')) === ended;
      holds(
        24,
        isRight,
        () => `${number} of ${id} is ${JSON.stringify(card)}, and staff wrote ${ended ?? 'it in use'}`,
      );
    }
    holds(
      24,
      row.cards.filter(({ primary }) => primary).length <= 1,
      () => `${id} has several primary cards: ${JSON.stringify(row.cards)}`,
    );
  }
  // A row that the library has lost, or took away, is joined with nothing.
  const isThere = (id: string): boolean => rows.has(patronOf(id));
  for (const { from, to } of plain.merged.filter((one) => isThere(one.from) && isThere(one.to)))
    holds(
      24,
      patronOf(from) === patronOf(to),
      () => `${from} and ${to} were joined, and are ${patronOf(from)} and ${patronOf(to)}`,
    );
  const inUse = patrons.flatMap(({ id, cards }) =>
    cards.flatMap(({ number, active }) => (active ? [{ number, id }] : [])),
  );
  for (const [number, of] of Map.groupBy(inUse, (one) => one.number)) {
    // An account that arrives later with the library's data is not reported as a duplicate of one that a desk made
    // before.
    const ofLibrary = of.some(({ id }) => rows.get(id)?.source !== null);
    const isTold = of.length < 2 || ofLibrary || of.some(({ id }) => told.has(id));
    holds(24, isTold, () => `${number} is of ${of.map(({ id }) => id).join(' and ')}, and nobody was told`);
  }
}
