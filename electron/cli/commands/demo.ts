// `holdfast demo`: a demo library with its central server and one desk, so that trying it needs one command and nothing else.

import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { sayError } from '../../../shared/core/holdfast-error.ts';
import { ledgerPath } from '../../../db/ledger/open-ledger.ts';
import { stateFolder } from '../../../db/keys/system-key-folder.ts';
import { openBrowser } from '../../browser/open-browser.ts';
import { clockShiftMs } from '../clock-option.ts';
import { hasFlag, textOf, wholeNumber, UsageError, type Command, type Io, type Run } from '../command.ts';
import { chooseShell, type ShellChoice } from '../shell/choose-shell.ts';
import { withFetchedElectron } from '../shell/fetch-for-demo.ts';
import { demoSize, demoSizeOptions, type DemoSize } from '../shell/demo-size.ts';
import type { ProgramFiles } from '../shell/program-files.ts';
import { runDesk, type RunningDesk } from '../shell/run-desk.ts';
import { ChildFailed, startChild, type StartedChild } from '../../host/start-child.ts';
import { thisMachine } from '../shell/sandbox-fault.ts';
import { runUntilTold, type Started } from '../shell/until-told.ts';
import type { ShowcaseEntry } from '../../../server/demo/demo-showcase.ts';
import type { DemoCentralReady } from './demo-central.ts';
import { acquireOwnerLock } from '../../../db/open/owner-lock.ts';
import { makeFolder } from '../make-folder.ts';

/** The command, given where the program lies. */
export function demoCommand(files: ProgramFiles): Command {
  return {
    usage: `[--shell electron|browser|none] [--port N] [--data DIR] [--fresh] [--patrons N --items N] [--seed N] [--json]

Starts a central server with a demo library, and a desk in it. The second time everything is as it was left; --fresh begins anew.
Default DIR is a folder of its own among this computer's program state.
Run from a clone without --shell, it fetches the Electron binary when that is missing; HOLDFAST_NO_FETCH=1 keeps it from that.`,
    options: {
      shell: { type: 'string' },
      port: { type: 'string' },
      data: { type: 'string' },
      fresh: { type: 'boolean' },
      ...demoSizeOptions,
    },
    run: async (run) => {
      try {
        await runUntilTold(() => start(run, files));
        return 0;
      } catch (error) {
        // The server has printed why it did not start.
        if (error instanceof ChildFailed) return 1;
        throw error;
      }
    },
  };
}

async function start(run: Run, files: ProgramFiles): Promise<Started> {
  const chosen = chooseShell(textOf(run.values, 'shell'), files.cli, thisMachine(run.env));
  const shiftMs = clockShiftMs(run);
  const port = wholeNumber(run.values, 'port', { min: 0, max: 65_535 }) ?? 0;
  const size = demoSize(run.values);
  const data = resolve(textOf(run.values, 'data') ?? join(stateFolder(), 'demo'));
  const folder = prepareDemoFolder(data, hasFlag(run.values, 'fresh'));
  // Beside the server, which takes a while of its own to make its library.
  const fetching = withFetchedElectron(run, files, chosen);
  const central = await startCentral(run, { files, folder, size, shiftMs });
  const choice = await fetching;
  const onFellBack = (desk: RunningDesk, why: string) =>
    announce(run, { choice: { shell: 'browser', why }, central, desk, data, shiftMs });
  const desk = await startDesk(run, { files, choice, central, folder, port, shiftMs, onFellBack });
  announce(run, { choice, central, desk, data, shiftMs });
  let isEnding = false;
  void central.ended.then(() => {
    if (!isEnding) run.io.err(sayHowToGoOn(central.ready.url, folder.central, shiftMs));
  });
  return {
    close: async () => {
      isEnding = true;
      await desk.close();
      await central.close();
    },
    ended: desk.ended,
  };
}

type Central = StartedChild<DemoCentralReady>;

type CentralParts = {
  readonly files: ProgramFiles;
  readonly folder: DemoFolder;
  readonly size: DemoSize;
  readonly shiftMs: number;
};

function startCentral({ env }: Run, { files, folder, size, shiftMs }: CentralParts): Promise<Central> {
  const sized = Object.entries(size).flatMap(([name, number]) => [`--${name}`, String(number)]);
  const enrol = existsSync(ledgerPath(folder.desk)) ? [] : ['--enrol'];
  return startChild({
    command: files.again,
    args: ['demo-central', '--data', folder.central, ...sized, ...enrol],
    // --now was worked out once: server and desk have the same shift.
    env: { ...env, HOLDFAST_CLOCK_SHIFT_MS: String(shiftMs) },
    parseReady: (text) => JSON.parse(text) as DemoCentralReady,
  });
}

type DeskParts = {
  readonly files: ProgramFiles;
  readonly choice: ShellChoice;
  readonly central: Central;
  readonly folder: DemoFolder;
  readonly port: number;
  readonly shiftMs: number;
  readonly onFellBack: (desk: RunningDesk, why: string) => void;
};

