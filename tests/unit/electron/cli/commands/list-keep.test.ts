// `list keep`: the files of a folder, the age of each, and the file left where a list cannot be made. [A26]

import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepLists } from '../../../../../electron/cli/commands/list-keep.ts';
import { HoldfastError } from '../../../../../shared/core/holdfast-error.ts';
import type { ListName } from '../../../../../shared/lists/all.ts';
import { listDocument } from '../../../../../shared/lists/say-list.ts';

const AT = Date.UTC(2026, 10, 30, 22, 2);
const zone = 'America/Los_Angeles';

/** A folder that goes with the test. */
function aFolder(): string {
  return mkdtempSync(join(tmpdir(), 'holdfast-lists-'));
}

type Made = { readonly list: ListName; readonly isNoted: boolean };

/** Keeps two lists once; `broken` cannot be made. */
async function keep(folder: string, { at = AT, broken = null }: { at?: number; broken?: ListName | null } = {}) {
  const made: Made[] = [];
  const said: string[] = [];
  const io = {
    out: (text: string) => said.push(text),
    err: (text: string) => said.push(text),
    taken: () => Promise.resolve(true),
    flushed: () => Promise.resolve(null),
  };
  const values = { folder, lists: 'pull-list,hold-shelf' };
  const code = await keepLists({ values, positionals: ['keep'], io, env: {} }, (list, isNoted) => {
    made.push({ list, isNoted });
    if (list === broken) return Promise.reject(new HoldfastError('HF-CIRC-001'));
    const head = {
      library: 'Honeyfield',
      branch: 'Main',
      zone,
      period: { from: at, to: at },
      madeBy: 'command-line',
      madeAt: at,
      audience: 'internal',
    } as const;
    const manner = { saying: { language: 'en', now: at }, zone, currency: 'USD' } as const;
    return Promise.resolve(listDocument(list, { rows: [] }, { head, manner, coverage: [] }));
  });
  return { code, made, said };
}

const ages = (folder: string) => readFileSync(join(folder, 'lists.csv'), 'utf8').trim().split(/\r?\n/);

test('each list is there as PDF and CSV, with a sheet to write on and how old they are', async () => {
  const folder = aFolder();
  const { code, made } = await keep(folder);
  expect(code).toBe(0);
  expect(made).toEqual([
    { list: 'pull-list', isNoted: true },
    { list: 'hold-shelf', isNoted: true },
  ]);
  expect(readdirSync(folder).toSorted()).toEqual([
    'downtime-sheet.pdf',
    'hold-shelf.csv',
    'hold-shelf.pdf',
    'lists.csv',
    'pull-list.csv',
    'pull-list.pdf',
  ]);
  expect(readFileSync(join(folder, 'downtime-sheet.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
  expect(ages(folder).slice(1)).toEqual([
    expect.stringMatching(/^pull-list,2026-11-30.14:02/),
    expect.stringMatching(/^hold-shelf,2026-11-30.14:02/),
  ]);
});

test('a list that cannot be made stays as it was, the others are made, and the age says why', async () => {
  const folder = aFolder();
  await keep(folder);
  const before = readFileSync(join(folder, 'pull-list.csv'));
  const { code, said } = await keep(folder, { at: AT + 3_600_000, broken: 'pull-list' });
  expect(code).toBe(1);
  expect(said.join()).toMatch(/^HF-CIRC-001: pull-list/);
  expect(readFileSync(join(folder, 'pull-list.csv'))).toEqual(before);
  expect(ages(folder).slice(1)).toEqual([
    expect.stringMatching(/^pull-list,2026-11-30.14:02.*HF-CIRC-001$/),
    expect.stringMatching(/^hold-shelf,2026-11-30.15:02/),
  ]);
});

test('a folder that is not there is refused, and not made', async () => {
  const folder = aFolder();
  const into = join(folder, 'share');
  await expect(keep(into)).rejects.toMatchObject({ code: 'HF-CLI-006' });
  expect(existsSync(into)).toBe(false);
});
