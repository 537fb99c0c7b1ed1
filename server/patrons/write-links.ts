// Links between sponsors and their proxies. Each carries its own times, so that an end which comes before its link counts all the same. Loans that a
// link turns out to cover, or not to cover, are looked at again: the same exceptions stand in every order of arrival. [I22] [I24]

import { actId, patronId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { Recorded } from '../../shared/circ/recorded.ts';
import { isAccount, proxyStanding, withLink } from '../../shared/circ/model/proxy-link.ts';
import type { Exception } from '../../shared/circ/model/exception.ts';
import type { Loan } from '../../shared/circ/model/loan.ts';
import type { Patron } from '../../shared/circ/model/patron.ts';
import { raise, type Raised, type Taken } from '../commands/taken.ts';
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

/**
 * Looks again at the loans of accounts that were joined: a link of one covers loans that the other took, and a loan between the two needs none.
 * [I22]
 */
export async function judgeLinksOfJoined(tx: WriteTx, ids: readonly string[], changes: RowChanges): Promise<void> {
  const accounts = await readRows(tx, 'patron', ids);
  const links = [...accounts.values()].flatMap((account) => account.links ?? []);
  const others = await readRows(
    tx,
    'patron',
    links.map(({ of }) => of),
  );
  const pairs = [...accounts.values()].flatMap((account): Pair[] => [
    { sponsor: account, proxy: account },
    ...(account.links ?? []).flatMap(({ role, of }) => {
      const other = others.get(of);
      if (other === undefined) return [];
      return [role === 'proxy' ? { sponsor: account, proxy: other } : { sponsor: other, proxy: account }];
    }),
  ]);
  // Two accounts may have several links.
  const each = new Map(pairs.map((pair) => [`${pair.sponsor.id} ${pair.proxy.id}`, pair]));
  await judgeAgain(tx, [...each.values()], changes);
}

/** Exceptions of the loans that a proxy took for a sponsor, as the links between the two have them now. Returns those that are new. */
async function judgeAgain(tx: WriteTx, pairs: readonly Pair[], changes: RowChanges): Promise<Raised[]> {
  const carried = await carriedBetween(tx, pairs);
  if (carried.length === 0) return [];
  const known = await exceptionsOf(
    tx,
    carried.map(({ loan }) => loan),
  );
  const own = collectChanges();
  for (const { loan, isCovered } of carried)
    for (const row of known.get(String(loan.id)) ?? [])
      if (row.state === (isCovered ? 'open' : 'explained'))
        own.put('exception', { ...row, state: isCovered ? 'explained' : 'open' });
  await writeChanges(tx, own);
  changes.add(own);
  return carried.flatMap(({ loan, isCovered }) => (isCovered || known.has(String(loan.id)) ? [] : [toRaise(loan)]));
}

type Carried = { readonly loan: Loan; readonly isCovered: boolean };

/** Loans that one of these took for the other. One to oneself needs no link; an overridden reason was known; one whose act is in a checkpoint stays as it is. */
async function carriedBetween(tx: WriteTx, pairs: readonly Pair[]): Promise<Carried[]> {
  const loans = (
    await readRowsBy(tx, 'loan', { column: 'patron_id', values: new Set(pairs.map(({ sponsor }) => sponsor.id)) })
  ).filter(({ carriedBy }) => carriedBy !== undefined);
  const carried = pairs.flatMap(({ sponsor, proxy }) =>
    loans
      .filter(
        ({ patronId: of, carriedBy }) => of === sponsor.id && carriedBy !== undefined && isAccount(proxy, carriedBy),
      )
      .map((loan) => ({
        loan,
        isCovered: sponsor.id === proxy.id || proxyStanding(proxy, sponsor, loan.outAt).fault === null,
      })),
  );
  const checkouts = await readRows(
    tx,
    'event',
    carried.map(({ loan }) => String(loan.id)),
  );
  return carried.filter(({ loan }) => {
    const act = checkouts.get(String(loan.id));
    return act?.kind === 'checkout' && !act.overrides.includes('PROXY_INVALID');
  });
}

/** By their loans. Their ids are of the account that it was then, which may be joined since. */
async function exceptionsOf(tx: WriteTx, loans: readonly Loan[]): Promise<ReadonlyMap<string, readonly Exception[]>> {
  const causes = new Set(loans.map(({ id }) => String(id)));
  const find = async () =>
    (
      await readRowsBy(tx, 'exception', {
        column: 'patron_id',
        values: new Set(loans.map(({ patronId: patron }) => patron)),
      })
    ).filter(({ code, cause }) => code === CODE && causes.has(cause));
  await lockExceptions(
    tx,
    (await find()).map(({ id }) => id),
  );
  return Map.groupBy(await find(), ({ cause }) => String(cause));
}

const CODE = 'proxy-not-allowed';

/** A loan that a proxy took without a right to. */
function toRaise({ id, patronId: patron, itemId, outAt: at, branch }: Loan): Raised {
  const params = { reasonCodes: 'PROXY_INVALID' };
  return { code: CODE, subject: { patron }, cause: actId(id), at, branch, params, about: itemId };
}
