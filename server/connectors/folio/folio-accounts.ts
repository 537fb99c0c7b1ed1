// Fees in FOLIO, which calls each an account.

import { z } from 'zod';
import { currencyDecimals } from '../../../shared/core/money.ts';
import { refused, taken, type Answer, type PayMessage } from '../../../shared/connectors/message.ts';
import type { FolioSettings } from '../connector-settings.ts';
import { read } from '../http-call.ts';
import { refusalOf } from './folio-client.ts';
import type { FolioThere } from './folio-circulation.ts';
import { cql, FolioIdSchema } from './folio-records.ts';

const AccountsSchema = z.object({
  accounts: z.array(
    z.object({
      id: FolioIdSchema,
      userId: z.string().nullish(),
      remaining: z.number(),
      status: z.object({ name: z.string() }).nullish(),
    }),
  ),
});
const MOST = '1000';

type PayThere = Pick<FolioThere, 'client' | 'records' | 'servicePointFor'> & {
  readonly settings: Pick<FolioSettings, 'user' | 'paymentMethod'>;
  readonly currency: string;
};

type Owed = { readonly id: string; readonly minor: number };

/** Fees of a user that are not settled, the oldest first. Throws SystemFailureError. */
export async function owedBy(
  { client, currency }: Pick<PayThere, 'client' | 'currency'>,
  user: string,
): Promise<readonly Owed[]> {
  const query = `userId==${cql(user)} and status.name=="Open" sortBy metadata.createdDate`;
  const { accounts } = read(AccountsSchema, await client.get('/accounts', { query, limit: MOST }));
  return accounts
    .filter(({ userId, status }) => userId === user && status?.name === 'Open')
    .map(({ id, remaining }) => ({ id, minor: Math.round(remaining * 10 ** currencyDecimals(currency)) }));
}

export const sumOf = (owed: readonly Owed[]): number => owed.reduce((sum, { minor }) => sum + minor, 0);

/** One call for the oldest fees that the payment covers: two calls could end between them. */
export async function tellPayment(
  there: PayThere,
  { branch, card, amountMinor, reference }: PayMessage,
): Promise<Answer> {
  const { client, records, settings, currency } = there;
  const user = await records.userOf(card);
  if (user === null) return refused('unknown-card');
  const owed = await owedBy(there, user);
  // It takes no more than is owed.
  if (sumOf(owed) < amountMinor) return refused('no-such-fee');
  const covered = owed.filter((_, n) => sumOf(owed.slice(0, n)) < amountMinor);
  const { id: servicePointId } = await there.servicePointFor(branch);
  const decimals = currencyDecimals(currency);
  const answer = await client.send('POST', '/accounts-bulk/pay', {
    accountIds: covered.map(({ id }) => id),
    amount: (amountMinor / 10 ** decimals).toFixed(decimals),
    paymentMethod: settings.paymentMethod,
    userName: settings.user,
    transactionInfo: reference,
    notifyPatron: false,
    servicePointId,
  });
  return answer.status === 201 || answer.status === 200 ? taken() : refusalOf(answer);
}
