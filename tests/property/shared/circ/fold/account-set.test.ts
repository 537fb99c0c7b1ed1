// Folding anew only the rows that a change may reach ends as folding everything does: the rows outside the set stay as they are, and those inside are
// the ones of the whole. [I15] [I16] [I24]

import fc from 'fast-check';
import {
  actId,
  billBatchId,
  branchId,
  feeId,
  itemId,
  loanId,
  patronId,
  type LoanId,
  type PatronId,
} from '../../../../../shared/core/ids.ts';
import { HOUR_MS } from '../../../../../shared/core/instant.ts';
import type { ActHeader, ActOf, MoneyAct } from '../../../../../shared/circ/acts.ts';
import { foldAccounts, loansNamedBy, type AccountFold, type FeeLoan } from '../../../../../shared/circ/fold/account.ts';
import {
  foldAccountSet,
  namesOf,
  walkAccounts,
  type AccountSeeds,
  type AccountSet,
} from '../../../../../shared/circ/fold/account-set.ts';
import type { FeeRef } from '../../../../../shared/circ/model/fee.ts';
import type { Loan } from '../../../../../shared/circ/model/loan.ts';
import { at, header, hourly, hourlyHash } from '../../../../support/acts.ts';

type World = { readonly loans: readonly Loan[]; readonly acts: readonly MoneyAct[] };

const LOANS = 7;
const PAYERS = 4;
const payer = fc.nat(PAYERS - 1).map((n) => patronId(`P${n}`));
/** A loan by its own id, or by that of a checkout that was merged into it. */
const named = fc
  .record({ n: fc.nat(LOANS - 1), isAlias: fc.boolean() })
  .map(({ n, isAlias }) => loanId(`${isAlias ? 'alias' : 'loan'}-${n}`));

const loanAt = (n: number, lateHours: number): Loan => ({
  id: loanId(`loan-${n}`),
  itemId: itemId(`item-${n}`),
  patronId: patronId(`P${n % PAYERS}`),
  branch: branchId('main'),
  outAt: at(1),
  dueAt: at(2),
  dueBy: actId(`loan-${n}`),
  recalled: false,
  inAt: at(2) + lateHours * HOUR_MS,
  state: 'closed',
  how: 'checkin',
  renewals: 0,
  lostAt: null,
  policyHash: hourlyHash,
  rulesVersion: null,
  aliases: [actId(`alias-${n}`)],
});

const line = fc.record({ loan: named, amountMinor: fc.integer({ min: 1, max: 400 }), settles: fc.boolean() });
const money = fc.oneof(
  ...[1, 2].map(() =>
    fc.record({ kind: fc.constant('pay' as const), by: payer, lines: fc.array(line, { minLength: 1, maxLength: 3 }) }),
  ),
  fc.record({ kind: fc.constant('waive' as const), by: payer, loan: named, amountMinor: fc.option(fc.nat(300)) }),
  fc.record({
    kind: fc.constant('refund' as const),
    by: payer,
    amountMinor: fc.integer({ min: 1, max: 500 }),
    isOwn: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('useCredit' as const),
    by: payer,
    loan: named,
    amountMinor: fc.integer({ min: 1, max: 500 }),
    settles: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('undo' as const), by: payer, back: fc.nat(5) }),
  fc.record({
    kind: fc.constant('transferFees' as const),
    by: payer,
    loan: named,
    amountMinor: fc.integer({ min: -200, max: 500 }),
  }),
  fc.record({ kind: fc.constant('takeBackFees' as const), by: payer, loan: named, back: fc.nat(5) }),
  fc.record({ kind: fc.constant('addFee' as const), by: payer, amountMinor: fc.integer({ min: 1, max: 300 }) }),
);
type Money = typeof money extends fc.Arbitrary<infer T> ? T : never;

