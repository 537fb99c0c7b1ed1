// The form of timeline case files: acts of desks, and the one end that they must lead to.

import { z } from 'zod';
import { ItemMarkSchema } from '../../shared/core/item-mark.ts';
import { MissingDecisionSchema } from '../../shared/core/missing-decision.ts';
import { ClaimKindSchema } from '../../shared/circ/model/loan.ts';
import { parseInstant } from '../../shared/core/instant.ts';

const time = z.string().refine((text) => parseInstant(text) !== null);
const money = z.int().min(0);
const millis = z.int().min(0);

const OverdueForm = z.object({ rate: money, perMs: millis.min(1), graceMs: millis, max: money });
const LostForm = z.object({
  afterMs: millis,
  processing: money,
  refundWithinMs: millis.nullable(),
  removeProcessing: z.boolean(),
  chargeOverdue: z.boolean(),
});
export const PolicyForm = z.object({ overdue: OverdueForm, lost: LostForm });
export type PolicyForm = z.infer<typeof PolicyForm>;

export const ItemForm = z.object({
  item: z.string(),
  title: z.string(),
  home: z.string(),
  price: money,
  serial: z.boolean().optional(),
  /** False: no hold is filled by it. */
  holdable: z.boolean().optional(),
});
export const LoanForm = z.object({
  loan: z.string(),
  item: z.string(),
  patron: z.string(),
  outAt: time,
  dueAt: time,
  branch: z.string().optional(),
});
export const HoldForm = z.object({
  hold: z.string(),
  patron: z.string(),
  title: z.string(),
  item: z.string().optional(),
  pickup: z.string(),
  trapped: z.string().optional(),
  trappedBranch: z.string().optional(),
  suspended: z.boolean().optional(),
});

/** `overdue:LOAN`, `overdue:LOAN:ACT`, `lost:LOAN` or `processing:LOAN`. */
const fee = z.string().regex(/^(overdue:[^:]+(:[^:]+)?|(lost|processing):[^:]+)$/);

const act = {
  act: z.string(),
  desk: z.string(),
  seq: z.int().min(1),
  at: time,
  uncertaintyMs: millis.optional(),
  stated: z.boolean().optional(),
  saw: z.string().optional(),
  clockSuspect: z.boolean().optional(),
};
const optional = z.string().optional();

