// Koha's list of loans: the newest changes first, until what was read before. A filter by time would depend on how a version reads times in it; the order
// does not. A list that grows shorter while it is read is read again, since a loan may have slipped from one page to another unseen.

import { z } from 'zod';
import { parseInstant, type Instant } from '../../../shared/core/instant.ts';
import { UTC, zoneClock, type ZoneClock } from '../../../shared/rules/calendar/zone-clock.ts';
import { SystemFailureError, type ListedLoan, type LoanList, type LoanNumbers } from '../other-system.ts';
import type { KohaAnswer, KohaClient } from './koha-client.ts';

const LoansSchema = z.array(
  z.object({
    checkout_id: z.number(),
    patron_id: z.number().nullish(),
    item_id: z.number().nullish(),
    checkout_date: z.string(),
    due_date: z.string(),
    renewals_count: z.number().nullish(),
    last_renewed_date: z.string().nullish(),
    checkin_date: z.string().nullish(),
    timestamp: z.string(),
  }),
);
const ItemsSchema = z.array(z.object({ item_id: z.number(), external_id: z.string().nullish() }));
const PatronsSchema = z.array(z.object({ patron_id: z.number(), cardnumber: z.string().nullish() }));

/** Loans on a page, and the most pages of one look. Changes beyond them are not learned. */
const PAGE = 100;
const MOST_PAGES = 200;
/** A list that grows shorter at each reading is taken as far as it was read. Changes behind that are not learned. */
const MOST_READS = 3;

/** The list over a line to Koha. `zone`: of times that name none. */
export function kohaLoans(client: Pick<KohaClient, 'get'>, zone: string): LoanList {
  const clock = zoneClock(zone) ?? UTC;
  return {
    since: async (at) => {
      const open = await changedSince(client, { at, clock, isIn: false });
      // Read after those that are open: a loan that ends meanwhile is in one of them, or in both.
      const ended = await changedSince(client, { at, clock, isIn: true });
      const newest = new Map([...open, ...ended].map((loan) => [loan.id, loan]));
      // A copy came back before it was lent again, also within one second.
      return [...newest.values()].toSorted(
        (a, b) => a.changedAt - b.changedAt || Number(a.inAt === null) - Number(b.inAt === null),
      );
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

async function changedSince(client: Pick<KohaClient, 'get'>, asked: Asked): Promise<readonly ListedLoan[]> {
  for (let reads = 1; ; reads += 1) {
    const found = await readPages(client, asked);
    if (found.isWhole || reads >= MOST_READS) return found.loans;
  }
}

async function readPages(
  client: Pick<KohaClient, 'get'>,
  { at, clock, isIn }: Asked,
): Promise<{ readonly loans: readonly ListedLoan[]; readonly isWhole: boolean }> {
  const loans: ListedLoan[] = [];
  let first: number | null = null;
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const answer = await client.get('/checkouts', {
      _order_by: '-timestamp',
      _per_page: String(PAGE),
      _page: String(page),
      ...(isIn ? { checked_in: 'true' } : {}),
    });
    const rows = read(LoansSchema, answer).map((row) => listed(row, clock));
    first ??= answer.total;
    if (answer.total !== null && first !== null && answer.total < first) return { loans, isWhole: false };
    loans.push(...rows.filter(({ changedAt }) => changedAt >= at));
    if (rows.length < PAGE || rows.some(({ changedAt }) => changedAt < at)) break;
  }
  return { loans, isWhole: true };
}

function listed(row: z.infer<typeof LoansSchema>[number], clock: ZoneClock): ListedLoan {
  const moment = (text: string): Instant => momentOf(text, clock);
  const orNull = (text: string | null | undefined) => (text === null || text === undefined ? null : moment(text));
  const idOf = (id: number | null | undefined) => (id === null || id === undefined ? null : String(id));
  return {
    id: String(row.checkout_id),
    item: idOf(row.item_id),
    patron: idOf(row.patron_id),
    outAt: moment(row.checkout_date),
    dueAt: moment(row.due_date),
    renewals: row.renewals_count ?? 0,
    renewedAt: orNull(row.last_renewed_date),
    inAt: orNull(row.checkin_date),
    changedAt: moment(row.timestamp),
  };
}

/** A time with its zone, or one of the site. Throws SystemFailureError. */
function momentOf(text: string, clock: ZoneClock): Instant {
  const local = Date.parse(`${text.trim().replace(' ', 'T')}Z`);
  const at = parseInstant(text) ?? (Number.isNaN(local) ? null : clock.toInstant(local));
  if (at === null) throw new SystemFailureError('not-answered', 'its loans have times that cannot be read');
  return at;
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

function read<T>(schema: z.ZodType<T>, { status, body }: KohaAnswer): T {
  const parsed = schema.safeParse(body);
  if (status >= 200 && status < 300 && parsed.success) return parsed.data;
  throw new SystemFailureError('not-answered', `it answered ${status} to a list of loans`);
}
