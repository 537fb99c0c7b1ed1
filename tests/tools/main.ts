// Subcommands of `holdfast` that only a clone has: the simulation, and worked cases of rules and timelines. Built
// beside the program (`dist/<id>/tools`), which hands such a command over; no package has it.

import { join } from 'node:path';
import type { CommandEntry } from '../../electron/cli/command.ts';
import { processIo } from '../../electron/cli/process-io.ts';
import { runCommand } from '../../electron/cli/run-command.ts';

const again = [process.execPath, join(import.meta.dirname, '..', 'node', 'cli.mjs')] as const;

const commands: readonly CommandEntry[] = [
  {
    name: 'rules',
    summary: 'put worked cases to the engine of the rules: check',
    load: async () => (await import('../vectors/check-command.ts')).rulesCheckCommand,
  },
  {
    name: 'timeline',
    summary: 'run worked cases of the folds',
    load: async () => (await import('../timeline/timeline-command.ts')).timelineCommand,
  },
  {
    name: 'simulate',
    summary: 'run a simulated library with everything that can go wrong',
    load: async () => (await import('../simulation/simulate-command.ts')).simulateCommand(again),
  },
];

const io = processIo(process.stdout, process.stderr);
const exitCode = await runCommand(commands, process.argv.slice(2), io, process.env);
await io.flushed();
process.exit(exitCode);
