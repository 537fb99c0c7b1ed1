// The next message of a connector: the oldest act of its outbox, by the time at the desk, so that the messages of a copy and of a patron go in their
// order.
// An act without a message ends here.

import type { ItemId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { cardOf } from '../../shared/circ/model/patron.ts';
import {
  isToldAct,
  messageOfAct,
  type ActFacts,
  type Skipped,
  type ToldAct,
} from '../../shared/connectors/message-of-act.ts';
import type { Message } from '../../shared/connectors/message.ts';
import { readRows, readRowsBy } from '../store/read-rows.ts';
import { parseRow } from '../store/state-tables.ts';
import type { ReadTx } from '../store/store.ts';
import { loadAliases, type Aliases } from '../timeline/aliases.ts';
import { TAKEN_STATES, toOutboxRow, type OutboxRow } from './connector-rows.ts';

/** The next one; a message, or why there is none. */
export type Next = { readonly row: OutboxRow; readonly act: ToldAct } & (
  | { readonly message: Message }
  | { readonly skip: Skipped }
);

/** Null: no message is left. A message that was handed over without an answer comes first: nothing else is sent before its outcome is known. */
export async function nextMessage(tx: ReadTx, connector: string): Promise<Next | 'gone' | null> {
  const oldest = (state: string) =>
    tx.db
      .selectFrom('connector_act')
      .selectAll()
      .where('connector', '=', connector)
      .where('state', '=', state)
      .orderBy('at')
      .orderBy('position')
      .orderBy('part')
      .limit(1)
      .executeTakeFirst();
  const stored = (await oldest('asked')) ?? (await oldest('waiting'));
  if (stored === undefined) return null;
  const row = toOutboxRow(stored);
  const own = (await readRows(tx, 'event', [row.act])).get(row.act);
  // Events are kept for weeks; a message that was not sent by then is history here.
  if (own === undefined || !isToldAct(own)) return 'gone';
  const act = partOf(own, row);
  const aliases = await loadAliases(
    tx,
    [row.item, row.patron].flatMap((id) => id ?? []),
  );
  const facts = await factsOf(tx, { row, act, aliases });
  return { row, act, ...split(messageOfAct(act, facts)) };
}

const split = (made: ReturnType<typeof messageOfAct>) =>
  'tell' in made ? { message: made.tell } : { skip: made.skip };

/** The check-in that a checkout contains is sent before it. */
function partOf(act: ToldAct, { part }: OutboxRow): ToldAct {
  if (part !== 0 || act.kind !== 'checkout') return act;
  const { id, desk, stream, seq, at, uncertaintyMs, stated, clockSuspect, saw, branch, itemId } = act;
  const header = { id, desk, stream, seq, at, uncertaintyMs, stated, clockSuspect, saw, branch };
  return { kind: 'checkin', ...header, itemId, returnedAt: null, hold: null, transitTo: null };
}

type Telling = { readonly row: OutboxRow; readonly act: ToldAct; readonly aliases: Aliases };

async function factsOf(tx: ReadTx, { row, act, aliases }: Telling): Promise<ActFacts> {
  const item = row.item === null ? null : aliases.of('item', row.item);
  const patron = act.kind === 'checkin' || act.kind === 'resolveItem' ? await borrowerOf(tx, item, row) : row.patron;
  const [barcode, card] = [
    await barcodeOf(tx, { item, title: 'titleId' in act ? act.titleId : null, aliases }),
    await cardOfPatron(tx, patron === null ? null : aliases.of('patron', patron)),
  ];
  const target = act.kind === 'undo' ? await targetOf(tx, row.connector, act.target) : null;
  const lent = target === null ? await lastCheckout(tx, row) : target.row;
  const isSettled = row.state === 'asked';
  return {
    barcode,
    card,
    loan: lent?.body.loan ?? null,
    isUndone: !isSettled && (await isUndone(tx, act)),
    isPassed: !isSettled && (await isPassed(tx, row)),
    target,
  };
}

async function barcodeOf(
  tx: ReadTx,
  { item, title, aliases }: { readonly item: string | null; readonly title: string | null; readonly aliases: Aliases },
): Promise<string | null> {
  if (item !== null) return (await readRows(tx, 'item', [item])).get(item)?.barcode ?? null;
  if (title === null) return null;
  const copies = await readRowsBy(tx, 'item', { column: 'title_id', values: [aliases.of('title', title)] });
  return copies.map(({ barcode }) => barcode).toSorted()[0] ?? null;
}

async function cardOfPatron(tx: ReadTx, id: string | null): Promise<string | null> {
  const patron = id === null ? undefined : (await readRows(tx, 'patron', [id])).get(id);
  return patron === undefined || patron.cards.length === 0 ? null : cardOf(patron);
}

/** The borrower of the loan that a check-in ended: the last that began before it. */
async function borrowerOf(tx: ReadTx, item: string | null, { at, part }: OutboxRow): Promise<string | null> {
  if (item === null) return null;
  const loan = await tx.db
    .selectFrom('loan')
    .select('patron_id')
    .where('item_id', '=', item)
    // The check-in that a checkout contains ended the loan before that one.
    .where('out_at', part === 0 ? '<' : '<=', at)
    .orderBy('out_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return loan?.patron_id ?? null;
}

type Target = NonNullable<ActFacts['target']> & { readonly row: OutboxRow | null };

async function targetOf(tx: ReadTx, connector: string, target: string): Promise<Target | null> {
  const act = (await readRows(tx, 'event', [target])).get(target);
  if (act === undefined || !isToldAct(act)) return null;
  const stored = await tx.db
    .selectFrom('connector_act')
    .selectAll()
    .where('connector', '=', connector)
    .where('act_id', '=', target)
    .where('part', '=', 1)
    .executeTakeFirst();
  const row = stored === undefined ? null : toOutboxRow(stored);
  return { act, row, isTold: TAKEN_STATES.some((state) => state === row?.state) };
}

/** The last checkout of a copy that was told; null = there is none, or the message is of no copy that came back. */
async function lastCheckout(tx: ReadTx, { connector, item, at, kind }: OutboxRow): Promise<OutboxRow | null> {
  if (item === null || kind === 'pay' || kind === 'placeHold' || kind === 'cancelHold') return null;
  const stored = await tx.db
    .selectFrom('connector_act')
    .selectAll()
    .where('item_id', '=', item)
    .where('connector', '=', connector)
    .where('kind', '=', 'checkout')
    .where('part', '=', 1)
    .where('at', '<=', at)
    .where('state', 'in', TAKEN_STATES)
    .orderBy('at', 'desc')
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  return stored === undefined ? null : toOutboxRow(stored);
}

/** Whether an undo that stands names the act. */
async function isUndone(tx: ReadTx, act: ToldAct): Promise<boolean> {
  const item: ItemId | null = 'itemId' in act ? act.itemId : null;
  const patron = 'patronId' in act ? act.patronId : null;
  const rows = await tx.db
    .selectFrom('event')
    .select('body')
    .where('kind', '=', 'undo')
    .where((is) => is.or([is('names_item', '=', item ?? ''), is('names_patron', '=', patron ?? '')]))
    .execute();
  for (const { body } of rows) {
    const undo = parseRow('event', body);
    if (undo.kind !== 'undo' || undo.target !== act.id) continue;
    const isVoid = await tx.db
      .selectFrom('exception')
      .select('id')
      .where('code', '=', 'undo-void')
      .where('cause', '=', undo.id)
      // A person who has seen that the undo is void leaves it void.
      .where('state', '!=', 'closed-by-event')
      .executeTakeFirst();
    if (isVoid === undefined) return true;
  }
  return false;
}

/** Whether a later act on the copy was taken there already. */
async function isPassed(tx: ReadTx, { connector, item, at, kind }: OutboxRow): Promise<boolean> {
  if (item === null || kind === 'pay' || kind === 'placeHold' || kind === 'cancelHold') return false;
  const later = await tx.db
    .selectFrom('connector_act')
    .select('act_id')
    .where('item_id', '=', item)
    .where('connector', '=', connector)
    .where('kind', 'in', ['checkout', 'checkin', 'renew', 'resolveItem'])
    .where('at', '>', at)
    .where('state', 'in', TAKEN_STATES)
    .limit(1)
    .executeTakeFirst();
  return later !== undefined;
}

/** Whether a message about the copy was sent since a moment. */
export async function wasToldSince(tx: ReadTx, { connector, item }: OutboxRow, since: Instant): Promise<boolean> {
  if (item === null) return false;
  const told = await tx.db
    .selectFrom('connector_act')
    .select('act_id')
    .where('item_id', '=', item)
    .where('connector', '=', connector)
    .where('told_at', '>=', since)
    .limit(1)
    .executeTakeFirst();
  return told !== undefined;
}

/** Acts on the copy that came after and were refused: since the copy stands otherwise there now, they may be taken. */
export async function refusedAfter(tx: ReadTx, { connector, item, at }: OutboxRow): Promise<readonly OutboxRow[]> {
  if (item === null) return [];
  const rows = await tx.db
    .selectFrom('connector_act')
    .selectAll()
    .where('item_id', '=', item)
    .where('connector', '=', connector)
    .where('at', '>', at)
    .where('state', '=', 'refused')
    .execute();
  return rows.map(toOutboxRow);
}
