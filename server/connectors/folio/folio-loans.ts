// FOLIO's list of loans: those that changed in a stretch of time, page by page in the order of their ids. The stretch ends at a change that is there when
// the read begins: a loan changed during the read is in the next one.

import { z } from 'zod';
import { MINUTE_MS, type Instant, type Millis } from '../../../shared/core/instant.ts';
import { UTC, zoneClock, type ZoneClock } from '../../../shared/rules/calendar/zone-clock.ts';
import { dueThere, momentThere, TextThereSchema } from '../values-there.ts';
import { read } from '../http-call.ts';
import { SystemFailureError, type ListedLoan, type LoanList, type LoanNumbers } from '../other-system.ts';
import type { FolioClient } from './folio-client.ts';
import { cql, cqlTime, FolioIdSchema, idQueries, LoansSchema, type LoanSchema } from './folio-records.ts';

const NumbersSchema = z.array(z.object({ id: FolioIdSchema, barcode: TextThereSchema.nullish() }));
type Numbers = z.infer<typeof NumbersSchema>;
const ItemsSchema = z.object({ items: NumbersSchema });
const UsersSchema = z.object({ users: NumbersSchema });

const PAGE = 100;
/** So many changes in one look; the next one goes on from there. It begins somewhat earlier than this one ended, and has to come further. */
const MOST = 20_000;
const LEAST_MS: Millis = 10 * MINUTE_MS;
/** As many changes as an import there makes at once. */
const MOST_AT_ONCE = 200_000;

type Getting = Pick<FolioClient, 'get'>;

/** The list over a line to FOLIO. `zone`: of times that name none. */
export function folioLoans(client: Getting, zone: string): LoanList {
  const clock = zoneClock(zone) ?? UTC;
  return {
    since: async (at) => {
      const rows = await changedSince(client, at, clock);
      const loans = rows.flatMap((row) => listed(row, clock) ?? []);
      return { loans, unread: rows.length - loans.length };
    },
    numbersOf: async (loans) => {
      const barcodes: Numbers = [];
      for (const query of queriesFor(loans.map(({ item }) => item)))
        barcodes.push(...read(ItemsSchema, await client.get('/inventory/items', query)).items);
      const cards: Numbers = [];
      for (const query of queriesFor(loans.map(({ patron }) => patron)))
        cards.push(...read(UsersSchema, await client.get('/users', query)).users);
      const [barcodeOf, cardOf] = [numbers(barcodes), numbers(cards)];
      return loans.map(({ item, patron }): LoanNumbers => ({ barcode: barcodeOf(item), card: cardOf(patron) }));
    },
  };
}

type Row = z.infer<typeof LoanSchema>;

/** Throws SystemFailureError where one look does not reach the end of the stretch: no change may be passed over. */
async function changedSince(client: Getting, at: Instant, clock: ZoneClock): Promise<readonly Row[]> {
  const changed = `metadata.updatedDate>=${cql(cqlTime(at))}`;
  const until = await lastOf(client, { changed, at, clock });
  if (until === null) return [];
  const rows: Row[] = [];
  let last = '';
  while (rows.length <= MOST_AT_ONCE) {
    // Times are compared as texts, which need not end alike.
    const within = `${changed} and metadata.updatedDate<=${cql(cqlTime(until + 1))}`;
    const after = last === '' ? '' : ` and id>${cql(last)}`;
    const some = await page(client, `${within}${after} sortBy id`, { limit: PAGE });
    rows.push(...some.filter((row) => isWithin(row, { at, until, clock })));
    if (some.length < PAGE) return rows;
    const next = some.at(-1)?.id ?? '';
    if (next <= last) throw new SystemFailureError('not-answered', 'it does not read its loans in order');
    last = next;
  }
  throw new SystemFailureError('not-answered', 'more of its loans changed at once than one look reads');
}

type Changed = { readonly changed: string; readonly at: Instant; readonly clock: ZoneClock };

/** The end of the stretch that one look reads: the newest change, or an earlier one where there are many. Null: nothing changed. */
async function lastOf(client: Getting, { changed, at, clock }: Changed): Promise<Instant | null> {
  const [later] = await page(client, `${changed} sortBy metadata.updatedDate`, { limit: 1, offset: MOST });
  const [newest] =
    later === undefined
      ? await page(client, `${changed} sortBy metadata.updatedDate/sort.descending`, { limit: 1 })
      : [];
  const last = later ?? newest;
  if (last === undefined) return null;
  const until = momentThere(last.metadata?.updatedDate, clock);
  if (until === null) throw new SystemFailureError('not-answered', 'its loans do not say when they changed');
  return later === undefined ? until : Math.max(until, at + LEAST_MS);
}

type Part = { readonly limit: number; readonly offset?: number };

async function page(client: Getting, query: string, { limit, offset = 0 }: Part): Promise<readonly Row[]> {
  const part = { limit: String(limit), ...(offset === 0 ? {} : { offset: String(offset) }) };
  return read(LoansSchema, await client.get('/circulation/loans', { query, ...part })).loans;
}

type Stretch = { readonly at: Instant; readonly until: Instant; readonly clock: ZoneClock };

/** A loan without a time of its change is not passed over: people see how many there are. */
function isWithin({ metadata }: Row, { at, until, clock }: Stretch): boolean {
  const changedAt = momentThere(metadata?.updatedDate, clock);
  return changedAt === null || (changedAt >= at && changedAt <= until);
}

/** Null: its times cannot be read. A loan that ended without a return, as one of a lost copy that was paid for, goes on here. */
function listed(row: Row, clock: ZoneClock): ListedLoan | null {
  const [outAt, dueAt] = [momentThere(row.loanDate, clock), dueThere(row.dueDate, clock)];
  const changedAt = momentThere(row.metadata?.updatedDate, clock);
  const returned = row.returnDate ?? row.systemReturnDate ?? null;
  const isEnded = row.status?.name === 'Closed' && returned !== null;
  const inAt = isEnded ? momentThere(returned, clock) : null;
  if (outAt === null || dueAt === null || changedAt === null || (isEnded && inAt === null)) return null;
  const renewals = row.renewalCount ?? 0;
  return {
    id: row.id,
    item: row.itemId ?? null,
    patron: row.userId ?? null,
    outAt,
    dueAt,
    renewals,
    // Its last change is the renewal.
    renewedAt: renewals > 0 && row.action?.startsWith('renewed') === true ? changedAt : null,
    inAt,
    changedAt,
  };
}

function queriesFor(given: readonly (string | null)[]): ReturnType<typeof idQueries> {
  return idQueries([...new Set(given.flatMap((id) => id ?? []))]);
}

function numbers(rows: Numbers): (id: string | null) => string | null {
  const known = new Map(rows.map(({ id, barcode }) => [id, barcode ?? null]));
  return (id) => (id === null ? null : (known.get(id) ?? null));
}
