// Turns a case of the form into acts and timelines. Names of the case (`A/1`, `X`, `H`) serve as ids.

import {
  actId,
  billBatchId,
  branchId,
  deskId,
  holdId,
  itemId,
  loanId,
  locationId,
  patronId,
  ruleSetVersion,
  streamId,
  titleId,
  type PolicyHash,
} from '../../shared/core/ids.ts';
import { required } from '../../shared/core/assert.ts';
import { parseInstant, type Instant } from '../../shared/core/instant.ts';
import type { Act, ActHeader, ActOf } from '../../shared/circ/acts.ts';
import type { FeeRef } from '../../shared/circ/model/fee.ts';
import { hashPolicy, type Policy } from '../../shared/rules/model/policy.ts';
import type { ActForm, CaseFileForm, CaseForm, PolicyForm } from './case-form.ts';

/** Least uncertainty of any act. */
const leastUncertaintyMs = 1_000;

/** A case, ready to be fed act by act. */
export type TranslatedCase = {
  readonly items: CaseFileForm['defaults']['items'];
  readonly opening: readonly Act[];
  readonly acts: readonly Act[];
  readonly policy: Policy;
  readonly policyHash: PolicyHash;
};

/** Translates the parsed acts of a case; missing fields come from the file's defaults. */
export function translateCase(
  file: Omit<CaseFileForm, 'cases'>,
  one: CaseForm,
  forms: readonly ActForm[],
): TranslatedCase {
  const setting = { ...file.defaults, ...one };
  const form = typeof setting.policy === 'string' ? file.policies[setting.policy] : setting.policy;
  const policy = toPolicy(required(form, () => 'the case names a policy that the file does not have'));
  const hash = hashPolicy(policy);
  const branches = new Map(file.desks.map(({ desk, branch }) => [desk, branch]));
  return {
    items: setting.items,
    opening: [
      ...setting.loans.map((loan, index) => openLoan(loan, index, hash)),
      ...setting.holds.map((hold, index) => openHold(hold, index)),
    ],
    acts: forms.map((act) => toAct(act, branches.get(act.desk) ?? null, { hash, forms })),
    policy,
    policyHash: hash,
  };
}

/** `overdue:LOAN`, `overdue:LOAN:ACT`, `lost:LOAN`, `processing:LOAN`. */
export function parseFeeName(name: string): FeeRef {
  const [kind = '', loan = '', after] = name.split(':');
  if (kind !== 'overdue' && kind !== 'lost' && kind !== 'processing') throw new Error(`not a fee: ${name}`);
  return { kind, loanId: loanId(loan), after: after === undefined ? null : actId(after) };
}

function toPolicy({ overdue, lost }: PolicyForm): Policy {
  return {
    grain: 'time',
    period: { n: 14, unit: 'days' },
    maxRenewals: null,
    overdue: {
      rateMinor: overdue.rate,
      perMs: overdue.perMs,
      graceMs: overdue.graceMs,
      maxMinor: overdue.max,
      closedDays: 'count',
    },
    lost: {
      afterMs: lost.afterMs,
      bill: 'price',
      defaultPriceMinor: 0,
      processingMinor: lost.processing,
      refundWithinMs: lost.refundWithinMs,
      removeProcessing: lost.removeProcessing,
      chargeOverdue: lost.chargeOverdue,
    },
  };
}

function instant(text: string): Instant {
  return required(parseInstant(text), () => `not an instant: ${text}`);
}

const optionalId = <T>(text: string | undefined, make: (text: string) => T): T | null =>
  text === undefined ? null : make(text);

function openingHeader(name: string, seq: number, at: Instant): ActHeader {
  return {
    id: actId(name),
    desk: deskId(''),
    stream: streamId(''),
    seq,
    at,
    uncertaintyMs: leastUncertaintyMs,
    stated: true,
    clockSuspect: false,
    saw: null,
    branch: null,
  };
}

function openLoan(loan: CaseFileForm['defaults']['loans'][number], seq: number, hash: PolicyHash): ActOf<'openLoan'> {
  return {
    kind: 'openLoan',
    ...openingHeader(loan.loan, seq, instant(loan.outAt)),
    branch: optionalId(loan.branch, branchId),
    loanId: loanId(loan.loan),
    itemId: itemId(loan.item),
    patronId: patronId(loan.patron),
    dueAt: instant(loan.dueAt),
    renewals: 0,
    lostAt: null,
    policyHash: hash,
  };
}

