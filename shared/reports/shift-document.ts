// The shift report as it is handed out. Figures by person are of staff alone, and for supervisors; they are sorted by
// name, not ranked.

import { ACT_WORDS } from '../acts/act-words.ts';
import { EXCEPTION_WEIGHT_NAMES, METHOD_NAMES, nameOfCode } from '../core/codes/names.ts';
import type { StaffId } from '../core/ids.ts';
import type { Words } from '../core/language.ts';
import type { Weight } from '../circ/model/exception.ts';
import { reservesWords } from '../circ/reserves-name.ts';
import type { Refusal } from '../circ/model/refusal.ts';
import { type Cell, type Column, type ReportDocument, type ReportHead, type Row, type Section } from './document.ts';
import { logSections, type LoggedInShifts } from './logged.ts';
import { drawerSection } from './shift-drawer.ts';
import { REPORT_KINDS } from './kinds.ts';
import { outsideCoverage, outsideRows, type OutsideShifts } from './outside-shifts.ts';
import { nameOfReason } from './reason-names.ts';
import {
  countColumn,
  dayCells,
  dayColumn,
  durationColumn,
  instantColumn,
  internalColumn,
  section,
  summed,
  textColumn,
} from './section.ts';
import { movedCells, movedColumns, VOIDS } from './money/moved-columns.ts';
import type { ShiftReport } from './shift.ts';
import type { HourOfShift, PersonOfShift, ShiftFigures } from './shift-tally.ts';
import { turnedAwayReasons } from './turned-away.ts';

/** Names of staff; null where the person is not known. */
export type NameOf = (id: StaffId | null) => string | null;

/** A shift with the desk that it was at. */
export type ReportedShift = { readonly desk: string; readonly report: ShiftReport };

export type ShiftDocumentInput = {
  readonly head: ReportHead;
  /** By their beginning. */
  readonly shifts: readonly ReportedShift[];
  /** Figures of their acts. */
  readonly figures: ShiftFigures;
  /** Patrons who were turned away in them. */
  readonly refusals: readonly Refusal[];
  /** Entries of the log in them. */
  readonly log: LoggedInShifts;
  /** Exceptions that their acts caused. */
  readonly exceptions: Readonly<Record<Weight, number>>;
  readonly nameOf: NameOf;
  readonly currency: string;
  /** The library's own name for its course reserves; absent or null = it has none. */
  readonly reservesName?: string | null;
  readonly coverage: ReportDocument['coverage'];
  /** Acts of the period in no shift. */
  readonly outside: OutsideShifts;
};

/** The report. */
export function shiftDocument(input: ShiftDocumentInput): ReportDocument {
  return {
    ...input.head,
    kind: 'shift',
    title: { words: REPORT_KINDS.shift.title },
    coverage: [...input.coverage, ...outsideCoverage(input.outside)],
    sections: [
      shiftSection(input),
      hourSection(input),
      moneySection(input),
      drawerSection(input.shifts, input),
      overrideSection(input),
      turnedAwayReasons(input.refusals),
      ...logSections(input.log),
      exceptionSection(input),
      peopleSection(input),
      peopleActsSection(input),
      reasonSection(input),
    ],
  };
}

const DESK = textColumn('desk', 'Desk', 'Mostrador');
const SHIFT = instantColumn('shift', 'Shift of', 'Turno de');
const STAFF = textColumn('staff', 'Staff', 'Personal');

function shiftSection({ head, shifts, nameOf }: ShiftDocumentInput): Section {
  // The library does not know how long the line was down; nought would mean that it was not.
  const isLineKnown = shifts.every(({ report }) => report.outageMs !== null);
  const dayCell = dayCells(head.zone);
  const columns = [
    DESK,
    dayColumn('service_day', 'Service day', 'Día de servicio'),
    instantColumn('opened', 'Opened', 'Abierto'),
    internalColumn(textColumn('opened_by', 'By', 'Por')),
    instantColumn('closed', 'Closed', 'Cerrado'),
    internalColumn(textColumn('closed_by', 'By', 'Por')),
    ...(isLineKnown ? [durationColumn('line_down', 'Offline for', 'Sin conexión')] : []),
  ];
  const rows = shifts.map(({ desk, report: { shift, from, outageMs } }) => [
    desk,
    dayCell(shift.opened?.serviceDay ?? null),
    from,
    nameOf(shift.opened?.by ?? null),
    shift.closed?.at ?? { words: { en: 'still open', es: 'aún abierto' } },
    nameOf(shift.closed?.by ?? null),
    ...(isLineKnown ? [outageMs] : []),
  ]);
  return section('shifts', { en: 'Shifts', es: 'Turnos' }, columns, rows);
}

