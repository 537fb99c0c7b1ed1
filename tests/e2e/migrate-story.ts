// `npm run migrate-story [-- --json]`: a Koha, a FOLIO and a CSV library are loaded, worked for a day, taken out and compared.

import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { sharedData } from '../support/project-dir.ts';
import { madeLibraries, zone } from './story/migrating-libraries.ts';
import { stepPrinter } from './story/print-story.ts';
import { tellMigrate, type Source } from './story/tell-migrate.ts';
import { teller } from './story/tell.ts';

const steps = stepPrinter(isJsonAsked());
const made = madeLibraries();
const koha = sharedData('data/koha-sample');
const real: Source[] = koha === undefined ? [] : [{ from: 'koha', folder: koha, zone }];
try {
  for (const source of [...made, ...real])
    await tellMigrate(
      teller((step) => steps.print(step, { library: real.includes(source) ? 'sample' : 'small' })),
      source,
    );
} catch (error) {
  // A failed step has been printed.
  if (!steps.hasFailed())
    process.stderr.write(`HF-CLI-007: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  for (const { folder } of made) rmSync(folder, { recursive: true, force: true });
}

function isJsonAsked(): boolean {
  try {
    return parseArgs({ options: { json: { type: 'boolean', default: false } } }).values.json;
  } catch {
    process.stderr.write('HF-CLI-002: the story was asked for in other words; run npm run migrate-story -- [--json]\n');
    return process.exit(2);
  }
}
