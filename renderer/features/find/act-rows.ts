// Acts in Find anything, by their everyday names: each opens the place where it is done, or gives the reason why it cannot be done yet.

import { ACT_FACTS } from '../../../shared/bridge/act-facts.ts';
import type { ActMethodName } from '../../../shared/bridge/contract.ts';
import type { Desk } from '../../desk/desk.ts';
import type { PatronTab, RecordForm } from '../../stores/accounts-state.ts';
import { mayDo } from '../../stores/station.ts';
import { openSettings, type LogPart } from '../../stores/view-store.ts';
import { modeOf } from '../../stores/work/modes.ts';
import type { Translate } from '../../text/speak.ts';
import { beginsWords } from './row-order.ts';
import { whoMay } from '../../ui/answer/reason-lines.tsx';
import type { IconName } from '../../ui/icon.tsx';

/** Conditions of an act, named by the words that say them. */
type Need = 'patron' | 'block' | 'loan' | 'item' | 'out' | 'title' | 'course' | 'answer' | 'unknown' | 'undo';

/** Conditions that a condition depends on; these are said first. */
const STANDS_ON: { readonly [N in Need]?: readonly Need[] } = {
  block: ['patron'],
  loan: ['patron'],
  out: ['patron', 'item'],
};

type ActPlace = {
  readonly icon: IconName;
  /** Null: nothing is needed. */
  readonly needs: Need | null;
  readonly open: (desk: Desk) => void;
};

export type ActRow = {
  readonly method: ActMethodName;
  readonly icon: IconName;
  readonly title: string;
  readonly words: readonly string[];
  readonly whyNot?: string;
  readonly open: () => void;
};

/** Parts of an act that people look for by a name of their own. */
const PARTS = ['message', 'amnesty', 'lastBorrower', 'lendByKind', 'takeBackByKind'] as const;
type Part = (typeof PARTS)[number];
/** Parts that a library has where it lends by kind; the kinds are their words as well. */
const BY_KIND: ReadonlySet<Part> = new Set(['lendByKind', 'takeBackByKind']);

/** Parts of acts; `method`: the act whose right they ask for. */
export function partRows(desk: Desk, t: Translate): readonly (Omit<ActRow, 'method'> & { readonly part: Part })[] {
  const kinds = desk.uncataloged.store.getState().kinds.map(({ name }) => name);
  const parts = PARTS.filter((part) => kinds.length > 0 || !BY_KIND.has(part));
  return parts.map((part) => {
    const { method, icon, needs, open } = PART_PLACES[part];
    const why = whyNot(desk, t, { method, needs });
    return {
      part,
      icon,
      title: t(`findPart.${part}`),
      words: [...t(`findPart.${part}Words`).split(', '), ...(BY_KIND.has(part) ? kinds : [])],
      ...(why === null ? {} : { whyNot: why }),
      open: () => open(desk),
    };
  });
}

/** Every act that a screen asks for. */
export function actRows(desk: Desk, t: Translate): readonly ActRow[] {
  return METHODS.map((method) => {
    const { icon, needs, open } = PLACES[method];
    const why = whyNot(desk, t, { method, needs });
    return {
      method,
      icon,
      title: t(`act.${method}`),
      words: ACT_FACTS[method].keywords,
      ...(why === null ? {} : { whyNot: why }),
      open: () => open(desk),
    };
  });
}

function whyNot(
  desk: Desk,
  t: Translate,
  { method, needs }: { readonly method: ActMethodName; readonly needs: Need | null },
): string | null {
  if (!mayDo(desk.station.store.getState(), method)) return t('findNeeds.right', { who: whoMay(t, method) });
  if (needs === null) return null;
  const missing = [...(STANDS_ON[needs] ?? []), needs].find((need) => !isThere(desk, need));
  return missing === undefined ? null : t(`findNeeds.${missing}`);
}

