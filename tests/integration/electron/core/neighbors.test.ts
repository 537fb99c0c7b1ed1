// Desks of one branch help each other while the line is down, over real sockets. Strangers learn nothing and change nothing. [I2] [I12] [I21]

import { makeDeskCertificate } from '../../../../db/keys/desk-certificate.ts';
import { makeSigner, newPrivateKey, type Signer } from '../../../../db/keys/signing.ts';
import { envelopesFrom } from '../../../../db/ledger/envelopes.ts';
import { currentStream } from '../../../../db/ledger/streams.ts';
import { revokeDesk } from '../../../../server/desks/desk-list.ts';
import { required } from '../../../../shared/core/assert.ts';
import type { Envelope } from '../../../../shared/wire/envelope.ts';
import { LONGEST_NEIGHBOR_LINE } from '../../../../shared/wire/neighbor-lines.ts';
import { systemRandom } from '../../../../electron/core/system-random.ts';
import { sharedWorld } from './support/desk-world.ts';
import { knock, lanDesk, letDesksHear, secretsOf, type Knock, type LanDesk } from './support/lan-desks.ts';
import { until } from './support/until.ts';

const world = sharedWorld({ items: 60, patrons: 30 });
const stops: (() => Promise<void>)[] = [];

beforeAll(async () => letDesksHear(world()));
afterEach(async () => {
  world().line.mend();
  for (const stop of stops.splice(0)) await stop();
});

const open = async (...options: Parameters<typeof lanDesk> extends [unknown, ...infer Rest] ? Rest : never) => {
  const desk = await lanDesk(world(), ...options);
  stops.push(() => desk.stop());
  return desk;
};

/** Two desks in contact with each other, and no server. */
async function twoAlone(): Promise<readonly [LanDesk, LanDesk]> {
  const one = await open();
  const other = await open({ addresses: [one.at] });
  await connected(one, other);
  await unplug(one, other);
  return [one, other];
}

const connected = (...desks: readonly LanDesk[]) =>
  until('the desks hear each other', async () =>
    (await Promise.all(desks.map((desk) => desk.heard()))).every((n) => n > 0),
  );

async function unplug(...desks: readonly LanDesk[]): Promise<void> {
  world().line.cut();
  for (const desk of desks)
    await until('the desk says that it is offline', async () => !(await desk.ask('sync.status', {})).online);
}

const statusOf = async (desk: LanDesk, item: number) =>
  (await desk.ask('item.view', { barcode: `barcode-X${item}` })).status;
const lend = (desk: LanDesk, patron: number, item: number) =>
  desk.ask('circ.checkout', { patron: `card-P${patron}`, item: `barcode-X${item}` });
const ownEnvelopes = (desk: LanDesk): Envelope[] => {
  const { ledger } = desk.core.files;
  const stream = required(currentStream(ledger), () => 'it has a stream').stream;
  return [...envelopesFrom(ledger, stream, 1)].map(({ envelope }) => envelope);
};
const streamOf = (desk: LanDesk) => required(currentStream(desk.core.files.ledger), () => 'it has a stream').stream;
const isOver = (caller: Knock) => until('the connection is over', () => Promise.resolve(caller.ended()));

test('without a server a desk knows within a second what the next one lent, and decides by it', async () => {
  const [one, other] = await twoAlone();
  const { commandId } = await lend(one, 0, 0);
  const lentAt = Date.now();
  await until('the other desk knows', async () => (await statusOf(other, 0)) === 'on-loan');
  expect(Date.now() - lentAt).toBeLessThan(1_000);
  const patron = await other.ask('patron.view', { card: 'card-P0' });
  expect(patron.loans.map(({ barcode }) => barcode)).toEqual(['barcode-X0']);
  expect(await lend(other, 1, 0)).toMatchObject({ decision: 'needs-override' });
  // And the other way: it comes back next door.
  expect(await other.ask('circ.checkin', { item: 'barcode-X0' })).toMatchObject({ decision: 'done' });
  await until('the first desk knows', async () => (await statusOf(one, 0)) === 'available');
  expect(other.core.neighbors?.acts().map(({ body }) => body.id)).toEqual([commandId]);
});

test('when the server is back everything heard drops out, and all three agree', async () => {
  const [one, other] = await twoAlone();
  await lend(one, 2, 2);
  await lend(other, 3, 3);
  await until(
    'both know',
    async () => (await statusOf(other, 2)) === 'on-loan' && (await statusOf(one, 3)) === 'on-loan',
  );
  world().line.mend();
  for (const desk of [one, other]) await desk.settled();
  await until('nothing is only heard', () =>
    Promise.resolve([one, other].every(({ core }) => core.neighbors?.size === 0)),
  );
  for (const desk of [one, other]) {
    expect([await statusOf(desk, 2), await statusOf(desk, 3)]).toEqual(['on-loan', 'on-loan']);
    expect(desk.core.files.ledger.get("SELECT count(*) AS n FROM receipt WHERE outcome <> 'applied'")).toEqual({
      n: 0,
    });
  }
  const kept = other.core.desk.copy()?.db.get('SELECT count(*) AS n FROM neighbor_act');
  expect(kept).toEqual({ n: 0 });
});

