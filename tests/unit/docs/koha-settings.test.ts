// The page on Koha's settings names every site setting that an import takes, with Koha's own default.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_SETTINGS, KohaSettingsSchema } from '../../../shared/rules/koha/koha-rule-set.ts';
import { projectDir } from '../../support/project-dir.ts';

const page = readFileSync(join(projectDir, 'docs/import.md'), 'utf8');
const table = page.slice(page.indexOf('| setting | in Koha |'));
const rows = new Map(
  [...table.matchAll(/^\| `(\w+)` \| [^|]+ \| `([^`]+)`/gm)].map(([, name = '', first = '']) => [name, first]),
);

test('each setting is listed once, and no other', () => {
  expect([...rows.keys()].toSorted()).toEqual(Object.keys(KohaSettingsSchema.shape).toSorted());
});

test.each(Object.entries(DEFAULT_SETTINGS))('%s is listed with the value that it comes with', (name, value) => {
  expect(rows.get(name)).toBe(typeof value === 'string' ? value : JSON.stringify(value));
});
