// The library of the screens' tests, as rows and opening acts: small enough to know by heart, and with one of each thing that screens tell apart.

import type { LibraryWriter } from '../../../server/library/library-writer.ts';
import type { Act, ActHeader, ActOf } from '../../../shared/circ/acts.ts';
import type { Item } from '../../../shared/circ/model/item.ts';
import type { Patron } from '../../../shared/circ/model/patron.ts';
import {
  actId,
  branchId,
  deskId,
  holdId,
  itemId,
  libraryId,
  loanId,
  locationId,
  patronId,
  ruleSetVersion,
  streamId,
  titleId,
} from '../../../shared/core/ids.ts';
import { isLuhnValid } from '../../../shared/core/check-digits.ts';
import { DAY_MS, HOUR_MS, type Instant } from '../../../shared/core/instant.ts';
import { hashPolicy, type Policy } from '../../../shared/rules/model/policy.ts';
import type { Gives, LoanRule, WeightedRuleSet } from '../../../shared/rules/model/rule-set.ts';
import { FAKE_ITEMS, FAKE_LOANS, FAKE_PATRONS, type FakeItem, type FakePatron } from '../fake-desk/fake-data.ts';
import {
  block,
  calendar,
  days,
  duration,
  hours,
  item,
  lostAfter,
  patron,
  rule,
  ruleSet,
  title,
} from '../small-library.ts';

/** Tuesday, December 1, 2026, 2:02 PM where the library is. */
export const START = Date.parse('2026-12-01T22:02:00Z');
export const ZONE = 'America/Los_Angeles';

const COLLEGES = 'COLLEGES';
/** Branches by id, with their names; those without copies are homes of patrons. */
const BRANCHES: Readonly<Record<string, string>> = {
  MAIN: 'Main',
  WEST: 'West',
  PITZER: 'Pitzer',
  SCRIPPS: 'Scripps',
  POMONA: 'Pomona',
  CGU: 'CGU',
  MUDD: 'Harvey Mudd',
  KECK: 'Keck',
  CMC: 'CMC',
};

const branchNamed = (name: string) =>
  branchId(Object.entries(BRANCHES).find(([, known]) => known === name)?.[0] ?? 'MAIN');

const slug = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');

const placeOf = (name: string) => locationId(slug(name));
const titleOf = (name: string) => titleId(slug(name));
export const itemOf = (barcode: string) => itemId(`item-${barcode}`);
export const patronOf = (card: string) => patronId(`patron-${card}`);

/** Fills a new library. */
export async function fillHoneyfield(writer: LibraryWriter): Promise<void> {
  await writer.createLibrary({
    id: libraryId('honeyfield'),
    name: 'Honeyfield Colleges',
    zone: ZONE,
    currency: 'USD',
    desk: { equipment: [{ id: 'laptop', name: 'Laptops', types: ['laptop'], turnaroundMinutes: 15 }] },
  });
  const system = branchId(COLLEGES);
  await writer.putRows('branch', [
    { id: system, name: 'Honeyfield Colleges', parent: null, kind: 'system', system, zone: ZONE },
    ...Object.entries(BRANCHES).map(([id, name]) => ({
      id: branchId(id),
      name,
      parent: system,
      kind: 'branch' as const,
      system,
      zone: ZONE,
    })),
  ]);
  const places = [...new Set(FAKE_ITEMS.map(({ location }) => location))];
  await writer.putRows(
    'location',
    places.map((name) => ({
      id: placeOf(name),
      name,
      branch: branchId('MAIN'),
      circulates: true,
      holdable: true,
    })),
  );
  await writer.putRows('title', [
    ...[...FAKE_ITEMS, ...JOURNALS].map(({ title: name, author }) => title(slug(name), { title: name, author })),
    title(slug(LOST.title), { title: LOST.title }),
  ]);
  await writer.putRows('item', [...FAKE_ITEMS, ...JOURNALS, LOST].map(itemRow));
  await writer.putRows('patron', FAKE_PATRONS.map(patronRow));
  await writer.putRows(
    'policy',
    [BOOK_POLICY, HOURLY_POLICY].map((policy) => ({ hash: hashPolicy(policy), policy })),
  );
  await writer.activateRuleSet(rules(), 0);
  await writer.putActs([...loans(), ...holds()]);
}

