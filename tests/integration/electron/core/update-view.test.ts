// A new version that waits at a desk: the status says which and why, and so does its report to the library.

import type { FoundVersion, HostUpdates } from '../../../../electron/core/messages.ts';
import { gatherFacts } from '../../../../electron/core/readiness/gather-facts.ts';
import { ReadinessFactsSchema } from '../../../../shared/circ/model/readiness.ts';
import { sharedDesk, sharedWorld } from './support/desk-world.ts';
import { until } from './support/until.ts';

const world = sharedWorld({ items: 4, patrons: 2 });
const desk = sharedDesk(world);

const found = (more: Partial<FoundVersion> = {}): HostUpdates => ({
  by: 'itself',
  lookedAt: 0,
  isReached: true,
  found: { version: '9.0.0', trouble: null, ...more },
});
const update = async () => (await desk.now.ask('sync.status', {})).update;
const waits = async () => (await update())?.waits ?? null;

test('is absent until the host says something, and says who installs new versions', async () => {
  expect(await update()).toBeUndefined();
  desk.now.core.updates({ by: 'system', lookedAt: null, isReached: true, found: null });
  expect(await update()).toMatchObject({ by: 'system', lookedAt: null, waits: null });
});

test('says why the version waits: at its place, at the server, at an open shift, and else until the end', async () => {
  const { core } = desk.now;
  for (const trouble of ['not-signed', 'not-fetched'] as const) {
    core.updates(found({ trouble }));
    expect(await waits()).toEqual({ version: '9.0.0', why: trouble });
  }
  core.updates(found({ stage: 0 }));
  expect(await waits()).toMatchObject({ why: 'not-its-turn' });
  core.updates(found());
  expect(await waits()).toMatchObject({ why: 'at-end' });
  await desk.now.ask('shift.open', {});
  await desk.now.settled();
  expect(await waits()).toMatchObject({ why: 'shift-open' });
  world().line.cut();
  await until('the desk is offline', async () => !(await desk.now.ask('sync.status', {})).online);
  expect(await waits()).toMatchObject({ why: 'outage' });
  world().line.mend();
  await desk.now.settled();
});

test('goes into the report of the desk, which an older server reads without it', async () => {
  const { core } = desk.now;
  core.updates(found({ trouble: 'not-signed' }));
  const { files } = core;
  const { update: now } = await desk.now.ask('sync.status', {});
  const facts = gatherFacts({
    dir: core.desk.config.dataDir,
    ledger: files.ledger,
    protection: files.keyStore.protection,
    now: core.desk.clock.now(),
    desk: { id: files.identity.deskId, name: files.identity.deskName },
    dataAsOf: null,
    clockOffsetMs: null,
    waiting: { count: 0, since: null },
    drill: null,
    update: now?.waits ?? undefined,
  });
  expect(facts.update).toEqual({ version: '9.0.0', why: 'not-signed' });
  expect(ReadinessFactsSchema.parse(facts)).toEqual(facts);
});
