// The day sheet as it is handed out.

import { METHOD_NAMES, nameOfCode } from '../../core/codes/names.ts';
import type { StaffId } from '../../core/ids.ts';
import type { Words } from '../../core/language.ts';
import { overShort, type Shift } from '../../circ/shift/fold-shift.ts';
import type { ShiftEntryOf } from '../../circ/model/shift.ts';
import type { Cell, ReportDocument, ReportHead, Row, Section } from '../document.ts';
import { CHARGE_NAMES } from '../charge-names.ts';
import { REPORT_KINDS } from '../kinds.ts';
import { OUTSIDE, UNKNOWN_MONEY } from '../outside-shifts.ts';
import { countColumn, dayCells, dayColumn, moneyColumnIn, section, summed, textColumn } from '../section.ts';
import { COUNTED_FIRST, COUNTS, correctedWords, slipRangeText } from '../shift-drawer.ts';
import { billSection, type BilledStep } from './bills-section.ts';
import { addMoved, type MoneyFigures, type Moved } from './money.ts';
import { movedCells, movedColumns, VOIDS } from './moved-columns.ts';

export type MoneyInput = {
  readonly figures: MoneyFigures;
  /** Shifts that were opened in the time. */
  readonly shifts: readonly { readonly desk: string; readonly shift: Shift }[];
  readonly nameOf: (id: StaffId | null) => string | null;
  /** Fees that went to other offices; null: only the library knows. */
  readonly bills: readonly BilledStep[] | null;
  readonly currency: string;
  readonly coverage: ReportDocument['coverage'];
};

/** The report. */
export function moneyDocument(head: ReportHead, input: MoneyInput): ReportDocument {
  const { figures, currency } = input;
  const dayCell = dayCells(head.zone);
  return {
    ...head,
    kind: 'money',
    title: { words: REPORT_KINDS.money.title },
    coverage: figures.unknown === 0 ? input.coverage : [...input.coverage, UNKNOWN_MONEY(figures.unknown)],
    sections: [
      movedSection('days', DAYS, { rows: figures.days.map((one) => [dayCell(one.day), one]), currency }),
      movedSection('methods', METHODS, {
        rows: figures.methods.map((one) => [{ words: nameOfCode(METHOD_NAMES, one.method) }, one]),
        currency,
      }),
      byShiftSection(input),
      drawerSection(input, dayCell),
      slipSection(figures),
      feeSection(figures, currency),
      billSection(input.bills, { currency, zone: head.zone }),
    ],
  };
}

type Titles = { readonly heading: Words; readonly column: Words };
const DAYS: Titles = {
  heading: { en: 'By service day', es: 'Por día de servicio' },
  column: { en: 'Service day', es: 'Día de servicio' },
};
const METHODS: Titles = {
  heading: { en: 'By method', es: 'Por forma de pago' },
  column: { en: 'Method', es: 'Forma de pago' },
};

/** Columns are known to programs by these. */
const COLUMN_KEYS = { days: 'day', methods: 'method', by_shift: 'where' } as const;

function movedSection(
  key: keyof typeof COLUMN_KEYS,
  { heading, column }: Titles,
  { rows, currency }: { readonly rows: readonly (readonly [Row[number], Moved])[]; readonly currency: string },
): Section {
  const columns = [
    (key === 'days' ? dayColumn : textColumn)(COLUMN_KEYS[key], column.en, column.es),
    ...movedColumns(currency),
  ];
  const cells = rows.map(([label, moved]): Row => [label, ...movedCells(moved)]);
  return { ...summed(section(key, heading, columns, cells)), notes: key === 'methods' ? [VOIDS] : [] };
}

/** Sums inside and outside of the report of the shifts of this period: so that both reports agree. */
function byShiftSection({ figures, shifts, currency }: MoneyInput): Section {
  const opened = new Set(shifts.map(({ shift }) => shift.shiftId));
  const placeOf = (id: MoneyFigures['shifts'][number]['shiftId']) =>
    id === null ? 'outside' : opened.has(id) ? 'opened' : 'earlier';
  const rows = (['opened', 'earlier', 'outside'] as const).flatMap((place) => {
    const own = figures.shifts.filter((one) => placeOf(one.shiftId) === place);
    return own.length === 0 ? [] : [[{ words: PLACES[place] }, addMoved(own)] as const];
  });
  return movedSection('by_shift', BY_SHIFT, { rows, currency });
}

const BY_SHIFT: Titles = {
  heading: { en: 'In shifts and outside of them', es: 'En turnos y fuera de ellos' },
  column: { en: 'Where', es: 'Dónde' },
};

const PLACES = {
  opened: { en: 'In shifts opened in this time', es: 'En turnos abiertos en este período' },
  earlier: { en: 'In shifts opened before', es: 'En turnos abiertos antes' },
  outside: OUTSIDE,
} as const;

