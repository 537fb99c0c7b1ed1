// A person who borrowed at this desk, brought everything back and left the library: when it is over, no byte of the copy, of the ledger, of their
// logs or of a new backup of the ledger names them or their card. [I19]

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { makeSigner, newPrivateKey } from '../../../../db/keys/signing.ts';
import { backupLedger } from '../../../../db/ledger/backup-ledger.ts';
import { ledgerPath } from '../../../../db/ledger/open-ledger.ts';
import { patronById } from '../../../../db/replica/queries/patrons.ts';
import { createCommandRunner } from '../../../../server/commands/command-runner.ts';
import { createSchedule } from '../../../../server/schedule/schedule.ts';
import { required } from '../../../../shared/core/assert.ts';
import { patronId } from '../../../../shared/core/ids.ts';
import { DAY_MS } from '../../../../shared/core/instant.ts';
import { purgeOwn } from '../../../../electron/core/purge-own.ts';
import { systemTimers } from '../../../../electron/core/system-timers.ts';
import { testRandom } from '../../../contract/server/support/stores.ts';
import { testPatron } from '../../../contract/server/support/test-library.ts';
import { plainBytes } from '../../../unit/db/support/plain-bytes.ts';
import { freshDesk, sharedWorld } from './support/desk-world.ts';
import { copyIsFresh } from './support/running-desk.ts';
import { until } from './support/until.ts';

const MARKS = ['Zyxmarkova', 'MARKCARD99', 'zyx@marked.example', 'marked note'];
const [family = '', number = '', email = '', note = ''] = MARKS;
/** Where the copies were, as it was typed: in no copy of the library, at no time. */
const PLACES = ['table of Zyxroe', 'shelf of Zyxdoe'];
const [table = '', shelf = ''] = PLACES;

const world = sharedWorld({ items: 6, patrons: 3 });
const desk = freshDesk(world);

const marksIn = (bytes: Buffer) => [...MARKS, ...PLACES].filter((mark) => bytes.includes(mark));
const ledger = () => marksIn(plainBytes(ledgerPath(desk.now.place.data), desk.now.core.files.secrets.ledgerKey).bytes);
/** The pages of the copies, in use and free, and how many pages their logs have. */
const copies = () => {
  const { data } = desk.now.place;
  const names = readdirSync(data).filter((name) => /^replica-\d+\.db$/.test(name));
  return names.map((name) => plainBytes(join(data, name), desk.now.core.files.secrets.replicaKey));
};
const marksInCopies = () => marksIn(Buffer.concat(copies().map(({ bytes }) => bytes)));

/** One round of the day at the server. */
const look = () => {
  const { store } = world().served;
  const { clock } = world();
  return createSchedule({
    runner: createCommandRunner({ store, clock }),
    clock,
    ownDesk: { signer: makeSigner(newPrivateKey(testRandom)), random: testRandom },
    dropRemains: () => store.dropRemains(),
  }).look();
};

test('when a person has left, nothing at the desk names them [I19]', async () => {
  const { clock, writer } = world();
  const name = { family, given: 'Ada', middle: null, suffix: null, chosen: null };
  const cards = [{ number, active: true, primary: true }];
  await writer.putRows('patron', [testPatron('PM', { name, cards, email, messages: [note] })]);
  const isHere = () => patronById(required(desk.now.core.desk.copy(), () => 'copy').db, patronId('PM')) !== null;
  await until('the desk knows them', isHere);
  await desk.now.ask('circ.checkout', { patron: number, item: 'barcode-X0' });
  await desk.now.ask('circ.checkin', { item: 'barcode-X0', place: table });
  await desk.now.ask('item.setMark', { barcode: 'barcode-X1', mark: 'missing' });
  await desk.now.ask('item.clearMark', { barcode: 'barcode-X1', mark: 'missing', note: shelf });
  await desk.now.settled();
  expect(ledger()).toEqual(expect.arrayContaining([number, ...PLACES]));
  expect(marksInCopies()).toEqual(MARKS);

  clock.forward(60 * DAY_MS);
  await copyIsFresh(desk.now);
  await look();
  expect(await writer.dropRows('patron', ['PM'])).toMatchObject({ dropped: ['PM'] });
  await until('the desk has heard of it', () => !isHere());
  await copyIsFresh(desk.now);
  const { core } = desk.now;
  const sight = () => core.desk.copy()?.sight ?? null;
  expect(
    await purgeOwn({ ledger: core.files.ledger, sight, isLeftOut: () => false, clock, timers: systemTimers }),
  ).toBe(4);
  expect(ledger()).toEqual([]);
  const backup = join(desk.now.place.root, 'ledger-backup');
  backupLedger(core.files.ledger, backup);
  expect(marksIn(plainBytes(backup, core.files.secrets.ledgerKey).bytes)).toEqual([]);
  const found: string[][] = [];
  await desk.restart(() => {
    found.push(marksInCopies(), ledger());
    expect(copies().map(({ loggedPages }) => loggedPages)).toEqual([0]);
  });
  expect(found).toEqual([[], []]);
});
