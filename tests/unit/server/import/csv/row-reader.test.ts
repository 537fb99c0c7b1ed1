// Typed reading of single fields, and the faults of those that cannot be read.

import { rowReader, type RowReader } from '../../../../../server/import/csv/row-reader.ts';

const columns = new Map([
  ['id', 0],
  ['value', 1],
]);

/** Reads one value, and returns it with its fault. */
function read<T>(value: string, how: (reader: RowReader) => T): { value: T; problems: readonly string[] } {
  const reader = rowReader({ columns });
  reader.open({ line: 2, fields: ['7', value] });
  const result = how(reader);
  return { value: result, problems: reader.problems() };
}

describe('a row', () => {
  test('keeps empty, blank and missing fields apart from values', () => {
    expect(read('', (row) => row.text('value')).value).toBeNull();
    expect(read('  ', (row) => row.text('value')).value).toBeNull();
    expect(read('0', (row) => row.text('value')).value).toBe('0');
    expect(read('x', (row) => row.text('absent')).value).toBeNull();
  });

  test('tells every problem of its fields at once', () => {
    const { problems } = read('oops', (row) => [row.money('value'), row.flag('value'), row.required('absent')]);
    expect(problems).toEqual([
      'value "oops" is not an amount of money',
      'value "oops" is not 1 or 0',
      'absent is empty',
    ]);
  });

  test.each([
    ['24.99', 2_499],
    ['10', 1_000],
    ['0.010', 1],
  ])('reads the amount %s', (text, minor) => {
    expect(read(text, (row) => row.money('value'))).toEqual({ value: minor, problems: [] });
  });

  test.each(['24,99', '1.005', '$5', '1e3'])('refuses the amount %s', (text) => {
    expect(read(text, (row) => row.money('value')).problems).toHaveLength(1);
  });

  test('reads times with their offset, whole or with fractions of a second', () => {
    const expected = Date.UTC(2020, 9, 27, 14, 26, 51, 426);
    expect(read('2020-10-27 10:26:51.426709-04', (row) => row.instant('value')).value).toBe(expected);
    expect(read('2020-10-27T14:26:51.426Z', (row) => row.instant('value')).value).toBe(expected);
    expect(read('infinity', (row) => row.instant('value'))).toEqual({ value: null, problems: [] });
  });

  test.each(['2020-10-27 10:26:51', '2023-02-30 10:00:00-04', 'yesterday', '2020-13-01 00:00:00-04'])(
    'refuses %s as a time',
    (text) => {
      expect(read(text, (row) => row.instant('value')).problems).toHaveLength(1);
    },
  );

  test('knows which dates exist', () => {
    expect(read('2024-02-29', (row) => row.date('value'))).toEqual({ value: '2024-02-29', problems: [] });
    expect(read('1784-01-05', (row) => row.date('value')).value).toBe('1784-01-05');
    expect(read('2023-02-29', (row) => row.date('value')).problems).toHaveLength(1);
  });

  test('splits lists at the bar and refuses ids that are no numbers', () => {
    expect(read('a| b ||c', (row) => row.list('value')).value).toEqual(['a', 'b', 'c']);
    expect(read('-1', (row) => row.id('value')).value).toBe('-1');
    expect(read('x1', (row) => row.id('value')).problems).toEqual(['value "x1" is not a whole number']);
  });
});
