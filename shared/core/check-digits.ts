// Check digits of the barcodes that libraries use. A failed check means "looks misread", never a refusal by itself.

/** The Luhn (mod 10) digit that completes a 14-digit library barcode; `digits` are the ones before it. */
export function luhnDigit(digits: string): string {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]);
    const weighted = index % 2 === 0 ? digit * 2 : digit;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return String((10 - (sum % 10)) % 10);
}

/** Whether a code of digits ends in its Luhn digit. */
export function isLuhnValid(code: string): boolean {
  return /^\d{2,}$/.test(code) && luhnDigit(code.slice(0, -1)) === code.slice(-1);
}

/** The last digit of an EAN-13 or ISBN-13, for the 12 digits before it. */
export function ean13Digit(digits: string): string {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) sum += Number(digits[index]) * (index % 2 === 0 ? 1 : 3);
  return String((10 - (sum % 10)) % 10);
}

/** Whether a code is an EAN-13 with the right last digit. */
export function isEan13Valid(code: string): boolean {
  return /^\d{13}$/.test(code) && ean13Digit(code.slice(0, 12)) === code.slice(12);
}

/** Whether a code is an ISBN-10 with the right last sign. */
export function isIsbn10Valid(code: string): boolean {
  if (!/^\d{9}[\dX]$/.test(code)) return false;
  const sum = Array.from(code).reduce((so, sign, index) => so + (sign === 'X' ? 10 : Number(sign)) * (10 - index), 0);
  return sum % 11 === 0;
}

const CODE39 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%';

/** The mod 43 sign that completes a Code 39 label, for the signs before it; null where one of them is not in Code 39. */
export function code39Sign(signs: string): string | null {
  const values = Array.from(signs, (sign) => CODE39.indexOf(sign));
  if (values.includes(-1)) return null;
  return CODE39[values.reduce((sum, value) => sum + value, 0) % CODE39.length] ?? null;
}

/** Whether a label ends in its mod 43 sign. Most labels have none, so this means something only where a library's own do. */
export function isCode39Valid(code: string): boolean {
  return code.length >= 2 && code39Sign(code.slice(0, -1)) === code.slice(-1);
}

/** The digits of a Codabar label whose scanner also sends the letters that begin and end it; null for anything else. */
export function codabarDigits(code: string): string | null {
  return /^[A-D](\d{5,})[A-D]$/i.exec(code)?.[1] ?? null;
}
