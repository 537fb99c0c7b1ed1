// A small made-up library: two systems, three branches, three groups, one plain rule, and rows with every field filled in. The fixtures of the
// server, of the desk's database and of the simulation stand on it. Everything can be replaced field by field.

import type { CheckoutFacts, ItemFacts, LoanOut, PatronFacts } from '../../shared/circ/facts.ts';
import type { Branch } from '../../shared/circ/model/branch.ts';
import type { Hold } from '../../shared/circ/model/hold.ts';
import type { Item, ItemState } from '../../shared/circ/model/item.ts';
import type { Loan } from '../../shared/circ/model/loan.ts';
import type { Patron, PatronBlock } from '../../shared/circ/model/patron.ts';
import type { Title } from '../../shared/circ/model/title.ts';
import {
  actId,
  branchId,
  holdId,
  itemId,
  loanId,
  patronId,
  policyHash,
  ruleSetVersion,
  titleId,
  type BranchId,
} from '../../shared/core/ids.ts';
import { DAY_MS } from '../../shared/core/instant.ts';
import type { Calendar, Opening } from '../../shared/rules/model/calendar.ts';
import type { Period } from '../../shared/rules/model/period.ts';
import type { Gives, LoanRule, RuleSet, WeightedRuleSet } from '../../shared/rules/model/rule-set.ts';

/** A moment in New York, where the small library is. */
export const inNewYork = (text: string) => Date.parse(`${text}-04:00`);

/** Monday, June 13th, 2022, 10:00 in New York. */
export const MONDAY = inNewYork('2022-06-13T10:00:00');

const nineToSix: Opening[] = [{ open: '09:00', close: '18:00' }];

/** Open nine to six, closed on Sundays. */
export const calendar = (over: Partial<Calendar> = {}): Calendar => ({
  zone: 'America/New_York',
  weekly: { mon: nineToSix, tue: nineToSix, wed: nineToSix, thu: nineToSix, fri: nineToSix, sat: nineToSix, sun: [] },
  yearly: [],
  closures: [],
  exceptions: [],
  ...over,
});

/** A whole day on which the library is closed. */
export const closedOn = (day: string, name = 'Closed'): Calendar['closures'][number] => {
  const next = new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
  return { from: `${day}T00:00`, to: `${next}T00:00`, name };
};

export const days = (n: number): Period => ({ n, unit: 'days' });
export const hours = (n: number): Period => ({ n, unit: 'hours' });

/** A duration with one period for all grades. */
export const duration = (period: Period, maxRenewals = 2): NonNullable<Gives['duration']> => ({
  name: `${period.n} ${period.unit}`,
  periods: { short: period, normal: period, extended: period },
  maxRenewals,
  due: 'rolling',
});

/** Ten cents a day at most five dollars, with a day of grace. */
export const fine: NonNullable<Gives['fine']> = {
  name: 'Ten cents',
  lowMinor: 5,
  normalMinor: 10,
  highMinor: 50,
  per: days(1),
  grace: days(1),
};
export const maxFine: NonNullable<Gives['maxFine']> = { name: 'Five dollars', amountMinor: 500, percentOfPrice: false };

/** A rule that gives everything, for all patrons. */
export const rule = (id: string, over: Partial<LoanRule> = {}): LoanRule => ({
  id,
  name: `Rule ${id}`,
  position: Number(id),
  active: true,
  criteria: { patronGroup: { in: ['everybody'] } },
  gives: { circulates: true, duration: duration(days(14)), fine, maxFine },
  ...over,
});

/** A rule for all patrons that gives this and lends for a period. */
export const lending = (period: Period, gives: Gives = {}): LoanRule =>
  rule('1', { gives: { circulates: true, duration: duration(period), fine, maxFine, ...gives } });

/** Lost after a time: billed the price and five dollars. */
export const lostAfter = (
  afterMs: number,
  over: Partial<NonNullable<Gives['lost']>> = {},
): NonNullable<Gives['lost']> => ({
  afterMs,
  bill: 'price',
  defaultPriceMinor: 0,
  processingMinor: 500,
  refundWithinMs: 60 * DAY_MS,
  removeProcessing: true,
  chargeOverdue: true,
  ...over,
});

/** A calendar that is never closed. */
export const openAlways = (zone = 'UTC'): Calendar => calendar({ zone, weekly: null });

const branchParents: Readonly<Record<string, string | null>> = {
  all: null,
  north: 'all',
  main: 'north',
  annex: 'main',
  south: 'all',
  east: 'south',
};

export const ruleSet = (
  over: Partial<WeightedRuleSet> = {},
  hoursOfMain: Calendar | null = calendar(),
): WeightedRuleSet => ({
  version: ruleSetVersion('rules-1'),
  profile: 'holdfast',
  currency: 'USD',
  groups: [
    { id: 'everybody', name: 'Everybody', parent: null, isStaff: false },
    { id: 'students', name: 'Students', parent: 'everybody', isStaff: false },
    { id: 'seniors', name: 'Seniors', parent: 'students', isStaff: false },
  ],
  branches: Object.entries(branchParents).map(([id, parent]) => ({
    id: branchId(id),
    parent: parent === null ? null : branchId(parent),
    calendar: id === 'main' ? hoursOfMain : calendar(),
  })),
  weights: {},
  rules: [rule('1')],
  thresholds: [],
  limitSets: [],
  endOfDay: '23:59:59',
  closedDays: 'count',
  minimumUsefulMinutes: 5,
  ...over,
});

