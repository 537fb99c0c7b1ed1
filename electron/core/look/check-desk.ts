// Doctor's look at a desk: its standing with the server, its two files, the server, its printer. Reads only, on connections of its own.

import { DESK_KEYS, sayCombo, type KeyMap } from '../../../shared/core/desk-keys.ts';
import { formatInstant, type Instant } from '../../../shared/core/instant.ts';
import type { Clock } from '../../../shared/core/ports.ts';
import { isProtected, type KeyProtection } from '../../../db/keys/key-store.ts';
import { kitName, kitOfFile, recoveryPath } from '../../../db/keys/recovery-file.ts';
import { copyRebuilds, lastCopyCheck } from '../../../db/ledger/desk-state.ts';
import { losses, lostActs } from '../../../db/ledger/losses.ts';
import { queueState } from '../../../db/ledger/queue.ts';
import { waitingSlips } from '../../../db/ledger/slips.ts';
import { sayProblem, verifyLedger } from '../../../db/ledger/verify-ledger.ts';
import { checkFile } from '../../../db/open/check-file.ts';
import { isReplicaBroken } from '../../../db/replica/open-replica.ts';
import { replicaState, type ReplicaState } from '../../../db/replica/replica-state.ts';
import { printerSettings } from '../facade/slip-settings.ts';
import type { QuietDesk } from '../open-desk-quietly.ts';
import { checkReadiness } from './check-readiness.ts';
import { checkServer } from './check-server.ts';
import { checkStanding } from './check-standing.ts';
import type { Finding } from './finding.ts';
import { setAsideTooLong } from './ledger-copies.ts';

type LastSeqs = ReplicaState['lastSeq'];

/** All findings of a desk whose files are open. */
export async function checkDesk(desk: QuietDesk, dir: string, clock: Clock): Promise<Finding[]> {
  return [
    ...checkStanding(desk, clock),
    ...checkFiles(desk),
    ...checkRecovery(dir),
    ...checkSetAside(desk, dir, clock.now()),
    ...(await checkServer(desk, clock)),
    checkPrinter(desk.ledger, keysOf(desk)),
    ...checkReadiness(desk, dir, clock.now()),
  ];
}

/** Which paper opens the keys of a folder when its key store is lost; nothing where the library has no kit. */
export function checkRecovery(dir: string): Finding[] {
  const kit = kitOfFile(recoveryPath(dir));
  return kit === null
    ? []
    : [{ what: 'recovery', state: 'ok', text: `the keys are sealed to kit ${kitName(kit)} as well` }];
}

/** Printer set-up, and slips that are not printed yet. Whether it prints is shown by its own test page: nothing is sent from here. */
function checkPrinter(ledger: QuietDesk['ledger'], { slip }: KeyMap): Finding {
  const { target } = printerSettings({ ledger });
  const waiting = waitingSlips(ledger).length;
  const name =
    target.kind === 'network' ? `${target.host}, port ${target.port}` : target.kind === 'device' ? target.name : null;
  if (waiting > 0) {
    const text = `${waiting} ${waiting === 1 ? 'slip waits' : 'slips wait'} for ${name ?? 'a printer'}`;
    return { what: 'printer', state: 'note', text, todo: `print them or let them go: ${sayCombo(slip)} at the desk` };
  }
  if (name === null)
    return { what: 'printer', state: 'note', text: 'none is set up; slips are printed from the screen' };
  return { what: 'printer', state: 'ok', text: name };
}

/** The keys of the library, or those that Holdfast comes with where its copy cannot be read. */
function keysOf(desk: QuietDesk): KeyMap {
  try {
    return desk.sight()?.copy()?.library.keys() ?? DESK_KEYS;
  } catch (error) {
    if (!isReplicaBroken(error)) throw error;
    return DESK_KEYS;
  }
}

function checkFiles(desk: QuietDesk): Finding[] {
  const report = verifyLedger(desk.ledger, desk.signer.publicKey, desk.loss);
  const [firstProblem] = report.problems;
  const copy = checkCopy(desk);
  // Another copy of this desk may have its acts confirmed under the numbers of ours.
  const { pending, unsent } = queueState(desk.ledger, copy.lastSeqs);
  return [
    sayKeys(desk.protection),
    ...sayLost(desk),
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

/** The number of acts that may be gone, and the file with the unreadable part of the log. */
function sayLost({ ledger, loss }: QuietDesk): Finding[] {
  return [...losses(ledger), ...(loss === null ? [] : [{ ...loss, log: null }])]
    .filter((one) => lostActs(one) > 0)
    .map((one) => {
      const aside = one.log === null ? '' : `; what could not be read of its log is in ${one.log}, beside it`;
      return {
        what: 'lost acts',
        state: 'bad',
        text: `up to ${lostActs(one)} acts after ${one.stream}/${one.ledgerSeq} were recorded and are not here${aside}`,
        todo: 'keep a copy of the folder, look for what was done then on slips and receipts, and have the disk checked',
      };
    });
}

/** A ledger that a restore set aside has data that the desk has forgotten since. */
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

/** The server's last comparison: a copy that differed has been loaded anew since. */
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

function sayKeys(protection: KeyProtection): Finding {
  if (isProtected(protection))
    return {
      what: 'keys',
      state: 'ok',
      text: `protected by ${protection === 'system' ? 'this computer' : 'a passphrase'}`,
    };
  const todo =
    protection === 'weak'
      ? 'start a key ring (GNOME Keyring or KWallet) and start the desk without --allow-weak-keys, before patron data is on it'
      : 'set HOLDFAST_PASSPHRASE_FILE, or use the Electron shell, before patron data is on it';
  return { what: 'keys', state: 'note', text: 'key not protected by this computer', todo };
}
