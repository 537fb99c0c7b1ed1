// Composition root of the command `holdfast`.

import type { Io } from './command.ts';
import { timelineCommand } from './commands/timeline.ts';
import { runCommand } from './run-command.ts';

const io: Io = {
  out: (text) => void process.stdout.write(`${text}\n`),
  err: (text) => void process.stderr.write(`${text}\n`),
};

process.exitCode = await runCommand([timelineCommand], process.argv.slice(2), io, process.env);
