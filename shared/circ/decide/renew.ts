// Judges a renewal: every reason at once, and the new date.

import type { PatronId } from '../../core/ids.ts';
import type { Instant } from '../../core/instant.ts';
import { conclude } from './conclude.ts';
import { foundAs, type Finding } from '../../rules/judge/finding.ts';
import { found } from './finding.ts';
import { withBooking } from './judge-equipment.ts';
import { judgeRenewal, renewalPolicy } from './judge-renewal.ts';
import { resolveFor, type TermsJudgement } from './judge-terms.ts';
import { limitsFor } from './patron-standing.ts';
import { judgeAge, sceneOf, type Scene } from './scene.ts';
import { groupOf } from './subject.ts';
import { rentalMinor } from '../../rules/judge/rental.ts';
import type { Decision } from '../decision.ts';
import type { Policy } from '../../rules/model/policy.ts';
import type { Resolved } from '../../rules/resolve/resolved.ts';
import type { ItemFacts, PatronFacts, RenewFacts } from '../facts.ts';
import { NONE_TRIED, traceEntry, type TraceEntry } from '../../rules/trace.ts';

/** Input of a renewal, from the desk. */
export type RenewAsk = {
  /** As scanned or shown. */
  readonly barcode: string;
  /** The borrower that is meant; a loan of another person is not renewed in its place. Absent or null = the present borrower. */
  readonly patron?: PatronId | null | undefined;
  /** A due date that staff typed; absent or null = by the rules. */
  readonly dueAt?: Instant | null | undefined;
  /** Codes of the reasons that staff override. */
  readonly overrides: readonly string[];
};

/** Judges a renewal at a moment; the new date is counted from it. Total and pure. Without a loan there is nothing to renew. */
export function decideRenew(facts: RenewFacts, ask: RenewAsk, at: Instant): Decision {
  const scene = sceneOf(facts.library, at);
  const { patron } = facts;
  const item = withBooking(facts.item, patron, at);
  if (isOfOtherPatron(facts, ask)) return ofOtherPatron(scene, ask);
  const resolved = resolveFor(scene, { item, patron, renewal: true });
  const kept = facts.policy ?? null;
  const judged = judge(scene, { item, patron, resolved, kept }, ask);
  const isKept = resolved !== null && renewalPolicy({ resolved, kept }).isKept;
  return conclude(scene, {
    findings: [...judged.findings, ...judgeAge(scene)],
    terms: withRental(scene, judged, { resolved, patron }),
    tried: isKept || resolved === null ? NONE_TRIED : resolved,
    limits: [...renewalCount(facts, { resolved, kept }), ...besides(scene, item, patron)],
    overrides: ask.overrides,
  });
}

/** The terms with the rental, where the rules charge it once more. */
function withRental(
  { rules, now }: Scene,
  judged: TermsJudgement,
  { resolved, patron }: { readonly resolved: Resolved | null; readonly patron: PatronFacts | null },
): TermsJudgement {
  const { terms } = judged;
  const rental = resolved?.settings.money.rental;
  if (terms === null || rental?.again !== true) return judged;
  const amountMinor = rentalMinor(rental, groupOf(rules, patron?.patron), terms.dueAt - now);
  return amountMinor === 0
    ? judged
    : { ...judged, terms: { ...terms, charges: { rentalMinor: amountMinor, depositMinor: 0 } } };
}

function isOfOtherPatron({ item }: RenewFacts, { patron = null }: RenewAsk): boolean {
  const holder = item?.loan?.patronId ?? null;
  return patron !== null && holder !== null && holder !== patron;
}

/** The loan that is meant is over, and the answer has nothing of the present one: neither its date nor its patron's loans. */
function ofOtherPatron(scene: Scene, { overrides }: RenewAsk): Decision {
  const findings = [foundAs('block', 'OTHER_PATRON'), ...judgeAge(scene)];
  return conclude(scene, {
    findings,
    terms: { findings, terms: null, due: [] },
    tried: NONE_TRIED,
    limits: [],
    overrides,
  });
}

/** The limits of the patron, counting their loans besides the one to be renewed. */
function besides(scene: Scene, item: ItemFacts | null, patron: PatronFacts | null): readonly TraceEntry[] {
  const others = patron?.loansOut.filter(({ loan }) => loan.itemId !== item?.item.id) ?? [];
  const facts = patron === null ? null : { ...patron, loansOut: others };
  return limitsFor(scene, { item: null, patron: facts, resolved: null }).entries;
}

/** How many renewals were used before this one, of how many. */
function renewalCount(
  { item }: RenewFacts,
  { resolved, kept }: { readonly resolved: Resolved | null; readonly kept: Policy | null },
): TraceEntry[] {
  const loan = item?.loan ?? null;
  const terms = resolved === null ? null : renewalPolicy({ resolved, kept }).policy?.terms.renew;
  if (loan === null || terms === null || terms === undefined) return [];
  const { renewals: count } = loan;
  const limit = terms.maxCount;
  return [limit === null ? traceEntry('LIMIT_NO_RENEWALS', { count }) : traceEntry('LIMIT_RENEWALS', { count, limit })];
}

function judge(
  scene: Scene,
  matter: Pick<RenewFacts, 'item' | 'patron'> & { readonly resolved: Resolved | null; readonly kept: Policy | null },
  ask: RenewAsk,
): TermsJudgement {
  const { item, resolved } = matter;
  // Without a loan there is no patron to judge and no date: the only finding is that it is not out.
  if (item === null || item.loan === null) return { findings: judgeNotOut(scene, item, ask), terms: null, due: [] };
  if (resolved === null) return { findings: [found(scene.rules.profile, 'DESK_MISSING')], terms: null, due: [] };
  return judgeRenewal(scene, { ...matter, item, loan: item.loan, resolved, typedDueAt: ask.dueAt ?? null });
}

function judgeNotOut({ rules }: Scene, item: ItemFacts | null, { barcode }: RenewAsk): Finding[] {
  if (item === null) return [foundAs('block', 'ITEM_UNKNOWN', { barcode })];
  const inQuestion = item.item.state.status === 'in-question' ? [found(rules.profile, 'ITEM_IN_QUESTION')] : [];
  return [...inQuestion, foundAs('block', 'LOAN_NOT_FOUND')];
}
