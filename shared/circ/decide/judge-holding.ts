// A hold at a desk, put to the engine as the one question that all systems are asked. A hold on a title may be filled by any of its copies,
// so its findings are those of the copy that is nearest to being allowed. Source: loan rules, 4.4.

import { DAY_MS } from '../../core/instant.ts';
import type { ItemId } from '../../core/ids.ts';
import type { Params } from '../../core/say.ts';
import { dayOf } from '../../rules/calendar/local-time.ts';
import { clampInstant } from '../../rules/calendar/zone-clock.ts';
import { judgeHold, type HoldQuestion, type HoldRefusal } from '../../rules/holds/judge-hold.ts';
import { requestTypesFor } from '../../rules/holds/request-types.ts';
import { judgeState } from '../../rules/judge/judge-account.ts';
import { judgeGroupLimits } from '../../rules/judge/judge-group-limits.ts';
import { foundAs, foundIn, type Finding } from '../../rules/judge/finding.ts';
import type { RuleSet } from '../../rules/model/rule-set.ts';
import type { ResolvedHold } from '../../rules/resolve/resolved.ts';
import { stepsBetween } from '../../rules/tree.ts';
import { NONE_TRIED, type TraceEntry, type TriedRules } from '../../rules/trace.ts';
import type { HoldCopy, PatronFacts, PlaceHoldFacts } from '../facts.ts';
import type { Branch } from '../model/branch.ts';
import type { Item } from '../model/item.ts';
import { ownAccount } from './finding.ts';
import { limitsFor, standingOf } from './patron-standing.ts';
import type { Scene } from './scene.ts';
import { folioStatus, isHoldableStatus } from './holdable-status.ts';
import { ageInYears, subjectOf } from './subject.ts';

/** Everything that stands in the way of a hold, and the rules that were asked. */
export type HoldingJudgement = {
  readonly findings: readonly Finding[];
  readonly tried: TriedRules;
  readonly limits: readonly TraceEntry[];
};

type Ask = { readonly card: string; readonly pickup: string | null };

/** Judges a hold. */
export function judgeHolding(scene: Scene, facts: PlaceHoldFacts, ask: Ask): HoldingJudgement {
  const { patron } = facts;
  const limits = limitsFor(scene, { item: null, patron, resolved: null });
  const account =
    patron === null ? [foundAs('block', 'PATRON_UNKNOWN', { card: ask.card })] : judgeAccount(scene, patron, limits);
  const copies = facts.copies.filter(({ item }) => facts.itemId === null || item.id === facts.itemId);
  const judged = copies.map((copy) => judgeCopy(scene, facts, { copy, ask })).toSorted(nearestFirst)[0];
  return {
    findings: [
      ...ownAccount(scene.rules.profile, patron),
      ...account,
      ...(judged?.findings ?? [foundIn(scene.rules.profile, 'HOLD_NOT_ALLOWED')]),
    ],
    tried: judged?.tried ?? NONE_TRIED,
    limits: limits.entries,
  };
}

/** Koha shows staff the faults of an account and places the hold all the same; Evergreen asks for no date of expiry. */
function judgeAccount(scene: Scene, facts: PatronFacts, limits: ReturnType<typeof limitsFor>): Finding[] {
  const { profile, currency } = scene.rules;
  const patron = standingOf(scene, facts, limits);
  const state = judgeState({ profile, clock: scene.clock }, patron);
  const account = profile === 'evergreen' ? state.filter(({ code }) => code === 'PATRON_BARRED') : state;
  const act = { profile, currency, act: 'HOLD', ignored: new Set<never>() } as const;
  const found = [...account, ...judgeGroupLimits(act, patron, account)];
  return profile === 'koha' ? found.map(({ code, params }) => foundAs('alert', code, params)) : found;
}

type JudgedCopy = {
  readonly findings: readonly Finding[];
  readonly tried: TriedRules;
  readonly barcode: string;
};

/** The copy with the least against it; of several the one whose barcode comes first, so that every desk shows the same. */
function nearestFirst(a: JudgedCopy, b: JudgedCopy): number {
  const blocks = ({ findings }: JudgedCopy) => findings.filter(({ effect }) => effect === 'block').length;
  return blocks(a) - blocks(b) || a.findings.length - b.findings.length || (a.barcode < b.barcode ? -1 : 1);
}

function judgeCopy(
  scene: Scene,
  facts: PlaceHoldFacts,
  { copy, ask }: { readonly copy: HoldCopy; readonly ask: Ask },
): JudgedCopy {
  const { item, location } = copy;
  const about = { item: { item, location, title: null, loan: null, holds: [] }, patron: facts.patron, renewal: false };
  const subject = subjectOf(scene, scene.desk?.id ?? item.home, about);
  const resolved = scene.engine.holding({
    ...subject,
    // The patron asks for themselves; staff only write the request down.
    requestorGroup: subject.patronGroup,
    requestBranch: subject.deskBranch,
    pickupBranch: ask.pickup,
  });
  const question = questionOf(scene, facts, { copy, ask, resolved });
  const { barcode } = item;
  // An item that only a desk has scanned is not of the library until a person catalogues it: no patron can wait for it.
  if (item.provisional) return { findings: [foundAs('block', 'HOLD_NOT_ALLOWED')], tried: NONE_TRIED, barcode };
  const findings = distinct(judgeHold(question).map((refusal) => toFinding(scene, question, { refusal, item })));
  return { findings, tried: resolved, barcode };
}

