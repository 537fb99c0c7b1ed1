// Transactions that happened before they are recorded: checked line by line, then recorded with the stated time. They happened, so that no rule
// refuses them; the server raises contradictions as exceptions, as it does for a desk that was offline.

import type { MethodOutput } from '../../../shared/bridge/contract.ts';
import { recordUse, MOST_USES } from '../../../shared/acts/item/record-use.ts';
import { checkin } from '../../../shared/acts/loan/checkin.ts';
import { checkout } from '../../../shared/acts/loan/checkout.ts';
import { pay } from '../../../shared/acts/fee/pay.ts';
import type { Reason } from '../../../shared/circ/decision.ts';
import type { Item } from '../../../shared/circ/model/item.ts';
import type { Right } from '../../../shared/circ/rights.ts';
import type { Patron } from '../../../shared/circ/model/patron.ts';
import { EVENTS_KEPT_MS, type Stated } from '../../../shared/circ/occurred.ts';
import { cardOf } from '../../../shared/circ/model/patron.ts';
import { sortName } from '../../../shared/circ/patron-name.ts';
import type { ActId } from '../../../shared/core/ids.ts';
import { DAY_MS, formatInstant, MINUTE_MS, type Instant } from '../../../shared/core/instant.ts';
import type { Words } from '../../../shared/core/language.ts';
import { say, type Params } from '../../../shared/core/say.ts';
import { sayDue } from '../../../shared/core/say-date.ts';
import type { PaperLineView } from '../../../shared/views/paper.ts';
import { resolveUndos } from '../../../shared/circ/fold/undo.ts';
import { allows } from '../../../shared/acts/define-act.ts';
import { eventById } from '../../../db/replica/queries/events.ts';
import { envelopeById } from '../../../db/ledger/envelopes.ts';
import { requireRight, type Desk } from '../desk.ts';
import { deskZone, requiredCopy, sayingAt } from '../desk-sight.ts';
import { seekPatron } from '../facade/asked.ts';
import { moneyText } from '../facade/fees.ts';
import { isOwnAccount } from '../facade/own-account.ts';
import { PAST_NOTES } from '../facade/past-words.ts';
import { itemBrief, reasonViews } from '../facade/say-views.ts';
import { judgePastCheckin } from './checkin.ts';
import { judgePastCheckout } from './checkout.ts';
import { recordAct } from './desk-act.ts';
import { judgePastPayment } from './pay.ts';

/** One transaction that happened. */
export type PastLine = {
  /** Its number among the lines of where it stands. */
  readonly line: number;
  /** Null: no time is stated. */
  readonly at: Instant | null;
  /** The same on the clock of the branch, to be written on a sheet again. */
  readonly local: string | null;
} & (
  | { readonly kind: 'out'; readonly card: string; readonly barcode: string; readonly dueAt: Instant | null }
  /** Renewed for its borrower. */
  | { readonly kind: 'again'; readonly barcode: string; readonly dueAt: Instant | null }
  | {
      readonly kind: 'in';
      readonly barcode: string;
      readonly returnedAt: Instant | null;
      /** Why it may be no return: a person has to say. */
      readonly doubt?: Words | null;
    }
  | { readonly kind: 'pay'; readonly card: string; readonly amountMinor: number }
  | { readonly kind: 'use'; readonly barcode: string; readonly count: number }
);

/** A line that cannot be read, with why in words. */
export type BadLine = { readonly line: number; readonly text: string; readonly why: Words };

export type Past = {
  readonly source: Stated['source'];
  /** The right that recording them needs. */
  readonly right: Right;
  readonly lines: readonly PastLine[];
  readonly bad: readonly BadLine[];
  /** Acts that lines are known to be of. */
  readonly acts: ReadonlyMap<number, ActId>;
};

/** A line as it was judged; `record` is null where there is nothing to record. */
type JudgedLine = { readonly view: PaperLineView; readonly record: (() => ActId) | null };

/** Lines that are judged or recorded before everything else has its turn. */
const AT_ONCE = 10;
/** Cards that the server is asked for: each unknown one takes a second. */
const MOST_ASKED = 20;

/**
 * Judges each line in the order of time, and records it where it is asked to and can be. A line that is recorded already is not recorded again. Throws
 * HF-AUTH-024.
 */