function openHold(hold: CaseFileForm['defaults']['holds'][number], seq: number): ActOf<'openHold'> {
  const { trapped, trappedBranch } = hold;
  return {
    kind: 'openHold',
    ...openingHeader(hold.hold, seq, 0),
    hold: holdId(hold.hold),
    patronId: patronId(hold.patron),
    titleId: titleId(hold.title),
    itemId: optionalId(hold.item, itemId),
    pickup: branchId(hold.pickup),
    suspended: hold.suspended ?? false,
    trapped: trapped === undefined ? null : { itemId: itemId(trapped), branch: branchId(trappedBranch ?? hold.pickup) },
  };
}

function toHeader(act: ActForm, branch: string | null): ActHeader {
  return {
    id: actId(act.act),
    desk: deskId(act.desk),
    stream: streamId(act.desk),
    seq: act.seq,
    at: instant(act.at),
    uncertaintyMs: act.uncertaintyMs ?? leastUncertaintyMs,
    stated: act.stated ?? false,
    clockSuspect: act.clockSuspect ?? false,
    saw: optionalId(act.saw, actId),
    branch: branch === null ? null : branchId(branch),
  };
}

type Context = { readonly hash: PolicyHash; readonly forms: readonly ActForm[] };

function toAct(act: ActForm, branch: string | null, context: Context): Act {
  const header = toHeader(act, branch);
  switch (act.kind) {
    case 'checkout':
      return {
        kind: 'checkout',
        ...header,
        itemId: itemId(act.item),
        patronId: patronId(act.patron),
        dueAt: instant(act.dueAt),
        policyHash: context.hash,
        rulesVersion: ruleSetVersion('case'),
        overrides: act.override ?? [],
      };
    case 'checkin':
      return {
        kind: 'checkin',
        ...header,
        itemId: itemId(act.item),
        returnedAt: optionalId(act.returnedAt, instant),
        hold: optionalId(act.hold, holdId),
        transitTo: optionalId(act.transitTo, branchId),
        ...(act.cart === undefined ? {} : { cart: act.cart }),
        ...(act.inspect === undefined ? {} : { inspect: act.inspect }),
      };
    case 'renew':
      return {
        kind: 'renew',
        ...header,
        itemId: itemId(act.item),
        loanId: loanId(act.loan),
        patronId: patronId(act.patron),
        dueAt: instant(act.dueAt),
      };
    case 'undo':
      return toUndo(act, header, context.forms);
    case 'resolve':
      return { kind: 'resolveItem', ...header, itemId: itemId(act.item), holder: optionalId(act.holder, patronId) };
    default:
      return toOtherAct(act, header);
  }
}

function holdNamed(act: { readonly hold: string; readonly patron: string; readonly title: string }) {
  return { hold: holdId(act.hold), patronId: patronId(act.patron), titleId: titleId(act.title) };
}

function loanNamed(act: { readonly item: string; readonly loan: string; readonly patron: string }) {
  return { itemId: itemId(act.item), loanId: loanId(act.loan), patronId: patronId(act.patron) };
}

type OtherForm = Exclude<ActForm, { kind: 'checkout' | 'checkin' | 'renew' | 'undo' | 'resolve' }>;

