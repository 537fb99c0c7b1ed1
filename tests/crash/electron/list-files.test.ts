// A program that is killed while it writes lists into a folder: every file is a whole one, none is said to be newer than it is, and the next round
// goes on as if nothing had happened. [A26]

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const script = join(import.meta.dirname, 'support/write-lists.ts');
const FIRST = Date.UTC(2026, 10, 30, 14, 2);
const SECOND = FIRST + 900_000;

describe.each(['between-lists', 'in-a-file'] as const)('killed %s', (when) => {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-killed-lists-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const run = (madeAt: number, at = 'never') => spawnSync(process.execPath, [script, folder, String(madeAt), at]);
  const text = (file: string) => readFileSync(join(folder, file), 'utf8');
  const ageOf = (list: string) => new RegExp(`^${list},([^,]+),`, 'm').exec(text('lists.csv'))?.[1];
  const madeAt = (list: string) => /^made_at,(.+)$/m.exec(text(`${list}.csv`))?.[1]?.slice(0, 16);

  test('files are whole, and ages are never newer than their files', () => {
    expect(run(FIRST).status).toBe(0);
    expect(run(SECOND, when).signal).toBe('SIGKILL');
    for (const list of ['pull-list', 'hold-shelf']) {
      const pdf = readFileSync(join(folder, `${list}.pdf`));
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
      expect(pdf.subarray(-6).toString().trim()).toBe('%%EOF');
      expect(ageOf(list)).toMatch(/^2026-11-30.14:02/);
    }
    expect(madeAt('pull-list')).toBe('2026-11-30T14:17');
    expect(madeAt('hold-shelf')).toBe('2026-11-30T14:02');
  });

  test('the next round writes both, and leaves no rest of the killed one', () => {
    expect(readdirSync(folder).filter((file) => file.endsWith('.part'))).toHaveLength(when === 'in-a-file' ? 1 : 0);
    expect(run(SECOND).status).toBe(0);
    expect(readdirSync(folder).toSorted()).toEqual([
      'downtime-sheet.pdf',
      'hold-shelf.csv',
      'hold-shelf.pdf',
      'lists.csv',
      'pull-list.csv',
      'pull-list.pdf',
    ]);
    for (const list of ['pull-list', 'hold-shelf']) expect(ageOf(list)).toMatch(/^2026-11-30.14:17/);
  });
});
