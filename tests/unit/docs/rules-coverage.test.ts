// The list of functions that compute each operation is whole, and every named file is there.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OPERATIONS } from '../../vectors/operations.ts';
import { projectDir } from '../../support/project-dir.ts';

const list = readFileSync(join(projectDir, 'docs/rules-coverage.md'), 'utf8');
const rows = [...list.matchAll(/^\| `(\w+)` \| `(\w+)` \| `([\w/.-]+)` \|/gm)].map(
  ([, operation = '', computedBy = '', path = '']) => ({ operation, computedBy, path }),
);

test('each operation is listed once, and no other', () => {
  expect(rows.map(({ operation }) => operation).toSorted()).toEqual([...OPERATIONS.keys()].toSorted());
});

test.each(rows)('$operation is computed where the list says', ({ computedBy, path }) => {
  const source = readFileSync(join(projectDir, 'shared/rules', path), 'utf8');
  expect(source).toMatch(new RegExp(`export (function|const) ${computedBy}\\b`));
});
