// A cell as people read it, in the language and the zone of the report.

import { dateFormatter, moneyFormatter, numberFormatter, percentFormatter, rateFormatter } from '../core/formatters.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS, type Millis } from '../core/instant.ts';
import { LOCALES, type Language } from '../core/language.ts';
import { currencyDecimals } from '../core/money.ts';
import { sayTime } from '../core/say-date.ts';
import type { Column, ColumnKind } from './document.ts';

/** A cell with its texts in one language. */
export type SaidCell = string | number | null;

const figures: ReadonlySet<ColumnKind> = new Set(['count', 'money', 'duration', 'percent', 'rate']);

/** Whether a column is set flush right. */
export const isFigure = (kind: ColumnKind): boolean => figures.has(kind);

/** The text of a cell. */
export function sayCell(cell: SaidCell, column: Column, { language, zone }: Manner): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return cell;
  const locale = LOCALES[language];
  switch (column.kind) {
    case 'money':
      return moneyFormatter(locale, column.currency).format(cell / 10 ** currencyDecimals(column.currency));
    case 'percent':
      return percentFormatter(locale).format(cell).replaceAll('\u00a0', ' ');
    case 'rate':
      return rateFormatter(locale).format(cell);
    case 'instant':
      return `${dateFormatter(locale, zone).format(cell)}, ${sayTime(language, cell, zone)}`;
    case 'day':
      return dateFormatter(locale, zone).format(cell);
    case 'duration':
      return sayDuration(cell);
    case 'count':
    case 'text':
    case 'call-number':
    case 'code':
    case 'person':
      return numberFormatter(locale).format(cell);
  }
}

/** Language and zone for the cells of one report. */
export type Manner = { readonly language: Language; readonly zone: string };

/** "3 h 12 min", "12 min", "42 s", the same in both languages. */
function sayDuration(ms: Millis): string {
  if (ms < MINUTE_MS) return `${Math.round(ms / SECOND_MS)} s`;
  const minutes = Math.round(ms / MINUTE_MS);
  const hours = Math.floor((minutes * MINUTE_MS) / HOUR_MS);
  const rest = minutes - hours * 60;
  return hours === 0 ? `${rest} min` : `${hours} h ${rest} min`;
}
