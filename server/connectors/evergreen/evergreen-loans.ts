// Evergreen's list of loans: those that were made or ended since a moment, the oldest change first. A renewal there ends a loan and makes another one after
// it: a loan here is such a chain, known by its first one.

import { z } from 'zod';
import { formatInstant, MINUTE_MS, type Instant } from '../../../shared/core/instant.ts';
import { SystemFailureError, type ListedLoan, type LoanList, type LoanNumbers } from '../other-system.ts';
import { TextThereSchema } from '../values-there.ts';
import type { EvergreenClient } from './evergreen-client.ts';
import { CHECKED_OUT, CircSchema, IdSchema, search, timeOf, type Circ, type Filter } from './evergreen-records.ts';

const CopySchema = z.object({ id: IdSchema, barcode: TextThereSchema });
const StatusSchema = z.object({ id: IdSchema, status: IdSchema });
const UserSchema = z.object({ id: IdSchema, home_ou: IdSchema, card: IdSchema.nullable() });
const CardSchema = z.object({ id: IdSchema, usr: IdSchema, barcode: TextThereSchema });
const IdsSchema = z.array(IdSchema);

/** So many changes in one look; the next one goes on from there. It begins somewhat earlier than this one ended, and has to come further. */
const MOST = 20_000;
const LEAST_MS = 10 * MINUTE_MS;
/** As many changes as an import there makes at once. */
const MOST_AT_ONCE = 200_000;
/** Records of one question by their ids. */
const MOST_IDS = 200;
/** A loan is renewed no more often. */
const MOST_STEPS = 200;

/** The list over a line to Evergreen. */
export function evergreenLoans(client: EvergreenClient): LoanList {
  return {
    since: async (at) => {
      const madeIds = await changedSince(client, 'create_time', at);
      const endedIds = await changedSince(client, 'checkin_scan_time', at);
      const made = await changesIn(client, madeIds, { column: 'create_time', at });
      const ended = await changesIn(client, endedIds, { column: 'checkin_scan_time', at });
      // Both lists end at the earlier of their two ends.
      const until = Math.min(made.until, ended.until);
      const changes = [...made.changes, ...ended.changes].filter(({ changedAt }) => changedAt <= until);
      const { chains, unread } = await chainsOf(
        client,
        changes.map(({ circ }) => circ),
      );
      const changedAt = new Map<number, Instant>();
      for (const { circ, changedAt: when } of changes)
        changedAt.set(circ.id, Math.max(when, changedAt.get(circ.id) ?? -Infinity));
      const listed = chains.map((chain) => listedLoan(chain, changedAt));
      const loans = listed.flatMap((loan) => loan ?? []);
      return { loans, unread: made.unread + ended.unread + unread + (listed.length - loans.length) };
    },
    numbersOf: (loans) => numbersOf(client, loans),
  };
}

type Change = { readonly circ: Circ; readonly changedAt: Instant };
type Changes = {
  readonly changes: readonly Change[];
  readonly unread: number;
  /** All changes up to then are among them. */
  readonly until: Instant;
};

type TimeOfChange = 'create_time' | 'checkin_scan_time';

/**
 * Ids of loans that were made or ended since a moment, the oldest change first. Ids alone, and all of them: it hides records after it has cut a page, so
 * that a page may look like the last.
 */
async function changedSince(client: EvergreenClient, column: TimeOfChange, at: Instant): Promise<readonly number[]> {
  const order = [
    { class: 'circ', field: column },
    { class: 'circ', field: 'id' },
  ];
  const filter = { [column]: { '>=': formatInstant(at) } };
  const [list] = await client.ask('open-ils.pcrud.id_list.circ.atomic', filter, { order_by: order });
  const ids = IdsSchema.safeParse(list);
  if (!ids.success) throw new SystemFailureError('not-answered', 'its list of loans cannot be read');
  return ids.data;
}

type Since = { readonly column: TimeOfChange; readonly at: Instant };

/** Loans by their ids, in that order. */
async function changesIn(client: EvergreenClient, ids: readonly number[], { column, at }: Since): Promise<Changes> {
  const changes: Change[] = [];
  let unread = 0;
  let until = at;
  for (let n = 0; n < ids.length; n += MOST_IDS) {
    if (n >= MOST && until >= at + LEAST_MS) return { changes, unread, until };
    if (n >= MOST_AT_ONCE)
      throw new SystemFailureError('not-answered', 'more of its loans changed at once than one look reads');
    for (const circ of await circs(client, { id: ids.slice(n, n + MOST_IDS) })) {
      const changedAt = timeOf(circ[column]);
      if (changedAt === null) unread += 1;
      else changes.push({ circ, changedAt });
      until = Math.max(until, changedAt ?? until);
    }
  }
  return { changes, unread, until: Infinity };
}

function circs(client: EvergreenClient, filter: Filter): Promise<readonly Circ[]> {
  return search(client, { of: 'circ', schema: CircSchema }, filter);
}

type Chain = readonly [Circ, ...Circ[]];

