// Numbers that a library made for itself: words alphabetically, numbers by value, decimals, Roman numerals; signs only part them.
// And the volume part by itself (enumeration, chronology), where labels carry no order.

import { splitCopy } from './dewey.ts';
import { plainLetters } from './plain-letters.ts';
import { basesOf, NO_PARTS, trimPart, type CallNumberParts } from './parts.ts';
import { scanUnits, unitsKey, type Unit } from './units.ts';
import { volumeStart } from './volume-words.ts';

/** The part after a slash comes before the part after a space, and a hyphen comes last, as in E/1ST YR./JOUR.1, E/1ST YR. 1ST SESS. */
const SIGN_KEYS = { '/': ' ', ' ': '!', '-': '#' } as const;

/** The shelf key. */
export function localKey(written: string): string {
  const text = plainLetters(written);
  const units = scanUnits(text, 0, { hasCutters: false, volumeAfter: 0, hasThousands: true }).map((unit, index, all) =>
    publicationYear(unit, all[index - 1], all[index + 1], text),
  );
  return unitsKey(units, { monthsFrom: Infinity, isRomanEverywhere: true, signKeys: SIGN_KEYS });
}

/** United Nations publications are numbered by year, which was written with two digits: HR/PUB/96/3. */
function publicationYear(unit: Unit, before: Unit | undefined, next: Unit | undefined, text: string): Unit {
  const isYear =
    before?.kind === 'word' && before.text === 'PUB' && next?.kind === 'number' && text.charAt(unit.end) === '/';
  if (unit.kind !== 'number' || unit.digits.length !== 2 || !isYear) return unit;
  return { ...unit, digits: `${unit.digits >= '45' ? '19' : '20'}${unit.digits}` };
}

/** The key of an enumeration by itself: "vol. 1" and "1" are one place, a year stands before its month. */
export function enumerationKey(written: string): string {
  const units = scanUnits(plainLetters(written), 0, { hasCutters: false, volumeAfter: 0 });
  return unitsKey(units, { monthsFrom: 0, dropsLabels: true });
}

/** The parts. */
export function localParts(written: string): CallNumberParts {
  const text = written.normalize('NFC');
  const folded = plainLetters(text).toUpperCase();
  const first = /^\s*[^\s/]+/.exec(folded)?.[0].length ?? 0;
  const volumeAt = volumeStart(folded, { from: first, plainVolumesFrom: Infinity, letters: 'VT', isLocal: true });
  return {
    ...NO_PARTS,
    volume: /\bV(?:OLS?|OLUME)?\.? ?(\d[\d-]*)/.exec(folded)?.[1] ?? null,
    copy: /\bC(?:OPY)?\. ?(\d+)/.exec(folded)?.[1] ?? null,
    suffix: volumeAt === null ? null : trimPart(text.slice(volumeAt)),
    lines: text.trim().split(/\s+/).flatMap(splitCopy),
    ...basesOf(text, volumeAt, text.length),
  };
}
