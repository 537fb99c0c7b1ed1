// A list to order by, as MARC 21 records, one a row: data of the title, price of the lost copy, and branch of the new one.

import { printMarc, type MarcDataField } from '../../../shared/formats/marc-record.ts';
import type { SaidReport } from '../../../shared/reports/say-report.ts';

/** The bytes of the file. */
export function writeMarc({ sections, madeAt }: SaidReport): Uint8Array {
  const made = new Date(madeAt).toISOString();
  const rows = sections.flatMap(({ columns, texts }) =>
    texts.map(
      (row) =>
        new Map(
          columns.flatMap(({ key, label }, at) => [
            [key, row[at] ?? ''],
            [`${key}_label`, label],
          ]),
        ),
    ),
  );
  return Buffer.concat(rows.map((row) => recordOf((key) => row.get(key) ?? '', made)));
}

function recordOf(said: (key: string) => string, made: string): Uint8Array {
  const author = said('author');
  const year = /\d{4}/.exec(said('published'))?.[0] ?? 'uuuu';
  return printMarc({
    type: 'am',
    // No 001: the number of a record is given by the system that takes it in. The barcode is that of the copy.
    control: [
      ['005', `${made.replaceAll(/[-:T]/g, '').slice(0, 14)}.0`],
      ['008', `${made.slice(2, 10).replaceAll('-', '')}s${year}`.padEnd(35).concat('und  ')],
    ],
    fields: [
      field('020', '  ', ['a', said('isbn')], ['c', said('isbn') === '' ? '' : said('price')]),
      field('100', '1 ', ['a', author]),
      field('245', `${author === '' ? '0' : '1'}0`, ['a', said('title')]),
      field('264', ' 1', ['c', said('published')]),
      // The copy that another is bought for.
      field(
        '852',
        '  ',
        ['b', said('branch')],
        ['h', said('call_number')],
        ['p', said('barcode')],
        ['9', said('price')],
        // A note for staff; $z is shown to the public.
        ['x', said('what')],
        ['x', said('uses') === '' ? '' : `${said('uses_label')}: ${said('uses')}, ${said('use_years')}`],
      ),
    ],
  });
}

function field(tag: string, indicators: string, ...subfields: MarcDataField['subfields']): MarcDataField {
  return { tag, indicators, subfields };
}
