// Processes that die in the middle of recording: nothing acknowledged is lost, and nothing is left half-written.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { makeSigner, newPrivateKey } from '../../../db/keys/signing.ts';
import { envelopeAt } from '../../../db/ledger/envelopes.ts';
import { openLedger } from '../../../db/ledger/open-ledger.ts';
import { currentStream } from '../../../db/ledger/streams.ts';
import { verifyLedger } from '../../../db/ledger/verify-ledger.ts';
import { streamId } from '../../../shared/core/ids.ts';
import { checkFile } from '../../../db/open/check-file.ts';
import { tempDir } from '../../unit/db/support/temp-dir.ts';
import { testKey } from '../../unit/db/support/test-desk.ts';

const path = tempDir();
const program = join(import.meta.dirname, 'support/append-until-killed.ts');
const publicKey = makeSigner(
  newPrivateKey({ bytes: (count) => new Uint8Array(count).fill(5), fraction: () => 0 }),
).publicKey;

/** Lets the program append for a while, kills it, and returns the acknowledged acts. */
async function appendAndKill(file: string, afterMs: number): Promise<Map<number, string>> {
  const child = spawn(process.execPath, [program, file, Buffer.from(testKey).toString('hex')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  await once(child.stdout, 'data');
  await new Promise((resolve) => setTimeout(resolve, afterMs));
  child.kill('SIGKILL');
  await once(child, 'close');
  const lines = said
    .split('\n')
    .slice(0, -1)
    .map((line) => line.split(' '));
  return new Map(lines.map(([seq, hash]) => [Number(seq), hash ?? '']));
}

test('every act that was acknowledged before a kill is there after it, round after round [I1] [I4]', async () => {
  const file = path('killed.db');
  let acknowledged = 0;
  const instants = Array.from({ length: 24 }, () => Math.random() * 140);
  for (const afterMs of [0, ...instants]) {
    const acks = await appendAndKill(file, afterMs);
    const ledger = openLedger(file, testKey, 'existing');
    for (const [seq, hash] of acks) expect(envelopeAt(ledger, streamId('s'), seq)?.hash).toBe(hash);
    const last = currentStream(ledger)?.lastSeq ?? 0;
    const newest = Math.max(...acks.keys());
    expect(newest).toBeGreaterThan(acknowledged);
    // At most the one whose answer was on its way.
    expect(last - newest).toBeGreaterThanOrEqual(0);
    expect(last - newest).toBeLessThanOrEqual(1);
    expect(checkFile(ledger)).toEqual([]);
    expect(verifyLedger(ledger, publicKey)).toMatchObject({ envelopes: last, problems: [] });
    acknowledged = newest;
    ledger.close();
  }
}, 180_000);
