// A cell as programs read it, the same in every language: instants in UTC, days on the calendar of the library,
// durations in seconds.

import { formatInstant } from '../core/instant.ts';
import { formatLocalMoment } from '../core/local-moment.ts';
import { currencyDecimals } from '../core/money.ts';
import type { SaidCell } from './say-cell.ts';
import type { SaidColumn } from './say-report.ts';

/** Money stays in minor units. */
export function plainCell(cell: SaidCell, { kind }: SaidColumn, zone: string): SaidCell {
  if (typeof cell !== 'number') return cell;
  switch (kind) {
    case 'instant':
      return formatInstant(cell);
    case 'day':
      return formatLocalMoment(cell, zone).slice(0, 10);
    case 'duration':
      return cell / 1_000;
    default:
      return cell;
  }
}

/** Minor units as a decimal: `-2.50`. */
export function decimalMoney(amountMinor: number, currency: string): string {
  const decimals = currencyDecimals(currency);
  const digits = String(Math.abs(amountMinor)).padStart(decimals + 1, '0');
  const sign = amountMinor < 0 ? '-' : '';
  if (decimals === 0) return `${sign}${digits}`;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
