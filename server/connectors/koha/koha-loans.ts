// Koha's list of loans: the newest changes first, until those read before. A filter by time would depend on how a version reads times in it; the
// order does not. Where it grows shorter while it is read, loans may have slipped to a page before: it goes on from there, and a loan that is read
// twice is one.

import { z } from 'zod';
import { DAY_MS, formatInstant, MINUTE_MS, type Instant, type Millis } from '../../../shared/core/instant.ts';
import { UTC, zoneClock, type ZoneClock } from '../../../shared/rules/calendar/zone-clock.ts';
import { dueThere, momentThere } from '../values-there.ts';
import { read } from '../http-call.ts';
import { SystemFailureError, type ListedLoan, type LoanList, type LoanNumbers } from '../other-system.ts';
import type { KohaAnswer, KohaClient } from './koha-client.ts';

const LoansSchema = z.array(
  z.object({
    checkout_id: z.number(),
    patron_id: z.number().nullish(),
    item_id: z.number().nullish(),
    checkout_date: z.string().nullish(),
    due_date: z.string().nullish(),
    renewals_count: z.number().nullish(),
    last_renewed_date: z.string().nullish(),
    checkin_date: z.string().nullish(),
    timestamp: z.string().nullish(),
  }),
);
const ItemsSchema = z.array(z.object({ item_id: z.number(), external_id: z.string().nullish() }));
const PatronsSchema = z.array(z.object({ patron_id: z.number(), cardnumber: z.string().nullish() }));

const PAGE = 100;
/** As many changes as a large library makes in a week. Of more, the older ones are read in one look. */
const MOST_PAGES = 1_000;
/** The next look begins somewhat earlier than this one ended, and has to come further. */
const LEAST_MS: Millis = 10 * MINUTE_MS;

/** The list over a line to Koha. `zone`: of times that name none. */
export function kohaLoans(client: Pick<KohaClient, 'get'>, zone: string): LoanList {
  const clock = zoneClock(zone) ?? UTC;
  return {
    since: async (at) => {
      const open = await changedSince(client, { at, clock, isIn: false });
      // Read after those that are open: a loan that ends meanwhile is in one of them, or in both.
      const ended = await changedSince(client, { at, clock, isIn: true });
      const newest = new Map([...open.loans, ...ended.loans].map((loan) => [loan.id, loan]));
      // Both lists end at the earlier of their two ends.
      const until = Math.min(open.until, ended.until);
      const loans = [...newest.values()].filter(({ changedAt }) => changedAt <= until);
      return { loans, unread: new Set([...open.unread, ...ended.unread]).size };
    },
    numbersOf: async (loans) => {
      const items = await named(
        client,
        '/items',
        'item_id',
        loans.map(({ item }) => item),
      );
      const patrons = await named(
        client,
        '/patrons',
        'patron_id',
        loans.map(({ patron }) => patron),
      );
      const barcodes = new Map(read(ItemsSchema, items).map((one) => [String(one.item_id), one.external_id ?? null]));
      const cards = new Map(read(PatronsSchema, patrons).map((one) => [String(one.patron_id), one.cardnumber ?? null]));
      return loans.map(({ item, patron }): LoanNumbers => ({
        barcode: barcodes.get(item ?? '') ?? null,
        card: cards.get(patron ?? '') ?? null,
      }));
    },
  };
}

type Asked = { readonly at: Instant; readonly clock: ZoneClock; readonly isIn: boolean };

type Changes = {
  /** The newest change first. */
  readonly loans: readonly ListedLoan[];
  readonly unread: ReadonlySet<number>;
  /** All changes up to then are among them. */
  readonly until: Instant;
};

/** Throws SystemFailureError where one look does not reach the changes read before: no change may be passed over. */
async function changedSince(client: Pick<KohaClient, 'get'>, asked: Asked): Promise<Changes> {
  let until = Infinity;
  for (;;) {
    const { isWhole, ...changes } = await newestUntil(client, asked, until);
    if (isWhole) return changes;
    // Those in the newer half of what was read are left to later looks.
    const half = changes.loans[changes.loans.length >> 1]?.changedAt ?? until;
    const earlier = Math.max(half, asked.at + LEAST_MS);
    if (earlier >= changes.until) throw tooMany();
    until = earlier;
  }
}

const tooMany = (): SystemFailureError =>
  new SystemFailureError('not-answered', 'more of its loans changed than one look reads');

/** Changes from the newest one up to a moment; `isWhole`: they reach those that were read before. */
async function newestUntil(
  client: Pick<KohaClient, 'get'>,
  { at, clock, isIn }: Asked,
  until: Instant,
): Promise<Changes & { readonly isWhole: boolean }> {
  const loans: ListedLoan[] = [];
  const unread = new Set<number>();
  let before: number | null = null;
  let page = 1;
  for (let reads = 0; reads < MOST_PAGES; reads += 1) {
    const answer = await client.get('/checkouts', {
      _order_by: '-timestamp',
      _per_page: String(PAGE),
      _page: String(page),
      ...(isIn ? { checked_in: 'true' } : {}),
      ...(until === Infinity ? {} : { q: JSON.stringify({ timestamp: { '<=': formatInstant(until) } }) }),
    });
    const rows = read(LoansSchema, answer);
    const slipped = Math.max(0, (before ?? 0) - (answer.total ?? before ?? 0));
    before = answer.total;
    if (slipped > 0 && page > 1) {
      page = Math.max(1, page - Math.ceil(slipped / PAGE));
      continue;
    }
    const known = rows.flatMap((row) => listed(row, clock) ?? []);
    for (const row of rows) if (listed(row, clock) === null) unread.add(row.checkout_id);
    loans.push(...known.filter(({ changedAt }) => changedAt >= at));
    // A version may read the moment by another clock; one that does not read it at all has the newest change first.
    const newest = loans[0]?.changedAt ?? at;
    if (newest > until + DAY_MS) throw tooMany();
    const isWhole = rows.length < PAGE || known.some(({ changedAt }) => changedAt < at);
    if (isWhole) return { loans, unread, until: until === Infinity ? until : newest, isWhole };
    page += 1;
  }
  return { loans, unread, until: loans[0]?.changedAt ?? at, isWhole: false };
}

/** Null: its times cannot be read. */
function listed(row: z.infer<typeof LoansSchema>[number], clock: ZoneClock): ListedLoan | null {
  const moment = (text: string | null | undefined): Instant | null => momentThere(text, clock);
  const [outAt, dueAt, changedAt] = [moment(row.checkout_date), dueThere(row.due_date, clock), moment(row.timestamp)];
  const inAt = moment(row.checkin_date);
  const isEndRead = (row.checkin_date ?? null) === null || inAt !== null;
  if (outAt === null || dueAt === null || changedAt === null || !isEndRead) return null;
  const idOf = (id: number | null | undefined) => (id === null || id === undefined ? null : String(id));
  return {
    id: String(row.checkout_id),
    item: idOf(row.item_id),
    patron: idOf(row.patron_id),
    outAt,
    dueAt,
    renewals: row.renewals_count ?? 0,
    renewedAt: moment(row.last_renewed_date),
    inAt,
    changedAt,
  };
}

/** Records by their ids there, in one question. */
async function named(
  client: Pick<KohaClient, 'get'>,
  path: string,
  key: string,
  ids: readonly (string | null)[],
): Promise<KohaAnswer> {
  const wanted = [...new Set(ids.flatMap((id) => id ?? []))].map(Number);
  if (wanted.length === 0) return { status: 200, body: [], total: 0 };
  return client.get(path, { q: JSON.stringify({ [key]: wanted }), _per_page: String(wanted.length) });
}
