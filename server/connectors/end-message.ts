// Writes how a message to another system ended, and the exceptions for people that follow: its own where the two differ, and the end of those that a
// later act on the copy settled.

import { actId, itemId, patronId, type ActId, type ItemId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { Params } from '../../shared/core/say.ts';
import type { Subject } from '../../shared/circ/exception-id.ts';
import type { Exception } from '../../shared/circ/model/exception.ts';
import type { Loan } from '../../shared/circ/model/loan.ts';
import type { ThereReason } from '../../shared/circ/there-reasons.ts';
import { plainRefusal } from '../../shared/connectors/plain-refusal.ts';
import type { Ending } from '../../shared/connectors/ending.ts';
import type { Skipped, ToldAct } from '../../shared/connectors/message-of-act.ts';
import type { Publishing } from '../feed/write-and-publish.ts';
import { readRows } from '../store/read-rows.ts';
import { collectChanges, writeChanges } from '../store/row-changes.ts';
import type { WriteTx } from '../store/store.ts';
import { loadAliases } from '../timeline/aliases.ts';
import { closeByEvent, lockExceptions, openException } from '../timeline/exception-row.ts';
import { TAKEN_STATES, toOutboxRow, type OutboxRow, type ToldBody, type ToldState } from './connector-rows.ts';
import { refusedAfter } from './next-message.ts';

/** How a message ended, or why it was none. */
export type MessageEnd = Ending | { readonly is: Skipped };

/** A message with its act. */
export type Ended = { readonly row: OutboxRow; readonly act: ToldAct; readonly end: MessageEnd; readonly zone: string };

/** Codes of exceptions about copies that differ there. */
const THERE_CODES = ['there-refused', 'there-unclear', 'there-date', 'there-wanted', 'there-otherwise'] as const;

/** Writes it. Call it with the connector locked. */
export async function endMessage({ tx, changes }: Publishing, ended: Ended, now: Instant): Promise<void> {
  const { row, end } = ended;
  const isTaken = end.is === 'told' || end.is === 'date-differs' || end.is === 'wanted-there';
  await writeEnd(tx, row, { state: end.is, toldAt: isTaken ? now : null, body: bodyOf(row, end) });
  if (isTaken && row.item !== null) {
    // This act settles the state of the copy there, after any earlier fault.
    const item = (await loadAliases(tx, [row.item])).of('item', row.item);
    const { connector: system } = row;
    for (const code of THERE_CODES)
      await closeByEvent(tx, { column: 'item_id', values: [item], code, system }, changes);
    for (const later of await refusedAfter(tx, row))
      await writeEnd(tx, later, { state: 'waiting', toldAt: null, body: {} });
  }
  const raised = (await exceptionOf(tx, ended)) ?? (await otherwise(tx, ended));
  if (raised !== null) await raise({ tx, changes }, raised);
}

async function raise({ tx, changes }: Pick<Publishing, 'tx' | 'changes'>, raised: Exception): Promise<void> {
  await lockExceptions(tx, [raised.id]);
  const known = (await readRows(tx, 'exception', [raised.id])).get(raised.id);
  // A person's decision about it stands; an exception that an event closed is open again.
  if (known !== undefined && known.state !== 'closed-by-event') return;
  const own = collectChanges();
  own.put('exception', known?.work === undefined ? raised : { ...raised, work: known.work });
  await writeChanges(tx, own);
  changes.add(own);
}

/** So many in one transaction. */
const MOST_GONE = 50;

/** Acts that the library put away before their messages were sent: people have to look how the copy or the account stands there. */
export async function endGone({ tx, changes }: Publishing, connector: string): Promise<void> {
  const gone = await tx.db
    .selectFrom('connector_act')
    .selectAll()
    .where('connector', '=', connector)
    .where('state', 'in', ['waiting', 'asked'])
    .where('act_id', 'not in', (events) => events.selectFrom('event').select('id'))
    .limit(MOST_GONE)
    .execute();
  for (const row of gone.map(toOutboxRow)) {
    const state = row.state === 'asked' ? 'unclear' : 'refused';
    await writeEnd(tx, row, { state, toldAt: null, body: state === 'refused' ? { why: 'too-old' } : {} });
    const code = `there-${state}${row.item === null ? '-account' : ''}`;
    const params = state === 'refused' ? sayRefusal('too-old') : {};
    const act = { id: actId(row.act), at: row.at, branch: null };
    const raised = await exceptionAbout(tx, { row, act }, { code, params, isNote: false });
    if (raised !== null) await raise({ tx, changes }, raised);
  }
}

type Written = { readonly state: ToldState; readonly toldAt: Instant | null; readonly body: ToldBody };

async function writeEnd({ db }: WriteTx, row: OutboxRow, { state, toldAt, body }: Written): Promise<void> {
  await db
    .updateTable('connector_act')
    .set({ state, told_at: toldAt, body: JSON.stringify(body) })
    .where('connector', '=', row.connector)
    .where('act_id', '=', row.act)
    .where('part', '=', row.part)
    .execute();
}

/** The kept part: when it was asked, the loan there, and how it differs. The earlier state there is of no use any more. */
function bodyOf({ body: { askedAt, loan } }: OutboxRow, end: MessageEnd): ToldBody {
  const asked: ToldBody = {
    ...(askedAt === undefined ? {} : { askedAt }),
    ...(loan === undefined ? {} : { loan }),
  };
  switch (end.is) {
    case 'date-differs':
      return { ...asked, there: end.there };
    case 'wanted-there':
      return { ...asked, place: end.place };
    case 'refused':
      return { ...asked, why: end.why, text: plainRefusal(end.text) };
    default:
      return asked;
  }
}

/** Null: people need not know. */
async function exceptionOf(tx: WriteTx, ended: Ended): Promise<Exception | null> {
  const { row, act, end, zone } = ended;
  const isOfItem = row.item !== null;
  const said = whatIsSaid(end, { isOfItem, act, zone });
  return said === null ? null : exceptionAbout(tx, ended, said);
}

type About = {
  readonly row: Pick<OutboxRow, 'item' | 'patron' | 'connector'>;
  readonly act: Pick<ToldAct, 'id' | 'at' | 'branch'>;
};

async function exceptionAbout(tx: WriteTx, { row, act }: About, said: Said): Promise<Exception | null> {
  const aliases = await loadAliases(
    tx,
    [row.item, row.patron].flatMap((id) => id ?? []),
  );
  const item = row.item === null ? null : itemId(aliases.of('item', row.item));
  const patron = row.patron === null ? null : patronId(aliases.of('patron', row.patron));
  const subject: Subject | null = item !== null ? { item } : patron !== null ? { patron } : null;
  if (subject === null) return null;
  const stored = item === null ? undefined : (await readRows(tx, 'item', [item])).get(item);
  const title = stored === undefined ? undefined : (await readRows(tx, 'title', [stored.titleId])).get(stored.titleId);
  const words: Params =
    item === null ? {} : { barcode: stored?.barcode ?? '—', title: title?.title ?? stored?.barcode ?? '—' };
  const cause: ActId = act.id;
  const made = openException({
    code: said.code,
    origin: 'judged',
    subject,
    cause,
    at: act.at,
    branch: act.branch,
    system: row.connector,
    params: { system: row.connector, ...words, ...said.params },
  });
  return said.isNote ? { ...made, weight: 'note' } : made;
}

/**
 * Once no message of a copy waits, it stands there as the last message left it. Acts that came in another order than they happened may have left it
 * otherwise.
 */
async function otherwise(tx: WriteTx, ended: Ended): Promise<Exception | null> {
  const { row } = ended;
  if (row.item === null) return null;
  const id = (await loadAliases(tx, [row.item])).of('item', row.item);
  const ofCopy = () =>
    tx.db
      .selectFrom('connector_act')
      .where('item_id', '=', row.item)
      .where('connector', '=', row.connector)
      .where('kind', 'in', ['checkout', 'checkin', 'renew', 'resolveItem', 'undo']);
  const waiting = await ofCopy()
    .select('act_id')
    .where('state', 'in', ['waiting', 'asked'])
    .limit(1)
    .executeTakeFirst();
  const taken = await ofCopy()
    .select(['kind', 'patron_id'])
    .where('state', 'in', TAKEN_STATES)
    .orderBy('told_at', 'desc')
    .orderBy('at', 'desc')
    .orderBy('position', 'desc')
    .orderBy('part', 'desc')
    .limit(1)
    .executeTakeFirst();
  const last = ended.end.is === 'told' ? { kind: row.kind, patron_id: row.patron } : taken;
  const item = (await readRows(tx, 'item', [id])).get(id);
  // An item in question, or a message that ended otherwise, has an exception of its own.
  if (waiting !== undefined || last === undefined || item === undefined || item.state.status === 'in-question')
    return null;
  const loan =
    item.state.loan === null ? undefined : (await readRows(tx, 'loan', [item.state.loan])).get(item.state.loan);
  const told = last.kind === 'checkout' || last.kind === 'renew' ? last.patron_id : null;
  const holder = told === null ? null : (await loadAliases(tx, [told])).of('patron', told);
  return holder === (loan?.patronId ?? null)
    ? null
    : exceptionAbout(tx, ended, { code: 'there-otherwise', params: {}, isNote: false });
}

type DatedThere = {
  readonly connector: string;
  readonly item: ItemId;
  readonly loan: Pick<Loan, 'id' | 'patronId' | 'dueAt' | 'outAt' | 'branch'>;
  readonly zone: string;
};

/** Notes that a loan has another date there since staff moved it; null: it has the date of the loan here, and no person has to look. */
export async function noteDateThere(
  { tx, changes }: Pick<Publishing, 'tx' | 'changes'>,
  { connector, item, loan, zone }: DatedThere,
  there: Instant | null,
): Promise<void> {
  if (there === null)
    return closeByEvent(tx, { column: 'item_id', values: [item], code: 'there-date', system: connector }, changes);
  const act = { id: actId(loan.id), at: loan.outAt, branch: loan.branch };
  const said = saidDates({ told: loan.dueAt, there, zone });
  const raised = await exceptionAbout(tx, { row: { item, patron: loan.patronId, connector }, act }, said);
  if (raised !== null) await raise({ tx, changes }, raised);
}

/** Raises that the copy of a loan is out there to another card. */
export async function noteLentThere(
  { tx, changes }: Pick<Publishing, 'tx' | 'changes'>,
  { connector, item, loan }: Omit<DatedThere, 'zone'>,
): Promise<void> {
  const act = { id: actId(loan.id), at: loan.outAt, branch: loan.branch };
  const said: Said = { code: 'there-otherwise', params: {}, isNote: false };
  const raised = await exceptionAbout(tx, { row: { item, patron: loan.patronId, connector }, act }, said);
  if (raised !== null) await raise({ tx, changes }, raised);
}

function saidDates({
  told,
  there,
  zone,
}: {
  readonly told: Instant;
  readonly there: Instant;
  readonly zone: string;
}): Said {
  const date = (dueAt: Instant) => ({ dueAt, grain: 'day' as const, zone });
  // A later date there does a patron no harm.
  return { code: 'there-date', params: { told: date(told), there: date(there) }, isNote: there > told };
}

/** The reason as a code, which has words in each language; the system's own words where the reason is not known. */
function sayRefusal(why: ThereReason, text = ''): Params {
  const words = why === 'other' ? plainRefusal(text) : '';
  return { why, ...(words === '' ? {} : { words }) };
}

type Said = { readonly code: string; readonly params: Params; readonly isNote: boolean };

function whatIsSaid(
  end: MessageEnd,
  { isOfItem, act, zone }: { readonly isOfItem: boolean; readonly act: ToldAct; readonly zone: string },
): Said | null {
  const said = (code: string, params: Params = {}): Said => ({ code, params, isNote: false });
  switch (end.is) {
    case 'refused':
      return said(isOfItem ? 'there-refused' : 'there-refused-account', sayRefusal(end.why, end.text));
    case 'by-hand':
      return said(isOfItem ? 'there-refused' : 'there-refused-account', sayRefusal(end.is));
    case 'no-number':
      return said(isOfItem ? 'there-refused' : 'there-refused-account', sayRefusal(end.is));
    case 'unclear':
      return said(isOfItem ? 'there-unclear' : 'there-unclear-account');
    case 'date-differs': {
      if (act.kind !== 'checkout' && act.kind !== 'renew') return null;
      return saidDates({ told: act.dueAt, there: end.there, zone });
    }
    case 'wanted-there':
      return said('there-wanted', { place: end.place ?? '—' });
    case 'told':
    case 'undone':
    case 'passed':
    case 'nothing':
      return null;
  }
}
