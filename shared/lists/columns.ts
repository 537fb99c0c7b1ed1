// Columns of lists: makers for one type of row, and those that several lists have.

import type { Words } from '../core/language.ts';
import type { Instant } from '../core/instant.ts';
import type { Message } from '../reports/document.ts';
import type { ListColumn } from './define-list.ts';

/** Makers of columns for one type of row: of any kind, and of moments. */
export function columnsOf<R>() {
  return {
    column: (kind: ListColumn<R>['kind'], key: string, label: Words, cell: ListColumn<R>['cell']): ListColumn<R> => ({
      kind,
      key,
      label,
      cell,
    }),
    moment: (key: string, label: Words, at: (row: R) => Instant | null): ListColumn<R> => ({
      kind: 'instant',
      key,
      label,
      cell: at,
    }),
  };
}

/** Title and author in one column, in the desk's form. */
export const titleColumn: ListColumn<{ readonly title: string; readonly author: string | null }> = {
  kind: 'text',
  key: 'title',
  label: { en: 'Title', es: 'Título' },
  cell: ({ title, author }) => [title, author].filter(Boolean).join(' · '),
};

export const callNumberColumn: ListColumn<{ readonly callNumber: string | null }> = {
  kind: 'call-number',
  key: 'call_number',
  label: { en: 'Call number', es: 'Signatura' },
  cell: ({ callNumber }) => callNumber,
};

export const barcodeColumn: ListColumn<{ readonly barcode: string | null }> = {
  kind: 'code',
  key: 'barcode',
  label: { en: 'Barcode', es: 'Código' },
  cell: ({ barcode }) => barcode,
};

/** How a hold without a copy stands: it waits, or is suspended, and until which day. */
export function saidWaiting(
  { suspended, suspendedUntil }: { readonly suspended: boolean; readonly suspendedUntil: Instant | null },
  zone: string,
): Message {
  if (!suspended) return { words: { en: 'Waiting', es: 'En espera' } };
  if (suspendedUntil === null) return { words: { en: 'Suspended', es: 'Suspendida' } };
  const words = { en: 'Suspended until {until}', es: 'Suspendida hasta el {until}' };
  return { words, params: { until: { dateOf: suspendedUntil, zone } } };
}
