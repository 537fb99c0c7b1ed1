// `npm run beside-story [-- --json]`: two desks and a self-check in front of two other library systems, stand-ins by SIP2 and by Koha's REST. The line to the
// server and those to the systems drop and come back in either order; in the end every act is on both sides once.

import { parseArgs } from 'node:util';
import { stepPrinter } from './story/print-story.ts';
import { tellBeside } from './story/tell-beside.ts';
import { teller } from './story/tell.ts';

const steps = stepPrinter(isJsonAsked());
try {
  for (const first of ['server', 'systems'] as const)
    await tellBeside(
      teller((step) => steps.print(step, { first })),
      first,
    );
} catch (error) {
  // A failed step has been printed.
  if (!steps.hasFailed())
    process.stderr.write(`HF-CLI-007: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

function isJsonAsked(): boolean {
  try {
    return parseArgs({ options: { json: { type: 'boolean', default: false } } }).values.json;
  } catch {
    process.stderr.write('HF-CLI-002: the story was asked for in other words; run npm run beside-story -- [--json]\n');
    return process.exit(2);
  }
}
