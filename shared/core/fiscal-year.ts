// Fiscal years: from one local midnight to another, a year apart, in the zone of the library.

import { Temporal } from 'temporal-polyfill';
import { sayableInstant, type Instant } from './instant.ts';

/** When fiscal years begin: the day as `07-01`, in a zone. */
export type FiscalYearTerms = { readonly starts: string; readonly zone: string };

/** A fiscal year by the calendar year that it ends in, from one moment to before another. */
export type FiscalYear = { readonly year: number; readonly from: Instant; readonly to: Instant };

/** The fiscal year that ends in a calendar year; one that begins on January 1 is the calendar year itself. */
export function fiscalYear(year: number, { starts, zone }: FiscalYearTerms): FiscalYear {
  const first = starts === '01-01' ? year : year - 1;
  return { year, from: midnight(`${pad(first)}-${starts}`, zone), to: midnight(`${pad(first + 1)}-${starts}`, zone) };
}

/** The fiscal year that a moment falls into. */
export function fiscalYearOf(at: Instant, terms: FiscalYearTerms): FiscalYear {
  const { year } = Temporal.Instant.fromEpochMilliseconds(sayableInstant(at)).toZonedDateTimeISO(terms.zone);
  const same = fiscalYear(year, terms);
  return at < same.to ? same : fiscalYear(year + 1, terms);
}

function midnight(date: string, zone: string): Instant {
  return Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds;
}

function pad(year: number): string {
  return String(year).padStart(4, '0');
}
