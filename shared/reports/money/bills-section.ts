// Fees that went to other offices in a period, and that came back from them: a line for each step of a batch that moved money. Numbers, offices and
// sums only; the patrons who owe them stand in no report.

import type { Words } from '../../core/language.ts';
import type { Instant } from '../../core/instant.ts';
import type { MinorUnits } from '../../core/money.ts';
import type { Message, Row, Section } from '../document.ts';
import { countColumn, dayCells, dayColumn, moneyColumnIn, section, summed, textColumn } from '../section.ts';

/** A step of a batch: its lines were handed on, the office did not take some, or all were taken back. */
export type BilledStep = {
  readonly at: Instant;
  /** The service day of it. */
  readonly day: string;
  readonly number: number;
  readonly office: string;
  readonly what: 'handed-on' | 'not-taken' | 'taken-back';
  readonly lines: number;
  /** Amount that other offices have more by it, in minor units; less than zero where it came back. */
  readonly amountMinor: MinorUnits;
};

const STEPS: Readonly<Record<BilledStep['what'], Words>> = {
  'handed-on': { en: 'Handed on', es: 'Entregado' },
  'not-taken': { en: 'Not taken by the office', es: 'No aceptado por la oficina' },
  'taken-back': { en: 'Taken back', es: 'Retirado' },
};

/** The section. Null: only the library knows. */
export function billSection(
  steps: readonly BilledStep[] | null,
  { currency, zone }: { readonly currency: string; readonly zone: string },
): Section {
  const dayCell = dayCells(zone);
  const columns = [
    dayColumn('day', 'Service day', 'Día de servicio'),
    textColumn('batch', 'Batch', 'Lote'),
    textColumn('office', 'Office', 'Oficina'),
    textColumn('what', 'What', 'Qué'),
    countColumn('lines', 'Lines', 'Líneas'),
    moneyColumnIn(currency)('amount', 'Amount', 'Monto'),
  ];
  const rows = (steps ?? [])
    .toSorted((a, b) => a.at - b.at || a.number - b.number)
    .map(({ day, number, office, what, lines, amountMinor }): Row => [
      dayCell(day),
      String(number),
      office,
      { words: STEPS[what] },
      lines,
      amountMinor,
    ]);
  return {
    ...summed(
      section('bills', { en: 'Fees billed by other offices', es: 'Cargos a cobrar por otras oficinas' }, columns, rows),
    ),
    notes: [steps === null ? LIBRARY_ALONE : NOT_PAID_HERE],
  };
}

const NOT_PAID_HERE: Message = {
  words: {
    en: 'What other offices collect is not in the sums above: it was not paid here.',
    es: 'Lo que cobran otras oficinas no está en las sumas de arriba: no se pagó aquí.',
  },
};
const LIBRARY_ALONE: Message = {
  words: {
    en: 'Only the library knows which fees were handed on to other offices: see the day sheet of the whole library. They are not in the sums above.',
    es: 'Solo la biblioteca sabe qué cargos se entregaron a otras oficinas: vea la hoja de caja de toda la biblioteca. No están en las sumas de arriba.',
  },
};