function questionOf(
  scene: Scene,
  facts: PlaceHoldFacts,
  { copy, ask, resolved }: { readonly copy: HoldCopy; readonly ask: Ask; readonly resolved: ResolvedHold },
): HoldQuestion {
  const { item, location } = copy;
  const { profile } = scene.rules;
  const status = resolved.asksByStatus ? folioStatus(item.state.status) : null;
  const mayFetch = status !== null && requestTypesFor(status).includes('page');
  return {
    terms: resolved.terms,
    // A copy on the shelf is fetched for a patron, a copy that is out is waited for; a desk asks for both alike.
    type: mayFetch ? 'page' : 'hold',
    typesByPolicy: resolved.typesByPolicy,
    item: {
      home: item.home,
      holdable: item.holdable,
      locationHoldable: location?.holdable !== false,
      statusHoldable: resolved.asksByStatus || isHoldableStatus(profile, item.state.status),
      isDamaged: item.state.status === 'damaged',
      status,
      minimumAge: resolved.leastAge,
      ageDays: item.addedAt === null ? null : Math.floor((scene.now - item.addedAt) / DAY_MS),
      distance: ask.pickup === null ? null : stepsBetween(scene.library.branches, item.home, ask.pickup),
    },
    patron: {
      home: facts.patron?.patron.home ?? null,
      age: ageInYears(scene, facts.patron?.patron.birthDate ?? null),
      hasItOnLoan: facts.patron !== null && hasOnLoan(facts, facts.patron),
      hasItHeld: facts.held.some(({ hold }) => hold.titleId === facts.titleId && isSame(hold.itemId, facts, profile)),
    },
    counts: countsOf(scene, facts, resolved.limitsKind),
    pickup: pickupOf(scene, ask.pickup),
    homesOnly: resolved.ownLibraryOnly ? { itemLibrary: item.home } : null,
    recallOpen: false,
    copies: {
      available: facts.copies.filter(({ item: one }) => one.state.status === 'available' && one.circulates).length,
      total: facts.copies.length,
      isThisOut: facts.itemId === null ? null : item.state.status !== 'available',
    },
    groups: groupsOf(scene.rules),
  };
}

function hasOnLoan(facts: PlaceHoldFacts, { loansOut }: PatronFacts): boolean {
  const ids = new Set<ItemId>(facts.itemId === null ? facts.copies.map(({ item }) => item.id) : [facts.itemId]);
  return loansOut.some(({ loan }) => ids.has(loan.itemId));
}

/** In Koha a patron may wait for a title several times, as far as its limits go; elsewhere the patron who waits for a title waits for any copy. */
function isSame(held: ItemId | null, { itemId }: PlaceHoldFacts, profile: RuleSet['profile']): boolean {
  if (profile === 'koha') return held !== null && held === itemId;
  return held === null || itemId === null || held === itemId;
}

function countsOf({ clock, now }: Scene, { held, titleId }: PlaceHoldFacts, kind: string | null) {
  const today = dayOf(clock.toLocal(clampInstant(now)));
  const isToday = (at: number) => dayOf(clock.toLocal(clampInstant(at))) === today;
  return {
    underRule: held.filter(({ kinds }) => kind === null || kinds.includes(kind)).length,
    onRecord: held.filter(({ hold }) => hold.titleId === titleId).length,
    today: held.filter(({ hold }) => isToday(hold.placedAt)).length,
    total: held.length,
  };
}

function pickupOf({ library, rules }: Scene, id: string | null): HoldQuestion['pickup'] {
  const branch = id === null ? undefined : library.branches.get(id);
  return {
    id,
    given: id !== null,
    exists: branch !== undefined,
    isPickup: branch !== undefined && isPickup(rules, branch, library.branches),
    canBeSent: true,
  };
}

/** A system of several branches is no pickup place; where rules name the desks for it, those count. */
function isPickup(rules: RuleSet, { id, name, kind }: Branch, branches: ReadonlyMap<string, Branch>): boolean {
  const desks = rules.profile === 'folio' ? (rules.desks ?? []) : [];
  const desk = desks.find((one) => one.id === id || one.code === id || one.name === name);
  if (desk !== undefined) return desk.isPickup;
  const isPlace = kind !== 'consortium' && kind !== 'system';
  return isPlace || ![...branches.values()].some(({ parent }) => parent === id);
}

function groupsOf(rules: RuleSet): HoldQuestion['groups'] {
  return rules.profile === 'holdfast' || rules.profile === 'evergreen'
    ? (rules.branchGroups ?? []).map(({ branches }) => branches)
    : [];
}

/** A pickup that is not there cannot be gone over: a hold is always for some place. */
function toFinding(
  { rules }: Scene,
  question: HoldQuestion,
  { refusal, item }: { readonly refusal: HoldRefusal; readonly item: Item },
): Finding {
  const params = paramsOf(question, refusal, item);
  const isNowhere = refusal.because === 'pickup-missing' || refusal.because === 'pickup-unknown';
  return isNowhere ? foundAs('block', refusal.code, params) : foundIn(rules.profile, refusal.code, params);
}

function paramsOf({ terms, counts }: HoldQuestion, { because }: HoldRefusal, item: Item): Params {
  const figures = (count: number, limit: number | null | undefined): Params =>
    limit === null || limit === undefined ? {} : { count, limit };
  switch (because) {
    case 'status':
      return { status: item.state.status };
    case 'rule-limit':
      return figures(counts.underRule, terms?.underRule);
    case 'total-limit':
      return figures(counts.total, terms?.total);
    case 'record-limit':
      return figures(counts.onRecord, terms?.perRecord);
    case 'day-limit':
      return figures(counts.today, terms?.perDay);
    default:
      return {};
  }
}

/** Two causes of one code are one reason: an override covers both, and the first stands for them. */
function distinct(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ code }, index) => findings.findIndex((one) => one.code === code) === index);
}
