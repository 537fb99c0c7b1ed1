// `callnumbers check`: the facts that come with the project, and the report on a file of cases.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callNumbersCommand } from '../../../../../electron/cli/commands/callnumbers.ts';
import { sharedData } from '../../../../support/project-dir.ts';
import { describeIf } from '../../../../support/skip.ts';

async function check(path: string, isVerbose = false) {
  const lines: string[] = [];
  const io = {
    out: (text: string) => lines.push(text),
    err: (text: string) => lines.push(text),
    taken: () => Promise.resolve(true),
    flushed: () => Promise.resolve(null),
  };
  const values = isVerbose ? { verbose: true } : {};
  const code = await callNumbersCommand.run({ values, positionals: ['check', path], io, env: {} });
  return { code, lines };
}

/** A case of each question, and the system that reads it as the rules do. */
const READINGS = {
  'lc-0078': 'Stanford: V188 is a second cutter',
  'lc-0090': 'unit-wise reading',
  'lc-0091': 'Stanford; marc4j',
  'lc-0092': 'marc4j',
  'lc-0102': 'unit by unit',
  'lc-0347': 'lc_callnumber, lcsort, marc4j',
  'lc-0733': 'lc_callnumber, lcsort, marc4j, Bibliotek',
  'lc-0739': 'lcsort',
  'dewey-0118': 'Open Library',
  'dewey-0274': 'marc4j',
  'dewey-0278': 'LibLime-Koha',
  'sudoc-0016': 'years, then letters, then numbers',
  'sudoc-0024': 'years, then letters, then numbers',
  'sudoc-0050': 'pycallnumber, catalog-api',
  'sudoc-0100': 'letters before numbers without exception',
  'sudoc-0110': 'FOLIO',
  'local-0112': 'catalog-api',
};

const facts = sharedData('data/call-numbers/cases.json');

describeIf(facts !== undefined, 'call-number facts', 'the call-number cases are not beside the project', () => {
  test('all hold but two, each of which another source contradicts', async () => {
    const { lines } = await check(facts ?? '');
    // A lone date after the class is that of the class (B9 2000); a suffix does not repeat the date (PN1995.9 .N3 N75 1970).
    expect(lines).toEqual([
      'FAIL lc-0647: classDate null expected of A1 1990, "1990" came',
      'FAIL lc-0673: suffix "2011" expected of D13.5 .E85 K467 2011, null came',
      '1007 passed, 2 failed, 0 skipped',
    ]);
  });

  // Most disputed pairs pass under either reading, so the reading of each question is pinned here
  // (docs/decisions/call-numbers.md).
  test('one reading is followed of each question that sources dispute', async () => {
    const { lines } = await check(facts ?? '', true);
    expect(lines.filter((line) => line.startsWith('CHOSEN'))).toHaveLength(70);
    for (const [id, by] of Object.entries(READINGS)) {
      expect(lines.find((line) => line.startsWith(`CHOSEN ${id}:`))).toContain(`(${by}`);
    }
  });
});

describe('a file of cases', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'callnumbers-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function fileOf(...cases: readonly object[]): string {
    const path = join(folder, 'cases.json');
    writeFileSync(path, JSON.stringify({ cases: cases.map((one) => ({ scheme: 'lc', ...one })) }));
    return path;
  }

  test('differences, unknown kinds, schemes and parts, and malformed cases are told and cost no other case', async () => {
    const path = fileOf(
      { id: 'right', kind: 'pair', a: 'QA1', b: 'QA2' },
      { id: 'order', kind: 'pair', a: 'QA10', b: 'QA2' },
      { id: 'place', kind: 'different', a: 'QA 10', b: 'QA10' },
      { id: 'list', kind: 'list', list: ['QA1', 'QA1'], strict: true },
      { id: 'loose', kind: 'list', list: ['QA1', 'QA1'], strict: false },
      { id: 'part', kind: 'parse', input: 'QA1', expect: { class: 'QB' } },
      { id: 'malformed', kind: 'pair', a: 'QA1' },
      { id: 'kind', kind: 'juggle' },
      { id: 'field', kind: 'parse', input: 'QA1', expect: { color: 'red' } },
      { id: 'scheme', kind: 'pair', a: 'a', b: 'b', scheme: 'accession' },
    );
    const { code, lines } = await check(path, true);
    expect(code).toBe(1);
    expect(lines.map((line) => line.split(':')[0])).toEqual([
      'FAIL order',
      'FAIL place',
      'FAIL list',
      'FAIL part',
      'FAIL malformed',
      'SKIP kind',
      'SKIP field',
      'SKIP scheme',
      '2 passed, 5 failed, 3 skipped',
    ]);
  });

  test('a disputed case is held against the reading that is followed, which --verbose names', async () => {
    const path = fileOf({
      id: 'words',
      kind: 'pair',
      a: 'R 241 extra',
      b: 'R 241 .A2498',
      disputed: true,
      readings: [
        { order: ['R 241 extra', 'R 241 .A2498'], by: 'words first' },
        { order: ['R 241 .A2498', 'R 241 extra'], by: 'cutters first' },
      ],
    });
    expect(await check(path)).toEqual({ code: 0, lines: ['1 passed, 0 failed, 0 skipped'] });
    expect((await check(path, true)).lines[0]).toBe('CHOSEN words: R 241 .A2498 before R 241 extra (cutters first)');
  });

  test('a disputed part is held against the part that each reading names', async () => {
    const path = fileOf({
      id: 'base',
      kind: 'parse',
      input: 'QA1 .A5 v.2',
      expect: { base: 'QA1 .A5 v.2' },
      disputed: true,
      readings: [
        { base: 'QA1 .A5 v.2', by: 'one' },
        { base: 'QA1 .A5', by: 'two' },
      ],
    });
    expect((await check(path, true)).lines).toEqual([
      'CHOSEN base: {"base":"QA1 .A5"} (two)',
      '1 passed, 0 failed, 0 skipped',
    ]);
  });

  test('a disputed case that no reading tells so fails', async () => {
    const path = fileOf({
      id: 'neither',
      kind: 'pair',
      a: 'QA2',
      b: 'QA1',
      disputed: true,
      readings: [{ order: ['QA2', 'QA1'] }, { order: 'equal' }],
    });
    expect((await check(path)).lines.at(-1)).toBe('0 passed, 1 failed, 0 skipped');
  });
});
