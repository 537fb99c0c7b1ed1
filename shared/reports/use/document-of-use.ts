// The use report as it is handed out. It names no patron; breakdowns by people withhold small figures from others.

import { fiscalYearOf } from '../../core/fiscal-year.ts';
import { DAYS_OF_WEEK, HOURS_OF_DAY } from '../../core/week-hour.ts';
import { FISCAL_YEAR_STARTS, type UseTerms } from '../../circ/model/use-terms.ts';
import type { Refusal } from '../../circ/model/refusal.ts';
import type { Message, ReportDocument, ReportHead, Row, Section } from '../document.ts';
import { REPORT_KINDS } from '../kinds.ts';
import { countColumn, section, summed, textColumn } from '../section.ts';
import {
  figuresOfUse,
  USE_BREAKDOWNS,
  type BucketCounts,
  type UseBreakdown,
  type UseFigures,
} from './figures-of-use.ts';
import { surveyFigure, SURVEY_LINES } from './survey-lines.ts';
import { turnedAwaySections } from '../turned-away.ts';
import { USE_BUCKETS, type UseBucket } from './use-bucket.ts';
import { USE_STATES, type UseCount, type UseHour } from './use-kind.ts';
import { BREAKDOWN_NAMES, bucketNames, nameOfValue, STATE_NAMES, type PlaceNames } from './use-names.ts';

export type UseInput = {
  readonly counts: readonly UseCount[];
  readonly hours: readonly UseHour[];
  readonly refusals: readonly Refusal[];
  readonly terms: UseTerms;
  /** The library's own name for its course reserves; absent or null = it has none. */
  readonly reservesName?: string | null;
  readonly places: PlaceNames;
  readonly coverage: ReportDocument['coverage'];
};

/** The report. */
export function documentOfUse(head: ReportHead, input: UseInput): ReportDocument {
  const figures = figuresOfUse(input.counts, input.terms);
  const nameOf = bucketNames(input.reservesName ?? null);
  return {
    ...head,
    kind: 'use',
    title: { words: REPORT_KINDS.use.title },
    coverage: input.coverage,
    sections: [
      bucketSection(figures, nameOf),
      recordedSection(figures),
      surveySection(figures, head, { terms: input.terms, nameOf }),
      weekSection(input.hours),
      ...USE_BREAKDOWNS.map((by) => breakdownSection(by, figures, input.places)),
      ...turnedAwaySections(input.refusals, head.zone),
    ],
  };
}

type NameOf = ReturnType<typeof bucketNames>;

function bucketSection({ buckets }: UseFigures, nameOf: NameOf): Section {
  const columns = [
    textColumn('bucket', 'Kind of use', 'Tipo de uso'),
    countColumn('acts', 'Transactions', 'Transacciones'),
  ];
  const rows = USE_BUCKETS.map((bucket): Row => [{ words: nameOf(bucket) }, buckets[bucket]]);
  return {
    ...summed(section('use', { en: 'Use', es: 'Uso' }, columns, rows)),
    notes: [
      {
        words: {
          en: 'Every transaction counted is on one line only. A first loan is a checkout that is not a renewal.',
          es: 'Cada transacción contada está en una sola línea. Un primer préstamo es el que no es renovación.',
        },
      },
    ],
    chart: { kind: 'bars', label: 'bucket', value: 'acts' },
  };
}

function recordedSection({ states }: UseFigures): Section {
  const columns = [textColumn('state', 'Result', 'Resultado'), countColumn('acts', 'Transactions', 'Transacciones')];
  const rows = USE_STATES.map((state): Row => [{ words: STATE_NAMES[state] }, states[state]]);
  const heading = { en: 'All recorded transactions', es: 'Todas las transacciones registradas' };
  return {
    ...summed(section('recorded', heading, columns, rows)),
    notes: [
      {
        words: {
          en: 'Only the first line is counted above and below. Together the lines are all loans and renewals recorded.',
          es: 'Solo la primera línea se cuenta arriba y abajo. Juntas son todos los préstamos y renovaciones registrados.',
        },
      },
    ],
  };
}

function surveySection(
  { buckets }: UseFigures,
  { period, zone }: ReportHead,
  { terms, nameOf }: { readonly terms: UseTerms; readonly nameOf: NameOf },
): Section {
  const columns = [
    textColumn('survey', 'Survey', 'Encuesta'),
    textColumn('line', 'Line', 'Línea'),
    countColumn('acts', 'Figure', 'Cifra'),
    textColumn('sum_of', 'Sum of', 'Suma de'),
  ];
  const rows = SURVEY_LINES.map((line): Row => [
    line.survey,
    { words: line.name },
    surveyFigure(line, buckets),
    { words: namesOf(line.of, nameOf) },
  ]);
  const year = fiscalYearOf(period.from, { starts: terms.fiscalYearStarts ?? FISCAL_YEAR_STARTS, zone });
  const isYear = period.from === year.from && period.to === year.to;
  return {
    ...section('surveys', { en: 'Lines of surveys', es: 'Líneas de encuestas' }, columns, rows),
    rowSets: FIRST_LOANS,
    notes: [isYear ? WHOLE_YEAR(year.year) : PART_OF_YEAR(year.year), ...SURVEY_LINES.map(definitionOf)],
  };
}

