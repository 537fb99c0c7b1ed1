// Exceptions that desks without a line bring about, and how people end them; outages, held acts and silent desks.

import { required } from '../../../shared/core/assert.ts';
import { lend, takeIn, undo, DONE } from './words.ts';
import type { World } from './world.ts';

export async function tellExceptions(world: World): Promise<void> {
  await tellQuestions(world);
  await tellWork(world);
  await tellOutages(world);
  await tellReleases(world);
}

/** Two desks report contradictions about one item. */
async function tellQuestions({ a, c, pass, send, clock }: World): Promise<void> {
  for (const item of ['X27', 'X28', 'X29', 'X30']) {
    lend(a, { item, patron: 'P5', now: clock.at });
    lend(c, { item, patron: 'P6', now: clock.at });
    pass();
  }
  await send(a);
  await send(c);
  a.act('resolveItem', { itemId: 'X27', holder: 'P6' }, DONE);
  pass();
  a.act('resolveItem', { itemId: 'X28', holder: null }, DONE);
  pass();
  const wrong = a.act('resolveItem', { itemId: 'X29', holder: 'P5' }, DONE);
  pass();
  undo(a, wrong, { item: 'X29' }, { reason: 'Looked at the wrong shelf' });
  await send(a);
}

async function tellWork({ a, b, openOf, pass, send }: World): Promise<void> {
  const ids = [...(await openOf('item-in-question')), ...(await openOf('staff-role-revoked'))];
  const some = ids.slice(0, 2);
  required(some[0], () => 'the story has made no exception');
  a.act('workExceptions', { ids: some, to: 'clerk', note: '' }, DONE);
  pass();
  a.act('workExceptions', { ids: some, to: null, contact: 'message-left', note: 'Called at noon' }, DONE, {
    staff: 'lead',
  });
  pass();
  b.act('workExceptions', { ids: some.slice(0, 1), contact: 'reached', note: '' }, DONE);
  pass();
  b.act('workExceptions', { ids: some.slice(0, 1), note: 'Comes tomorrow' }, DONE);
  pass();
  const actions = ['rerouted', 'found', 'not-found', 'told-patron', 'corrected', 'dismissed'];
  for (const [index, action] of actions.entries()) {
    const id = ids[index % ids.length];
    a.act('resolveExceptions', { ids: [id], action, note: action === 'dismissed' ? 'Nothing to it' : '' }, DONE);
    pass();
  }
  a.act('resolveExceptions', { ids: ['exception-of-nobody'], action: 'found', note: 'Gone' }, DONE, {
    staff: 'student',
  });
  await send(a);
  await send(b);
}

async function tellOutages({ a, pass, send, clock }: World): Promise<void> {
  const outage = {
    outageId: 'outage-1',
    beganAt: clock.at - 7_200_000,
    endedAt: clock.at,
    acts: 12,
    note: 'Cable cut',
  };
  const causes = [
    { cause: 'no-answer', code: 'HF-SYNC-003', at: outage.beganAt },
    { cause: 'paused', code: null, at: outage.beganAt + 60_000 },
    { cause: 'refused', code: null, at: outage.beganAt + 120_000 },
    { cause: 'not-taken', code: null, at: outage.beganAt + 180_000 },
  ];
  a.act('signOutage', outage, DONE, { staff: 'boss' });
  pass();
  const told = { ...outage, outageId: 'outage-2', note: '', causes, dataAsOf: outage.beganAt };
  a.act('signOutage', told, DONE, { staff: 'boss' });
  pass();
  a.act('signOutage', { ...told, outageId: 'outage-4', dataAsOf: null }, DONE, { staff: 'boss' });
  pass();
  a.act('signOutage', { ...told, outageId: 'outage-3', causes: [], dataAsOf: null }, DONE, { staff: 'clerk' });
  await send(a);
}

/** Acts of a revoked desk are held, and released one by one or all at once. */
async function tellReleases({ a, b, revoked, pass, send, clock }: World): Promise<void> {
  const first = lend(revoked, { item: 'X31', patron: 'P7', now: clock.at });
  pass();
  takeIn(revoked, 'X32');
  pass();
  lend(revoked, { item: 'X33', patron: 'P7', now: clock.at });
  await send(revoked);
  a.act('releaseHeld', { ids: [first], streams: [] }, DONE, { staff: 'boss' });
  pass();
  a.act('releaseHeld', { ids: [first], streams: [] }, DONE, { staff: 'clerk' });
  await send(a);
  b.act('releaseHeld', { ids: [], streams: [revoked.stream()] }, DONE, { staff: 'boss' });
  pass();
  b.act('releaseQuiet', { desks: [revoked.kept.id, 'desk-of-nobody'] }, DONE, { staff: 'boss' });
  pass();
  b.act('releaseQuiet', { desks: [revoked.kept.id] }, DONE, { staff: 'clerk' });
  await send(b);
}
