// Turns decisions, items and patrons into views for the screen, in the desk's language.

import { sayDate, sayDue } from '../../../shared/core/say-date.ts';
import { ITEM_STATUS_WORDS } from '../../../shared/core/codes/item-status.ts';
import { locationId } from '../../../shared/core/ids.ts';
import { formatInstant, type Instant } from '../../../shared/core/instant.ts';
import { say, type Saying } from '../../../shared/core/say.ts';
import { sayReason } from '../../../shared/core/say-reason.ts';
import { sayTrace } from '../../../shared/core/say-trace.ts';
import type { ItemBrief, PatronBrief, ReasonView } from '../../../shared/views/circulation.ts';
import type { SponsorBrief } from '../../../shared/views/patron-proxies.ts';
import type { TraceView } from '../../../shared/views/trace.ts';
import type { Reason } from '../../../shared/circ/decision.ts';
import type { Item, ItemState } from '../../../shared/circ/model/item.ts';
import type { Loan } from '../../../shared/circ/model/loan.ts';
import { shownStatus } from '../../../shared/circ/model/mark.ts';
import { cardOf, type Patron } from '../../../shared/circ/model/patron.ts';
import { sortName } from '../../../shared/circ/patron-name.ts';
import { TAKES_TWO, type Right } from '../../../shared/circ/rights.ts';
import { sayCandidate, sayRuleName } from '../../../shared/rules/said/say-candidate.ts';
import type { Candidate, Outranked, Trace } from '../../../shared/rules/trace.ts';
import { ruleWords, type PlaceNames, type RuleWords } from '../../../shared/rules/said/rule-words.ts';
import { deskZone, type Copy, type DeskSight } from '../desk-sight.ts';

/** Reasons in words, and whether this person may override them. Equal findings of two rules are listed once. */
export function reasonViews(saying: Saying, reasons: readonly Reason[], rights: readonly Right[]): ReasonView[] {
  const held = new Set<string>(rights);
  const views = reasons.map((reason) => ({
    ...reason,
    text: sayReason(saying, reason),
    mayOverride: reason.right !== null && held.has(reason.right) && !TAKES_TWO.has(reason.code),
  }));
  const sameAs = ({ code, effect, text }: ReasonView) => `${code} ${effect} ${text}`;
  return [...new Map(views.map((view) => [sameAs(view), view])).values()];
}

/** Words for a trace, and how many losing rules are listed. */
export type TraceTelling = { readonly words: RuleWords; readonly mostLost: number };

/** The most losing rules listed at a desk; hundreds would go with every scan. */
export const NEAREST_LOST = 12;

/** A trace in words. Where not all losing rules are listed, the nearest are. */
export function traceView(saying: Saying, trace: Trace, { words, mostLost }: TraceTelling): TraceView {
  const said = (entry: Trace['due'][number]) => ({ ...entry, text: sayTrace(saying, entry) });
  const { askedAbout } = trace;
  const listed = nearest(trace.candidates, mostLost);
  const unlisted = trace.candidates.length - listed.length;
  return {
    candidates: listed.map((candidate) => {
      const { lost, outranked, asks: _, gives: __, ...shown } = candidate;
      const nameOf = (rule: Pick<Candidate, 'name' | 'asks'>) => sayRuleName(saying.language, rule, words.nameOf);
      return {
        ...shown,
        name: nameOf(candidate),
        ...(lost === undefined ? {} : { lostOn: lost.map(({ on }) => on) }),
        ...(outranked === undefined ? {} : { outranked: outrankedView(outranked, nameOf) }),
        text: sayCandidate(saying.language, candidate, { ...words, askedAbout }),
      };
    }),
    ...(unlisted === 0 ? {} : { unlisted }),
    due: trace.due.map(said),
    limits: trace.limits.map(said),
    data: trace.data.map(said),
  };
}

function outrankedView(
  { asks, ...outranked }: Outranked,
  nameOf: (rule: Pick<Candidate, 'name' | 'asks'>) => string,
): TraceView['candidates'][number]['outranked'] {
  return { ...outranked, name: nameOf({ name: outranked.name, asks }) };
}

/** All that matched and the losing ones with the fewest criteria that did not, in the order they were tried. */
function nearest(candidates: Trace['candidates'], mostLost: number): Trace['candidates'] {
  const lost = candidates.filter(({ matched }) => !matched);
  if (lost.length <= mostLost) return candidates;
  const kept = new Set(lost.toSorted((a, b) => (a.lost?.length ?? 0) - (b.lost?.length ?? 0)).slice(0, mostLost));
  return candidates.filter((candidate) => candidate.matched || kept.has(candidate));
}

/** Words for the rules in force at a moment, as this desk shows them. */
export function ruleWordsAt(desk: DeskSight, at: Instant = desk.clock.now()): RuleWords {
  const library = desk.copy()?.library;
  const places: PlaceNames = {
    branch: (id) => library?.branches().get(id)?.name,
    location: (id) => library?.location(locationId(id))?.name,
  };
  return ruleWords(library?.rulesAt(at) ?? null, places, deskZone(desk));
}

/** The item of an answer. */
export function itemBrief(copy: Copy, item: Item): ItemBrief {
  const title = copy.sight.title(item.titleId);
  return {
    barcode: item.barcode,
    title: title?.title ?? item.barcode,
    author: title?.author ?? null,
    callNumber: item.callNumber,
    location: copy.library.location(item.location)?.name ?? null,
    kind: item.kind,
  };
}

/** The patron of an answer. */
export function patronBrief(patron: Patron): PatronBrief {
  const card = cardOf(patron);
  return { card, name: sortName(patron.name, card), groupName: patron.groupName };
}

/** The account that a proxy borrows for, as far as the proxy sees it. */
export function sponsorBrief(patron: Patron): SponsorBrief {
  return { patronId: patron.id, name: sortName(patron.name, cardOf(patron)), groupName: patron.groupName };
}

/** A status in words. */
export function statusText(saying: Saying, state: ItemState): string {
  const shown = shownStatus(state);
  const words = ITEM_STATUS_WORDS[shown];
  return words === undefined ? shown : say(saying, words);
}

/** The words for a loan's date, in the zone of its lending branch. */
export function loanDue(
  saying: Saying,
  copy: Copy,
  loan: Loan,
  fallbackZone: string,
): { dueAt: string; dueText: string } {
  const zone = (loan.branch === null ? null : copy.library.branch(loan.branch)?.zone) ?? fallbackZone;
  const grain = copy.policy(loan.policyHash)?.grain ?? 'day';
  return {
    dueAt: formatInstant(loan.dueAt),
    dueText: sayDue(saying.language, { dueAt: loan.dueAt, grain, zone }, saying.now),
  };
}

/** A day with its year. */
export function dayText(saying: Saying, at: number, zone: string): string {
  return sayDate(saying.language, at, zone);
}