async function startDesk(
  { io, env }: Run,
  { files, choice, central, folder, port, shiftMs, onFellBack }: DeskParts,
): Promise<RunningDesk> {
  const { url, code, staff, patrons, items } = central.ready;
  const config = {
    dataDir: folder.desk,
    central: url,
    code,
    clockShiftMs: shiftMs,
    demo: { staff, patrons, items },
  };
  try {
    return await runDesk({
      config,
      choice,
      port,
      files,
      env,
      // Everything in it is invented.
      allowsWeakKeys: true,
      onFailed: ({ code, message }) => io.err(`${code}: ${message}`),
      onFellBack,
    });
  } catch (error) {
    await central.close();
    throw error;
  }
}

/** A desk goes on without its server: this is the first thing that a newcomer should see. */
function sayHowToGoOn(url: string, dir: string, shiftMs: number): string {
  const { host } = new URL(url);
  const shift = shiftMs === 0 ? '' : `HOLDFAST_CLOCK_SHIFT_MS=${shiftMs} `;
  const data = /^[\w/.:\\-]+$/.test(dir) ? dir : `"${dir}"`;
  const again = `${shift}npx holdfast serve --listen ${host} --database embedded --data ${data}`;
  return `HF-CLI-008: ${sayError('HF-CLI-008', { again }, 'en')}`;
}

type Announced = Pick<DeskParts, 'central' | 'shiftMs'> & {
  readonly choice: Pick<ShellChoice, 'shell' | 'why'>;
  readonly desk: RunningDesk;
  readonly data: string;
};

function announce({ values, io }: Run, { choice, central, desk, data, shiftMs }: Announced): void {
  const { staff, patrons, items, url } = central.ready;
  if (hasFlag(values, 'json')) {
    const ready = {
      url: desk.url,
      token: desk.token,
      shell: choice.shell,
      why: choice.why,
      central: { url, pid: central.pid },
      staff,
      patrons,
      items,
      data,
      pid: process.pid,
      corePid: desk.corePid(),
      clockShiftMs: shiftMs,
    };
    io.out(JSON.stringify(ready));
    return;
  }
  describe(io, { desk, choice, central, data });
  if (choice.shell === 'browser') openBrowser(desk.openingUrl());
}

function describe(io: Io, { desk, choice, central, data }: Omit<Announced, 'shiftMs'>): void {
  const { staff, telling, url } = central.ready;
  io.out('Holdfast, demo library');
  io.out('');
  io.out(`  Desk            ${desk.url}`);
  io.out(`  Shell           ${choice.shell}: ${choice.why}`);
  io.out(`  Central server  ${url}, process ${central.pid}`);
  io.out(`  Data            ${data}`);
  io.out(`  Letters, bills  ${join(data, 'central', 'letters')} and ${join(data, 'central', 'bills')}`);
  if (desk.keyUnprotected)
    io.out('  Keys            not protected by this computer (set HOLDFAST_PASSPHRASE_FILE to seal them)');
  io.out('');
  io.out('  Sign in as (name, PIN)');
  for (const person of staff) io.out(`    ${person.staff.padEnd(8)} ${person.pin.padEnd(7)} ${person.role}`);
  listCodes(io, 'Cards to scan', telling.patrons.slice(0, 5));
  listCodes(io, 'Cards that stop at something', telling.stops);
  listCodes(io, 'Items to scan', telling.items.slice(0, 6));
  io.out('');
  io.out('  Ctrl+C ends it. To see an outage: pause the line (F9), or end the process of the central server.');
}

function listCodes(io: Io, title: string, entries: readonly ShowcaseEntry[]): void {
  if (entries.length > 0) io.out(`  ${title}`);
  for (const { code, shows } of entries) io.out(`    ${code.padEnd(16)} ${shows}`);
}

/** The folder of a demo: DIR/central and DIR/desk. Only a folder that a demo made, or an empty one, is ever thrown away, and none that is in use. */
type DemoFolder = { readonly central: string; readonly desk: string };

/** Makes it where it is not there. Throws HF-CLI-010; with `fresh` HF-DB-008 while a demo runs on it, or UsageError when it is something else. */
function prepareDemoFolder(dir: string, isFresh: boolean): DemoFolder {
  const folder = { central: join(dir, 'central'), desk: join(dir, 'desk') };
  const parts = Object.values(folder);
  makeFolder(dir);
  if (isFresh) {
    const isOurs = readdirSync(dir).length === 0 || parts.some((part) => existsSync(part));
    if (!isOurs) throw new UsageError(`--fresh: ${dir} is not the folder of a demo`);
    const there = parts.filter((part) => existsSync(part));
    for (const part of there) acquireOwnerLock(part).close();
    for (const part of there) rmSync(part, { recursive: true, force: true });
  }
  parts.forEach(makeFolder);
  return folder;
}
