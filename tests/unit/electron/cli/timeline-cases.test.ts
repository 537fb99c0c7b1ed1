// The worked cases that lie beside the project, each in many arrival orders.

import { readFileSync } from 'node:fs';
import { CaseFileForm } from '../../../../electron/cli/timeline/case-form.ts';
import { runCase } from '../../../../electron/cli/timeline/run-case.ts';
import { sharedData } from '../../../support/project-dir.ts';
import { describeIf } from '../../../support/skip.ts';

const path = sharedData('timeline/cases.json');

describeIf(path !== undefined, 'worked cases of the folds', 'the timeline cases are not beside the project', () => {
  const file = CaseFileForm.parse(JSON.parse(readFileSync(path ?? '', 'utf8')));

  test.each(file.cases.map((one) => [one.clause, one.title, one] as const))('%s: %s [I24]', (_clause, _title, one) => {
    expect(runCase(file, one)).toEqual({ id: one.id, outcome: 'passed', orders: expect.any(Number) });
  });

  test('a case with another end fails, so that a pass means something', () => {
    const [one] = file.cases.filter((each) => each.expect.loans.length > 0);
    const wrong = structuredClone(one);
    if (wrong?.expect.loans[0] !== undefined) wrong.expect.loans[0]['dueAt'] = '2026-01-01T00:00:00Z';
    expect(wrong === undefined ? undefined : runCase(file, wrong)).toMatchObject({ outcome: 'failed' });
  });
});
