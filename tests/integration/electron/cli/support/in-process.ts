// The command `holdfast` in this very process, as its main.ts runs it but for the start and the exit of a process, which take longer than most
// commands. A command reads the folder and the environment of this process: they run one after another.

import { join } from 'node:path';
import { commandList } from '../../../../../electron/cli/command-list.ts';
import type { Io } from '../../../../../electron/cli/command.ts';
import { runCommand } from '../../../../../electron/cli/run-command.ts';
import type { ProgramFiles } from '../../../../../electron/cli/shell/program-files.ts';
import { builtDir } from '../../../../support/project-dir.ts';

type Printed = { readonly code: number; readonly stdout: string; readonly stderr: string };
type Place = { readonly dir: string; readonly env: Readonly<Record<string, string>> };

/** Runs commands one after another in `dir`. */
export function openInProcess(): (args: readonly string[], place: Place) => Promise<Printed> {
  let last: Promise<unknown> = Promise.resolve();
  return (args, place) => {
    const run = last.then(() => runHere(args, place));
    last = run.catch(() => undefined);
    return run;
  };
}

async function runHere(args: readonly string[], { dir, env }: Place): Promise<Printed> {
  const [folder, before] = [process.cwd(), { ...process.env }];
  Object.assign(process.env, env);
  process.chdir(dir);
  const printed = { stdout: '', stderr: '' };
  const io: Io = {
    out: (text) => void (printed.stdout += `${text}\n`),
    err: (text) => void (printed.stderr += `${text}\n`),
    taken: () => Promise.resolve(true),
    flushed: () => Promise.resolve(null),
  };
  try {
    const code = await runCommand(commandList(files()), args, io, process.env);
    return { code, ...printed };
  } finally {
    process.chdir(folder);
    for (const name of Object.keys(env)) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
  }
}

/** The built parts, which a command starts as processes of their own. */
function files(): ProgramFiles {
  const node = join(builtDir(), 'node');
  const cli = join(node, 'cli.mjs');
  return {
    cli,
    again: [process.execPath, cli],
    core: join(node, 'core.mjs'),
    reportWorker: join(node, 'report-worker.mjs'),
    electronMain: join(node, 'main.mjs'),
    page: join(builtDir(), 'renderer'),
    sbom: join(builtDir(), 'holdfast.cdx.json'),
    tools: join(builtDir(), 'tools', 'tools.mjs'),
    probeElectron: join(builtDir(), '..', '..', 'build', 'bin', 'probe-electron.mjs'),
  };
}
