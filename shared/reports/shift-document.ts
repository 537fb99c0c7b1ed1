// The shift report as it is handed out. Who did what is staff alone, and read by supervisors; nobody is ranked, people come by name.

import { ACT_WORDS } from '../circ/act-words.ts';
import { EXCEPTION_WEIGHT_NAMES, METHOD_NAMES, nameOfCode } from '../core/codes/names.ts';
import type { StaffId } from '../core/ids.ts';
import type { Words } from '../core/language.ts';
import { type Cell, type Column, type ReportDocument, type ReportHead, type Row, type Section } from './document.ts';
import { drawerSection } from './shift-drawer.ts';
import { REPORT_KINDS } from './kinds.ts';
import { outsideCoverage, outsideRows, type OutsideShifts } from './outside-shifts.ts';
import { nameOfReason } from './reason-names.ts';
import {
  countColumn,
  dayCell,
  dayColumn,
  durationColumn,
  instantColumn,
  internalColumn,
  section,
  summed,
  textColumn,
} from './section.ts';
import { movedCells, movedColumns, VOIDS } from './money/moved-columns.ts';
import type { HourOfShift, ShiftReport } from './shift.ts';
import { turnedAwayReasons } from './turned-away.ts';

/** How staff are called; null where nobody is known. */
export type NameOf = (id: StaffId | null) => string | null;

/** A shift with the desk that it was at. */
export type ReportedShift = { readonly desk: string; readonly report: ShiftReport };

