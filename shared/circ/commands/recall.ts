// The command `recall`: the library calls an item back for somebody who waits for it. It names the loan that it cuts, and cuts no other.

import { z } from 'zod';
import { hashedId } from '../../core/digest.ts';
import {
  actId,
  ActIdSchema,
  HoldIdSchema,
  ItemIdSchema,
  LoanIdSchema,
  PatronIdSchema,
  type ActId,
} from '../../core/ids.ts';
import { InstantSchema, type Instant } from '../../core/instant.ts';
import { triedPart } from '../../rules/trace.ts';
import { toReasons } from '../decide/finding.ts';
import { judgeRecalling, type RecallFacts } from '../decide/judge-recalling.ts';
import { judgeAge, sceneOf, traceData } from '../decide/scene.ts';
import { outcomeOf, type Decision } from '../decision.ts';
import type { RecordHeader, Recorded } from './recorded.ts';
import { toldDecision } from './told.ts';

export const RecallArgsSchema = z.object({
  itemId: ItemIdSchema,
  loanId: LoanIdSchema,
  /** Who has it. */
  patronId: PatronIdSchema,
  /** The hold of whoever waits for it. */
  holdId: HoldIdSchema.nullable(),
  /** Issued again: the recall, and the act that did not know of it. */
  reissues: ActIdSchema.nullable(),
  ignoredBy: ActIdSchema.nullable(),
});
export type RecallArgs = z.infer<typeof RecallArgsSchema>;

export const RecallToldSchema = z.object({
  ...toldDecision,
  /** When the item is wanted back. */
  dueAt: InstantSchema,
});
export type RecallTold = z.infer<typeof RecallToldSchema>;

/** What the desk asks for, for a patron who waits or is to wait. */
export type RecallAsk = {
  readonly card: string;
  /** Where the patron wants to pick it up; null = nowhere was named. */
  readonly pickup: string | null;
  /** Codes of the reasons that staff override. */
  readonly overrides: readonly string[];
};

/** A judged recall; `dueAt` is until when it may be kept, null where it is not called back. */
export type RecallDecision = Omit<Decision, 'terms'> & { readonly dueAt: Instant | null };

/** Judges a recall at a moment. Total and pure. */
export function decideRecall(facts: RecallFacts, ask: RecallAsk, at: Instant): RecallDecision {
  const scene = sceneOf(facts.library, at);
  const { findings, tried, limits, due, dueAt } = judgeRecalling(scene, facts, ask);
  const reasons = toReasons([...findings, ...judgeAge(scene)], ask.overrides);
  const outcome = outcomeOf(reasons);
  return {
    outcome,
    reasons,
    dueAt: outcome === 'refused' ? null : dueAt,
    trace: { ...triedPart(tried), due: [...due], limits: [...limits], data: traceData(scene) },
  };
}

/** The id of a recall that is issued again: the same whoever notices that it was ignored. */
export function reissueId(recall: ActId, ignoredBy: ActId): ActId {
  return actId(hashedId('recall', recall, ignoredBy));
}

/** What a recall is recorded as. */
export function recordRecall(header: RecordHeader, args: RecallArgs, { dueAt }: RecallTold): Recorded[] {
  const { itemId, loanId, patronId, holdId: hold, reissues, ignoredBy } = args;
  return [
    { kind: 'act', act: { kind: 'recall', ...header, itemId, loanId, patronId, dueAt, hold, reissues, ignoredBy } },
  ];
}
