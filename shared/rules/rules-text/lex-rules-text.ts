// The words of a rules text, with line and column. Indentation becomes tokens of its own; blank lines and comments (from `#` or `/` to the
// end of the line) are no words, however far they are indented. Source: loan rules, 1.3 (rules text). A text as the editor of FOLIO shows it
// has codes in place of ids: a place is written from the top, `SU>SUL>GREEN`, and codes may hold `_`.

import type { TextPlace } from '../rule-fault.ts';

/** Kinds of tokens. `sign` is punctuation; `tab` and `stray` mean nothing in a text of rules. */
export type TokenKind =
  | 'word'
  | 'letter'
  | 'kind'
  | 'name'
  | 'sign'
  | 'newline'
  | 'indent'
  | 'dedent'
  | 'end'
  | 'tab'
  | 'stray';

export type Token = TextPlace & { readonly kind: TokenKind; readonly text: string };

/** Words with a meaning of their own. */
const WORDS: ReadonlySet<string> = new Set([
  'priority',
  'fallback-policy',
  'first-line',
  'last-line',
  'criterium',
  'number-of-criteria',
  'all',
]);
const TOKEN = /(\r\n|\n|\r)|( +)|([#/][^\r\n]*)|([0-9a-zA-Z_-]+(?:>[0-9a-zA-Z_-]+)*)|([:,()+!])|(\t)|([^])/gu;

/** The tokens of a text; the last one is `end`. */
export function lexRulesText(text: string): Token[] {
  const tokens: Token[] = [];
  const levels: number[] = [];
  let [line, lineStart, indent, isLineStart] = [1, 0, 0, true];
  const dent = (place: TextPlace) => {
    while (indent !== (levels.at(-1) ?? 0)) {
      const isDeeper = indent > (levels.at(-1) ?? 0);
      if (isDeeper) levels.push(indent);
      else levels.pop();
      tokens.push({ kind: isDeeper ? 'indent' : 'dedent', text: '', ...place });
    }
  };
  for (const match of text.matchAll(TOKEN)) {
    const [found, newline, spaces, comment] = match;
    const place = { line, column: match.index - lineStart + 1 };
    if (newline !== undefined) {
      if (!isLineStart) tokens.push({ kind: 'newline', text: '', ...place });
      line += 1;
      [lineStart, indent, isLineStart] = [match.index + newline.length, 0, true];
      continue;
    }
    if (spaces !== undefined) {
      if (isLineStart) indent += spaces.length;
      continue;
    }
    if (comment !== undefined) continue;
    const kind = kindOf(match);
    // A meaningless token is found before the indentation that it is part of.
    if (isLineStart && kind !== 'tab' && kind !== 'stray') dent({ line, column: 1 });
    isLineStart = false;
    tokens.push({ kind, text: found, ...place });
  }
  const end = { line, column: text.length - lineStart + 1 };
  if (!isLineStart) tokens.push({ kind: 'newline', text: '', ...end });
  indent = 0;
  dent(end);
  return [...tokens, { kind: 'end', text: '', ...end }];
}

function kindOf([found, , , , name, sign, tab]: RegExpMatchArray): TokenKind {
  if (name !== undefined) return kindOfName(found);
  if (sign !== undefined) return 'sign';
  return tab === undefined ? 'stray' : 'tab';
}

function kindOfName(name: string): TokenKind {
  if (WORDS.has(name)) return 'word';
  if (/^[tabcsmg]$/.test(name)) return 'letter';
  return /^[lrnoi]$/.test(name) ? 'kind' : 'name';
}
