// The worked cases that lie beside the project, each in many arrival orders.

import { readFileSync } from 'node:fs';
import { plainEnd } from '../../simulation/model/plain-end.ts';
import { CaseFileForm } from '../../timeline/case-form.ts';
import { runCase } from '../../timeline/run-case.ts';
import { worldOfCase } from '../../support/plain-world.ts';
import { sharedData } from '../../support/project-dir.ts';
import { describeIf } from '../../support/skip.ts';

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

const disputedPath = sharedData('timeline/disputed.json');

describeIf(disputedPath !== undefined, 'disputed cases', 'the disputed cases are not beside the project', () => {
  const file = CaseFileForm.parse(JSON.parse(readFileSync(disputedPath ?? '', 'utf8')));
  // The page gives another end for these, which stands there with its clause.
  const settledPath = new URL('../../support/timeline/settled-cases.json', import.meta.url);
  const settled = CaseFileForm.parse(JSON.parse(readFileSync(settledPath, 'utf8'))).cases;
  const rightEnds = new Map(settled.map(({ id, expect: end }) => [id, end]));

  test.each(file.cases.map((one) => [one.id, one] as const))('%s is settled as the page says [I24]', (id, one) => {
    const right = { ...one, expect: rightEnds.get(id) ?? one.expect };
    expect(runCase(file, right)).toMatchObject({ id, outcome: 'passed' });
    expect(plainEnd(worldOfCase(file, right))).toEqual(right.expect);
  });

  test('another end is said only of cases that end otherwise', () => {
    const differing = file.cases.filter((one) => runCase(file, one).outcome === 'failed').map(({ id }) => id);
    expect(differing.toSorted()).toEqual(settled.map(({ id }) => id).toSorted());
  });
});
