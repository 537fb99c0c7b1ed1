// Call numbers of five schemes: their parts, their place on the shelf as a key, and which scheme a text looks like.
// Pure: no table of numbers, no locale; plain comparison of keys by code unit is the shelf order, in lists and in SQL.

import { deweyKey, deweyParts, isDeweyNumber } from './dewey.ts';
import {
  congressKey,
  congressParts,
  hasCongressClass,
  isCongressNumber,
  isMedicalNumber,
} from './library-of-congress.ts';
import { enumerationKey, localKey, localParts } from './local.ts';
import type { CallNumberParts } from './parts.ts';
import { isContained } from './volume-words.ts';
import { isSudocNumber, sudocKey, sudocParts } from './sudoc.ts';

export const SCHEMES = ['lc', 'dewey', 'nlm', 'sudoc', 'local'] as const;
/** How a call number is made; nlm is shelved among lc. */
export type Scheme = (typeof SCHEMES)[number];

/** The place on the shelf. Numbers of different schemes stand apart: Dewey, LC with NLM, SuDoc, then local ones. */
export function shelfKey(scheme: Scheme, text: string): string {
  switch (scheme) {
    case 'dewey':
      return `1${deweyKey(text)}`;
    case 'lc':
    case 'nlm': {
      const key = congressKey(text);
      // A call number without a class comes after those with one.
      return key === null ? `2~${localKey(text)}` : `2${key}`;
    }
    case 'sudoc':
      return `3${sudocKey(text)}`;
    case 'local':
      return `4${localKey(text)}`;
  }
}

/** The place of a volume among the volumes of one call number. */
export function volumeKey(text: string): string {
  return enumerationKey(text);
}

/** The parts that the scheme finds. A text that is no number of the scheme has those of a local one. */
export function parseCallNumber(scheme: Scheme, text: string): CallNumberParts {
  switch (scheme) {
    case 'dewey':
      return deweyParts(text) ?? localParts(text);
    case 'lc':
    case 'nlm':
      return congressParts(text) ?? localParts(text);
    case 'sudoc':
      return sudocParts(text);
    case 'local':
      return localParts(text);
  }
}

/** Whether the text is a call number of the scheme. */
export function isCallNumber(scheme: Scheme, text: string): boolean {
  switch (scheme) {
    case 'dewey':
      return isDeweyNumber(text);
    case 'lc':
      return isCongressNumber(text);
    case 'nlm':
      return isMedicalNumber(text);
    case 'sudoc':
      return isSudocNumber(text);
    case 'local':
      return /[\p{L}\d]/u.test(text);
  }
}

/** Three digits, and, behind letters, decimals or an author's mark too: "CD 103" is as likely a running number. */
const deweyClass = /^\s*(?:\d{3}(?!\d)|\p{L}[^\d]*\d{3}(?!\d)(?:\.\d|\s*\p{L}))/u;
const oneLetterClass = /^\s*[A-Z]\s*\d/i;
const hasCutter = /\d\s*\.?\p{L}+\d/u;
/** Letters that LC uses too, but most libraries for their discs. */
const discs = /^\s*CD\b/i;

/** The scheme that the text looks like, where none is given. */
export function schemeOf(text: string): Scheme {
  if (isSudocNumber(text) && /\d/.test(text)) return 'sudoc';
  if (isMedicalNumber(text)) return 'nlm';
  const isDewey = isDeweyNumber(text) && deweyClass.test(text);
  // "J 599.2 ABC" is a juvenile Dewey number: where both fit, LC needs a cutter.
  const needsCutter = discs.test(text) || (isDewey && oneLetterClass.test(text));
  const isCongress = isCongressNumber(text) && hasCongressClass(text) && !isContained(text.toUpperCase());
  if (isCongress && (!needsCutter || hasCutter.test(text))) return 'lc';
  return isDewey ? 'dewey' : 'local';
}
