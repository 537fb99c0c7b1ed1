// Lays a slip out for paper of so many characters: the rows that the screen shows are the rows that are printed.

import { asPrinted, type CodePage } from './code-pages.ts';
import type { Slip, SlipLook, SlipPart, SlipRow } from './slip.ts';

/** Paper and the signs that its printer has. */
export type Paper = { readonly width: number; readonly codePage: CodePage };

/** The rows of a slip; none is wider than the paper. A printer's command characters are no text. */
export function layOut({ parts }: Slip, paper: Paper): SlipRow[] {
  return parts.flatMap((part) => rowsOf(part, paper));
}

function rowsOf(part: SlipPart, paper: Paper): SlipRow[] {
  switch (part.kind) {
    case 'rule':
      return [{ text: '-'.repeat(paper.width), look: 'plain' }];
    case 'gap':
      return [{ text: '', look: 'plain' }];
    case 'pair':
      return pairRows(part, paper);
    case 'text': {
      const { look = 'plain', isCentred = false } = part;
      const room = look === 'large' ? Math.floor(paper.width / 2) : paper.width;
      return wrapped(printable(part.text, paper.codePage), room).map((line) => ({
        text: isCentred ? centred(line, room) : line,
        look,
      }));
    }
  }
}

/** The right side stands on the last line of the left one, or below it where both do not fit. */
function pairRows(
  { left, right, look = 'plain' }: Extract<SlipPart, { kind: 'pair' }>,
  { width, codePage }: Paper,
): SlipRow[] {
  const end = printable(right, codePage).slice(0, width);
  const lines = wrapped(printable(left, codePage), width);
  const last = lines.at(-1) ?? '';
  const fits = lengthOf(last) + 1 + lengthOf(end) <= width;
  const texts = fits
    ? [...lines.slice(0, -1), last + ' '.repeat(width - lengthOf(last) - lengthOf(end)) + end]
    : [...lines, ' '.repeat(width - lengthOf(end)) + end];
  return texts.map((text): { text: string; look: SlipLook } => ({ text, look }));
}

/** Lines broken between words; a word that is wider than the paper is broken itself. */
function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    let rest = word;
    if (line !== '' && lengthOf(line) + 1 + lengthOf(rest) > width) {
      lines.push(line);
      line = '';
    }
    while (lengthOf(rest) > width) {
      lines.push(Array.from(rest).slice(0, width).join(''));
      rest = Array.from(rest).slice(width).join('');
    }
    line = line === '' ? rest : `${line} ${rest}`;
  }
  return [...lines, line];
}

/** Blanks for everything that is no sign: a title may contain anything, also printer commands. */
function printable(text: string, codePage: CodePage): string {
  return asPrinted(text.replace(/[\p{C}\p{Z}]+/gu, ' ').trim(), codePage);
}

const lengthOf = (text: string): number => Array.from(text).length;

const centred = (line: string, width: number): string =>
  ' '.repeat(Math.max(0, Math.floor((width - lengthOf(line)) / 2))) + line;