/** Copies that stand on the hold shelf, and the card of the patron of each. */
const ON_HOLD_SHELF: Readonly<Record<string, string>> = {
  '31310000009971': '21310000004421',
  '31310000009989': '21310000009004',
};

const ASA = '21310000001187';
/** Her copy that waits at the other branch, and the one on its way there. */
const READY_AT_WEST = 'Journal of Botany, v. 13';
const ON_ITS_WAY = 'Journal of Botany, v. 14';

const holdIdOf = (card: string, name: string) => holdId(`hold of ${slug(name)} for ${card}`);

/** Volumes with numbers that carry a check digit, as many as it takes to learn that they do. */
const JOURNALS: readonly FakeItem[] = Array.from({ length: 14 }, (_, index) => ({
  barcode: withCheckDigit(`533100000${String(1_001 + index * 13)}`),
  title: `Journal of Botany, v. ${index + 1}`,
  author: null,
  callNumber: `QK1 .J6 v.${index + 1}`,
  location: 'Stacks 3',
  kind: 'book',
  home: index === 12 ? 'West' : 'Main',
}));

function withCheckDigit(digits: string): string {
  return Array.from({ length: 10 }, (_, digit) => `${digits}${digit}`).find(isLuhnValid) ?? digits;
}

/** Lost long ago by the patron who owes its price. */
const LOST: FakeItem = {
  barcode: '31310000000299',
  title: 'Introduction to Probability',
  author: null,
  callNumber: 'QA273 .I58',
  location: 'Stacks 3',
  kind: 'book',
  home: 'Main',
};

function itemRow({ barcode, title: name, callNumber, location, kind, home, parts = [], neverLent }: FakeItem): Item {
  const at = branchNamed(home);
  const waiter = ON_HOLD_SHELF[barcode] ?? (name === READY_AT_WEST ? ASA : undefined);
  const hold = waiter === undefined ? null : holdIdOf(waiter, name);
  return item(
    {
      id: itemOf(barcode),
      barcode,
      titleId: titleOf(name),
      home: at,
      owner: at,
      location: placeOf(location),
      callNumber,
      kind: name === 'Projector, portable' ? 'projector' : kind,
      reference: neverLent === true,
      priceMinor: name === LOST.title ? 1_000 : 2_500,
      serial: parts.length > 0,
      parts: [...parts],
      source: { system: 'honeyfield', id: barcode },
      base: {
        foldedTo: null,
        where: hold === null ? { status: 'available', branch: at } : { status: 'on-hold-shelf', branch: at, hold },
      },
    },
    hold === null ? { branch: at } : { branch: at, status: 'on-hold-shelf', hold },
  );
}

function patronRow({ card, name, group, home, expires, block: label, messages = [] }: FakePatron): Patron {
  const [family = '', given = ''] = name.split(', ');
  const expiresAt = Date.parse(`${expires} 20:00 GMT-0800`);
  return patron({
    id: patronOf(card),
    cards: [{ number: card, active: true, primary: true }],
    name: { family: capitals(family), given, middle: null, suffix: null, chosen: null },
    group: slug(group),
    groupName: group,
    home: branchNamed(home),
    expiresAt,
    birthDate: '2006-03-04',
    email: `${slug(given)}.${slug(family)}@example.edu`,
    phones: ['(909) 555-0142'],
    address: ['1050 N Mills Ave', 'Claremont, CA 91711'],
    blocks: label === undefined ? [] : [block('BILL', { label: label.replace('Block on the account: ', '') })],
    messages: [...messages],
    source: { system: 'honeyfield', id: card },
  });
}

/** A person who joins it gives a phone, pays, and has a card for a year. */
const VISITORS = {
  id: 'visitors',
  name: 'Visitors',
  parent: null,
  isStaff: false,
  joining: { required: ['phones' as const], feeMinor: 5_000, ends: { months: 12 } },
};

