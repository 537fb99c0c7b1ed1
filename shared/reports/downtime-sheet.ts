// The downtime sheet: a page to write loans and returns down on, for as long as nothing else works. They are entered afterwards with the times that
// stand on it.

import type { ReportDocument, ReportHead } from './document.ts';
import { section, textColumn } from './section.ts';

/** As many as a page has room for, written by hand. */
const LINES = 28;

const TITLE = { en: 'Downtime sheet', es: 'Hoja para cortes' };

const TO_WRITE = {
  en: 'Write every loan and return here with its time, as it happens. Put the card number and the barcode whole.',
  es: 'Anote aquí cada préstamo y devolución con su hora, en el momento. Ponga completos el número de tarjeta y el código.',
};

const COLUMNS = [
  textColumn('time', 'Time', 'Hora'),
  textColumn('way', 'Out or in', 'Sale o entra'),
  textColumn('card', 'Card', 'Tarjeta'),
  textColumn('barcode', 'Barcode', 'Código'),
  textColumn('due', 'Due', 'Vence'),
  textColumn('staff', 'Initials', 'Iniciales'),
];

/** An empty sheet for the desk of this head. */
export function downtimeSheet(head: ReportHead): ReportDocument {
  const rows = Array.from({ length: LINES }, () => COLUMNS.map(() => ' '));
  return {
    ...head,
    kind: 'downtime-sheet',
    title: { words: TITLE },
    coverage: [{ words: TO_WRITE }],
    sections: [section('downtime-sheet', TITLE, COLUMNS, rows)],
  };
}