const branchRows: ReadonlyMap<string, Branch> = new Map(
  Object.entries(branchParents).map(([id, parent]) => [
    id,
    {
      id: branchId(id),
      name: `${id.charAt(0).toUpperCase()}${id.slice(1)} Library`,
      parent: parent === null ? null : branchId(parent),
      kind: 'branch',
      system: null,
      zone: 'America/New_York',
    },
  ]),
);

export const branch = (id: string): Branch => {
  const row = branchRows.get(id);
  if (row === undefined) throw new Error(`no branch ${id}`);
  return row;
};

export const item = (over: Partial<Item> = {}, state: Partial<ItemState> = {}): Item => ({
  id: itemId('X'),
  barcode: '31000000000001',
  titleId: titleId('T'),
  home: branchId('main'),
  owner: branchId('main'),
  location: null,
  callNumber: 'QA76',
  kind: null,
  loanGrade: 'normal',
  fineGrade: 'normal',
  circulates: true,
  holdable: true,
  reference: false,
  priceMinor: 2000,
  serial: false,
  parts: [],
  alert: null,
  addedAt: null,
  provisional: false,
  source: null,
  base: { foldedTo: null, where: { status: 'available', branch: branchId('main') } },
  state: { status: 'available', branch: branchId('main'), to: null, hold: null, loan: null, ...state },
  ...over,
});

/** An item that belongs to a branch and is on its shelf. */
export const itemAt = (home: BranchId, over: Partial<Item> = {}): Item =>
  item(
    { home, owner: home, base: { foldedTo: null, where: { status: 'available', branch: home } }, ...over },
    { branch: home },
  );

export const title = (id: string, over: Partial<Title> = {}): Title => ({
  id: titleId(id),
  title: `Title ${id}`,
  author: null,
  isbns: [],
  published: null,
  recordType: null,
  recordForm: null,
  recordLevel: null,
  videoFormat: null,
  source: null,
  ...over,
});

export const patron = (over: Partial<Patron> = {}): Patron => ({
  id: patronId('P'),
  cards: [{ number: '21000000000001', active: true, primary: true }],
  name: { family: 'Okafor', given: 'Sade', middle: null, suffix: null, chosen: null },
  group: 'students',
  groupName: 'Students',
  home: branchId('main'),
  expiresAt: null,
  active: true,
  barred: false,
  juvenile: false,
  birthDate: null,
  email: null,
  phones: [],
  address: [],
  blocks: [],
  messages: [],
  provisional: false,
  source: null,
  ...over,
});

export const block = (kind: string, over: Partial<PatronBlock> = {}): PatronBlock => ({
  id: kind,
  kind,
  label: `Label of ${kind}`,
  blocks: ['CIRC', 'RENEW'],
  origin: 'import',
  setAt: 0,
  endsAt: null,
  ...over,
});

export const loan = (id: string, over: Partial<Loan> = {}): Loan => ({
  id: loanId(id),
  itemId: itemId(`item of ${id}`),
  patronId: patronId('P'),
  branch: branchId('main'),
  outAt: MONDAY - 7 * DAY_MS,
  dueAt: MONDAY + 7 * DAY_MS,
  dueBy: actId(id),
  recalled: false,
  inAt: null,
  state: 'open',
  how: null,
  renewals: 0,
  lostAt: null,
  policyHash: policyHash('policy'),
  rulesVersion: ruleSetVersion('rules-1'),
  aliases: [],
  ...over,
});

export const out = (id: string, over: Partial<Loan> = {}, about: Partial<LoanOut> = {}): LoanOut => ({
  loan: loan(id, over),
  kind: null,
  location: null,
  ...about,
});

export const hold = (id: string, over: Partial<Hold> = {}): Hold => ({
  id: holdId(id),
  patronId: patronId('Q'),
  titleId: titleId('T'),
  itemId: null,
  pickup: branchId('main'),
  placedAt: MONDAY - DAY_MS,
  suspended: false,
  state: 'waiting',
  capturedItem: null,
  position: 1,
  ...over,
});

export const itemFacts = (over: Partial<ItemFacts> = {}): ItemFacts => ({
  item: item(),
  title: null,
  location: null,
  loan: null,
  holds: [],
  ...over,
});

export const patronFacts = (over: Partial<PatronFacts> = {}): PatronFacts => ({
  patron: patron(),
  isOldCard: false,
  loansOut: [],
  owedMinor: 0,
  ...over,
});

/** Facts of a checkout at the main library; the same shape serves renewals and, without its patron, check-ins. */
export const checkoutFacts = (
  over: {
    rules?: RuleSet;
    desk?: string | null;
    patronsAsOf?: number;
    item?: ItemFacts | null;
    patron?: PatronFacts | null;
  } = {},
): CheckoutFacts => ({
  library: {
    rules: over.rules ?? ruleSet(),
    branches: branchRows,
    deskBranch: over.desk === null ? null : branch(over.desk ?? 'main'),
    patronsAsOf: over.patronsAsOf ?? null,
  },
  item: over.item === undefined ? itemFacts() : over.item,
  patron: over.patron === undefined ? patronFacts() : over.patron,
});
