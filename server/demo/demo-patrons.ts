// The demo library's patrons. The first forty are a cast with parts to play: most may borrow anything, the others each show one thing that
// happens at a desk (a card that expired, a block, a bill). All others are made by chance and bring the loans and holds.

import { DAY_MS } from '../../shared/core/instant.ts';
import { foldText } from '../../shared/core/fold-text.ts';
import { patronId, type PatronId } from '../../shared/core/ids.ts';
import type { Patron, PatronBlock, PatronName } from '../../shared/circ/model/patron.ts';
import { campusCard, demoCard, replacedCard } from './demo-codes.ts';
import { DEMO_GROUPS, type DemoGroup } from './demo-groups.ts';
import { COLLEGES, MAIN } from './demo-places.ts';
import { demoRandom, type DemoRandom } from './demo-random.ts';
import type { DemoTime } from './demo-time.ts';
import { FAMILY, GIVEN } from './words/person-names.ts';

/** How many patrons have parts to play; every demo library has at least these. */
export const CAST = 40;

/** Members of the cast by the case that they show. Loans and holds refer to them. */
export const CAST_ROLES = {
  /** Two people with one name. */
  sameName: [1, 2],
  chosenName: 3,
  accents: 4,
  expired: 30,
  blocked: 31,
  /** Owes a replacement bill. */
  billed: 32,
  /** A community borrower with ten items out. */
  atLimit: 33,
  overdue: 34,
  inactive: 35,
  barred: 36,
  oldCard: 37,
  /** A hold waits on the shelf for this one. */
  holdReady: 0,
  expiresSoon: 38,
} as const;

/** Numbers of the cast who may borrow. */
export const CLEAN_CAST: readonly number[] = Array.from({ length: 30 }, (_, index) => index);

export const demoPatronId = (index: number): PatronId => patronId(`patron-${index + 1}`);

/** A group of the demo library by its place in the list that patrons are drawn from. */
export function groupOf(seed: number, index: number): DemoGroup {
  return index < CAST ? castGroup(index) : drawGroup(demoRandom(seed, 'patron', index).fraction());
}

/** One patron. */
export function demoPatron(seed: number, index: number, time: DemoTime): Patron {
  const random = demoRandom(seed, 'patron', index);
  const drawn = drawGroup(random.fraction());
  const group: DemoGroup = index < CAST ? castGroup(index) : drawn;
  const college = collegeOf(index, random);
  const name = castName(index) ?? drawName(random);
  const isExpired = index < CAST ? index === CAST_ROLES.expired : random.chance(0.03);
  return {
    id: demoPatronId(index),
    cards: cardsOf(index, group, college.name),
    name,
    group: group.id,
    groupName: group.name,
    home: group.loan === 'days' ? MAIN : college.id,
    expiresAt: expiry(group, isExpired, { random, time, index }),
    active: index !== CAST_ROLES.inactive,
    barred: index === CAST_ROLES.barred,
    juvenile: false,
    birthDate: birthDate(group, random, time),
    email: group.loan === 'days' ? null : `${mailbox(name)}${index + 1}@${college.domain}`,
    phones: [`909-555-01${String(random.between(0, 99)).padStart(2, '0')}`],
    address:
      group.loan === 'days'
        ? [`${random.between(10, 990)} Foothill Lane`, 'Windrow, CA']
        : [`Box ${random.between(100, 999)}`, college.name],
    blocks: index < CAST ? castBlocks(index, time) : drawBlocks(random, index, time),
    messages: index === CAST_ROLES.accents ? ['Left a calculator at the desk on her last visit.'] : [],
    provisional: false,
    source: null,
  };
}

/** Two people of one name have different colleges. */
function collegeOf(index: number, random: DemoRandom): (typeof COLLEGES)[number] {
  const drawn = random.pick(COLLEGES);
  if (index === CAST_ROLES.sameName[0]) return COLLEGES[0];
  return index === CAST_ROLES.sameName[1] ? COLLEGES[1] : drawn;
}

function castGroup(index: number): DemoGroup {
  if (index === CAST_ROLES.atLimit) return groupNamed('community');
  const parts = [
    'undergraduate',
    'undergraduate',
    'graduate',
    'faculty',
    'undergraduate',
    'thesis',
    'staff',
    'visiting',
  ];
  return groupNamed(parts[index % parts.length] ?? 'undergraduate');
}