/** Desks write family names large; the library keeps them as they are. */
const capitals = (name: string) =>
  name.charAt(0) +
  name
    .slice(1)
    .toLowerCase()
    .replaceAll(/’(.)/g, (_, next: string) => `’${next.toUpperCase()}`);

const BOOK_POLICY: Policy = {
  grain: 'day',
  period: { n: 14, unit: 'days' },
  maxRenewals: 3,
  overdue: { rateMinor: 25, perMs: DAY_MS, graceMs: 0, maxMinor: 250, closedDays: 'count' },
  lost: lostAfter(30 * DAY_MS, { processingMinor: 0 }),
};

const HOURLY_POLICY: Policy = { ...BOOK_POLICY, grain: 'time', period: { n: 4, unit: 'hours' } };

const books: Gives = {
  circulates: true,
  duration: { ...duration(days(14), 3), name: '14 days' },
  renewals: 3,
  fine: {
    name: 'A quarter a day',
    lowMinor: 25,
    normalMinor: 25,
    highMinor: 25,
    per: days(1),
    grace: days(0),
  },
  maxFine: { name: 'Two and a half dollars', amountMinor: 250, percentOfPrice: false },
  lost: lostAfter(30 * DAY_MS, { processingMinor: 0 }),
  recall: { returnInterval: days(7) },
};

function rules(): WeightedRuleSet {
  const groups = [...new Set(FAKE_PATRONS.map(({ group }) => group))];
  const opening = (close: string) => [{ open: '08:00', close }];
  const hoursHere = calendar({
    zone: ZONE,
    weekly: {
      mon: opening('23:00'),
      tue: opening('24:00'),
      wed: opening('24:00'),
      thu: opening('24:00'),
      fri: opening('24:00'),
      sat: opening('24:00'),
      sun: opening('24:00'),
    },
  });
  const byHours = (n: number): Gives => ({
    ...books,
    duration: { ...duration(hours(n), 3), name: `${n} hours` },
    hoursMode: 'cut_to_closing',
    closeBufferMinutes: 15,
  });
  const kindRule = (position: number, name: string, kind: string, gives: Gives): LoanRule =>
    rule(`rule-${position}`, { name, position, criteria: { itemKind: { in: [kind] } }, gives });
  return ruleSet({
    version: ruleSetVersion('honeyfield-1'),
    groups: [...groups.map((name) => ({ id: slug(name), name, parent: null, isStaff: false })), VISITORS],
    branches: [COLLEGES, ...Object.keys(BRANCHES)].map((id) => ({
      id: branchId(id),
      parent: id === COLLEGES ? null : branchId(COLLEGES),
      calendar: hoursHere,
    })),
    weights: { itemKind: 10, reference: 20, patronGroup: 5 },
    rules: [
      rule('rule-1', { name: 'Books', position: 1, criteria: {}, gives: books }),
      kindRule(2, 'Laptops', 'laptop', byHours(4)),
      kindRule(3, 'Cameras', 'camera', byHours(4)),
      kindRule(4, 'Projectors', 'projector', { ...byHours(4), money: { depositMinor: 2_000 } }),
      kindRule(5, 'Course reserves', 'reserve', byHours(11)),
      rule('rule-7', {
        name: 'Reference',
        position: 7,
        criteria: { reference: { is: true } },
        gives: { circulates: 'never' },
      }),
      kindRule(6, 'Media', 'media', { ...books, duration: { ...duration(days(7), 3), name: '7 days' } }),
    ],
    thresholds: groups.flatMap((name) => [
      { group: slug(name), branch: branchId('MAIN'), counts: 'items-out', limit: 50, blocks: ['CIRC'] },
    ]),
    limitSets: [
      {
        id: 'laptops',
        name: 'laptops',
        branch: branchId('MAIN'),
        limit: 1,
        kinds: ['laptop'],
        locations: [],
        global: true,
      },
    ],
    minimumUsefulMinutes: 0,
  });
}

