// Where each key has an effect: help lists them beside a screen. The type asks for every key, so that none can be forgotten.

import { SCREENS, type ScreenId } from '../stores/view-store.ts';
import { KEYS, type ActionId } from './key-map.ts';

/** Screens on which a key does something, or all of them. */
type KeyPlace = 'everywhere' | readonly ScreenId[];

const CIRCULATION = ['checkout', 'checkin'] as const;
const WITH_PATRON = ['checkout', 'patrons'] as const;
const WORK = ['work'] as const;

const PLACES: Readonly<Record<ActionId, KeyPlace>> = {
  help: 'everywhere',
  checkout: 'everywhere',
  checkin: 'everywhere',
  work: 'everywhere',
  patrons: 'everywhere',
  titles: 'everywhere',
  fees: 'everywhere',
  reports: 'everywhere',
  line: 'everywhere',
  close: 'everywhere',
  find: 'everywhere',
  settings: 'everywhere',
  why: CIRCULATION,
  whatIf: 'everywhere',
  override: CIRCULATION,
  goAhead: CIRCULATION,
  renewAll: WITH_PATRON,
  recall: WITH_PATRON,
  details: WITH_PATRON,
  undo: 'everywhere',
  renewMode: ['checkout'],
  setDue: ['checkout'],
  forWhom: ['checkout'],
  placeHold: 'everywhere',
  bookDrop: ['checkin'],
  inHouse: CIRCULATION,
  inventory: ['checkin'],
  carts: ['checkin'],
  shift: 'everywhere',
  slip: 'everywhere',
  lock: 'everywhere',
  lockAll: 'everywhere',
  phoneCode: 'everywhere',
  practice: 'everywhere',
  syncNow: 'everywhere',
  pause: 'everywhere',
  carry: 'everywhere',
  bring: 'everywhere',
  printList: WORK,
  nextCard: WORK,
  previousCard: WORK,
  tally1: 'everywhere',
  tally2: 'everywhere',
  tally3: 'everywhere',
  tally4: 'everywhere',
  tally5: 'everywhere',
  tally6: 'everywhere',
  tallyDirectional: 'everywhere',
  toRecord: 'everywhere',
  toScanBox: 'everywhere',
  step1: WORK,
  step2: WORK,
  step3: WORK,
  step4: WORK,
  step5: WORK,
  step6: WORK,
};

const isKey = (id: string): id is ActionId => Object.hasOwn(KEYS, id);
const ALL = Object.keys(KEYS).filter(isKey);

/** Keys of one screen, beside those of the whole desk. */
export function keysOf(screen: ScreenId): readonly ActionId[] {
  return ALL.filter((id) => PLACES[id] !== 'everywhere' && PLACES[id].includes(screen));
}

/** Keys that do something on every screen: the screens first. */
export const KEYS_EVERYWHERE: readonly ActionId[] = [
  ...SCREENS,
  ...ALL.filter((id) => PLACES[id] === 'everywhere' && !SCREENS.some((screen) => screen === id)),
];
