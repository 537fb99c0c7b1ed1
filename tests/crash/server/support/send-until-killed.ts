// Run as a process of its own: a server that makes and sends the notices of the library that it is given, as at its start and then until nothing is due,
// unless it is killed.

import { randomBytes } from 'node:crypto';
import { createNoticeRunner } from '../../../../server/notices/notice-runner.ts';
import { takeOver } from '../../../../server/notices/outbox.ts';
import { openStore, placeOf } from '../../../../server/store/open-store.ts';

const [database = '', data = '', now = '0'] = process.argv.slice(2);
const started = performance.now();
const clock = { now: () => Math.round(Number(now) + performance.now() - started), mono: () => performance.now() };
const random = { bytes: (count: number) => new Uint8Array(randomBytes(count)), fraction: () => 0.5 };
const store = await openStore({ place: placeOf(database, data), clock, random, keyStore: null });
const owner = randomBytes(8).toString('hex');
await store.write((tx) => takeOver(tx, { owner, now: clock.now() }));
const { sent } = await createNoticeRunner({ store, clock, owner, secretOf: () => null }).look();
await store.close();
process.stdout.write(`${JSON.stringify(sent)}\n`);
