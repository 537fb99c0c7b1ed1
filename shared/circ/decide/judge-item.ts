// What stands between an item and the patron who wants it: where it is, who has it, who waits for it, and what goes with it.

import type { PatronId } from '../../core/ids.ts';
import type { CountedLoan } from '../../rules/limits/counted-loan.ts';
import { countLimitSets } from '../../rules/limits/limit-sets.ts';
import type { TraceEntry } from '../../rules/trace.ts';
import type { ItemFacts, PatronFacts } from '../facts.ts';
import type { Finding } from '../../rules/judge/finding.ts';
import { found } from './finding.ts';
import { canFill } from './fitting-hold.ts';
import { limitQuestion } from './judge-patron.ts';
import { branchName, dueOf, type Scene } from './scene.ts';

/** Judges an item for a checkout. */
export function judgeItem(scene: Scene, facts: ItemFacts, patron: PatronFacts | null): Finding[] {
  const patronId = patron?.patron.id ?? null;
  const { provisional, barcode } = facts.item;
  return [
    // A barcode that a desk once scanned is not an item of the library until somebody catalogues it.
    ...(provisional ? [found('ITEM_UNKNOWN', { barcode })] : []),
    ...judgeStatus(scene, facts, patronId),
    ...judgeCirculation(facts),
    ...judgeWaiting(facts, patronId),
    ...judgeHandling(facts),
  ];
}

/** Whether the item itself, or its shelf, is not lent at all. */
export function judgeCirculation({ item, location }: ItemFacts): Finding[] {
  return item.circulates && location?.circulates !== false ? [] : [found('ITEM_NOT_LOANABLE')];
}

/** What goes out with an item. */
export function judgeHandling({ item }: ItemFacts): Finding[] {
  return [
    ...(item.parts.length === 0 ? [] : [found('ITEM_PARTS', { parts: item.parts.join(', ') })]),
    ...(item.alert === null || item.alert === '' ? [] : [found('ITEM_ALERT', { text: item.alert })]),
  ];
}

/** The limit sets that an item falls under. */
export function judgeLimitSets(
  scene: Scene,
  about: { readonly item: ItemFacts; readonly patron: PatronFacts | null; readonly loans: readonly CountedLoan[] },
): { readonly findings: Finding[]; readonly limits: TraceEntry[] } {
  if (scene.desk === null) return { findings: [], limits: [] };
  const { kind, location } = about.item.item;
  const question = limitQuestion(scene, scene.desk.id, about.patron, about.loans);
  const sets = countLimitSets(question, { kind, location });
  return {
    findings: sets
      .filter(({ isReached }) => isReached)
      .map(({ limitSet, count }) => found('LIMIT_SET', { count, limit: limitSet.limit, name: limitSet.name })),
    limits: sets.map(({ entry }) => entry),
  };
}

function judgeStatus(scene: Scene, facts: ItemFacts, patronId: PatronId | null): Finding[] {
  const { status, to } = facts.item.state;
  switch (status) {
    case 'available':
      return [];
    case 'on-hold-shelf':
      return isHeldFor(facts, patronId) ? [] : [found('HELD_FOR_ANOTHER')];
    case 'on-loan':
      return [judgeLoan(scene, facts, patronId)];
    case 'on-loan-unknown':
      return [found('LOANED_TO_ANOTHER')];
    case 'in-transit':
      return [found('ITEM_IN_TRANSIT', { branch: to === null ? '' : branchName(scene, to) })];
    case 'in-question':
      return [found('ITEM_IN_QUESTION')];
    case 'lost':
      return [found('ITEM_LOST', { status }), ...(facts.loan === null ? [] : [judgeLoan(scene, facts, patronId)])];
    case 'missing':
      return [found('ITEM_LOST', { status })];
    default:
      return [found('ITEM_BAD_STATUS', { status })];
  }
}

function judgeLoan(scene: Scene, { loan }: ItemFacts, patronId: PatronId | null): Finding {
  if (loan === null || loan.patronId !== patronId) return found('LOANED_TO_ANOTHER');
  return found('LOANED_TO_PATRON', { due: dueOf(scene, loan.dueAt) });
}

/** A hold that the facts do not name cannot be shown to be this patron's. */
function isHeldFor({ item, holds }: ItemFacts, patronId: PatronId | null): boolean {
  const hold = holds.find(({ id }) => id === item.state.hold);
  return hold !== undefined && hold.patronId === patronId;
}

/** An item from the shelf that somebody else waits for. Lending it is allowed, and told. */
function judgeWaiting(facts: ItemFacts, patronId: PatronId | null): Finding[] {
  if (facts.item.state.status !== 'available') return [];
  const waiting = facts.holds.filter((hold) => canFill(facts, hold));
  const isOwn = waiting.some((hold) => hold.patronId === patronId);
  return waiting.length === 0 || isOwn ? [] : [found('HOLD_WAITING')];
}
