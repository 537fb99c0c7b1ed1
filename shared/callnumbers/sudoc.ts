// Superintendent of Documents numbers: agency, office, series, then the part after the colon, where years come first, then letters, then
// whole numbers (GPO Classification Manual). Signs count: end of the series < space < hyphen < slash < dot.

import { plainLetters } from './plain-letters.ts';
import { basesOf, NO_PARTS, type CallNumberParts } from './parts.ts';
import { wholeKey } from './units.ts';
import { volumeStart } from './volume-words.ts';

const SIGN: Readonly<Record<string, string>> = { '-': '$', '/': '%', '.': '&' };
const unit = /([^\p{L}\d]*)(\d+|\p{L}+)/gu;

/** The shelf key. */
export function sudocKey(written: string): string {
  const text = plainLetters(written)
    .toUpperCase()
    .replaceAll(/(?<![A-Z])[A-Z](?:\.[A-Z](?![A-Z]))+\.?/g, joinInitials);
  const colon = text.indexOf(':');
  const stem = colon < 0 ? text : text.slice(0, colon);
  const book = colon < 0 ? '' : text.slice(colon + 1);
  return partKey(stem, false) + (book.trim() === '' ? '' : `!${partKey(book, true)}`);
}

/** "U.K." is "UK"; "Y.A 1" is not written so. */
function joinInitials(text: string): string {
  return `${text.replaceAll('.', '')} `;
}

function partKey(text: string, isBook: boolean): string {
  let before = '';
  return [...text.matchAll(unit)]
    .map(([, between = '', body = '']) => {
      const isNumber = /\d/.test(body);
      const sign = between.trim().charAt(0);
      // A dot after letters only ends an abbreviation, as does one before another sign.
      const counted =
        sign === '.' ? between.replaceAll(/[\s.]/g, '').charAt(0) || (/\d/.test(before) ? '.' : '') : sign;
      before = body;
      return `${SIGN[counted] ?? '#'}${isNumber ? numberKey(body, isBook && counted === '/') : `2${body}`}`;
    })
    .join('');
}

/** After a slash three digits from 800 on are a year without its first digit, as GPO wrote it until 1999. */
function numberKey(digits: string, mayBeYear: boolean): string {
  if (mayBeYear && /^(?:[89]\d\d|1[7-9]\d\d|20\d\d)$/.test(digits)) return `1${digits.padStart(4, '1')}`;
  return `3${wholeKey(digits)}`;
}

/** The parts. */
export function sudocParts(written: string): CallNumberParts {
  const text = written.normalize('NFC');
  const [, agency = '', office = '', series = '', book = ''] =
    /^\s*(\p{L}*)\s*(\d*)\s*\.?\s*([^:]*?)\s*(?::\s*(.*?)\s*)?$/u.exec(text.replaceAll(/\s+/g, ' ')) ?? [];
  const from = text.indexOf(':') + 1;
  const volumeAt = volumeStart(plainLetters(text).toUpperCase(), {
    from,
    plainVolumesFrom: Infinity,
    letters: 'V',
    isLocal: true,
  });
  return {
    ...NO_PARTS,
    agency: agency || null,
    office: office || null,
    series: series || null,
    book: book || null,
    lines: text.trim().split(/\s+/),
    ...basesOf(text, volumeAt, text.length),
  };
}

const form = /^[A-Z]{1,5}\s*\d*(?:\s*\.\s*[A-Z]*\s*\d+)?(?:\s*\/\s*[A-Z0-9]+(?:-[A-Z0-9]+)*)*(?:-[A-Z0-9]+)*\s*:/;

/** Whether the text is a SuDoc number: a stem of agency, office and series that a colon ends. */
export function isSudocNumber(written: string): boolean {
  return form.test(plainLetters(written).toUpperCase().trim());
}
