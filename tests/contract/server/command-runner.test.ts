// Exactly once, in order: effects of a batch of commands and guarantees about it, on every database.

import { setTimeout as wait } from 'node:timers/promises';
import { actId, streamOf } from '../../../shared/core/ids.ts';
import { MINUTE_MS } from '../../../shared/core/instant.ts';
import { recordingBy } from '../../../shared/acts/commands.ts';
import { createCommandRunner } from '../../../server/commands/command-runner.ts';
import { createReferences, type References } from '../../../server/timeline/references.ts';
import { readHead } from '../../../server/feed/read-head.ts';
import type { WriteTx } from '../../../server/store/store.ts';
import { openCodes, openScene, receiptsOf } from './support/scene.ts';
import { describeStores } from './support/stores.ts';
import { createTestDesk } from './support/test-desk.ts';
import { addTestStaff, at, testPolicy, testPolicyHash } from './support/test-library.ts';
import { hashPolicy } from '../../../shared/rules/model/policy.ts';

describeStores('commands', (use) => {
  test('a checkout and a check-in become a loan, a status and receipts at one position', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    const loan = desk.checkout('X0', 'P0', { at: at(10) });
    const before = await scene.store.read(readHead);
    scene.clock.set(at(10, 1));
    const first = await scene.send(desk);
    expect(receiptsOf(first)).toMatchObject([
      { outcome: 'applied', codes: [], seq: 1, id: loan, effectiveAt: at(10), position: before.position + 1 },
    ]);
    expect(await scene.rows('loan')).toMatchObject([
      { id: loan, itemId: 'X0', patronId: 'P0', state: 'open', outAt: at(10) },
    ]);
    expect((await scene.rows('item'))[0]?.state).toMatchObject({ status: 'on-loan', loan });
    desk.checkin('X0', { at: at(11) });
    scene.clock.set(at(11, 1));
    await scene.send(desk, desk.request(1));
    expect(await scene.rows('loan')).toMatchObject([{ state: 'closed', how: 'checkin', inAt: at(11) }]);
    expect((await scene.rows('item'))[0]?.state.status).toBe('available');
    expect((await scene.store.read(readHead)).position).toBe(before.position + 2);
    expect(scene.faults).toEqual([]);
  });

  test('a resend is answered byte for byte and has no effect [I2] [I5] [I6]', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    desk.checkout('X0', 'P0', { at: at(10) });
    desk.checkin('X0', { at: at(11) });
    const first = await scene.send(desk);
    const state = await scene.everything();
    const head = await scene.store.read(readHead);
    // Sooner than a silence: a desk that was silent and has acts left is noted at any request.
    scene.clock.set(at(11) + 10 * MINUTE_MS);
    for (const request of [desk.request(), desk.request(0, 1), desk.request(1)]) {
      const again = await scene.send(desk, request);
      expect(again.receipts).toEqual(
        first.receipts.slice(request.envelopes[0] === desk.ledger[0] ? 0 : 1).slice(0, request.envelopes.length),
      );
      expect(again.expected).toBe(3);
    }
    // Carried by others they come in any order, and more than once.
    const mixed = [1, 0, 1].map((index) => desk.envelope(index));
    const carried = await scene.send(desk, desk.request(0, 0, { envelopes: mixed }));
    expect(carried.receipts).toEqual([1, 0, 1].map((index) => first.receipts[index]));
    expect(await scene.everything()).toBe(state);
    expect(await scene.store.read(readHead)).toEqual(head);
  });

  test('the same envelope twice in one request is taken once, and answered alike [I2] [I5] [I6]', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    desk.checkout('X0', 'P0', { at: at(10) });
    desk.checkin('X0', { at: at(11) });
    const [one, two] = [desk.envelope(0), desk.envelope(1)];
    const response = await scene.send(desk, desk.request(0, 0, { envelopes: [one, one, two, one] }));
    expect(receiptsOf(response).map(({ seq }) => seq)).toEqual([1, 1, 2, 1]);
    expect(new Set(response.receipts).size).toBe(2);
    expect((await scene.rows('event')).length).toBe(2);
  });

  test('the same command under two numbers of a stream counts once, in one request or in two [I2]', async () => {
    for (const inOne of [true, false]) {
      const scene = await openScene(await use());
      const desk = await scene.desk('A');
      const id = desk.checkout('X0', 'P0', { at: at(10) });
      desk.renew('X0', id, 'P0', { at: at(11), dueAt: at(10) + 20 * 86_400_000 });
      desk.checkout('X0', 'P0', { at: at(12), id });
      const requests = inOne ? [desk.request()] : [desk.request(0, 2), desk.request(2)];
      const outcomes: string[] = [];
      for (const request of requests)
        outcomes.push(...receiptsOf(await scene.send(desk, request)).map(({ outcome }) => outcome));
      expect(outcomes).toEqual(['applied', 'applied', 'duplicate-of']);
      expect(await scene.rows('loan')).toMatchObject([{ id, outAt: at(10), renewals: 1, aliases: [] }]);
      expect((await scene.rows('event')).length).toBe(2);
    }
  });

  test('a command of which a copy is held counts under its next number, in one request or in two', async () => {
    for (const inOne of [true, false]) {
      const scene = await openScene(await use());
      const desk = await scene.desk('A');
      const id = desk.checkout('X0', 'P0', { at: at(10) });
      desk.checkout('X0', 'P0', { at: at(10), id });
      scene.clock.set(at(10) + 34 * 86_400_000);
      const withoutArgs = { ...desk.envelope(0), args: null, salt: null };
      const requests = inOne
        ? [desk.request(0, 0, { envelopes: [withoutArgs, desk.envelope(1)] })]
        : [desk.request(0, 0, { envelopes: [withoutArgs] }), desk.request(1)];
      const outcomes: string[] = [];
      for (const request of requests)
        outcomes.push(...receiptsOf(await scene.send(desk, request)).map(({ outcome }) => outcome));
      expect(outcomes).toEqual(['held', 'applied']);
      expect(await scene.rows('loan')).toMatchObject([{ id, state: 'open' }]);
    }
  });

  test('requests that race with their own resends are taken once [I2]', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    for (let index = 0; index < 20; index += 1) desk.checkout(`X${index % 5}`, `P${index % 3}`, { at: at(10, index) });
    const answers = await Promise.all([
      scene.send(desk),
      scene.send(desk),
      scene.send(desk, desk.request(0, 10)),
      scene.send(desk),
    ]);
    expect(answers[1]?.receipts).toEqual(answers[0]?.receipts);
    expect(answers[3]?.receipts).toEqual(answers[0]?.receipts);
    expect(answers[2]?.receipts).toEqual(answers[0]?.receipts.slice(0, 10));
    expect((await scene.rows('event')).length).toBe(20);
  });

  test('a resend that is slow takes nothing back of what its stream did meanwhile [I2] [I3]', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    desk.checkout('X0', 'P0', { at: at(9) });
    await scene.send(desk);
    // Another item: nothing but the stream is shared.
    desk.checkin('X1', { at: at(10) });
    const [isSaving, isNew] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const slowly = (tx: WriteTx): WriteTx => ({
      ...tx,
      upsert: async (table, rows) => {
        if (table === 'desk_stream') {
          isSaving.resolve();
          // Until the new act is in; where it has to wait for this one, for a while.
          await Promise.race([isNew.promise, wait(100)]);
        }
        return tx.upsert(table, rows);
      },
    });
    const { clock, store } = scene;
    const slow = createCommandRunner({
      clock,
      store: { ...store, write: (work) => store.write((tx) => work(slowly(tx))) },
    });
    const resent = slow.run(desk.request(0, 1), desk.desk);
    await isSaving.promise;
    const sent = scene.send(desk, desk.request(1)).finally(() => isNew.resolve());
    expect(receiptsOf(await sent)).toMatchObject([{ outcome: 'applied', seq: 2 }]);
    await resent;
    expect((await scene.send(desk, desk.request(0, 1))).expected).toBe(3);
    expect((await scene.rows('event')).length).toBe(2);
  });

  test('a gap stops the request there and says what is expected [I4]', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    for (const hour of [10, 11, 12]) desk.checkout('X0', 'P0', { at: at(hour) });
    const [one, three] = [desk.envelope(0), desk.envelope(2)];
    const response = await scene.send(desk, desk.request(0, 0, { envelopes: [one, three] }));
    expect(response).toMatchObject({ problem: 'gap', expected: 2 });
    expect(response.receipts).toHaveLength(1);
    const rest = await scene.send(desk, desk.request(1));
    expect(rest).toMatchObject({ expected: 4 });
    expect(rest.problem).toBeUndefined();
  });

  test('other bytes under a number that was used are quarantined, and the stream is held from there [I7] [I8]', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    const twin = createTestDesk('A', 'main', desk.stream);
    desk.checkout('X0', 'P0', { at: at(10) });
    await scene.send(desk);
    const state = await scene.everything();
    // A copy of the desk's data that went on by itself, with the desk's own key.
    twin.checkout('X1', 'P1', { at: at(10, 30) });
    const forged = { ...twin.envelope(0), signature: desk.signer.sign(twin.envelope(0).body) };
    const response = await scene.send(desk, desk.request(0, 0, { envelopes: [forged] }));
    expect(response).toMatchObject({ problem: 'desk-forked', receipts: [], expected: 2 });
    expect(await openCodes(scene)).toEqual(['desk-forked']);
    expect(await scene.everything()).toBe(state);
    desk.checkout('X2', 'P2', { at: at(11) });
    const held = await scene.send(desk, desk.request(1));
    expect(receiptsOf(held)).toMatchObject([{ outcome: 'held', codes: ['desk-forked'], seq: 2 }]);
    expect(held).toMatchObject({ expected: 3, problem: 'desk-forked' });
    expect(await scene.everything()).toBe(state);
    expect(await scene.store.read((tx) => tx.db.selectFrom('quarantine').select(['seq', 'stream']).execute())).toEqual([
      { seq: 1, stream: desk.stream },
    ]);
  });

  test('other bytes under a number of the same request are quarantined too: the first stand, those after wait [I8]', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    const twin = createTestDesk('A', 'main', desk.stream, { deskId: desk.desk, signer: desk.signer });
    const first = desk.checkout('X0', 'P0', { at: at(10) });
    desk.checkout('X2', 'P2', { at: at(11) });
    twin.checkout('X1', 'P1', { at: at(10, 30) });
    const envelopes = [desk.envelope(0), twin.envelope(0), desk.envelope(1)];
    const response = await scene.send(desk, desk.request(0, 0, { envelopes }));
    expect(response).toMatchObject({ problem: 'desk-forked', expected: 2 });
    expect(receiptsOf(response)).toMatchObject([{ outcome: 'applied', id: first }]);
    expect((await scene.rows('loan')).map(({ id }) => id)).toEqual([first]);
    expect(await openCodes(scene)).toEqual(['desk-forked']);
    const kept = await scene.store.read((tx) => tx.db.selectFrom('quarantine').select(['seq', 'body']).execute());
    expect(kept).toEqual([{ seq: 1, body: twin.envelope(0).body }]);
  });

  test('a chain that does not follow from what was taken is a fork [I8]', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    desk.checkout('X0', 'P0', { at: at(10) });
    await scene.send(desk);
    desk.checkout('X1', 'P1', { at: at(11) });
    const body = JSON.stringify({ ...JSON.parse(desk.envelope(1).body), prevHash: 'f'.repeat(64) });
    const envelope = { ...desk.envelope(1), body, signature: desk.signer.sign(body) };
    expect(await scene.send(desk, desk.request(0, 0, { envelopes: [envelope] }))).toMatchObject({
      problem: 'desk-forked',
      receipts: [],
    });
  });

  test('a new stream that names the one it replaces goes on, and the old one is still taken [I2]', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    desk.checkout('X0', 'P0', { at: at(10) });
    const old = desk.request();
    const from = desk.startStream();
    desk.checkin('X0', { at: at(11) });
    expect(receiptsOf(await scene.send(desk, desk.request(from)))).toMatchObject([{ outcome: 'applied', seq: 1 }]);
    expect(receiptsOf(await scene.send(desk, old))).toMatchObject([{ outcome: 'applied', seq: 1 }]);
    expect(await scene.rows('loan')).toMatchObject([{ state: 'closed', inAt: at(11) }]);
  });

  test('the same command under two streams counts once: the copy of the older stream, whichever came first [I2]', async () => {
    for (const olderFirst of [true, false]) {
      const scene = await openScene(await use());
      const desk = await scene.desk('A');
      const id = desk.checkout('X0', 'P0', { at: at(10) });
      const older = desk.request();
      const from = desk.startStream();
      desk.checkout('X0', 'P0', { at: at(10), id });
      const newer = desk.request(from);
      const answers = [];
      for (const request of olderFirst ? [older, newer] : [newer, older]) answers.push(await scene.send(desk, request));
      const outcomes = answers.flatMap(receiptsOf).map(({ outcome }) => outcome);
      expect(outcomes).toEqual(olderFirst ? ['applied', 'duplicate-of'] : ['applied', 'applied']);
      expect(await scene.rows('event')).toMatchObject([{ id, stream: older.stream, seq: 1 }]);
      expect((await scene.rows('loan')).length).toBe(1);
    }
  });

  test('a stream is older than every one that came after it, not than the next alone [I2]', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    const id = desk.checkout('X0', 'P0', { at: at(10) });
    const first = desk.request();
    const second = desk.startStream();
    desk.checkin('X1', { at: at(10, 5) });
    const between = desk.request(second);
    const third = desk.startStream();
    desk.checkout('X0', 'P0', { at: at(10), id });
    for (const request of [between, desk.request(third)]) await scene.send(desk, request);
    expect(receiptsOf(await scene.send(desk, first))).toMatchObject([{ outcome: 'applied' }]);
    expect((await scene.rows('event')).filter((event) => event.id === id)).toMatchObject([{ stream: first.stream }]);
    expect((await scene.rows('loan')).length).toBe(1);
  });

  test('forged and spoiled envelopes change nothing [I21]', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    const stranger = createTestDesk('stranger');
    desk.checkout('X0', 'P0', { at: at(10) });
    stranger.checkout('X1', 'P1', { at: at(10) });
    const state = await scene.everything();
    const good = desk.envelope(0);
    const other = createTestDesk('B');
    const spoiled = [
      { ...good, body: good.body.replace('"P0"', '"P1"').replace('desk', 'Desk') },
      { ...good, signature: other.signer.sign(good.body) },
      { ...good, args: (good.args ?? '').replace('P0', 'P1') },
      { ...good, salt: 'other' },
      { ...good, body: 'not JSON' },
      stranger.envelope(0),
    ];
    for (const envelope of spoiled) {
      const response = await scene.send(desk, desk.request(0, 0, { envelopes: [envelope] }));
      expect(response).toMatchObject({ problem: 'bad-signature', receipts: [], expected: 1 });
    }
    expect(await scene.everything()).toBe(state);
    expect(receiptsOf(await scene.send(desk))).toMatchObject([{ outcome: 'applied' }]);
  });

  test('an envelope of another stream than the request names is not taken [I21]', async () => {
    const scene = await openScene(await use());
    const [a, b] = [await scene.desk('A'), await scene.desk('B')];
    a.checkout('X0', 'P0', { at: at(10) });
    expect(await scene.send(b, { ...b.request(), envelopes: a.ledger })).toMatchObject({
      problem: 'bad-signature',
      receipts: [],
    });
  });

  test('any desk may carry the envelopes of another, and it changes nothing', async () => {
    const scene = await openScene(await use());
    const [a, b] = [await scene.desk('A'), await scene.desk('B')];
    const loan = a.checkout('X0', 'P0', { at: at(10) });
    const response = await scene.runner.run(a.request(), b.desk);
    expect(receiptsOf(response)).toMatchObject([{ outcome: 'applied', deskId: a.desk }]);
    expect(await scene.rows('loan')).toMatchObject([{ id: loan }]);
    // The carrier's knowledge of the ledger is no evidence of the desk's contacts.
    const streams = await scene.store.read((tx) => tx.db.selectFrom('desk_stream').select('contacts').execute());
    expect(streams).toEqual([{ contacts: '[]' }]);
  });

  test('a revoked desk is held: its acts are kept and change nothing [I7]', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    await scene.store.write((tx) => tx.db.updateTable('desk').set({ status: 'revoked' }).execute());
    desk.checkout('X0', 'P0', { at: at(10) });
    expect(receiptsOf(await scene.send(desk))).toMatchObject([{ outcome: 'held', codes: ['desk-revoked'] }]);
    expect(await scene.rows('loan')).toEqual([]);
  });

  test('one poison command is held with its exception and stops nothing else [I7] [I27]', async () => {
    const poison = actId('poison');
    const read = recordingBy(({ record }, header, overrides) => {
      if (header.id === poison) throw new Error('a bug');
      return record(header, overrides);
    });
    const scene = await openScene(await use(), { runner: { read } });
    const desk = await scene.desk('A');
    desk.checkout('X0', 'P0', { at: at(10) });
    desk.checkout('X1', 'P1', { at: at(10, 1), id: poison });
    desk.checkout('X2', 'P2', { at: at(10, 2) });
    const response = await scene.send(desk);
    expect(receiptsOf(response).map(({ outcome, codes }) => [outcome, ...codes])).toEqual([
      ['applied'],
      ['held', 'server-fault'],
      ['applied'],
    ]);
    expect(response.expected).toBe(4);
    expect((await scene.rows('loan')).map((loan) => loan.itemId).toSorted()).toEqual(['X0', 'X2']);
    expect(await openCodes(scene)).toEqual(['server-fault']);
    expect(receiptsOf(await scene.send(desk))).toEqual(receiptsOf(response));
  });

  test('a command on which folding fails is held, and those beside it are applied [I7] [I27]', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    // A row that the fold cannot read: as if an earlier version had written it.
    await scene.store.write((tx) => tx.db.updateTable('item').set({ body: '{}' }).where('id', '=', 'X1').execute());
    desk.checkout('X0', 'P0', { at: at(10) });
    desk.checkout('X1', 'P1', { at: at(10, 1) });
    desk.checkout('X2', 'P2', { at: at(10, 2) });
    const response = await scene.send(desk);
    expect(receiptsOf(response).map(({ outcome, codes }) => [outcome, ...codes])).toEqual([
      ['applied'],
      ['held', 'server-fault'],
      ['applied'],
    ]);
    expect((await scene.rows('event')).map((act) => (act.kind === 'checkout' ? act.itemId : '')).toSorted()).toEqual([
      'X0',
      'X2',
    ]);
    expect(await openCodes(scene)).toEqual(['server-fault']);
    expect(scene.faults.map(({ code }) => code)).toContain('apply');
  });

  test('rows written by a failing command are rolled back with it [I7]', async () => {
    const scene = await openScene(await use(), { runner: { references: failingReferences(new Error('a bug')) } });
    const desk = await scene.desk('A');
    desk.checkout('X0', 'P0', { at: at(10) });
    desk.checkout('X1', 'P1', { at: at(10, 1), policyHash: 'boom', mintsPatron: 'card-boom' });
    desk.checkout('X2', 'P2', { at: at(10, 2) });
    const response = await scene.send(desk);
    expect(receiptsOf(response).map(({ outcome }) => outcome)).toEqual(['applied', 'held', 'applied']);
    expect((await scene.rows('event')).map((act) => (act.kind === 'checkout' ? act.itemId : '')).toSorted()).toEqual([
      'X0',
      'X2',
    ]);
    expect((await scene.rows('loan')).length).toBe(2);
    expect((await scene.rows('patron')).some((row) => row.provisional)).toBe(false);
  });

  test('commands of another version or shape are held when something physical happened, rejected when not [I20]', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    desk.checkout('X0', 'P0', { at: at(10), version: 99 });
    desk.record('checkout', { args: { nonsense: true }, told: {} }, { at: at(10, 1) });
    desk.record('dance', { args: {}, told: {} }, { at: at(10, 2) });
    desk.record('resolveExceptions', { args: {}, told: {} }, { at: at(10, 3) });
    const response = await scene.send(desk);
    expect(receiptsOf(response).map(({ outcome, codes }) => [outcome, ...codes])).toEqual([
      ['held', 'server-fault', 'unknown-command'],
      ['held', 'server-fault', 'malformed'],
      ['held', 'server-fault', 'unknown-command'],
      ['rejected', 'malformed'],
    ]);
    expect(response.expected).toBe(5);
    expect(await scene.rows('event')).toEqual([]);
    expect(await openCodes(scene)).toEqual(['server-fault', 'server-fault', 'server-fault']);
  });

  test('an act without its arguments is refused while its desk cannot have purged them, and held once it can', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    desk.checkout('X0', 'P0', { at: at(10) });
    const stripped = desk.request(0, 0, { envelopes: [{ ...desk.envelope(0), args: null, salt: null }] });
    expect(await scene.send(desk, stripped)).toMatchObject({ receipts: [], problem: 'bad-signature', expected: 1 });
    scene.clock.set(at(10) + 34 * 86_400_000);
    const answer = await scene.send(desk, stripped);
    expect(receiptsOf(answer)).toMatchObject([{ outcome: 'held', codes: ['args-missing'] }]);
    expect(await openCodes(scene)).toContain('acts-held');
    // The whole act comes another way: it counts, the answer stays, and nothing waits any more.
    const whole = await scene.send(desk);
    expect(whole.receipts).toEqual(answer.receipts);
    expect(await scene.rows('loan')).toMatchObject([{ itemId: 'X0', patronId: 'P0', outAt: at(10) }]);
    expect(await openCodes(scene)).not.toContain('acts-held');
    const kept = await scene.store.read((tx) => tx.db.selectFrom('envelope').select(['args', 'outcome']).execute());
    expect(kept).toEqual([{ args: desk.envelope(0).args, outcome: 'applied' }]);
    const before = await scene.everything();
    expect((await scene.send(desk)).receipts).toEqual(answer.receipts);
    expect(await scene.everything()).toBe(before);
  });

  test('arguments that come later fill in an act that is held for another reason, and a person lets it go', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    desk.checkout('X0', 'P0', { at: at(10) });
    scene.clock.set(at(10) + 34 * 86_400_000);
    await scene.store.write((tx) => tx.db.updateTable('desk').set({ status: 'revoked' }).execute());
    await scene.send(desk, desk.request(0, 0, { envelopes: [{ ...desk.envelope(0), args: null, salt: null }] }));
    await scene.send(desk);
    expect(await scene.rows('loan')).toEqual([]);
    const kept = await scene.store.read((tx) => tx.db.selectFrom('envelope').select(['args', 'outcome']).execute());
    expect(kept).toEqual([{ args: desk.envelope(0).args, outcome: 'held' }]);
  });

  test('an act purged by the library itself is taken without arguments, and is not filled in again', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    desk.checkout('X0', 'P0', { at: at(10) });
    const key = `${desk.stream}/1`;
    await scene.store.write((tx) => tx.upsert('purged', [{ kind: 'args', key, at: at(10) }]));
    await scene.send(desk, desk.request(0, 0, { envelopes: [{ ...desk.envelope(0), args: null, salt: null }] }));
    await scene.send(desk);
    const kept = await scene.store.read((tx) => tx.db.selectFrom('envelope').select(['args', 'outcome']).execute());
    expect(kept).toEqual([{ args: null, outcome: 'held' }]);
  });

  test('an act under the id of another desk is held, takes nothing of its place, and cannot be released', async () => {
    const scene = await openScene(await use());
    await addTestStaff(scene.store, 'boss', 'supervisor');
    const [a, b] = [await scene.desk('A'), await scene.desk('B')];
    const id = a.checkout('X0', 'P0', { at: at(10) });
    b.checkout('X1', 'P1', { at: at(10, 1), id });
    await scene.send(b);
    expect(receiptsOf(await scene.send(a))).toMatchObject([{ outcome: 'held', codes: ['id-taken'] }]);
    const args = { ids: [], streams: [a.stream] };
    b.record('releaseHeld', { args, told: { decision: 'done', reasons: [] } }, { at: at(11), staff: 'boss' });
    await scene.send(b, b.request(1));
    expect(await scene.rows('event')).toMatchObject([{ itemId: 'X1', patronId: 'P1' }]);
    expect(await openCodes(scene)).toContain('acts-held');
  });

  test('no desk begins a stream that is named after another', async () => {
    const scene = await openScene(await use());
    const [a, b] = [await scene.desk('A'), await scene.desk('B')];
    b.startStream(streamOf(a.desk, 'one'), false);
    b.checkout('X1', 'P1', { at: at(10) });
    expect(await scene.send(b)).toMatchObject({ receipts: [], problem: 'bad-signature' });
    a.startStream(streamOf(a.desk, 'one'), false);
    a.checkout('X0', 'P0', { at: at(10) });
    expect(receiptsOf(await scene.send(a))).toMatchObject([{ outcome: 'applied' }]);
  });

  test('a stream that comes out of order still says what it replaced', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    const id = desk.checkout('X0', 'P0', { at: at(10) });
    const before = desk.stream;
    const from = desk.startStream();
    desk.checkin('X0', { at: at(11) });
    desk.checkout('X0', 'P0', { at: at(10), id });
    expect(await scene.send(desk, desk.request(from + 1))).toMatchObject({ problem: 'gap', expected: 1 });
    await scene.send(desk, desk.request(from));
    const streams = await scene.store.read((tx) =>
      tx.db.selectFrom('desk_stream').select('after_stream').where('stream', '=', desk.stream).execute(),
    );
    expect(streams).toEqual([{ after_stream: before }]);
  });

  test('when the database fails nothing is recorded, and the same bytes are taken later', async () => {
    const place = await use();
    const scene = await openScene(place);
    const desk = await scene.desk('A');
    desk.checkout('X0', 'P0', { at: at(10) });
    const before = await scene.everything();
    const failure = diskFull(scene);
    const failing = openFailing(scene, failure);
    await expect(failing.run(desk.request(), desk.desk)).rejects.toBeDefined();
    expect(await scene.everything()).toBe(before);
    // In the middle of applying, too: it is the machine that failed, and not the command.
    desk.checkout('X1', 'P1', { at: at(10, 1), policyHash: 'boom' });
    const inside = createCommandRunner({
      store: scene.store,
      clock: scene.clock,
      references: failingReferences(failure),
    });
    await expect(inside.run(desk.request(), desk.desk)).rejects.toBeDefined();
    expect(await scene.everything()).toBe(before);
    expect(receiptsOf(await scene.send(desk))).toMatchObject([
      { outcome: 'applied', seq: 1 },
      { outcome: 'applied', seq: 2, codes: ['policy-missing'] },
    ]);
  });

  test('when the database fails while a poison command is looked for, nothing is recorded either', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    desk.checkout('X0', 'P0', { at: at(10) });
    desk.checkout('X1', 'P1', { at: at(10, 1), policyHash: 'boom' });
    const before = await scene.everything();
    // The batch fails for a bug; the machine fails at the same command once it is tried by itself.
    const references = failingReferences(new Error('a bug'), diskFull(scene));
    const runner = createCommandRunner({ store: scene.store, clock: scene.clock, references });
    await expect(runner.run(desk.request(), desk.desk)).rejects.toBeDefined();
    expect(await scene.everything()).toBe(before);
    expect(await openCodes(scene)).toEqual([]);
    expect(receiptsOf(await scene.send(desk)).map(({ outcome }) => outcome)).toEqual(['applied', 'applied']);
  });

  test('an act counts although its policy has not come, and is folded again when it comes', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    const policy = { ...testPolicy, overdue: { ...testPolicy.overdue, rateMinor: 100 } };
    const hash = hashPolicy(policy);
    desk.checkout('X0', 'P0', { at: at(10), dueAt: at(11), policyHash: hash });
    desk.checkin('X0', { at: at(12) });
    const response = await scene.send(desk);
    expect(receiptsOf(response).map(({ outcome, codes }) => [outcome, ...codes])).toEqual([
      ['applied', 'policy-missing'],
      ['applied'],
    ]);
    expect(await scene.rows('fee')).toEqual([]);
    const wrong = { hash, policy: testPolicy };
    await scene.send(desk, desk.request(0, 0, { policies: [wrong] }));
    expect(await scene.rows('fee')).toEqual([]);
    const other = await scene.desk('B');
    other.checkout('X1', 'P1', { at: at(13) });
    await scene.send(other, other.request(0, 1, { policies: [{ hash, policy }] }));
    expect(await scene.rows('fee')).toMatchObject([{ patronId: 'P0', kind: 'overdue', amountMinor: 100 }]);
    expect((await scene.rows('policy')).map((row) => row.hash).toSorted()).toEqual([hash, testPolicyHash].toSorted());
  });
});

/** A runner whose database fails once everything of a batch was written. */
function openFailing(scene: Awaited<ReturnType<typeof openScene>>, failure: Error) {
  const store = {
    ...scene.store,
    write: <T>(work: Parameters<typeof scene.store.write<T>>[0]) =>
      scene.store.write<T>(async (tx) => {
        await work(tx);
        throw failure;
      }),
  };
  return createCommandRunner({ store, clock: scene.clock });
}

/** The database's error when its disk is full. */
function diskFull({ store }: Awaited<ReturnType<typeof openScene>>): Error {
  return Object.assign(new Error('disk full'), { code: store.kind === 'sqlite' ? 'SQLITE_FULL' : '53100' });
}

/** References on which folding fails where a policy of the name `boom` is asked for: the first time with one failure, then with another. */
function failingReferences(first: Error, later: Error = first): References {
  const references = createReferences();
  let next = first;
  return {
    ...references,
    policies: (tx, hashes) => {
      const wanted = [...hashes];
      if (!wanted.some((hash) => hash.startsWith('boom'))) return references.policies(tx, wanted);
      const failure = next;
      next = later;
      throw failure;
    },
  };
}
