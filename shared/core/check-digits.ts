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
