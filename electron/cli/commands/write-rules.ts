// Writes a rule set to a file, in the form that `holdfast rules activate` takes.

import { writeOutFile } from '../write-out-file.ts';

/** The text of a rule set, with the end of its last line. */
export function rulesText(rules: unknown): string {
  return `${JSON.stringify(rules, null, 1)}\n`;
}

/** Throws HF-CLI-003 when the file cannot be written. */
export function writeRules(rules: unknown, path: string): void {
  writeOutFile(path, rulesText(rules));
}
