// Takes old acts into the programs of today: the record of each, the server's answers and rows, the desk's views.

import { sql } from 'kysely';
import { createCommandRunner } from '../../server/commands/command-runner.ts';
import { insertDesk } from '../../server/desks/insert-desk.ts';
import { openLibraryWriter, type LibraryWriter } from '../../server/library/library-writer.ts';
import { STATE_TABLES } from '../../server/store/state-tables.ts';
import type { Store, WriteTx } from '../../server/store/store.ts';
import { recordCommand } from '../../shared/acts/commands.ts';
import { actHeader } from '../../shared/circ/occurred.ts';
import { required } from '../../shared/core/assert.ts';
import { deskId, streamId } from '../../shared/core/ids.ts';
import type { Clock } from '../../shared/core/ports.ts';
import type { CommandsRequest } from '../../shared/wire/commands.ts';
import {
  EnvelopeArgsSchema,
  EnvelopeBodySchema,
  type Envelope,
  type EnvelopeBody,
} from '../../shared/wire/envelope.ts';
import { ROW_KINDS, ROWS, type Row, type RowKind } from '../../shared/wire/rows.ts';
import type { Corpus, Delivery, KeptAct, KeptDesk, KeptPerson, KeptRow } from './corpus.ts';

/** A clock that stands until it is set, so that nothing depends on how fast the machine is. */
export type StoppedClock = Clock & { at: number };

export function stoppedClock(at: number): StoppedClock {
  const clock = { at, now: () => clock.at, mono: () => 0 };
  return clock;
}

/** The signed body, parsed. */
export function bodyOf({ body }: Pick<Envelope, 'body'>): EnvelopeBody {
  return EnvelopeBodySchema.parse(JSON.parse(body));
}

/** The records of a desk's acts, each by its envelope and those before it in its stream. */
export function recordAll(envelopes: readonly Envelope[]): KeptAct[] {
  const chains = new Map<string, number | null>();
  return envelopes.map((envelope) => {
    const body = bodyOf(envelope);
    const before = chains.get(body.stream) ?? null;
    const header = actHeader({ ...body, stated: body.stated ?? null, saw: body.basis.saw ?? null }, before);
    chains.set(body.stream, header.stated ? before : header.at);
    const args = envelope.args === null ? null : EnvelopeArgsSchema.parse(JSON.parse(envelope.args)).command;
    const overrides = body.override?.codes ?? [];
    const recorded = recordCommand(body.name, body.version, { header, args, told: body.told, overrides });
    return { envelope, records: recorded.ok ? recorded.value : recorded.error.reason };
  });
}

/** Fills an empty store with the library, its desks and its people. Returns the position of its feed. */
export async function fillLibrary(
  store: Store,
  clock: Clock,
  { library, desks, people }: Pick<Corpus, 'library' | 'desks' | 'people'>,
): Promise<number> {
  const writer = openLibraryWriter(store, clock);
  for (const row of rowsOf(library, 'library')) await writer.createLibrary(row);
  await putAll(writer, library);
  for (const row of rowsOf(library, 'ruleSet')) await writer.activateRuleSet(row, 0);
  await writer.putActs(rowsOf(library, 'event'));
  await store.write(async (tx) => {
    for (const desk of desks) await putDesk(tx, desk);
    for (const person of people) await putPerson(tx, person);
  });
  return feedPosition(store);
}

async function putAll(writer: LibraryWriter, library: readonly KeptRow[]): Promise<void> {
  await writer.putRows('branch', rowsOf(library, 'branch'));
  await writer.putRows('location', rowsOf(library, 'location'));
  await writer.putRows('policy', rowsOf(library, 'policy'));
  await writer.putRows('title', rowsOf(library, 'title'));
  await writer.putRows('item', rowsOf(library, 'item'));
  await writer.putRows('patron', rowsOf(library, 'patron'));
}

async function putDesk(tx: WriteTx, desk: KeptDesk): Promise<void> {
  await insertDesk(tx, { ...desk, lastContactAt: null }, 0);
}

