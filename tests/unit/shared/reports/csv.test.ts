// Tables as CSV files that spreadsheets open without harm.

import { csvText } from '../../../../shared/reports/csv.ts';
import fc from 'fast-check';

test('quotes what would end a cell, and ends rows as the format asks', () => {
  expect(
    csvText([
      ['a', 1],
      ['say "no", twice', 'two\nlines'],
    ]),
  ).toBe('a,1\r\n"say ""no"", twice","two\nlines"\r\n');
});

test('a formula of a spreadsheet is text, and a figure below 0 stays one', () => {
  expect(csvText([['=1+1', '+x', '-x', '@x', -5, '-2.50', '-2.5-1']])).toBe("'=1+1,'+x,'-x,'@x,-5,-2.50,'-2.5-1\r\n");
  expect(csvText([[' =1+1', '\t=1', '\r=1', null]])).toBe(`' =1+1,"'\t'=1","'\r'=1",\r\n`);
});

test.each([
  ['a semicolon, as Excel in Spanish separates', 'late;=cmd|x', `"late;'=cmd|x"`],
  ['a semicolon and spaces', 'late; \u00a0=cmd|x', `"late;' \u00a0=cmd|x"`],
  ['a semicolon and quotation marks', 'late;"=cmd|x"', `"late;'""=cmd|x"""`],
  ['several semicolons', 'a;+b;;@c', `"a;'+b;;'@c"`],
  ['a tab inside', 'late\t=1', `"late\t'=1"`],
  ['a line inside', 'late\n=1', `"late\n'=1"`],
  ['a tab before', '\tlate', `"'\tlate"`],
  ['a carriage return before', '\rlate', `"'\rlate"`],
  ['a full-width equals sign', '＝1', "'＝1"],
  ['a full-width plus sign', '＋1', "'＋1"],
  ['a full-width minus sign', '－1', "'－1"],
  ['a full-width at sign', '＠SUM', "'＠SUM"],
  ['a small equals sign', '﹦1', "'﹦1"],
  ['a true minus sign', '−1', "'−1"],
  ['a space that is not seen', '\u200b=1', "'\u200b=1"],
  ['a byte order mark', '\ufeff=1', "'\ufeff=1"],
  ['a direction mark', '\u202e=1', "'\u202e=1"],
  ['a NUL', '\0=1', "'\0=1"],
  ['quotation marks before', '"=1"', `"'""=1"""`],
])('%s does not make a formula', (_what, cell, text) => {
  expect(csvText([[cell]])).toBe(`${text}\r\n`);
});

test('a figure below 0 begins no formula of the texts behind it', () => {
  expect(csvText([[-1, '5+cmd|x']])).toBe("'-1,5+cmd|x\r\n");
  expect(csvText([['-1.50', 'a']])).toBe("'-1.50,a\r\n");
  expect(csvText([[-1, 5, null, '-2.50', '']])).toBe('-1,5,,-2.50,\r\n');
  expect(csvText([['a', -1, '5+cmd|x']])).toBe('a,-1,5+cmd|x\r\n');
});

test.each(['Smith, Ann-Marie', 'a = b', 'sam@example.org', 'one - two', 'a; b', '1;2', 'due 3-4 p.m.'])(
  'a text that is no formula stays as it is: %s',
  (cell) => {
    expect(csvText([[cell]]).replaceAll('"', '')).toBe(`${cell}\r\n`);
  },
);

/** The cells of a line as a spreadsheet takes them that separates so: quotation marks count at the begin of a cell alone. */
function cellsOf(text: string, separator: string): string[] {
  const cells: string[] = [];
  let [cell, isQuoted, isBegin] = ['', false, true];
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (isQuoted && char === '"' && text[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (isQuoted && char === '"') isQuoted = false;
    else if (!isQuoted && isBegin && char === '"') [isQuoted, isBegin] = [true, false];
    else if (!isQuoted && (char === separator || char === '\r' || char === '\n')) {
      cells.push(cell);
      [cell, isBegin] = ['', true];
    } else {
      cell += char;
      isBegin = false;
    }
  }
  return [...cells, cell];
}

test('however cells are separated, none of them is a formula', () => {
  const piece = fc.constantFrom(
    '=',
    '+',
    '-',
    '@',
    '＝',
    ';',
    ',',
    '\t',
    '\n',
    '\r',
    '"',
    "'",
    ' ',
    '\u200b',
    'a',
    '1',
    '|',
  );
  const cell = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 4 }), (row) => {
      for (const separator of [',', ';', '\t']) {
        for (const read of cellsOf(csvText([row]), separator)) {
          const begins = read.replace(/^[\s\p{Cf}\p{Cc}"]+/u, '').normalize('NFKC');
          // Figures alone, several on a line among them.
          if (/^-[\d.,-]+$/.test(read) || !/^[=+\-@]/.test(begins)) continue;
          throw new Error(`${JSON.stringify(row)} is read as ${JSON.stringify(read)} by ${JSON.stringify(separator)}`);
        }
      }
    }),
    { numRuns: 5_000 },
  );
});
