// Acts and policies for tests of the folds: short to write, complete in form.

import {
  actId,
  branchId,
  deskId,
  itemId,
  loanId,
  patronId,
  ruleSetVersion,
  streamId,
  titleId,
} from '../../shared/core/ids.ts';
import { isItemAct, isMoneyAct } from '../../shared/circ/act-kinds.ts';
import type { Act, ActHeader, ItemAct, MoneyUndo } from '../../shared/circ/acts.ts';
import { foldAll, type Folded, type Timelines } from '../../shared/circ/fold/fold-all.ts';
import { hashPolicy, type Policy } from '../../shared/rules/model/policy.ts';

export const hourly: Policy = {
  grain: 'time',
  period: { n: 4, unit: 'hours' },
  maxRenewals: 2,
  overdue: { rateMinor: 100, perMs: 3_600_000, graceMs: 0, maxMinor: 0, closedDays: 'count' },
  lost: {
    afterMs: 30 * 86_400_000,
    bill: 'price',
    defaultPriceMinor: 0,
    processingMinor: 500,
    refundWithinMs: null,
    removeProcessing: true,
    chargeOverdue: true,
  },
};
export const hourlyHash = hashPolicy(hourly);

/** Midnight at which the stories of these tests begin. */
export const day = Date.UTC(2026, 0, 5);
/** `at(10, 30)` is 10:30 of that day. */
export const at = (hour: number, minute = 0): number => day + hour * 3_600_000 + minute * 60_000;

/** Header of the act `A/2`: desk A, second of its stream. */
export function header(name: string, when: number, more: Partial<ActHeader> = {}): ActHeader {
  const [desk = '', seq = '1'] = name.split('/');
  return {
    id: actId(name),
    desk: deskId(desk),
    stream: streamId(`stream-${desk}`),
    seq: Number(seq),
    at: when,
    uncertaintyMs: 1_000,
    stated: false,
    clockSuspect: false,
    saw: null,
    branch: branchId('main'),
    ...more,
  };
}

export const checkout = (
  name: string,
  when: number,
  patron: string,
  more: Partial<ActHeader> & { dueAt?: number } = {},
): ItemAct => {
  const { dueAt = when + 4 * 3_600_000, ...rest } = more;
  return {
    kind: 'checkout',
    ...header(name, when, rest),
    itemId: itemId('X'),
    patronId: patronId(patron),
    dueAt,
    policyHash: hourlyHash,
    rulesVersion: ruleSetVersion('r1'),
    overrides: [],
  };
};

export const checkin = (name: string, when: number, more: Partial<ActHeader> = {}): ItemAct => ({
  kind: 'checkin',
  ...header(name, when, more),
  itemId: itemId('X'),
  returnedAt: null,
  hold: null,
  transitTo: null,
});

export const renew = (
  name: string,
  when: number,
  told: { loan: string; dueAt: number },
  more: Partial<ActHeader> = {},
): ItemAct => ({
  kind: 'renew',
  ...header(name, when, more),
  itemId: itemId('X'),
  loanId: loanId(told.loan),
  patronId: patronId('P'),
  dueAt: told.dueAt,
});

export const undo = (name: string, when: number, target: string, more: Partial<ActHeader> = {}): ItemAct => ({
  kind: 'undo',
  ...header(name, when, more),
  target: actId(target),
  itemId: itemId('X'),
  patronId: null,
  titleId: null,
});

/** Undoes an act of money of P. */
export const undoMoney = (name: string, when: number, target: string): MoneyUndo => ({
  kind: 'undo',
  ...header(name, when),
  target: actId(target),
  itemId: null,
  patronId: patronId('P'),
  titleId: null,
});

/** Timelines of the one item X at branch main. */
export function timelinesOf(acts: readonly Act[], more: Partial<Timelines> = {}): Timelines {
  return {
    items: [
      {
        itemId: itemId('X'),
        titleId: titleId('t'),
        serial: false,
        holdable: true,
        priceMinor: 5_000,
        base: { foldedTo: null, where: { status: 'available', branch: branchId('main') } },
        acts: acts.filter((act) => isItemAct(act)).filter((act) => act.itemId === 'X'),
      },
    ],
    holdActs: new Map(),
    moneyActs: acts.filter(isMoneyAct),
    policies: new Map([[hourlyHash, hourly]]),
    timesOf: () => null,
    ...more,
  };
}

/** Folds acts on the item X. */
export function foldX(acts: readonly Act[]): Folded {
  return foldAll(timelinesOf(acts));
}

/** Codes of the open folded exceptions with their causes, sorted. */
export function openCodes(folded: Folded): string[] {
  return folded.exceptions.map((exception) => `${exception.code} ${exception.cause}`).toSorted();
}
