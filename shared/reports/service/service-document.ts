// The service report as it is handed out. It covers desks and hours, not people.

import { ACT_WORDS } from '../../acts/act-words.ts';
import type { Weight } from '../../circ/model/exception.ts';
import { EXCEPTION_WEIGHT_NAMES, nameOfCode } from '../../core/codes/names.ts';
import type { Column, Message, ReportDocument, ReportHead, Row, Section } from '../document.ts';
import { REPORT_KINDS } from '../kinds.ts';
import { countColumn, durationColumn, openColumn, rateColumn, section, summed, textColumn } from '../section.ts';
import { logDaySections, type LoggedInShifts } from '../logged.ts';
import { bookingSection, type Bookings } from './booking-section.ts';
import { inventorySection } from './inventory-section.ts';
import { missingSection, type MissingCopies } from './missing-section.ts';
import { noticeSection, type NoticeCount } from './notice-section.ts';
import { shelvingSection, type Shelvings } from './shelving.ts';
import { perThousand, type Paced, type ServiceFigures, type Worked } from './service-figures.ts';

/** The report. */
export function serviceDocument(
  head: ReportHead,
  {
    figures,
    log,
    shelvings,
    reservesName,
    bookings,
    missing,
    notices,
    coverage,
  }: {
    readonly figures: ServiceFigures;
    /** Entries of the log in the same period. */
    readonly log: LoggedInShifts;
    readonly shelvings: Shelvings;
    readonly reservesName: string | null;
    readonly bookings: Bookings;
    readonly missing: MissingCopies;
    /** Null: only the library knows. */
    readonly notices: readonly NoticeCount[] | null;
    readonly coverage: ReportDocument['coverage'];
  },
): ReportDocument {
  return {
    ...head,
    kind: 'service',
    title: { words: REPORT_KINDS.service.title },
    coverage,
    sections: [
      allSection(figures),
      hourSection(figures),
      deskSection(figures),
      kindSection(figures),
      ...logDaySections(log),
      shelvingSection(shelvings, reservesName),
      missingSection(missing),
      inventorySection(log),
      bookingSection(bookings, head.period),
      noticeSection(notices),
      exceptionSection(figures),
    ],
  };
}

const ACTS = countColumn('acts', 'Transactions', 'Transacciones');
const DESK_HOURS = openColumn(countColumn('desk_hours', 'Desk hours', 'Horas de mostrador'));
const PER_HOUR = rateColumn('acts_per_hour', 'Transactions per desk hour', 'Transacciones por hora de mostrador');
const MEASURED = countColumn('measured', 'Of these, timed', 'De ellas, cronometradas');
const MEDIAN = durationColumn('median', 'Median time', 'Tiempo mediano');
const NINTH = durationColumn('nine_of_ten', 'Nine of ten within', 'Nueve de diez en menos de');

const paced = ({ measured, medianMs, ninthMs }: Paced): Row => [measured, medianMs, ninthMs];
const worked = ({ acts, deskHours }: Worked): Row => [acts, deskHours, deskHours === 0 ? 0 : acts / deskHours];

const DEFINITIONS: readonly Message[] = [
  {
    words: {
      en: 'A desk hour is a clock hour in which a desk did anything.',
      es: 'Una hora de mostrador es una hora del reloj en la que un mostrador hizo algo.',
    },
  },
  {
    words: {
      en: 'The time of a transaction is the time since the one before it at the same desk. It is measured if that was no more than 3 minutes.',
      es: 'El tiempo de una transacción es lo que pasó desde la anterior en el mismo mostrador. Se mide si no fueron más de 3 minutos.',
    },
  },
];

function allSection({ all, exceptions }: ServiceFigures): Section {
  const number = Object.values(exceptions).reduce((sum, count) => sum + count, 0);
  const columns: readonly Column[] = [
    ACTS,
    DESK_HOURS,
    PER_HOUR,
    MEASURED,
    MEDIAN,
    NINTH,
    countColumn('exceptions', 'Exceptions', 'Incidencias'),
    rateColumn('per_thousand', 'per 1,000 transactions', 'por cada 1,000 transacciones'),
  ];
  const row: Row = [...worked(all), ...paced(all), number, perThousand(number, all.acts)];
  return { ...section('all', { en: 'Total', es: 'Total' }, columns, [row]), notes: DEFINITIONS };
}

function hourSection({ hours }: ServiceFigures): Section {
  const columns = [textColumn('hour', 'Hour', 'Hora'), ACTS, DESK_HOURS, PER_HOUR];
  const pad = (hour: number) => `${String(hour).padStart(2, '0')}:00`;
  const rows = hours.map(({ hour, ...one }): Row => [pad(hour), ...worked(one)]);
  return {
    ...summed(section('hours', { en: 'By hour of the day', es: 'Por hora del día' }, columns, rows)),
    chart: { kind: 'bars', label: 'hour', value: 'acts_per_hour' },
  };
}

function deskSection({ desks }: ServiceFigures): Section {
  const columns = [textColumn('desk', 'Desk', 'Mostrador'), ACTS, DESK_HOURS, PER_HOUR, MEASURED, MEDIAN];
  const rows = desks.map(({ desk, ...one }): Row => [desk, ...worked(one), one.measured, one.medianMs]);
  const made = section('desks', { en: 'By desk', es: 'Por mostrador' }, columns, rows);
  return { ...made, chart: { kind: 'bars', label: 'desk', value: 'acts' } };
}

function kindSection({ kinds }: ServiceFigures): Section {
  const columns = [textColumn('act', 'Transaction', 'Transacción'), ACTS, MEASURED, MEDIAN, NINTH];
  const rows = kinds.map(({ name, acts, ...one }): Row => [
    { words: nameOfCode(ACT_WORDS, name) },
    acts,
    ...paced(one),
  ]);
  return section('kinds', { en: 'By kind of transaction', es: 'Por tipo de transacción' }, columns, rows);
}

const WEIGHTS: readonly Weight[] = ['act-now', 'today', 'note'];

function exceptionSection({ all, exceptions }: ServiceFigures): Section {
  const columns = [
    textColumn('weight', 'Weight', 'Peso'),
    countColumn('exceptions', 'Exceptions', 'Incidencias'),
    rateColumn('per_thousand', 'per 1,000 transactions', 'por cada 1,000 transacciones'),
  ];
  const rows = WEIGHTS.map((weight): Row => [
    { words: EXCEPTION_WEIGHT_NAMES[weight] },
    exceptions[weight],
    perThousand(exceptions[weight], all.acts),
  ]);
  return summed(section('exceptions', { en: 'Exceptions', es: 'Incidencias' }, columns, rows));
}
