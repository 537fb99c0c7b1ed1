// Another desk carries unsent acts of a desk over its own line: the carrier changes nothing about them. [I2]

import { PushQueue } from '../../../electron/core/link/push-queue.ts';
import type { World } from '../world/world.ts';

/** Hands waiting acts of a desk in under the token of another one. Their own desk gets the answer by the feed, or when it sends them again. */
export async function relay(world: World): Promise<void> {
  const { chance, desks } = world;
  const current = desks.filter(({ version }) => version === world.program.version);
  const waiting = current.filter(({ running }) => (running?.core.engine.state.ledger.unsent ?? 0) > 0);
  const carriers = current.filter(({ line }) => line.lastPush !== null);
  if (waiting.length === 0 || carriers.length === 0 || world.server === null) return;
  const [desk, carrier] = [chance.pick(waiting), chance.pick(carriers)];
  const ledger = desk.running?.core.files.ledger;
  const heard = carrier.line.lastPush;
  if (desk === carrier || ledger === undefined || heard === null) return;
  const request = world.disks.aside(() => new PushQueue(ledger).next());
  if (request === null || request.envelopes.length === 0) return;
  await world.onServer((server) =>
    server.handle({ ...heard, protocol: String(carrier.version), body: JSON.stringify(request) }),
  );
  world.covered('acts carried by another desk');
}
