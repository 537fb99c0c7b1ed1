// The whole end that recorded acts must lead to, in the form of the worked cases: lists in order, keys without a value left out.

import { formatInstant } from '../../../shared/core/instant.ts';
import { exceptionEntry } from '../../../shared/circ/exception-table.ts';
import type { Act } from '../../../shared/circ/acts.ts';
import { ItemStory } from './item-story.ts';
import { MoneyStory } from './money-story.ts';
import { knewOf } from './order.ts';
import {
  compareNames,
  type HoldAct,
  type ItemAct,
  type MoneyAct,
  type PlainException,
  type PlainLoan,
  type PlainPolicy,
  type PlainWorld,
} from './plain-world.ts';
import { TitleStory } from './title-story.ts';

type Row = Record<string, unknown>;

/** The end of a world. */
export type PlainEnd = {
  readonly loans: Row[];
  readonly items: Record<string, Row>;
  readonly holds: Row[];
  readonly fees: Row[];
  readonly credits: Record<string, number>;
  readonly exceptions: Row[];
};

/** Tells every timeline from its beginning. Pure; the order in which the acts are given does not count. */
export function plainEnd(world: PlainWorld): PlainEnd {
  const acts = [...new Map(world.acts.map((act) => [act.id, act])).values()];
  const policyOf = (loan: PlainLoan): PlainPolicy => world.policies.get(loan.policyHash) ?? noPolicy(loan);
  const stories = world.items.map(
    (item) =>
      new ItemStory(
        item,
        acts.filter((act): act is ItemAct => isOnItem(act, item.item)),
        (loan) => policyOf(loan).lost.afterMs,
      ),
  );
  const holdActs = acts.filter(isHoldAct);
  const titles = new Map(
    [...new Set([...world.items.map((item) => item.title), ...holdActs.map((act) => act.titleId ?? '')])].map(
      (title) => [
        title,
        new TitleStory(
          stories.filter((story) => story.item.title === title),
          holdActs.filter((act) => act.titleId === title),
        ),
      ],
    ),
  );
  const money = new MoneyStory(
    stories.flatMap(({ item, loans }) => loans.map((loan) => ({ loan, item, policy: policyOf(loan) }))),
    acts.filter(isMoneyAct),
  );
  return {
    loans: sorted(stories.flatMap(({ loans }) => loans.map(loanRow))),
    items: Object.fromEntries(
      stories.map((story) => [
        story.item.item,
        { ...itemRow(story, titles.get(story.item.title)), ...(world.finds ? foundRow(story) : {}) },
      ]),
    ),
    holds: sorted(
      [...titles.values()].flatMap(({ holds }) =>
        holds.map(({ id, patron, state, copy, position }) =>
          compact({ hold: id, patron, state, item: copy, position }),
        ),
      ),
    ),
    fees: sorted(money.fees),
    credits: Object.fromEntries(money.credits),
    exceptions: [
      ...stories.flatMap((story) => [...story.exceptions(), ...missedRecall(story, titles.get(story.item.title))]),
      ...[...titles.values()].flatMap((title) => title.exceptions()),
      ...money.exceptions,
    ]
      .toSorted(byCode)
      .map(({ code, cause, ...subject }) => ({ code, weight: exceptionEntry(code)?.weight, ...subject, cause })),
  };
}

/**
 * The newest recall came before the act that gave the open loan its date and was not known there, and the loan is due later than the recall's date;
 * until the hold has or needs no copy, or, without a hold, until a check-in. sync.md 4h
 */
function missedRecall(story: ItemStory, title: TitleStory | undefined): PlainException[] {
  const { recall, out, happened } = story;
  if (recall === null || out === null) return [];
  const recalledAt = happened.indexOf(recall);
  const datedAt = happened.findIndex((act) => act === out.dueBy);
  if (datedAt < recalledAt || knewOf(out.dueBy, recall, story.order) || out.dueAt <= recall.dueAt) return [];
  const ended = recall.hold === null ? story.cameBackSinceRecall : title?.holdNamed(recall.hold)?.state !== 'waiting';
  return ended ? [] : [{ code: 'missed-recall', item: story.item.item, cause: out.dueBy.id }];
}

/** The act that found it, the shelf where it read one, and when. */
function foundRow({ found: by }: ItemStory): Row {
  const read = by?.kind === 'seen' ? by.location : null;
  return by === null ? {} : { found: [by.id, read, formatInstant(by.at)].filter(Boolean).join(' ') };
}