function isThere(desk: Desk, need: Need): boolean {
  const { actions, courses, items, titles, work } = desk;
  switch (need) {
    case 'patron':
      return (work.store.getState().patron?.view ?? null) !== null;
    case 'block':
      return work.store.getState().patron?.view?.blocks.some(({ isTheirs }) => !isTheirs) ?? false;
    case 'loan':
      return openLoan(desk) !== undefined;
    case 'item':
      return items.store.getState().open !== null;
    case 'out':
      return (items.store.getState().open?.loanId ?? null) !== null;
    case 'title':
      return titles.store.getState().open !== null;
    case 'course':
      return courses.store.getState().open !== null;
    case 'undo':
      return actions.undo.isReady();
    // These begin at the answer to a scan, where they are offered.
    case 'answer':
    case 'unknown':
      return false;
  }
}

/** The loan of the patron on the desk that is due first. */
function openLoan({ work }: Desk) {
  return work.store.getState().patron?.view?.loans.find(({ state }) => state === 'open');
}

/** The record of the patron on the desk, where their acts are. */
function atPatron({ view, accounts }: Desk, tab?: PatronTab): void {
  view.setState({ screen: 'patrons', overlay: 'none', isFees: false });
  if (tab !== undefined) accounts.setTab(tab);
}

function withCard(desk: Desk, then: (card: string) => void): void {
  const card = desk.work.store.getState().patron?.view?.card;
  atPatron(desk);
  if (card !== undefined) then(card);
}

/** A form in the record of the patron on the desk. */
const atForm =
  (form: RecordForm) =>
  (desk: Desk): void =>
    withCard(desk, (card) => desk.accounts.ask(card, form));

/** The loans of the patron on the desk, the first of them in focus. */
function atLoans(desk: Desk): void {
  const loan = openLoan(desk);
  desk.view.setState({ screen: 'checkout', isFees: false, isRecordShown: true });
  if (loan !== undefined) desk.work.toLoan(loan.loanId);
}

/** The fees of the patron on the desk, at a form of them. */
function atFees({ actions, fees, view, work }: Desk, step?: 'pay' | 'add' | 'waive'): void {
  const card = work.store.getState().patron?.view?.card;
  if (!view.getState().isFees) actions.fees.run();
  if (card !== undefined) void fees.begin(card, step);
}

const openList =
  (
    list:
      | 'inventories'
      | 'pull-list'
      | 'provisional-items'
      | 'ill-borrowed'
      | 'exceptions'
      | 'replacement-review'
      | 'reserves-processing'
      | 'reserves-to-pull'
      | 'equipment-bookings'
      | 'desk-readiness'
      | 'carts'
      | 'notices',
  ) =>
  (desk: Desk) => {
    void desk.work.goTo('work');
    desk.dueDates.close();
    desk.paper.close();
    desk.equipment.close();
    desk.bills.close();
    desk.feeds.close();
    desk.lists.openList(list);
  };

const ofPatron = (open: (desk: Desk) => void, icon: IconName = 'patron'): ActPlace => ({ icon, needs: 'patron', open });
const ofItem = (open: (desk: Desk) => void = ({ actions }) => actions.toRecord.run()): ActPlace => ({
  icon: 'item',
  needs: 'item',
  open,
});
const atShift: ActPlace = { icon: 'drawer', needs: null, open: ({ actions }) => actions.shift.run() };
/** A part of the desk's log. */
const atLog = (part: LogPart, icon: IconName): ActPlace => ({
  icon,
  needs: null,
  open({ view, work }) {
    view.setState({ part });
    void work.goTo('reports');
  },
});
const atHours: ActPlace = { icon: 'time', needs: null, open: ({ view }) => openSettings(view, 'hours') };
const atCourse =
  (kind: 'course' | 'reading' | 'copy' | null, isNew = false) =>
  ({ actions, courses }: Desk): void => {
    // A course that is open over another place is edited there.
    if (isNew || courses.store.getState().over === null) actions.titles.run();
    if (kind !== null) void courses.ask(kind, isNew);
  };
const ofCourse = (kind: 'course' | 'reading' | 'copy' | null): ActPlace => ({
  icon: 'reserve',
  needs: 'course',
  open: atCourse(kind),
});
const atExceptions: ActPlace = { icon: 'exception', needs: null, open: openList('exceptions') };
const atEquipment: ActPlace = {
  icon: 'booking',
  needs: null,
  open(desk) {
    openList('equipment-bookings')(desk);
    void desk.equipment.begin();
  },
};
const ofFees = (step?: 'pay' | 'add' | 'waive'): ActPlace => ofPatron((desk) => atFees(desk, step), 'fee');
const atHolds = ofPatron((desk) => atPatron(desk, 'patron-holds'), 'hold');

