// Registrations and edits of patrons: each field by its effective time, in any order of arrival. A registration always
// applies under its own id; a card that was only minted somewhere joins it, and staff look at one that another account
// has.

import { branchId, patronId, type BranchId } from '../../shared/core/ids.ts';
import { required } from '../../shared/core/assert.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { Recorded } from '../../shared/circ/recorded.ts';
import type { Patron } from '../../shared/circ/model/patron.ts';
import { fieldsOf, withFields, writtenFields } from '../../shared/circ/model/patron-fields.ts';
import { provisionalPatron } from '../../shared/circ/model/provisional.ts';
import { raise, type Raised, type Taken } from '../commands/taken.ts';
import { readRows } from '../store/read-rows.ts';
import { collectChanges, writeChanges, type RowChanges } from '../store/row-changes.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';
import { closeByEvent } from '../timeline/exception-row.ts';
import { loadAliases } from '../timeline/aliases.ts';
import type { References } from '../timeline/references.ts';
import { cardsAt, keptList, keptOf } from './card-writes.ts';
import { keepEarlyWrites, takeEarlyWrites } from './early-writes.ts';
import { writeAgreements } from './write-agreements.ts';
import { writeBlocks } from './write-blocks.ts';
import { writeCards } from './write-cards.ts';
import { writeLinks } from './write-links.ts';
import { compareWrites, type FieldWrite, type WritePlace } from './field-write.ts';
import { joinHolders } from './join-holders.ts';
import { isStandingField, readFieldWrites } from './patron-standing.ts';

type Context = { readonly references: References; readonly now: Instant; readonly changes: RowChanges };
type PatronWrite = Extract<Recorded, { kind: 'writePatron' }>;
type Writing = { readonly taken: Taken; readonly write: PatronWrite; readonly id: string };

/** Writes the accounts that these commands make or edit, and adds them to `context.changes`. */
export async function writePatrons(tx: WriteTx, batch: readonly Taken[], context: Context): Promise<Raised[]> {
  const found = batch.flatMap((taken) =>
    taken.recorded.flatMap((write) => (write.kind === 'writePatron' ? [{ taken, write }] : [])),
  );
  if (found.length === 0) return [];
  const aliases = await loadAliases(
    tx,
    found.map(({ write }) => write.patronId),
  );
  const writings = found.map((one) => ({ ...one, id: aliases.of('patron', one.write.patronId) }));
  const cards = writings.flatMap(({ write }) => write.fields.cards ?? []).map(({ number }) => number);
  await tx.lock([...cards.map((card) => `card:${card}`), ...writings.map(({ id }) => `patron:${id}`)]);
  const raised = await writeFields(tx, writings, context);
  const given = writings.map(({ taken, write, id }) => ({ taken, id, numbers: numbersGiven(write) }));
  const joined = await joinHolders(tx, given, context);
  const registered = writings.flatMap(({ taken, write, id }) => (write.registers ? [[id, taken] as const] : []));
  return [...raised, ...joined, ...(await writeEarly(tx, new Map(registered), context))];
}

/** Writes of others in accounts before the loan came that they were made for. */
export async function writeInMinted(tx: WriteTx, batch: readonly Taken[], context: Context): Promise<Raised[]> {
  const minted = batch.flatMap((taken) =>
    taken.recorded.flatMap((one) => (one.kind === 'mintPatron' ? [[String(one.patronId), taken] as const] : [])),
  );
  if (minted.length === 0) return [];
  const raised = await writeEarly(tx, new Map(minted), context);
  // They were not gone: they had not come.
  const values = minted.map(([id]) => id);
  await closeByEvent(tx, { column: 'patron_id', values, code: 'patron-purged' }, context.changes);
  return raised;
}

/** Writes of others in accounts before the act came that makes them. `made`: that act, by the id of the account. */
async function writeEarly(tx: WriteTx, made: ReadonlyMap<string, Taken>, context: Context): Promise<Raised[]> {
  const early = await takeEarlyWrites(tx, [...made.keys()]);
  if (early.length === 0) return [];
  const batch = early.map(({ id, write }): Taken => {
    const maker = required(made.get(id), () => id);
    return { ...maker, header: write.header, recorded: [write] };
  });
  return [
    ...(await writePatrons(tx, batch, context)),
    ...(await writeCards(tx, batch, context)),
    ...(await writeBlocks(tx, batch, context)),
    ...(await writeLinks(tx, batch, context)),
    ...(await writeAgreements(tx, batch, context)),
  ];
}

