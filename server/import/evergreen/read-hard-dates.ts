// Hard due dates. The sample export names them in the matrix by id alone; where hard_due_dates.csv is there too, or the matrix has a date
// itself, the rule gets it.

import { Temporal } from 'temporal-polyfill';
import type { Gives } from '../../../shared/rules/model/rule-set.ts';
import { parseDate, parseRealInstant } from '../csv/row-reader.ts';
import { distinctById, readAll, takeRows } from '../csv/table-folder.ts';
import type { EvergreenRulesFolder } from './evergreen-folder.ts';

export type HardDate = NonNullable<Gives['hardDate']>;

/** Finds a hard due date by the matrix's value: an id of hard_due_dates.csv, a time, or a date. Null = the export does not define it. */
export type HardDates = (text: string) => HardDate | null;

/** Reads hard_due_dates.csv where there is one. */
export async function readHardDates(folder: EvergreenRulesFolder, zone: string): Promise<HardDates> {
  const rows = await readAll(folder, 'hard_due_dates', (read) => {
    const at = read.parsed('ceiling_date', 'a time or a date', (text) => toInstant(text, zone));
    if (at === null) read.required('ceiling_date');
    const mode: HardDate['mode'] = read.flag('forceto') === true ? 'exact' : 'ceiling';
    return { id: read.id('id'), date: { at: at ?? 0, mode } };
  });
  const dates = distinctById(folder, 'hard_due_dates', rows);
  takeRows(folder, 'hard_due_dates', dates.size);
  return (text) => {
    const known = dates.get(text)?.value.date;
    const at = toInstant(text, zone);
    return known ?? (at === null ? null : { at, mode: 'ceiling' });
  };
}

/** A time with its offset, or the end of a day in the library's zone. */
function toInstant(text: string, zone: string): number | null {
  const instant = parseRealInstant(text);
  if (instant !== null || parseDate(text) === null) return instant;
  return Temporal.PlainDate.from(text).toZonedDateTime({ timeZone: zone, plainTime: '23:59:59' }).epochMilliseconds;
}
