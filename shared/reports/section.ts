// How the sections of a report are put together, the same for every kind.

import type { Words } from '../core/language.ts';
import { parseLocalMoment } from '../core/local-moment.ts';
import { totalOf, type Cell, type Column, type Row, type Section } from './document.ts';

/** A column of one kind: its key for programs, its label for people. */
type MakeColumn = (key: string, en: string, es: string) => Column;

const columnOf =
  (kind: Exclude<Column['kind'], 'money'>): MakeColumn =>
  (key, en, es) => ({ key, label: { en, es }, kind });

export const textColumn = columnOf('text');
export const countColumn = columnOf('count');
export const instantColumn = columnOf('instant');
export const dayColumn = columnOf('day');
export const durationColumn = columnOf('duration');
export const percentColumn = columnOf('percent');
export const rateColumn = columnOf('rate');

/** Columns of money in one currency. */
export function moneyColumnIn(currency: string): MakeColumn {
  return (key, en, es) => ({ key, label: { en, es }, kind: 'money', currency });
}

/** A column that outside readers do not see. */
export function internalColumn(column: Column): Column {
  return { ...column, internal: true };
}

/** A column of figures that are no counts of people's acts. */
export function openColumn(column: Column): Column {
  return { ...column, isOpen: true };
}

/**
 * Turns days of the calendar, `2026-01-05`, into cells of a column of days: their beginnings in the zone of the report. Made once for many of the
 * same days.
 */
export function dayCells(zone: string): (day: string | null) => Cell {
  const known = new Map<string, Cell>();
  return (day) => {
    if (day === null) return null;
    const cell = known.get(day) ?? parseLocalMoment(`${day}T00:00`, zone) ?? day;
    known.set(day, cell);
    return cell;
  };
}

/** A table under a heading. */
export function section(key: string, heading: Words, columns: readonly Column[], rows: readonly Row[]): Section {
  return { key, heading: { words: heading }, notes: [], columns, rows, total: null };
}

/** The same with a line of sums, where there is anything to add up. */
export function summed(one: Section): Section {
  return { ...one, total: one.rows.length === 0 ? null : totalOf(one.columns, one.rows) };
}
