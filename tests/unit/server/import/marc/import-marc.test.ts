// MARC records, looked at: titles and copies of both formats and both forms, and refused records.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { importMarc, type MarcOptions } from '../../../../../server/import/marc/import-marc.ts';
import { parseIso2709 } from '../../../../../server/import/marc/iso2709.ts';
import { ITEM_MAPPINGS } from '../../../../../server/import/marc/item-mapping.ts';
import { itemsOfRecord, type ItemReading } from '../../../../../server/import/marc/items-of-record.ts';
import type { MarcRecord } from '../../../../../server/import/marc/marc-record.ts';
import { loadMarc8 } from '../../../../../server/import/marc/marc8.ts';
import { titleOfRecord } from '../../../../../server/import/marc/title-of-record.ts';
import type { ImportResult } from '../../../../../server/import/import-options.ts';
import { marcBytes, type MarcLine } from '../../../../support/marc-bytes.ts';
import { clock } from '../support/small-export.ts';

const MOBY: readonly MarcLine[] = [
  ['001', 'b1'],
  ['003', 'HILL'],
  ['007', 'vd cvaizq'],
  ['008', '260101s1851    nyu     s     000 1 eng d'],
  ['020', '  $a978-0-14-243724-7 (pbk.)'],
  ['100', '1 $aMelville, Herman,$d1819-1891.'],
  ['245', '10$aMoby-Dick, or, The whale /$cHerman Melville.'],
  ['264', ' 4$c©1851'],
  ['264', ' 1$aNew York :$bHarper,$c1851.'],
  ['952', '  $aMAIN$bLAW$cSTACKS$pB1$oPS2384 .M6$yBK$v$24.99$70'.replace('$24.99', '24.99')],
  ['952', '  $aMAIN$pB2$71$11'],
];

async function recordOf(lines: readonly MarcLine[], how: Parameters<typeof marcBytes>[1] = {}): Promise<MarcRecord> {
  const bytes = marcBytes(lines, how);
  const read = parseIso2709(bytes.subarray(0, -1), { encoding: 'auto', marc8: await loadMarc8() });
  if (typeof read === 'string') throw new Error(read);
  return read;
}

describe('titles', () => {
  test('of MARC 21', async () => {
    expect(titleOfRecord(await recordOf(MOBY))).toEqual({
      id: 'HILL b1',
      title: {
        title: 'Moby-Dick, or, The whale',
        author: 'Melville, Herman',
        isbns: ['9780142437247'],
        published: '1851',
        recordType: 'a',
        recordForm: 's',
        recordLevel: 'm',
        videoFormat: 'v',
      },
    });
  });

  test('of UNIMARC', async () => {
    const record = await recordOf([
      ['001', 'u1'],
      ['010', '  $a2-07-036822-X'],
      ['100', '  $a20260101d1942    m  y0frey50      ba'],
      ['200', '1 $aL’étranger$eroman$fAlbert Camus'],
      ['210', '  $aParis$cGallimard$d1942'],
      ['700', ' 1$aCamus$bAlbert'],
    ]);
    expect(titleOfRecord(record)).toMatchObject({
      id: 'u1',
      title: { title: 'L’étranger roman', author: 'Camus, Albert', isbns: ['207036822X'], published: '1942' },
    });
  });

  test.each([
    ['MARC-8 by its leader', 'nam  22', '\xe2Emile Zola', 0],
    ['UTF-8 by its leader', 'nam a22', Buffer.from('Émile Zola').toString('latin1'), 0],
    ['UTF-8 against its leader', 'nam  22', Buffer.from('Émile Zola').toString('latin1'), 1],
    ['MARC-8 against its leader', 'nam a22', '\xe2Emile Zola', 1],
  ])('in %s', async (_name, kind, author, notes) => {
    const record = await recordOf(
      [
        ['001', 'x'],
        ['245', `10$aTitle /$c${author}`],
      ],
      {
        leader: `     ${kind}     2a 4500`,
        encode: (text) => Buffer.from(text, 'latin1'),
      },
    );
    expect(titleOfRecord(record)?.title.author).toBe('Émile Zola');
    expect(record.notes).toHaveLength(notes);
  });

  test.each([
    ['ISO 5426', '\xc2Emile Zola', 0],
    ['UTF-8', Buffer.from('Émile Zola').toString('latin1'), 0],
    ['ISO 5426 with an escape to ASCII', '\xc2Emile\x1b(B Zola', 0],
    ['ISO 5426 with an escape to another set', '\xc2Emile Zola\x1b(N', 1],
  ])('of UNIMARC in %s', async (_name, author, notes) => {
    const lines: MarcLine[] = [
      ['001', 'x'],
      ['200', `1 $aTitre$f${author}`],
    ];
    const encode = (text: string) => Buffer.from(text, 'latin1');
    const record = await recordOf(lines, { leader: '     nam  22     2a 4500', encode });
    expect(titleOfRecord(record)?.title.author).toBe('Émile Zola');
    expect(record.notes).toHaveLength(notes);
  });

  test('without a number are known by their words', async () => {
    const lines = MOBY.filter(([tag]) => tag > '003');
    const [one, two] = [titleOfRecord(await recordOf(lines)), titleOfRecord(await recordOf(lines))];
    expect(one?.id).toMatch(/^words /);
    expect(one?.id).toBe(two?.id);
  });
});

