// `holdfast connector rules`: writes the rules of another library system into a folder, in the files of its export. `holdfast rules import` reads them there;
// nothing is put in force.

import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SystemFailureError, type OtherSystem, type RuleFiles } from '../../../server/connectors/other-system.ts';
import type { StoreContext } from '../admin/with-store.ts';
import { withSystem } from '../admin/with-system.ts';
import { hasFlag, requiredText, UsageError, type Run } from '../command.ts';
import { makeFolder } from '../make-folder.ts';
import { writeOutFile } from '../write-out-file.ts';

/** Writes the files to the folder of `--out`. Exit code 1 where the system does not show its rules; the folder stays empty then. */
export async function writeConnectorRules(run: Run, name: string, context: StoreContext): Promise<number> {
  const folder = resolve(requiredText(run.values, 'out'));
  return withSystem(run, name, context, async (system, { settings: { kind } }) => {
    makeFolder(folder);
    if (readdirSync(folder).length > 0)
      throw new UsageError('--out takes an empty folder: rules of another day would mix with these');
    const isJson = hasFlag(run.values, 'json');
    const { out } = run.io;
    const shown = await rulesOf(system);
    if (typeof shown === 'string') {
      out(isJson ? JSON.stringify({ name, files: [], why: shown }) : `${name} does not show its rules: ${shown}`);
      return 1;
    }
    const { files, missing } = shown;
    for (const file of files) writeOutFile(join(folder, file.name), file.text);
    if (isJson) out(JSON.stringify({ name, folder, files: files.map((file) => file.name), missing }));
    else {
      out(`${files.length} files are written to ${folder}`);
      for (const part of missing) out(`not shown there: ${part}`);
      out(`go on with: holdfast rules import --from ${kind} ${folder} --out FILE`);
    }
    return 0;
  });
}

/** A text: why it shows none. */
async function rulesOf({ ruleFiles, open }: OtherSystem): Promise<RuleFiles | string> {
  if (ruleFiles === undefined) return 'its protocol has no rules';
  try {
    await open();
    return await ruleFiles();
  } catch (error) {
    if (error instanceof SystemFailureError) return error.why;
    throw error;
  }
}
