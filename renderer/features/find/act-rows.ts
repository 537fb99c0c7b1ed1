// Acts in Find anything, by what people call them: each opens the place where it is done, or says why it cannot be done yet.

import { ACT_FACTS } from '../../../shared/bridge/act-facts.ts';
import type { ActMethodName } from '../../../shared/bridge/contract.ts';
import type { Desk } from '../../desk/desk.ts';
import type { PatronTab } from '../../stores/accounts-store.ts';
import { mayDo } from '../../stores/station.ts';
import { openSettings } from '../../stores/view-store.ts';
import { modeOf } from '../../stores/work/modes.ts';
import type { Translate } from '../../text/speak.ts';
import { whoMay } from '../../ui/answer/reason-lines.tsx';
import type { IconName } from '../../ui/icon.tsx';

/** What must be there before an act can be done, by its words. */
type Need = 'patron' | 'item' | 'answer' | 'unknown' | 'undo';

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
  return needs === null || isThere(desk, needs) ? null : t(`findNeeds.${needs}`);
}

function isThere({ actions, items, work }: Desk, need: Need): boolean {
  switch (need) {
    case 'patron':
      return (work.store.getState().patron?.view ?? null) !== null;
    case 'item':
      return items.store.getState().open !== null;
    case 'undo':
      return actions.undo.isReady();
    // These begin at the answer to a scan, where they are offered.
    case 'answer':
    case 'unknown':
      return false;
  }
}

/** The record of the patron on the desk, where their acts are. */
function atPatron({ view, accounts }: Desk, tab?: PatronTab): void {
  view.setState({ screen: 'patrons', overlay: 'none' });
  if (tab !== undefined) accounts.setTab(tab);
}

function withCard(desk: Desk, then: (card: string) => void): void {
  const card = desk.work.store.getState().patron?.view?.card;
  atPatron(desk);
  if (card !== undefined) then(card);
}

/** The fees of the patron on the desk, at a form of them. */
function atFees({ actions, fees, view, work }: Desk, step: 'pay' | 'add' | 'waive'): void {
  const card = work.store.getState().patron?.view?.card;
  if (!view.getState().isFees) actions.fees.run();
  if (card !== undefined) void fees.begin(card, step);
}

const openList = (list: 'pull-list' | 'provisional-items' | 'exceptions') => (desk: Desk) => {
  void desk.work.goTo('work');
  desk.dueDates.close();
  desk.lists.openList(list);
};

const ofPatron = (open: (desk: Desk) => void, icon: IconName = 'patron'): ActPlace => ({ icon, needs: 'patron', open });
const ofItem = (open: (desk: Desk) => void = ({ actions }) => actions.toRecord.run()): ActPlace => ({
  icon: 'item',
  needs: 'item',
  open,
});
const atShift: ActPlace = { icon: 'drawer', needs: null, open: ({ actions }) => actions.shift.run() };
const atHours: ActPlace = { icon: 'time', needs: null, open: ({ view }) => openSettings(view, 'hours') };
const atExceptions: ActPlace = { icon: 'exception', needs: null, open: openList('exceptions') };
const ofFees = (step: 'pay' | 'add' | 'waive' = 'pay'): ActPlace => ofPatron((desk) => atFees(desk, step), 'fee');
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
  'circ.changeDueDate': ofPatron(({ actions }) => {
    actions.checkout.run();
    actions.setDue.run();
  }, 'time'),
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
  'hold.recall': ofPatron((desk) => atPatron(desk, 'patron-loans'), 'time'),
  'payment.take': ofFees(),
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
  'patron.merge': ofPatron((desk) => atPatron(desk)),
  'patron.addCard': ofPatron((desk) => withCard(desk, (card) => desk.cards.open(card, 'add', null)), 'card'),
  'patron.endCard': ofPatron((desk) => atPatron(desk), 'card'),
  'patron.block': ofPatron((desk) => atPatron(desk), 'block'),
  'patron.unblock': ofPatron((desk) => atPatron(desk), 'block'),
  'item.resolve': ofItem(),
  'item.setMark': ofItem(),
  'item.clearMark': ofItem(),
  'item.declareLost': ofItem(({ items }) => items.ask('lost', true)),
  'item.claimReturned': ofItem(),
  'item.claimNeverHad': ofItem(),
  'item.dropClaim': ofItem(),
  'item.reportParts': { icon: 'partMissing', needs: 'answer', open: () => {} },
  'item.partReturned': ofItem(),
  'item.notOnShelf': { icon: 'pull', needs: null, open: openList('pull-list') },
  'item.edit': ofItem(),
  'item.add': { icon: 'title', needs: 'unknown', open: () => {} },
  'item.complete': { icon: 'title', needs: null, open: openList('provisional-items') },
  'item.recordUse': {
    icon: 'title',
    needs: null,
    open({ actions, work }) {
      actions.checkin.run();
      if (modeOf(work.store.getState(), 'checkin') !== 'use') actions.inHouse.run();
    },
  },
  'shift.open': atShift,
  'shift.correct': atShift,
  'shift.handOver': atShift,
  'shift.close': atShift,
  'drawer.open': atShift,
  'branch.close': atHours,
  'branch.liftClosing': atHours,
  'exception.release': atExceptions,
  'exception.resolve': atExceptions,
  'exception.work': atExceptions,
  'outage.sign': { icon: 'outage', needs: null, open: ({ actions }) => actions.line.run() },
};

const METHODS = Object.keys(PLACES).filter((name): name is ActMethodName => Object.hasOwn(PLACES, name));
