// Learns changes of loans in another system: each change there becomes acts here once, in the transaction that notes that it was looked at.

import { MINUTE_MS, SECOND_MS, type Instant, type Millis } from '../../shared/core/instant.ts';
import { codeText } from '../../shared/core/code-text.ts';
import type { LoanThere } from '../../shared/connectors/loan-there.ts';
import { hashPolicy, type Policy } from '../../shared/rules/model/policy.ts';
import type { ZoneClock } from '../../shared/rules/calendar/zone-clock.ts';
import type { CommandsRequest } from '../../shared/wire/commands.ts';
import type { CommandRunner } from '../commands/command-runner.ts';
import { ownRequest, type OwnDeed, type OwnDesk } from '../schedule/own-desk.ts';
import type { ReadTx, Store, WriteTx } from '../store/store.ts';
import { keepClaim } from './connector-rows.ts';
import { readPulled, writePulled } from './pulled.ts';
import { learnOne, type Heard, type Named } from './learn-one.ts';
import { itemsWith, loanOf, patronsWith, putLoanRows, readLoanRows, unknownLoans, type LoanRow } from './loan-rows.ts';
import type { BringRecord, ListedLoan, ListKind, LoanList } from './other-system.ts';

/** Parts that learning needs besides those of telling. */
export type Learning = {
  readonly runner: Pick<CommandRunner, 'runOwn'>;
  readonly ownDesk: OwnDesk;
  /** Brings the record of an unknown card or barcode of a loan. */
  readonly bring: BringRecord;
};

export type LearnParts = Learning & {
  readonly store: Store;
  readonly name: string;
  readonly zone: string;
  readonly clockThere: ZoneClock;
  readonly claiming: () => { readonly name: string; readonly owner: string; readonly now: Instant };
  /** False: the server ends. */
  readonly goesOn: () => boolean;
};

/** So many loans in one transaction: the acts of each fit into one request. */
const MOST = 30;
/** Changes of shortly before are read again: a change may become visible after a later one. */
const OVERLAP_MS: Millis = 120 * SECOND_MS;
/** Of those that wait for their card or barcode so many are looked at each time, in turn. */
const MOST_UNKNOWN = 1_000;
/** So many records are asked for at each look, one by one. */
const MOST_BROUGHT = 20;

/**
 * Reads the changes since the last time and learns them; resolves with a message for a person about things there, or null. Throws SystemFailureError,
 * ClaimLostError.
 */
export async function learnFromList(parts: LearnParts, list: LoanList): Promise<string | null> {
  const { store, name } = parts;
  const since = (await store.read((tx) => readCursor(tx, name))) ?? (await beginNow(parts));
  const { loans, unread } = await list.since(since - OVERLAP_MS);
  // A copy came back before it was lent again, also within one second.
  const changed = loans.toSorted(
    (a, b) => a.changedAt - b.changedAt || Number(a.inAt === null) - Number(b.inAt === null),
  );
  for (let n = 0; n < changed.length && parts.goesOn(); n += MOST) {
    const some = changed.slice(n, n + MOST);
    const heard = await newAmong(parts, some, list);
    await learnSome(parts, heard, Math.max(since, ...some.map(({ changedAt }) => changedAt)));
  }
  if (parts.goesOn()) await learnUnknown(parts);
  return unread === 0 ? null : `${unread} of its loans have times that cannot be read`;
}

/** Those that are not as they were last time, with the numbers of those that were not known. */
async function newAmong({ store, name }: LearnParts, some: readonly ListedLoan[], list: LoanList): Promise<Heard[]> {
  const known = await store.read((tx) =>
    readLoanRows(
      tx,
      name,
      some.map(({ id }) => id),
    ),
  );
  const changed = some.filter((one) => !isAsBefore(one, known.get(one.id)));
  const unnamed = changed.filter(({ id }) => (known.get(id)?.state ?? 'unknown') === 'unknown');
  const numbers = unnamed.length === 0 ? [] : await list.numbersOf(unnamed);
  const numbersOf = new Map(unnamed.map(({ id }, n) => [id, numbers[n]]));
  return changed.map((there) => ({ id: there.id, there, numbers: numbersOf.get(there.id) }));
}

function isAsBefore(there: LoanThere, row: LoanRow | undefined): boolean {
  if (row === undefined) return false;
  const before = loanOf(row);
  return before.dueAt === there.dueAt && before.renewals === there.renewals && before.inAt === there.inAt;
}

/** Learns loans whose card or barcode is known by now. */
async function learnUnknown(parts: LearnParts): Promise<void> {
  const { store, name } = parts;
  let { named, lacking, after, last } = await store.read((tx) => waitingLoans(tx, name));
  let hasBrought = false;
  // In turn: those that are not known there either keep the others from nothing.
  const from =
    lacking.length === 0 ? 0 : (Math.floor(parts.claiming().now / MINUTE_MS) * MOST_BROUGHT) % lacking.length;
  for (const { kind, number } of lacking.slice(from, from + MOST_BROUGHT))
    if (parts.goesOn()) hasBrought = (await parts.bring(kind, number)) || hasBrought;
  if (hasBrought) ({ named, lacking, after, last } = await store.read((tx) => waitingLoans(tx, name)));
  for (let n = 0; n < named.length && parts.goesOn(); n += MOST) {
    const some = named.slice(n, n + MOST);
    const heard = some.map((row): Heard => {
      const { barcode = null, card = null } = row.body;
      return { id: row.loan, there: loanOf(row), numbers: { barcode, card } };
    });
    await learnSome(parts, heard, null);
  }
  if (last === after || !parts.goesOn()) return;
  await store.write(async (tx) => {
    await keepClaim(tx, parts.claiming());
    await writePulled(tx, name, { triedTo: last });
  });
}