type HourCount = Exclude<keyof HourOfShift, 'at'>;

const HOUR_COLUMNS: readonly (readonly [HourCount, Column])[] = [
  ['checkouts', countColumn('checkouts', 'Checked out', 'Préstamos')],
  ['reserves', countColumn('reserves', 'of these, course reserves', 'de ellos, reservas de curso')],
  ['equipment', countColumn('equipment', 'of these, equipment', 'de ellos, equipos')],
  ['renewals', countColumn('renewals', 'Renewed', 'Renovaciones')],
  ['checkins', countColumn('checkins', 'Checked in', 'Devoluciones')],
  ['holdsFilled', countColumn('holds_filled', 'Holds filled', 'Reservas atendidas')],
  ['holdsShelved', countColumn('holds_shelved', 'Put on the hold shelf', 'Al estante de reservas')],
  ['overrides', countColumn('overrides', 'Overrides', 'Autorizaciones')],
  ['refused', countColumn('refused', 'Turned away', 'No atendidos')],
];

const RESERVES_NAMED = { en: 'of these, {reserves}', es: 'de ellos, {reserves}' };

/** The column in a library with this name for its course reserves. */
function hourColumn([key, column]: (typeof HOUR_COLUMNS)[number], reservesName: string | null): Column {
  return key === 'reserves' ? { ...column, label: reservesWords(reservesName, column.label, RESERVES_NAMED) } : column;
}

function hourSection({ figures, reservesName = null }: ShiftDocumentInput): Section {
  const rows = figures.hours.map((hour): Row => [hour.at, ...HOUR_COLUMNS.map(([key]) => hour[key])]);
  const columns = [
    instantColumn('hour', 'Hour from', 'Hora desde'),
    ...HOUR_COLUMNS.map((one) => hourColumn(one, reservesName)),
  ];
  return {
    ...summed(section('hours', { en: 'By the hour', es: 'Por horas' }, columns, rows)),
    notes: [
      {
        words: {
          en: 'Hours without a transaction are left out. Transactions that were undone later are counted where they were made. A hold is filled when its item is lent to the patron who waited for it, not when it is put on the hold shelf.',
          es: 'No figuran las horas sin transacciones. Las que después se deshicieron cuentan donde se hicieron. Una reserva se atiende cuando se presta a quien la esperaba, no cuando se pone en el estante de reservas.',
        },
      },
    ],
    chart: { kind: 'bars', label: 'hour', value: 'checkouts' },
  };
}

function moneySection({ shifts, outside, currency }: ShiftDocumentInput): Section {
  const columns = [DESK, SHIFT, textColumn('method', 'Method', 'Forma de pago'), ...movedColumns(currency)];
  const rows = shifts.flatMap(({ desk, report: { shift, from, voids } }) =>
    shift.money.map(({ method, ...moved }): Row => {
      const own = voids.filter((one) => one.method === method);
      const voidedMinor = own.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
      return [
        desk,
        from,
        { words: nameOfCode(METHOD_NAMES, method) },
        ...movedCells({ ...moved, voids: own.length, voidedMinor }),
      ];
    }),
  );
  const made = section('money', { en: 'Money', es: 'Dinero' }, columns, [...rows, ...outsideRows(outside)]);
  return { ...summed(made), notes: [VOIDS] };
}