function itemRow(story: ItemStory, title: TitleStory | undefined): Row {
  const marks = story.isMarkTold && story.standing.length > 0 ? { marks: story.standing.join(' ') } : {};
  const sought = story.soughtAt === null ? {} : { sought: formatInstant(story.soughtAt) };
  const searches = story.searches > 1 ? { searches: String(story.searches) } : {};
  const replaced = story.replacedAt === null ? {} : { replaced: formatInstant(story.replacedAt) };
  const missing = story.missing.size === 0 ? {} : { missing: [...story.missing.keys()].join(' ') };
  const billed = [...story.missing.values()].flatMap(({ bill }) => bill ?? []);
  const bills = billed.length === 0 ? {} : { bills: billed.join(' ') };
  const cart = story.cart === null ? {} : { cart: `${story.cart.cart} ${formatInstant(story.cart.at)}` };
  const shelf = story.seen?.kind === 'seen' ? story.seen.location : null;
  const seen = story.seen === null || shelf === null ? {} : { seen: `${shelf} ${formatInstant(story.seen.at)}` };
  return {
    ...placeRow(story, title),
    ...marks,
    ...missing,
    ...bills,
    ...sought,
    ...searches,
    ...replaced,
    ...seen,
    ...cart,
  };
}

/** The status of a copy on its shelf by its first mark. */
const SHELF_STATUS: Readonly<Record<string, string>> = {
  withdrawn: 'discarded',
  'in-repair': 'bindery',
  inspect: 'in-process',
};

function placeRow(story: ItemStory, title: TitleStory | undefined): Row {
  if (story.inQuestion.length > 0) return { status: 'in-question' };
  if (story.out !== null) return { status: story.out.state === 'lost' ? 'lost' : 'on-loan' };
  const hold = title?.heldFor(story.item.item)?.id;
  const [first] = story.isMarkTold ? story.standing : [];
  if (story.transitTo !== null && first !== undefined && story.standing.includes('missing'))
    return { status: 'missing' };
  if (story.transitTo !== null) return compact({ status: 'in-transit', to: story.transitTo, hold });
  if (hold !== undefined) return { status: 'on-hold-shelf', hold };
  if (first !== undefined) return { status: SHELF_STATUS[first] ?? first };
  if (story.mark !== null) return { status: story.mark };
  const isScanned = story.happened.some(({ kind }) => kind === 'openLoan' || kind === 'checkout' || kind === 'checkin');
  return { status: isScanned || story.isTakenBack ? 'available' : (story.item.unscanned ?? 'available') };
}

function loanRow(loan: PlainLoan): Row {
  return compact({
    loan: loan.id,
    item: loan.item,
    patron: loan.patron,
    outAt: formatInstant(loan.outAt),
    dueAt: formatInstant(loan.dueAt),
    state: loan.state,
    renewals: loan.renewals,
    claim: loan.claim === null ? null : `${loan.claim.kind} ${formatInstant(loan.claim.at)}`,
    inAt: loan.inAt === null ? null : formatInstant(loan.inAt),
    how: loan.how,
  });
}

function compact(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null && value !== undefined));
}

/** By the first key, which is a name. */
function sorted(rows: readonly Row[]): Row[] {
  const name = (row: Row) => String(Object.values(row)[0]);
  return rows.toSorted((a, b) => compareNames(name(a), name(b)));
}

function byCode(a: PlainException, b: PlainException): number {
  const subject = ({ item, patron }: PlainException) => item ?? patron ?? '';
  return compareNames(a.code, b.code) || compareNames(subject(a), subject(b)) || compareNames(a.cause, b.cause);
}

function isOnItem(act: Act, item: string): boolean {
  return !NAMES_ONLY.has(act.kind) && 'itemId' in act && act.itemId === item;
}

/** A hold or a fee may name a copy, and does nothing to it. */
const NAMES_ONLY: ReadonlySet<string> = new Set<Act['kind']>(['openHold', 'placeHold', 'addFee']);

const HOLD_KINDS: ReadonlySet<string> = new Set<HoldAct['kind']>([
  'openHold',
  'placeHold',
  'cancelHold',
  'suspendHold',
  'resumeHold',
  'changePickup',
]);

/** An undo that names no item reaches the title of its target. */
function isHoldAct(act: Act): act is HoldAct {
  if (act.kind === 'undo') return act.itemId === null && act.titleId !== null;
  return HOLD_KINDS.has(act.kind);
}

function isMoneyAct(act: Act): act is MoneyAct {
  if (act.kind === 'undo') return act.itemId === null && act.titleId === null;
  return MONEY_KINDS.has(act.kind);
}

const MONEY_KINDS: ReadonlySet<string> = new Set<MoneyAct['kind']>([
  'pay',
  'waive',
  'addFee',
  'refund',
  'useCredit',
  'transferFees',
  'takeBackFees',
]);

function noPolicy(loan: PlainLoan): never {
  throw new Error(`the world has no policy for loan ${loan.id}`);
}
