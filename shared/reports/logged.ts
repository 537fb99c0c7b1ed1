// The log of desks and branches in reports: entries of a period beside circulation. Nothing here is about a patron, nor has it the text of a message
// or an incident.

import { gateCounts } from '../circ/gate-counts.ts';
import { isOfKind, type LogEntry, type LogEntryOf, type LogKind } from '../circ/model/log-entry.ts';
import type { BranchId, ShiftId } from '../core/ids.ts';
import type { Instant } from '../core/instant.ts';
import { serviceDayOf, type ServiceDayTerms } from '../core/service-day.ts';
import { CHECKLISTS, type Checklist } from '../core/log-lists.ts';
import type { Words } from '../core/language.ts';
import type { Row, Section } from './document.ts';
import { countColumn, instantColumn, openColumn, section, summed, textColumn } from './section.ts';
import type { Shift } from '../circ/shift/fold-shift.ts';
import { subjectSection, tallySection, type CountedTally } from './tally.ts';
import type { ReportPeriod } from './question.ts';

export type Logged = {
  /** Questions of the reference tally that stand, with the shift in which each was counted. */
  readonly tallies: readonly (CountedTally & { readonly shiftId: ShiftId | null })[];
  /** Entries of branches that were put or ended in the time; readings of gates from before it as well. */
  readonly entries: readonly LogEntry[];
  /** The checklists of branches, as they are now. */
  readonly lists: readonly LogEntryOf<'list'>[];
  readonly branchName: (id: BranchId) => string;
};

export const NOTHING_LOGGED: LoggedInShifts = {
  tallies: [],
  entries: [],
  lists: [],
  branchName: String,
  from: 0,
  to: 0,
  days: [],
};

/** The log of the time of some shifts. */
export type LoggedInShifts = Logged & {
  readonly from: Instant;
  readonly to: Instant;
  /** Their service days. */
  readonly days: readonly string[];
};

type ShiftOfLog = Pick<Shift, 'shiftId' | 'opened' | 'closed'>;

/** The log of some shifts. */
export function loggedIn(log: Logged, shifts: readonly ShiftOfLog[], now: Instant): LoggedInShifts {
  const asked = new Set(shifts.map(({ shiftId }) => shiftId));
  return {
    ...log,
    tallies: log.tallies.filter(({ shiftId }) => shiftId !== null && asked.has(shiftId)),
    from: shifts.reduce((first, { opened }) => Math.min(first, opened?.at ?? now), now),
    to: shifts.reduce((last, { closed }) => Math.max(last, closed?.at ?? now), 0),
    days: [...new Set(shifts.flatMap(({ opened }) => opened?.serviceDay ?? []))].toSorted(),
  };
}

/** The log of a period. `worked`: service days on which desks did anything; a checklist counts on these, and where a step of it was done. */
export function loggedBetween(
  log: Logged,
  { from, to }: ReportPeriod,
  { worked, terms }: { readonly worked: Iterable<string>; readonly terms: ServiceDayTerms },
): LoggedInShifts {
  const first = serviceDayOf(from, terms);
  const last = serviceDayOf(to - 1, terms);
  const done = ofKind(log.entries, 'step').filter(({ what }) => what.isDone && what.day >= first && what.day <= last);
  return { ...log, from, to, days: [...new Set([...worked, ...done.map(({ what }) => what.day)])].toSorted() };
}

/** Sections of the shift report: each step of a list with its time. */
export function logSections(log: LoggedInShifts): Section[] {
  return sectionsWith(log, stepSection);
}

/** Sections of a report on a longer time: each step of a list with the days on which it was done. */
export function logDaySections(log: LoggedInShifts): Section[] {
  return sectionsWith(log, stepDaySection);
}

function sectionsWith(log: LoggedInShifts, steps: (log: LoggedInShifts, list: Checklist) => Section): Section[] {
  return [
    tallySection(log.tallies),
    subjectSection(log.tallies),
    gateSection(log),
    ...CHECKLISTS.map((list) => steps(log, list)),
    noteSection(log),
  ];
}

const ofKind = <K extends LogKind>(entries: readonly LogEntry[], kind: K): LogEntryOf<K>[] =>
  entries.filter((entry): entry is LogEntryOf<K> => isOfKind(entry, kind));

const BRANCH = textColumn('branch', 'Branch', 'Sede');
const STEP = textColumn('step', 'Step', 'Paso');

/** How many came through each gate in a time. */
function gateSection({
  entries,
  branchName,
  from,
  to,
}: Pick<LoggedInShifts, 'entries' | 'branchName' | 'from' | 'to'>): Section {
  const columns = [textColumn('gate', 'Gate', 'Puerta'), countColumn('came', 'Count', 'Conteo'), BRANCH];
  const gates = Map.groupBy(ofKind(entries, 'gate'), ({ branch, what }) => `${branch}\n${what.gate}`);
  const byName = [...gates.values()].toSorted(([a], [b]) => ((a?.what.gate ?? '') < (b?.what.gate ?? '') ? -1 : 1));
  const rows = byName.flatMap((readings): Row[] => {
    const [first] = readings;
    const counted = gateCounts(readings).filter(({ what }) => what.readAt >= from && what.readAt <= to);
    if (first === undefined || counted.length === 0) return [];
    return [[first.what.gate, counted.reduce((sum, { came }) => sum + (came ?? 0), 0), branchName(first.branch)]];
  });
  const heading = { en: 'Gate count', es: 'Conteo de entrada' };
  return summed(section('gates', heading, columns, rows));
}

