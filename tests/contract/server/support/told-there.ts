// A stand-in for another library system that answers as a test says, and the messages that the server sends to it.

import { addConnector } from '../../../../server/connectors/connector-rows.ts';
import { createConnectorRunner } from '../../../../server/connectors/connector-runner.ts';
import { readSettings } from '../../../../server/connectors/connector-settings.ts';
import { SystemFailureError, type OtherSystem } from '../../../../server/connectors/other-system.ts';
import type { Answer, Seen } from '../../../../shared/connectors/message.ts';
import type { Story } from './story.ts';
import { testRandom } from './stores.ts';

/** Null: the line breaks before the answer. */
export type AnswerThere = Answer | null;

const none = () => Promise.resolve();

/** Adds the system; returns a function that sends it acts. `sees`: the state of everything there. */
export async function toldThere(
  { scene }: Pick<Story, 'scene'>,
  { answers, sees }: { readonly answers: AnswerThere; readonly sees: Seen },
): Promise<() => Promise<void>> {
  await addConnector(scene, { name: 'ils', settings: readSettings('sip2', { host: '127.0.0.1' }) });
  const system: OtherSystem = {
    open: none,
    keepAlive: none,
    check: () => Promise.resolve([]),
    close: () => undefined,
    look: () => Promise.resolve(sees),
    tell: () =>
      answers === null ? Promise.reject(new SystemFailureError('lost', 'broken')) : Promise.resolve(answers),
  };
  const parts = { store: scene.store, clock: scene.clock, random: testRandom, owner: 'story' };
  const runner = createConnectorRunner({ ...parts, openSystem: () => system });
  return async () => {
    await runner.look();
    scene.clock.set(scene.clock.at + 5_000);
    await runner.look();
  };
}