const opening = (id: string, at: number, branch = 'MAIN'): ActHeader => ({
  id: actId(id),
  desk: deskId(''),
  stream: streamId(''),
  seq: 0,
  at,
  uncertaintyMs: 0,
  stated: true,
  clockSuspect: false,
  saw: null,
  branch: branchId(branch),
});

/** A loan by the desk of the other branch, which this one knew nothing of. */
export const lentElsewhere = (barcode: string, card: string, at: Instant): Act => ({
  ...loanOf(card, barcode, at + 4 * HOUR_MS, { branch: 'WEST' }),
  at,
});

type OpenLoan = { readonly renewals?: number; readonly lostAt?: number; readonly branch?: string };

function loanOf(card: string, barcode: string, dueAt: number, more: OpenLoan = {}): ActOf<'openLoan'> {
  const branch = more.branch ?? 'MAIN';
  const id = branch === 'MAIN' ? `loan-${barcode}` : `loan-${barcode}-${branch}`;
  return {
    kind: 'openLoan',
    ...opening(id, Math.min(dueAt, START) - 14 * DAY_MS, branch),
    loanId: loanId(id),
    itemId: itemOf(barcode),
    patronId: patronOf(card),
    dueAt,
    renewals: more.renewals ?? 0,
    lostAt: more.lostAt ?? null,
    policyHash: hashPolicy(barcode.startsWith('33') ? HOURLY_POLICY : BOOK_POLICY),
  };
}

/** The end of the day so many days from the start. */
const endOfDay = (inDays: number) => Date.parse('2026-12-02T07:59:59Z') + inDays * DAY_MS;

function loans(): Act[] {
  return FAKE_LOANS.map(([card, barcode, inDays, renewals]) =>
    loanOf(card, barcode, Number.isInteger(inDays) ? endOfDay(inDays) : START + inDays * DAY_MS, { renewals }),
  ).concat(
    loanOf(OWES, LOST.barcode, START - 90 * DAY_MS, { lostAt: START - 60 * DAY_MS }),
    loanOf(OWES, CAMERA, START - 20 * DAY_MS),
    ...JOURNALS.slice(0, 2).map(({ barcode }, index) =>
      loanOf('21310000000361', barcode, endOfDay(4), { renewals: index * 3 }),
    ),
    loanOf(ASA, WALDEN, endOfDay(5)),
    loanOf(ADEYEMI, WALDEN, endOfDay(5) + HOUR_MS, { branch: 'WEST' }),
  );
}

/** A patron with a debt for a lost item, who brought this back late before the tests begin. */
export const OWES = '21310000004421';
export const CAMERA = '33310000000114';
export const LAPTOP = '33310000000049';
export const ADEYEMI = '21310000006612';
export const WALDEN = '32310000004011';

function holdOf(card: string, name: string, more: { trapped?: string; pickup?: string; at?: number } = {}): Act {
  const { trapped, pickup = 'MAIN', at = START - 2 * DAY_MS } = more;
  const id = holdIdOf(card, name);
  return {
    kind: 'openHold',
    ...opening(id, at),
    hold: id,
    patronId: patronOf(card),
    titleId: titleOf(name),
    itemId: null,
    pickup: branchId(pickup),
    suspended: false,
    trapped:
      trapped === undefined
        ? null
        : { itemId: itemOf(trapped), branch: branchId(pickup), until: Date.parse('2026-12-09T07:59:59Z') },
  };
}

const barcodeOf = (name: string) => JOURNALS.find((one) => one.title === name)?.barcode ?? '';

function holds(): Act[] {
  return [
    holdOf(OWES, 'The Fifth Season', { trapped: '31310000009971' }),
    holdOf('21310000009004', 'Braiding Sweetgrass', { trapped: '31310000009989', at: START - 3 * DAY_MS }),
    holdOf(OWES, 'Braiding Sweetgrass'),
    holdOf(ASA, READY_AT_WEST, { trapped: barcodeOf(READY_AT_WEST), pickup: 'WEST' }),
    holdOf(ASA, ON_ITS_WAY, { trapped: barcodeOf(ON_ITS_WAY), pickup: 'WEST' }),
  ];
}
