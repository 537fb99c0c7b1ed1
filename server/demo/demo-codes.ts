// Barcodes, cards and book numbers of the demo library, all with valid check digits. Numbers are spread, so that neighbours on a list do not
// differ in one digit only. ISBNs begin with 979-9, which no agency gives out: no real book is meant.

import { ean13Digit, luhnDigit } from '../../shared/core/check-digits.ts';

/** Our made-up library's part of its 14-digit codes. */
const INSTITUTION = '9406';
/** Without a common factor with the ranges below, so that each number comes once. */
const STRIDE = 76_543_217;

/** 14 digits: 2, the library, eight digits, a Luhn digit. */
export function demoCard(index: number): string {
  return withLuhn(`2${INSTITUTION}${spread(index, 100_000_000, 8)}`);
}

/** 14 digits: 3, the library, eight digits, a Luhn digit. */
export function demoBarcode(index: number): string {
  return withLuhn(`3${INSTITUTION}${spread(index, 100_000_000, 8)}`);
}

/** The number of a card that was replaced: from the far end, where no patron's own card is. */
export function replacedCard(index: number): string {
  return demoCard(90_000_000 + index);
}

/** The number on a campus card: eight digits that begin with 4. */
export function campusCard(index: number): string {
  return `4${spread(index, 10_000_000, 7)}`;
}

/** A book number that no book has. */
export function demoIsbn(index: number): string {
  const digits = `9799${spread(index, 100_000_000, 8)}`;
  return `${digits}${ean13Digit(digits)}`;
}

function withLuhn(digits: string): string {
  return `${digits}${luhnDigit(digits)}`;
}

/** A number below `range` for each index below it, none twice. The product stays below 2^53 for every index in range. */
function spread(index: number, range: number, width: number): string {
  return String(((index + 1) * STRIDE) % range).padStart(width, '0');
}
