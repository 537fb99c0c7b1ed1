// Our own worked cases: what the shared ones leave out, and each difference that the plain model has found in the folds.
// The folds and the plain model both lead to their ends.

import { readFileSync } from 'node:fs';
import { plainEnd } from '../../../../electron/cli/simulate/model/plain-end.ts';
import { CaseFileForm } from '../../../../electron/cli/timeline/case-form.ts';
import { runCase } from '../../../../electron/cli/timeline/run-case.ts';
import { worldOfCase } from '../../../support/plain-world.ts';

const path = new URL('../../../support/timeline/own-cases.json', import.meta.url);
const file = CaseFileForm.parse(JSON.parse(readFileSync(path, 'utf8')));

test.each(file.cases.map((one) => [one.id, one.title, one] as const))('%s: %s [I24]', (_id, _title, one) => {
  expect(runCase(file, one)).toMatchObject({ id: one.id, outcome: 'passed' });
  expect(plainEnd(worldOfCase(file, one))).toEqual(one.expect);
});
