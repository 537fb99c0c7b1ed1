// The fake desk's acts. Certain things always give certain answers, so that each answer of the screens can be shown.

import { ACT_WORDS } from '../../../shared/acts/act-words.ts';
import type { Handlers, ParsedInput } from '../../../shared/bridge/contract.ts';
import type { CirculationAnswer, Explanation, ReasonView } from '../../../shared/views/circulation.ts';
import { actId } from '../../../shared/core/ids.ts';
import { formatMoney } from '../../../shared/core/money.ts';
import { fakeReason, fakeTrace, itemBrief, limitName, ZONE, type FakeSaying } from './fake-answers.ts';
import { FAKE_PATRONS, type FakeItem } from './fake-data.ts';
import type { FakeContext } from './fake-desk.ts';
import { endByScan, mayResolveHere } from './fake-exceptions.ts';
import { fakeAct } from './fake-line.ts';
import { dueText, fakeItem } from './fake-lookups.ts';
import { fakeSecond } from './fake-phone.ts';
import { FakeRefusal } from './fake-refusal.ts';
import { routeOf } from './fake-routing.ts';
import { spoken } from './fake-words.ts';

type Acts = Pick<
  Handlers,
  | 'circ.checkout'
  | 'circ.checkin'
  | 'circ.renew'
  | 'circ.renewAll'
  | 'circ.undo'
  | 'rules.explain'
  | 'item.resolve'
  | 'item.recordUse'
  | 'item.setMark'
  | 'item.clearMark'
>;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export function fakeCirculation(context: FakeContext): Acts {
  return {
    'circ.checkout': (input) => checkout(context, input),
    'circ.checkin': (input) => checkin(context, input),
    'circ.renew': (input) => renew(context, input),
    'circ.renewAll': ({ patron }) => ({
      results: context.state.loans
        .filter(({ card }) => card === patron)
        .map(({ barcode }) => renew(context, { item: barcode })),
    }),
    'circ.undo': ({ commandId }) => undo(context, commandId),
    'rules.explain': (input) => explain(context, input),
    'item.resolve': (input) => endQuestion(context, input),
    'item.setMark': (input) => mark(context, input, true),
    'item.clearMark': (input) => mark(context, input, false),
    'item.recordUse': ({ barcode }) => {
      const item = fakeItem(context, barcode) ?? null;
      const commandId = record(context, { name: 'recordUse', item, card: null, undo: () => {} });
      return { ...blank(context, item), decision: 'done', canUndo: true, commandId };
    },
  };
}

function mark(
  context: FakeContext,
  { barcode, mark: name }: ParsedInput<'item.setMark'>,
  isSet: boolean,
): CirculationAnswer {
  const { state } = context;
  if (state.session?.rights.includes('edit-items') !== true)
    throw new FakeRefusal('HF-AUTH-024', 'you may not do this; ask desk staff');
  const item = fakeItem(context, barcode) ?? null;
  const before = state.marks.get(barcode) ?? new Set();
  const marks = new Set(before);
  if (isSet) marks.add(name);
  else marks.delete(name);
  state.marks.set(barcode, marks);
  const commandId = record(context, {
    name: isSet ? 'setMark' : 'clearMark',
    item,
    card: null,
    undo: () => void state.marks.set(barcode, before),
  });
  return { ...blank(context, item), decision: 'done', canUndo: true, commandId };
}

/** A person looked: one of those who may have it has it, or it stands here. */
function endQuestion(context: FakeContext, { barcode, holder }: ParsedInput<'item.resolve'>): CirculationAnswer {
  const { state, now } = context;
  if (!mayResolveHere(context)) throw new FakeRefusal('HF-AUTH-024', 'you may not do this; ask desk staff');
  const who = state.inQuestion.get(barcode);
  if (who === undefined) throw new FakeRefusal('HF-CIRC-005', 'this item is not in question; scan it again');
  if (holder !== undefined && !who.includes(holder)) throw new FakeRefusal('HF-PATRON-001', 'no patron has this card');
  const item = fakeItem(context, barcode) ?? null;
  state.inQuestion.delete(barcode);
  if (holder !== undefined) {
    const loan = {
      card: holder,
      barcode,
      dueAt: now() + 5 * DAY_MS,
      renewals: 0,
      pending: true,
      id: `kept-${barcode}`,
    };
    state.loans = [...state.loans, loan];
  }
  endByScan(context, barcode);
  return {
    ...blank(context, item),
    decision: 'done',
    canUndo: true,
    commandId: record(context, { name: 'resolveItem', item, card: holder ?? null, hasEnded: true }),
  };
}

function saying({ state, now }: FakeContext): FakeSaying {
  return { language: state.language, now: now(), role: state.session?.role ?? 'student' };
}