function toOtherAct(act: OtherForm, header: ActHeader): Act {
  switch (act.kind) {
    case 'placeHold':
      return {
        kind: 'placeHold',
        ...header,
        hold: holdId(act.hold),
        patronId: patronId(act.patron),
        titleId: titleId(act.title),
        itemId: optionalId(act.item, itemId),
        pickup: branchId(act.pickup),
      };
    case 'cancelHold':
    case 'resumeHold':
      return { kind: act.kind, ...header, ...holdNamed(act) };
    case 'suspendHold':
      return { kind: 'suspendHold', ...header, ...holdNamed(act), until: optionalId(act.until, instant) };
    case 'changePickup':
      return { kind: 'changePickup', ...header, ...holdNamed(act), pickup: branchId(act.pickup) };
    case 'pay':
      return {
        kind: 'pay',
        ...header,
        patronId: patronId(act.patron),
        amountMinor: act.amount,
        lines: act.lines.map((line) => ({
          fee: parseFeeName(line.fee),
          amountMinor: line.amount,
          settles: line.settles ?? false,
        })),
      };
    case 'waive':
      return {
        kind: 'waive',
        ...header,
        patronId: patronId(act.patron),
        fee: parseFeeName(act.fee),
        amountMinor: act.inFull === true ? null : (act.amount ?? 0),
      };
    case 'transfer':
      return {
        kind: 'transferFees',
        ...header,
        patronId: patronId(act.patron),
        batch: billBatchId(act.batch),
        to: 'student accounts',
        lines: act.lines.map((line) => ({ fee: parseFeeName(line.fee), amountMinor: line.amount })),
      };
    case 'takeBack':
      return {
        kind: 'takeBackFees',
        ...header,
        patronId: patronId(act.patron),
        batch: billBatchId(act.batch),
        fees: act.fees.map(parseFeeName),
      };
    case 'recall':
      return {
        kind: 'recall',
        ...header,
        itemId: itemId(act.item),
        loanId: loanId(act.loan),
        patronId: patronId(act.patron),
        dueAt: instant(act.dueAt),
        hold: optionalId(act.hold, holdId),
        reissues: optionalId(act.reissues, actId),
        ignoredBy: optionalId(act.ignoredBy, actId),
      };
    case 'changeDueDate':
      return {
        kind: 'changeDueDate',
        ...header,
        itemId: itemId(act.item),
        loanId: loanId(act.loan),
        patronId: patronId(act.patron),
        dueAt: instant(act.dueAt),
      };
    case 'setMark':
    case 'clearMark':
      return { kind: act.kind, ...header, itemId: itemId(act.item), mark: act.mark };
    case 'reviewMissing':
      return { kind: act.kind, ...header, itemId: itemId(act.item), becomes: act.becomes };
    case 'notOnShelf':
      return { kind: 'notOnShelf', ...header, itemId: itemId(act.item) };
    case 'shelve':
      return { kind: 'shelve', ...header, itemId: itemId(act.item), cart: act.cart };
    case 'seen':
      return {
        kind: 'seen',
        ...header,
        itemId: itemId(act.item),
        location: optionalId(act.location, locationId),
        ...(act.cart === undefined ? {} : { cart: act.cart }),
      };
    case 'reportParts':
      return {
        kind: 'reportParts',
        ...header,
        itemId: itemId(act.item),
        parts: act.parts,
        loanId: optionalId(act.loan, loanId),
        keepsLoan: act.keepsLoan ?? false,
        bill: act.bill === undefined ? null : { amountMinor: act.bill.amount, at: instant(act.bill.at) },
        ...(act.bills === undefined
          ? {}
          : {
              bills: act.bills.map((one) => (one === null ? null : { amountMinor: one.amount, at: instant(one.at) })),
            }),
      };
    case 'partReturned':
      return {
        kind: 'partReturned',
        ...header,
        itemId: itemId(act.item),
        parts: act.parts,
        clears: act.clears ?? false,
      };
    case 'confirmParts':
      return { kind: 'confirmParts', ...header, itemId: itemId(act.item), parts: act.parts };
    case 'claim':
      return { kind: 'claim', ...header, ...loanNamed(act), claim: act.claim };
    case 'ageToLost':
    case 'declareLost':
    case 'dropClaim':
      return { kind: act.kind, ...header, ...loanNamed(act) };
  }
}

/** An undo names the item or the patron of its target; for a hold act the title too, so that it reaches that title's timeline. */
function toUndo(act: Extract<ActForm, { kind: 'undo' }>, header: ActHeader, forms: readonly ActForm[]): ActOf<'undo'> {
  const target = forms.find((form) => form.act === act.target);
  const title = target !== undefined && 'title' in target ? target.title : undefined;
  return {
    kind: 'undo',
    ...header,
    target: actId(act.target),
    itemId: optionalId(act.item, itemId),
    patronId: optionalId(act.patron, patronId),
    titleId: optionalId(title, titleId),
  };
}
