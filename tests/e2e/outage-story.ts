// `npm run outage-story [-- --first a|b|both] [--json]`: tells the outage story in a real browser, a line or object per step.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { projectDir, sharedData } from '../support/project-dir.ts';
import { startBrowser } from '../support/screens/open-page.ts';
import { tellOutage } from './story/tell-outage.ts';
import { stepPrinter } from './story/print-story.ts';
import { teller } from './story/tell.ts';

const { first, json } = asked();

const data = sharedData('data/evergreen-concerto');
if (data === undefined) {
  process.stdout.write('SKIPPED: outage story: the Evergreen data is not beside the project\n');
  process.exit(0);
}

const pictures = join(projectDir, 'out', 'outage-story');
mkdirSync(pictures, { recursive: true });
const steps = stepPrinter(json);
const browser = await startBrowser();
try {
  const ends = [];
  for (const one of first === 'both' ? (['a', 'b'] as const) : ([first] as const)) {
    const told = teller((step) => steps.print(step, { first: one }));
    ends.push(await tellOutage(told, { data, browser, first: one, pictures }));
  }
  if (ends.length === 2) {
    const isSame = isDeepStrictEqual(ends[0], ends[1]);
    const step = 'whichever desk is heard first: same end, same open exceptions';
    steps.print({ step, ok: isSame, measured: {} }, { first: 'both' });
    if (!isSame) process.exitCode = 1;
  }
} catch (error) {
  // A failed step has been printed.
  if (!steps.hasFailed())
    process.stderr.write(`HF-CLI-007: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  await browser.close();
}

function asked(): { readonly first: 'a' | 'b' | 'both'; readonly json: boolean } {
  try {
    const options = { first: { type: 'string', default: 'both' }, json: { type: 'boolean', default: false } } as const;
    const { values } = parseArgs({ options });
    const { first } = values;
    if (first === 'a' || first === 'b' || first === 'both') return { first, json: values.json };
  } catch {
    // Unknown words get the same answer.
  }
  process.stderr.write(
    'HF-CLI-002: the story was asked for in other words; run npm run outage-story -- [--first a|b|both] [--json]\n',
  );
  return process.exit(2);
}