function blank(context: FakeContext, item: FakeItem | null, due = 'Tue, Dec 29'): CirculationAnswer {
  return {
    decision: 'refused',
    canUndo: false,
    reasons: [],
    trace: fakeTrace(item, due),
    item: item === null ? null : itemBrief(item),
  };
}

function checkout(context: FakeContext, input: ParsedInput<'circ.checkout'>): CirculationAnswer {
  const { state, now } = context;
  const item = fakeItem(context, input.item);
  const reasons = lift(context, checkoutReasons(context, input.patron, input.item, item), input.override);
  const waits = reasons.some(({ effect, overridden }) => effect === 'override' && !overridden);
  const isBlocked = reasons.some(({ effect }) => effect === 'block');
  const answer = {
    ...blank(context, item ?? null),
    reasons: [...reasons],
    patron: patronBrief(input.patron),
    ...costs(context, item),
    ...(waits && state.nightGrant !== null ? { nightGrant: { text: state.nightGrant } } : {}),
  };
  if (isBlocked || waits) return { ...answer, decision: isBlocked ? 'refused' : 'needs-override' };
  const lent = item ?? lendUnknown(context, input.item);
  if (!FAKE_PATRONS.some(({ card }) => card === input.patron) && !state.unknownCards.has(input.patron)) {
    if (input.override?.newPatron === undefined) throw new FakeRefusal('HF-PATRON-080', 'this card is not known here');
    state.unknownCards.add(input.patron);
  }
  const dueAt = now() + lengthMs(lent);
  const before = state.loans;
  state.loans = [
    ...before.filter(({ barcode }) => barcode !== lent.barcode),
    { card: input.patron, barcode: lent.barcode, dueAt, renewals: 0, pending: true, id: `loan-${state.seq}` },
  ];
  const undoIt = (): void => void (state.loans = before);
  const text = dueText(context, lent, dueAt);
  const parts = partsReason(context, lent);
  return {
    ...answer,
    decision: 'done',
    item: itemBrief(lent),
    canUndo: true,
    commandId: record(context, { name: 'checkout', item: lent, card: input.patron, undo: undoIt }),
    dueAt: new Date(dueAt).toISOString(),
    dueText: text,
    trace: fakeTrace(lent, text),
    reasons: [...reasons, ...parts, ...tellings(context, lent)],
    ...(parts.length === 0 ? {} : { handling: parts.map((reason) => reason.text) }),
  };
}

/** The same judgement at any moment; records nothing. */
function explain(context: FakeContext, input: ParsedInput<'rules.explain'>): Explanation {
  const item = fakeItem(context, input.item);
  const own = context.state.loans.find(({ card, barcode }) => card === input.patron && barcode === input.item);
  const asks = own === undefined ? 'checkout' : 'renewal';
  const reasons =
    own === undefined ? checkoutReasons(context, input.patron, input.item, item) : renewReasons(context, own);
  const isBlocked = reasons.some(({ effect }) => effect === 'block');
  const patron = FAKE_PATRONS.find(({ card }) => card === input.patron);
  const answer: Explanation = {
    asks,
    ...blank(context, item ?? null),
    reasons: [...reasons],
    ...(patron === undefined ? {} : { patron: patronBrief(patron.card) }),
  };
  if (isBlocked || item === undefined) return { ...answer, decision: isBlocked ? 'refused' : 'needs-override' };
  const dueAt = (input.at === undefined ? context.now() : Date.parse(input.at)) + lengthMs(item);
  const text = dueText(context, item, dueAt);
  return {
    ...answer,
    decision: reasons.length > 0 ? 'needs-override' : 'done',
    dueAt: new Date(dueAt).toISOString(),
    dueText: text,
    trace: fakeTrace(item, text),
  };
}

