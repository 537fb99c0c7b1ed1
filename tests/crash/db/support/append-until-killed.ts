// Run as a process of its own: appends acts to the ledger it is given and prints each seq once it is acknowledged,
// until it is killed.

import { writeSync } from 'node:fs';
import { actId, branchId, deskId, streamId } from '../../../../shared/core/ids.ts';
import { argsDigest } from '../../../../shared/wire/envelope.ts';
import { newPrivateKey, makeSigner } from '../../../../db/keys/signing.ts';
import { appendEnvelope } from '../../../../db/ledger/append-envelope.ts';
import { openLedger } from '../../../../db/ledger/open-ledger.ts';
import { currentStream, startStream } from '../../../../db/ledger/streams.ts';

const [path = '', keyHex = ''] = process.argv.slice(2);
const signer = makeSigner(newPrivateKey({ bytes: (count) => new Uint8Array(count).fill(5), fraction: () => 0 }));
const ledger = openLedger(path, Buffer.from(keyHex, 'hex'), 'create');
const deskName = deskId('A');
const stream =
  currentStream(ledger) ??
  startStream(ledger, { stream: streamId('s'), deskId: deskName, publicKey: signer.publicKey, at: 0 });

/** Never returns. */
const salt = '00'.repeat(16);

function appendForever(): void {
  let { lastSeq, lastHash } = stream;
  for (;;) {
    const seq = lastSeq + 1;
    const args = JSON.stringify({ command: { seq, filler: 'x'.repeat(seq % 700) } });
    const body = JSON.stringify({
      deskId: deskName,
      stream: stream.stream,
      seq,
      id: actId(`act-${seq}`),
      branch: branchId('b'),
      channel: 'desk',
      name: 'checkin',
      version: 1,
      argsDigest: argsDigest(salt, args),
      staffId: null,
      occurred: { wall: seq, mono: seq, bootId: 'boot', offsetMs: 0, offsetAgeMs: null, offsetErrorMs: 0 },
      basis: { epoch: 'e', pos: 0, rulesVersion: null },
      told: {},
      prevHash: lastHash,
    });
    const appended = appendEnvelope(ledger, {
      envelope: { body, signature: signer.sign(body), args, salt },
      recordedAt: seq,
    });
    ({ seq: lastSeq, hash: lastHash } = appended);
    // Synchronous, so that lines printed before the kill have left this process.
    writeSync(1, `${seq} ${appended.hash}\n`);
  }
}

appendForever();
