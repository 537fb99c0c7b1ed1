// A report with one of every kind of cell, and texts that files have trouble with.

import { staffId } from '../../../../shared/core/ids.ts';
import { HOUR_MS, MINUTE_MS } from '../../../../shared/core/instant.ts';
import { totalOf, type Column, type ReportDocument, type Row } from '../../../../shared/reports/document.ts';
import {
  countColumn,
  dayColumn,
  durationColumn,
  instantColumn,
  moneyColumnIn,
  percentColumn,
  rateColumn,
  section,
  summed,
  textColumn,
} from '../../../../shared/reports/section.ts';

const columns: readonly Column[] = [
  textColumn('what', 'What', 'Qué'),
  countColumn('acts', 'Acts', 'Actos'),
  moneyColumnIn('USD')('money', 'Money', 'Dinero'),
  instantColumn('last_at', 'Last at', 'Último'),
  dayColumn('day', 'Day', 'Día'),
  durationColumn('spent', 'Time', 'Tiempo'),
  percentColumn('part', 'Part', 'Parte'),
  rateColumn('rate', 'Rate', 'Tasa'),
  { ...textColumn('note', 'Note', 'Nota'), internal: true },
];

const [first, second] = [Date.UTC(2026, 10, 1, 8, 30), Date.UTC(2026, 10, 1, 10, 30)];
const rows: readonly Row[] = [
  [{ words: { en: 'Checked out', es: 'Prestado' } }, 1204, 0, first, first, 95 * MINUTE_MS, 0.75, 3.25, 'seen'],
  ['=SUM(A1:A9) "quoted", with a comma', 400, 123_456, second, second, null, 0.25, 1, null],
  ['Préstamos · señal ñ', 3, -250, null, null, 5 * MINUTE_MS, 0, 0, '-1+1'],
];

/** Columns that add up to 1,607 acts and 123,206 cents. */
export const smallDocument: ReportDocument = {
  kind: 'shift',
  title: { words: { en: 'Shift report: Main/desk', es: 'Informe de turno: Main/desk' } },
  library: 'The Library of the Claremont Hills',
  branch: 'Main',
  zone: 'America/Los_Angeles',
  period: { from: first - 9 * HOUR_MS, to: second },
  madeBy: { staffId: staffId('S1'), name: 'rivera' },
  madeAt: second + HOUR_MS,
  audience: 'internal',
  coverage: [
    {
      words: { en: 'All acts of this desk up to {at}.', es: 'Todos los actos hasta {at}.' },
      params: { at: { at: first } },
    },
    { words: { en: 'Undone acts and practice are left out.', es: 'Sin actos deshechos ni prácticas.' } },
  ],
  sections: [
    {
      ...section('acts', { en: 'Acts: by kind', es: 'Actos: por tipo' }, columns, rows),
      total: totalOf(columns, rows),
      notes: [{ words: { en: 'A renewal counts where it was made.', es: 'Una renovación cuenta donde se hizo.' } }],
      chart: { kind: 'bars', label: 'what', value: 'acts' },
    },
    {
      ...summed(
        section(
          'hours',
          { en: 'By hour and weekday', es: 'Por hora y día' },
          [textColumn('day', 'Day', 'Día'), countColumn('h09', '9', '9'), countColumn('h10', '10', '10')],
          [
            ['Mon', 0, 12],
            ['Tue', 30, 7],
          ],
        ),
      ),
      chart: { kind: 'heat', label: 'day', values: ['h09', 'h10'] },
    },
    section('nothing', { en: 'Acts: by kind', es: 'Actos: por tipo' }, columns.slice(0, 2), []),
    {
      ...section('people', { en: 'People', es: 'Personas' }, columns.slice(0, 2), [['rivera', 3]]),
      internal: true,
      right: 'read-staff-reports',
    },
  ],
};
