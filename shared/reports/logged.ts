// The log of desks and branches in reports: entries of a period beside circulation. Nothing here is about a patron, nor has it the text of a message
// or an incident.

import { gateCounts } from '../circ/gate-counts.ts';
import { isOfKind, type LogEntry, type LogEntryOf, type LogKind } from '../circ/model/log-entry.ts';
import type { BranchId, ShiftId } from '../core/ids.ts';
import type { Instant } from '../core/instant.ts';
import { CHECKLISTS, type Checklist } from '../core/log-lists.ts';
import type { Words } from '../core/language.ts';
import type { Row, Section } from './document.ts';
import { countColumn, instantColumn, section, summed, textColumn } from './section.ts';
import type { Shift } from '../circ/shift/fold-shift.ts';
import { tallySection, type CountedTally } from './tally.ts';

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

/** Sections of the shift report. */
export function logSections(log: LoggedInShifts): Section[] {
  return [
    tallySection(log.tallies),
    gateSection(log),
    ...CHECKLISTS.map((list) => stepSection(log, list)),
    noteSection(log),
  ];
}

const ofKind = <K extends LogKind>(entries: readonly LogEntry[], kind: K): LogEntryOf<K>[] =>
  entries.filter((entry): entry is LogEntryOf<K> => isOfKind(entry, kind));

const BRANCH = textColumn('branch', 'Branch', 'Sede');

/** How many came through each gate in a time. */
export function gateSection({
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

/** Steps of a list on the days of the shifts, done or not; `9 of 9` in the heading. */
function stepSection({ entries, lists, days, branchName }: LoggedInShifts, list: Checklist): Section {
  const columns = [
    textColumn('step', 'Step', 'Paso'),
    instantColumn('done', 'Done', 'Hecho'),
    textColumn('day', 'Service day', 'Día de servicio'),
    BRANCH,
  ];
  const done = ofKind(entries, 'step').filter(({ what }) => what.list === list && what.isDone);
  const own = lists.filter(({ what }) => what.list === list);
  const branches = [...new Set([...own, ...done].map(({ branch }) => branch))].toSorted();
  const rows = days.flatMap((day) =>
    branches.flatMap((branch): Row[] => {
      const ticked = done.filter((one) => one.branch === branch && one.what.day === day);
      const lines = own.find((one) => one.branch === branch)?.what.lines ?? [];
      // A branch that did nothing on a day was not open, as far as this desk knows.
      if (ticked.length === 0 && branches.length > 1) return [];
      const gone = ticked.map(({ what }) => what.step).filter((step) => !lines.includes(step));
      return [...lines, ...gone].map((step) => {
        const at = ticked.find(({ what }) => what.step === step)?.at ?? null;
        return [step, at ?? { words: NOT_DONE }, day, branchName(branch)];
      });
    }),
  );
  const number = rows.filter(([, at]) => typeof at === 'number').length;
  const { en, es } = LIST_NAMES[list];
  const heading =
    rows.length === 0
      ? LIST_NAMES[list]
      : { en: `${en}, ${number} of ${rows.length}`, es: `${es}, ${number} de ${rows.length}` };
  return section(list === 'opening' ? 'opening_steps' : 'closing_steps', heading, columns, rows);
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
