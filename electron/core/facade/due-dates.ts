// Due dates of many loans of the branch: the selected loans, the outcome for each, and the choices of the form.

import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import { loansDue } from '../../../db/lists/loans-due.ts';
import { grantById } from '../../../db/ledger/staff-grants.ts';
import { itemTypes } from '../../../db/replica/queries/kinds.ts';
import { allLocations } from '../../../db/replica/queries/library.ts';
import { changeDueDate } from '../../../shared/acts/loan/change-due-date.ts';
import { decideMove, type MoveDecision } from '../../../shared/circ/decide/move-due-date.ts';
import type { Item } from '../../../shared/circ/model/item.ts';
import type { Loan } from '../../../shared/circ/model/loan.ts';
import type { Patron } from '../../../shared/circ/model/patron.ts';
import { batchId } from '../../../shared/core/ids.ts';
import { formatInstant, type Instant } from '../../../shared/core/instant.ts';
import type { Words } from '../../../shared/core/language.ts';
import { sayDue } from '../../../shared/core/say-date.ts';
import { sayReason } from '../../../shared/core/say-reason.ts';
import { inOrder } from '../../../shared/lists/define-list.ts';
import { midnightOf, readDay } from '../../../shared/rules/calendar/local-time.ts';
import { UTC, zoneClock } from '../../../shared/rules/calendar/zone-clock.ts';
import type { DueAsk, WhichLoans } from '../../../shared/views/due-dates.ts';
import type { ListRow, ListView } from '../../../shared/views/list.ts';
import { requireToDo, type Desk } from '../desk.ts';
import { deskZone, requiredCopy, sayingAt, type Copy } from '../desk-sight.ts';
import { changesOf, newestBatch } from './due-batch.ts';
import { libraryFacts } from './load-facts.ts';
import { dayAt } from './local-day.ts';
import { isOwnAccount } from './own-account.ts';

/** `due.choices`. Throws HF-AUTH-024. */
export function dueChoices(desk: Desk): MethodOutput<'due.choices'> {
  requireToDo(desk, changeDueDate);
  const { db } = requiredCopy(desk);
  const { branch } = desk.identity;
  const now = desk.clock.now();
  return {
    groups: groupsInForce(desk).map(({ id, name }) => ({ id, name })),
    locations: allLocations(db)
      .filter((location) => location.branch === branch)
      .map(({ id, name }) => ({ id, name }))
      .toSorted((a, b) => inOrder(a.name, b.name)),
    kinds: itemTypes(db).toSorted(inOrder),
    today: dayAt(deskZone(desk), now),
    zone: deskZone(desk),
    last: lastBatch(desk, now),
  };
}

function lastBatch({ ledger }: Desk, now: Instant): MethodOutput<'due.choices'>['last'] {
  const found = newestBatch(ledger, now);
  const newest = found?.changes.at(-1);
  if (found === null || newest === undefined) return null;
  const { at, staffId } = newest;
  return {
    batch: found.batch,
    at: formatInstant(at),
    loans: found.changes.length,
    staff: staffId === null ? '' : (grantById(ledger, staffId)?.staff ?? ''),
  };
}

type Group = { readonly id: string; readonly name: string; readonly parent: string | null };

function groupsInForce(desk: Desk): readonly Group[] {
  const rules = requiredCopy(desk).library.rulesAt(desk.clock.now());
  if (rules === null || !('groups' in rules)) return [];
  return rules.groups.map((group) => ({ parent: null, ...group }));
}

/** A group with all that stand below it. */
function withBelow(groups: readonly Group[], id: string): ReadonlySet<string> {
  const within = new Set([id]);
  for (let found = true; found;) {
    const below = groups.filter((group) => group.parent !== null && within.has(group.parent) && !within.has(group.id));
    for (const group of below) within.add(group.id);
    found = below.length > 0;
  }
  return within;
}

/** A selected loan, with the judged move of its date. */
export type JudgedLoan = {
  readonly loan: Loan;
  readonly item: Item;
  readonly patron: Patron | null;
  readonly decision: MoveDecision;
};

/** Every selected loan, soonest due first. */
export async function judgeLoans(desk: Desk, ask: DueAsk): Promise<JudgedLoan[]> {
  const copy = requiredCopy(desk);
  const isMeant = meant(desk, copy, ask.which);
  const loans = await loansDue(copy, momentsOf(deskZone(desk), ask.which), () => desk.turn());
  const judged: JudgedLoan[] = [];
  for (const [at, loan] of loans.entries()) {
    if (at % 100 === 99) await desk.turn();
    const found = isMeant(loan);
    if (found !== null) judged.push({ ...found, decision: judgeMove(desk, loan, ask) });
  }
  return judged;
}

/** Where the date of one loan would go now. */
export function judgeMove(desk: Desk, loan: Loan, { move, mayShorten }: DueAsk): MoveDecision {
  const copy = requiredCopy(desk);
  const now = desk.clock.now();
  const patron = copy.sight.patron(loan.patronId);
  const facts = {
    library: libraryFacts(desk, copy, now),
    loan,
    policy: copy.policy(loan.policyHash),
    isOwn: patron !== null && isOwnAccount(desk, patron),
  };
  return decideMove(facts, { move, mayShorten }, now);
}

