// A report in one language: every text is in words, figures stay figures, and beside each is its form for people. All four files and the screen are
// written from this.

import { assert } from '../core/assert.ts';
import type { Instant } from '../core/instant.ts';
import type { Language, Words } from '../core/language.ts';
import { say, type Param } from '../core/say.ts';
import { zoneName } from '../core/zone-name.ts';
import type { Cell, Chart, Column, Message, ReportDocument, Row, Section } from './document.ts';
import { isFigure, sayCell, type SaidCell } from './say-cell.ts';

/** A column with its label in words; `currency` where it is money. */
export type SaidColumn = Omit<Column, 'label'> & {
  readonly label: string;
  readonly isFigure: boolean;
  readonly currency?: string;
};

export type SaidSection = Pick<Section, 'key'> & {
  readonly heading: string;
  readonly notes: readonly string[];
  readonly columns: readonly SaidColumn[];
  readonly rows: readonly (readonly SaidCell[])[];
  readonly total: readonly SaidCell[] | null;
  /** The same cells as people read them. */
  readonly texts: readonly (readonly string[])[];
  readonly totalTexts: readonly string[] | null;
  readonly chart?: Chart;
};

export type SaidReport = Pick<
  ReportDocument,
  'kind' | 'library' | 'branch' | 'zone' | 'period' | 'madeAt' | 'audience'
> & {
  readonly language: Language;
  readonly title: string;
  /** The person who asked for it, or the way if it was without a sign-in. */
  readonly madeBy: string;
  /** "Nov 26, 2026, 8:00 AM – Nov 26, 2026, 5:00 PM, Pacific Time". */
  readonly periodText: string;
  /** "Made by rivera, Nov 26, 2026, 5:04 PM". */
  readonly madeText: string;
  /** Its readers. */
  readonly audienceText: string;
  readonly coverage: readonly string[];
  readonly sections: readonly SaidSection[];
};

/** The report in a language. */
export function sayReport(document: ReportDocument, language: Language): SaidReport {
  const { kind, library, branch, zone, period, madeBy, madeAt, audience } = document;
  const saying = { language, now: madeAt };
  const text = (words: Words) => words[language];
  const maker = typeof madeBy === 'string' ? text(WAYS[madeBy]) : madeBy.name;
  const moment = (at: Instant) => sayCell(at, MOMENT, { language, zone });
  const param = (value: NonNullable<Message['params']>[string]): Param =>
    typeof value === 'object' && 'at' in value ? moment(value.at) : value;
  const message = ({ words, params = {} }: Message) =>
    say(saying, words, Object.fromEntries(Object.entries(params).map(([name, value]) => [name, param(value)])));
  return {
    kind,
    library,
    branch,
    zone,
    period,
    madeAt,
    audience,
    language,
    title: message(document.title),
    madeBy: maker,
    periodText: `${periodOf(period, moment)}, ${zoneName(language, zone)}`,
    madeText: say(saying, WORDS.madeBy, { staff: maker, at: moment(madeAt) }),
    audienceText: text(audience === 'external' ? WORDS.external : WORDS.internal),
    coverage: document.coverage.map(message),
    sections: document.sections.map((section) => saidSection(section, { language, zone, message })),
  };
}

/** A list is of one moment. */
function periodOf({ from, to }: ReportDocument['period'], moment: (at: Instant) => string): string {
  return from === to ? moment(from) : `${moment(from)} – ${moment(to)}`;
}

type Manner = { readonly language: Language; readonly zone: string; readonly message: (said: Message) => string };

function saidSection(section: Section, manner: Manner): SaidSection {
  const { key, columns, total, chart } = section;
  for (const row of total === null ? section.rows : [...section.rows, total]) {
    assert(row.length === columns.length, () => `section ${key}: ${row.length} cells for ${columns.length} columns`);
  }
  const cells = (row: Row): SaidCell[] => row.map((cell) => saidCell(cell, manner));
  const texts = (row: readonly SaidCell[]): string[] =>
    row.map((cell, at) => {
      const column = columns[at];
      return column === undefined ? '' : sayCell(cell, column, manner);
    });
  const rows = section.rows.map(cells);
  const last = total === null ? null : cells(total);
  return {
    key,
    heading: manner.message(section.heading),
    notes: section.notes.map(manner.message),
    columns: columns.map((column) => ({
      ...column,
      label: column.label[manner.language],
      isFigure: isFigure(column.kind),
    })),
    rows,
    total: last,
    texts: rows.map(texts),
    totalTexts: last === null ? null : texts(last),
    ...(chart === undefined ? {} : { chart }),
  };
}

/** An empty text is an empty cell: two of the files have no other way to write either. */
function saidCell(cell: Cell, { message }: Manner): SaidCell {
  const said = cell === null || typeof cell !== 'object' ? cell : message(cell);
  return said === '' ? null : said;
}

const MOMENT = { key: 'at', label: { en: '', es: '' }, kind: 'instant' } as const satisfies Column;

/** How a report is made without a sign-in. */
const WAYS = {
  'command-line': { en: 'command line', es: 'línea de comandos' },
  schedule: { en: 'schedule', es: 'programación' },
} as const satisfies Readonly<Record<string, Words>>;

const WORDS = {
  madeBy: { en: 'Made by {staff}, {at}', es: 'Hecho por {staff}, {at}' },
  internal: { en: 'For the library itself', es: 'Para uso interno de la biblioteca' },
  external: {
    en: 'For outside readers: small figures are withheld',
    es: 'Para lectores externos: no se muestran cifras pequeñas',
  },
} as const satisfies Readonly<Record<string, Words>>;
