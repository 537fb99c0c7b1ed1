// Work of staff on exceptions.

import { METHODS } from '../../../shared/bridge/contract.ts';
import type { SimDesk } from '../world/desk.ts';
import type { World } from '../world/world.ts';
import { act } from './simulated.ts';

export const resolveExceptions = act(3, endOne);
export const workExceptions = act(2, workOn);

async function endOne(world: World, desk: SimDesk): Promise<void> {
  const list = await world.call(desk, 'exception.list', {});
  if (list?.ok !== true) return;
  const { exceptions } = METHODS['exception.list'].output.parse(list.value);
  const open = exceptions.filter(({ actions }) => actions.length > 0);
  if (open.length === 0) return;
  const one = world.chance.pick(open);
  const answer = await world.call(desk, 'exception.resolve', {
    exceptionIds: [one.exceptionId],
    action: world.chance.pick(one.actions),
    note: 'seen to',
  });
  world.trace('resolve', desk.name, one.exceptionId, answer?.ok);
  if (answer?.ok === true) world.covered('act:exception.resolve');
}

/** Assigns or unassigns an exception, notes how far the patron was informed, or writes a note. None of it ends one. */
async function workOn(world: World, desk: SimDesk): Promise<void> {
  const list = await world.call(desk, 'exception.list', {});
  const able = await world.call(desk, 'exception.assignees', {});
  if (list?.ok !== true || able?.ok !== true) return;
  const { exceptions } = METHODS['exception.list'].output.parse(list.value);
  const open = exceptions.filter(({ work }) => work !== null);
  if (open.length === 0) return;
  const { staff } = METHODS['exception.assignees'].output.parse(able.value);
  const one = world.chance.pick(open);
  const done = world.chance.pick([
    { to: world.chance.pick([null, ...staff.map((person) => person.staff)]), note: '' },
    { contact: world.chance.pick(['reached', 'message-left', 'not-reached'] as const), note: '' },
    { note: 'asked at the desk' },
  ]);
  const answer = await world.call(desk, 'exception.work', { exceptionIds: [one.exceptionId], ...done });
  world.trace('work', desk.name, one.exceptionId, done, answer?.ok);
  if (answer?.ok === true) world.covered('act:exception.work');
}
