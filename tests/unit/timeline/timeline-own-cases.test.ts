// Our own worked cases: gaps of the shared ones, and each difference that the plain model has found in the folds. The folds and the plain model both
// lead to their ends.

import { readFileSync } from 'node:fs';
import { plainEnd } from '../../simulation/model/plain-end.ts';
import { CaseFileForm } from '../../timeline/case-form.ts';
import { runCase } from '../../timeline/run-case.ts';
import { worldOfCase } from '../../support/plain-world.ts';

/** Readings that the shared cases leave open, cases that combine clauses, and disputed ones with another right end than stated. */
const files = [
  'own-cases',
  'mixed-cases',
  'settled-cases',
  'mark-cases',
  'sought-cases',
  'seen-cases',
  'found-cases',
  'cart-cases',
  'lost-cases',
  'claim-cases',
  'part-cases',
  'hold-cases',
  'billing-cases',
].map((name) => {
  const path = new URL(`../../support/timeline/${name}.json`, import.meta.url);
  return CaseFileForm.parse(JSON.parse(readFileSync(path, 'utf8')));
});
const cases = files.flatMap((file) => file.cases.map((one) => [one.id, one.title, { file, one }] as const));

test.each(cases)('%s: %s [I24]', (_id, _title, { file, one }) => {
  expect(runCase(file, one)).toMatchObject({ id: one.id, outcome: 'passed' });
  expect(plainEnd(worldOfCase(file, one))).toEqual(one.expect);
});
