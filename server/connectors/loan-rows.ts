// Loans in other systems as they were last looked at. A loan whose card or barcode is not known here waits until it is.

import { z } from 'zod';
import { InstantSchema, type Instant } from '../../shared/core/instant.ts';
import { codeText } from '../../shared/core/code-text.ts';
import { itemId, patronId, type ItemId, type PatronId } from '../../shared/core/ids.ts';
import type { LoanThere } from '../../shared/connectors/loan-there.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';
import { loadAliases } from '../timeline/aliases.ts';

const LessonSchema = z.object({
  act: z.enum(['checkout', 'renew', 'checkin']),
  /** The act here. */
  id: z.string(),
  /** When it happened there, and when it was learned. */
  at: InstantSchema,
  learnedAt: InstantSchema,
});

const LoanBodySchema = z.object({
  outAt: InstantSchema,
  dueAt: InstantSchema,
  renewals: z.int(),
  renewedAt: InstantSchema.nullable(),
  inAt: InstantSchema.nullable(),
  changedAt: InstantSchema.nullable().default(null),
  /** Kept only while they are not known here. */
  barcode: z.string().optional(),
  card: z.string().optional(),
  learned: z.array(LessonSchema),
});
export type LoanBody = z.infer<typeof LoanBodySchema>;

/** A loan there, with its item and its patron here. */
export type LoanRow = {
  readonly loan: string;
  readonly item: ItemId | null;
  readonly patron: PatronId | null;
  readonly state: 'open' | 'in' | 'unknown';
  readonly seenAt: Instant;
  readonly body: LoanBody;
};

type Stored = {
  loan: string;
  item_id: string | null;
  patron_id: string | null;
  state: string;
  seen_at: number;
  body: string;
};

/** The row of the table as a loan. */
export function toLoanRow({ loan, item_id: item, patron_id: patron, state, seen_at: seenAt, body }: Stored): LoanRow {
  return {
    loan,
    item: item === null ? null : itemId(item),
    patron: patron === null ? null : patronId(patron),
    state: state === 'open' || state === 'in' ? state : 'unknown',
    seenAt: Number(seenAt),
    body: LoanBodySchema.parse(JSON.parse(body)),
  };
}

const COLUMNS = ['loan', 'item_id', 'patron_id', 'state', 'seen_at', 'body'] as const;

/** Those that were looked at before, by their ids there. */
export async function readLoanRows(
  tx: ReadTx,
  connector: string,
  loans: readonly string[],
): Promise<ReadonlyMap<string, LoanRow>> {
  if (loans.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom('connector_loan')
    .select(COLUMNS)
    .where('connector', '=', connector)
    .where(tx.anyOf('loan', loans))
    .execute();
  return new Map(rows.map((row) => [row.loan, toLoanRow(row)]));
}

/** Those of a copy, by any of its names. */
export async function loansOfItems(
  tx: ReadTx,
  connector: string,
  items: readonly string[],
): Promise<readonly LoanRow[]> {
  const rows = await tx.db
    .selectFrom('connector_loan')
    .select(COLUMNS)
    .where('connector', '=', connector)
    .where(tx.anyOf('item_id', items))
    .execute();
  return rows.map(toLoanRow);
}

/** Some of those whose card or barcode was not known, in the order of their ids after one. */
export async function unknownLoans(
  { db }: ReadTx,
  connector: string,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<readonly LoanRow[]> {
  const rows = await db
    .selectFrom('connector_loan')
    .select(COLUMNS)
    .where('connector', '=', connector)
    .where('state', '=', 'unknown')
    .where('loan', '>', after)
    .orderBy('loan')
    .limit(limit)
    .execute();
  return rows.map(toLoanRow);
}

/** Writes them as they are now. */
export async function putLoanRows(tx: WriteTx, connector: string, rows: readonly LoanRow[]): Promise<void> {
  await tx.upsert(
    'connector_loan',
    rows.map(({ loan, item, patron, state, seenAt, body }) => ({
      connector,
      loan,
      item_id: item,
      patron_id: patron,
      state,
      seen_at: seenAt,
      body: JSON.stringify(body),
    })),
  );
}

/**
 * Forgets loans that ended before a moment, and those that waited for their card as long. A system that lists no loans does not say that one ended:
 * its rows go by the loan here, and are over with that.
 */
export async function forgetLoansThere({ db }: WriteTx, connector: string, before: Instant): Promise<void> {
  await db
    .deleteFrom('connector_loan')
    .where('connector', '=', connector)
    .where('state', 'in', ['in', 'unknown'])
    .where('seen_at', '<', before)
    .execute();
  await db
    .deleteFrom('connector_loan')
    .where('connector', 'in', (one) =>
      one.selectFrom('connector').select('name').where('name', '=', connector).where('kind', '=', 'sip2'),
    )
    .where('state', '=', 'open')
    .where('seen_at', '<', before)
    .where('loan', 'not in', (one) => one.selectFrom('loan').select('id').where('state', '<>', 'closed'))
    .execute();
}

/** Items here by barcode. */
export async function itemsWith(tx: ReadTx, barcodes: Iterable<string>): Promise<ReadonlyMap<string, ItemId>> {
  const wanted = [...new Set([...barcodes].map(codeText))];
  if (wanted.length === 0) return new Map();
  const rows = await tx.db.selectFrom('item').select(['id', 'barcode']).where(tx.anyOf('barcode', wanted)).execute();
  return new Map(rows.map(({ id, barcode }) => [barcode, itemId(id)]));
}

/** Patrons here by card; a card in use before one that was given up. */
export async function patronsWith(tx: ReadTx, cards: Iterable<string>): Promise<ReadonlyMap<string, PatronId>> {
  const wanted = [...new Set([...cards].map(codeText))];
  if (wanted.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom('patron_card')
    .select(['card', 'patron_id'])
    .where(tx.anyOf('card', wanted))
    .orderBy('active')
    .execute();
  const aliases = await loadAliases(
    tx,
    rows.map(({ patron_id: id }) => id),
  );
  return new Map(rows.map(({ card, patron_id: id }) => [card, patronId(aliases.of('patron', id))]));
}

/** The loan as a system has it, from its kept row. */
export function loanOf({ body }: Pick<LoanRow, 'body'>): LoanThere {
  const { outAt, dueAt, renewals, renewedAt, inAt, changedAt } = body;
  return { outAt, dueAt, renewals, renewedAt, inAt, changedAt };
}