export async function eachPast(desk: Desk, past: Past, does: 'check' | 'record'): Promise<MethodOutput<'paper.check'>> {
  const known: Known = {
    past,
    people: await findPeople(desk, past.lines),
    last: new Map(),
    matched: new Set(),
  };
  const views: PaperLineView[] = [];
  for (const [index, line] of past.lines.toSorted(inTime).entries()) {
    if (index % AT_ONCE === AT_ONCE - 1) await desk.turn();
    // A sheet does not keep its person signed in: after a sign-out in the middle no more of it is recorded.
    requireRight(desk, past.right);
    const { view, record } = judgeLine(desk, line, known);
    if (record === null || does === 'check') views.push(view);
    else {
      const commandId = record();
      // An equal line is another transaction: it does not match the act just recorded for this one.
      known.matched.add(commandId);
      views.push({ ...view, state: 'recorded', commandId });
    }
  }
  const saying = sayingAt(desk);
  for (const { line, text, why } of past.bad) {
    views.push({ ...NOTHING, line, barcode: text, notes: [say(saying, why)], state: 'refused' });
  }
  const countOf = (state: PaperLineView['state']) => views.filter((view) => view.state === state).length;
  return {
    lines: views.toSorted((a, b) => a.line - b.line),
    ready: countOf('ready'),
    known: countOf('known'),
    refused: countOf('refused'),
    recorded: countOf('recorded'),
  };
}

const inTime = (a: PastLine, b: PastLine): number => (a.at ?? 0) - (b.at ?? 0) || a.line - b.line;

const NOTHING = {
  at: null,
  atText: '',
  local: null,
  kind: null,
  card: null,
  patron: null,
  title: null,
  told: null,
} as const;

type Known = {
  readonly past: Past;
  readonly people: ReadonlyMap<string, Patron>;
  /** The last line on each copy, with its minute: an equal line is a copied line or a double scan. */
  readonly last: Map<string, string>;
  /** Acts that a line was found to be: each is one line. */
  readonly matched: Set<ActId>;
};

/** The patrons of the cards, also of other systems while the server answers. */
async function findPeople(desk: Desk, lines: readonly PastLine[]): Promise<ReadonlyMap<string, Patron>> {
  const people = new Map<string, Patron>();
  let asked = 0;
  const numbers = lines.flatMap((line) =>
    line.kind === 'out' ? [line.card, line.barcode] : line.kind === 'pay' ? [line.card] : [],
  );
  for (const number of new Set(numbers)) {
    const { sight } = requiredCopy(desk);
    const here = sight.patronByCard(number);
    const isItem = here === null && sight.itemByBarcode(number) !== null;
    if (here === null && !isItem) asked += 1;
    const found = here ?? (isItem || asked > MOST_ASKED ? null : (await seekPatron(desk, number)).patron);
    if (found !== null) people.set(number, found);
  }
  return people;
}

/** Item and patron of a line, as far as they are known here. */
type Subject = { readonly item: Item | null; readonly patron: Patron | null; readonly card: string | null };

function judgeLine(desk: Desk, line: PastLine, known: Known): JudgedLine {
  const saying = sayingAt(desk);
  const subject = subjectOf(desk, line, known);
  const view = viewOf(desk, line, subject);
  const refusedAs = (shown: typeof view, words: Words): JudgedLine => ({
    view: { ...shown, state: 'refused', notes: [say(saying, words)] },
    record: null,
  });
  const not = (state: 'known' | 'refused', words: Words, params: Params = {}): JudgedLine => ({
    view: { ...view, state, notes: [say(saying, words, params)] },
    record: null,
  });
  const now = desk.clock.now();
  const { at, kind } = line;
  const act = known.past.acts.get(line.line);
  const { db } = requiredCopy(desk);
  if (act !== undefined && (envelopeById(desk.ledger, act) ?? eventById(db, act)) !== null)
    return not('known', PAST_NOTES.known);
  if (at === null) return not('refused', PAST_NOTES.noTime);
  if (at > now + MINUTE_MS) return not('refused', PAST_NOTES.future);
  if (at < now - EVENTS_KEPT_MS) return not('refused', PAST_NOTES.old, { days: EVENTS_KEPT_MS / DAY_MS });
  const { item, patron } = subject;
  if (kind === 'in' && line.doubt) return refusedAs({ ...view, kind: null }, line.doubt);
  if (line.kind !== 'pay' && item === null) {
    const holder = requiredCopy(desk).sight.patronByCard(line.barcode);
    if (holder === null) return not('refused', PAST_NOTES.noCopy);
    if (line.kind === 'out') return not('refused', PAST_NOTES.cardAlone);
    const patronOf = { card: line.barcode, barcode: null, patron: sortName(holder.name, line.barcode) };
    return refusedAs({ ...view, ...patronOf, kind: null }, PAST_NOTES.cardAlone);
  }
  if (kind === 'again' && patron === null) return not('refused', PAST_NOTES.notLent);
  if ((kind === 'out' || kind === 'pay') && patron === null) return not('refused', PAST_NOTES.noAccount);
  if (patron !== null && isOwnAccount(desk, patron)) return not('refused', PAST_NOTES.own);
  if (kind === 'pay' && !allows(desk.rights(), pay)) return not('refused', PAST_NOTES.noMoney);
  if (item !== null && isTwice(line, { item, patron }, known)) return not('known', PAST_NOTES.twice);
  const same = recordedAs(desk, line, subject, known);
  if (same !== null) {
    known.matched.add(same);
    return not('known', PAST_NOTES.known);
  }
  return recordable(desk, { line, at, view, not }, { subject, past: known.past });
}

