// The common parts of every report, in a language.

import { reportJson } from '../../../../shared/reports/report-json.ts';
import { sayReport } from '../../../../shared/reports/say-report.ts';
import { smallDocument } from './small-document.ts';

test.each([
  ['command-line', 'en', 'command line'],
  ['command-line', 'es', 'línea de comandos'],
  ['schedule', 'en', 'schedule'],
  ['schedule', 'es', 'programación'],
] as const)('where nobody signed in it says how it was made: %s, in %s', (madeBy, language, words) => {
  const said = sayReport({ ...smallDocument, madeBy }, language);
  expect(reportJson(said).madeBy).toBe(words);
  expect(said.madeText).toContain(words);
});

test('the zone is said as people call it; the file for programs keeps the name that they know', () => {
  const said = (['en', 'es'] as const).map((language) => sayReport(smallDocument, language));
  expect(said.map(({ periodText }) => periodText.split(', ').at(-1))).toEqual(['Pacific Time', 'hora del Pacífico']);
  expect(JSON.stringify(said.map(reportJson))).toContain('America/Los_Angeles');
});
