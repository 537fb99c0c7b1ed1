// Tables as CSV files that spreadsheets open without harm.

import { csvText } from '../../../../shared/reports/csv.ts';

test('quotes what would end a cell, and ends rows as the format asks', () => {
  expect(
    csvText([
      ['a', 1],
      ['say "no", twice', 'two\nlines'],
    ]),
  ).toBe('a,1\r\n"say ""no"", twice","two\nlines"\r\n');
});

test('what a spreadsheet would run as a formula is text, and a figure below 0 stays one', () => {
  expect(csvText([['=1+1', '+x', '-x', '@x', -5, '-2.50', '-2.5-1']])).toBe("'=1+1,'+x,'-x,'@x,-5,-2.50,'-2.5-1\r\n");
  expect(csvText([[' =1+1', '\t=1', '\r=1', null]])).toBe(`' =1+1,'\t=1,"'\r=1",\r\n`);
});