/** The whole chains of some loans; `unread`: how many have a part that the account may not see. */
async function chainsOf(
  client: EvergreenClient,
  some: readonly Circ[],
): Promise<{ readonly chains: readonly Chain[]; readonly unread: number }> {
  const known = new Map(some.map((circ) => [circ.id, circ]));
  const missing = new Set<number>();
  await follow(known, async () => {
    const parents = [...known.values()].flatMap(({ parent_circ: id }) => id ?? []);
    const wanted = parents.filter((id) => !known.has(id) && !missing.has(id));
    const found = await inParts(wanted, (ids) => circs(client, { id: ids }));
    const ids = new Set(found.map(({ id }) => id));
    for (const id of wanted) if (!ids.has(id)) missing.add(id);
    return found;
  });
  const asked = new Set<number>();
  await follow(known, async () => {
    const renewed = new Set([...known.values()].map(({ parent_circ: id }) => id));
    const ends = [...known.values()].filter(
      ({ id, checkin_time: end }) => end !== null && !renewed.has(id) && !asked.has(id),
    );
    for (const { id } of ends) asked.add(id);
    return inParts(
      ends.map(({ id }) => id),
      (ids) => circs(client, { parent_circ: ids }),
    );
  });
  const next = new Map([...known.values()].map((circ) => [circ.parent_circ, circ]));
  const chains = [...known.values()]
    .filter(({ parent_circ: id }) => id === null)
    .map((first) => chainFrom(first, next));
  const whole = await withoutHiddenEnds(client, chains);
  return { chains: whole, unread: missing.size + (chains.length - whole.length) };
}

/** Chains whose last part is known to be the last: a part also ends when it is renewed, and the account may not see the renewal. */
async function withoutHiddenEnds(client: EvergreenClient, chains: readonly Chain[]): Promise<readonly Chain[]> {
  const ends = chains.map((chain) => chain.at(-1) ?? chain[0]);
  const ended = ends.filter(({ checkin_time: end }) => end !== null);
  // Fines that had stopped before, as at MAXFINES, say neither. If the copy is still checked out and no loan of it can be seen, a hidden renewal
  // has it.
  const unclear = ended.filter(({ stop_fines: why }) => why !== 'CHECKIN' && why !== 'RENEW');
  const copies = unclear.map(({ target_copy: copy }) => copy);
  const open = await inParts(copies, (ids) => circs(client, { target_copy: ids, checkin_time: null }));
  const shown = new Set(open.map(({ target_copy: copy }) => copy));
  const statuses = await inParts(
    copies.filter((copy) => !shown.has(copy)),
    (id) => search(client, { of: 'acp', schema: StatusSchema }, { id }),
  );
  const out = new Set(statuses.flatMap(({ id, status }) => (status === CHECKED_OUT ? [id] : [])));
  const hidden = new Set([
    ...ended.flatMap(({ id, stop_fines: why }) => (why === 'RENEW' ? [id] : [])),
    ...unclear.flatMap(({ id, target_copy: copy }) => (out.has(copy) ? [id] : [])),
  ]);
  return chains.filter((chain, n) => !hidden.has(ends[n]?.id ?? chain[0].id));
}

/** Adds what a step finds until it finds nothing more. */
async function follow(known: Map<number, Circ>, step: () => Promise<readonly Circ[]>): Promise<void> {
  for (let steps = 0; steps <= MOST_STEPS; steps += 1) {
    const found = (await step()).filter(({ id }) => !known.has(id));
    if (found.length === 0) return;
    for (const circ of found) known.set(circ.id, circ);
  }
  throw new SystemFailureError('not-answered', 'it lists a loan that was renewed without end');
}

function chainFrom(first: Circ, next: ReadonlyMap<number | null, Circ>): Chain {
  const chain: [Circ, ...Circ[]] = [first];
  for (let circ = next.get(first.id); circ !== undefined; circ = next.get(circ.id)) chain.push(circ);
  return chain;
}

/** Null: its times cannot be read. */
function listedLoan(chain: Chain, changedAt: ReadonlyMap<number, Instant>): ListedLoan | null {
  const [first] = chain;
  const last = chain.at(-1) ?? first;
  const [outAt, dueAt, inAt] = [timeOf(first.xact_start), timeOf(last.due_date), timeOf(last.checkin_time)];
  const isEndRead = last.checkin_time === null || inAt !== null;
  if (outAt === null || dueAt === null || !isEndRead) return null;
  const renewals = chain.length - 1;
  return {
    id: String(first.id),
    item: String(last.target_copy),
    patron: last.usr === null ? null : String(last.usr),
    outAt,
    dueAt,
    renewals,
    renewedAt: renewals === 0 ? null : timeOf(last.xact_start),
    inAt,
    changedAt: Math.max(...chain.flatMap(({ id }) => changedAt.get(id) ?? [])),
  };
}

async function numbersOf(client: EvergreenClient, loans: readonly ListedLoan[]): Promise<readonly LoanNumbers[]> {
  const idsOf = (texts: readonly (string | null)[]) => texts.flatMap((text) => (text === null ? [] : [Number(text)]));
  const copies = await inParts(idsOf(loans.map(({ item }) => item)), (id) =>
    search(client, { of: 'acp', schema: CopySchema }, { id }),
  );
  const users = await inParts(idsOf(loans.map(({ patron }) => patron)), (id) =>
    search(client, { of: 'au', schema: UserSchema }, { id }),
  );
  const cards = await inParts(
    users.flatMap(({ card }) => card ?? []),
    (id) => search(client, { of: 'ac', schema: CardSchema }, { id }),
  );
  const barcodes = new Map(copies.map(({ id, barcode }) => [String(id), barcode]));
  const byUser = new Map(cards.map(({ usr, barcode }) => [String(usr), barcode]));
  return loans.map(({ item, patron }) => ({
    barcode: barcodes.get(item ?? '') ?? null,
    card: byUser.get(patron ?? '') ?? null,
  }));
}

/** One question for each part of the ids; none where there are none. */
async function inParts<T>(
  ids: readonly number[],
  ask: (ids: readonly number[]) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  const wanted = [...new Set(ids)];
  const found: T[] = [];
  for (let n = 0; n < wanted.length; n += MOST_IDS) found.push(...(await ask(wanted.slice(n, n + MOST_IDS))));
  return found;
}