describe('copies', () => {
  const reading = (mapping: ItemReading['mapping']): ItemReading => ({ mapping, zone: 'UTC', decimals: 2 });

  test('are found by what the record shows', async () => {
    const found = itemsOfRecord(await recordOf(MOBY), 't', reading('auto'));
    expect(found).toMatchObject([
      {
        item: {
          id: 'B1',
          home: 'MAIN',
          holding: 'LAW',
          location: 'STACKS',
          status: 'available',
          item: { callNumber: 'PS2384 .M6', kind: 'BK', priceMinor: 2_499, circulates: true },
        },
      },
      { item: { id: 'B2', status: 'lost', item: { circulates: false, holdable: false } } },
    ]);
    expect(itemsOfRecord(await recordOf(MOBY), 't', reading('none'))).toEqual([]);
  });

  test.each([
    ['evergreen', ['852', '  $bMAIN$bLAW$cStacks$jQA 1$pE1$gBOOK$y12.50'], { home: 'MAIN', location: 'Stacks' }],
    ['koha-unimarc', ['995', '  $bMAIN$cLAW$fE1$kR CAM$rLIV'], { home: 'MAIN', holding: 'LAW' }],
    ['symphony', ['999', '  $aQA 1$iE1$mMAIN$lSTACKS$tBOOK'], { home: 'MAIN', location: 'STACKS' }],
    ['sierra', ['945', '  $aQA 1$iE1$lmain$t0$p$12.50'.replace('$12.50', '12.50')], { home: null, location: 'main' }],
    ['local', ['949', '  $aQA 1$iE1$mMAIN$lSTACKS$tBOOK'], { home: 'MAIN' }],
    ['holdings', ['876', '  $pE1$lStacks$c$12.50'.replace('$12.50', '12.50')], { location: 'Stacks' }],
  ] as const)('of %s', async (name, line, wanted) => {
    const record = await recordOf([['001', 'x'], ['245', '10$aTitle'], line]);
    for (const mapping of [ITEM_MAPPINGS[name], 'auto'] as const)
      expect(itemsOfRecord(record, 't', reading(mapping))).toMatchObject([{ item: { id: 'E1', ...wanted } }]);
  });

  test('by a mapping of the library', async () => {
    const record = await recordOf([
      ['001', 'x'],
      ['245', '10$aTitle'],
      ['900', '  $zB9$xSHELF$wFIC$wABC'],
    ]);
    const mapping = { field: '900', barcode: ['z'], location: ['x'], callNumber: ['w'] };
    expect(itemsOfRecord(record, 't', reading(mapping))).toMatchObject([
      { item: { id: 'B9', location: 'SHELF', item: { callNumber: 'FIC ABC' } } },
    ]);
  });
});

