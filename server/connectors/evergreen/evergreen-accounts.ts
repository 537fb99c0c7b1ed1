// Accounts in Evergreen. A payment there is for named bills: the oldest ones are paid first.

import { z } from 'zod';
import { currencyDecimals, parseDecimalMoney } from '../../../shared/core/money.ts';
import { meaningOfEvergreen, wordsOfEvergreen } from '../../../shared/connectors/evergreen-words.ts';
import { refused, taken, type Answer, type PayMessage, type Seen } from '../../../shared/connectors/message.ts';
import { SystemFailureError } from '../other-system.ts';
import { type EvergreenClient, refusalsIn } from './evergreen-client.ts';
import { IdSchema, search, timeOf, userOf } from './evergreen-records.ts';

/** Its columns of money have two decimals, in every currency. */
const DECIMALS = 2;
const TextSchema = z.union([z.string(), z.number()]).transform(String);
const BillSchema = z.object({
  id: IdSchema,
  usr: IdSchema,
  balance_owed: TextSchema,
  xact_start: z.string().nullable(),
});
type Bill = z.infer<typeof BillSchema>;
const UserSchema = z.object({ id: IdSchema, home_ou: IdSchema, last_xact_id: TextSchema });
type User = z.infer<typeof UserSchema>;
const HoldIdsSchema = z.array(IdSchema);
/** The ids of the payments that it made; older versions answer with these alone. */
const PaidSchema = z.union([z.object({ payments: z.array(IdSchema) }), z.array(IdSchema).min(1)]);

/** The account was changed since it was read: it is read again so often. */
const MOST_READS = 3;

/** Refuses a payment above the balance. */
export async function tellPayment(
  client: EvergreenClient,
  { card, amountMinor, reference }: PayMessage,
  currency: string,
): Promise<Answer> {
  const cents = (amountMinor * 10 ** DECIMALS) / 10 ** currencyDecimals(currency);
  if (!Number.isSafeInteger(cents)) return refused('not-offered', 'invalid amount');
  const user = await userOf(client, card);
  if (user === null) return refused('unknown-card');
  for (let reads = 0; reads < MOST_READS; reads += 1) {
    const [account]: readonly User[] = await search(client, { of: 'au', schema: UserSchema }, { id: user });
    if (account?.id !== user) throw new SystemFailureError('not-answered', 'it does not show an account');
    const payments = spread(await billsOf(client, user), cents);
    if (payments === null) return refused('no-such-fee', 'amount exceeds balance owed');
    const paid = { payment_type: 'cash_payment', userid: user, patron_credit: 0, note: reference, payments };
    const results = await client.change('open-ils.circ.money.payment', paid, account.last_xact_id);
    const codes = refusalsIn(results);
    if (codes.includes('INVALID_USER_XACT_ID')) continue;
    if (codes.length > 0) return refused(meaningOfEvergreen(codes), wordsOfEvergreen(codes));
    if (!PaidSchema.safeParse(results[0]).success)
      throw new SystemFailureError('lost', 'its answer to a payment cannot be read');
    return taken();
  }
  return refused('other', 'the account changes each time');
}

async function billsOf(client: EvergreenClient, user: number): Promise<readonly Bill[]> {
  const [list = []] = await client.ask('open-ils.actor.user.transactions.have_balance', user);
  const read = z
    .array(BillSchema)
    .safeParse(Array.isArray(list) ? list.map((one) => client.fields('mbts', one)) : null);
  if (!read.success || read.data.some(({ usr }) => usr !== user))
    throw new SystemFailureError('not-answered', 'it does not list the bills of an account');
  return read.data;
}

/** The parts of a payment for the oldest bills; null = less is owed. */
function spread(bills: readonly Bill[], cents: number): readonly (readonly [number, string])[] | null {
  const parts: (readonly [number, string])[] = [];
  let rest = cents;
  const oldest = bills.toSorted((a, b) => (timeOf(a.xact_start) ?? 0) - (timeOf(b.xact_start) ?? 0) || a.id - b.id);
  for (const { id, balance_owed: text } of oldest) {
    const part = Math.min(rest, parseDecimalMoney(text, DECIMALS) ?? 0);
    if (part <= 0) continue;
    parts.push([id, (part / 10 ** DECIMALS).toFixed(DECIMALS)]);
    rest -= part;
  }
  return rest === 0 ? parts : null;
}

/** How an account stands. Throws SystemFailureError. */
export async function accountOf(client: EvergreenClient, user: number, currency: string): Promise<Seen['patron']> {
  const [summary] = await client.ask('open-ils.actor.user.fines.summary', user);
  const open = { usr: user, cancel_time: null, fulfillment_time: null };
  const [ids] = await client.ask('open-ils.pcrud.id_list.ahr.atomic', open);
  const holds = HoldIdsSchema.safeParse(ids);
  return {
    hasItem: null,
    owedMinor: owedOf(client, summary, currency),
    holds: holds.success ? holds.data.length : null,
  };
}

/** Without open bills there is no summary. Null: it cannot be read. */
function owedOf(client: EvergreenClient, summary: unknown, currency: string): number | null {
  if (summary === null || summary === undefined) return 0;
  const owed = TextSchema.safeParse(client.fields('mous', summary)?.['balance_owed'] ?? null);
  return owed.success ? parseDecimalMoney(owed.data, currencyDecimals(currency)) : null;
}
