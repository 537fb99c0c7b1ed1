// `holdfast staff night-grant`: lets a role or one person set some reasons aside for a while, so many times; and ends one.

import { parseDecimalMoney, currencyDecimals, type MinorUnits } from '../../../shared/core/money.ts';
import { formatInstant, parseInstant, type Instant } from '../../../shared/core/instant.ts';
import { required } from '../../../shared/core/assert.ts';
import type { ReadTx } from '../../../server/store/store.ts';
import { readAllRows } from '../../../server/store/read-rows.ts';
import { endNightGrant, makeNightGrant } from '../../../server/staff/night-grants.ts';
import { systemRandom } from '../../core/system-random.ts';
import { hasFlag, refuseWords, requiredText, textOf, UsageError, wholeNumber, type Run } from '../command.ts';
import { withStore } from '../admin/with-store.ts';

/** Makes a grant, or with --end ends one. */
export async function staffNightGrant(run: Run): Promise<number> {
  refuseWords(run.positionals, 2);
  const [, who] = run.positionals;
  const ended = textOf(run.values, 'end');
  if (ended !== null) return end(run, ended);
  if (who === undefined) throw new UsageError('the role or sign-in name is missing');
  const codes = codesIn(run);
  const count = wholeNumber(run.values, 'count', { min: 1, max: 1_000 });
  if (count === null) throw new UsageError('--count is missing');
  const [from, to] = [instantIn(run, 'from'), instantIn(run, 'to')];
  const grant = await withStore(run, async ({ store, clock }) => {
    const limitMinor = limitIn(run, await store.read(currencyOf));
    return makeNightGrant({ store, clock, random: systemRandom }, { who, codes, count, limitMinor, from, to });
  });
  const row = { ...grant, from: formatInstant(grant.from), to: formatInstant(grant.to) };
  if (hasFlag(run.values, 'json')) run.io.out(JSON.stringify(row));
  else {
    run.io.out(
      `${row.grantId}: ${who} may set aside ${row.codes.join(', ')} from ${row.from} to ${row.to}, ${count} times at each desk.`,
    );
    run.io.out('Desks get it the next time they are online. What was done on it: holdfast inspect night-grants.');
  }
  return 0;
}

async function end(run: Run, grantId: string): Promise<number> {
  await withStore(run, ({ store, clock }) => endNightGrant({ store, clock }, grantId));
  if (hasFlag(run.values, 'json')) run.io.out(JSON.stringify({ grantId, ended: true }));
  else run.io.out(`${grantId} has ended. Desks get it the next time they are online.`);
  return 0;
}

function codesIn({ values }: Run): string[] {
  const given = values['code'];
  const codes = (Array.isArray(given) ? given : []).map(String);
  if (codes.length === 0)
    throw new UsageError('--code is missing: the reasons that may be set aside, each with its own --code');
  return codes;
}

function instantIn(run: Run, name: 'from' | 'to'): Instant {
  const text = requiredText(run.values, name);
  const at = parseInstant(text);
  if (at === null) throw new UsageError(`--${name} takes an instant such as 2026-06-10T22:00:00Z, not "${text}"`);
  return at;
}

function limitIn(run: Run, currency: string): MinorUnits | null {
  const text = textOf(run.values, 'limit');
  if (text === null) return null;
  const limit = parseDecimalMoney(text, currencyDecimals(currency));
  if (limit === null || limit < 0) throw new UsageError(`--limit takes an amount such as 20 or 12.50, not "${text}"`);
  return limit;
}

async function currencyOf(tx: ReadTx): Promise<string> {
  const [library] = await readAllRows(tx, 'library');
  return required(library, () => 'a database without a library').currency;
}
