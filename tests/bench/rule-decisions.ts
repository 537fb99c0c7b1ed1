// Decisions by rule sets of the size that large libraries have, warm, and how long such rules take to load.
// Bars: 653 ordered or 500 weighted rules, a whole checkout decided with its trace at p99 ≤ 1 ms; read from text, checked and ready to be
// asked in ≤ 100 ms; the worked cases checked in ≤ 10 s.
// Floors: the same rules asked the same questions without a trace, the winner alone; the same bytes read by JSON.parse or cut into words;
// for p99, which a busy machine makes, spinning for the median time.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkVectors } from '../vectors/check-vectors.ts';
import { VectorFileForm } from '../vectors/vector-form.ts';
import { decideCheckout } from '../../shared/circ/decide/checkout.ts';
import { itemId, locationId, patronId } from '../../shared/core/ids.ts';
import { readRuleSetText } from '../../shared/rules/check-rule-set.ts';
import { NO_LEND_TERMS } from '../../shared/rules/model/policy/lend.ts';
import type { Gives, LoanRule, WeightedRuleSet } from '../../shared/rules/model/rule-set.ts';
import type { PolicyRuleSet } from '../../shared/rules/model/policy-rule-set.ts';
import type { OrderedRules } from '../../shared/rules/ordered-rules.ts';
import { ruleEngine, type RuleEngine } from '../../shared/rules/resolve/rule-engine.ts';
import { sayFault } from '../../shared/rules/rule-fault.ts';
import { rulesOfText } from '../../shared/rules/rules-text/rules-of-text.ts';
import {
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
import { folioRules, loanPolicy } from '../support/folio-rules.ts';
import { sharedData } from '../support/project-dir.ts';
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
const casesBarMs = 10_000;
/** A moment of the season of the ordered rules. */
const JUNE = Date.UTC(2022, 5, 6, 16);

export const ruleDecisions: Bench = {
  name: 'rule-decisions',
  run: () => Promise.resolve([...orderedFigures(), ...weightedFigures(), ...caseFigures()]),
};

/** A whole number below `most` that is the same in every run: numbers that follow one another land far apart. */
function spread(n: number, most: number): number {
  return ((n * 7919) % 104_729) % most;
}

function orderedFigures(): Figure[] {
  const text = orderedText();
  const words = timesOf(20, () => text.split(/[\s:+]+/));
  const texts = timesOf(20, () => rulesOfText(text));
  const read = rulesOfText(text);
  if (!read.ok) throw new Error('the rules of the bench are wrong');
  const rules = orderedRules(read.value);
  const written = JSON.stringify(rules, null, 1);
  const parses = timesOf(20, () => JSON.parse(written) as unknown);
  const loads = timesOf(20, () => loaded(written));
  const decide = (n: number) => {
    const { patronGroup, itemKind, location } = subjectOf(n);
    const facts = checkoutFacts({
      rules,
      item: itemFacts({ item: item({ kind: itemKind, location: locationId(location) }) }),
      patron: patronFacts({ patron: patron({ group: patronGroup }) }),
    });
    const decision = decideCheckout(facts, { card: 'P1', barcode: 'B1', overrides: [] }, JUNE);
    if (decision.terms === null) throw new Error('a loan of the bench is not lent');
    return decision;
  };
  const plain = plainOrdered(read.value);
  return [
    loadFigure(`read a text of ${ORDERED} ordered rules`, texts, words),
    loadFigure(`load ${ORDERED} ordered rules with their policies`, loads, parses),
    ...decisionFigures(`decide a checkout by ${ORDERED} ordered rules`, decide, (n) => plain(subjectOf(n))),
  ];
}

/** From a text to rules that are checked and ready to be asked. */
function loaded(text: string): RuleEngine {
  const read = readRuleSetText(text);
  if (!read.ok)
    throw new Error(`the rules of the bench are wrong: ${read.error.map((one) => sayFault('en', one)).join('; ')}`);
  return ruleEngine(read.value);
}

/** The rows of the text as a library's rules, with every policy that they name, and their names for things. */
function orderedRules({ line, rows }: OrderedRules): PolicyRuleSet {
  const set = folioRules();
  const [overdue] = set.overduePolicies;
  const [lost] = set.lostPolicies;
  if (overdue === undefined || lost === undefined) throw new Error('the small library has no policies of fees');
  const named = (ids: Iterable<string>) => [...ids].map((id) => ({ id, name: id }));
  const each = (count: number, kind: string) => Array.from({ length: count }, (_, n) => `${kind}-${n}`);
  const ids = (field: 'loanPolicy' | 'overduePolicy' | 'lostPolicy') =>
    new Set(rows.flatMap(({ gives }) => gives[field] ?? []));
  return {
    ...set,
    line,
    rules: rows.map(({ gives, ...row }) => ({ ...row, rank: [...(row.rank ?? [])], gives })),
    loanPolicies: [...ids('loanPolicy')].map((id) =>
      loanPolicy(id, { lend: { ...NO_LEND_TERMS, period: days(Number(id.slice('loan-'.length))) } }),
    ),
    overduePolicies: [...ids('overduePolicy')].map((id) => ({ ...overdue, id, name: id })),
    lostPolicies: [...ids('lostPolicy')].map((id) => ({ ...lost, id, name: id })),
    groups: named(each(GROUPS, 'group')),
    itemKinds: named(each(KINDS, 'kind')),
    // Loans of weeks end far behind the season that the small library has.
    calendars: set.calendars.map((season) => ({ ...season, to: '2023-12-31' })),
    locations: each(LOCATIONS, 'location').map((id) => ({ id, name: id, code: id, within: 'library', desk: 'main' })),
  };
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

function subjectOf(n: number): Record<'patronGroup' | 'itemKind' | 'location', string> {
  return {
    patronGroup: `group-${spread(n, GROUPS)}`,
    itemKind: `kind-${spread(n * 5, KINDS)}`,
    location: `location-${spread(n * 11, LOCATIONS)}`,
  };
}

/** The first rule of the sorted table that matches, without a trace of the others. */
function plainOrdered({ rows }: OrderedRules): (subject: ReturnType<typeof subjectOf>) => string | undefined {
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
  const loads = timesOf(20, () => loaded(text));
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

/** The facts that only some rules ask for, all of them and many: copies of a title, waiting patrons, the patron's earlier loans. */
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

/** The worked cases of a folder beside the project; without it there is nothing to measure. */
function caseFigures(): Figure[] {
  const folder = sharedData('vectors');
  if (folder === undefined) return [];
  const texts = readdirSync(folder).flatMap((file) =>
    file.endsWith('.json') ? [readFileSync(join(folder, file), 'utf8')] : [],
  );
  const [parse = 0] = timesOf(1, () => texts.map((text) => JSON.parse(text) as unknown));
  let failed = 0;
  const [check = 0] = timesOf(1, () => {
    for (const text of texts) failed += checkVectors(VectorFileForm.parse(JSON.parse(text)), null).failed;
  });
  if (failed > 0) throw new Error(`worked cases that fail: ${failed}`);
  return [
    {
      name: 'check the worked cases',
      unit: 'ms',
      figure: micro(check),
      floor: micro(parse),
      bar: casesBarMs,
      side: 'most',
    },
  ];
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

/** Keeps the processor busy for so long: the delay that a busy machine adds here is added to a decision too. */
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
