// Composition root of the command `holdfast`.

import { existsSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { commandList, runTools } from './command-list.ts';
import { processIo } from './process-io.ts';
import { runCommand } from './run-command.ts';
import type { ProgramFiles } from './shell/program-files.ts';

const folder = import.meta.dirname;
const cli = join(folder, 'cli.mjs');
const electronMain = join(folder, 'main.mjs');
const tools = join(folder, '..', 'tools', 'tools.mjs');
// Electron that got a program to run as argument is that of a clone.
const isElectron = process.versions['electron'] !== undefined;
const isInstalled = isElectron && process.defaultApp !== true;
// Code from a cache is not covered by the hash of the installed program's archive.
if (!isElectron) enableCompileCache();

const files: ProgramFiles = {
  cli,
  again: again(),
  core: join(folder, 'core.mjs'),
  reportWorker: join(folder, 'report-worker.mjs'),
  electronMain: isInstalled ? null : electronMain,
  page: join(folder, '..', 'renderer'),
  sbom: join(folder, '..', 'holdfast.cdx.json'),
  tools: existsSync(tools) ? tools : null,
  // The build of a clone is <clone>/dist/<id>/node.
  probeElectron: isInstalled ? null : join(folder, '..', '..', '..', 'build', 'bin', 'probe-electron.mjs'),
};

/** How this very command line is started once more. */
function again(): [string, ...string[]] {
  if (!isElectron) return [process.execPath, cli];
  return isInstalled ? [process.execPath] : [process.execPath, electronMain];
}

const [name, action] = process.argv.slice(2);
if (name === 'rules' && action === 'check' && files.tools !== null) await runTools(files);

const io = processIo(process.stdout, process.stderr);
const exitCode = await runCommand(commandList(files), process.argv.slice(2), io, process.env);
await io.flushed();
// Commands have closed their own resources by now; the rest (idle connections of fetch) must not keep the process alive.
process.exit(exitCode);
