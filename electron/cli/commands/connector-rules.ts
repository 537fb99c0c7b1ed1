// `holdfast connector rules`: writes the rules of another library system into a folder, in the files of its export. `holdfast rules import` reads them there;
// nothing is put in force.

import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { requiredConnector } from '../../../server/connectors/connector-rows.ts';
import { placeOf } from '../../../server/connectors/connector-runner.ts';
import { openSystem } from '../../../server/connectors/open-system.ts';
import { SystemFailureError, type OtherSystem, type RuleFiles } from '../../../server/connectors/other-system.ts';
import { noticeParts } from '../admin/notice-parts.ts';
import type { StoreContext } from '../admin/with-store.ts';
import { hasFlag, requiredText, UsageError, type Run } from '../command.ts';
import { makeFolder } from '../make-folder.ts';
import { writeOutFile } from '../write-out-file.ts';

/** Writes the files to the folder of `--out`. Exit code 1 where the system does not show its rules; the folder stays empty then. */
export async function writeConnectorRules(
  { values, io, env }: Run,
  name: string,
  { store, clock }: StoreContext,
): Promise<number> {
  const folder = resolve(requiredText(values, 'out'));
  const connector = await store.read((tx) => requiredConnector(tx, name));
  makeFolder(folder);
  if (readdirSync(folder).length > 0)
    throw new UsageError('--out takes an empty folder: rules of another day would mix with these');
  const place = await placeOf(store, connector);
  const { secretOf } = noticeParts(env, clock);
  const system = openSystem(connector, place, { secretOf, now: () => clock.now() });
  const isJson = hasFlag(values, 'json');
  let shown: RuleFiles;
  try {
    shown = await rulesOf(system);
  } catch (error) {
    if (!(error instanceof SystemFailureError)) throw error;
    io.out(
      isJson ? JSON.stringify({ name, files: [], why: error.why }) : `${name} does not show its rules: ${error.why}`,
    );
    return 1;
  } finally {
    system.close();
  }
  for (const file of shown.files) writeOutFile(join(folder, file.name), file.text);
  if (isJson) {
    io.out(JSON.stringify({ name, folder, files: shown.files.map((file) => file.name), missing: shown.missing }));
    return 0;
  }
  io.out(`${shown.files.length} files are written to ${folder}`);
  for (const part of shown.missing) io.out(`not shown there: ${part}`);
  io.out(`go on with: holdfast rules import --from ${connector.settings.kind} ${folder} --out FILE`);
  return 0;
}

async function rulesOf({ ruleFiles, open }: OtherSystem): Promise<RuleFiles> {
  if (ruleFiles === undefined) throw new SystemFailureError('not-answered', 'its protocol has no rules');
  await open();
  return ruleFiles();
}