function subjectOf(desk: Desk, line: PastLine, { people }: Known): Subject {
  const { sight } = requiredCopy(desk);
  if (line.kind === 'pay') return { item: null, patron: people.get(line.card) ?? null, card: line.card };
  if (line.kind === 'again') {
    const item = sight.itemByBarcode(line.barcode);
    const loan = item === null ? null : sight.currentLoan(item.id);
    // A loan that began later is not the line's loan.
    const patron = loan === null || loan.outAt > (line.at ?? 0) ? null : sight.patron(loan.patronId);
    return { item, patron, card: patron === null ? null : cardOf(patron) };
  }
  if (line.kind !== 'out') return { item: sight.itemByBarcode(line.barcode), patron: null, card: null };
  // Some write the barcode before the card.
  const isTurned = !people.has(line.card) && people.has(line.barcode) && sight.itemByBarcode(line.card) !== null;
  const [card, barcode] = isTurned ? [line.barcode, line.card] : [line.card, line.barcode];
  return { item: sight.itemByBarcode(barcode), patron: people.get(card) ?? null, card };
}

function viewOf(desk: Desk, line: PastLine, { item, patron, card }: Subject): Omit<PaperLineView, 'state' | 'notes'> {
  const { at, kind } = line;
  const now = desk.clock.now();
  return {
    line: line.line,
    at: at === null ? null : formatInstant(at),
    atText: at === null ? '' : sayDue(desk.language(), { dueAt: at, grain: 'time', zone: deskZone(desk) }, now),
    local: line.local,
    kind: kind === 'again' ? 'out' : kind,
    card: card ?? (line.kind === 'out' ? line.card : null),
    barcode: item?.barcode ?? ('barcode' in line ? line.barcode : null),
    patron: patron === null ? null : sortName(patron.name, card ?? ''),
    title: item === null ? null : itemBrief(requiredCopy(desk), item).title,
    told: null,
  };
}

/** Whether the line before on this copy had the same content and minute. Counts add up: each line of them counts. */
function isTwice(
  line: PastLine,
  { item, patron }: Pick<Subject, 'patron'> & { readonly item: Item },
  { last }: Known,
): boolean {
  if (line.kind === 'use') return false;
  const said = `${line.kind === 'in' ? 'in' : 'out'} ${patron?.id ?? ''} ${Math.floor((line.at ?? 0) / MINUTE_MS)}`;
  const isSame = last.get(item.id) === said;
  last.set(item.id, said);
  return isSame;
}

/** The act that this very transaction is recorded as: loans and returns to the minute, money and counts to the moment. Null: it is not. */
function recordedAs(desk: Desk, line: PastLine, { item, patron }: Subject, { matched }: Known): ActId | null {
  const { kind, at } = line;
  const { sight } = requiredCopy(desk);
  if (at === null) return null;
  if (kind === 'pay') {
    const acts = patron === null ? [] : sight.moneyActs(patron.id);
    const isSame = (act: (typeof acts)[number]) =>
      act.kind === pay.name && act.at === at && act.amountMinor === line.amountMinor && !matched.has(act.id);
    return acts.find(isSame)?.id ?? null;
  }
  const acts = item === null ? [] : sight.actsOfItem(item.id);
  const { undone } = resolveUndos(acts);
  const standing = acts.filter(({ id }) => !matched.has(id) && !undone.has(id));
  if (kind === 'use') return standing.find((act) => act.kind === 'seen' && act.at === at)?.id ?? null;
  const name = kind === 'in' ? checkin.name : checkout.name;
  const isSame = (act: (typeof acts)[number]) =>
    act.kind === name &&
    Math.abs(act.at - at) < MINUTE_MS &&
    (act.kind !== checkout.name || act.patronId === patron?.id);
  return standing.find(isSame)?.id ?? null;
}

