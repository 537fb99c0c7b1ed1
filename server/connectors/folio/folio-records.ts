// Records of FOLIO by the numbers that people use: everything there is named by ids, so that those of cards, barcodes and service points are kept for a
// while.

import { z } from 'zod';
import { MINUTE_MS, type Instant, type Millis } from '../../../shared/core/instant.ts';
import { UTC, zoneClock, type ZoneClock } from '../../../shared/rules/calendar/zone-clock.ts';
import { dueThere, momentThere, TextThereSchema } from '../values-there.ts';
import { read } from '../http-call.ts';
import type { FolioClient } from './folio-client.ts';

/** An id of a record. */
export const FolioIdSchema = z.string().regex(/^[0-9a-f-]{36}$/i);
const MOST_POINTS = '2000';

export const LoanSchema = z.object({
  id: FolioIdSchema,
  userId: FolioIdSchema.nullish(),
  itemId: FolioIdSchema.nullish(),
  loanDate: z.string().nullish(),
  dueDate: z.string().nullish(),
  returnDate: z.string().nullish(),
  systemReturnDate: z.string().nullish(),
  action: z.string().nullish(),
  renewalCount: z.int().min(0).nullish(),
  status: z.object({ name: z.string() }).nullish(),
  metadata: z.object({ updatedDate: z.string().nullish() }).nullish(),
});
export const LoansSchema = z.object({ loans: z.array(LoanSchema) });
const UsersSchema = z.object({ users: z.array(z.object({ id: FolioIdSchema, barcode: z.string().nullish() })) });
const ItemSchema = z.object({
  id: FolioIdSchema,
  barcode: z.string().nullish(),
  holdingsRecordId: FolioIdSchema.nullish(),
  status: z.object({ name: z.string() }).nullish(),
});
const ItemsSchema = z.object({ items: z.array(ItemSchema) });
const ServicePointsSchema = z.object({
  servicepoints: z.array(
    z.object({
      id: FolioIdSchema,
      code: TextThereSchema,
      name: TextThereSchema,
      pickupLocation: z.boolean().nullish(),
    }),
  ),
});

/** A loan with its times read. */
export type FolioLoan = {
  readonly id: string;
  readonly userId: string | null;
  readonly outAt: Instant | null;
  readonly dueAt: Instant | null;
};
export type FolioItem = z.infer<typeof ItemSchema>;
export type ServicePoint = z.infer<typeof ServicePointsSchema>['servicepoints'][number];

export type FolioRecords = {
  /** The id of the user with a card; null = it has none. Each throws SystemFailureError. */
  readonly userOf: (card: string) => Promise<string | null>;
  /** The id of an item; null = it has none. */
  readonly itemIdOf: (barcode: string) => Promise<string | null>;
  /** An item as it stands now. */
  readonly itemOf: (barcode: string) => Promise<FolioItem | null>;
  readonly servicePoint: (code: string) => Promise<ServicePoint | null>;
  /** The loan that an item is out by. */
  readonly openLoanOf: (item: string) => Promise<FolioLoan | null>;
  /** The loan as it stands now. */
  readonly loan: (id: string) => Promise<FolioLoan>;
  /** The last return of an item at or after a moment; null = there is none. */
  readonly returnedSince: (item: string, at: Instant) => Promise<Instant | null>;
  readonly toLoan: (body: unknown) => FolioLoan | null;
};