const placeOf = (key: string): number => SURVEY_LINES.findIndex((line) => line.key === key);

/** First loans of both collections stand in two lines, and those of each in another: the third follows from any two of them. */
const FIRST_LOANS = [
  [placeOf('ipeds-physical'), placeOf('acrl-initial')],
  [placeOf('acrl-initial'), placeOf('acrl-reserves'), placeOf('arl-initial')],
];

function namesOf(buckets: readonly UseBucket[], nameOf: NameOf) {
  const said = (language: 'en' | 'es') => buckets.map((bucket) => nameOf(bucket)[language]).join(' + ');
  return { en: said('en'), es: said('es') };
}

function definitionOf({ survey, name, definition, source }: (typeof SURVEY_LINES)[number]): Message {
  const said = (language: 'en' | 'es', from: string) =>
    `${survey}, ${name[language]}: ${definition[language]} ${from}: ${source}.`;
  return { words: { en: said('en', 'Source'), es: said('es', 'Fuente') } };
}

const WHOLE_YEAR = (year: number): Message => ({
  words: { en: `Of the fiscal year ${year}.`, es: `Del año fiscal ${year}.` },
});

const PART_OF_YEAR = (year: number): Message => ({
  words: {
    en: `Surveys ask for a whole fiscal year. This period is not one; it begins in the fiscal year ${year}.`,
    es: `Las encuestas piden un año fiscal entero. Este período no lo es; comienza en el año fiscal ${year}.`,
  },
});

const DAYS = [
  { en: 'Monday', es: 'lunes' },
  { en: 'Tuesday', es: 'martes' },
  { en: 'Wednesday', es: 'miércoles' },
  { en: 'Thursday', es: 'jueves' },
  { en: 'Friday', es: 'viernes' },
  { en: 'Saturday', es: 'sábado' },
  { en: 'Sunday', es: 'domingo' },
] as const;

const HOURS = Array.from({ length: HOURS_OF_DAY }, (_, hour) => hour);
const HOUR_KEYS = HOURS.map((hour) => `h${String(hour).padStart(2, '0')}`);

function weekSection(hours: readonly UseHour[]): Section {
  const byHour = new Map(hours.map(({ weekHour, count }) => [weekHour, count]));
  const columns = [
    textColumn('day', 'Day', 'Día'),
    ...HOURS.map((hour) => countColumn(HOUR_KEYS[hour] ?? '', String(hour), String(hour))),
    countColumn('all', 'All', 'Todos'),
  ];
  const rows = Array.from({ length: DAYS_OF_WEEK }, (_, day): Row => {
    const counts = HOURS.map((hour) => byHour.get(day * HOURS_OF_DAY + hour) ?? 0);
    return [{ words: DAYS[day] ?? DAYS[0] }, ...counts, counts.reduce((sum, count) => sum + count, 0)];
  });
  const heading = { en: 'By hour and day of the week', es: 'Por hora y día de la semana' };
  return {
    ...summed(section('week', heading, columns, rows)),
    notes: [
      {
        words: {
          en: 'Hours are those of the clock of the branch. Where it is set back, the hour that comes twice counts both.',
          es: 'Las horas son las del reloj de la sede. Cuando se atrasa, la hora que se repite suma las dos.',
        },
      },
    ],
    chart: { kind: 'heat', label: 'day', values: HOUR_KEYS },
    rowSum: { of: HOUR_KEYS, sum: 'all' },
  };
}

/**
 * Columns of breakdowns: buckets that are few together in one. Every bucket is in one of them, so that a row adds up; their names are short, so that
 * a narrow page has room for all.
 */
const GROUPS = [
  ['general', ['general-initial'], 'General', 'General'],
  ['reserve', ['reserve-initial'], 'Reserves', 'Reservas'],
  ['equipment', ['equipment'], 'Equipment', 'Equipos'],
  ['ill', ['ill-borrowed', 'ill-lent'], 'ILL', 'Interb.'],
  ['renewals', ['renewal-desk', 'renewal-online', 'renewal-automatic'], 'Renewals', 'Renov.'],
  ['in_house', ['in-house'], 'In house', 'En sala'],
] as const satisfies readonly (readonly [string, readonly UseBucket[], string, string])[];

function breakdownSection(by: UseBreakdown, { breakdowns }: UseFigures, places: PlaceNames): Section {
  const { heading, column } = BREAKDOWN_NAMES[by];
  const columns = [
    textColumn(keyOf(by), column.en, column.es),
    ...GROUPS.map(([key, , en, es]) => countColumn(key, en, es)),
    countColumn('all', 'All', 'Todos'),
  ];
  const rows = breakdowns[by].map(({ value, buckets, total }): Row => [
    nameOfValue(by, value, places),
    ...GROUPS.map(([, of]) => inAll(of, buckets)),
    total,
  ]);
  return {
    ...summed(section(`by_${keyOf(by)}`, heading, columns, rows)),
    chart: { kind: 'bars', label: keyOf(by), value: 'all' },
    rowSum: { of: GROUPS.map(([key]) => key), sum: 'all' },
  };
}

function inAll(of: readonly UseBucket[], buckets: BucketCounts): number {
  return of.reduce((sum, bucket) => sum + buckets[bucket], 0);
}

function keyOf(by: UseBreakdown): string {
  return by.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