function checkoutReasons(
  context: FakeContext,
  card: string,
  barcode: string,
  item: FakeItem | undefined,
): readonly ReasonView[] {
  const { state } = context;
  const say = saying(context);
  const patron = FAKE_PATRONS.find((one) => one.card === card);
  const reasons: ReasonView[] = [];
  if (patron === undefined && !state.unknownCards.has(card))
    reasons.push(
      fakeReason(say, state.line.online === false ? 'PATRON_UNKNOWN' : 'PATRON_NOT_REGISTERED', 'override', { card }),
    );
  const isStranger = patron === undefined && item?.kind === 'laptop';
  if (isStranger) reasons.push({ ...fakeReason(say, 'EQUIPMENT_WITHOUT_ACCOUNT', 'override'), mayOverride: false });
  if (patron?.block !== undefined)
    reasons.push(fakeReason(say, 'PATRON_RESTRICTED', 'override', { label: 'replacement bill' }));
  if (patron?.expired === true)
    reasons.push(fakeReason(say, 'PATRON_EXPIRED', 'override', { expired: patron.expires }));
  if (item === undefined)
    return [
      ...reasons,
      fakeReason(say, state.line.online === false ? 'ITEM_UNKNOWN' : 'ITEM_NOT_REGISTERED', 'override', { barcode }),
    ];
  if (item.neverLent === true) reasons.push(fakeReason(say, 'ITEM_NOT_LOANABLE', 'block'));
  const loan = state.loans.find((one) => one.barcode === barcode);
  if (loan !== undefined) {
    const due = dueText(context, item, loan.dueAt);
    const code = loan.card === card ? 'LOANED_TO_PATRON' : 'LOANED_TO_ANOTHER';
    reasons.push(fakeReason(say, code, 'override', { due }));
  }
  if (item.holdLabel !== undefined && patron?.ready?.includes(item.title) !== true) {
    reasons.push(fakeReason(say, 'HELD_FOR_ANOTHER', 'override'));
  }
  const sameKind = state.loans.filter((one) => one.card === card && fakeItem(context, one.barcode)?.kind === item.kind);
  if (item.kind === 'laptop' && sameKind.length > 0 && loan === undefined) {
    reasons.push(fakeReason(say, 'LIMIT_SET', 'override', { count: 1, limit: 1, name: limitName(item.kind) }));
  }
  if (item.depositMinor !== undefined)
    reasons.push(fakeReason(say, 'DEPOSIT', 'override', { amount: usd(item.depositMinor) }));
  return reasons;
}

const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' });

function costs(context: FakeContext, item: FakeItem | undefined): Pick<CirculationAnswer, 'fees'> {
  const amountMinor = item?.depositMinor;
  if (amountMinor === undefined) return {};
  const text = `${spoken(context, 'Deposit', 'Depósito')} ${formatMoney(amountMinor, 'USD', 'en')}`;
  return { fees: [{ kind: 'deposit', amountMinor, text }] };
}

function partsReason(context: FakeContext, { parts }: FakeItem): readonly ReasonView[] {
  return parts === undefined ? [] : [fakeReason(saying(context), 'ITEM_PARTS', 'alert', { parts: parts.join(', ') })];
}

/** What is told beside a checkout that is done. */
function tellings(context: FakeContext, item: FakeItem): readonly ReasonView[] {
  if (item.kind !== 'reserve' || item.callNumber !== 'RES PSYC 51') return [];
  const params = { due: 'tonight 11:45 PM', plain: 'tomorrow 1:02 AM', why: 'the desk closes at midnight' };
  return [fakeReason(saying(context), 'DUE_SHORTENED', 'message', params)];
}

/** The reasons with those lifted that the override names and that it may. */
export function lift(
  context: FakeContext,
  reasons: readonly ReasonView[],
  override: ParsedInput<'circ.checkout'>['override'],
): readonly ReasonView[] {
  if (override === undefined) return reasons;
  const { authoriser } = override;
  const second = fakeSecond(authoriser);
  if (authoriser !== undefined && second === undefined) {
    throw new FakeRefusal('HF-AUTH-009', 'the name or the PIN of the second person is wrong; try again');
  }
  return reasons.map((reason) => ({
    ...reason,
    overridden:
      override.codes.includes(reason.code) &&
      (reason.mayOverride || second !== undefined || context.state.nightGrant !== null),
  }));
}

function lendUnknown({ state }: FakeContext, barcode: string): FakeItem {
  const title = `Item ${barcode}`;
  state.unknownItems.set(barcode, title);
  return { barcode, title, author: null, callNumber: '', location: '', kind: 'book', home: 'Main' };
}

function checkin(context: FakeContext, input: ParsedInput<'circ.checkin'>): CirculationAnswer {
  const { item: barcode } = input;
  const { state } = context;
  const say = saying(context);
  const item = fakeItem(context, barcode) ?? null;
  const answer = blank(context, item);
  if (item === null) {
    const routing = {
      route: 'not-ours' as const,
      text: spoken(context, 'Not ours', 'No es nuestro'),
      callNumber: null,
      branch: null,
      holdLabel: null,
    };
    const commandId = record(context, { name: 'checkin', item, card: null });
    return { ...answer, decision: 'done', canUndo: true, routing, commandId };
  }
  const before = state.loans;
  const loan = before.find((one) => one.barcode === barcode);
  state.loans = before.filter((one) => one.barcode !== barcode);
  const isHourly = item.kind !== 'book' && item.kind !== 'media';
  const returned = (isHourly ? input.hourlyReturnedAt : undefined) ?? input.returnedAt;
  const isLate = loan !== undefined && loan.dueAt < (returned === undefined ? context.now() : Date.parse(returned));
  const wasAsked = state.inQuestion.delete(barcode);
  const hasEnded = endByScan(context, barcode) || wasAsked;
  return {
    ...answer,
    decision: 'done',
    canUndo: true,
    commandId: record(context, {
      name: 'checkin',
      item,
      card: loan?.card ?? null,
      hasEnded,
      undo: () => void (state.loans = before),
    }),
    reasons: [
      ...(item.holdLabel === undefined ? [] : [fakeReason(say, 'HOLD_FOUND', 'alert')]),
      ...(loan === undefined ? [] : [fakeReason(say, 'RETURNED', 'message')]),
    ],
    ...routeOf(context, item, wasAsked),
    ...(item.parts === undefined
      ? {}
      : { handling: [`${spoken(context, 'Count', 'Cuente')}: ${item.parts.join(', ')}`] }),
    ...(isLate
      ? {
          fees: [
            { kind: 'overdue', amountMinor: 150, text: spoken(context, 'Late fee $1.50', 'Cargo por retraso $1.50') },
          ],
        }
      : {}),
  };
}

