// Facts of an act for reports, read off it as it was recorded. Facts from purged arguments are left out.

import { argsLeft, toldLeft, type ActContent, type ReadAct } from '../acts/read-act.ts';
import type { ActId, HoldId, ItemId, PatronId, PolicyHash, StaffId } from '../core/ids.ts';
import type { Instant } from '../core/instant.ts';
import type { UseTerms } from '../circ/model/use-terms.ts';
import type { Item } from '../circ/model/item.ts';
import type { LoanUse, ReportedAct, VoidedRefund } from './shift.ts';
import { describeItem } from './use/describe.ts';
import { bucketBy } from './use/use-bucket.ts';
import type { UseWhat } from './use/use-kind.ts';

/** Facts of an act that reports count by. Null: it has none, or it is purged. */
export type ContentFacts = {
  readonly name: string;
  readonly itemId: ItemId | null;
  readonly patronId: PatronId | null;
  readonly policyHash: PolicyHash | null;
  /** Of an undo: the act that it undid. */
  readonly commandId: ActId | null;
  readonly reason: string | null;
  readonly count: number | null;
  readonly fills: HoldId | null;
  readonly holdId: HoldId | null;
  readonly inHouse: boolean;
  readonly takenBack: VoidedRefund | null;
};

/** The same with time and author. */
export type ActFacts = ContentFacts & {
  readonly id: ActId;
  readonly at: Instant;
  readonly staffId: StaffId | null;
  readonly overrides: readonly string[];
};

/** The item, the policy and the patron of a loan; null where they are not known any more. */
export type UseOf = (item: ItemId | null, policy: PolicyHash | null, patron: PatronId | null) => LoanUse;

/** The facts of an act read off its envelope. */
export function factsOf(act: ReadAct & { readonly at: Instant }): ActFacts {
  const { id, at, staffId, overrides } = act;
  return { id, at, staffId, overrides, ...contentFacts(act) };
}

/** Facts from its content alone. */
export function contentFacts(act: ActContent): ContentFacts {
  const args = argsLeft(act);
  const told = toldLeft(act);
  return {
    name: act.name,
    itemId: args.itemId ?? null,
    patronId: args.patronId ?? null,
    policyHash: told.policyRef?.policyHash ?? null,
    commandId: args.commandId ?? null,
    reason: args.reason ?? null,
    count: args.count ?? null,
    fills: told.fills ?? null,
    holdId: told.holdId ?? null,
    inHouse: told.inHouse ?? false,
    takenBack: told.takenBack ?? null,
  };
}

/** The act as reports count it. */
export function reportedAct(facts: ActFacts, loanUse: UseOf): ReportedAct {
  const { id, name, at, staffId, overrides, itemId, policyHash, patronId, commandId, reason, takenBack } = facts;
  const isLoan = name === 'checkout';
  return {
    id,
    name,
    at,
    staffId,
    overrides,
    use: isLoan ? loanUse(itemId, policyHash, patronId) : null,
    fills: isLoan && facts.fills !== null,
    trapped: name === 'checkin' && facts.holdId !== null,
    undoes: commandId,
    reason: name === 'undo' || name === 'waive' ? reason : null,
    voided: name === 'undo' ? takenBack : null,
  };
}

/** The use of a loan, by the terms that use is counted by; `group`: that of the patron. */
export function loanUseBy(terms: UseTerms): (item: Item | null, hourly: boolean, group: string | null) => LoanUse {
  const tell = loanUseOf(terms);
  return (item, hourly, group) => tell(describeItem(item, hourly), group);
}

/** The same for a loan that is described already. */
export function loanUseOf(terms: UseTerms): (what: UseWhat, group: string | null) => LoanUse {
  const bucketOf = bucketBy(terms);
  const lent = { act: 'checkout', channel: 'desk', branch: null, role: null, college: null } as const;
  return (what, group) => {
    const bucket = bucketOf({ ...lent, group, ...what });
    if (bucket === 'equipment') return 'equipment';
    return bucket === 'reserve-initial' ? 'reserve' : 'general';
  };
}
