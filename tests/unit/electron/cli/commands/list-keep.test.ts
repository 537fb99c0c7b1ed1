// `list keep`: the files of a folder, the age of each, and the file left where a list cannot be made. [A26]

import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepLists, type KeptTerms } from '../../../../../electron/cli/commands/list-keep.ts';
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

type Keeping = {
  readonly at?: number;
  readonly broken?: ListName | null;
  readonly error?: Error;
  readonly lists?: string;
} & Partial<KeptTerms>;

/** Keeps two lists once; `broken` cannot be made. */
async function keep(
  folder: string,
  {
    at = AT,
    broken = null,
    error = new HoldfastError('HF-CIRC-001'),
    lists = 'pull-list,hold-shelf',
    desk = 'desk-1',
    listFiles = null,
  }: Keeping = {},
) {
  const made: Made[] = [];
  const said: string[] = [];
  const io = {
    out: (text: string) => said.push(text),
    err: (text: string) => said.push(text),
    taken: () => Promise.resolve(true),
    flushed: () => Promise.resolve(null),
  };
  const values = { folder, lists };
  const make = (list: ListName, isNoted: boolean) => {
    made.push({ list, isNoted });
    if (list === broken) return Promise.reject(error);
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
  };
  const terms = () => Promise.resolve({ desk, listFiles });
  const code = await keepLists({ values, positionals: ['keep'], io, env: {} }, { terms, make });
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
    expect.stringMatching(/^pull-list,2026-11-30.14:02.*HF-CIRC-001,desk-1$/),
    expect.stringMatching(/^hold-shelf,2026-11-30.15:02/),
  ]);
});

test('a folder that is not there is refused, and not made', async () => {
  const folder = aFolder();
  const into = join(folder, 'share');
  await expect(keep(into)).rejects.toMatchObject({ code: 'HF-CLI-006' });
  expect(existsSync(into)).toBe(false);
});

test('an error that is no refusal costs its list alone', async () => {
  const folder = aFolder();
  const { code, said } = await keep(folder, { broken: 'pull-list', error: new TypeError('of a name') });
  expect(code).toBe(1);
  expect(said).toEqual([expect.stringMatching(/^HF-CLI-022: pull-list: .*TypeError/)]);
  expect(said.join()).not.toContain('of a name');
  expect(ages(folder).slice(1)).toEqual(['pull-list,,0,,failed,desk-1', expect.stringMatching(/^hold-shelf,2026/)]);
});

test('a library that keeps no lists is refused, and those of an earlier round go; one without patrons has no columns and lists of them', async () => {
  const folder = aFolder();
  const lists = 'pull-list,patrons-to-call';
  await keep(folder, { lists });
  expect(readFileSync(join(folder, 'pull-list.csv'), 'utf8')).toContain('label');
  const { made } = await keep(folder, { lists, listFiles: 'no-patrons' });
  expect(made.map(({ list }) => list)).toEqual(['pull-list']);
  expect(readFileSync(join(folder, 'pull-list.csv'), 'utf8')).not.toContain('label');
  expect(existsSync(join(folder, 'patrons-to-call.csv'))).toBe(false);
  expect(ages(folder)).toHaveLength(2);
  writeFileSync(join(folder, 'ours.txt'), '');
  await expect(keep(folder, { lists, listFiles: 'none' })).rejects.toMatchObject({ code: 'HF-UI-133' });
  expect(readdirSync(folder)).toEqual(['ours.txt']);
});

test('a folder in which another desk keeps its lists is left alone', async () => {
  const folder = aFolder();
  await keep(folder);
  const before = ages(folder);
  const { code, said, made } = await keep(folder, { at: AT + 3_600_000, desk: 'desk-2' });
  expect([code, made]).toEqual([1, []]);
  expect(said).toEqual([expect.stringMatching(/^HF-CLI-022: lists\.csv: .*Another desk/)]);
  expect(ages(folder)).toEqual(before);
});
