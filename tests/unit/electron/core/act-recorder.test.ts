// Which number an act gets.

import { checkin } from '../../../../shared/acts/loan/checkin.ts';
import { branchId, deskId, staffId, streamId } from '../../../../shared/core/ids.ts';
import type { EnvelopeBody } from '../../../../shared/wire/envelope.ts';
import type { LastSeqs } from '../../../../db/ledger/queue.ts';
import { currentStream } from '../../../../db/ledger/streams.ts';
import { ActRecorder } from '../../../../electron/core/act-recorder.ts';
import { tempDir } from '../../db/support/temp-dir.ts';
import { checkinCommand, fixedRandom, testDesk, testLibrary } from '../../db/support/test-desk.ts';

const path = tempDir();

/** A desk that has recorded two acts, with a copy as given by the test. */
function recording(name: string, confirmed: LastSeqs) {
  const desk = testDesk(path(name));
  desk.act(checkinCommand('X1'));
  desk.act(checkinCommand('X2'));
  const bodies: EnvelopeBody[] = [];
  const recorder = new ActRecorder({
    ledger: desk.ledger,
    identity: {
      deskId: deskId('A'),
      deskName: 'Desk 1',
      branch: branchId('b1'),
      system: null,
      library: testLibrary,
      serverUrl: 'https://central.invalid/',
      serverKey: '',
      epoch: 'e1',
      enrolledAt: desk.at,
    },
    signer: desk.signer,
    clock: { now: () => desk.at, mono: () => desk.at },
    computerClock: { now: () => desk.at, mono: () => desk.at },
    random: fixedRandom(),
    bootId: 'boot',
    readOffset: () => ({ offsetMs: 0, offsetAgeMs: 0, offsetErrorMs: 0 }),
    basis: () => ({ epoch: 'e1', pos: 0, rulesVersion: null }),
    confirmed: () => confirmed,
    startNewStream: () => desk.newStream('A-2'),
    callId: () => null,
    refusals: { ride: () => ({ refusals: [], setting: null, done: () => {} }) },
    onRecorded: ({ body }) => bodies.push(body),
  });
  const command = checkinCommand('X3');
  const [args, told] = [checkin.args.parse(command.args), checkin.told.parse(command.told)];
  recorder.record({ name: 'checkin', args, told, staffId: staffId('s1'), saw: null, policies: [] });
  return { body: bodies[0], stream: currentStream(desk.ledger), close: () => desk.ledger.close() };
}

test('a copy loaded since the start that holds later acts of the stream begins another one, which names the end of the first [I4] [I8]', () => {
  const { body, stream, close } = recording('behind.db', { [streamId('A-1')]: 4 });
  expect(body).toMatchObject({ stream: 'A-2', seq: 1, after: { stream: 'A-1', seq: 2 } });
  expect(stream).toMatchObject({ stream: 'A-2', lastSeq: 1 });
  close();
});

test('a copy that holds what the ledger has goes on in its stream [I4]', () => {
  const { body, close } = recording('level.db', { [streamId('A-1')]: 2 });
  expect(body).toMatchObject({ stream: 'A-1', seq: 3 });
  close();
});