const worlds = fc
  .record({
    late: fc.array(fc.nat(6), { minLength: LOANS, maxLength: LOANS }),
    drawn: fc.array(money, { maxLength: 14 }),
  })
  .map(({ late, drawn }): World => {
    const acts: MoneyAct[] = [];
    for (const [index, one] of drawn.entries()) acts.push(...actsOf(one, index, acts));
    return { loans: late.map((hours, n) => loanAt(n, hours)), acts };
  });

function actsOf(drawn: Money, index: number, before: readonly MoneyAct[]): MoneyAct[] {
  const head = { ...header(`M/${index + 1}`, at(9, index)), patronId: drawn.by };
  if (drawn.kind === 'pay') return [payment(head, drawn.lines)];
  if (drawn.kind === 'waive')
    return [{ kind: 'waive', ...head, fee: overdue(drawn.loan), amountMinor: drawn.amountMinor }];
  if (drawn.kind === 'undo') {
    // Of the same account or of another, of the same desk.
    const target = before.at(-1 - drawn.back)?.id ?? actId('none');
    return [{ kind: 'undo', ...head, target, itemId: null, titleId: null }];
  }
  if (drawn.kind === 'takeBackFees') {
    const fees = [overdue(drawn.loan)];
    return [{ kind: 'takeBackFees', ...head, batch: billBatchId(`b${index - 1 - drawn.back}`), fees }];
  }
  const { amountMinor } = drawn;
  if (drawn.kind === 'transferFees') {
    const lines = [{ fee: overdue(drawn.loan), amountMinor }];
    return [{ kind: 'transferFees', ...head, batch: billBatchId(`b${index}`), to: 'accounts', lines }];
  }
  if (drawn.kind === 'useCredit') {
    const from = before.findLast((act) => act.kind === 'pay' || act.kind === 'useCredit');
    const line = { fee: overdue(drawn.loan), amountMinor, settles: drawn.settles };
    return from === undefined ? [] : [{ kind: 'useCredit', ...head, lines: [{ payment: from.id, ...line }] }];
  }
  if (drawn.kind === 'addFee')
    return [{ kind: 'addFee', ...head, feeId: feeId(`fee-${index}`), itemId: null, charge: 'other', amountMinor }];
  // The newest payment is given back: mostly to the patron who paid it.
  const paid = before.findLast((act) => act.kind === 'pay' && (!drawn.isOwn || act.patronId === drawn.by));
  return paid === undefined ? [] : [{ kind: 'refund', ...head, lines: [{ payment: paid.id, amountMinor }] }];
}

type PaidLine = { readonly loan: LoanId; readonly amountMinor: number; readonly settles: boolean };

function payment(head: ActHeader & { readonly patronId: PatronId }, lines: readonly PaidLine[]): ActOf<'pay'> {
  return {
    kind: 'pay',
    ...head,
    amountMinor: lines.reduce((sum, one) => sum + one.amountMinor, 0),
    lines: lines.map(({ loan, ...rest }) => ({ fee: overdue(loan), ...rest })),
  };
}

const overdue = (loan: LoanId): FeeRef => ({ kind: 'overdue', loanId: loan, after: null });

const owed = (loan: Loan): FeeLoan => ({
  loan,
  itemId: loan.itemId,
  priceMinor: 5_000,
  policy: hourly,
  times: null,
});

function foldWhole({ loans, acts }: World): AccountFold {
  return foldAccounts({ loans: loans.map(owed), acts });
}

/** Reads the world as a server or a desk would. */
function readSet({ loans, acts }: World, seeds: AccountSeeds): AccountSet {
  const byName = new Map(loans.flatMap((loan) => namesOf(loan).map((name) => [name, loan] as const)));
  const walk = walkAccounts();
  walk.add(seeds);
  for (let wants = walk.wants(); wants !== null; wants = walk.wants()) {
    const payersOf = (id: LoanId) =>
      acts.flatMap((act) => (act.patronId !== null && loansNamedBy([act]).includes(id) ? [act.patronId] : []));
    walk.take({
      loans: new Map(wants.loans.map((id) => [id, { loan: byName.get(id) ?? null, payers: payersOf(id) }])),
      acts: new Map(wants.payers.map((id) => [id, acts.filter((act) => act.patronId === id)])),
    });
  }
  return walk.whole();
}

