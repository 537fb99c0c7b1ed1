// `npm run day-story [-- --json]`: tells the day story in a real browser, with the line up and with it down for an hour; a line or object per step.

import { parseArgs } from 'node:util';
import { startBrowser } from '../support/screens/open-page.ts';
import { stepPrinter } from './story/print-story.ts';
import { differences, type DayEnd } from './story/day/day-end.ts';
import { tellDay } from './story/tell-day.ts';
import { expectThat, teller } from './story/tell.ts';

const { json, line } = options();
const steps = stepPrinter(json);
const browser = await startBrowser();
try {
  const ends: DayEnd[] = [];
  for (const isOffline of line === 'both' ? [false, true] : [line === 'down']) {
    const told = teller((step) => steps.print(step, { line: isOffline ? 'down at noon' : 'up' }));
    ends.push(await tellDay(told, { browser, isOffline }));
  }
  const [up, down] = ends;
  if (up !== undefined && down !== undefined)
    await teller(steps.print).step('both days end in the same state', () => {
      const found = differences(up, down);
      expectThat(found.length === 0, 'nothing differs', found);
      return Promise.resolve({ lines: Object.values(up).flat().length });
    });
} catch (error) {
  // A failed step has been printed.
  if (!steps.hasFailed())
    process.stderr.write(`HF-CLI-007: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  await browser.close();
}

function options(): { readonly json: boolean; readonly line: string } {
  try {
    return parseArgs({
      options: { json: { type: 'boolean', default: false }, line: { type: 'string', default: 'both' } },
    }).values;
  } catch {
    process.stderr.write(
      'HF-CLI-002: the story was asked for in other words; run npm run day-story -- [--json] [--line up|down|both]\n',
    );
    return process.exit(2);
  }
}
