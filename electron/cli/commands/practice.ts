// `holdfast practice`: a desk that begins in practice. Leaving it, on its banner, leads to the desk as it is.

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { ledgerPath } from '../../../db/ledger/open-ledger.ts';
import { openBrowser } from '../../browser/open-browser.ts';
import { clockShiftMs } from '../clock-option.ts';
import { hasFlag, requiredText, textOf, wholeNumber, type Command, type Run } from '../command.ts';
import { chooseShell, type ShellName } from '../shell/choose-shell.ts';
import type { ProgramFiles } from '../shell/program-files.ts';
import { runDesk, type RunningDesk } from '../shell/run-desk.ts';
import { thisMachine } from '../shell/sandbox-fault.ts';
import { runUntilTold, type Started } from '../shell/until-told.ts';

/** The command, given where the program lies. */
export function practiceCommand(files: ProgramFiles): Command {
  return {
    usage: `--data DIR [--shell electron|browser|none] [--port N] [--allow-weak-keys] [--json]

Opens the desk of DIR in practice: its rules, calendars, branches and locations, invented patrons and items. Nothing is recorded or sent.
Where the desk runs already, choose Practice on its screen (Ctrl+K) instead.`,
    options: {
      data: { type: 'string' },
      shell: { type: 'string' },
      port: { type: 'string' },
      'allow-weak-keys': { type: 'boolean' },
    },
    run: async (run) => {
      await runUntilTold(() => start(run, files));
      return 0;
    },
  };
}

async function start(run: Run, files: ProgramFiles): Promise<Started> {
  const { values, io, env } = run;
  const choice = chooseShell(textOf(values, 'shell'), files.cli, thisMachine(env));
  const dataDir = resolve(requiredText(values, 'data'));
  // Practice is of a desk: a folder that holds none is not made into one.
  if (!existsSync(ledgerPath(dataDir))) throw new HoldfastError('HF-ENROL-007', { dir: dataDir });
  const clock = clockShiftMs(run);
  const desk = await runDesk({
    config: { dataDir, central: null, code: null, clockShiftMs: clock, demo: null },
    choice,
    port: wholeNumber(values, 'port', { min: 0, max: 65_535 }) ?? 0,
    files,
    env,
    practices: true,
    allowsWeakKeys: hasFlag(values, 'allow-weak-keys'),
    onFailed: ({ code, message }) => io.err(`${code}: ${message}`),
    onFellBack: (inBrowser) => announce(run, inBrowser, 'browser'),
  });
  announce(run, desk, choice.shell);
  return desk;
}

function announce({ values, io }: Run, desk: RunningDesk, shell: ShellName): void {
  const { url, token } = desk;
  if (hasFlag(values, 'json')) {
    io.out(JSON.stringify({ url, token, shell, pid: process.pid, corePid: desk.corePid() }));
  } else {
    io.out(`Practice at ${url}: nothing counts. Sign in as sam, PIN 2468; the screen lists the others.`);
    if (shell === 'browser') openBrowser(desk.openingUrl());
  }
}
