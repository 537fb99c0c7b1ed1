// `holdfast doctor`: checks files, keys, clock and server of a data folder, and says what is wrong and what to do.

import { existsSync, statfsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { formatInstant, type Instant } from '../../../shared/core/instant.ts';
import { checkFile } from '../../../db/open/check-file.ts';
import { isError } from '../../../db/open/sqlite-error.ts';
import { copyRebuilds, lastCopyCheck } from '../../../db/ledger/desk-state.ts';
import { queueState } from '../../../db/ledger/queue.ts';
import { sayProblem, verifyLedger } from '../../../db/ledger/verify-ledger.ts';
import { isReplicaBroken } from '../../../db/replica/open-replica.ts';
import { replicaState, type ReplicaState } from '../../../db/replica/replica-state.ts';
import { openDeskQuietly, type QuietDesk } from '../../core/open-desk-quietly.ts';
import { systemRandom } from '../../core/system-random.ts';
import { systemClock } from '../../core/system-clock.ts';
import { waitingSlips } from '../../../db/ledger/slips.ts';
import { printerSettings } from '../../core/facade/slip-settings.ts';
import { clockShiftMs } from '../clock-option.ts';
import { hasFlag, requiredText, type Command, type Run } from '../command.ts';
import { setAsideTooLong } from '../admin/ledger-copies.ts';
import { checkCentral, checkLostCentral } from '../offline/check-central.ts';
import { checkStanding } from '../offline/check-standing.ts';
import { checkServer } from '../offline/check-server.ts';
import { checkCore } from '../offline/check-core.ts';
import { badFinding, type Finding } from '../offline/finding.ts';

type LastSeqs = ReplicaState['lastSeq'];

const leastFreeBytes = 500 * 1024 * 1024;

export const doctorCommand: Command = {
  usage: `--data DIR [--json]

Checks the folder of a desk or of a central server: both files, keys, clock, space, server. Exit code 1 when something is bad.`,
  options: { data: { type: 'string' } },
  run: async (run) => {
    const dir = resolve(requiredText(run.values, 'data'));
    const folder = checkFolder(dir);
    const findings = folder.state === 'bad' ? [folder] : [folder, checkSpace(dir), ...(await checkContents(run, dir))];
    for (const finding of findings) print(run, finding);
    return findings.some(({ state }) => state === 'bad') ? 1 : 0;
  },
};

function print({ values, io }: Run, finding: Finding): void {
  if (hasFlag(values, 'json')) io.out(JSON.stringify(finding));
  else
    io.out(
      `${finding.state.padEnd(4)} ${finding.what}: ${finding.text}${finding.todo === undefined ? '' : `; ${finding.todo}`}`,
    );
}

function checkFolder(dir: string): Finding {
  if (isFolder(dir)) return { what: 'folder', state: 'ok', text: dir };
  const text = existsSync(dir) ? `${dir} is a file` : `${dir} is not there`;
  return { what: 'folder', state: 'bad', text, todo: 'name the data folder of a desk or server' };
}

function isFolder(dir: string): boolean {
  return statSync(dir, { throwIfNoEntry: false })?.isDirectory() === true;
}

function checkSpace(dir: string): Finding {
  const { bavail, bsize } = statfsSync(dir);
  const free = bavail * bsize;
  const text = `${Math.floor(free / 1024 / 1024)} MB free`;
  return free >= leastFreeBytes
    ? { what: 'space', state: 'ok', text }
    : { what: 'space', state: 'bad', text, todo: 'free some space: acts are refused when the disk is full' };
}

async function checkContents(run: Run, dir: string): Promise<Finding[]> {
  if (existsSync(join(dir, 'central.db'))) return checkCentral(run, dir);
  const shiftMs = clockShiftMs(run);
  const core = await checkCore(dir);
  try {
    const desk = await openDeskQuietly(dir, systemClock(shiftMs), systemRandom);
    try {
      return [
        ...core,
        ...checkStanding(desk, systemClock(shiftMs)),
        ...checkFiles(desk),
        ...checkSetAside(desk, dir, systemClock(shiftMs).now()),
        ...(await checkServer(desk, systemClock(shiftMs))),
        checkPrinter(desk),
      ];
    } finally {
      desk.close();
    }
  } catch (error) {
    if (!isError(error, 'HF-ENROL-007')) return [...core, badFinding('files', error)];
    return [(await checkLostCentral(dir)) ?? nobodysFolder];
  }
}

const nobodysFolder: Finding = {
  what: 'files',
  state: 'bad',
  text: 'neither a desk nor a central server keeps its files here',
  todo: 'name the data folder of one; a demo has two in its folder, desk and central',
};

/** What is set up, and what is not on paper yet. Whether it prints, its own test page shows: nothing is sent from here. */
function checkPrinter({ ledger }: QuietDesk): Finding {
  const { target } = printerSettings({ ledger });
  const waiting = waitingSlips(ledger).length;
  const name =
    target.kind === 'network' ? `${target.host}, port ${target.port}` : target.kind === 'device' ? target.name : null;
  if (waiting > 0) {
    const text = `${waiting} ${waiting === 1 ? 'slip waits' : 'slips wait'} for ${name ?? 'a printer'}`;
    return { what: 'printer', state: 'note', text, todo: 'print them or let them go: Ctrl+Shift+P at the desk' };
  }
  if (name === null) return { what: 'printer', state: 'note', text: 'none is set up; the page prints slips' };
  return { what: 'printer', state: 'ok', text: name };
}

function checkFiles(desk: QuietDesk): Finding[] {
  const report = verifyLedger(desk.ledger, desk.signer.publicKey);
  const [firstProblem] = report.problems;
  const copy = checkCopy(desk);
  // Another copy of this desk may have its acts confirmed under the numbers of ours.
  const { pending, unsent } = queueState(desk.ledger, copy.lastSeqs);
  return [
    desk.protection === 'none'
      ? {
          what: 'keys',
          state: 'note',
          text: 'key not protected by this computer',
          todo: 'set HOLDFAST_PASSPHRASE_FILE, or use the Electron shell, before patron data is on it',
        }
      : {
          what: 'keys',
          state: 'ok',
          text: `protected by ${desk.protection === 'system' ? 'this computer' : 'a passphrase'}`,
        },
    firstProblem === undefined
      ? { what: 'ledger', state: 'ok', text: `${report.envelopes} acts, chain and signatures stand` }
      : {
          what: 'ledger',
          state: 'bad',
          text: `${report.problems.length} problems, the first at ${firstProblem.stream ?? '?'}/${firstProblem.seq}: ${sayProblem(firstProblem.kind)}`,
          todo: 'copy the folder away and call the administrator; acts that were synced are safe on the server',
        },
    { what: 'waiting', state: 'ok', text: `${Math.max(pending, unsent)} acts are not confirmed by the server` },
    copy.finding,
  ];
}

/** A ledger that a restore set aside has what the desk has forgotten since. */
function checkSetAside(desk: QuietDesk, dir: string, now: Instant): Finding[] {
  return setAsideTooLong(desk, dir, now).map(({ path, days }) => ({
    what: 'old ledger',
    state: 'note',
    text: `${path} was set aside ${days} days ago and names whom the ledger has forgotten`,
    todo: 'delete it once nobody needs what it had',
  }));
}

function checkCopy(desk: QuietDesk): { readonly finding: Finding; readonly lastSeqs: LastSeqs } {
  const noted = (finding: Omit<Finding, 'what'>) => ({ finding: { what: 'copy', ...finding }, lastSeqs: {} });
  try {
    const replica = desk.replica();
    if (replica === null) return noted({ state: 'note', text: 'none yet; it is loaded when the server answers' });
    const state = replicaState(replica);
    if (state === null || checkFile(replica).length > 0) return noted(damaged);
    const text = [`at position ${state.pos}`, ...sayPartial(state), ...sayCompared(desk), ...sayRebuilt(desk)].join(
      ', ',
    );
    const finding: Finding = { what: 'copy', state: 'ok', text };
    return { finding, lastSeqs: state.lastSeq };
  } catch (error) {
    if (!isReplicaBroken(error)) throw error;
    return noted(damaged);
  }
}

function sayPartial({ isPartial }: ReplicaState): string[] {
  return isPartial ? ['with the rules alone until the first load is done'] : [];
}

/** What the server said of it last: one that differed has been loaded anew since. */
function sayCompared({ ledger }: QuietDesk): string[] {
  const last = lastCopyCheck(ledger);
  if (last === null) return [];
  const found = last.differing.length === 0 ? 'as it should be' : `differed in ${last.differing.join(', ')}`;
  return [`compared with the server on ${formatInstant(last.at)}: ${found}`];
}

function sayRebuilt({ ledger }: QuietDesk): string[] {
  const times = copyRebuilds(ledger);
  return times === 0 ? [] : [`loaded anew ${times} times because its file was damaged`];
}

const damaged = {
  state: 'bad',
  text: 'damaged',
  todo: 'nothing: it is loaded anew by itself when the desk starts',
} as const;
