// A rolling upgrade: the server and the desks get their next version one after the other, in any order, with full queues. A desk of another version
// than the server is refused for that and keeps its acts; acts recorded by either version are taken in. [I20] [I32]

import { z } from 'zod';
import { actId, holdId, type ActId } from '../../../shared/core/ids.ts';
import { required } from '../../../shared/core/assert.ts';
import { argsDigest, EnvelopeArgsSchema, EnvelopeBodySchema } from '../../../shared/wire/envelope.ts';
import { appendEnvelope } from '../../../db/ledger/append-envelope.ts';
import { envelopeById } from '../../../db/ledger/envelopes.ts';
import { currentStream } from '../../../db/ledger/streams.ts';
import { NEXT_VERSION, THIS_VERSION } from '../world/server-program.ts';
import type { RunningSimDesk } from '../world/sim-desk.ts';
import type { SimDesk } from '../world/desk.ts';
import type { World } from '../world/world.ts';
import { askForTitle } from '../acts/holds.ts';
import { acknowledge } from './acts.ts';

/** The next step of an upgrade: of the server, of a desk, or an act of a desk that has it. */
export async function upgrade(world: World, desk: SimDesk): Promise<void> {
  const { chance, program } = world;
  if (program.version === THIS_VERSION && chance.oneIn(3)) {
    program.version = NEXT_VERSION;
    world.covered('server upgraded');
    await world.restartServer();
  } else if (desk.version === THIS_VERSION) await upgradeDesk(world, desk);
  else await recordAsNext(world, desk);
  // Long enough that a desk has asked and knows.
  await world.pass(10_000);
  for (const { running } of world.desks)
    if (running?.core.engine.state.problem === 'HF-SYNC-001') world.covered('update asked for');
}

/** A desk gets its next version, with its waiting acts. */
async function upgradeDesk(world: World, desk: SimDesk): Promise<void> {
  const unsent = desk.running?.core.engine.state.ledger.unsent ?? 0;
  world.covered(unsent > 0 ? 'desk upgraded with a full queue' : 'desk upgraded');
  desk.version = NEXT_VERSION;
  await world.startAgain(desk);
}

/** The rest of an upgrade that was begun, and staff say that the desks shall try again. */
export async function finishUpgrade(world: World): Promise<void> {
  const { program, desks } = world;
  if (program.version === THIS_VERSION && desks.every(({ version }) => version === THIS_VERSION)) return;
  if (program.version === THIS_VERSION) {
    program.version = NEXT_VERSION;
    await world.restartServer();
  }
  for (const desk of desks) {
    if (desk.version === THIS_VERSION) await upgradeDesk(world, desk);
    await world.call(desk, 'sync.now', {});
  }
}

/** A desk of the next version records a hold twice: as this one does, and by the next version of the command. */
async function recordAsNext(world: World, desk: SimDesk): Promise<void> {
  const before = world.lastActs.get(desk.index);
  await askForTitle(world, desk);
  const { running } = desk;
  const last = world.lastActs.get(desk.index);
  if (running === null || last === undefined || last === before || running.guard.refusal !== null) return;
  const id = asNext(running, last);
  if (id === null) return;
  world.covered('act of the next command version');
  acknowledge(world, desk, id);
  // The program reads its queue when it starts.
  await world.startAgain(desk);
}

const ArgsSchema = z.record(z.string(), z.unknown());

/** The same once more, by the next version of the command. Null where the program was killed meanwhile. */
function asNext({ core, guard }: RunningSimDesk, like: ActId): ActId | null {
  const { ledger, signer } = core.files;
  try {
    const { envelope } = required(envelopeById(ledger, like), () => 'the act is in the ledger');
    const stream = required(currentStream(ledger), () => 'a desk that recorded has a stream');
    const body = EnvelopeBodySchema.parse(JSON.parse(envelope.body));
    const { command } = EnvelopeArgsSchema.parse(JSON.parse(envelope.args ?? 'null'));
    const args = JSON.stringify({
      command: { ...ArgsSchema.parse(command), holdId: holdId(core.desk.recorder.mintId()) },
    });
    const salt = envelope.salt ?? '';
    const text = JSON.stringify({
      ...body,
      stream: stream.stream,
      seq: stream.lastSeq + 1,
      // The first act of a stream names the one that it replaces, and no other does.
      after: stream.lastSeq === 0 ? (stream.after ?? undefined) : undefined,
      id: actId(core.desk.recorder.mintId()),
      version: NEXT_VERSION,
      argsDigest: argsDigest(salt, args),
      prevHash: stream.lastHash,
    });
    appendEnvelope(ledger, {
      envelope: { body: text, signature: signer.sign(text), args, salt },
      policies: [],
      recordedAt: body.occurred.wall,
    });
    return EnvelopeBodySchema.parse(JSON.parse(text)).id;
  } catch (error) {
    if (!guard.isDead) throw error;
    return null;
  }
}