function groupNamed(id: string): DemoGroup {
  return DEMO_GROUPS.find((group) => group.id === id) ?? DEMO_GROUPS[0];
}

function drawGroup(fraction: number): DemoGroup {
  let rest = fraction;
  for (const group of DEMO_GROUPS) {
    if (rest < group.share) return group;
    rest -= group.share;
  }
  return DEMO_GROUPS[0];
}

function castName(index: number): PatronName | null {
  const plain = (family: string, given: string, chosen: string | null = null): PatronName => ({
    family,
    given,
    middle: null,
    suffix: null,
    chosen,
  });
  if (index === 0) return plain('Okafor', 'Sade');
  if (index === CAST_ROLES.sameName[0] || index === CAST_ROLES.sameName[1]) return plain('García', 'María');
  if (index === CAST_ROLES.chosenName) return plain('Lindqvist', 'Katherine', 'Kit');
  return index === CAST_ROLES.accents ? plain('Nguyễn', 'Zoë') : null;
}

function drawName(random: DemoRandom): PatronName {
  return {
    family: random.pick(FAMILY),
    given: random.pick(GIVEN),
    middle: random.chance(0.35) ? random.pick(GIVEN) : null,
    suffix: random.chance(0.02) ? random.pick(['Jr.', 'II', 'III']) : null,
    chosen: random.chance(0.03) ? random.pick(GIVEN) : null,
  };
}

/** A library barcode for all, a campus card for people of the colleges, an old lost card for some. */
function cardsOf(index: number, group: DemoGroup, college: string): Patron['cards'] {
  const cards: Patron['cards'] = [{ number: demoCard(index), active: true, primary: true, kind: 'barcode' }];
  if (group.loan !== 'days')
    cards.push({ number: campusCard(index), active: true, primary: false, kind: 'campus-id', issuer: college });
  if (index === CAST_ROLES.oldCard || index % 97 === 96)
    cards.push({
      number: replacedCard(index),
      active: false,
      primary: false,
      kind: 'barcode',
      endedAs: 'replaced',
    });
  return cards;
}

type Expiring = { readonly random: DemoRandom; readonly time: DemoTime; readonly index: number };

/** Students run to the end of May, others for years; expired accounts ended in the last months. */
function expiry(group: DemoGroup, isExpired: boolean, { random, time, index }: Expiring): number {
  if (isExpired) return time.endOfDay(-random.between(5, 200));
  if (index === CAST_ROLES.expiresSoon) return time.endOfDay(6);
  if (group.loan === 'days') return time.endOfDay(random.between(40, 365));
  const { today } = time;
  const endOfMay = today.with({ month: 5, day: 31 });
  const untilMay = today.until(endOfMay).days + (today.month >= 5 ? 365 : 0);
  return time.endOfDay(untilMay + 365 * random.between(0, group.loan === 'year' ? 4 : 3));
}

function birthDate(group: DemoGroup, random: DemoRandom, { today }: DemoTime): string {
  const [youngest, oldest] = group.id === 'undergraduate' || group.id === 'thesis' ? [18, 23] : [24, 75];
  return today.subtract({ days: Math.round(365.25 * (youngest + random.fraction() * (oldest - youngest))) }).toString();
}

/** The name as it stands before the @ of an address. */
function mailbox({ family, given }: PatronName): string {
  const letters = (text: string) => foldText(text).replace(/[^a-z]/g, '');
  return `${letters(given)}.${letters(family)}`;
}

function castBlocks(index: number, time: DemoTime): PatronBlock[] {
  if (index !== CAST_ROLES.blocked) return [];
  return [block(index, 'Speak with the night lead before lending', ['CIRC', 'RENEW'], time.now - 9 * DAY_MS)];
}

function drawBlocks(random: DemoRandom, index: number, time: DemoTime): PatronBlock[] {
  if (!random.chance(0.02)) return [];
  const [label, acts] = random.pick([
    ['Address to be confirmed', []],
    ['Damaged item under review', ['CIRC']],
    ['Missed two hold pickups', ['HOLD']],
  ] as const);
  return [block(index, label, acts, time.now - random.between(1, 60) * DAY_MS)];
}

function block(
  index: number,
  label: string,
  blocks: readonly PatronBlock['blocks'][number][],
  setAt: number,
): PatronBlock {
  return { id: `block-${index + 1}`, kind: 'STAFF', label, blocks: [...blocks], origin: 'staff', setAt, endsAt: null };
}