test('acts of neighbors are shown after a stop in the middle, also when the desk that did them is gone', async () => {
  const [one, other] = await twoAlone();
  await lend(one, 4, 4);
  await until('the other desk knows', async () => (await statusOf(other, 4)) === 'on-loan');
  await one.stop();
  await other.stop();
  const again = await open({ place: other.place });
  expect(await again.heard()).toBe(0);
  expect(await statusOf(again, 4)).toBe('on-loan');
});

describe('the log of the branch, without a server', () => {
  const said = ({ events }: LanDesk) =>
    events.flatMap(({ name, payload }) => (name === 'desk.changed' ? [payload] : []));

  test('one key locks the other desk too, and its page goes blank', async () => {
    const [one, other] = await twoAlone();
    await one.ask('branch.lockDesks', {});
    await until('both are signed out', async () =>
      (await Promise.all([one, other].map((desk) => desk.ask('session.current', {})))).every((who) => who === null),
    );
    const names = other.events.map(({ name }) => name);
    expect(names.filter((name) => name === 'desk.blanked')).toHaveLength(1);
    expect(names.indexOf('session.changed', names.indexOf('desk.blanked'))).toBeGreaterThan(0);
    expect(other.events.findLast(({ name }) => name === 'session.changed')?.payload).toBeNull();
  });

  test('a message of the next desk comes to the screen, with the person who left it', async () => {
    const [one, other] = await twoAlone();
    const before = said(other).length;
    await one.ask('message.leave', { text: 'The gate sticks' });
    await until('the page is told of the log', () =>
      Promise.resolve(
        said(other)
          .slice(before)
          .some(({ log }) => log),
      ),
    );
    expect((await other.ask('log.view', {})).messages).toMatchObject([
      { text: 'The gate sticks', by: 'desk', isRead: true, ended: null },
    ]);
    const told = said(other).length;
    await lend(one, 11, 11);
    await until('the page is told of the loan', () => Promise.resolve(said(other).length > told));
    expect(said(other).at(-1)).toMatchObject({
      items: [expect.any(String), 'barcode-X11'],
      log: false,
      exceptions: false,
    });
  });
});

describe('the status of a desk', () => {
  const seen = async (desk: LanDesk) => (await desk.ask('sync.status', {})).neighbors;
  const nameOf = ({ core }: LanDesk) => core.files.identity.deskName;

  test('names the desks nearby, which are reached and since when, and which was reached last', async () => {
    const [one, other] = await twoAlone();
    const there = (await seen(one))?.desks.filter(({ isReached }) => isReached);
    expect(there).toEqual([{ name: nameOf(other), isReached: true, at: expect.any(String) as unknown }]);
    expect(await seen(one)).toMatchObject({ heard: 1, refusedAt: null, isListening: true });
    await other.stop();
    await until('the other desk is gone', async () => (await one.heard()) === 0);
    const { desks = [] } = (await seen(one)) ?? {};
    expect(desks.filter(({ at }) => at !== null)).toEqual([
      { name: nameOf(other), isReached: false, at: expect.any(String) as unknown },
    ]);
  });

  test('tells that a stranger was refused, and that another program has the port', async () => {
    const one = await open();
    const caller = await knock(one.at, {});
    await isOver(caller);
    await until('the refusal is told', async () => (await seen(one))?.refusedAt !== null);
    const second = await open({ listen: one.at, isWaitedFor: false });
    await until('the port is told', async () => (await seen(second))?.isListening === false);
    expect((await seen(one))?.isListening).toBe(true);
  });
});