function renew(context: FakeContext, input: ParsedInput<'circ.renew'>): CirculationAnswer {
  const { state, now } = context;
  const item = fakeItem(context, input.item) ?? null;
  const loan = state.loans.find(({ barcode }) => barcode === input.item);
  if (item === null || loan === undefined) {
    return { ...blank(context, item), reasons: [fakeReason(saying(context), 'LOAN_NOT_FOUND', 'block')] };
  }
  if (input.patron !== undefined && input.patron !== loan.card) {
    return { ...blank(context, item), reasons: [fakeReason(saying(context), 'OTHER_PATRON', 'block')] };
  }
  const reasons = [...lift(context, renewReasons(context, loan), input.override)];
  if (reasons.some(({ overridden }) => !overridden))
    return { ...blank(context, item), decision: 'needs-override', reasons };
  const before = { ...loan };
  loan.dueAt = now() + lengthMs(item);
  loan.renewals += 1;
  loan.pending = true;
  const text = dueText(context, item, loan.dueAt);
  return {
    ...blank(context, item, text),
    decision: 'done',
    reasons,
    dueText: text,
    dueAt: new Date(loan.dueAt).toISOString(),
    canUndo: true,
    commandId: record(context, { name: 'renew', item, card: loan.card, undo: () => void Object.assign(loan, before) }),
  };
}

function renewReasons(context: FakeContext, { renewals }: { readonly renewals: number }): readonly ReasonView[] {
  if (renewals < 3) return [];
  return [fakeReason(saying(context), 'RENEW_LIMIT_REACHED', 'override', { count: 3, limit: 3 })];
}

function undo(context: FakeContext, commandId: string): CirculationAnswer {
  const done = context.state.answers.get(commandId);
  const item = fakeItem(context, done?.item ?? '') ?? null;
  if (done === undefined)
    throw new FakeRefusal('HF-CIRC-002', 'this act cannot be undone: it is too long ago; correct it with a new act');
  done.undo();
  return {
    ...blank(context, item),
    decision: 'done',
    commandId: record(context, { name: 'undo', item, card: done.card }),
  };
}

type Recorded = {
  readonly name: string;
  readonly item: FakeItem | null;
  readonly card: string | null;
  readonly undo?: () => void;
  /** Exceptions ended by it. */
  readonly hasEnded?: boolean;
};

function record(
  context: FakeContext,
  { name, item, card, undo: undoIt, hasEnded = false }: Recorded,
): NonNullable<CirculationAnswer['commandId']> {
  const { state, now, emit, status } = context;
  state.seq += 1;
  const words = ACT_WORDS[name];
  const verb = words === undefined ? name : words[state.language];
  const act = fakeAct(
    state.seq,
    now(),
    name,
    `${verb} · ${item?.title ?? spoken(context, 'unknown item', 'material desconocido')}`,
  );
  state.acts = [...state.acts, state.line.online === false ? act : { ...act, outcome: 'applied' }];
  state.answers.set(act.commandId, { undo: undoIt ?? (() => {}), item: item?.barcode ?? '', card });
  const items = item === null ? [] : [item.barcode];
  setTimeout(() => {
    emit('desk.changed', { patrons: card === null ? [] : [card], items, exceptions: hasEnded, acts: true });
    emit('link.changed', status());
  }, 2);
  return actId(act.commandId);
}

export function patronBrief(card: string): { card: string; name: string; groupName: string } {
  const patron = FAKE_PATRONS.find((one) => one.card === card);
  return { card, name: patron?.name ?? card, groupName: patron?.group ?? '' };
}

function lengthMs(item: FakeItem): number {
  if (item.kind === 'laptop' || item.kind === 'camera') return 4 * HOUR_MS - 2 * 60_000;
  if (item.kind === 'reserve') return 9 * HOUR_MS + 43 * 60_000;
  return item.kind === 'media' ? 7 * DAY_MS : 14 * DAY_MS;
}

/** The zone that the fake desk speaks in. */
export const FAKE_ZONE = ZONE;
