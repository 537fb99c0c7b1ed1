// Run as a process of its own: a server that takes in the feeds of the library that it is given, until nothing is due, unless it is killed.

import { randomBytes } from 'node:crypto';
import { createFeedRunner } from '../../../../server/data-feeds/feed-runner.ts';
import { openStore, placeOf } from '../../../../server/store/open-store.ts';

const [database = '', data = '', now = '0'] = process.argv.slice(2);
const clock = { now: () => Number(now), mono: () => performance.now() };
const random = { bytes: (count: number) => new Uint8Array(randomBytes(count)), fraction: () => 0.5 };
const store = await openStore({ place: placeOf(database, data), clock, random, keyStore: null });
process.stdout.write('begun\n');
const owner = randomBytes(8).toString('hex');
await createFeedRunner({ store, clock, random, owner, secretOf: () => null, settlesMs: 0 }).look();
await store.close();
