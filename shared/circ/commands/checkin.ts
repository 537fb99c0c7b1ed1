// The command `checkin`: take one item back. Always recorded, whatever the rules say.

import { z } from 'zod';
import { BranchIdSchema, HoldIdSchema, ItemIdSchema, TitleIdSchema, type BranchId } from '../../core/ids.ts';
import { InstantSchema, type Instant } from '../../core/instant.ts';
import type { MinorUnits } from '../../core/money.ts';
import type { Trace } from '../../rules/trace.ts';
import { expectedFine } from '../decide/expected-fine.ts';
import { foundAs, toReasons, type Finding } from '../decide/finding.ts';
import { judgeReturned, routeItem, type Routing } from '../decide/judge-checkin.ts';
import { sceneOf, traceData } from '../decide/scene.ts';
import type { Reason } from '../decision.ts';
import type { CheckinFacts } from '../facts.ts';
import type { Hold } from '../model/hold.ts';
import type { RecordHeader, Recorded } from './recorded.ts';
import { toldDecision } from './told.ts';

export const CheckinArgsSchema = z.object({
  itemId: ItemIdSchema,
  /** As scanned. */
  barcode: z.string(),
  /** When it came back, for a book drop; counts lateness only. */
  returnedAt: InstantSchema.nullable(),
  /** Nobody had this barcode: the act mints the item under this title. */
  mintsItem: TitleIdSchema.nullable(),
});
export type CheckinArgs = z.infer<typeof CheckinArgsSchema>;

/** Where a checked-in item goes. */
export const RouteSchema = z.enum(['reshelve', 'hold-shelf', 'transit', 'not-ours', 'check-shelf']);
export type Route = z.infer<typeof RouteSchema>;

export const CheckinToldSchema = z.object({
  ...toldDecision,
  route: RouteSchema,
  holdId: HoldIdSchema.nullable(),
  transitTo: BranchIdSchema.nullable(),
});
export type CheckinTold = z.infer<typeof CheckinToldSchema>;

/** What the desk asks for. */
export type CheckinAsk = {
  /** As scanned; told when nobody has it. */
  readonly barcode: string;
  /** When it came back, for a book drop; absent or null = now. */
  readonly returnedAt?: Instant | null | undefined;
};

/** A judged check-in. It is always done. */
export type CheckinDecision = {
  readonly outcome: 'done';
  readonly reasons: readonly Reason[];
  readonly route: Route;
  /** The hold that the copy is put aside for, here or at its pickup branch. */
  readonly hold: Hold | null;
  readonly transitTo: BranchId | null;
  /** The overdue fine to expect, above 0; null when none is, or the policy of the loan is not known. The fold has the last word. */
  readonly fine: { readonly amountMinor: MinorUnits; readonly currency: string } | null;
  readonly trace: Trace;
};

/** Judges a check-in at a moment. Total and pure. */
export function decideCheckin(facts: CheckinFacts, ask: CheckinAsk, at: Instant): CheckinDecision {
  const scene = sceneOf(facts.library, at);
  const routing: Routing =
    facts.item === null ? { route: 'not-ours', hold: null, transitTo: null } : routeItem(scene, facts.item);
  const findings: Finding[] =
    facts.item === null
      ? [foundAs('alert', 'ITEM_UNKNOWN', { barcode: ask.barcode })]
      : judgeReturned(scene, facts.item, routing);
  return {
    outcome: 'done',
    reasons: toReasons(findings, []),
    ...routing,
    fine: fineOf(facts, ask, at),
    trace: { candidates: [], due: [], limits: [], data: traceData(scene) },
  };
}

function fineOf({ item, policy, library }: CheckinFacts, ask: CheckinAsk, at: Instant): CheckinDecision['fine'] {
  const loan = item?.loan ?? null;
  if (item === null || loan === null || policy === null || policy === undefined) return null;
  const inAt = Math.max(Math.min(ask.returnedAt ?? at, at), loan.outAt);
  const amountMinor = expectedFine(library.rules, item, { loan, policy, inAt });
  return amountMinor === 0 ? null : { amountMinor, currency: library.rules.currency };
}

/** What a check-in is recorded as. */
export function recordCheckin(header: RecordHeader, args: CheckinArgs, told: CheckinTold): Recorded[] {
  const { branch } = header;
  const minted: Recorded[] =
    args.mintsItem === null
      ? []
      : [{ kind: 'mintItem', itemId: args.itemId, titleId: args.mintsItem, barcode: args.barcode, branch }];
  return [
    ...minted,
    {
      kind: 'act',
      act: {
        kind: 'checkin',
        ...header,
        itemId: args.itemId,
        returnedAt: args.returnedAt,
        hold: told.holdId,
        transitTo: told.transitTo,
      },
    },
  ];
}
