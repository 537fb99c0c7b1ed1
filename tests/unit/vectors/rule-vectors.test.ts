// The worked cases of the rules that lie beside the project, each file by itself.

import { readFileSync } from 'node:fs';
import { checkVectors } from '../../vectors/check-vectors.ts';
import { VectorFileForm } from '../../vectors/vector-form.ts';
import { sharedData } from '../../support/project-dir.ts';
import { describeIf } from '../../support/skip.ts';

const folder = sharedData('vectors');
const FILES = [
  'calendar',
  'checkout-blocks',
  'due-closed',
  'due-fixed',
  'due-rolling',
  'fines',
  'holds',
  'limits',
  'recalls',
  'renewals',
  'rule-matching',
];

describeIf(folder !== undefined, 'worked cases of the rules', 'the vectors are not beside the project', () => {
  test.each(FILES)('%s agrees in every case that is no hazard', (name) => {
    const file = VectorFileForm.parse(JSON.parse(readFileSync(`${folder}/${name}.json`, 'utf8')));
    const { passed, skipped, cases } = checkVectors(file, null);
    const hazards = JSON.stringify(file).match(/"hazard":true/g)?.length ?? 0;
    expect(cases.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
    expect({ passed, skipped }).toEqual({ passed: file.cases.length - hazards, skipped: hazards });
    expect(passed).toBeGreaterThan(0);
  });
});
