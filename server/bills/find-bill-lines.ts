// The lines for an office now: fees that its layout takes, and credits for amounts billed too high. Waiting fees are
// counted with their reason.

import type { FeeId, PatronId } from '../../shared/core/ids.ts';
import { DAY_MS, type Instant } from '../../shared/core/instant.ts';
import { currencyDecimals, parseDecimalMoney } from '../../shared/core/money.ts';
import { isMoneyAct } from '../../shared/circ/act-kinds.ts';
import { feeIdOf, refOfFee, type Fee, type FeeRef } from '../../shared/circ/model/fee.ts';
import type { Loan } from '../../shared/circ/model/loan.ts';
import type { Patron } from '../../shared/circ/model/patron.ts';
import type { BillLayout } from '../../shared/formats/bill-layout.ts';
import type { BillWait } from '../../shared/wire/bills.ts';
import { readAllRows, readRows, readRowsBy } from '../store/read-rows.ts';
import { parseRow } from '../store/state-tables.ts';
import type { ReadTx } from '../store/store.ts';
import { quietBranches } from '../schedule/silence.ts';
import { linesOfFees, readBatches, type BillLine } from './bill-rows.ts';

/** A line that would go now. The caller, who knows the zone, adds its day. */
export type FoundLine = Pick<BillLine, 'patronId' | 'feeId' | 'amountMinor' | 'ref' | 'kind' | 'account' | 'branch'> & {
  readonly feeAt: Instant;
};

export type FoundLines = { readonly lines: readonly FoundLine[]; readonly waits: readonly BillWait[] };

const PAGE = 500;

/** Fees up to the cutoff, then credits, each in the order of accounts and fees. */
export async function findBillLines(
  tx: ReadTx,
  { layout, cutoff, currency }: { readonly layout: BillLayout; readonly cutoff: Instant; readonly currency: string },
): Promise<FoundLines> {
  const quiet = await quietBranches(tx);
  const isTaken = await takenBy(tx, layout);
  const charges: Candidate[] = [];
  const oldest = cutoff - (layout.fees.olderThanDays ?? 0) * DAY_MS;
  for await (const fees of pagesOf(tx, 'outstanding_minor')) {
    const due = fees.filter((fee) => fee.at <= oldest && isOfKind(layout, fee));
    charges.push(...(await candidates(tx, due, { layout, quiet, isTaken })));
  }
  const least = parseDecimalMoney(layout.fees.minimum ?? '0', currencyDecimals(currency)) ?? 0;
  const { going, waits } = partWaiting(charges, least);
  const credits = await creditLines(tx, { layout, quiet });
  return {
    lines: [...going.toSorted(byAccount), ...credits.going.toSorted(byAccount)],
    waits: [...waits, ...credits.waits],
  };
}

const byAccount = (a: FoundLine, b: FoundLine): number => {
  const keyOf = (line: FoundLine) => [line.account, line.feeAt, line.kind, line.feeId].join('\n');
  return keyOf(a) < keyOf(b) ? -1 : 1;
};

async function* pagesOf(tx: ReadTx, column: 'outstanding_minor' | 'credit_due_minor'): AsyncGenerator<readonly Fee[]> {
  for (let after = ''; ;) {
    const rows = await tx.db
      .selectFrom('fee')
      .select(['id', 'body'])
      .where(column, '>', 0)
      .where('id', '>', after)
      .orderBy('id')
      .limit(PAGE)
      .execute();
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows.map(({ body }) => parseRow('fee', body));
    after = last.id;
  }
}

/** The kind of a fee in the file: the cause of a charge by staff, else its kind. */
const kindOf = ({ kind, charge }: Fee): string => (kind === 'manual' ? (charge ?? 'other') : kind);

function isOfKind({ fees }: BillLayout, fee: Fee): boolean {
  return fees.kinds.some((kind) => kind === kindOf(fee));
}

type IsTaken = (patron: Patron) => boolean;

/** Groups and homes are named by id or by name. */
async function takenBy(tx: ReadTx, { who }: BillLayout): Promise<IsTaken> {
  const branches = await readAllRows(tx, 'branch');
  const homes = new Set(
    branches.flatMap(({ id, name }) => (who.homes?.some((home) => home === id || home === name) === true ? [id] : [])),
  );
  return ({ provisional, group, groupName, home }) =>
    !provisional &&
    (who.groups === undefined || who.groups.includes(group) || who.groups.includes(groupName)) &&
    (who.homes === undefined || homes.has(home));
}

type Candidate = FoundLine & { readonly waits: BillWait['why'] | null };
type Finding = { readonly layout: BillLayout; readonly quiet: ReadonlySet<string>; readonly isTaken: IsTaken };

async function candidates(tx: ReadTx, fees: readonly Fee[], finding: Finding): Promise<Candidate[]> {
  const { layout, quiet, isTaken } = finding;
  const patrons = await readRows(tx, 'patron', new Set(fees.map(({ patronId }) => patronId)));
  const loans = await readRows(tx, 'loan', new Set(fees.flatMap(({ loanId }) => loanId ?? [])));
  const items = await readRows(tx, 'item', new Set(fees.flatMap(({ itemId }) => itemId ?? [])));
  const own = fees.filter((fee) => {
    const patron = patrons.get(fee.patronId);
    return patron !== undefined && isTaken(patron) && !isGrowing(fee, loans.get(fee.loanId ?? ''));
  });
  const refs = await refsOf(tx, own, loans);
  return own.flatMap((fee): Candidate[] => {
    const patron = patrons.get(fee.patronId);
    const ref = refs.get(fee.id);
    if (patron === undefined || ref === undefined) return [];
    const loan = loans.get(fee.loanId ?? '');
    const branch = loan?.branch ?? items.get(fee.itemId ?? '')?.home ?? patron.home;
    const account = accountOf(layout, patron);
    const waits = quiet.has(branch)
      ? 'silent-desk'
      : loan?.claim !== undefined && loan.state !== 'closed'
        ? 'claimed'
        : account === null
          ? 'no-account'
          : null;
    const { patronId, outstandingMinor: amountMinor, id: feeId, at: feeAt } = fee;
    const kind = kindOf(fee);
    return [{ patronId, feeId, amountMinor, feeAt, ref, kind, branch, account: account ?? '', waits }];
  });
}

