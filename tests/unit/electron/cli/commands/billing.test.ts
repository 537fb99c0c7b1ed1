// `billing layout check`: the examples that come with the project, and a layout with faults.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { billingCommand } from '../../../../../electron/cli/commands/billing.ts';

const examples = join(import.meta.dirname, '../../../../../docs/billing');

async function check(path: string) {
  const lines: string[] = [];
  const io = {
    out: (text: string) => lines.push(text),
    err: (text: string) => lines.push(text),
    taken: () => Promise.resolve(true),
    flushed: () => Promise.resolve(null),
  };
  const code = await billingCommand.run({ values: {}, positionals: ['layout', 'check', path], io, env: {} });
  return { code, lines };
}

test('says what a layout takes, and how long its records are', async () => {
  expect(await check(join(examples, 'banner.json'))).toEqual({
    code: 0,
    lines: [
      'pomona: lost, processing, overdue, damage, missing-part, replacement to the Pomona student account (student-account), from 5.00, 30 days old',
      'header: 4 columns, 25 characters',
      'detail: 7 columns, 50 characters',
      'trailer: 3 columns, 23 characters',
    ],
  });
});

test('names each fault with its place, and ends with 1', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-layout-'));
  try {
    const path = join(folder, 'layout.json');
    writeFileSync(path, JSON.stringify({ form: 1, name: 'Pomona', detail: [] }));
    const { code, lines } = await check(path);
    expect(code).toBe(1);
    expect(lines.map((line) => line.split(':')[0])).toEqual(
      expect.arrayContaining(['name', 'office', 'who', 'detail']),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
