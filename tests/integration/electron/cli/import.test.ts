// Imports that meet bad input: a wrong row is left out and listed with its line; a file that is damaged or lacking stops the import, and then nothing
// was written.

import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { linesOf, withRows, writeExport, type Changes } from '../../../unit/server/import/support/small-export.ts';
import { ONE_LINE, openProgram, type Ended, type Program } from './support/program.ts';

describe('importing bad input', () => {
  let program: Program;
  const folders: string[] = [];
  const exportOf = (changes: Changes = {}) => {
    const folder = writeExport(changes);
    folders.push(folder);
    return folder;
  };

  beforeAll(() => {
    program = openProgram();
  });
  afterAll(async () => {
    for (const folder of folders) rmSync(folder, { recursive: true });
    await program.close();
  });

  const importFolder = (folder: string, ...more: readonly string[]): Promise<Ended> =>
    program.run(['import', '--from', 'evergreen', '--into', program.path('library'), folder, ...more]);
  const count = async (kind: string) =>
    (await program.lines(['inspect', kind, '--data', program.path('library')])).length;

  test('wrong rows are told with file, line and reason, and cost no other row', async () => {
    const folder = exportOf({
      items: withRows(
        'items',
        '102,B102,50,QA 1 c.3,4,4,1,0',
        '103,B103,999,QA 1 c.4,4,4,1,0,1,1,0,24.99,2,2,book,0,2024-03-04 10:00:00-08',
        '104,B104,50,QA 1 c.5,4,4,1,0,1,1,0,twenty,2,2,book,0,2024-03-04 10:00:00-08',
        '105,B105,50,QA 1 c.6,4,4,1,0,1,1,0,24.99,2,2,book,0,2024-03-04 10:00:00-08',
      ),
    });
    const { code, stdout, stderr } = await importFolder(folder);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^items +3 taken, 3 rejected$/m);
    expect(stdout).toMatch(/^rejected items\.csv:4: .*8 fields.*$/m);
    expect(stdout).toMatch(/^rejected items\.csv:5: .*999.*$/m);
    expect(stdout).toMatch(/^rejected items\.csv:6: .*"twenty".*$/m);
    expect(await count('items')).toBe(3);
  });

  test('a CSV file that ends within a row loses that row alone, and says so', async () => {
    const whole = `${linesOf('patrons').join('\n')}\n`;
    const { code, stdout } = await importFolder(exportOf({ patrons: Buffer.from(whole.slice(0, -30)) }), '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      kinds: { patrons: { taken: 1, rejected: 1 } },
      rejected: expect.arrayContaining([{ file: 'patrons.csv', line: 3, reason: expect.stringMatching(/fields/) }]),
    });
  });

  test.each<readonly [string, RegExp, Changes]>([
    [
      'a compressed file that was cut off',
      /^HF-IMPORT-004: items\.csv\.gz .+; /,
      { items: null, 'items.csv.gz': gzipSync(linesOf('items').join('\n')).subarray(0, 60) },
    ],
    ['a needed file that is lacking', /^HF-IMPORT-002: .+items.*; /, { items: null }],
    ['a header of something else', /^HF-IMPORT-003: .*items\.csv.+; /, { items: ['name,colour', 'a,b'] }],
    ['an empty file', /^HF-IMPORT-003: .*items\.csv.+; /, { items: Buffer.alloc(0) }],
    ['UTF-16', /^HF-IMPORT-005: .*items\.csv.+; /, { items: Buffer.from('\uFEFFcopy_id,barcode', 'utf16le') }],
    ['no library', /^HF-IMPORT-006: .+; /, { org_units: ['id,parent_ou,ou_type,shortname,name'] }],
  ])('%s: one line, exit code 1, and the library is as it was', async (_what, error, changes) => {
    const file = program.path('library', 'central.db');
    const before = [await count('items'), await count('patrons'), await count('loans')];
    const { code, stdout, stderr } = await importFolder(exportOf(changes));
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(ONE_LINE);
    expect(stderr).toMatch(error);
    expect([await count('items'), await count('patrons'), await count('loans')]).toEqual(before);
    expect(existsSync(file)).toBe(true);
  });

  test('a folder that is not there, or is a file, is said, and no database is made for it', async () => {
    const file = program.path('a-file');
    writeFileSync(file, 'kept');
    for (const path of [program.path('nowhere'), file]) {
      const { code, stderr } = await program.run([
        'import',
        '--from',
        'evergreen',
        '--into',
        program.path('new'),
        path,
        '--dry-run',
      ]);
      expect(code).toBe(1);
      expect(stderr).toMatch(/^HF-IMPORT-001: [^\n]+; [^\n]+\n$/);
    }
    expect(existsSync(program.path('new'))).toBe(false);
    expect(readFileSync(file, 'utf8')).toBe('kept');
  });

  test('a first import that is refused leaves no database behind', async () => {
    const fresh = program.path('fresh');
    const noLibrary = { org_units: ['id,parent_ou,ou_type,shortname,name'] };
    for (const args of [
      [exportOf(), '--zone', 'Mars/Olympus'],
      [program.path('nowhere')],
      [exportOf({ items: null })],
      [exportOf(noLibrary)],
    ]) {
      const { code, stderr } = await program.run(['import', '--from', 'evergreen', '--into', fresh, ...args]);
      expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(ONE_LINE) });
      expect(existsSync(fresh)).toBe(false);
    }
  });

  test('a row that cannot be read at all is not said to be gone, and --prune says that it dropped nothing', async () => {
    const into = ['--into', program.path('vague')];
    const run = async (folder: string, ...more: readonly string[]) =>
      (await program.run(['import', '--from', 'evergreen', ...into, folder, ...more])).stdout;
    await run(exportOf());
    const [header = '', first = '', ...rest] = linesOf('items');
    const told = await run(exportOf({ items: [header, first.slice(0, 9), ...rest] }), '--prune');
    expect(told).toMatch(
      /^not found in the export: item 100 \(it may be in one of the rows that could not be read\)$/m,
    );
    expect(told).toMatch(/^dropped nothing of the kind item: .+$/m);
    expect(told).not.toMatch(/no longer in the export: item/);
  });

  test('a zone that is none is said', async () => {
    const { code, stderr } = await importFolder(exportOf(), '--zone', 'Mars/Olympus');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^HF-IMPORT-007: Mars\/Olympus [^\n]+; [^\n]+\n$/);
  });

  test('another library than the one that is there is refused', async () => {
    const units = linesOf('org_units').map((line) => line.replace('1,,1,ALL,All Libraries', '1,,1,OTHER,Others'));
    const { code, stderr } = await importFolder(exportOf({ org_units: units }));
    expect(code).toBe(1);
    expect(stderr).toMatch(/^HF-IMPORT-008: [^\n]+; [^\n]+\n$/);
    expect(await count('items')).toBe(3);
  });

  test('an import that is killed is made whole by the next', async () => {
    const items = Array.from(
      { length: 3_000 },
      (_, n) => `${200 + n},C${n},50,QA ${n},4,4,1,0,1,1,0,24.99,2,2,book,0,2024-03-04 10:00:00-08`,
    );
    const folder = exportOf({ items: withRows('items', ...items) });
    const args = ['import', '--from', 'evergreen', '--into', program.path('killed'), folder, '--progress'];
    const { child, ended } = program.spawn(args);
    // Rows were read, so that some are being written.
    child.stderr?.once('data', () => child.kill('SIGKILL'));
    expect((await ended).signal).toBe('SIGKILL');
    const [again] = await program.lines<{ kinds: unknown }>(args.slice(0, -1));
    expect(again?.kinds).toMatchObject({ items: { taken: 3_002, rejected: 0 } });
    const place = ['--data', program.path('killed')];
    expect(await program.lines(['inspect', 'items', ...place])).toHaveLength(3_002);
    const [third] = await program.lines<{ written: number }>(args.slice(0, -1));
    expect(third).toMatchObject({ written: 0 });
  });
});
