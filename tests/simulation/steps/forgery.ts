// An eavesdropper on a line sends recorded requests again, or changes them first. Neither may change anything. [I2] [I21]

import { sha256Hex } from '../../../shared/core/digest.ts';
import { CommandsRequestSchema } from '../../../shared/wire/commands.ts';
import type { EnvelopeBody } from '../../../shared/wire/envelope.ts';
import { holds } from '../world/broken.ts';
import type { SimDesk } from '../world/desk.ts';
import type { World } from '../world/world.ts';

const parseBody = (text: string) => JSON.parse(text) as EnvelopeBody;

/** Sends acts of a desk that are not the desk's: a replay of its last ones, or one of them with other words under the old signature. */
export async function forge(world: World, desk: SimDesk): Promise<void> {
  const { chance } = world;
  const heard = desk.line.lastPush;
  if (heard === null || world.server === null) return;
  const request = CommandsRequestSchema.parse(JSON.parse(heard.body ?? 'null'));
  const [envelope] = request.envelopes;
  if (envelope === undefined) return;
  const isReplay = chance.oneIn(2);
  const forged = isReplay ? envelope.body : changed(envelope.body, chance.oneIn(2));
  const body = JSON.stringify({ ...request, envelopes: [{ ...envelope, body: forged }] });
  await world.onServer((server) => server.handle({ ...heard, body }));
  world.covered(isReplay ? 'acts replayed' : 'acts forged');
  if (world.server === null) return;
  await world.onServer(async ({ store }) => {
    const kept = await store.read((tx) => tx.db.selectFrom('envelope').select(['id', 'hash']).execute());
    const hash = sha256Hex(forged);
    const times = kept.filter((one) => one.hash === hash).length;
    holds(21, isReplay ? times <= 1 : times === 0, () => `the server keeps ${times} of a forged act of ${desk.name}`);
  });
}

/** Other words at the same place, or at a later one. */
function changed(text: string, atSamePlace: boolean): string {
  const body = parseBody(text);
  return JSON.stringify({ ...body, staffId: `${body.staffId}-other`, seq: atSamePlace ? body.seq : body.seq + 1 });
}