describe('files', () => {
  const moby = marcBytes(MOBY);
  const emma = marcBytes([
    ['001', 'b2'],
    ['245', '10$aEmma /$cJane Austen.'],
  ]);

  test('are taken whole, with line ends between records', async () => {
    const { kinds, rejected } = await importBytes({ 'a.mrc': Buffer.concat([moby, Buffer.from('\r\n'), emma]) });
    expect(rejected).toEqual([]);
    expect(kinds).toEqual({ titles: { taken: 2, rejected: 0 }, items: { taken: 2, rejected: 0 } });
  });

  test('are read compressed and in folders', async () => {
    const { kinds } = await importBytes({ 'a.mrc.gz': gzipSync(moby), 'b.xml': xmlOf('b3', 'Emma') });
    expect(kinds['titles']).toEqual({ taken: 2, rejected: 0 });
  });

  test.each<[string, Buffer, string]>([
    ['nonsense', Buffer.from('this is no MARC\u001d'), 'a.mrc:1: the record is shorter than its leader'],
    [
      'a longer nonsense',
      Buffer.from(`${'this is no MARC '.repeat(9)}\u001d`),
      'a.mrc:1: the record does not begin with a leader',
    ],
    ['a record that is cut off', Buffer.concat([emma, moby.subarray(0, 200)]), 'a.mrc:2: the record has no end'],
    ['a wrong base address', withBytes(emma, 12, '00099'), 'a.mrc:1: its directory does not end where its leader says'],
    ['a field beyond the end', withBytes(emma, 27, '9999'), 'a.mrc:1: its directory does not fit its fields at 001'],
    ['a record without a title', marcBytes([['001', 'x']]), 'a.mrc:1: the record has no title'],
    ['a deleted record', withBytes(emma, 5, 'd'), 'a.mrc:1: the record is deleted'],
    ['a number that was there', Buffer.concat([emma, emma]), 'a.mrc:2: the id b2 is there already'],
    [
      'a copy without a barcode',
      marcBytes([
        ['001', 'x'],
        ['245', '10$aT'],
        ['952', '  $aMAIN'],
      ]),
      '',
    ],
  ])('name %s', async (_name, bytes, wanted) => {
    const { rejected } = await importBytes({ 'a.mrc': bytes });
    expect(rejected.map(({ file, line, reason }) => `${file}:${line}: ${reason}`)).toEqual(
      wanted === '' ? [] : [wanted],
    );
  });

  test('name copies without a barcode where a mapping is told', async () => {
    const bytes = marcBytes([
      ['001', 'x'],
      ['245', '10$aT'],
      ['952', '  $aMAIN'],
    ]);
    const { rejected } = await importBytes({ 'a.mrc': bytes }, { items: ITEM_MAPPINGS.koha });
    expect(rejected).toEqual([{ file: 'a.mrc', line: 1, reason: 'a copy in field 952 has no barcode' }]);
  });

  test('stop before anything is taken where XML or a packed file is damaged', async () => {
    await expect(importBytes({ 'a.xml': Buffer.from('<collection><record></collection>') })).rejects.toMatchObject({
      code: 'HF-IMPORT-004',
    });
    await expect(importBytes({ 'a.mrc.gz': Buffer.from('no gzip') })).rejects.toMatchObject({ code: 'HF-IMPORT-004' });
    await expect(importBytes({ 'notes.txt': Buffer.from('x') })).rejects.toMatchObject({ code: 'HF-IMPORT-002' });
  });

  test('make branches and locations that the library does not have, and say so', async () => {
    const { notes } = await importBytes({ 'a.mrc': moby });
    const texts = notes.map(({ text }) => text);
    expect(texts).toEqual(
      expect.arrayContaining([
        'MAIN is new: it became a branch of Library',
        'LAW is new: it became a branch of Library',
        'STACKS is new: it became a location of MAIN',
      ]),
    );
  });
});

function xmlOf(id: string, title: string): Buffer {
  return Buffer.from(`<?xml version="1.0"?>
<marc:collection xmlns:marc="http://www.loc.gov/MARC21/slim"><marc:record><marc:leader>00000nam a2200000 a 4500</marc:leader>
<marc:controlfield tag="001">${id}</marc:controlfield>
<marc:datafield tag="245" ind1="1" ind2="0"><marc:subfield code="a">${title} &amp; more</marc:subfield></marc:datafield>
</marc:record></marc:collection>`);
}

function withBytes(record: Buffer, at: number, text: string): Buffer {
  const copy = Buffer.from(record);
  copy.write(text, at, 'latin1');
  return copy;
}

async function importBytes(
  files: Readonly<Record<string, Buffer>>,
  options: Partial<MarcOptions> = {},
): Promise<ImportResult> {
  const path = mkdtempSync(join(tmpdir(), 'holdfast-marc-'));
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(path, name), bytes);
  try {
    return await importMarc({ store: null, clock, zone: 'UTC', ...options, path });
  } finally {
    rmSync(path, { recursive: true });
  }
}