type InHand = {
  readonly line: PastLine;
  readonly at: Instant;
  readonly view: Omit<PaperLineView, 'state' | 'notes'>;
  readonly not: (state: 'refused', words: Words) => JudgedLine;
};

function recordable(
  desk: Desk,
  { line, at, view, not }: InHand,
  { subject: { item, patron, card }, past }: { readonly subject: Subject; readonly past: Past },
): JudgedLine {
  const stated = { at, source: past.source };
  const ready = (told: string | null, notes: string[], record: () => ActId): JudgedLine => ({
    view: { ...view, told, notes, state: 'ready' },
    record,
  });
  if (line.kind === 'pay' && patron !== null) {
    const recording = judgePastPayment(desk, patron, line.amountMinor, at);
    return ready(moneyText(desk, line.amountMinor), [], () => recordAct(desk, pay, { ...recording(), stated }));
  }
  if (item === null) return not('refused', PAST_NOTES.noCopy);
  const { barcode } = item;
  if (line.kind === 'use') {
    const args = { itemId: item.id, barcode, count: Math.min(line.count, MOST_USES) };
    const told = { decision: 'done' as const, reasons: [], seen: true as const };
    return ready(null, [], () => recordAct(desk, recordUse, { args, told, stated }));
  }
  if (line.kind === 'in') {
    const { recording, route, decision, loan } = judgePastCheckin(desk, barcode, { at, returnedAt: line.returnedAt });
    const holder = loan === null ? null : requiredCopy(desk).sight.patron(loan.patronId);
    // Its price depends on its time.
    if (holder !== null && isOwnAccount(desk, holder)) return not('refused', PAST_NOTES.own);
    const notes = [...notesOf(desk, decision.reasons), ...beforeItsLoan(desk, { line, at, item }, past)];
    return ready(route, notes, () => recordAct(desk, checkin, { ...recording, stated }));
  }
  if (patron === null || card === null || line.kind === 'pay') return not('refused', PAST_NOTES.noAccount);
  const asked = { patron: card, item: barcode, ...(line.dueAt === null ? {} : { dueAt: formatInstant(line.dueAt) }) };
  const { decision, recording } = judgePastCheckout(desk, asked, { found: patron, at });
  if (recording === null || decision.terms === null) return not('refused', PAST_NOTES.noRule);
  const due = sayDue(desk.language(), decision.terms, desk.clock.now());
  return ready(due, notesOf(desk, decision.reasons), () => recordAct(desk, checkout, { ...recording, stated }));
}

type ReturnAt = { readonly line: Extract<PastLine, { kind: 'in' }>; readonly at: Instant; readonly item: Item };

/** A return does not end a loan that began after it. Most often its time is wrong: a line without one has that of the line above. */
function beforeItsLoan(desk: Desk, { line, at, item }: ReturnAt, { lines }: Past): string[] {
  const above = lines.filter((one) => one.kind === 'out' && one.barcode === line.barcode && one.line < line.line);
  const loan = requiredCopy(desk).sight.currentLoan(item.id);
  const begun = [...above.map((one) => one.at ?? 0), ...(loan === null ? [] : [loan.outAt])].filter(
    (then) => then > at,
  );
  if (begun.length === 0) return [];
  const moment = { dueAt: Math.max(...begun), grain: 'time', zone: deskZone(desk) } as const;
  return [say(sayingAt(desk), PAST_NOTES.lentAfter, { when: sayDue(desk.language(), moment, desk.clock.now()) })];
}

/** The reasons against a line. Advice for the counter (words to say, things to hand over) is left out. */
function notesOf(desk: Desk, reasons: readonly Reason[]): string[] {
  const against = reasons.filter(({ effect }) => effect === 'block' || effect === 'override');
  return reasonViews(sayingAt(desk), against, desk.rights()).map(({ text }) => text);
}