const PLACES: { readonly [M in ActMethodName]: ActPlace } = {
  'circ.checkout': { icon: 'place', needs: null, open: ({ actions }) => actions.checkout.run() },
  'circ.checkin': { icon: 'place', needs: null, open: ({ actions }) => actions.checkin.run() },
  'circ.renew': {
    icon: 'renew',
    needs: null,
    open({ actions, work }) {
      actions.checkout.run();
      if (modeOf(work.store.getState(), 'checkout') !== 'renew') void work.toggleRenewing();
    },
  },
  'circ.undo': { icon: 'undo', needs: 'undo', open: ({ actions }) => actions.undo.run() },
  'circ.changeDueDate': { icon: 'time', needs: 'loan', open: atLoans },
  'hold.place': {
    icon: 'hold',
    needs: null,
    // Without a patron it begins at the title.
    open: (desk) => (isThere(desk, 'patron') ? desk.actions.placeHold.run() : desk.actions.titles.run()),
  },
  'hold.cancel': atHolds,
  'hold.suspend': atHolds,
  'hold.resume': atHolds,
  'hold.changePickup': atHolds,
  // On the record of the copy, for the patron on the desk.
  'hold.recall': { icon: 'time', needs: 'out', open: ({ actions }) => actions.toRecord.run() },
  'payment.take': ofFees('pay'),
  'payment.refund': ofFees(),
  'payment.useCredit': ofFees(),
  'fee.add': ofFees('add'),
  'fee.waive': ofFees('waive'),
  'patron.register': {
    icon: 'patron',
    needs: null,
    open({ actions, accounts }) {
      actions.patrons.run();
      void accounts.begin();
    },
  },
  'patron.edit': ofPatron((desk) => withCard(desk, (card) => void desk.accounts.edit(card))),
  'patron.merge': ofPatron(atForm('merge')),
  'patron.addCard': ofPatron((desk) => withCard(desk, (card) => desk.cards.open(card, 'add', null)), 'card'),
  'patron.endCard': ofPatron((desk) => atPatron(desk), 'card'),
  'patron.signAgreement': ofPatron((desk) => withCard(desk, (card) => void desk.agreements.toggle(card))),
  'patron.endAgreement': ofPatron((desk) => atPatron(desk)),
  'patron.addProxy': ofPatron((desk) => withCard(desk, (card) => desk.proxies.toggle(card))),
  'patron.endProxy': ofPatron((desk) => atPatron(desk)),
  'patron.block': ofPatron(atForm('block'), 'block'),
  'patron.unblock': { icon: 'block', needs: 'block', open: atForm('lift') },
  'item.resolve': ofItem(),
  'item.setMark': ofItem(),
  'item.clearMark': ofItem(),
  'item.declareLost': ofItem(({ items }) => items.ask('lost', true)),
  'item.claimReturned': ofItem(),
  'item.claimNeverHad': ofItem(),
  'item.dropClaim': ofItem(),
  'item.reportParts': { icon: 'partMissing', needs: 'answer', open: () => {} },
  'item.partReturned': ofItem(),
  'item.confirmParts': { icon: 'done', needs: 'answer', open: () => {} },
  'item.notOnShelf': { icon: 'pull', needs: null, open: openList('pull-list') },
  'item.reviewMissing': { icon: 'pull', needs: null, open: openList('replacement-review') },
  'cart.shelve': { icon: 'shelf', needs: null, open: openList('carts') },
  'item.seen': {
    icon: 'shelf',
    needs: null,
    open({ actions, work }) {
      actions.checkin.run();
      if (modeOf(work.store.getState(), 'checkin') !== 'inventory') actions.inventory.run();
    },
  },
  'item.edit': ofItem(),
  'title.edit': {
    icon: 'title',
    needs: 'title',
    open({ titles, work }) {
      void work.goTo('titles');
      titles.beginEdit();
    },
  },
  'item.add': { icon: 'title', needs: 'unknown', open: () => {} },
  'item.complete': { icon: 'title', needs: null, open: openList('provisional-items') },
  'item.receiveBorrowed': {
    icon: 'ill',
    needs: null,
    open(desk) {
      openList('ill-borrowed')(desk);
      void desk.borrowed.begin();
    },
  },
  'item.returnBorrowed': { icon: 'ill', needs: null, open: openList('ill-borrowed') },
  'course.add': { icon: 'reserve', needs: null, open: atCourse('course', true) },
  'course.edit': ofCourse('course'),
  'course.end': ofCourse(null),
  'course.addReading': ofCourse('reading'),
  'course.removeReading': ofCourse(null),
  'reserve.place': ofCourse('copy'),
  'reserve.move': { icon: 'reserve', needs: null, open: openList('reserves-processing') },
  'booking.place': atEquipment,
  'booking.cancel': atEquipment,
  'reserve.takeOff': { icon: 'reserve', needs: null, open: openList('reserves-to-pull') },
  'item.recordUse': {
    icon: 'title',
    needs: null,
    open({ actions, work }) {
      actions.checkin.run();
      if (modeOf(work.store.getState(), 'checkin') !== 'use') actions.inHouse.run();
    },
  },
  'tally.count': atLog('tally', 'tally'),
  'tally.describe': atLog('tally', 'tally'),
  'log.editList': { icon: 'checklist', needs: null, open: ({ view }) => openSettings(view, 'log') },
  'log.tick': atLog('closing', 'checklist'),
  'log.readGate': atLog('gates', 'gate'),
  'log.takeBackReading': atLog('gates', 'gate'),
  'message.leave': atLog('messages', 'note'),
  'message.see': atLog('messages', 'note'),
  'message.end': atLog('messages', 'note'),
  'incident.note': atLog('incidents', 'incident'),
  'incident.end': atLog('incidents', 'incident'),
  'incident.correct': atLog('incidents', 'incident'),
  'notice.settle': { icon: 'note', needs: null, open: openList('notices') },
  'inventory.start': { icon: 'shelf', needs: null, open: openList('inventories') },
  'inventory.end': { icon: 'shelf', needs: null, open: openList('inventories') },
  'found.keep': atLog('found', 'lostProperty'),
  'found.end': atLog('found', 'lostProperty'),
  'shift.open': atShift,
  'shift.correct': atShift,
  'shift.handOver': atShift,
  'shift.close': atShift,
  'drawer.open': atShift,
  'desk.startDrill': { icon: 'outage', needs: null, open: openList('desk-readiness') },
  'branch.lockDesks': { icon: 'block', needs: null, open: ({ actions }) => actions.lockAll.run() },
  'branch.close': atHours,
  'branch.liftClosing': atHours,
  'exception.release': atExceptions,
  'exception.resolve': atExceptions,
  'exception.work': atExceptions,
  'outage.sign': { icon: 'outage', needs: null, open: ({ actions }) => actions.line.run() },
};

