// The list of invariants marks which have tests; this keeps it true.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectDir } from '../../support/project-dir.ts';

const list = readFileSync(join(projectDir, 'docs/invariants.md'), 'utf8');
const tests = join(projectDir, 'tests');
const sources = readdirSync(tests, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.test\.tsx?$/.test(path))
  .map((path) => readFileSync(join(tests, path), 'utf8'));

const listed = (pattern: RegExp) => [...list.matchAll(pattern)].map(([, number]) => Number(number));
const cited = new Set(sources.flatMap((text) => [...text.matchAll(/\[I(\d+)\]/g)].map(([, number]) => Number(number))));

test('each invariant in bold is cited by a test, and no other', () => {
  expect(listed(/^- \*\*(\d+)\*\*/gm)).toEqual([...cited].toSorted((a, b) => a - b));
});

test('the list is whole', () => {
  const numbers = listed(/^- \**(\d+)\b/gm);
  expect(numbers).toEqual(Array.from({ length: 33 }, (_, index) => index + 1));
});