type Lacking = { readonly kind: ListKind; readonly number: string };

/** Of the loans that wait, in turn, those whose numbers are known by now, and the numbers of the others that are not. */
async function waitingLoans(tx: ReadTx, name: string) {
  const { triedTo: after = '' } = await readPulled(tx, name);
  const waiting = await unknownLoans(tx, name, { after, limit: MOST_UNKNOWN });
  const items = await itemsWith(
    tx,
    waiting.flatMap(({ body }) => body.barcode ?? []),
  );
  const patrons = await patronsWith(
    tx,
    waiting.flatMap(({ body }) => body.card ?? []),
  );
  const named: LoanRow[] = [];
  const lacking: Lacking[] = [];
  for (const row of waiting) {
    const { barcode = '', card = '' } = row.body;
    const [hasItem, hasPatron] = [items.has(codeText(barcode)), patrons.has(codeText(card))];
    if (hasItem && hasPatron) named.push(row);
    if (!hasItem && barcode !== '') lacking.push({ kind: 'items', number: barcode });
    if (!hasPatron && card !== '') lacking.push({ kind: 'patrons', number: card });
  }
  return { after, named, lacking, last: waiting.length < MOST_UNKNOWN ? '' : (waiting.at(-1)?.loan ?? '') };
}

/** Records the lessons of some loans, with their state and how far the list was read, in one transaction. */
async function learnSome(parts: LearnParts, heard: readonly Heard[], upTo: Instant | null): Promise<void> {
  const { runner, ownDesk, name, claiming, zone, clockThere } = parts;
  await runner.runOwn(async (tx, changes) => {
    const { now } = claiming();
    await keepClaim(tx, claiming());
    const before = await readLoanRows(
      tx,
      name,
      heard.map(({ id }) => id),
    );
    const rows: LoanRow[] = [];
    const deeds: OwnDeed[] = [];
    const policies: Policy[] = [];
    const known = await namedHere(tx, heard, before);
    const taken = new Set<string>();
    for (const one of heard) {
      const about = { ...one, before: before.get(one.id), ...known(one.id) };
      const learned = await learnOne({ connector: name, zone, clockThere, tx, changes, now, taken }, about);
      rows.push(learned.row);
      deeds.push(...learned.deeds);
      policies.push(...learned.policies);
    }
    await putLoanRows(tx, name, rows);
    if (upTo !== null) await writePulled(tx, name, { loans: upTo });
    const request = await ownRequest(tx, deeds, { ...ownDesk, now });
    return request === null ? null : { ...request, policies: policiesOf(policies) };
  });
}

/** Each policy once, under its hash. */
export function policiesOf(policies: readonly Policy[]): CommandsRequest['policies'] {
  return [...new Map(policies.map((policy) => [hashPolicy(policy), policy]))].map(([hash, policy]) => ({
    hash,
    policy,
  }));
}

/** The item and the patron here of each loan. */
async function namedHere(
  tx: ReadTx,
  heard: readonly Heard[],
  before: ReadonlyMap<string, LoanRow>,
): Promise<(id: string) => Named> {
  const numbers = new Map(heard.map((one) => [one.id, one.numbers]));
  const items = await itemsWith(
    tx,
    heard.flatMap((one) => one.numbers?.barcode ?? []),
  );
  const patrons = await patronsWith(
    tx,
    heard.flatMap((one) => one.numbers?.card ?? []),
  );
  return (id) => ({
    item: before.get(id)?.item ?? items.get(codeText(numbers.get(id)?.barcode ?? '')) ?? null,
    patron: before.get(id)?.patron ?? patrons.get(codeText(numbers.get(id)?.card ?? '')) ?? null,
  });
}

/** How far the list was read, by the clock there; at first, when learning was asked for. Null: that was not noted. */
async function readCursor(tx: ReadTx, name: string): Promise<Instant | null> {
  const { loans, learnsFrom } = await readPulled(tx, name);
  return loans ?? learnsFrom ?? null;
}

/** Begins at this moment, and notes it: the next look goes on from there. */
function beginNow({ store, name, claiming }: LearnParts): Promise<Instant> {
  return store.write(async (tx) => {
    await keepClaim(tx, claiming());
    const { now } = claiming();
    await writePulled(tx, name, { learnsFrom: now });
    return now;
  });
}

/** Notes why a system does not list its loans; null: it does. */
export async function noteLearnFault(
  tx: WriteTx,
  claiming: ReturnType<LearnParts['claiming']>,
  fault: string | null,
): Promise<void> {
  await keepClaim(tx, claiming);
  const { name } = claiming;
  const { loansFault = null } = await readPulled(tx, name);
  if (loansFault !== fault) await writePulled(tx, name, { loansFault: fault });
}
