// Links between sponsors and their proxies. Each carries its own times, so that an end which comes before its link counts all the same. Loans that a
// link turns out to cover, or not to cover, are looked at again: the same exceptions stand in every order of arrival. [I22] [I24]

import { actId, patronId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { exceptionIdOf } from '../../shared/circ/exception-id.ts';
import type { Recorded } from '../../shared/circ/recorded.ts';
import { isAccount, proxyStanding, withLink } from '../../shared/circ/model/proxy-link.ts';
import type { Exception } from '../../shared/circ/model/exception.ts';
import type { Loan } from '../../shared/circ/model/loan.ts';
import type { Patron } from '../../shared/circ/model/patron.ts';
import type { Raised, Taken } from '../commands/taken.ts';
import { raise } from '../commands/settle-identities.ts';
import { readRows, readRowsBy } from '../store/read-rows.ts';
import { collectChanges, writeChanges, type RowChanges } from '../store/row-changes.ts';
import type { WriteTx } from '../store/store.ts';
import { loadAliases } from '../timeline/aliases.ts';
import { lockExceptions } from '../timeline/exception-row.ts';
import { keepEarlyWrites } from './early-writes.ts';

type LinkWrite = Extract<Recorded, { kind: 'writeLink' }>;
type Context = { readonly now: Instant; readonly changes: RowChanges };

/** Writes the links of these commands. Returns exceptions where a patron is gone, and about loans that no link covers. */
export async function writeLinks(tx: WriteTx, batch: readonly Taken[], { now, changes }: Context): Promise<Raised[]> {
  const found = batch.flatMap((taken) =>
    taken.recorded.flatMap((write) => (write.kind === 'writeLink' ? [{ taken, write }] : [])),
  );
  if (found.length === 0) return [];
  const aliases = await loadAliases(
    tx,
    found.flatMap(({ write }) => [write.patronId, write.link.of]),
  );
  const writings = found.map(({ taken, write }) => ({
    taken,
    id: aliases.of('patron', write.patronId),
    write: { ...write, link: { ...write.link, of: patronId(aliases.of('patron', write.link.of)) } },
  }));
  const ids = new Set(writings.map(({ id }) => id));
  await tx.lock([...ids].map((id) => `patron:${id}`));
  const rows = await readRows(tx, 'patron', ids);
  const raised: Raised[] = [];
  const early: { id: string; write: LinkWrite }[] = [];
  const written = new Set<string>();
  for (const { taken, id, write } of writings) {
    const before = rows.get(id);
    if (before === undefined) {
      if (write.link.named !== undefined) raised.push(raise(taken, 'patron-purged', { patron: patronId(id) }, {}));
      early.push({ id, write });
      // Joined since: an account is not its own proxy.
    } else if (write.link.of !== id) {
      rows.set(id, withLink(before, write.link));
      written.add(id);
    }
  }
  await keepEarlyWrites(tx, early, now);
  const own = collectChanges();
  for (const id of written) {
    const row = rows.get(id);
    if (row !== undefined) own.put('patron', row);
  }
  await writeChanges(tx, own);
  changes.add(own);
  const pairs = writings.flatMap(({ id, write: { link } }) => {
    const [sponsor, proxy] = link.role === 'proxy' ? [rows.get(id), rows.get(link.of)] : [];
    return sponsor === undefined || proxy === undefined ? [] : [{ sponsor, proxy }];
  });
  return [...raised, ...(await judgeAgain(tx, pairs, changes))];
}

type Pair = { readonly sponsor: Patron; readonly proxy: Patron };

/** Exceptions of the loans that a proxy took for a sponsor, as the links between the two have them now. */
async function judgeAgain(tx: WriteTx, pairs: readonly Pair[], changes: RowChanges): Promise<Raised[]> {
  if (pairs.length === 0) return [];
  const sponsors = new Set(pairs.map(({ sponsor }) => sponsor.id));
  const loans = await readRowsBy(tx, 'loan', { column: 'patron_id', values: sponsors });
  const carried = pairs.flatMap(({ sponsor, proxy }) =>
    loans
      .filter(
        ({ patronId: of, carriedBy }) => of === sponsor.id && carriedBy !== undefined && isAccount(proxy, carriedBy),
      )
      .map((loan) => ({ loan, isCovered: proxyStanding(proxy, sponsor, loan.outAt).fault === null })),
  );
  const checkouts = await readRows(
    tx,
    'event',
    carried.map(({ loan }) => String(loan.id)),
  );
  // An overridden reason was known. A loan whose act is in a checkpoint is left as it is.
  const isJudged = ({ id }: Loan) => {
    const act = checkouts.get(String(id));
    return act?.kind === 'checkout' && !act.overrides.includes('PROXY_INVALID');
  };
  const [covered, uncovered] = [true, false].map((is) =>
    carried.filter(({ loan, isCovered }) => isCovered === is && isJudged(loan)).map(({ loan }) => loan),
  );
  await turn(tx, { loans: covered ?? [], from: 'open', to: 'explained' }, changes);
  await turn(tx, { loans: uncovered ?? [], from: 'explained', to: 'open' }, changes);
  return (uncovered ?? []).map(toRaise);
}

/** A loan that a proxy took without a right to. One that is known already is not raised again. */
function toRaise({ id, patronId: patron, itemId, outAt: at, branch }: Loan): Raised {
  const params = { reasonCodes: 'PROXY_INVALID' };
  return { code: 'proxy-not-allowed', subject: { patron }, cause: actId(id), at, branch, params, about: itemId };
}

type Turn = {
  readonly loans: readonly Loan[];
  readonly from: Exception['state'];
  readonly to: Exception['state'];
};

/** A link that came later covers loans with exceptions, or uncovers them again. */
async function turn(tx: WriteTx, { loans, from, to }: Turn, changes: RowChanges): Promise<void> {
  if (loans.length === 0) return;
  const ids = loans.map(({ id, patronId: patron }) => exceptionIdOf('proxy-not-allowed', { patron }, actId(id)));
  await lockExceptions(tx, ids);
  const own = collectChanges();
  for (const row of (await readRows(tx, 'exception', ids)).values())
    if (row.state === from) own.put('exception', { ...row, state: to });
  await writeChanges(tx, own);
  changes.add(own);
}
