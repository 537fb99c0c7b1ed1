// Layouts of bill files, the described examples, and their printed lines.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  printBillFile,
  readBillAnswer,
  billFileName,
  type BillFileLine,
} from '../../../../shared/formats/bill-file.ts';
import { BillLayoutSchema, layoutFaults, type BillLayout } from '../../../../shared/formats/bill-layout.ts';

const example = (name: string): BillLayout =>
  BillLayoutSchema.parse(
    JSON.parse(readFileSync(join(import.meta.dirname, '../../../../docs/billing', `${name}.json`), 'utf8')),
  );

const head = { number: 12, fileDay: '2026-03-03', cutoffDay: '2026-02-01', currency: 'USD', decimals: 2 };
const lines: readonly BillFileLine[] = [
  { n: 1, account: '10012345', kind: 'lost', amountMinor: 8_950, feeDay: '2026-01-20' },
  { n: 3, account: '10067890', kind: 'processing', amountMinor: -1_000, feeDay: '2025-11-02' },
];
const printed = (layout: BillLayout, some = lines) => printBillFile(layout, head, some);

describe('described examples', () => {
  test.each(['banner', 'peoplesoft', 'workday', 'collection'])('%s has no fault', (name) => {
    expect(layoutFaults(example(name))).toEqual([]);
  });

  test('Banner: a header, a line for each fee, and a trailer with count and sum', () => {
    const layout = example('banner');
    expect(billFileName(layout, head)).toBe('LIB_TBRACCD_20260303_00012.dat');
    expect(printed(layout)).toEqual({
      ok: true,
      value: [
        'HLIBRARY 0000001220260303',
        'D10012345 202610LLST000000089.50202601200001200001',
        'D10067890 202610LPRC-00000010.00202511020001200003',
        'T0000000200000000079.50',
        '',
      ].join('\n'),
    });
  });

  test('PeopleSoft: control count and amount in the header, cents without a point', () => {
    expect(printed(example('peoplesoft'))).toEqual({
      ok: true,
      value: [
        '0LIB01USD00000200000000007950',
        '110012345   LIB10000000001000000000008950226201/20/20260001200001          ',
        '110067890   LIB100000000020-0000000001000226211/02/20250001200003          ',
        '',
      ].join('\r\n'),
    });
  });

  test('Workday: CSV with headings, amounts without a sign beside a column that says which they are', () => {
    expect(printed(example('workday'))).toEqual({
      ok: true,
      value: [
        'Student_ID,Charge_Item,Transaction_Type,Amount,Currency,Charge_Date,External_ID',
        '10012345,LIB_LOST,CHARGE,89.50,USD,2026-01-20,0001200001',
        '10067890,LIB_PROCESSING,CREDIT,10.00,USD,2025-11-02,0001200003',
        '',
      ].join('\n'),
    });
  });
});

describe('a layout', () => {
  const faultsOf = (change: (layout: BillLayout) => object) => {
    const layout = example('banner');
    return layoutFaults(BillLayoutSchema.parse({ ...layout, ...change(layout) }));
  };

  test('with columns that cannot be printed is told apart', () => {
    expect(
      faultsOf(() => ({
        detail: [
          { name: 'a', field: 'account', width: 9 },
          { name: 'b', field: 'amount', sign: 'none' },
          { name: 'c', field: 'reference', text: 'x', width: 10 },
          { name: 'd', text: 'long', width: 2 },
          { name: 'e', field: 'kind', width: 4, decimals: 'point' },
        ],
      })),
    ).toEqual([
      'detail.b: no width',
      'detail.c: it has either a field or a text',
      'detail.d: its text is longer than its width',
      'detail.e: decimals and sign are of amounts alone',
      'detail: nothing tells a credit from a charge; give the amount a sign, or add the field direction',
    ]);
  });

  test('needs a file name of its own for each batch, and names for terms that it prints', () => {
    expect(faultsOf(({ file }) => ({ file: { ...file, name: 'library.dat' }, terms: [] }))).toEqual([
      'file.name: it has no {batch}, so that two batches would be one file',
      'terms: a column has the field term, and no term is named',
    ]);
  });

  test('has no field for a name or a title', () => {
    const layout = example('workday');
    const detail = [...layout.detail, { name: 'Title', field: 'title' }];
    expect(BillLayoutSchema.safeParse({ ...layout, detail }).success).toBe(false);
  });
});

describe('a value that does not fit', () => {
  test('is a fault that names the column and the line, and not the account', () => {
    const [first] = lines;
    if (first === undefined) throw new Error('no line');
    expect(printed(example('banner'), [{ ...first, account: '12345678901' }])).toEqual({
      ok: false,
      error: 'line 1, column id: 11 characters do not fit into 9',
    });
    expect(printed(example('banner'), [{ ...first, account: 'Ñ123' }])).toEqual({
      ok: false,
      error: 'line 1, column id: it has a letter that ascii lacks',
    });
  });

  test('is quoted in CSV where it has the separator', () => {
    const [first] = lines;
    if (first === undefined) throw new Error('no line');
    const text = printed(example('workday'), [{ ...first, account: '1,"2"' }]);
    expect(text.ok && text.value.split('\n')[1]?.startsWith('"1,""2""",')).toBe(true);
  });
});

test('an answer says which lines were taken, whether zeros at their begin are there or not', () => {
  const { answer } = example('workday');
  if (answer === undefined) throw new Error('no answer');
  const rows = [
    ['External_ID', 'Status'],
    ['1200001', 'Posted'],
    ['0001200003', 'Unknown student'],
    ['', ''],
  ];
  expect(readBillAnswer(answer, rows)).toEqual({
    ok: true,
    value: { accepted: ['0001200001'], rejected: ['0001200003'] },
  });
  expect(readBillAnswer(answer, [['Id', 'Status']])).toEqual({ ok: false, error: 'it has no column External_ID' });
});