function overrideSection({ figures }: ShiftDocumentInput): Section {
  const columns = [
    textColumn('reason', 'What was overridden', 'Qué se autorizó'),
    countColumn('overrides', 'Overrides', 'Autorizaciones'),
  ];
  const rows = byFrequency(figures.overrides).map(([code, number]) => [{ words: nameOfReason(code) }, number]);
  return summed(section('overrides', { en: 'Overrides by reason', es: 'Autorizaciones por motivo' }, columns, rows));
}

function exceptionSection({ exceptions }: ShiftDocumentInput): Section {
  const columns = [textColumn('weight', 'Weight', 'Peso'), countColumn('exceptions', 'Exceptions', 'Incidencias')];
  const rows = (['act-now', 'today', 'note'] as const).map((weight) => [
    { words: EXCEPTION_WEIGHT_NAMES[weight] },
    exceptions[weight],
  ]);
  return summed(section('exceptions', { en: 'Exceptions', es: 'Incidencias' }, columns, rows));
}

type Named = { readonly name: string; readonly person: PersonOfShift };

/** By name. One person in several shifts is one line. */
function peopleOf({ figures, nameOf }: ShiftDocumentInput): Named[] {
  const named = figures.people.map((person) => ({ name: nameOf(person.staffId) ?? '', person }));
  return named.toSorted((a, b) => compare(a.name, b.name) || compare(a.person.staffId, b.person.staffId));
}

function peopleSection(input: ShiftDocumentInput): Section {
  const columns = [
    STAFF,
    durationColumn('signed_in', 'Signed in', 'Sesión abierta'),
    countColumn('acts', 'Transactions', 'Transacciones'),
    countColumn('overrides', 'Overrides', 'Autorizaciones'),
    countColumn('waivers', 'Waivers', 'Condonaciones'),
    countColumn('undone', 'Undone', 'Deshechas'),
  ];
  const rows = peopleOf(input).map(({ name, person: { signedInMs, acts, overrides } }): Row => {
    const all = [...acts.values()].reduce((sum, number) => sum + number, 0);
    return [name, signedInMs, all, overrides, acts.get('waive') ?? 0, acts.get('undo') ?? 0];
  });
  return forSupervisors(summed(section('people', { en: 'People', es: 'Personas' }, columns, rows)));
}

function peopleActsSection(input: ShiftDocumentInput): Section {
  const columns = [STAFF, textColumn('act', 'Transaction', 'Transacción'), countColumn('number', 'Number', 'Número')];
  const rows = peopleOf(input).flatMap(({ name, person }) =>
    byFrequency(person.acts).map(([act, number]): Row => [name, { words: actWords(act) }, number]),
  );
  const heading = { en: 'People, by kind of transaction', es: 'Personas, por tipo de transacción' };
  return forSupervisors(summed(section('people_acts', heading, columns, rows)));
}

function reasonSection(input: ShiftDocumentInput): Section {
  const columns = [
    STAFF,
    instantColumn('at', 'When', 'Cuándo'),
    textColumn('act', 'Transaction', 'Transacción'),
    textColumn('undone', 'What was undone', 'Qué se deshizo'),
    textColumn('reason', 'Reason', 'Motivo'),
  ];
  const rows = peopleOf(input).flatMap(({ name, person }) =>
    person.reasons.map(({ at, name: act, undone, reason }): Row => [
      name,
      at,
      { words: actWords(act) },
      undoneCell(undone),
      reason,
    ]),
  );
  const heading = { en: 'Waived and undone, with reasons', es: 'Condonado y deshecho, con motivos' };
  return forSupervisors(section('reasons', heading, columns, rows));
}

/** Rows of single people: not for others, and not for those who work beside them. */
function forSupervisors(one: Section): Section {
  return { ...one, internal: true, right: 'read-staff-reports' };
}

const undoneCell = (act: string | null): Cell => (act === null ? null : { words: actWords(act) });

const actWords = (act: string): Words => nameOfCode(ACT_WORDS, act);

/** Counts by name, the most frequent first. */
function byFrequency(counts: ReadonlyMap<string, number>): [string, number][] {
  return [...counts].toSorted(([a, m], [b, n]) => n - m || compare(a, b));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
