// Accounts at the end: what staff wrote of them stands by its own time, whatever the order in which it came.

import { readAllRows } from '../../../server/store/read-rows.ts';
import type { ReadTx } from '../../../server/store/store.ts';
import type { Patron } from '../../../shared/circ/model/patron.ts';
import { plainBlocks, type PlainBlock } from '../model/account-story.ts';
import type { Said } from '../model/said.ts';
import { holds } from '../world/broken.ts';

/** Patrons that are there, and who those are now that were joined with others. */
export type Accounts = { readonly patrons: readonly Patron[]; readonly patronOf: (id: string) => string };

export async function readAccounts(tx: ReadTx): Promise<Accounts> {
  const aliases = await tx.db.selectFrom('alias').selectAll().where('kind', '=', 'patron').execute();
  const known = new Map(aliases.map(({ from_id: from, to_id: to }) => [from, to]));
  return { patrons: await readAllRows(tx, 'patron'), patronOf: (id) => known.get(id) ?? id };
}

/** Blocks are those that staff set and nobody lifted; the server may have lifted those that are over. [I24] */
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
