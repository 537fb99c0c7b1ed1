// `holdfast recovery kit|check|open`: a second way to the keys of desks and of an embedded library, by a code on paper.

import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { formatInstant } from '../../../shared/core/instant.ts';
import { parseRecoveryCode, recoveryCode } from '../../../db/keys/recovery-code.ts';
import { kitName, openWithKit, recoveryPath, sealToKit } from '../../../db/keys/recovery-file.ts';
import type { Secrets } from '../../../db/keys/key-store.ts';
import { saveRecovered } from '../../../db/keys/sealed-key-store.ts';
import { makeSigner } from '../../../db/keys/signing.ts';
import { recoveredKeyPath } from '../../../db/keys/system-key-folder.ts';
import { peekSystemKeys } from '../../../db/keys/system-key-store.ts';
import { readIdentity } from '../../../db/ledger/identity.ts';
import { ledgerPath, openLedger } from '../../../db/ledger/open-ledger.ts';
import { openReader } from '../../../db/open/open-file.ts';
import { acquireOwnerLock } from '../../../db/open/owner-lock.ts';
import { makeRecoveryKit, type NewKit } from '../../../server/desks/recovery-kit.ts';
import { beginStream } from '../../core/open-desk-files.ts';
import { systemRandom } from '../../core/system-random.ts';
import { libraryKey } from '../admin/backup-target.ts';
import { placeOption, withStore } from '../admin/with-store.ts';
import { clockOf } from '../clock-option.ts';
import { hasFlag, requiredText, textOf, UsageError, type Command, type Run } from '../command.ts';
import { makeFolder } from '../make-folder.ts';

export const recoveryCommand: Command = {
  usage: `kit --database URL|embedded [--data DIR] [--replace] [--json]
holdfast recovery check --data DIR [--sealed FILE] --code-file FILE
holdfast recovery open --data DIR [--sealed FILE] --code-file FILE

A second way to the keys of every desk and of an embedded library, for when a computer's key store is lost and its folder is not. kit makes a code and shows it this
once: write it down twice and lock it away. Each desk seals its keys to the kit as soon as it is connected, in the file recovery.sealed of its folder, of which
backup puts a copy beside each backup. check tries a code and changes nothing: a drill. open puts the keys back; the program seals them again at its next start, and a desk goes
on in a new stream. --code-file - reads the code from the keyboard or a pipe.`,
  options: {
    database: { type: 'string' },
    data: { type: 'string' },
    replace: { type: 'boolean' },
    sealed: { type: 'string' },
    'code-file': { type: 'string' },
  },
  mostWords: 1,
  run: async (run) => {
    const [action] = run.positionals;
    if (action === 'kit') await makeKit(run);
    else if (action === 'check') check(run);
    else if (action === 'open') await open(run);
    else throw new UsageError('write: holdfast recovery kit, check or open');
    return 0;
  },
};

async function makeKit(run: Run): Promise<void> {
  const replaces = hasFlag(run.values, 'replace');
  const kit = await withStore(run, ({ store, clock }) =>
    makeRecoveryKit({ store, clock, random: systemRandom }, { replaces, show: (made) => showKit(run, made) }),
  );
  const place = placeOption(run);
  if (place.kind === 'embedded') {
    const centralKey = await libraryKey(place.data, false);
    sealToKit(place.data, kit, { secrets: { centralKey }, random: systemRandom });
  }
  if (!hasFlag(run.values, 'json')) run.io.out(`Kit ${kitName(kit)} is in use.`);
}

/** Shows the code before the kit is in use: a kit whose code was never seen would open nothing. */
function showKit(run: Run, { kit, privateKey }: NewKit): void {
  const code = recoveryCode(privateKey);
  if (hasFlag(run.values, 'json')) return run.io.out(JSON.stringify({ kit: kitName(kit), code }));
  run.io.out(`Holdfast recovery kit ${kitName(kit)}, made ${formatInstant(clockOf(run).now())}

    ${code}

This code opens the folder of any desk, and of the server. It is kept nowhere: write it on two papers and lock them away in two places.
To try it on a computer of the library: holdfast recovery check --data DIR --code-file -`);
}

