// A library in which every reason of the rules can be met: patrons and items each named for their peculiarity. It is in New York; its tests play on a
// Wednesday in June.

import type { LibraryWriter } from '../../../../../server/library/library-writer.ts';
import type { Act, ActHeader } from '../../../../../shared/circ/acts.ts';
import type { CheckoutFacts } from '../../../../../shared/circ/facts.ts';
import type { Branch, Location } from '../../../../../shared/circ/model/branch.ts';
import type { ShelfStatus } from '../../../../../shared/circ/model/item.ts';
import type { Patron, PatronBlock } from '../../../../../shared/circ/model/patron.ts';
import type { Title } from '../../../../../shared/circ/model/title.ts';
import {
  actId,
  branchId,
  deskId,
  holdId,
  itemId,
  loanId,
  locationId,
  patronId,
  streamId,
  titleId,
} from '../../../../../shared/core/ids.ts';
import { DAY_MS } from '../../../../../shared/core/instant.ts';
import type { Period } from '../../../../../shared/rules/model/period.ts';
import type { Gives, LoanRule, WeightedRuleSet } from '../../../../../shared/rules/model/rule-set.ts';
import { testItem, testPatron, testPolicyHash, testRules } from '../../../../contract/server/support/test-library.ts';

/** Wednesday, June 10th, 2026, 10:00 in New York. */
export const WEDNESDAY = Date.UTC(2026, 5, 10, 14);
const ZONE = 'America/New_York';

/** Patrons by their peculiarity; each has the card `card-NAME`. */
const PATRONS: Readonly<Record<string, Partial<Patron>>> = {
  plain: { name: { family: 'Okafor', given: 'Sade', middle: null, suffix: null, chosen: null } },
  reader: {},
  lender: {},
  loser: {},
  expired: { expiresAt: WEDNESDAY - DAY_MS },
  inactive: { active: false },
  barred: { barred: true },
  blocked: { blocks: [block('STAFF_CHR', 'See the head of desk')] },
  unblocked: { blocks: [{ ...block('STAFF_CHR', 'Over'), endsAt: WEDNESDAY - DAY_MS }] },
  replaced: {
    cards: [
      { number: 'card-replaced', active: false, primary: false },
      { number: 'card-new-one', active: true, primary: true },
    ],
  },
  limited: { group: 'limited', groupName: 'Limited' },
  /** As many out as may be, if one that is in question counted. */
  disputed: { group: 'limited', groupName: 'Limited' },
  indebted: {},
  stranger: { group: 'strangers', groupName: 'Strangers' },
  everything: { expiresAt: WEDNESDAY - DAY_MS, barred: true, blocks: [block('OTHER', 'Call us')] },
  waiting: { name: { family: 'de la Cruz', given: 'María', middle: null, suffix: null, chosen: 'Mari' } },
  far: { home: branchId('east') },
};
export const PATRON_NAMES: readonly string[] = Object.keys(PATRONS);

/** Items by their peculiarity; each has the barcode `barcode-NAME`. */
const ITEMS: Readonly<Record<string, Parameters<typeof testItem>[1]>> = {
  laptop: { kind: 'laptop' },
  laptop2: { kind: 'laptop' },
  map: { kind: 'map' },
  archived: { location: locationId('archive') },
  reference: { circulates: false },
  kit: { parts: ['map', 'CD'], alert: 'Count the pieces' },
  missing: shelved('missing'),
  damaged: shelved('damaged'),
  elsewhere: { home: branchId('east'), owner: branchId('east') },
  held: {
    base: { foldedTo: null, where: { status: 'on-hold-shelf', branch: branchId('main'), hold: holdId('hold-held') } },
    state: { status: 'on-hold-shelf', branch: branchId('main'), to: null, hold: holdId('hold-held'), loan: null },
  },
  wanted: {},
  wantedFar: {},
  out: {},
  outToReader: {},
  late: {},
  late2: {},
  late3: {},
  renewedTwice: {},
  lost: {},
  owedFor: { priceMinor: 5_000 },
  limited1: {},
  limited2: {},
  outToDisputed: {},
  inQuestion: {},
};
export const ITEM_NAMES: readonly string[] = Object.keys(ITEMS);

