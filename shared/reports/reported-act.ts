// What reports need of an act, read off it as it was recorded. Purged arguments leave what is read from them out.

import { z } from 'zod';
import { undo } from '../acts/ledger/undo.ts';
import {
  actId,
  itemId,
  patronId,
  policyHash,
  ActIdSchema,
  ShiftIdSchema,
  StaffIdSchema,
  type ActId,
  type ItemId,
  type PatronId,
  type PolicyHash,
  type ShiftId,
  type StaffId,
} from '../core/ids.ts';
import type { Instant } from '../core/instant.ts';
import type { UseTerms } from '../circ/model/use-terms.ts';
import type { Item } from '../circ/model/item.ts';
import type { LoanUse, ReportedAct } from './shift.ts';
import { describeItem } from './use/describe.ts';
import { bucketBy } from './use/use-bucket.ts';
import type { UseWhat } from './use/use-kind.ts';

/** An act as it was recorded: the arguments of its command, and what was told. */
export type RecordedAct = {
  readonly id: ActId;
  readonly name: string;
  readonly at: Instant;
  readonly staffId: StaffId | null;
  readonly overrides: readonly string[];
  readonly args: unknown;
  readonly told: unknown;
};

/** The item, the policy and the patron of a loan; null where they are not known any more. */
export type UseOf = (item: ItemId | null, policy: PolicyHash | null, patron: PatronId | null) => LoanUse;

const TakenBackSchema = undo.told.pick({ takenBack: true });

/** What reports read of a body: a year has many, and the rest of it is nobody's question here. */
const BodySchema = z.object({
  id: ActIdSchema,
  name: z.string(),
  staffId: StaffIdSchema.nullable(),
  shiftId: ShiftIdSchema.nullish(),
  override: z.object({ codes: z.array(z.string()) }).nullish(),
  told: z.unknown(),
});

/** Acts of which reports ask what was asked for; of the others that says nothing to them. */
const ASKED: ReadonlySet<string> = new Set(['checkout', 'undo', 'waive']);
const GivenSchema = z.object({ command: z.unknown() });

/** An act read off its envelope, and the shift that it was made in. */
export function readReported({ body, args, at }: StoredText): RecordedAct & { readonly shiftId: ShiftId | null } {
  const { id, name, staffId, shiftId = null, override, told } = BodySchema.parse(JSON.parse(body));
  const given = args === null || !ASKED.has(name) ? null : GivenSchema.parse(JSON.parse(args)).command;
  return { id, name, at, staffId, shiftId, overrides: override?.codes ?? [], args: given, told };
}

type StoredText = { readonly body: string; readonly args: string | null; readonly at: Instant };

/** The act as reports count it. A year has so many that each part is looked at only where it says something. */
export function reportedAct({ args, told, ...act }: RecordedAct, loanUse: UseOf): ReportedAct {
  const { name } = act;
  const isLoan = name === 'checkout';
  const item = isLoan ? parseText(args, 'itemId') : null;
  const policy = isLoan ? parseText(parsePart(told, 'policyRef'), 'policyHash') : null;
  const patron = isLoan ? parseText(args, 'patronId') : null;
  const undoes = parseText(args, 'commandId');
  const lentFor = () =>
    loanUse(
      item === null ? null : itemId(item),
      policy === null ? null : policyHash(policy),
      patron === null ? null : patronId(patron),
    );
  return {
    ...act,
    use: isLoan ? lentFor() : null,
    fills: isLoan && parseText(told, 'fills') !== null,
    trapped: name === 'checkin' && parseText(told, 'holdId') !== null,
    undoes: undoes === null ? null : actId(undoes),
    reason: name === 'undo' || name === 'waive' ? parseText(args, 'reason') : null,
    voided: name === 'undo' ? (TakenBackSchema.safeParse(told).data?.takenBack ?? null) : null,
  };
}

/** A part of what was asked for or told; undefined where it has none. */
export function parsePart(of: unknown, key: string): unknown {
  return typeof of === 'object' && of !== null ? (of as Readonly<Record<string, unknown>>)[key] : undefined;
}

/** A text in it; null where there is none. */
export function parseText(of: unknown, key: string): string | null {
  const part = parsePart(of, key);
  return typeof part === 'string' ? part : null;
}

/** What a loan was of, by the terms that use is counted by; `group`: that of the patron. */
export function loanUseBy(terms: UseTerms): (item: Item | null, hourly: boolean, group: string | null) => LoanUse {
  const tell = loanUseOf(terms);
  return (item, hourly, group) => tell(describeItem(item, hourly), group);
}

/** The same of what is described already. */
export function loanUseOf(terms: UseTerms): (what: UseWhat, group: string | null) => LoanUse {
  const bucketOf = bucketBy(terms);
  const lent = { act: 'checkout', channel: 'desk', branch: null, role: null, college: null } as const;
  return (what, group) => {
    const bucket = bucketOf({ ...lent, group, ...what });
    if (bucket === 'equipment') return 'equipment';
    return bucket === 'reserve-initial' ? 'reserve' : 'general';
  };
}