/** Reads them over a line to FOLIO. `zone`: of times that name none. */
export function folioRecords(client: Pick<FolioClient, 'get'>, zone: string, now: () => Instant): FolioRecords {
  const clock = zoneClock(zone) ?? UTC;
  const users = kept<string>(now);
  const items = kept<string>(now);
  const points = kept<readonly ServicePoint[]>(now);
  const some = async <T>(schema: z.ZodType<T>, path: string, query: string, limit = '10'): Promise<T> =>
    read(schema, await client.get(path, { query, limit }));
  const itemOf = async (barcode: string): Promise<FolioItem | null> => {
    const found = await some(ItemsSchema, '/inventory/items', `barcode==${cql(barcode)}`);
    return found.items.find((one) => isSameNumber(one.barcode, barcode)) ?? null;
  };
  return {
    itemOf,
    itemIdOf: (barcode) => items(barcode, async () => (await itemOf(barcode))?.id ?? null),
    userOf: (card) =>
      users(card, async () => {
        const found = await some(UsersSchema, '/users', `barcode==${cql(card)}`);
        return found.users.find((one) => isSameNumber(one.barcode, card))?.id ?? null;
      }),
    servicePoint: async (code) => {
      const all = await points('all', async () => {
        const answer = await client.get('/service-points', { limit: MOST_POINTS });
        return read(ServicePointsSchema, answer).servicepoints;
      });
      return all?.find((one) => isSameNumber(one.code, code)) ?? null;
    },
    openLoanOf: async (item) => {
      const query = `itemId==${cql(item)} and status.name=="Open"`;
      const { loans } = await some(LoansSchema, '/circulation/loans', query);
      const open = loans.find((one) => one.itemId === item && one.status?.name === 'Open');
      return open === undefined ? null : toLoan(open, clock);
    },
    loan: async (id) => toLoan(read(LoanSchema, await client.get(`/circulation/loans/${id}`)), clock),
    returnedSince: async (item, at) => {
      const query = `itemId==${cql(item)} and status.name=="Closed" and returnDate>=${cql(cqlTime(at))}`;
      const { loans } = await some(LoansSchema, '/circulation/loans', query, '100');
      const ends = loans.flatMap((one) => (one.itemId === item ? (momentThere(one.returnDate, clock) ?? []) : []));
      return ends.length === 0 ? null : Math.max(...ends);
    },
    toLoan: (body) => {
      const parsed = LoanSchema.safeParse(body);
      return parsed.success ? toLoan(parsed.data, clock) : null;
    },
  };
}

function toLoan({ id, userId = null, loanDate, dueDate }: z.infer<typeof LoanSchema>, clock: ZoneClock): FolioLoan {
  return { id, userId, outAt: momentThere(loanDate, clock), dueAt: dueThere(dueDate, clock) };
}

/** A term of a query, of which no character has a meaning of its own. */
export function cql(text: string): string {
  return `"${text.replaceAll(/["\\*?^]/g, String.raw`\$&`)}"`;
}

/** A time as its records have them: they are compared as texts. */
export function cqlTime(at: Instant): string {
  return new Date(at).toISOString().replace('Z', '+00:00');
}

/** Queries know no capitals; a server that passes over a query must not name another person. */
function isSameNumber(there: string | null | undefined, here: string): boolean {
  return there?.toLowerCase() === here.toLowerCase();
}

/** A card may be given to another person there. */
const KEPT_MS: Millis = 10 * MINUTE_MS;
const MOST_KEPT = 1_000;

/** Answers that are kept for a while; that there is none is not kept. */
function kept<T>(now: () => Instant): (key: string, find: () => Promise<T | null>) => Promise<T | null> {
  const known = new Map<string, { readonly value: T; readonly until: Instant }>();
  return async (key, find) => {
    const before = known.get(key);
    if (before !== undefined && before.until > now()) return before.value;
    known.delete(key);
    const value = await find();
    if (value === null) return null;
    const [oldest] = known.keys();
    if (known.size >= MOST_KEPT && oldest !== undefined) known.delete(oldest);
    known.set(key, { value, until: now() + KEPT_MS });
    return value;
  };
}

/** So many ids are asked for at once: with twice as many the address would be longer than the 4,096 letters that a module there takes. */
const IDS_AT_ONCE = 40;

/** Questions for records by their ids, in pieces. */
export function idQueries(ids: readonly string[]): readonly Readonly<Record<string, string>>[] {
  return Array.from({ length: Math.ceil(ids.length / IDS_AT_ONCE) }, (_, n) => {
    const some = ids.slice(n * IDS_AT_ONCE, (n + 1) * IDS_AT_ONCE);
    return { query: `id==(${some.map(cql).join(' or ')})`, limit: String(some.length) };
  });
}
