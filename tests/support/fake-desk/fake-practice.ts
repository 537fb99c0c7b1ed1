// Practice at the fake desk: the same desk that says it is practice, with nobody signed in.

import type { Handlers } from '../../../shared/bridge/contract.ts';
import type { FakeContext } from './fake-desk.ts';

export function fakePractice({
  state,
  emit,
}: Pick<FakeContext, 'state' | 'emit'>): Pick<Handlers, 'practice.begin' | 'practice.end'> {
  const changeTo = (isOn: boolean) => () => {
    state.isPractice = isOn;
    state.session = null;
    emit('practice.changed', { isOn });
    return {};
  };
  return { 'practice.begin': changeTo(true), 'practice.end': changeTo(false) };
}
