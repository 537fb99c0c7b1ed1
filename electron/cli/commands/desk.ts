// `holdfast desk …`: runs one desk, or administers the desks of a library.

import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { openBrowser } from '../../browser/open-browser.ts';
import { refuseBadServer } from '../../core/open-desk-files.ts';
import { LAN_OPTIONS, lanOption } from '../admin/lan-option.ts';
import { SIP2_OPTIONS, sip2Option } from '../admin/sip2-option.ts';
import { clockShiftMs } from '../clock-option.ts';
import { requiredText, textOf, wholeNumber, type Command, type Run } from '../command.ts';
import { administerDesks } from '../admin/administer-desks.ts';
import { makeFolder } from '../make-folder.ts';
import { chooseShell, type ShellChoice } from '../shell/choose-shell.ts';
import type { ProgramFiles } from '../shell/program-files.ts';
import { runDesk, type RunningDesk } from '../shell/run-desk.ts';
import { thisMachine } from '../shell/sandbox-fault.ts';
import { runUntilTold, type Started } from '../shell/until-told.ts';

const usage = `--data DIR [--central=URL --code CODE] [--shell electron|browser|none] [--port N] [--printer-device PATH] [--sip2 HOST:PORT [--sip2-cert FILE --sip2-key FILE]] [--lan HOST:PORT] [--neighbors HOST:PORT,…] [--allow-weak-keys] [--json]
holdfast desk enrol-code --branch CODE [--name NAME] --database URL|embedded [--data DIR] [--json]
holdfast desk list | admit DESK | revoke DESK --database URL|embedded [--data DIR] [--json]
holdfast desk adopt DESK [--copy DIR|FILE] --database URL|embedded [--data DIR] [--json]

Runs one desk. The first time it joins a library: with --central and --code, or on its screen; ask for a code with enrol-code.
printer-device: a device or, on Windows, a port \\\\.\\LPT1 or a shared printer \\\\HOST\\NAME, beside those that the computer lists.
code: one use, from holdfast desk enrol-code; - reads it from the input, and the desk ends when its input does.
sip2: listens there for self-check machines and others that speak SIP2; their accounts: holdfast sip2 account. 127.0.0.1:6001, say, behind a tunnel
that encrypts, since the protocol does not.
lan: where the other desks of the branch find this one, with holdfast library --lan yes; 0.0.0.0:7475 where it is not given. neighbors: where they are.
allow-weak-keys: lets the desk start where the computer has no key ring; its keys are then safe from nobody who has the disk.
admit lets a desk be served again that joined after the backup which the library was restored from.
adopt holds what a copy of a desk did by itself, so that a supervisor may take it in. copy: the folder of the copy, or a file that holdfast
ledger export wrote there: what the copy has not handed in is brought from it first. Without it only what the copy handed in is seen.`;

/** The command, given where the program lies. */
export function deskCommand(files: ProgramFiles): Command {
  return {
    usage,
    options: {
      central: { type: 'string' },
      code: { type: 'string' },
      data: { type: 'string' },
      shell: { type: 'string' },
      port: { type: 'string' },
      database: { type: 'string' },
      branch: { type: 'string' },
      name: { type: 'string' },
      copy: { type: 'string' },
      'printer-device': { type: 'string' },
      ...SIP2_OPTIONS,
      ...LAN_OPTIONS,
      'allow-weak-keys': { type: 'boolean' },
    },
    mostWords: 2,
    run: async (run) => {
      if (run.positionals.length > 0) return administerDesks(run);
      await runUntilTold(() => startOne(run, files));
      return 0;
    },
  };
}

async function startOne(run: Run, files: ProgramFiles): Promise<Started> {
  const { values, io, env } = run;
  const choice = chooseShell(textOf(values, 'shell'), files.cli, thisMachine(env));
  const dataDir = resolve(requiredText(values, 'data'));
  const shiftMs = clockShiftMs(run);
  const port = wholeNumber(values, 'port', { min: 0, max: 65_535 }) ?? 0;
  const central = textOf(values, 'central');
  // Before the desk keeps it as the address of its server.
  if (central !== null) refuseBadServer(central);
  makeFolder(dataDir);
  const config = {
    dataDir,
    central,
    code: await codeOf(run),
    clockShiftMs: shiftMs,
    waitsToJoin: choice.shell !== 'none',
    printerDevice: textOf(values, 'printer-device'),
    sip2: sip2Option(run),
    lan: lanOption(run),
    demo: null,
  };
  const desk = await runDesk({
    config,
    choice,
    port,
    files,
    env,
    allowsWeakKeys: values['allow-weak-keys'] === true,
    onFailed: ({ code, message }) => io.err(`${code}: ${message}`),
    onFellBack: (inBrowser, why) => announce(run, inBrowser, { choice: { shell: 'browser', why }, shiftMs }),
  });
  announce(run, desk, { choice, shiftMs });
  return desk;
}

function announce(
  { values, io }: Run,
  desk: RunningDesk,
  { choice, shiftMs }: { readonly choice: Pick<ShellChoice, 'shell' | 'why'>; readonly shiftMs: number },
): void {
  const ready = {
    url: desk.url,
    token: desk.token,
    shell: choice.shell,
    deskId: desk.deskId,
    branch: desk.branch,
    pid: process.pid,
    corePid: desk.corePid(),
    clockShiftMs: shiftMs,
    ...(desk.sip2 === null ? {} : { sip2: desk.sip2 }),
  };
  if (values['json'] === true) io.out(JSON.stringify(ready));
  else {
    io.out(desk.deskId === '' ? `A desk to set up, at ${desk.url}` : `Desk of ${desk.branch} at ${desk.url}`);
    io.out(`Shell: ${choice.shell} (${choice.why})`);
    if (desk.sip2 !== null) io.out(`SIP2 at ${desk.sip2.host}:${desk.sip2.port}`);
    if (desk.keyUnprotected) io.out('The key of this desk is not protected by this computer.');
    if (choice.shell === 'browser') openBrowser(desk.openingUrl());
  }
}

/** `-`: the first line of the input, since arguments stand in the list of processes. The desk then ends when its input does, as with the program that started it. */
async function codeOf({ values }: Run): Promise<string | null> {
  const code = textOf(values, 'code');
  if (code !== '-') return code;
  const input = createInterface({ input: process.stdin });
  const line = new Promise<string>((resolve) => input.once('line', resolve).once('close', () => resolve('')));
  input.once('close', () => process.emit('SIGTERM', 'SIGTERM'));
  const given = (await line).trim();
  return given === '' ? null : given;
}
