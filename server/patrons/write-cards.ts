// Cards of patrons, added, replaced and ended by staff. A number that another account has is for a person to look at, or joins an account that was
// only a card.

import { patronId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { Recorded } from '../../shared/circ/recorded.ts';
import { raise, type Raised, type Taken } from '../commands/taken.ts';
import { readRows } from '../store/read-rows.ts';
import { collectChanges, writeChanges, type RowChanges } from '../store/row-changes.ts';
import type { WriteTx } from '../store/store.ts';
import { loadAliases } from '../timeline/aliases.ts';
import type { References } from '../timeline/references.ts';
import { asSecond, cardsAt, keptOf } from './card-writes.ts';
import { compareWrites, type FieldWrite } from './field-write.ts';
import { keepEarlyWrites } from './early-writes.ts';
import { joinHolders } from './join-holders.ts';
import { readFieldWrites } from './patron-standing.ts';

type Context = { readonly references: References; readonly now: Instant; readonly changes: RowChanges };
type CardsWrite = Extract<Recorded, { kind: 'writeCards' }>;

/** Writes the cards of these commands. Returns exceptions where a patron is gone, or where a number is another account's too. */
export async function writeCards(tx: WriteTx, batch: readonly Taken[], context: Context): Promise<Raised[]> {
  const found = batch.flatMap((taken) =>
    taken.recorded.flatMap((write) => (write.kind === 'writeCards' ? [{ taken, write }] : [])),
  );
  if (found.length === 0) return [];
  const aliases = await loadAliases(
    tx,
    found.map(({ write }) => write.patronId),
  );
  const writings = found.map((one) => ({ ...one, id: aliases.of('patron', one.write.patronId) }));
  const numbers = writings.flatMap(({ write }) => numbersAdded(write));
  await tx.lock([...numbers.map((number) => `card:${number}`), ...writings.map(({ id }) => `patron:${id}`)]);
  const ids = new Set(writings.map(({ id }) => id));
  const rows = await readRows(tx, 'patron', ids);
  const known = new Map<string, readonly FieldWrite[]>(await readFieldWrites(tx, ids));
  const own = collectChanges();
  const raised: Raised[] = [];
  const early: { id: string; write: CardsWrite }[] = [];
  for (const { taken, write, id } of writings) {
    const patron = rows.get(id);
    if (patron === undefined) {
      raised.push(raise(taken, 'patron-purged', { patron: patronId(id) }, {}));
      early.push({ id, write });
      continue;
    }
    const { at, desk, stream, seq } = write.header;
    const before = known.get(id) ?? [];
    const writes = id === write.patronId ? write.cards : write.cards.map((one) => asSecond(one, patron));
    const kept = keptOf(patron, before, { writes, place: { at, desk_id: desk, stream, seq } });
    const all = [...before, ...kept].toSorted(compareWrites);
    const after = { ...patron, cards: cardsAt(patron, all, Infinity) };
    known.set(id, all);
    rows.set(id, after);
    own.put('patron', after);
    await tx.upsert('patron_field', kept);
  }
  await keepEarlyWrites(tx, early, context.now);
  await writeChanges(tx, own);
  context.changes.add(own);
  const added = writings.map(({ taken, write, id }) => ({ taken, id, numbers: numbersAdded(write) }));
  return [...raised, ...(await joinHolders(tx, added, context))];
}

function numbersAdded({ cards }: CardsWrite): string[] {
  return cards.flatMap((write) => ('card' in write ? [write.card.number] : []));
}
