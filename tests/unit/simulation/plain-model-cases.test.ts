// The plain model beside the folds leads to the end of every worked case, by its own account of the page.

import { readFileSync } from 'node:fs';
import { plainEnd } from '../../simulation/model/plain-end.ts';
import { CaseFileForm } from '../../timeline/case-form.ts';
import { sharedData } from '../../support/project-dir.ts';
import { worldOfCase } from '../../support/plain-world.ts';
import { describeIf } from '../../support/skip.ts';

const path = sharedData('timeline/cases.json');

describeIf(path !== undefined, 'the plain model', 'the timeline cases are not beside the project', () => {
  const file = CaseFileForm.parse(JSON.parse(readFileSync(path ?? '', 'utf8')));

  test.each(file.cases.map((one) => [one.clause, one.title, one] as const))('%s: %s [I24]', (_clause, _title, one) => {
    expect(plainEnd(worldOfCase(file, one))).toEqual(one.expect);
  });
});
