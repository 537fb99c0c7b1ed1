// Reads the criteria of one line of a rules text: letters with names, joined by `+`.

import type { CriterionLetter, TextCriterion } from './rules-text.ts';
import type { TokenReader } from './token-reader.ts';

/** The criteria up to a colon or the end of the line. */
export function readCriteria(read: TokenReader): TextCriterion[] {
  const criteria = [readCriterion(read)];
  while (read.is('sign', '+')) {
    read.take();
    criteria.push(readCriterion(read));
  }
  return criteria;
}

function readCriterion(read: TokenReader): TextCriterion {
  const letter = parseLetter(read.expect('letter', null, 'TEXT_LETTER').text);
  if (read.is('word', 'all')) {
    read.take();
    return { letter, asks: 'any', names: [] };
  }
  if (read.is('sign', '!')) return { letter, asks: 'notIn', names: readNegated(read) };
  const names: string[] = [];
  while (read.is('name')) names.push(read.take().text);
  if (names.length === 0) read.stop('TEXT_NAME', { after: letter });
  if (read.is('sign', '!')) stopAfterMixed(read);
  return { letter, asks: 'in', names };
}

function readNegated(read: TokenReader): string[] {
  const names: string[] = [];
  while (read.is('sign', '!')) {
    read.take();
    if (!read.is('name')) read.stop('TEXT_NAME', { after: '!' });
    names.push(read.take().text);
  }
  if (read.is('name')) stopAfterMixed(read);
  return names;
}

/** The reading stops after names with and without `!` stand together. */
function stopAfterMixed(read: TokenReader): never {
  read.take();
  return read.stop('TEXT_NEGATION');
}

function parseLetter(text: string): CriterionLetter {
  return text as CriterionLetter;
}