/** Earlier folded rows, replaced by newly folded ones. */
function refolded(before: AccountFold, set: AccountSet, world: World): unknown {
  const anew = foldAccountSet(set, owed);
  const gone = new Set(world.acts.map(({ id }) => id));
  return told({
    fees: [
      ...before.fees.filter((fee) =>
        fee.loanId === null ? !set.payers.has(fee.patronId) : !set.loans.has(fee.loanId),
      ),
      ...anew.fees,
    ],
    payments: [...before.payments.filter(({ act }) => !set.payers.has(act.patronId)), ...anew.payments],
    credits: [...before.credits.filter(({ patronId: id }) => !set.payers.has(id)), ...anew.credits],
    exceptions: [
      ...before.exceptions.filter(
        ({ subject, cause }) => gone.has(cause) && !('patron' in subject && set.payers.has(subject.patron)),
      ),
      ...anew.exceptions,
    ],
  });
}

function told({ fees, credits, exceptions }: AccountFold): unknown {
  const sorted = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).toSorted();
  return { fees: sorted(fees), credits: sorted(credits), exceptions: sorted(exceptions) };
}

describe('an account set', () => {
  test('holds all that a loan that came out otherwise, or is no more, may change [I24]', () => {
    fc.assert(
      fc.property(worlds, fc.nat(LOANS - 1), fc.option(fc.nat(6)), (world, n, hours) => {
        const others = world.loans.filter((_, index) => index !== n);
        const now = { ...world, loans: hours === null ? others : [...others, loanAt(n, hours)] };
        const set = readSet(now, { loans: namesOf(loanAt(n, 0)), payers: [] });
        expect(refolded(foldWhole(world), set, now)).toEqual(told(foldWhole(now)));
      }),
      { numRuns: 400 },
    );
  });

  test('holds all that an act that came or went may change [I24]', () => {
    fc.assert(
      fc.property(worlds, fc.nat(), (now, pick) => {
        const act = now.acts[pick % Math.max(1, now.acts.length)];
        fc.pre(act?.patronId !== null && act !== undefined);
        const before = { ...now, acts: now.acts.filter((one) => one !== act) };
        const seeds = { loans: loansNamedBy([act]), payers: act.patronId === null ? [] : [act.patronId] };
        expect(refolded(foldWhole(before), readSet(now, seeds), now)).toEqual(told(foldWhole(now)));
        expect(refolded(foldWhole(now), readSet(before, seeds), before)).toEqual(told(foldWhole(before)));
      }),
      { numRuns: 400 },
    );
  });

  test('does not follow what others paid for the same loans, nor on to what these paid for', () => {
    // Each payer paid for two loans, so that all hang together.
    const loans = [0, 1, 2, 3].map((n) => loanAt(n, 2));
    const pay = (name: string, by: string, ids: readonly number[]): ActOf<'pay'> =>
      payment(
        { ...header(name, at(9)), patronId: patronId(by) },
        ids.map((n) => ({ loan: loanId(`loan-${n}`), amountMinor: 100, settles: false })),
      );
    const acts = [pay('A/1', 'P0', [0, 1]), pay('B/1', 'P1', [1, 2]), pay('C/1', 'P2', [2, 3])];
    const { payers, read } = readSet({ loans, acts }, { loans: namesOf(loanAt(0, 0)), payers: [] });
    expect([...payers]).toEqual(['P0']);
    expect(read.loans.map(({ id }) => id)).toEqual(['loan-0', 'loan-1']);
    expect([...read.payers].toSorted()).toEqual(['P0', 'P1']);
  });
});
