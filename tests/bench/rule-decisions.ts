// Decisions by rule sets of the size that large libraries have, warm, and how long such rules take to load.
// Bars: 653 ordered or 500 weighted rules, a decision at p99 ≤ 1 ms, loaded in ≤ 100 ms.
// Floors: the same rules asked the same questions without a trace, the winner alone; the same bytes read by JSON.parse or cut into words;
// for p99, which a busy machine makes, spinning for the median time.

import { decideCheckout } from '../../shared/circ/commands/checkout.ts';
import { itemId, patronId } from '../../shared/core/ids.ts';
import { openingTimes } from '../../shared/rules/calendar/opening-times.ts';
import { readRuleSetText } from '../../shared/rules/check-rule-set.ts';
import { dueByPolicy } from '../../shared/rules/due/due-by-policy.ts';
import { shapingOf } from '../../shared/rules/due/shaping-of.ts';
import { UNKNOWN_SUBJECT, type RuleSubject } from '../../shared/rules/match/rule-subject.ts';
import { NO_LEND_TERMS } from '../../shared/rules/model/policy/lend.ts';
import type { Gives, LoanRule, WeightedRuleSet } from '../../shared/rules/model/rule-set.ts';
import { orderedMatcher, type OrderedRules } from '../../shared/rules/ordered-rules.ts';
import { rulesOfText } from '../../shared/rules/rules-text/rules-of-text.ts';
import {
  calendar,
  checkoutFacts,
  days,
  duration,
  hold,
  item,
  itemFacts,
  MONDAY,
  patron,
  patronFacts,
  rule,
  ruleSet,
} from '../support/small-library.ts';
import type { Bench, Figure } from './bench.ts';

const ORDERED = 653;
const WEIGHTED = 500;
const GROUPS = 21;
const KINDS = 34;
const LOCATIONS = 600;
/** Holds of a title, copies of it, and returns of a patron. */
const WAITING = 50;
const warmUps = 2000;
const runs = 5000;
const decisionBarMs = 1;
const loadBarMs = 100;

export const ruleDecisions: Bench = {
  name: 'rule-decisions',
  run: () => Promise.resolve([...orderedFigures(), ...weightedFigures()]),
};

/** A whole number below `most` that is the same in every run: numbers that follow one another land far apart. */
function spread(n: number, most: number): number {
  return ((n * 7919) % 104_729) % most;
}

function orderedFigures(): Figure[] {
  const text = orderedText();
  const loads = timesOf(20, () => rulesOfText(text));
  const words = timesOf(20, () => text.split(/[\s:+]+/));
  const read = rulesOfText(text);
  const times = openingTimes(calendar());
  if (!read.ok || times === null) throw new Error('the rules of the bench are wrong');
  const match = orderedMatcher(read.value);
  const shaping = shapingOf('folio', 'end_next_open_day');
  const decide = (n: number) => {
    const { gives } = match(subjectOf(n));
    const lend = { ...NO_LEND_TERMS, period: days(Number(gives.loanPolicy?.slice('loan-'.length))) };
    return dueByPolicy({ name: gives.loanPolicy ?? '', lend, shaping, times, from: MONDAY, now: MONDAY });
  };
  const plain = plainOrdered(read.value);
  return [
    loadFigure(`load ${ORDERED} ordered rules`, loads, words),
    ...decisionFigures(`decide by ${ORDERED} ordered rules`, decide, (n) => plain(subjectOf(n))),
  ];
}

function orderedText(): string {
  const policies = (n: number) =>
    `l loan-${1 + (n % 55)} r request-${n % 7} n notice o overdue-${n % 5} i lost-${n % 30}`;
  const rules = Array.from({ length: ORDERED - 1 }, (_, n) => {
    const groups = Array.from({ length: 1 + (n % 6) }, (__, index) => `group-${spread(n + index * 31, GROUPS)}`);
    const locations = Array.from(
      { length: 1 + (n % 9) },
      (__, index) => `location-${spread(n * 3 + index * 17, LOCATIONS)}`,
    );
    return `m kind-${spread(n, KINDS)} + g ${groups.join(' ')} + s ${locations.join(' ')}: ${policies(n)}`;
  });
  return [
    'priority: number-of-criteria, criterium (t, s, c, b, a, m, g), last-line',
    `fallback-policy: ${policies(0)}`,
    ...rules,
  ].join('\n');
}

function subjectOf(n: number): RuleSubject {
  return {
    ...UNKNOWN_SUBJECT,
    patronGroup: `group-${spread(n, GROUPS)}`,
    itemKind: `kind-${spread(n * 5, KINDS)}`,
    location: `location-${spread(n * 11, LOCATIONS)}`,
  };
}

/** The first rule of the sorted table that matches, and nothing told of the others. */
function plainOrdered({ rows }: OrderedRules): (subject: RuleSubject) => string | undefined {
  const sorted = rows.toSorted((a, b) => (b.rank?.[0] ?? 0) - (a.rank?.[0] ?? 0) || b.position - a.position);
  const names = (criterion: unknown) => new Set((criterion as { in: string[] } | undefined)?.in ?? []);
  const plain = sorted.map(({ criteria, gives }) => ({
    groups: names(criteria.patronGroup),
    kinds: names(criteria.itemKind),
    locations: names(criteria.location),
    policy: gives.loanPolicy,
  }));
  const has = (set: ReadonlySet<string>, value: string | null) => set.size === 0 || set.has(value ?? '');
  return ({ patronGroup, itemKind, location }) =>
    plain.find(
      ({ groups, kinds, locations }) => has(groups, patronGroup) && has(kinds, itemKind) && has(locations, location),
    )?.policy;
}

