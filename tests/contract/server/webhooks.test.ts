// Web hooks over real HTTP: acts in their order, signed, again until they are taken and never out of order, by one of
// several servers; without names.

import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DAY_MS } from '../../../shared/core/instant.ts';
import { WebhookBodySchema, type HookedAct } from '../../../shared/wire/webhook.ts';
import { addWebhook, keyOfSecret, listWebhooks, removeWebhook } from '../../../server/webhooks/webhook-list.ts';
import { createWebhookRunner } from '../../../server/webhooks/webhook-runner.ts';
import { openScene, type Scene } from './support/scene.ts';
import { describeStores, testRandom, type TestPlace } from './support/stores.ts';
import { addTestStaff, at } from './support/test-library.ts';

type Message = {
  readonly id: string;
  readonly acts: readonly HookedAct[];
  readonly text: string;
  readonly signature: string;
  readonly timestamp: string;
};

/** A receiver with prepared answers. */
async function openReceiver() {
  const messages: Message[] = [];
  const statuses: number[] = [];
  const waits: (() => Promise<unknown>)[] = [];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      const header = (name: string) => String(request.headers[name]);
      const [id, timestamp, signature] = [
        header('webhook-id'),
        header('webhook-timestamp'),
        header('webhook-signature'),
      ];
      messages.push({ id, timestamp, signature, text, acts: WebhookBodySchema.parse(JSON.parse(text)).acts });
      const status = statuses.shift() ?? 200;
      void (waits.shift()?.() ?? Promise.resolve()).then(() =>
        response.writeHead(status, { location: '/elsewhere' }).end(),
      );
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const parseAddress = (address: unknown) => address as AddressInfo;
  const url = `http://127.0.0.1:${parseAddress(server.address()).port}/in`;
  return { url, messages, statuses, waits, close: () => new Promise((resolve) => server.close(resolve)) };
}