/** The numbers that an account is given, old ones aside. */
function numbersGiven({ fields: { cards = [] } }: PatronWrite): string[] {
  return cards.filter(({ active }) => active).map(({ number }) => number);
}

async function writeFields(tx: WriteTx, writings: readonly Writing[], context: Context): Promise<Raised[]> {
  const ids = new Set(writings.map(({ id }) => id));
  const rows = await readRows(tx, 'patron', ids);
  const known = new Map<string, readonly FieldWrite[]>(await readFieldWrites(tx, ids));
  const fallback = await anyBranch(tx);
  const changed = new Set<string>();
  const raised: Raised[] = [];
  const early: { id: string; write: PatronWrite }[] = [];
  for (const { taken, write, id } of writings) {
    const before = rows.get(id) ?? (write.registers ? newAccount(id, write, fallback) : undefined);
    if (before === undefined) {
      raised.push(raise(taken, 'patron-purged', { patron: patronId(id) }, {}));
      early.push({ id, write });
      continue;
    }
    const written = writeOne(before, write, { own: known.get(id) ?? [], isNew: !rows.has(id) });
    rows.set(id, written.patron);
    known.set(id, written.writes);
    changed.add(id);
  }
  await keepEarlyWrites(tx, early, context.now);
  const own = collectChanges();
  for (const id of changed)
    own.put(
      'patron',
      required(rows.get(id), () => id),
    );
  await tx.upsert(
    'patron_field',
    [...changed].flatMap((id) => known.get(id) ?? []),
  );
  await writeChanges(tx, own);
  context.changes.add(own);
  // The account is complete, as the exception asked.
  const values = writings.flatMap(({ id, write }) => (write.registers ? [id] : []));
  await closeByEvent(tx, { column: 'patron_id', values, code: 'patron-unknown' }, context.changes);
  await closeByEvent(tx, { column: 'patron_id', values, code: 'patron-purged' }, context.changes);
  return raised;
}

/** One account after one write, with every write of its fields in order. */
function writeOne(
  before: Patron,
  { fields, registers, header }: PatronWrite,
  { own, isNew }: { readonly own: readonly FieldWrite[]; readonly isNew: boolean },
): { readonly patron: Patron; readonly writes: readonly FieldWrite[] } {
  const place: WritePlace = { at: header.at, desk_id: header.desk, stream: header.stream, seq: header.seq };
  const writes = [...own];
  let patron: Patron = registers ? { ...before, provisional: false } : before;
  if (fields.cards !== undefined) {
    const row = isNew ? { ...before, cards: [] } : before;
    const { cards } = fields;
    const kept = registers
      ? keptOf(row, own, { writes: cards.map((card) => ({ card })), place })
      : keptList(row, own, { cards, place });
    writes.push(...kept);
    writes.sort(compareWrites);
    patron = { ...patron, cards: cardsAt(isNew ? { ...patron, cards: [] } : patron, writes, Infinity) };
  }
  for (const { field, fields: one } of writtenFields({ ...fields, cards: undefined })) {
    const row = (values: object, at: WritePlace): FieldWrite => ({
      patron_id: before.id,
      field,
      ...at,
      value: isStandingField(field) ? JSON.stringify(Object.values(values)[0]) : null,
    });
    const newest = writes.findLast((write) => write.field === field);
    if (newest === undefined || compareWrites(place, newest) > 0) patron = withFields(patron, one);
    if (newest === undefined && isStandingField(field) && !isNew)
      writes.push(row(fieldsOf(before, field), { at: 0, desk_id: '', stream: '', seq: 0 }));
    writes.push(row(one, place));
    writes.sort(compareWrites);
  }
  return { patron, writes };
}

function newAccount(id: string, { fields, header }: PatronWrite, fallback: BranchId): Patron {
  const card = fields.cards?.[0]?.number ?? id;
  return provisionalPatron(patronId(id), card, fields.home ?? header.branch ?? fallback);
}

async function anyBranch(tx: ReadTx): Promise<BranchId> {
  const branch = await tx.db.selectFrom('branch').select('id').orderBy('id').limit(1).executeTakeFirst();
  return branchId(branch?.id ?? 'unknown');
}