function weightedFigures(): Figure[] {
  const rules = weightedRules();
  const text = JSON.stringify(rules, null, 1);
  const loads = timesOf(20, () => readRuleSetText(text));
  const parses = timesOf(20, () => JSON.parse(text) as unknown);
  const decide = (n: number) => {
    const facts = checkoutFacts({
      rules,
      item: itemFacts({ item: item({ kind: `kind-${spread(n, KINDS)}` }) }),
      patron: patronFacts({ patron: patron({ group: ['students', 'seniors', 'everybody'][n % 3] ?? '' }) }),
    });
    return decideCheckout(facts, { card: 'P1', barcode: 'B1', overrides: [] }, MONDAY);
  };
  return [
    loadFigure(`load ${WEIGHTED} weighted rules`, loads, parses),
    ...decisionFigures(`decide a checkout by ${WEIGHTED} weighted rules`, decide, () => rules.rules.length),
    ...decisionFigures('decide a checkout of a title that many wait for', decideWanted(rules), () => WAITING),
  ];
}

/** The facts that only some rules ask for, all of them and many: copies of a title, those who wait, what the patron brought back. */
function decideWanted({ rules: [general, ...others], ...set }: WeightedRuleSet): (n: number) => unknown {
  if (general === undefined) throw new Error('the bench has no rules');
  const asks: Gives = {
    leastCopiesPerHold: 9,
    shorterUnderHolds: { threshold: { holds: 1, above: 'nothing' }, period: days(1) },
    reuse: { cooldownMinutes: 600, of: 'kind' },
  };
  const rules = { ...set, rules: [{ ...general, gives: { ...general.gives, ...asks } }, ...others] };
  const each = <T>(one: (n: number) => T) => Array.from({ length: WAITING }, (_, n) => one(n));
  const holds = each((n) => hold(`H${n}`, { position: n + 1, patronId: patronId(`Q${n}`) }));
  const copies = each((n) => ({ item: item({ id: itemId(`C${n}`) }), location: null }));
  return (n) => {
    const kind = `kind-${spread(n, KINDS)}`;
    const returned = each((m) => ({ itemId: `C${m}`, kind, at: MONDAY - m }));
    const facts = checkoutFacts({
      rules,
      item: itemFacts({ item: item({ kind }), holds, copies }),
      patron: patronFacts({ returned }),
    });
    return decideCheckout(facts, { card: 'P1', barcode: 'B1', overrides: [] }, MONDAY);
  };
}

function weightedRules(): WeightedRuleSet {
  const rows = Array.from({ length: WEIGHTED - 1 }, (_, n): LoanRule => {
    const criteria: LoanRule['criteria'] = {
      patronGroup: { in: [['everybody', 'students', 'seniors'][n % 3] ?? ''] },
      deskBranch: { in: [['all', 'main', 'annex', 'north'][n % 4] ?? ''] },
      itemKind: { in: [`kind-${spread(n, KINDS)}`, `kind-${spread(n + 1, KINDS)}`] },
      ...(n % 5 === 0 ? { location: { in: ['shelf'] } } : {}),
    };
    return rule(String(n + 2), { criteria, gives: { duration: duration(days(1 + (n % 60))) } });
  });
  return ruleSet({ rules: [rule('1'), ...rows] });
}

function timesOf(count: number, run: (n: number) => unknown): number[] {
  return Array.from({ length: count }, (_, n) => {
    const started = performance.now();
    run(n);
    return performance.now() - started;
  });
}

function decisionFigures(name: string, decide: (n: number) => unknown, floor: (n: number) => unknown): Figure[] {
  timesOf(warmUps, decide);
  timesOf(warmUps, floor);
  const [times, floors] = [timesOf(runs, decide), timesOf(runs, floor)];
  const median = atShare(times, 0.5);
  const busy = timesOf(runs, () => spin(median));
  return [
    { name: `${name}, p50`, unit: 'ms', figure: median, floor: atShare(floors, 0.5), bar: null, side: 'most' },
    {
      name: `${name}, p99`,
      unit: 'ms',
      figure: atShare(times, 0.99),
      floor: atShare(busy, 0.99),
      bar: decisionBarMs,
      side: 'most',
      note: `${runs} decisions; the floor is a loop that only spins for the median time`,
    },
  ];
}

/** Keeps the processor for so long and does nothing: what a busy machine adds to it, it adds to a decision too. */
function spin(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

function loadFigure(name: string, times: readonly number[], floor: readonly number[]): Figure {
  return {
    name,
    unit: 'ms',
    // The first load of a program is the one that is waited for.
    figure: micro(times[0] ?? 0),
    floor: micro(floor[0] ?? 0),
    bar: loadBarMs,
    side: 'most',
  };
}

/** The value below which a share of the times lies. */
function atShare(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return micro(sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0);
}

/** To the microsecond: these times are short. */
function micro(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
