// The cash drawers of shifts: a line for the end of each, and beneath it one for each time that its starting cash was
// corrected or it was handed over, with the counts.

import type { StaffId } from '../core/ids.ts';
import type { Words } from '../core/language.ts';
import { overShort } from '../circ/shift/fold-shift.ts';
import type { ShiftEntryOf, SlipRange } from '../circ/model/shift.ts';
import type { Cell, Row, Section } from './document.ts';
import { instantColumn, moneyColumnIn, section, textColumn } from './section.ts';
import type { ShiftReport } from './shift.ts';

type Drawer = { readonly desk: string; readonly report: ShiftReport };
type Manner = { readonly nameOf: (id: StaffId | null) => string | null; readonly currency: string };

/**
 * The section, for the library alone as that of the day sheet: it names the people who counted and their reasons for differences. Shifts without a
 * drawer are in it for their slips alone.
 */
export function drawerSection(shifts: readonly Drawer[], { nameOf, currency }: Manner): Section {
  const money = moneyColumnIn(currency);
  const columns = [
    textColumn('desk', 'Desk', 'Mostrador'),
    instantColumn('shift', 'Shift of', 'Turno de'),
    textColumn('count', 'Count at', 'Conteo al'),
    money('starting_cash', 'Starting cash', 'Fondo inicial'),
    money('expected', 'Should be', 'Debería haber'),
    money('counted', 'Counted', 'Contado'),
    money('over_short', 'Over or short', 'Sobrante o faltante'),
    money('counted_first', 'Counted first', 'Contado primero'),
    textColumn('counted_by', 'Counted by', 'Contado por'),
    textColumn('reason', 'Reason', 'Motivo'),
    textColumn('slips', 'Receipts', 'Recibos'),
  ];
  const rows = shifts.flatMap((one): Row[] => {
    const { shift } = one.report;
    if (shift.expectedMinor === null && shift.slips === null) return [];
    const handed = shift.handovers.filter(({ expectedMinor }) => expectedMinor !== null);
    return [
      endRow(one, nameOf),
      ...shift.corrections.map((correction) => correctedRow(one, correction, { nameOf, currency })),
      ...handed.map((handover) => handedRow(one, handover, nameOf)),
    ];
  });
  return {
    ...section('drawer', { en: 'Cash drawer', es: 'Caja' }, columns, rows),
    internal: true,
    notes: [{ words: COUNTED_FIRST }],
  };
}

function endRow({ desk, report }: Drawer, nameOf: Manner['nameOf']): Row {
  const { shift, from, countedMinor, overShortMinor } = report;
  const { closed, startingCashMinor, expectedMinor, slips } = shift;
  const counters = closed === null || countedMinor === null ? [] : [closed.by, closed.second];
  return [
    desk,
    from,
    said(closed === null ? COUNTS.open : COUNTS.close),
    startingCashMinor,
    expectedMinor,
    countedMinor,
    overShortMinor,
    closed?.firstCountedMinor ?? null,
    written(counters.flatMap((id) => nameOf(id) ?? []).join(', ')),
    written(closed?.reason ?? ''),
    slips === null ? null : slipRangeText(slips),
  ];
}

function correctedRow({ desk, report }: Drawer, one: ShiftEntryOf<'corrected'>, manner: Manner): Row {
  return [
    desk,
    report.from,
    correctedWords(one, manner.currency),
    one.startingCashMinor,
    null,
    null,
    null,
    null,
    manner.nameOf(one.by),
    written(one.reason),
    null,
  ];
}

function handedRow({ desk, report }: Drawer, one: ShiftEntryOf<'handedOver'>, nameOf: Manner['nameOf']): Row {
  const { by, to, countedMinor, expectedMinor, firstCountedMinor = null, reason } = one;
  return [
    desk,
    report.from,
    { words: COUNTS.handed, params: { staff: nameOf(to) ?? '', at: { at: one.at } } },
    null,
    expectedMinor,
    countedMinor,
    overShort(one),
    firstCountedMinor,
    countedMinor === null ? null : nameOf(by),
    written(reason),
    null,
  ];
}

/** No person and no value are not a text: every form of the report leaves the cell empty. */
const written = (text: string): Cell => (text === '' ? null : text);

const said = (words: Words): Cell => ({ words });

/** Occasions for counting a drawer: also in the day sheet. */
export const COUNTS = {
  open: { en: 'still open', es: 'aún abierto' },
  close: { en: 'closing', es: 'cierre' },
  handed: { en: 'handed over to {staff}, {at}', es: 'entrega a {staff}, {at}' },
  corrected: {
    en: 'starting cash corrected from {amount}, {at}',
    es: 'efectivo inicial corregido, antes {amount}, {at}',
  },
  given: { en: 'starting cash given later, {at}', es: 'efectivo inicial indicado después, {at}' },
} as const;

/** The note beside a starting cash that was corrected: also in the day sheet. */
export function correctedWords({ at, wasMinor }: ShiftEntryOf<'corrected'>, currency: string): Cell {
  if (wasMinor === null) return { words: COUNTS.given, params: { at: { at } } };
  return { words: COUNTS.corrected, params: { amount: { amountMinor: wasMinor, currency }, at: { at } } };
}

/** The numbers of slips: one alone is no range. */
export function slipRangeText({ from, to }: SlipRange): string {
  return from === to ? String(from) : `${from}–${to}`;
}

export const COUNTED_FIRST = {
  en: 'Counted first: what was counted before the expected amount was seen and the drawer was counted again.',
  es: 'Contado primero: lo que se contó antes de ver lo que debería haber y contar de nuevo.',
};
