// The report on course reserves: readings of which every copy was out at once, and who was turned away, by course and hour.

import type { Refusal } from '../../circ/model/refusal.ts';
import type { Message, ReportDocument, ReportHead, Row, Section } from '../document.ts';
import { reportTitle } from '../kinds.ts';
import { countColumn, durationColumn, section, summed, textColumn } from '../section.ts';
import { hourColumns, turnedAwayBy, turnedAwayReasons } from '../turned-away.ts';
import type { ReadingFigures } from './reserve-figures.ts';

export type ReservesInput = {
  readonly readings: readonly ReadingFigures[];
  readonly refusals: readonly Refusal[];
  /** Of a course that a refusal names. */
  readonly courseName: (id: string) => string;
  /** Copies that were taken off are known. */
  readonly hasTakenOff: boolean;
  /** The library's own name for its course reserves; null = it has none. */
  readonly reservesName: string | null;
  readonly coverage: ReportDocument['coverage'];
};

/** The report. */
export function reservesDocument(head: ReportHead, input: ReservesInput): ReportDocument {
  return {
    ...head,
    kind: 'reserves',
    title: { words: reportTitle('reserves', input.reservesName) },
    coverage: input.coverage,
    sections: [
      courseSection(input),
      readingSection(input),
      turnedAwaySection(input, head.zone),
      turnedAwayReasons(input.refusals.filter(({ course }) => course !== undefined)),
    ],
  };
}

const COPIES = countColumn('copies', 'Copies', 'Ejemplares');
const CHECKOUTS = countColumn('checkouts', 'Checkouts', 'Préstamos');
const TIMES = countColumn('times_full', 'Times at 100 %', 'Veces al 100 %');
const FULL = durationColumn('time_full', 'Time at 100 %', 'Tiempo al 100 %');
const COURSE = textColumn('course', 'Course', 'Curso');

const FULL_NOTE: Message = {
  words: {
    en: 'At 100 %: every copy of the reading that stood on the reserve shelf was out at once.',
    es: 'Al 100 %: todos los ejemplares de la lectura que estaban en el estante de reservas estaban prestados a la vez.',
  },
};
const TAKEN_OFF_COUNT: Message = {
  words: {
    en: 'A copy counts while it stood there, also where it was taken off since.',
    es: 'Un ejemplar cuenta mientras estuvo allí, también si después se quitó.',
  },
};
const ON_NOW_COUNT: Message = {
  words: {
    en: 'A desk knows only the copies that are on reserve now, from the day that they were put there. The report of the whole library counts those that were taken off as well.',
    es: 'Un mostrador solo conoce los ejemplares que están ahora en reserva, desde el día en que se pusieron. El informe de toda la biblioteca cuenta también los que se quitaron.',
  },
};

function courseSection({ readings, hasTakenOff }: ReservesInput): Section {
  const columns = [COURSE, countColumn('readings', 'Readings', 'Lecturas'), COPIES, CHECKOUTS, TIMES, FULL];
  const rows = [...Map.groupBy(readings, ({ courseId }) => courseId)].map(([, own]): Row => {
    const sum = (of: (one: ReadingFigures) => number) => own.reduce((total, one) => total + of(one), 0);
    return [
      own[0]?.course ?? '',
      own.length,
      sum(({ copies }) => copies),
      sum(({ checkouts }) => checkouts),
      sum(({ times }) => times),
      sum(({ fullMs }) => fullMs),
    ];
  });
  return {
    ...section('courses', { en: 'By course', es: 'Por curso' }, columns, rows),
    notes: [FULL_NOTE, hasTakenOff ? TAKEN_OFF_COUNT : ON_NOW_COUNT],
  };
}

const AWAY = countColumn('turned_away', 'Turned away', 'No atendidos');

function readingSection({ readings, refusals }: ReservesInput): Section {
  const columns = [COURSE, textColumn('title', 'Reading', 'Lectura'), COPIES, CHECKOUTS, TIMES, FULL, AWAY];
  const away = Map.groupBy(refusals, ({ reading }) => reading ?? null);
  const rows = readings
    .map((one) => ({ ...one, away: one.readingId === null ? 0 : (away.get(one.readingId)?.length ?? 0) }))
    .filter((one) => one.times > 0 || one.away > 0)
    .map((one): Row => {
      const { course, title, copies, checkouts, times, fullMs } = one;
      return [course, title, copies, checkouts, times, fullMs, one.away];
    });
  return section('readings', { en: 'Readings at 100 %', es: 'Lecturas al 100 %' }, columns, rows);
}

function turnedAwaySection({ refusals, courseName }: ReservesInput, zone: string): Section {
  const { columns, keys } = hourColumns();
  const rows = turnedAwayBy(
    refusals.filter(({ course }) => course !== undefined),
    ({ course }) => course ?? '',
    zone,
  ).map(({ key, hours }): Row => [courseName(key), ...hours, hours.reduce((sum, count) => sum + count, 0)]);
  const heading = { en: 'Turned away, by course and hour of the day', es: 'No atendidos, por curso y hora del día' };
  return {
    ...summed(section('turned_away', heading, [COURSE, ...columns], rows)),
    notes: [
      {
        words: {
          en: 'Counted is who was refused a copy on reserve, more time for one or a hold on one, and who asked for a reading of which no copy was in. Tried again within minutes, it counts once.',
          es: 'Cuenta a quien no se le prestó o renovó un ejemplar en reserva o no se le hizo una reserva, y a quien pidió una lectura sin ningún ejemplar en el estante. Si se intenta de nuevo a los pocos minutos, cuenta una vez.',
        },
      },
    ],
    chart: { kind: 'heat', label: 'course', values: keys },
    rowSum: { of: keys, sum: 'all' },
  };
}
