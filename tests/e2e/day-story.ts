// `npm run day-story [-- --json]`: tells the day story in a real browser, with the line up, down and coming and going
// in its middle hours; a line or object per step.

import { parseArgs } from 'node:util';
import { startBrowser } from '../support/screens/open-page.ts';
import { stepPrinter } from './story/print-story.ts';
import { differences, type DayEnd } from './story/day/day-end.ts';
import { LINES, tellDay, type Line } from './story/tell-day.ts';
import { expectThat, teller } from './story/tell.ts';

const { json, lines } = options();
const steps = stepPrinter(json);
const browser = await startBrowser();
try {
  const ends: DayEnd[] = [];
  for (const line of lines) {
    const told = teller((step) => steps.print(step, { line }));
    ends.push(await tellDay(told, { browser, line }));
  }
  const [first, ...others] = ends;
  if (first !== undefined && others.length > 0)
    await teller(steps.print).step('the days end in the same state', () => {
      const found = others.flatMap((other) => differences(first, other));
      expectThat(found.length === 0, 'nothing differs', found);
      return Promise.resolve({ lines: Object.values(first).flat().length });
    });
} catch (error) {
  // A failed step has been printed.
  if (!steps.hasFailed())
    process.stderr.write(`HF-CLI-007: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  await browser.close();
}

function options(): { readonly json: boolean; readonly lines: readonly Line[] } {
  try {
    const { json, line } = parseArgs({
      options: { json: { type: 'boolean', default: false }, line: { type: 'string', default: 'all' } },
    }).values;
    const lines = LINES.filter((one) => line === 'all' || one === line);
    if (lines.length > 0) return { json, lines };
  } catch {
    // Said below.
  }
  process.stderr.write(
    'HF-CLI-002: the story was asked for in other words; run npm run day-story -- [--json] [--line up|down|flapping|all]\n',
  );
  return process.exit(2);
}
