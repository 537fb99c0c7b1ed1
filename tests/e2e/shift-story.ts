// `npm run shift-story [-- --json]`: tells the shift story in a real browser, a line or object per step.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectDir } from '../support/project-dir.ts';
import { startBrowser } from '../support/screens/open-page.ts';
import { stepPrinter } from './story/print-story.ts';
import { tellShift } from './story/tell-shift.ts';
import { teller } from './story/tell.ts';

const steps = stepPrinter(isJsonAsked());
const pictures = join(projectDir, 'out', 'shift-story');
mkdirSync(pictures, { recursive: true });
const browser = await startBrowser();
try {
  await tellShift(
    teller((step) => steps.print(step)),
    { browser, out: pictures },
  );
} catch (error) {
  // A failed step has been printed.
  if (!steps.hasFailed())
    process.stderr.write(`HF-CLI-007: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  await browser.close();
}

function isJsonAsked(): boolean {
  try {
    return parseArgs({ options: { json: { type: 'boolean', default: false } } }).values.json;
  } catch {
    process.stderr.write('HF-CLI-002: the story was asked for in other words; run npm run shift-story -- [--json]\n');
    return process.exit(2);
  }
}