function drawerSection({ shifts, nameOf, currency }: MoneyInput, dayCell: ReturnType<typeof dayCells>): Section {
  const money = moneyColumnIn(currency);
  const columns = [
    textColumn('desk', 'Desk', 'Mostrador'),
    dayColumn('service_day', 'Service day', 'Día de servicio'),
    textColumn('count', 'Count at', 'Conteo al'),
    money('starting_cash', 'Starting cash', 'Fondo inicial'),
    money('expected', 'Should be', 'Debería haber'),
    money('counted', 'Counted', 'Contado'),
    money('over_short', 'Over or short', 'Sobrante o faltante'),
    money('counted_first', 'Counted first', 'Contado primero'),
    textColumn('counted_by', 'Counted by', 'Contado por'),
    textColumn('reason', 'Reason', 'Motivo'),
  ];
  const rows = shifts
    .filter(({ shift }) => shift.expectedMinor !== null)
    .flatMap(({ desk, shift }): Row[] => {
      const place: Place = [desk, dayCell(shift.opened?.serviceDay ?? null)];
      const handed = shift.handovers.filter(({ expectedMinor }) => expectedMinor !== null);
      return [
        endRow(place, shift, nameOf),
        ...shift.corrections.map((one) => correctedRow(place, one, { nameOf, currency })),
        ...handed.map((one) => handedRow(place, one, nameOf)),
      ];
    });
  const made = section('drawers', { en: 'Cash drawers', es: 'Cajas' }, columns, rows);
  return { ...made, internal: true, notes: [{ words: COUNTED_FIRST }] };
}

/** The desk and the service day of a shift. */
type Place = readonly [Cell, Cell];

function endRow(place: Place, { closed, startingCashMinor, expectedMinor }: Shift, nameOf: MoneyInput['nameOf']): Row {
  const isCounted = closed !== null && closed.countedMinor !== null;
  return [
    ...place,
    { words: closed === null ? COUNTS.open : COUNTS.close },
    startingCashMinor,
    expectedMinor,
    closed?.countedMinor ?? null,
    closed === null ? null : overShort(closed),
    closed?.firstCountedMinor ?? null,
    isCounted ? [closed.by, closed.second].flatMap((id) => nameOf(id) ?? []).join(', ') : null,
    closed?.reason ?? null,
  ];
}

function correctedRow(
  place: Place,
  one: ShiftEntryOf<'corrected'>,
  { nameOf, currency }: Pick<MoneyInput, 'nameOf' | 'currency'>,
): Row {
  const { startingCashMinor, by, reason } = one;
  const words = correctedWords(one, currency);
  return [...place, words, startingCashMinor, null, null, null, null, nameOf(by), reason === '' ? null : reason];
}

/** A drawer that went on from one person to the next: the money was counted, or passed on as it was. */
function handedRow(place: Place, one: ShiftEntryOf<'handedOver'>, nameOf: MoneyInput['nameOf']): Row {
  const { by, to, at, countedMinor, expectedMinor, firstCountedMinor = null, reason } = one;
  return [
    ...place,
    { words: COUNTS.handed, params: { staff: nameOf(to) ?? '', at: { at } } },
    null,
    expectedMinor,
    countedMinor,
    overShort(one),
    firstCountedMinor,
    countedMinor === null ? null : nameOf(by),
    reason === '' ? null : reason,
  ];
}

function slipSection({ slips }: MoneyFigures): Section {
  const columns = [
    textColumn('desk', 'Desk', 'Mostrador'),
    textColumn('slips', 'Receipts', 'Recibos'),
    countColumn('number', 'Number', 'Número'),
    countColumn('missing', 'Numbers without one', 'Números sin recibo'),
  ];
  const rows = slips.map(({ desk, from, to, count, missing }): Row => [
    desk,
    slipRangeText({ from, to }),
    count,
    missing,
  ]);
  return {
    ...section('slips', { en: 'Receipts by desk', es: 'Recibos por mostrador' }, columns, rows),
    internal: true,
    notes: [
      {
        words: {
          en: 'Receipts of a desk are numbered without gaps. A number without one has not arrived yet, or its transaction is held.',
          es: 'Los recibos de un mostrador se numeran sin saltos. Un número sin recibo aún no ha llegado, o su transacción está retenida.',
        },
      },
    ],
  };
}

function feeSection({ added, waived }: MoneyFigures, currency: string): Section {
  const columns = [
    textColumn('what', 'What', 'Qué'),
    countColumn('number', 'Number', 'Número'),
    moneyColumnIn(currency)('amount', 'Amount', 'Monto'),
  ];
  const rows: Row[] = [
    ...added.map(({ charge, count, amountMinor }): Row => [
      { words: addedWords(charge) },
      count,
      charge === 'unknown' ? null : amountMinor,
    ]),
    [{ words: WAIVED.part }, waived.count - waived.inFull, waived.amountMinor],
    [{ words: WAIVED.full }, waived.inFull, null],
  ];
  return {
    ...section('fees', { en: 'Added and waived by staff', es: 'Agregado y condonado por el personal' }, columns, rows),
    notes: [
      {
        words: {
          en: 'A fee waived in full has no amount here: it is whatever the fee comes to. What was undone is not included.',
          es: 'Un cargo condonado por completo no lleva monto aquí: es lo que llegue a ser. Lo deshecho no se incluye.',
        },
      },
    ],
  };
}

const WAIVED = {
  part: { en: 'Waived in part', es: 'Condonado en parte' },
  full: { en: 'Waived in full', es: 'Condonado por completo' },
} as const;

function addedWords(charge: string): Words {
  const { en, es } = nameOfCode(CHARGE_NAMES, charge);
  return { en: `Added: ${en}`, es: `Agregado: ${es}` };
}