const LIST_NAMES: Readonly<Record<Checklist, Words>> = {
  opening: { en: 'Opening checklist', es: 'Lista de apertura' },
  closing: { en: 'Closing checklist', es: 'Lista de cierre' },
};

type StepOfDay = {
  readonly branch: BranchId;
  readonly day: string;
  readonly step: string;
  /** Null: it was not done. */
  readonly at: Instant | null;
};

/** Steps of a list on each day, done or not. */
function stepsOf({ entries, lists, days }: LoggedInShifts, list: Checklist): StepOfDay[] {
  const done = ofKind(entries, 'step').filter(({ what }) => what.list === list && what.isDone);
  const own = lists.filter(({ what }) => what.list === list);
  const branches = [...new Set([...own, ...done].map(({ branch }) => branch))].toSorted();
  const byDay = Map.groupBy(done, ({ what }) => what.day);
  return days.flatMap((day) =>
    branches.flatMap((branch): StepOfDay[] => {
      const ticked = (byDay.get(day) ?? []).filter((one) => one.branch === branch);
      const lines = own.find((one) => one.branch === branch)?.what.lines ?? [];
      // A branch that did nothing on a day was not open, as far as this desk knows.
      if (ticked.length === 0 && branches.length > 1) return [];
      const gone = ticked.map(({ what }) => what.step).filter((step) => !lines.includes(step));
      return [...lines, ...gone].map((step) => {
        const at = ticked.find(({ what }) => what.step === step)?.at ?? null;
        return { branch, day, step, at };
      });
    }),
  );
}

/** Steps of a list on the days of the shifts, done or not; `9 of 9` in the heading. */
function stepSection(log: LoggedInShifts, list: Checklist): Section {
  const columns = [
    STEP,
    instantColumn('done', 'Done', 'Hecho'),
    textColumn('day', 'Service day', 'Día de servicio'),
    BRANCH,
  ];
  const rows = stepsOf(log, list).map(({ step, at, day, branch }): Row => [
    step,
    at ?? { words: NOT_DONE },
    day,
    log.branchName(branch),
  ]);
  const number = rows.filter(([, at]) => typeof at === 'number').length;
  const { en, es } = LIST_NAMES[list];
  const heading =
    rows.length === 0
      ? LIST_NAMES[list]
      : { en: `${en}, ${number} of ${rows.length}`, es: `${es}, ${number} de ${rows.length}` };
  return section(list === 'opening' ? 'opening_steps' : 'closing_steps', heading, columns, rows);
}

/** How many days each step of a list was done, and of how many. */
function stepDaySection(log: LoggedInShifts, list: Checklist): Section {
  const columns = [
    STEP,
    openColumn(countColumn('days_done', 'Days done', 'Días hecho')),
    openColumn(countColumn('days', 'of days', 'de días')),
    BRANCH,
  ];
  const byStep = Map.groupBy(stepsOf(log, list), ({ branch, step }) => `${branch}\n${step}`);
  const rows = [...byStep.values()].flatMap((own): Row[] => {
    const [first] = own;
    if (first === undefined) return [];
    return [[first.step, own.filter(({ at }) => at !== null).length, own.length, log.branchName(first.branch)]];
  });
  return section(list === 'opening' ? 'opening_days' : 'closing_days', LIST_NAMES[list], columns, rows);
}

const NOT_DONE = { en: 'not done', es: 'sin hacer' };

/** How many messages, incidents and found things there were: their texts are for the desk. */
function noteSection({ entries, from, to }: LoggedInShifts): Section {
  const isIn = (at: Instant | undefined): boolean => at !== undefined && at >= from && at <= to;
  const columns = [textColumn('what', 'What', 'Qué'), countColumn('number', 'Number', 'Número')];
  const made = (kind: LogKind): number => ofKind(entries, kind).filter(({ at }) => isIn(at)).length;
  const ended = (kind: LogKind): number => ofKind(entries, kind).filter((one) => isIn(one.ended?.at)).length;
  const rows: readonly Row[] = [
    [{ words: { en: 'Messages left', es: 'Mensajes dejados' } }, made('message')],
    [{ words: { en: 'Messages ended', es: 'Mensajes cerrados' } }, ended('message')],
    [{ words: { en: 'Incidents', es: 'Incidentes' } }, made('incident')],
    [{ words: { en: 'Lost property found', es: 'Objetos perdidos hallados' } }, made('found')],
    [{ words: { en: 'Lost property given out', es: 'Objetos perdidos entregados' } }, ended('found')],
  ];
  const some = rows.filter(([, number]) => number !== 0);
  return section('notes', { en: 'Messages and notes', es: 'Mensajes y notas' }, columns, some);
}