function momentsOf(zone: string, { from, to }: WhichLoans): { readonly from: Instant; readonly to: Instant } {
  const clock = zoneClock(zone) ?? UTC;
  return { from: clock.toInstant(midnightOf(readDay(from))), to: clock.toInstant(midnightOf(readDay(to) + 1)) };
}

type Meant = Omit<JudgedLoan, 'decision'>;

/** Tells the loans of the branch that were chosen from all others. */
function meant(desk: Desk, { sight }: Copy, { group, location, kind }: WhichLoans): (loan: Loan) => Meant | null {
  const groups = group === null ? null : withBelow(groupsInForce(desk), group);
  const { branch } = desk.identity;
  return (loan) => {
    if ((loan.branch ?? branch) !== branch) return null;
    const item = sight.item(loan.itemId);
    if (item === null || (loan.branch ?? item.home) !== branch) return null;
    if ((location !== null && item.location !== location) || (kind !== null && item.kind !== kind)) return null;
    const patron = sight.patron(loan.patronId);
    if (groups !== null && !groups.has(patron?.group ?? '')) return null;
    return { loan, item, patron };
  };
}

/** `due.preview`. Throws HF-AUTH-024. */
export async function previewDueDates(
  desk: Desk,
  { limit, batch: going, ...ask }: ParsedInput<'due.preview'>,
): Promise<MethodOutput<'due.preview'>> {
  requireToDo(desk, changeDueDate);
  const batch = going ?? batchId(desk.recorder.mintId());
  // A loan that this change has moved is not moved by it again.
  const moved = going === null ? new Set() : new Set(changesOf(desk.ledger, batch).map(({ loanId }) => loanId));
  const judged = (await judgeLoans(desk, ask)).filter(({ loan }) => !moved.has(loan.id));
  const moves = judged.filter(({ decision }) => decision.outcome === 'moves');
  const stays = judged.filter(({ decision }) => decision.outcome === 'stays');
  const earlier = moves.filter(({ loan, decision }) => decision.outcome === 'moves' && decision.dueAt < loan.dueAt);
  return {
    batch,
    moves: moves.length,
    pastClosed: moves.filter(({ decision }) => decision.outcome === 'moves' && decision.isPastClosed).length,
    earlier: earlier.length,
    stays: stays.length,
    // Loans that stay are read first; those that need a person come before them.
    list: listOf(desk, judged.length, [...stays.toSorted(byUrgency), ...moves].slice(0, limit)),
  };
}

/** There is nothing to do about a loan that is due then, or later. */
const EXPECTED: ReadonlySet<string> = new Set(['DUE_SAME', 'DUE_LATER_ALREADY']);

function needsLook({ decision }: JudgedLoan): boolean {
  return decision.outcome === 'stays' && !EXPECTED.has(decision.why.code);
}

function byUrgency(a: JudgedLoan, b: JudgedLoan): number {
  return Number(needsLook(b)) - Number(needsLook(a));
}

const WORDS = {
  heading: { en: 'Due dates', es: 'Fechas de vencimiento' },
  empty: { en: 'No loan is due on those days.', es: 'Ningún préstamo vence en esos días.' },
  title: { en: 'Title', es: 'Título' },
  barcode: { en: 'Barcode', es: 'Código' },
  group: { en: 'Patron group', es: 'Grupo' },
  due: { en: 'Due now', es: 'Vence ahora' },
  becomes: { en: 'New date', es: 'Nueva fecha' },
  stays: { en: 'Keep their date', es: 'Conservan su fecha' },
  moves: { en: 'Get a new date', es: 'Cambian de fecha' },
  pastClosed: { en: '{due} · would fall while closed', es: '{due} · caería con la sede cerrada' },
} as const satisfies Readonly<Record<string, Words>>;

function listOf(desk: Desk, count: number, rows: readonly JudgedLoan[]): ListView {
  const language = desk.language();
  const column = (key: keyof typeof WORDS, kind = 'text') => ({
    key,
    label: WORDS[key][language],
    kind,
    isFigure: false,
    stays: false,
  });
  return {
    list: 'due-dates',
    heading: WORDS.heading[language],
    empty: WORDS.empty[language],
    count,
    columns: [
      column('title'),
      column('barcode', 'code'),
      column('group'),
      column('due', 'instant'),
      column('becomes', 'instant'),
    ],
    rows: rows.map((row) => rowOf(desk, row)),
  };
}

function rowOf(desk: Desk, judged: JudgedLoan): ListRow {
  const { loan, item, patron, decision } = judged;
  const saying = sayingAt(desk);
  const { language } = saying;
  const { grain, zone } = decision;
  const due = (dueAt: Instant): string => sayDue(language, { dueAt, grain, zone }, saying.now);
  const isMoved = decision.outcome === 'moves';
  const became = isMoved
    ? decision.isPastClosed
      ? WORDS.pastClosed[language].replace('{due}', due(decision.dueAt))
      : due(decision.dueAt)
    : sayReason(saying, decision.why);
  const title = requiredCopy(desk).sight.title(item.titleId)?.title ?? item.barcode;
  return {
    key: loan.id,
    group: WORDS[isMoved ? 'moves' : 'stays'][language],
    state: needsLook(judged) ? 'attention' : 'plain',
    texts: [title, item.barcode, patron?.groupName ?? '', due(loan.dueAt), became],
    at: [null, null, null, null, null],
    opens: { record: 'item', barcode: item.barcode },
    acts: [],
    names: { barcode: item.barcode, title },
  };
}
