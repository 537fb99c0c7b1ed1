// The command `placeHold`: one patron asks for a title, or for one copy of it. Judging tells every reason at once; recording asks no rule.

import { z } from 'zod';
import { BranchIdSchema, HoldIdSchema, ItemIdSchema, PatronIdSchema, TitleIdSchema } from '../../core/ids.ts';
import type { Instant } from '../../core/instant.ts';
import { judgeHolding } from '../decide/judge-holding.ts';
import { toReasons } from '../decide/finding.ts';
import { judgeAge, sceneOf, traceData } from '../decide/scene.ts';
import { outcomeOf, type Decision } from '../decision.ts';
import type { PlaceHoldFacts } from '../facts.ts';
import { triedPart } from '../../rules/trace.ts';
import type { RecordHeader, Recorded } from './recorded.ts';
import { toldDecision } from './told.ts';

export const PlaceHoldArgsSchema = z.object({
  /** Minted where the hold is placed. */
  holdId: HoldIdSchema,
  patronId: PatronIdSchema,
  /** As scanned or typed. */
  card: z.string(),
  titleId: TitleIdSchema,
  /** A hold for this copy alone; null = any copy of the title. */
  itemId: ItemIdSchema.nullable(),
  /** Of that copy. */
  barcode: z.string().optional(),
  pickup: BranchIdSchema,
});
export type PlaceHoldArgs = z.infer<typeof PlaceHoldArgsSchema>;

export const PlaceHoldToldSchema = z.object(toldDecision);

/** What the desk asks for. */
export type PlaceHoldAsk = {
  readonly card: string;
  /** Where the patron wants to pick it up, as the desk named it; null = nowhere was named. */
  readonly pickup: string | null;
  /** Codes of the reasons that staff override. */
  readonly overrides: readonly string[];
};

/** A judged hold. It has no terms: nothing is due. */
export type PlaceHoldDecision = Omit<Decision, 'terms'>;

/** Judges the placing of a hold at a moment. Total and pure. */
export function decidePlaceHold(facts: PlaceHoldFacts, ask: PlaceHoldAsk, at: Instant): PlaceHoldDecision {
  const scene = sceneOf(facts.library, at);
  const { findings, tried, limits } = judgeHolding(scene, facts, ask);
  const reasons = toReasons([...findings, ...judgeAge(scene)], ask.overrides);
  return {
    outcome: outcomeOf(reasons),
    reasons,
    trace: { ...triedPart(tried), due: [], limits: [...limits], data: traceData(scene) },
  };
}

/** What a placing is recorded as. */
export function recordPlaceHold(header: RecordHeader, args: PlaceHoldArgs): Recorded[] {
  const { holdId: hold, patronId, titleId, itemId, pickup } = args;
  return [{ kind: 'act', act: { kind: 'placeHold', ...header, hold, patronId, titleId, itemId, pickup } }];
}