async function putPerson(tx: WriteTx, person: KeptPerson): Promise<void> {
  if (person.kind === 'staff') {
    const { id, role } = person;
    const unsigned = { salt: '', pin_hash: '', badge_digest: null, expires_at: null, created_at: 0 };
    await tx.db
      .insertInto('staff')
      .values({ id, name: id, branch: null, ...unsigned })
      .execute();
    await tx.db.insertInto('staff_role').values({ staff_id: id, at: 0, role }).execute();
    return;
  }
  const { id, role, codes, count, limitMinor, from, to } = person;
  const limits = { act_count: count, limit_minor: limitMinor, from_at: from, to_at: to };
  await tx.db
    .insertInto('night_grant')
    .values({ id, made_at: 0, role, staff_id: null, codes: JSON.stringify(codes), ...limits })
    .execute();
}

/** The rows of a kind as this version reads them. */
function rowsOf<K extends RowKind>(rows: readonly KeptRow[], kind: K): Row<K>[] {
  const parseOne = (row: unknown) => ROWS[kind].parse(row) as Row<K>;
  return rows.filter((kept) => kept.kind === kind).map(({ row }) => parseOne(row));
}

/** Where the feed of a library is. */
export async function feedPosition(store: Store): Promise<number> {
  const head = await store.read((tx) => tx.db.selectFrom('feed_head').select('position').executeTakeFirstOrThrow());
  return head.position;
}

/** Sends a request again as it was sent, at the same time. Returns the receipts. */
export async function deliver(
  { store, clock }: { readonly store: Store; readonly clock: StoppedClock },
  delivery: Omit<Delivery, 'receipts'>,
  ledger: readonly Envelope[],
): Promise<readonly string[]> {
  clock.at = delivery.now;
  const answer = await createCommandRunner({ store, clock }).run(requestOf(delivery, ledger), deskId(delivery.desk));
  return answer.receipts;
}

/** The request, of the acts that the ledger has. */
export function requestOf(delivery: Omit<Delivery, 'receipts'>, ledger: readonly Envelope[]): CommandsRequest {
  const { stream, ledgerSeq, left, policies } = delivery;
  const without = new Set(delivery.withoutArgs);
  const envelopes = ledger.flatMap((envelope) => {
    const body = bodyOf(envelope);
    if (body.stream !== stream || body.seq < delivery.from || body.seq > delivery.to) return [];
    return without.has(body.seq) ? { ...envelope, args: null, salt: null } : envelope;
  });
  return { stream: streamId(stream), ledgerSeq, left, envelopes, policies };
}

/** The receipt as a library gives it whose feed began elsewhere. */
export function movedReceipt(text: string, by: number): string {
  return text.replace(/"position":(\d+)/, (_, position: string) => `"position":${Number(position) + by}`);
}

/** Every row of every kind that goes over the feed, as its table keeps it, in one order for both databases. */
export async function serverRows(store: Store): Promise<KeptRow[]> {
  const rows: KeptRow[] = [];
  for (const kind of ROW_KINDS) {
    const table = sql.table(STATE_TABLES[kind].table);
    const kept = await store.read((tx) =>
      sql<{ id: string; body: string }>`select id, body from ${table}`.execute(tx.db),
    );
    const sorted = kept.rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    rows.push(...sorted.map(({ body }) => ({ kind, row: parseJson(body) })));
  }
  return rows;
}

/** The envelopes as they are kept, by stream and seq. */
export async function keptEnvelopes(store: Store): Promise<Map<string, Envelope>> {
  const rows = await store.read((tx) =>
    tx.db.selectFrom('envelope').select(['stream', 'seq', 'body', 'signature', 'args', 'salt']).execute(),
  );
  return new Map(rows.map(({ stream, seq, ...envelope }) => [`${stream}/${seq}`, envelope]));
}

function parseJson(text: string): unknown {
  return JSON.parse(text);
}

/** The ledger of a desk. */
export function ledgerOf({ ledgers }: Pick<Corpus, 'ledgers'>, desk: string): Envelope[] {
  return required(ledgers.get(desk), () => `no desk ${desk}`).map(({ envelope }) => envelope);
}
