// A report before its file format, language and audience are chosen: sections of typed tables, and notes that their
// readers need. The screen and all four files are made of this one value, so that they cannot disagree. It names staff,
// never patrons; parts for the library alone are marked `internal` and are left out for others.

import type { StaffId } from '../core/ids.ts';
import type { Instant } from '../core/instant.ts';
import type { Words } from '../core/language.ts';
import type { Param } from '../core/say.ts';
import type { Right } from '../circ/rights.ts';

/** A text in the language of the reader, with instants in the reader's zone. */
export type Message = {
  readonly words: Words;
  readonly params?: Readonly<Record<string, Param | { readonly at: Instant }>>;
  /** Left out of reports for others. */
  readonly internal?: true;
};

/** The reader: the library itself, or an outside reader, who sees no small figures and no internal parts. */
export type Audience = 'internal' | 'external';

/**
 * How a column is read. `call-number`, `code` (a barcode or card) and `person` are texts that the screen sets in their own way. `count` is a whole
 * number of things, `money` minor units of a currency, `instant` and `day` an instant shown in the zone of the report with and without its time,
 * `duration` milliseconds, `percent` a part of one (0.25 is a quarter), `rate` a number with a decimal.
 */
export type ColumnKind = Column['kind'];

/** A column of a table. */
export type Column = {
  /** For programs, in any language the same: lower-case words with `_`. */
  readonly key: string;
  readonly label: Words;
  /** Left out of reports for others: names of staff, and their notes. */
  readonly internal?: true;
  /** No count of people's acts, such as days or hours: shown to others however small. */
  readonly isOpen?: true;
} & (
  | {
      readonly kind:
        | 'text'
        | 'call-number'
        | 'code'
        | 'person'
        | 'count'
        | 'instant'
        | 'day'
        | 'duration'
        | 'percent'
        | 'rate';
    }
  | { readonly kind: 'money'; readonly currency: string }
);

/** Counts below this reveal facts about few people: others are not shown them. */
export const SMALL = 5;

/** Stands in place of a figure that would reveal facts about few people. */
export const WITHHELD = '*';

/** A cell: a figure, a name as it is, or a text in the reader's language. Null is an empty cell, which is not nought. */
export type Cell = number | string | Message | null;
export type Row = readonly Cell[];

/** The picture beside a table: a bar for each row, or squares that are the darker the more. Columns by their keys. */
export type Chart =
  | { readonly kind: 'bars'; readonly label: string; readonly value: string }
  | { readonly kind: 'heat'; readonly label: string; readonly values: readonly string[] };

/** One table with its notes. */
export type Section = {
  /** For programs; each once in a report. */
  readonly key: string;
  readonly heading: Message;
  /** Definition, source and things that are not counted, a line each, beneath the table. */
  readonly notes: readonly Message[];
  readonly columns: readonly Column[];
  /** One cell for each column. */
  readonly rows: readonly Row[];
  /** The last line; see `totalOf`. */
  readonly total: Row | null;
  readonly chart?: Chart;
  /** Columns of which each row has the sum in `sum`: a withheld figure in one cannot be worked out from the others. */
  readonly rowSum?: { readonly of: readonly string[]; readonly sum: string };
  /** Rows, by their place, of which one is the sum of the others in the same column. */
  readonly rowSets?: readonly (readonly number[])[];
  /** Left out of reports for others. */
  readonly internal?: true;
  /** The right to read it, where that is more than the report asks for. */
  readonly right?: Right;
};

/** A report. */
export type ReportDocument = {
  /** As `holdfast report KIND` names it. */
  readonly kind: string;
  readonly title: Message;
  readonly library: string;
  /** Null: of the whole library. */
  readonly branch: string | null;
  /** The zone of its times. */
  readonly zone: string;
  /** From one moment to before another. */
  readonly period: { readonly from: Instant; readonly to: Instant };
  /** The person who asked for it, or the way if it was without a sign-in. */
  readonly madeBy: { readonly staffId: StaffId; readonly name: string } | 'command-line' | 'schedule';
  readonly madeAt: Instant;
  readonly audience: Audience;
  /** The acts and desks that it is based on, up to when, and the acts that have not arrived. */
  readonly coverage: readonly Message[];
  readonly sections: readonly Section[];
};

/** The head of every kind of report: its reader and its library. */
export type ReportHead = Omit<ReportDocument, 'kind' | 'title' | 'coverage' | 'sections'>;

const adds: ReadonlySet<ColumnKind> = new Set(['count', 'money', 'duration']);

/** The line of sums: its first cell is the label; counts, money and durations are added up, and other cells are left empty. */
export function totalOf(columns: readonly Column[], rows: readonly Row[]): Row {
  return columns.map(({ kind }, at) => {
    if (at === 0) return { words: { en: 'Total', es: 'Total' } };
    if (!adds.has(kind)) return null;
    return rows.reduce((sum, row) => sum + figureIn(row, at), 0);
  });
}

/** The number in a cell; 0 where there is none. */
export function figureIn(row: Row, at: number): number {
  const cell = row[at];
  return typeof cell === 'number' ? cell : 0;
}