export type ShiftDocumentInput = {
  readonly head: ReportHead;
  /** By their beginning. */
  readonly shifts: readonly ReportedShift[];
  readonly nameOf: NameOf;
  readonly currency: string;
  readonly coverage: ReportDocument['coverage'];
  /** What was done in the time in no shift. */
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
      turnedAwayReasons(input.shifts.flatMap(({ report }) => report.refusals)),
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
  // How long the line was down the library does not know; nought would say that it was not.
  const isLineKnown = shifts.every(({ report }) => report.outageMs !== null);
  const columns = [
    DESK,
    dayColumn('service_day', 'Service day', 'Día de servicio'),
    instantColumn('opened', 'Opened', 'Abierto'),
    internalColumn(textColumn('opened_by', 'By', 'Por')),
    instantColumn('closed', 'Closed', 'Cerrado'),
    internalColumn(textColumn('closed_by', 'By', 'Por')),
    ...(isLineKnown ? [durationColumn('line_down', 'Line down', 'Línea caída')] : []),
  ];
  const rows = shifts.map(({ desk, report: { shift, from, outageMs } }) => [
    desk,
    dayCell(shift.opened?.serviceDay ?? null, head.zone),
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
  ['holdsShelved', countColumn('holds_shelved', 'Put on the hold shelf', 'Puestos en reserva')],
  ['overrides', countColumn('overrides', 'Overrides', 'Anulaciones')],
  ['refused', countColumn('refused', 'Turned away', 'No atendidos')],
];

function hourSection({ shifts }: ShiftDocumentInput): Section {
  const hours = Map.groupBy(
    shifts.flatMap(({ report }) => report.hours),
    ({ at }) => at,
  );
  const rows = [...hours]
    .toSorted(([a], [b]) => a - b)
    .map(([at, some]) => [at, ...HOUR_COLUMNS.map(([key]) => some.reduce((sum, hour) => sum + hour[key], 0))]);
  const columns = [instantColumn('hour', 'Hour from', 'Hora desde'), ...HOUR_COLUMNS.map(([, column]) => column)];
  return {
    ...summed(section('hours', { en: 'By the hour', es: 'Por horas' }, columns, rows)),
    notes: [
      {
        words: {
          en: 'Hours without any act are left out. Acts that were undone later are counted where they were made. A hold is filled when its item is lent to whoever waited for it, not when it is put on the hold shelf.',
          es: 'No figuran las horas sin actos. Los actos que después se deshicieron cuentan donde se hicieron. Una reserva se atiende cuando se presta a quien la esperaba, no cuando se aparta.',
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

function overrideSection({ shifts }: ShiftDocumentInput): Section {
  const columns = [
    textColumn('reason', 'What was overridden', 'Qué se anuló'),
    countColumn('overrides', 'Overrides', 'Anulaciones'),
  ];
  const counts = addUp(shifts.map(({ report }) => report.overrides));
  const rows = counts.map(([code, number]) => [{ words: nameOfReason(code) }, number]);
  return summed(section('overrides', { en: 'Overrides by reason', es: 'Anulaciones por motivo' }, columns, rows));
}

function exceptionSection({ shifts }: ShiftDocumentInput): Section {
  const columns = [textColumn('weight', 'Weight', 'Peso'), countColumn('exceptions', 'Exceptions', 'Incidencias')];
  const rows = (['act-now', 'today', 'note'] as const).map((weight) => [
    { words: EXCEPTION_WEIGHT_NAMES[weight] },
    shifts.reduce((sum, { report }) => sum + report.exceptions[weight], 0),
  ]);
  return summed(section('exceptions', { en: 'Exceptions', es: 'Incidencias' }, columns, rows));
}

type Person = { readonly name: string; readonly of: readonly ShiftReport['people'][number][] };

/** By name. One person in several shifts is one line. */
function peopleOf({ shifts, nameOf }: ShiftDocumentInput): Person[] {
  const all = shifts.flatMap(({ report }) => report.people);
  return [...Map.groupBy(all, ({ staffId }) => staffId)]
    .map(([staffId, of]) => ({ name: nameOf(staffId) ?? '', of }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function peopleSection(input: ShiftDocumentInput): Section {
  const columns = [
    STAFF,
    durationColumn('signed_in', 'Signed in', 'Sesión abierta'),
    countColumn('acts', 'Acts', 'Actos'),
    countColumn('overrides', 'Overrides', 'Anulaciones'),
    countColumn('waivers', 'Waivers', 'Condonaciones'),
    countColumn('undone', 'Undone', 'Deshechos'),
  ];
  const rows = peopleOf(input).map(({ name, of }) => {
    const sum = (value: (one: (typeof of)[number]) => number) => of.reduce((total, one) => total + value(one), 0);
    return [
      name,
      sum(({ signedInMs }) => signedInMs),
      sum(({ acts }) => Object.values(acts).reduce((total, number) => total + number, 0)),
      sum(({ overrides }) => overrides),
      sum(({ waivers }) => waivers.length),
      sum(({ undone }) => undone.length),
    ];
  });
  return forSupervisors(summed(section('people', { en: 'People', es: 'Personas' }, columns, rows)));
}

function peopleActsSection(input: ShiftDocumentInput): Section {
  const columns = [STAFF, textColumn('act', 'Act', 'Acto'), countColumn('number', 'Number', 'Número')];
  const rows = peopleOf(input).flatMap(({ name, of }) =>
    addUp(of.map(({ acts }) => acts)).map(([act, number]): Row => [name, { words: actWords(act) }, number]),
  );
  const heading = { en: 'People, by kind of act', es: 'Personas, por tipo de acto' };
  return forSupervisors(summed(section('people_acts', heading, columns, rows)));
}

function reasonSection(input: ShiftDocumentInput): Section {
  const columns = [
    STAFF,
    instantColumn('at', 'When', 'Cuándo'),
    textColumn('act', 'Act', 'Acto'),
    textColumn('undone', 'What was undone', 'Qué se deshizo'),
    textColumn('reason', 'Reason', 'Motivo'),
  ];
  const rows = peopleOf(input).flatMap(({ name, of }) =>
    of.flatMap(({ waivers, undone }): Row[] => [
      ...waivers.map(({ at, reason }): Row => [name, at, { words: actWords('waive') }, null, reason]),
      ...undone.map(({ at, name: act, reason }): Row => [
        name,
        at,
        { words: actWords('undo') },
        undoneCell(act),
        reason,
      ]),
    ]),
  );
  const heading = { en: 'Waived and undone, with reasons', es: 'Condonado y deshecho, con motivos' };
  return forSupervisors(section('reasons', heading, columns, rows));
}

/** Who did what one by one: nothing for others, and nothing for whoever works beside them. */
function forSupervisors(one: Section): Section {
  return { ...one, internal: true, right: 'read-staff-reports' };
}

const undoneCell = (act: string | null): Cell => (act === null ? null : { words: actWords(act) });

const actWords = (act: string): Words => nameOfCode(ACT_WORDS, act);

/** Counts by name, the most frequent first. */
function addUp(counts: readonly Readonly<Record<string, number>>[]): [string, number][] {
  const sums = new Map<string, number>();
  for (const [name, number] of counts.flatMap((one) => Object.entries(one)))
    sums.set(name, (sums.get(name) ?? 0) + number);
  return [...sums].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}