export const ActForm = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('checkout'),
    ...act,
    item: z.string(),
    patron: z.string(),
    dueAt: time,
    override: z.array(z.string()).optional(),
  }),
  z.object({
    kind: z.literal('checkin'),
    ...act,
    item: z.string(),
    returnedAt: time.optional(),
    hold: optional,
    transitTo: optional,
    cart: optional,
    inspect: z.literal(true).optional(),
  }),
  z.object({ kind: z.literal('shelve'), ...act, item: z.string(), cart: z.string() }),
  z.object({ kind: z.literal('renew'), ...act, item: z.string(), loan: z.string(), patron: z.string(), dueAt: time }),
  z.object({ kind: z.literal('undo'), ...act, target: z.string(), item: optional, patron: optional }),
  z.object({ kind: z.literal('resolve'), ...act, item: z.string(), holder: optional }),
  z.object({
    kind: z.literal('placeHold'),
    ...act,
    hold: z.string(),
    patron: z.string(),
    title: z.string(),
    item: optional,
    pickup: z.string(),
  }),
  z.object({ kind: z.literal('cancelHold'), ...act, hold: z.string(), title: z.string(), patron: z.string() }),
  z.object({
    kind: z.literal('suspendHold'),
    ...act,
    hold: z.string(),
    title: z.string(),
    patron: z.string(),
    until: time.optional(),
  }),
  z.object({ kind: z.literal('resumeHold'), ...act, hold: z.string(), title: z.string(), patron: z.string() }),
  z.object({
    kind: z.literal('changePickup'),
    ...act,
    hold: z.string(),
    title: z.string(),
    patron: z.string(),
    pickup: z.string(),
  }),
  z.object({
    kind: z.literal('pay'),
    ...act,
    patron: z.string(),
    amount: money,
    lines: z.array(z.object({ fee, amount: money, settles: z.boolean().optional() })),
  }),
  z.object({
    kind: z.literal('waive'),
    ...act,
    patron: z.string(),
    fee,
    amount: money.optional(),
    inFull: z.boolean().optional(),
  }),
  z.object({
    kind: z.literal('transfer'),
    ...act,
    patron: z.string(),
    batch: z.string(),
    lines: z.array(z.object({ fee, amount: z.int() })),
  }),
  z.object({ kind: z.literal('takeBack'), ...act, patron: z.string(), batch: z.string(), fees: z.array(fee) }),
  z.object({
    kind: z.literal('recall'),
    ...act,
    item: z.string(),
    loan: z.string(),
    patron: z.string(),
    dueAt: time,
    hold: optional,
    reissues: optional,
    ignoredBy: optional,
  }),
  z.object({
    kind: z.literal('changeDueDate'),
    ...act,
    item: z.string(),
    loan: z.string(),
    patron: z.string(),
    dueAt: time,
  }),
  z.object({ kind: z.literal('setMark'), ...act, item: z.string(), mark: ItemMarkSchema }),
  z.object({ kind: z.literal('clearMark'), ...act, item: z.string(), mark: ItemMarkSchema }),
  z.object({ kind: z.literal('notOnShelf'), ...act, item: z.string() }),
  z.object({ kind: z.literal('reviewMissing'), ...act, item: z.string(), becomes: MissingDecisionSchema }),
  z.object({ kind: z.literal('seen'), ...act, item: z.string(), location: optional, cart: z.string().optional() }),
  z.object({
    kind: z.literal('claim'),
    ...act,
    item: z.string(),
    loan: z.string(),
    patron: z.string(),
    claim: ClaimKindSchema,
  }),
  z.object({ kind: z.literal('dropClaim'), ...act, item: z.string(), loan: z.string(), patron: z.string() }),
  z.object({
    kind: z.literal('reportParts'),
    ...act,
    item: z.string(),
    parts: z.array(z.string()),
    loan: optional,
    keepsLoan: z.boolean().optional(),
    bill: z.object({ amount: money, at: time }).optional(),
    /** Of each part, where one has a price of its own. */
    bills: z.array(z.object({ amount: money, at: time }).nullable()).optional(),
  }),
  z.object({
    kind: z.literal('partReturned'),
    ...act,
    item: z.string(),
    parts: z.array(z.string()),
    clears: z.boolean().optional(),
  }),
  z.object({ kind: z.literal('confirmParts'), ...act, item: z.string(), parts: z.array(z.string()) }),
  z.object({ kind: z.literal('declareLost'), ...act, item: z.string(), loan: z.string(), patron: z.string() }),
  z.object({ kind: z.literal('ageToLost'), ...act, item: z.string(), loan: z.string(), patron: z.string() }),
]);
export type ActForm = z.infer<typeof ActForm>;

const list = z.array(z.record(z.string(), z.unknown()));
export const EndForm = z.object({
  loans: list,
  items: z.record(z.string(), z.record(z.string(), z.unknown())),
  holds: list,
  fees: list,
  credits: z.record(z.string(), money),
  exceptions: list,
});
export type EndForm = z.infer<typeof EndForm>;

const opening = {
  items: z.array(ItemForm),
  loans: z.array(LoanForm),
  holds: z.array(HoldForm),
  policy: z.union([z.string(), PolicyForm]),
};

/** One case; its acts stay unparsed until the case is run, so that one act of a newer kind does not spoil the file. */
export const CaseForm = z.object({
  id: z.string(),
  clause: z.string(),
  title: z.string(),
  ...z.object(opening).partial().shape,
  acts: z.array(z.object({ kind: z.string() }).loose()),
  expect: EndForm,
});
export type CaseForm = z.infer<typeof CaseForm>;

export const CaseFileForm = z.object({
  form: z.literal(1),
  /** Its cases say which act found an item; others do not ask. */
  finds: z.literal(true).optional(),
  desks: z.array(z.object({ desk: z.string(), branch: z.string().nullable() })),
  policies: z.record(z.string(), PolicyForm),
  defaults: z.object(opening),
  cases: z.array(CaseForm),
});
export type CaseFileForm = z.infer<typeof CaseFileForm>;

/** A file whose cases are not looked at yet, so that one that makes no sense does not spoil the others. */
export const CaseHeadForm = CaseFileForm.extend({ cases: z.array(z.unknown()) });
export type CaseHeadForm = z.infer<typeof CaseHeadForm>;

/** The fault of a value's form, in words that name the place. */
export function sayMisfit(error: z.ZodError, otherwise: string): string {
  const place = error.issues[0]?.path.join('.') ?? '';
  return place === '' ? otherwise : `${place} is missing or is not what belongs there`;
}
