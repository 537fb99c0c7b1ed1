// Desks without a screen beside a server, one for each branch whose machines speak SIP2 to it. Each has a ledger and a copy of its own, so that a machine is
// answered as at any desk; it joins by itself the first time.

import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { BranchId } from '../../../shared/core/ids.ts';
import { ledgerPath } from '../../../db/ledger/open-ledger.ts';
import { createEnrolCode } from '../../../server/desks/enrol-codes.ts';
import { systemRandom } from '../../core/system-random.ts';
import { makeFolder } from '../make-folder.ts';
import type { StoreContext } from './with-store.ts';

export type Sip2DesksParts = StoreContext & {
  /** Address of the server, which is on this computer. */
  readonly central: string;
  /** The folder that the desks' own folders lie in. */
  readonly dir: string;
  readonly again: readonly [string, ...string[]];
  readonly env: NodeJS.ProcessEnv;
};

/** Where a desk listens for machines, and since when. */
export type Sip2DeskAt = { readonly host: string; readonly port: number; readonly startedAt: number };

export type Sip2Desks = {
  /** The desk of a branch, started when it is first asked for and after it ended. Rejects where it does not start. */
  readonly of: (branch: BranchId) => Promise<Sip2DeskAt>;
  readonly close: () => Promise<void>;
};

const ReadySchema = z.looseObject({ sip2: z.object({ host: z.string(), port: z.number() }) });

/** None runs yet. */
export function openSip2Desks(parts: Sip2DesksParts): Sip2Desks {
  const running = new Map<BranchId, { readonly at: Promise<Sip2DeskAt>; readonly children: readonly ChildProcess[] }>();
  let isClosed = false;
  const start = (branch: BranchId): Promise<Sip2DeskAt> => {
    const children: ChildProcess[] = [];
    const forget = () => {
      if (running.get(branch)?.children === children) running.delete(branch);
    };
    const at = startDesk(parts, branch, (child) => {
      children.push(child);
      child.once('exit', forget);
      // The server may have been stopped while the desk began.
      if (isClosed) child.kill('SIGTERM');
    });
    at.catch(forget);
    running.set(branch, { at, children });
    return at;
  };
  return {
    of: (branch) => {
      if (isClosed) return Promise.reject(new Error('the server ends'));
      return running.get(branch)?.at ?? start(branch);
    },
    close: async () => {
      isClosed = true;
      await Promise.all([...running.values()].flatMap(({ children }) => children.map(ended)));
    },
  };
}

async function startDesk(
  { central, dir, again: [program, ...args], env, ...context }: Sip2DesksParts,
  branch: BranchId,
  born: (child: ChildProcess) => void,
): Promise<Sip2DeskAt> {
  const data = join(dir, encodeURIComponent(branch));
  makeFolder(data);
  const words = ['desk', '--data', data, '--shell', 'none', '--sip2', '127.0.0.1:0', `--central=${central}`, '--json'];
  const joins = !existsSync(ledgerPath(data));
  const asked = { branch, name: `SIP2 ${branch}` };
  const code = joins ? (await createEnrolCode({ ...context, random: systemRandom }, asked)).code : '';
  // The code is no argument, which every account of the computer could read. The desk ends with this process, however that ends.
  const child = spawn(program, [...args, ...words, '--code', '-'], {
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.on('error', () => undefined);
  child.stdin.write(`${code}\n`);
  born(child);
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('error', reject);
    child.once('exit', () => reject(new Error('the desk for machines ended')));
  });
  return { ...ReadySchema.parse(JSON.parse(line)).sip2, startedAt: context.clock.mono() };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
}