/** The kind by whose name the row was found, if it was. */
function kindNamed({ find, uncataloged }: Desk): string | undefined {
  const { text } = find.store.getState();
  return uncataloged.store.getState().kinds.find(({ name }) => beginsWords(text, name))?.id;
}

const PART_PLACES: { readonly [P in Part]: ActPlace & { readonly method: ActMethodName } } = {
  message: { method: 'patron.edit', ...ofPatron(atForm('message'), 'note') },
  // It is declared on the banner of a book drop, which people begin themselves: from then on returns count as of the last closing.
  amnesty: { method: 'fee.waive', icon: 'fee', needs: null, open: ({ actions }) => actions.checkin.run() },
  lendByKind: {
    method: 'circ.checkout',
    icon: 'place',
    needs: 'patron',
    open(desk) {
      const { actions, uncataloged } = desk;
      actions.checkout.run();
      uncataloged.open('checkout', kindNamed(desk));
    },
  },
  takeBackByKind: {
    method: 'circ.checkin',
    icon: 'place',
    needs: null,
    open(desk) {
      const { actions, uncataloged } = desk;
      actions.checkin.run();
      uncataloged.open('checkin', kindNamed(desk));
    },
  },
  // Shown to staff who may edit patrons.
  lastBorrower: { method: 'patron.edit', ...ofItem() },
};

const METHODS = Object.keys(PLACES).filter((name): name is ActMethodName => Object.hasOwn(PLACES, name));