describeStores('a web hook', (newPlace) => {
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  const opened = async (place?: TestPlace) => {
    const scene = await openScene(place ?? (await newPlace()), { items: 20, patrons: 5 });
    const receiver = await openReceiver();
    closing.push(receiver.close);
    const add = (acts: readonly string[] | null = null) =>
      addWebhook({ ...scene, random: testRandom }, { name: 'catalog', url: receiver.url, acts });
    const runner = createWebhookRunner({ store: scene.store, clock: scene.clock, random: testRandom });
    return { scene, receiver, add, look: runner.look };
  };

  /** Lends some copies, each with a request of its own. */
  const lend = async (scene: Scene, name: string, items: readonly string[]) => {
    const desk = await scene.desk(name);
    for (const item of items) {
      desk.checkout(item, 'P1', { at: at(10) });
      await scene.send(desk);
    }
    return desk;
  };

  test('is told of what comes after it was added, in order and signed, and of nobody', async () => {
    const { scene, receiver, add, look } = await opened();
    const desk = await lend(scene, 'A', ['X1']);
    const secret = await add();
    desk.checkin('X1', { at: at(11) });
    desk.checkout('X1', 'P2', { at: at(12) });
    await scene.send(desk);
    await look();
    await look();
    expect(receiver.messages).toHaveLength(1);
    const [message] = receiver.messages;
    expect(message?.acts.map(({ name, desk: where, branch, item }) => [name, where, branch, item?.id])).toEqual([
      ['checkin', 'A', 'main', 'X1'],
      ['checkout', 'A', 'main', 'X1'],
    ]);
    expect(message?.acts[1]?.loan?.dueAt).toMatch(/^\d{4}-\d{2}-\d{2}T/);
    const signed = `${message?.id}.${message?.timestamp}.${message?.text}`;
    const expected = createHmac('sha256', keyOfSecret(secret)).update(signed).digest('base64');
    expect(message?.signature).toBe(`v1,${expected}`);
    expect(message?.text).not.toMatch(/P1|P2|card/);
  });

  test('that takes nothing is told the same again, later and later, and nothing before it', async () => {
    const { scene, receiver, add, look } = await opened();
    await add();
    const begin = scene.clock.at;
    receiver.statuses.push(500, 302, 410);
    const desk = await lend(scene, 'A', ['X1']);
    await look();
    desk.checkout('X2', 'P1', { at: at(10) });
    await scene.send(desk);
    await look();
    expect(receiver.messages).toHaveLength(1);
    expect(await scene.store.read(listWebhooks)).toMatchObject([{ failing: { since: begin, why: 'it answered 500' } }]);
    const waits: number[] = [];
    while (receiver.messages.length < 5) {
      const tried = receiver.messages.length;
      const from = scene.clock.at;
      while (receiver.messages.length === tried) {
        scene.clock.set(scene.clock.at + 250);
        await look();
      }
      waits.push(scene.clock.at - from);
    }
    const ids = receiver.messages.map(({ id }) => id);
    expect(new Set(ids.slice(0, 4)).size).toBe(1);
    expect(receiver.messages.map(({ acts }) => acts.map(({ item }) => item?.id))).toEqual([
      ...Array.from({ length: 4 }, () => ['X1']),
      ['X2'],
    ]);
    expect(waits[1]).toBeGreaterThan(waits[0] ?? 0);
    expect(waits[2]).toBeGreaterThan(waits[1] ?? 0);
    expect(await scene.store.read(listWebhooks)).toMatchObject([{ failing: null, behind: 0 }]);
  });

  test('is told by one of several servers at a time, and each act once while all goes well', async () => {
    const place = await newPlace();
    const { scene, receiver, add, look } = await opened(place);
    await add();
    const other = createWebhookRunner({ store: await place.open(scene.clock), clock: scene.clock, random: testRandom });
    const { promise: answered, resolve: release } = Promise.withResolvers<undefined>();
    receiver.waits.push(() => answered);
    await lend(scene, 'A', ['X1', 'X2', 'X3']);
    const first = look();
    while (receiver.messages.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await other.look();
    expect(receiver.messages).toHaveLength(1);
    release(undefined);
    await first;
    await Promise.all([look(), other.look()]);
    expect(receiver.messages.flatMap(({ acts }) => acts.map(({ item }) => item?.id))).toEqual(['X1', 'X2', 'X3']);
  });

  test('takes only the acts that it asks for, and goes with what it was not told', async () => {
    const { scene, receiver, add, look } = await opened();
    await add(['checkin']);
    const desk = await lend(scene, 'A', ['X1', 'X2']);
    await look();
    expect(receiver.messages).toEqual([]);
    expect(await scene.store.read(listWebhooks)).toMatchObject([{ behind: 0 }]);
    desk.checkin('X1', { at: at(11) });
    await scene.send(desk);
    await look();
    expect(receiver.messages.flatMap(({ acts }) => acts.map(({ name }) => name))).toEqual(['checkin']);
    expect(await removeWebhook(scene.store, 'catalog')).toBe(true);
    desk.checkin('X2', { at: at(12) });
    await scene.send(desk);
    await look();
    expect(receiver.messages).toHaveLength(1);
  });

  test('is told of an act that was held once it is let go, after the act that did', async () => {
    const { scene, receiver, add, look } = await opened();
    await addTestStaff(scene.store, 'chief', 'supervisor');
    await add();
    const [front, back] = [await scene.desk('A'), await scene.desk('B')];
    front.checkout('X1', 'P1', { at: at(10) });
    await scene.store.write((tx) =>
      tx.db.updateTable('desk').set({ status: 'revoked' }).where('id', '=', front.desk).execute(),
    );
    await scene.send(front);
    await look();
    expect(receiver.messages.flatMap(({ acts }) => acts)).toEqual([]);
    const args = { ids: [], streams: [front.stream] };
    back.record('releaseHeld', { args, told: { decision: 'done', reasons: [] } }, { at: at(11), staff: 'chief' });
    await scene.send(back);
    await look();
    expect(receiver.messages.flatMap(({ acts }) => acts.map(({ name }) => name)).toSorted()).toEqual([
      'checkout',
      'releaseHeld',
    ]);
    await look();
    expect(receiver.messages).toHaveLength(1);
  });

  test('is told of an act that was held for its arguments when these come', async () => {
    const { scene, receiver, add, look } = await opened();
    await add();
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10) });
    scene.clock.set(at(10) + 34 * DAY_MS);
    await scene.send(desk, desk.request(0, 0, { envelopes: [{ ...desk.envelope(0), args: null, salt: null }] }));
    await look();
    expect(receiver.messages.flatMap(({ acts }) => acts)).toEqual([]);
    await scene.send(desk);
    await look();
    await look();
    expect(receiver.messages.flatMap(({ acts }) => acts.map(({ name }) => name))).toEqual(['checkout']);
  });

  test('that is slow keeps no other waiting', async () => {
    const { scene, receiver } = await opened();
    const slow = await openReceiver();
    closing.push(slow.close);
    const parts = { ...scene, random: testRandom };
    await addWebhook(parts, { name: 'slow', url: slow.url, acts: null });
    await addWebhook(parts, { name: 'catalog', url: receiver.url, acts: null });
    const { promise: answered, resolve: release } = Promise.withResolvers<undefined>();
    slow.waits.push(() => answered);
    const runner = createWebhookRunner({ ...parts, everyMs: 20 });
    await runner.start();
    closing.push(runner.stop);
    await lend(scene, 'A', ['X1']);
    const told = (messages: readonly Message[]) => messages.flatMap(({ acts }) => acts.map(({ item }) => item?.id));
    const until = async (holds: () => boolean) => {
      while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
    };
    await until(() => slow.messages.length > 0);
    await lend(scene, 'B', ['X2']);
    await until(() => told(receiver.messages).includes('X2'));
    expect(told(slow.messages)).toEqual(['X1']);
    release(undefined);
    await until(() => told(slow.messages).includes('X2'));
  });

  test('that is told as the server ends has not failed, and is told the same at once by the next', async () => {
    const { scene, receiver, add, look } = await opened();
    await add();
    receiver.waits.push(() => new Promise(() => undefined));
    const ending = createWebhookRunner({ ...scene, random: testRandom, everyMs: 20 });
    await ending.start();
    await lend(scene, 'A', ['X1']);
    while (receiver.messages.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await ending.stop();
    expect(await scene.store.read(listWebhooks)).toMatchObject([{ failing: null, behind: 1 }]);
    await look();
    expect(new Set(receiver.messages.map(({ id }) => id)).size).toBe(1);
    expect(receiver.messages).toHaveLength(2);
  });

  test('goes over TLS or to this computer, under a name of its own, for acts that there are', async () => {
    const { scene, add } = await opened();
    const asked = { name: 'other', acts: null };
    const tryUrl = (url: string) =>
      addWebhook({ ...scene, random: testRandom }, { ...asked, url }).then(
        () => 'taken',
        (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
      );
    for (const url of [
      'http://example.org/',
      'ftp://127.0.0.1/',
      'https://me@example.org/',
      'no',
      'file:///etc/passwd',
    ])
      expect([url, await tryUrl(url)]).toEqual([url, 'HF-SERVER-062']);
    await add();
    await expect(add()).rejects.toMatchObject({ code: 'HF-SERVER-064' });
    await expect(
      addWebhook({ ...scene, random: testRandom }, { name: 'third', url: 'https://example.org/', acts: ['lend'] }),
    ).rejects.toMatchObject({ code: 'HF-SERVER-063' });
  });
});