const BRANCHES: readonly Branch[] = ['main', 'east'].map((id) => ({
  id: branchId(id),
  name: `${id.charAt(0).toUpperCase()}${id.slice(1)} Library`,
  parent: null,
  kind: 'system',
  system: branchId(id),
  zone: ZONE,
}));
const ARCHIVE: Location = {
  id: locationId('archive'),
  name: 'Archive',
  branch: branchId('main'),
  circulates: false,
  holdable: true,
};

/** Whether an item has no acts and no holds: its row is all there is to know. */
export const isUntouched = (item: string) =>
  !['held', 'wanted', 'wantedFar', 'outToReader', 'renewedTwice', 'owedFor', 'inQuestion'].includes(item) &&
  !/^(out|late|lost|limited)/.test(item);
/** Whether a patron has nothing out and owes nothing. */
export const isUnburdened = (patron: string) =>
  !['reader', 'lender', 'loser', 'limited', 'disputed', 'indebted'].includes(patron);

/** The facts of an untouched item and an unburdened patron at the main library, put together by hand. */
export function factsByHand(patron: string, item: string): CheckoutFacts {
  const row = testItem(item, ITEMS[item]);
  const card = `card-${patron}`;
  const person = testPatron(patron, PATRONS[patron]);
  return {
    library: {
      rules: rules(),
      branches: new Map(BRANCHES.map((branch) => [branch.id, branch])),
      deskBranch: BRANCHES[0] ?? null,
      patronsAsOf: null,
    },
    item: { item: row, title: titleOf(item), location: row.location === null ? null : ARCHIVE, loan: null, holds: [] },
    patron: {
      patron: person,
      isOldCard: !person.cards.some(({ number, active }) => active && number === card),
      loansOut: [],
      owedMinor: 0,
    },
  };
}

/** Fills a library that has the branches main and east, and items X0… of its own. */
export async function fillVariedLibrary(writer: LibraryWriter): Promise<void> {
  await writer.putRows('branch', BRANCHES);
  await writer.putRows('location', [ARCHIVE]);
  await writer.putRows('title', ITEM_NAMES.map(titleOf));
  await writer.putRows(
    'item',
    Object.entries(ITEMS).map(([name, more]) => testItem(name, more)),
  );
  await writer.putRows(
    'patron',
    Object.entries(PATRONS).map(([name, more]) => testPatron(name, more)),
  );
  await writer.activateRuleSet(rules(), WEDNESDAY - 100 * DAY_MS);
  await writer.activateRuleSet({ ...rules('later'), rules: [] }, WEDNESDAY + 1_000 * DAY_MS);
  await writer.putActs([
    ...loan('out', 'lender', 10),
    ...loan('outToReader', 'reader', 3),
    ...loan('late', 'lender', -4),
    ...loan('late2', 'lender', -4),
    ...loan('late3', 'lender', -4),
    ...loan('renewedTwice', 'lender', 1, { renewals: 2 }),
    ...loan('lost', 'loser', -40, { lostAt: WEDNESDAY - 10 * DAY_MS }),
    ...loan('owedFor', 'indebted', -50, { lostAt: WEDNESDAY - 20 * DAY_MS }),
    ...loan('limited1', 'limited', 5),
    ...loan('limited2', 'limited', 5),
    ...loan('outToDisputed', 'disputed', 5),
    ...loan('inQuestion', 'disputed', 5),
    ...loan('inQuestion', 'lender', 6, { name: 'inQuestion-too', branch: 'east' }),
    hold('held', 'waiting', 'main', 'held'),
    hold('wanted', 'waiting', 'main'),
    hold('wantedFar', 'waiting', 'east'),
  ]);
}

/** The title of an item of this name. */
export function titleOf(name: string): Title {
  return {
    id: titleId(`title-${name}`),
    title: `The ${name}`,
    author: 'An Author',
    isbns: [],
    published: null,
    recordType: null,
    recordForm: null,
    recordLevel: null,
    videoFormat: null,
    source: null,
  };
}

function block(kind: string, label: string): PatronBlock {
  return { id: kind, kind, label, blocks: ['CIRC', 'RENEW'], origin: 'staff', setAt: 0, endsAt: null };
}

function shelved(status: ShelfStatus): Parameters<typeof testItem>[1] {
  const branch = branchId('main');
  return {
    base: { foldedTo: null, where: { status, branch } },
    state: { status, branch, to: null, hold: null, loan: null },
  };
}

