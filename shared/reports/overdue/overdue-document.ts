// The overdue list as it is handed out. Others see items alone; cards are for the person who works with accounts.

import type { Instant } from '../../core/instant.ts';
import type { ReportDocument, ReportHead, Row, Section } from '../document.ts';
import { REPORT_KINDS } from '../kinds.ts';
import { countColumn, instantColumn, moneyColumnIn, openColumn, section, summed, textColumn } from '../section.ts';
import type { OverdueLine } from './overdue.ts';

export type OverdueInput = {
  readonly lines: readonly OverdueLine[];
  readonly at: Instant;
  readonly currency: string;
  readonly coverage: ReportDocument['coverage'];
};

/** The report. */
export function overdueDocument(head: ReportHead, { lines, at, currency, coverage }: OverdueInput): ReportDocument {
  return {
    ...head,
    kind: 'overdue',
    title: { words: REPORT_KINDS.overdue.title },
    coverage: [...coverage, { words: WORDS.asOf, params: { at: { at } } }],
    sections: [summarySection(lines, currency), listSection(lines, currency), cardSection(lines, currency)],
  };
}

const WORDS = {
  asOf: {
    en: 'Everything out and overdue at {at}, whenever it was due.',
    es: 'Todo lo prestado y vencido al {at}, sin importar cuándo venció.',
  },
  fine: {
    en: 'The fine is what would be owed for lateness if the item came back at that moment; what was paid or waived already is not taken off. Lost items are billed and have none.',
    es: 'La multa es lo que se debería por el retraso si el material volviera en ese momento, sin descontar lo pagado o condonado. Lo perdido ya tiene su cargo y no lleva multa.',
  },
} as const;

/** How long something is overdue, in steps that staff work by: up to so many days. */
const STEPS = [
  { upTo: 7, words: { en: 'Up to 7 days', es: 'Hasta 7 días' } },
  { upTo: 30, words: { en: '8 to 30 days', es: 'De 8 a 30 días' } },
  { upTo: 90, words: { en: '31 to 90 days', es: 'De 31 a 90 días' } },
  { upTo: Number.POSITIVE_INFINITY, words: { en: 'More than 90 days', es: 'Más de 90 días' } },
] as const;

function summarySection(lines: readonly OverdueLine[], currency: string): Section {
  const money = moneyColumnIn(currency);
  const columns = [
    textColumn('overdue_for', 'Overdue for', 'Vencido desde hace'),
    countColumn('items', 'Items', 'Materiales'),
    countColumn('lost', 'of these, lost', 'de ellos, perdidos'),
    money('fines', 'Fines so far', 'Multas hasta ahora'),
    money('prices', 'Prices', 'Precios'),
  ];
  const rows = STEPS.map(({ upTo, words }, step): Row => {
    const over = STEPS[step - 1]?.upTo ?? Number.NEGATIVE_INFINITY;
    const own = lines.filter(({ days }) => days > over && days <= upTo);
    const sum = (of: (line: OverdueLine) => number | null) => own.reduce((total, line) => total + (of(line) ?? 0), 0);
    return [
      { words },
      own.length,
      own.filter(({ isLost }) => isLost).length,
      sum(({ fineMinor }) => fineMinor),
      sum(({ priceMinor }) => priceMinor),
    ];
  });
  return {
    ...summed(section('summary', { en: 'Overdue', es: 'Vencidos' }, columns, rows)),
    notes: [{ words: WORDS.fine }],
    chart: { kind: 'bars', label: 'overdue_for', value: 'items' },
  };
}

function listSection(lines: readonly OverdueLine[], currency: string): Section {
  const money = moneyColumnIn(currency);
  const columns = [
    textColumn('branch', 'Branch', 'Sede'),
    textColumn('location', 'Location', 'Ubicación'),
    textColumn('call_number', 'Call number', 'Signatura'),
    textColumn('title', 'Title', 'Título'),
    textColumn('item', 'Item', 'Material'),
    instantColumn('due', 'Due', 'Vencía'),
    textColumn('state', 'State', 'Estado'),
    openColumn(countColumn('days', 'Days', 'Días')),
    money('fine', 'Fine so far', 'Multa hasta ahora'),
    money('price', 'Price', 'Precio'),
  ];
  const rows = lines.map((line): Row => [
    line.branch,
    line.location,
    line.callNumber,
    line.title,
    line.barcode,
    line.dueAt,
    { words: line.isLost ? { en: 'lost', es: 'perdido' } : { en: 'out', es: 'prestado' } },
    line.days,
    line.fineMinor,
    line.priceMinor,
  ]);
  return section('items', { en: 'Items', es: 'Materiales' }, columns, rows);
}

/** Borrowers to ask, one line a card. */
function cardSection(lines: readonly OverdueLine[], currency: string): Section {
  const columns = [
    textColumn('card', 'Card', 'Tarjeta'),
    countColumn('items', 'Items', 'Materiales'),
    countColumn('longest', 'Longest, days', 'Máximo de días'),
    moneyColumnIn(currency)('fines', 'Fines so far', 'Multas hasta ahora'),
    textColumn('barcodes', 'Which', 'Cuáles'),
  ];
  const known = lines.filter(({ card }) => card !== null);
  const rows = [...Map.groupBy(known, ({ card }) => card)]
    .map(([card, own]): Row => [
      card,
      own.length,
      Math.max(...own.map(({ days }) => days)),
      own.reduce((sum, { fineMinor }) => sum + (fineMinor ?? 0), 0),
      own.flatMap(({ barcode }) => barcode ?? []).join(', '),
    ])
    .toSorted((a, b) => Number(b[2]) - Number(a[2]));
  const heading = { en: 'By card', es: 'Por tarjeta' };
  return { ...section('cards', heading, columns, rows), internal: true, right: 'edit-patrons' };
}
