// Power fails: any number of bytes of the ledger's write-ahead log may be on the disk, followed by anything. In every
// case the ledger opens with the acts whose commits lie before the cut, each whole, and none of the others. [I1] [I4]
// [I23]

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeSigner, newPrivateKey } from '../../../db/keys/signing.ts';
import { openLedger } from '../../../db/ledger/open-ledger.ts';
import { verifyLedger } from '../../../db/ledger/verify-ledger.ts';
import { checkFile } from '../../../db/open/check-file.ts';
import { tempDir } from '../../unit/db/support/temp-dir.ts';
import { testKey } from '../../unit/db/support/test-desk.ts';
import { chanceOf } from '../electron/support/chance.ts';

const path = tempDir();
const program = join(import.meta.dirname, 'support/append-until-killed.ts');
const { publicKey } = makeSigner(newPrivateKey({ bytes: (count) => new Uint8Array(count).fill(5), fraction: () => 0 }));

const headerBytes = 32;
const frameBytes = 24 + 4_096;
const seed = 20_263;

/** Kills the program in the middle of appending; returns the hash of each act that it acknowledged, by seq. */
async function appendUntilKilled(file: string, acts: number): Promise<Map<number, string>> {
  const child = spawn(process.execPath, [program, file, Buffer.from(testKey).toString('hex')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (said.split('\n').length > acts) child.kill('SIGKILL');
  });
  await once(child, 'close');
  const lines = said.split('\n').slice(0, -1);
  return new Map(lines.map((line) => line.split(' ')).map(([seq, hash]) => [Number(seq), hash ?? '']));
}

/** Where the frames end with which a commit is whole: their headers, which are not encrypted, name the size of the database. */
function commitEnds(log: Buffer): number[] {
  const frames = Math.floor((log.length - headerBytes) / frameBytes);
  return Array.from({ length: frames }, (_, frame) => headerBytes + frame * frameBytes)
    .filter((at) => log.readUInt32BE(at + 4) > 0)
    .map((at) => at + frameBytes);
}

/** The acts of a ledger whose log is `log`, which must be sound. */
function actsWith(database: string, log: Buffer): Map<number, string> {
  const file = path('cut.db');
  rmSync(`${file}-shm`, { force: true });
  copyFileSync(database, file);
  writeFileSync(`${file}-wal`, log);
  const ledger = openLedger(file, testKey, 'existing');
  try {
    expect(checkFile(ledger)).toEqual([]);
    expect(verifyLedger(ledger, publicKey).problems).toEqual([]);
    const rows = ledger.all<{ seq: number; hash: string }>('SELECT seq, hash FROM envelope ORDER BY seq');
    return new Map(rows.map(({ seq, hash }) => [seq, hash]));
  } finally {
    ledger.close();
  }
}

describe('a log that is cut anywhere', () => {
  const file = () => path('killed.db');
  let acknowledged: Map<number, string>;
  let log: Buffer;
  let ends: number[];

  beforeAll(async () => {
    acknowledged = await appendUntilKilled(file(), 60);
    copyFileSync(file(), path('image.db'));
    log = readFileSync(`${file()}-wal`);
    ends = commitEnds(log);
  }, 60_000);

  /** The commits of the log that are no acts: the tables, and the start of the stream. */
  const others = () => ends.length - actsWith(path('image.db'), log).size;

  test('as it is it has every act that was acknowledged [I1]', () => {
    const kept = actsWith(path('image.db'), log);
    for (const [seq, hash] of acknowledged) expect(kept.get(seq)).toBe(hash);
    expect(kept.size - acknowledged.size).toBeLessThanOrEqual(1);
  });

  test.each(['nothing', 'garbage', 'zeros'] as const)(
    `with %s behind the cut: exactly the acts before it, whole, at 20 places (seed ${seed}) [I4] [I23]`,
    (behind) => {
      const chance = chanceOf(seed);
      const whole = actsWith(path('image.db'), log);
      const first = ends[others() - 1] ?? headerBytes;
      for (let place = 0; place < 20; place += 1) {
        const cut = chance.between(first, log.length);
        const tail = behind === 'nothing' ? 0 : chance.between(1, 3 * frameBytes);
        const kept = actsWith(
          path('image.db'),
          Buffer.concat([log.subarray(0, cut), Buffer.alloc(tail, behind === 'garbage' ? 0xa5 : 0)]),
        );
        const count = ends.filter((end) => end <= cut).length - others();
        expect({ cut, acts: kept.size }).toEqual({ cut, acts: count });
        for (const [seq, hash] of kept) expect(whole.get(seq)).toBe(hash);
      }
    },
    60_000,
  );
});
