// Work at desks while no shift was open, for the report of shifts: its money is the rest of the day sheet.

import type { Message, Row } from './document.ts';
import { METHOD_NAMES, nameOfCode } from '../core/codes/names.ts';
import { movedCells } from './money/moved-columns.ts';
import { moneyByMethod, type MoneyAct, type Moved } from './money/money.ts';

export type OutsideShifts = {
  readonly money: readonly (Moved & { readonly desk: string; readonly method: string })[];
  /** Payments and refunds of which nothing but that they were is known any more. */
  readonly unknown: number;
  readonly checkouts: number;
  /** Patrons who were turned away. */
  readonly refusals: number;
};

/** Counts besides the acts of money. */
export type OutsideCounts = Pick<OutsideShifts, 'checkouts' | 'refusals'>;

/** Of acts of money, those that were made in no shift, by desk and method. */
export function outsideShifts(acts: readonly MoneyAct[], counts: OutsideCounts): OutsideShifts {
  const outside = acts.filter(({ shiftId }) => shiftId === null);
  const byDesk = [...Map.groupBy(outside, ({ desk }) => desk)].map(([desk, own]) => ({ desk, ...moneyByMethod(own) }));
  return {
    ...counts,
    money: byDesk
      .toSorted((a, b) => (a.desk < b.desk ? -1 : 1))
      .flatMap(({ desk, methods }) => methods.map((one) => ({ desk, ...one }))),
    unknown: byDesk.reduce((sum, { unknown }) => sum + unknown, 0),
  };
}

/** In place of a shift. */
export const OUTSIDE = { en: 'Outside any shift', es: 'Fuera de turno' } as const;

/** Rows for the money of shifts. */
export function outsideRows({ money }: OutsideShifts): Row[] {
  return money.map(({ desk, method, ...moved }) => [
    desk,
    { words: OUTSIDE },
    { words: nameOfCode(METHOD_NAMES, method) },
    ...movedCells(moved),
  ]);
}

/** Notes on acts that stand in no row. */
export function outsideCoverage({ checkouts, refusals, unknown }: OutsideShifts): Message[] {
  return [
    ...(checkouts + refusals === 0
      ? []
      : [{ words: COUNTS, params: { checkouts, refusals }, internal: true } as const]),
    ...(unknown === 0 ? [] : [UNKNOWN_MONEY(unknown)]),
  ];
}

const COUNTS = {
  en: 'Outside any shift, and in no row but that of money: checked out {checkouts}, turned away {refusals}.',
  es: 'Fuera de turno, y en ninguna fila salvo la del dinero: préstamos {checkouts}, no atendidos {refusals}.',
};

/** Money that was purged with the arguments of its acts. */
export const UNKNOWN_MONEY = (number: number): Message => ({
  words: {
    en: 'Payments and refunds outside of shifts whose amounts were removed with the data of their patrons: {number}. They are in no total.',
    es: 'Pagos y reembolsos fuera de turnos cuyos montos se eliminaron con los datos de sus usuarios: {number}. No están en ningún total.',
  },
  params: { number },
});
