// Titles with their copies as MARCXML: title, author, ISBNs and date, and a field for each copy, which the systems read in fields of their own.

import type { Item } from '../../shared/circ/model/item.ts';
import type { Title } from '../../shared/circ/model/title.ts';
import { readRowsBy } from '../store/read-rows.ts';
import { rowPages } from '../store/table-pages.ts';
import { amountText, type Exporting } from './exporting.ts';
import { itemTeller } from './told-rows.ts';

/** The field of a copy: its tag, and its subfields. Empty ones are left out. */
export type CopyField = {
  readonly tag: string;
  readonly indicators: string;
  readonly about: string;
  readonly subfields: (item: Item, exporting: Exporting) => readonly (readonly [code: string, text: string])[];
};

/** Field 852 of MARC 21: Evergreen takes copies from it, and most systems read it. */
export const HOLDINGS_FIELD: CopyField = {
  tag: '852',
  indicators: '  ',
  about:
    'titles with their copies in field 852: b branch, c shelving location, j call number, p barcode, g item type, y price',
  subfields: ({ home, location, callNumber, barcode, kind, priceMinor }, exporting) => [
    ['b', home],
    ['c', location ?? ''],
    ['j', callNumber],
    ['p', barcode],
    ['g', kind ?? ''],
    ['y', amountText(priceMinor, exporting)],
  ],
};

/** Writes every title with its copies. */
export async function writeMarc(exporting: Exporting, name: string, copyField: CopyField): Promise<void> {
  const { tx, folder } = exporting;
  const file = folder.open({ name, about: `MARC 21 as XML: ${copyField.about}` });
  file.write('<?xml version="1.0" encoding="UTF-8"?>\n<collection xmlns="http://www.loc.gov/MARC21/slim">\n', 0);
  const told = await itemTeller(tx);
  for await (const titles of rowPages(tx, 'title')) {
    const items = (await readRowsBy(tx, 'item', { column: 'title_id', values: titles.map(({ id }) => id) })).flatMap(
      told,
    );
    const copies = Map.groupBy(
      items.toSorted((a, b) => (a.barcode < b.barcode ? -1 : 1)),
      ({ titleId }) => titleId,
    );
    const texts = titles.map((title) => recordText(title, copies.get(title.id) ?? [], { exporting, copyField }));
    file.write(texts.join(''), titles.length);
  }
  file.write('</collection>\n', 0);
  file.close();
}

type Fields = { readonly exporting: Exporting; readonly copyField: CopyField };

function recordText(title: Title, items: readonly Item[], { exporting, copyField }: Fields): string {
  const { author, isbns, published } = title;
  const form = title.videoFormat === null ? '' : controlField('007', `v   ${title.videoFormat}`);
  return [
    '<record>\n',
    `<leader>     n${title.recordType ?? 'a'}${title.recordLevel ?? 'm'} a22     u 4500</leader>\n`,
    controlField('001', title.id),
    form,
    controlField('008', fixedField(title)),
    ...isbns.map((isbn) => dataField('020', '  ', [['a', isbn]])),
    ...(author === null ? [] : [dataField('100', '1 ', [['a', author]])]),
    dataField('245', author === null ? '00' : '10', [['a', title.title]]),
    ...(published === null ? [] : [dataField('264', ' 1', [['c', published]])]),
    ...items.map((item) => dataField(copyField.tag, copyField.indicators, copyField.subfields(item, exporting))),
    '</record>\n',
  ].join('');
}

/** The year of publication and the form of item are the two that we know of its forty signs. */
function fixedField({ published, recordForm, recordType }: Title): string {
  const year = /\d{4}/.exec(published ?? '')?.[0] ?? 'uuuu';
  const signs = `000000s${year}`.padEnd(35).concat('und  ').split('');
  // The form of item stands in another place for maps, pictures and objects.
  if (recordForm !== null) signs['efgkor'.includes(recordType ?? ' ') ? 29 : 23] = recordForm;
  return signs.join('').slice(0, 40);
}

const controlField = (tag: string, text: string): string =>
  `<controlfield tag="${tag}">${escapeXml(text)}</controlfield>\n`;

function dataField(
  tag: string,
  indicators: string,
  subfields: readonly (readonly [code: string, text: string])[],
): string {
  const parts = subfields.flatMap(([code, text]) =>
    text === '' ? [] : [`<subfield code="${code}">${escapeXml(text)}</subfield>`],
  );
  return `<datafield tag="${tag}" ind1="${indicators[0]}" ind2="${indicators[1]}">${parts.join('')}</datafield>\n`;
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Control characters cannot stand in XML at all. */
function escapeXml(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\uFFFE\uFFFF]/gu, ' ')
    .toWellFormed()
    .replaceAll(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign);
}