const graded = (period: Period) => ({ short: period, normal: period, extended: period });
const lending = (period: Period, more: Gives = {}): Gives => ({
  circulates: true,
  duration: { name: `${period.n} ${period.unit}`, periods: graded(period), maxRenewals: 2, due: 'rolling' },
  renewals: 2,
  fine: {
    name: 'A quarter a day',
    lowMinor: 25,
    normalMinor: 25,
    highMinor: 25,
    per: { n: 1, unit: 'days' },
    grace: { n: 0, unit: 'days' },
  },
  maxFine: { name: 'Five dollars', amountMinor: 500, percentOfPrice: false },
  ...more,
});

function rules(version = 'varied'): WeightedRuleSet {
  const rule = (id: number, name: string, criteria: LoanRule['criteria'], gives: Gives): LoanRule => {
    return { id: `rule-${id}`, name, position: id, active: true, criteria, gives };
  };
  const everyone = { patronGroup: { in: ['everyone'] } };
  const calendar = { zone: ZONE, weekly: null, yearly: [], closures: [], exceptions: [] };
  return testRules(version, {
    groups: [
      { id: 'everyone', name: 'Everyone', parent: null, isStaff: false },
      { id: 'limited', name: 'Limited', parent: 'everyone', isStaff: false },
      { id: 'strangers', name: 'Strangers', parent: null, isStaff: false },
      {
        id: 'visitors',
        name: 'Visitors',
        parent: null,
        isStaff: false,
        joining: { required: ['given', 'phones'], feeMinor: 5_000, ends: { months: 12 } },
      },
    ],
    branches: ['main', 'east'].map((id) => ({ id: branchId(id), parent: null, calendar })),
    weights: { itemKind: 10, patronGroup: 5 },
    rules: [
      rule(1, 'Two weeks', everyone, {
        ...lending({ n: 14, unit: 'days' }),
        recall: { returnInterval: { n: 2, unit: 'days' }, timeOfDay: 'current-due' },
      }),
      rule(2, 'Laptops', { ...everyone, itemKind: { in: ['laptop'] } }, lending({ n: 4, unit: 'hours' })),
      rule(3, 'Maps stay', { ...everyone, itemKind: { in: ['map'] } }, { circulates: false }),
    ],
    thresholds: [
      { group: 'limited', branch: branchId('main'), counts: 'items-out', limit: 2, blocks: ['CIRC'] },
      { group: 'everyone', branch: branchId('main'), counts: 'fines', limit: 1_000, blocks: ['CIRC', 'RENEW'] },
    ],
    limitSets: [
      {
        id: 'laptops',
        name: 'Laptops',
        branch: branchId('main'),
        limit: 1,
        kinds: ['laptop'],
        locations: [],
        global: true,
      },
    ],
  });
}

function opening(id: string, at: number): ActHeader {
  return {
    id: actId(id),
    desk: deskId(''),
    stream: streamId(''),
    seq: 0,
    at,
    uncertaintyMs: 0,
    stated: true,
    clockSuspect: false,
    saw: null,
    branch: branchId('main'),
  };
}

function loan(
  item: string,
  patron: string,
  dueInDays: number,
  more: { renewals?: number; lostAt?: number; name?: string; branch?: string } = {},
): Act[] {
  const dueAt = WEDNESDAY + dueInDays * DAY_MS;
  const id = `loan-${more.name ?? item}`;
  return [
    {
      kind: 'openLoan',
      ...opening(id, dueAt - 14 * DAY_MS),
      branch: branchId(more.branch ?? 'main'),
      loanId: loanId(id),
      itemId: itemId(item),
      patronId: patronId(patron),
      dueAt,
      renewals: more.renewals ?? 0,
      lostAt: more.lostAt ?? null,
      policyHash: testPolicyHash,
    },
  ];
}

function hold(item: string, patron: string, pickup: string, trapped?: string): Act {
  return {
    kind: 'openHold',
    ...opening(`hold-${item}`, WEDNESDAY - DAY_MS),
    hold: holdId(`hold-${item}`),
    patronId: patronId(patron),
    titleId: titleId(`title-${item}`),
    itemId: null,
    pickup: branchId(pickup),
    suspended: false,
    trapped: trapped === undefined ? null : { itemId: itemId(trapped), branch: branchId('main') },
  };
}