/** Opens every file and writes nothing. Throws HF-DB-070 to 072, and the errors of reading the files. */
function check(run: Run): void {
  const { dir, secrets, kit } = opened(run);
  const files = filesOpenedBy(dir, secrets);
  if (hasFlag(run.values, 'json')) run.io.out(JSON.stringify({ kit, keys: Object.keys(secrets), files }));
  else
    run.io.out(
      `Kit ${kit} opens the keys of ${dir}${files.length === 0 ? '' : ` and with them ${files.join(', ')}`}. Nothing was changed.`,
    );
}

async function open(run: Run): Promise<void> {
  const dir = resolve(requiredText(run.values, 'data'));
  makeFolder(dir);
  const lock = acquireOwnerLock(dir);
  try {
    const { secrets, kit } = opened(run);
    if (await opensAlready(dir, secrets)) throw new HoldfastError('HF-DB-073', { dir });
    requireKeysOf(dir, secrets);
    filesOpenedBy(dir, secrets);
    // The keys come last: a desk that has them and no new stream would use numbers twice.
    if (existsSync(ledgerPath(dir))) goOnInNewStream(run, dir, secrets);
    saveRecovered(recoveredKeyPath(dir), secrets);
    if (hasFlag(run.values, 'json')) run.io.out(JSON.stringify({ kit, dir, recovered: true }));
    else run.io.out(`The keys of ${dir} are back. Start the program: it seals them again.`);
  } finally {
    lock.close();
  }
}

function opened(run: Run): { readonly dir: string; readonly secrets: Secrets; readonly kit: string } {
  const dir = resolve(requiredText(run.values, 'data'));
  const sealed = textOf(run.values, 'sealed');
  const privateKey = parseRecoveryCode(codeText(requiredText(run.values, 'code-file')));
  if (privateKey === null) throw new HoldfastError('HF-DB-071');
  const secrets = openWithKit(sealed === null ? recoveryPath(dir) : resolve(sealed), privateKey);
  return { dir, secrets, kit: kitName(makeSigner(privateKey).publicKey) };
}

/** Never an argument: those stand in the list of processes. */
function codeText(file: string): string {
  if (file !== '-' && !existsSync(file)) throw new HoldfastError('HF-CLI-006', { name: 'the file', value: file });
  return readFileSync(file === '-' ? 0 : file, 'utf8');
}

async function opensAlready(dir: string, secrets: Secrets): Promise<boolean> {
  try {
    const there = await peekSystemKeys(dir);
    return (
      there !== null &&
      Object.entries(secrets).every(([name, key]) => Buffer.from(key).equals(there[name] ?? Buffer.alloc(0)))
    );
  } catch {
    return false;
  }
}

/** Throws HF-DB-075 where the kit opened other keys than those of the files that are there, as with the file of another folder. */
function requireKeysOf(dir: string, secrets: Secrets): void {
  const needed = [
    { path: ledgerPath(dir), names: ['ledgerKey', 'deskPrivateKey'] },
    { path: join(dir, 'central.db'), names: ['centralKey'] },
  ];
  for (const { path, names } of needed)
    if (existsSync(path) && names.some((name) => secrets[name] === undefined))
      throw new HoldfastError('HF-DB-075', { path });
}

/** The databases of a folder that the keys open. Throws SQLite's error for one that they do not open. */
function filesOpenedBy(dir: string, secrets: Secrets): string[] {
  const settings = { durability: 'full', cacheMib: 16, busyMs: 5_000 } as const;
  const files = [
    { file: 'ledger', path: ledgerPath(dir), key: secrets['ledgerKey'] },
    { file: 'central', path: join(dir, 'central.db'), key: secrets['centralKey'] },
  ] as const;
  return files.flatMap(({ file, path, key }) => {
    if (key === undefined || !existsSync(path)) return [];
    openReader({ file, path, key, settings }).close();
    return [path];
  });
}

/** How far this ledger had come stood beside the keys that are lost: no number is used twice. [I4] */
function goOnInNewStream(run: Run, dir: string, { ledgerKey, deskPrivateKey }: Secrets): void {
  if (ledgerKey === undefined || deskPrivateKey === undefined) return;
  const ledger = openLedger(ledgerPath(dir), ledgerKey, 'existing');
  try {
    const identity = readIdentity(ledger);
    if (identity === null) throw new HoldfastError('HF-ENROL-008');
    beginStream(
      { ledger, identity, signer: makeSigner(deskPrivateKey) },
      { clock: clockOf(run), random: systemRandom },
    );
  } finally {
    ledger.close();
  }
}
