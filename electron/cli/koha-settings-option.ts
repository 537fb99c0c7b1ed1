// `--settings FILE`: the site settings of a Koha library, which no table of its export has.

import { resolve } from 'node:path';
import { NOTHING_TOLD, readKohaSettings, type ToldSettings } from '../../shared/rules/koha/read-settings.ts';
import { sayFault } from '../../shared/rules/rule-fault.ts';
import { hasFlag, textOf, type Run } from './command.ts';
import { readTextFile } from './read-text-file.ts';

/** The settings of the file; null where it has faults, which are printed. */
export function kohaSettingsOf({ values, io }: Run): ToldSettings | null {
  const path = textOf(values, 'settings');
  if (path === null) return NOTHING_TOLD;
  const read = readKohaSettings(readTextFile(resolve(path)));
  if (read.ok) return read.value;
  const faults = read.error.map((fault) => sayFault('en', fault));
  if (hasFlag(values, 'json')) io.out(JSON.stringify({ sets: [], written: null, faults }));
  else for (const fault of faults) io.out(`refused ${path}: ${fault}`);
  return null;
}
