// Writes a rule set to a file, in the form that `holdfast rules activate` takes.

import { writeFileSync } from 'node:fs';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';

/** The text of a rule set, with the end of its last line. */
export function rulesText(rules: unknown): string {
  return `${JSON.stringify(rules, null, 1)}\n`;
}

/** Throws HF-CLI-003 when the file cannot be written. */
export function writeRules(rules: unknown, path: string): void {
  try {
    writeFileSync(path, rulesText(rules));
  } catch (error) {
    throw new HoldfastError('HF-CLI-003', { path, why: error instanceof Error ? error.message : 'unknown' });
  }
}
