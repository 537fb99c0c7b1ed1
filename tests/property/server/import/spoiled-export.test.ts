// With any damage to the lines of an export, an import ends: with every row taken or rejected, or with one error that
// has a code.

import fc from 'fast-check';
import { HoldfastError } from '../../../../shared/core/holdfast-error.ts';
import { lookAt, linesOf, type SmallFile } from '../../../unit/server/import/support/small-export.ts';
import { recordAssembler } from '../../../../server/import/csv/assemble-records.ts';
import type { FolderTable } from '../../../../server/import/csv/table-folder.ts';
import { EVERGREEN_TABLES } from '../../../../server/import/evergreen/evergreen-tables.ts';
import type { ImportResult } from '../../../../server/import/import-options.ts';

const files: readonly SmallFile[] = [
  'org_units',
  'patron_groups',
  'circ_matrix',
  'hours_of_operation',
  'closed_dates',
  'open_circs',
  'holds',
  'cards',
  'patron_blocks',
  'patrons',
  'bibs',
  'items',
];

/** Changes to one field of a row. */
const spoil = fc.constantFrom<(field: string) => string>(
  () => '',
  () => '-1',
  () => '999999999999',
  () => 'x',
  () => '"',
  () => '"a""b"',
  () => 'é\u0000 ',
  () => '2024-02-30 00:00:00-08',
  (field) => `${field},`,
  (field) => `${field}9`,
);

type SpoiledField = {
  readonly file: SmallFile;
  readonly row: number;
  readonly field: number;
  readonly spoil: (field: string) => string;
  readonly copies: number;
};

const spoiled: fc.Arbitrary<SpoiledField> = fc.record({
  file: fc.constantFrom(...files),
  row: fc.nat({ max: 3 }),
  field: fc.nat({ max: 16 }),
  spoil,
  copies: fc.integer({ min: 1, max: 3 }),
});

describe('a spoiled export', () => {
  test('has every row taken or rejected, or stops with a code', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(spoiled, { minLength: 1, maxLength: 4 }), async (changes) => {
        const spoiledFiles = spoilFiles(changes);
        const result = await lookAt(spoiledFiles).catch((error: unknown) => error);
        if (result instanceof HoldfastError) return;
        if (result instanceof Error) throw result;
        const { kinds, rejected } = parseResult(result);
        for (const [name, lines] of Object.entries(spoiledFiles)) {
          const { kind } = tableOf(name);
          const count = kinds[kind] ?? { taken: 0, rejected: 0 };
          // A stray quote may close in a later row by chance: then two lines are one row, as they are in any reading of CSV.
          const rows = lines.join('').includes('"') ? recordsIn(lines) : lines.length - 1;
          expect([name, count.taken + count.rejected]).toEqual([name, rows]);
          expect(rejected.filter((row) => row.file === `${name}.csv`)).toHaveLength(count.rejected);
        }
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});

function parseResult(result: unknown): ImportResult {
  return result as ImportResult;
}

function tableOf(name: string): FolderTable {
  const found = Object.entries(EVERGREEN_TABLES).find(([key]) => key === name);
  if (found === undefined) throw new Error(`no table ${name}`);
  return found[1];
}

function recordsIn(lines: readonly string[]): number {
  const [header = '', ...rows] = lines;
  const assembler = recordAssembler(header.split(',').length);
  const numbered = rows.flatMap((text) => text.split('\n')).map((text, index) => ({ number: index + 2, text }));
  return assembler.take(numbered).length + assembler.end().length;
}

function spoilFiles(changes: readonly SpoiledField[]): Record<string, readonly string[]> {
  const result: Record<string, readonly string[]> = {};
  for (const { file, row, field, spoil: change, copies } of changes) {
    const [header = '', ...rows] = result[file] ?? linesOf(file);
    const index = row % rows.length;
    const fields = (rows[index] ?? '').split(',');
    const at = field % fields.length;
    const line = fields.map((value, place) => (place === at ? change(value) : value)).join(',');
    result[file] = [header, ...rows.toSpliced(index, 1, ...Array.from({ length: copies }, () => line))];
  }
  return result;
}