describe('a stranger at the port', () => {
  const foreign = () => makeSigner(newPrivateKey(systemRandom));
  /** The proof of a desk in a certificate with another key: held by a stranger who listened, or was called. */
  const stolen = (signer: Signer): Signer => {
    const { cert } = makeDeskCertificate(signer);
    const text = Buffer.from(cert.replaceAll(/-----[A-Z ]+-----|\n/g, ''), 'base64').toString('latin1');
    const signature = /\n([A-Za-z0-9+/]{86}==)/.exec(text)?.[1] ?? '';
    expect(signature).not.toBe('');
    return { publicKey: signer.publicKey, sign: () => signature };
  };

  test.each([
    ['without a certificate', () => ({})],
    ['with a key that no library named', () => secretsOf(foreign())],
    ['with the proof of a desk and another key', (other: Signer) => secretsOf(stolen(other))],
  ])('%s gets not a byte', async (_, secrets) => {
    const [one, other] = await twoAlone();
    await lend(one, 5, 5);
    const caller = await knock(one.at, secrets(other.core.files.signer));
    caller.socket.write(`${JSON.stringify({ type: 'want', stream: streamOf(one), after: 0 })}\n`);
    await isOver(caller);
    expect(caller.text()).toBe('');
    expect(await one.heard()).toBe(1);
    expect((await one.ask('circ.checkin', { item: 'barcode-X5' })).decision).toBe('done');
  });

  test('of another branch is a stranger, and so is a desk that the library has revoked', async () => {
    const elsewhere = await open({ branch: 'east' });
    const revoked = await open();
    await revokeDesk(world().parts, revoked.core.files.identity.deskId);
    const one = await open();
    for (const { core } of [elsewhere, revoked]) {
      const caller = await knock(one.at, secretsOf(core.files.signer));
      await isOver(caller);
      expect(caller.text()).toBe('');
    }
  });
});

describe('a desk of the branch that is not what it was', () => {
  /** A desk that receives, a second one whose program is stopped and whose key is at hand, and a third one of the branch. */
  async function withHand(): Promise<{ readonly one: LanDesk; readonly third: LanDesk; readonly caller: Knock }> {
    const third = await open();
    const second = await open();
    const one = await open();
    await second.stop();
    await unplug(one, third);
    const caller = await knock(one.at, secretsOf(second.core.files.signer));
    await until('it is greeted', () => Promise.resolve(caller.text().includes('offer')));
    return { one, third, caller };
  }
  const say = (caller: Knock, line: unknown) => caller.socket.write(`${JSON.stringify(line)}\n`);
  const acts = (third: LanDesk, envelopes: readonly Envelope[]) => ({
    type: 'acts',
    stream: streamOf(third),
    after: 0,
    before: null,
    envelopes,
    policies: [],
  });

  test('passes on the acts of a third desk, which are taken', async () => {
    const { one, third, caller } = await withHand();
    await lend(third, 6, 6);
    say(caller, { type: 'offer', streams: { [streamOf(third)]: 1 } });
    await until('it is asked', () => Promise.resolve(caller.text().includes('"want"')));
    say(caller, acts(third, ownEnvelopes(third)));
    await until('the act is shown', async () => (await statusOf(one, 6)) === 'on-loan');
  });

  test.each([
    [
      'other words under the old signature',
      ({ body, ...rest }: Envelope) => ({ ...rest, body: body.replace('"checkout"', '"checkin"') }),
    ],
    ['other arguments', (envelope: Envelope) => ({ ...envelope, args: (envelope.args ?? '').replace('X7', 'X8') })],
    ['no signature', (envelope: Envelope) => ({ ...envelope, signature: '' })],
  ])('forges an act of a third desk with %s: nothing changes, and it is cut off', async (_, forge) => {
    const { one, third, caller } = await withHand();
    await lend(third, 7, 7);
    say(caller, { type: 'offer', streams: { [streamOf(third)]: 1 } });
    await until('it is asked', () => Promise.resolve(caller.text().includes('"want"')));
    say(caller, acts(third, ownEnvelopes(third).map(forge)));
    await isOver(caller);
    expect([await statusOf(one, 7), await statusOf(one, 8)]).toEqual(['available', 'available']);
    expect(one.core.neighbors?.size).toBe(0);
    expect(one.logged).toContainEqual({
      code: 'neighbors.cut-off',
      detail: { desk: expect.any(String) as unknown, why: 'forged' },
    });
    await third.ask('circ.checkin', { item: 'barcode-X7' });
  });

  test.each([
    ['what is no line', 'GET / HTTP/1.1\r\n\r\n'],
    ['a line that never ends', 'x'.repeat(LONGEST_NEIGHBOR_LINE + 100_000)],
    ['a known line of another form', '{"type":"want","stream":5}\n'],
  ])('says %s: it is cut off, and work goes on', async (_, text) => {
    const { one, caller } = await withHand();
    caller.socket.write(text);
    await isOver(caller);
    expect((await one.ask('item.view', { barcode: 'barcode-X9' })).status).toBe('available');
  });

  test('says a line of a later version: it is skipped', async () => {
    const { caller } = await withHand();
    say(caller, { type: 'weather' });
    say(caller, { type: 'want', stream: 'of nobody', after: 0 });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(caller.ended()).toBe(false);
    caller.socket.destroy();
  });
});