/** Its amount is not known yet. */
function isGrowing({ kind }: Fee, loan: Loan | undefined): boolean {
  return kind === 'overdue' && loan?.state !== 'closed';
}

/** The number of an account at the office; null = the patron has none. */
function accountOf({ who: { account } }: BillLayout, { cards, source }: Patron): string | null {
  if (account === 'source-id') return source?.id ?? null;
  for (const kind of account.cards) {
    const own = cards.filter((card) => (card.kind ?? 'barcode') === kind);
    const found = own.find(({ primary, active }) => primary && active) ?? own.find(({ active }) => active) ?? own[0];
    if (found !== undefined) return found.number;
  }
  return null;
}

async function refsOf(
  tx: ReadTx,
  fees: readonly Fee[],
  loans: ReadonlyMap<string, Loan>,
): Promise<ReadonlyMap<FeeId, FeeRef>> {
  const first = fees.map((fee) => [fee, refOfFee(fee, [])] as const);
  const later = first.flatMap(([fee, ref]) => (feeIdOf(ref) === fee.id ? [] : [fee]));
  const payers = new Set(later.map(({ patronId }) => patronId));
  const acts = (await readRowsBy(tx, 'event', { column: 'payer_id', values: payers })).filter(isMoneyAct);
  const idsOf = (fee: Fee) => [
    ...acts.flatMap((act) => (act.patronId === fee.patronId ? [act.id] : [])),
    ...(loans.get(fee.loanId ?? '')?.renewalRentals ?? []).map(({ by }) => by),
  ];
  return new Map([
    ...first.map(([fee, ref]) => [fee.id, ref] as const),
    ...later.map((fee) => [fee.id, refOfFee(fee, idsOf(fee))] as const),
  ]);
}

/** Lines that wait by themselves, and accounts whose lines together are below the minimum. */
function partWaiting(
  all: readonly Candidate[],
  leastMinor: number,
): { readonly going: readonly FoundLine[]; readonly waits: readonly BillWait[] } {
  const free = all.filter(({ waits }) => waits === null);
  const sums = new Map<PatronId, number>();
  for (const { patronId, amountMinor } of free) sums.set(patronId, (sums.get(patronId) ?? 0) + amountMinor);
  const isEnough = ({ patronId }: Candidate) => (sums.get(patronId) ?? 0) >= leastMinor;
  const waiting = [
    ...all.filter(({ waits }) => waits !== null),
    ...free.filter((one) => !isEnough(one)).map((one) => ({ ...one, waits: 'below-minimum' as const })),
  ];
  const going = free.filter(isEnough).map(({ waits: _, ...line }) => line);
  return { going, waits: countWaits(waiting) };
}

function countWaits(waiting: readonly Candidate[]): BillWait[] {
  return [...Map.groupBy(waiting, ({ waits }) => waits)].flatMap(([why, own]) =>
    why === null
      ? []
      : [{ why, count: own.length, amountMinor: own.reduce((sum, { amountMinor }) => sum + amountMinor, 0) }],
  );
}

/**
 * The share of this office in the amount reported too much to offices: the office with the latest report takes back first, never more than was
 * reported to it.
 */
async function creditLines(
  tx: ReadTx,
  { layout, quiet }: Pick<Finding, 'layout' | 'quiet'>,
): Promise<{ readonly going: readonly FoundLine[]; readonly waits: readonly BillWait[] }> {
  const layoutOf = new Map((await readBatches(tx)).map((batch) => [batch.id, batch.layout.name]));
  const found: Candidate[] = [];
  for await (const fees of pagesOf(tx, 'credit_due_minor')) {
    const sent = Map.groupBy(
      await linesOfFees(
        tx,
        fees.map(({ id }) => id),
      ),
      ({ feeId }) => feeId,
    );
    for (const fee of fees) {
      const due = (fee.handedOn?.saidMinor ?? 0) - (fee.handedOn?.standsMinor ?? 0);
      const share = shareOf(layout.name, due, sent.get(fee.id) ?? [], (line) => layoutOf.get(line.batch) ?? '');
      const [last] = share.lines;
      if (last === undefined || share.amountMinor <= 0) continue;
      const { patronId, feeId, ref, kind, account, branch } = last;
      const waits = branch !== null && quiet.has(branch) ? 'silent-desk' : null;
      found.push({
        patronId,
        feeId,
        ref,
        kind,
        account,
        branch,
        amountMinor: -share.amountMinor,
        feeAt: fee.at,
        waits,
      });
    }
  }
  return partWaiting(found, Number.MIN_SAFE_INTEGER);
}

function shareOf(
  layout: string,
  dueMinor: number,
  sent: readonly BillLine[],
  layoutOf: (line: BillLine) => string,
): { readonly amountMinor: number; readonly lines: readonly BillLine[] } {
  let left = dueMinor;
  for (const [name, lines] of Map.groupBy(sent, layoutOf)) {
    const told = lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    const own = Math.min(left, Math.max(0, told));
    if (name === layout) return { amountMinor: own, lines };
    left -= own;
  }
  return { amountMinor: 0, lines: [] };
}
