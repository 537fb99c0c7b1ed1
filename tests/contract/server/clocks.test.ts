// When acts count: at the envelope's time, clamped only when the clock cannot be right. [I31]

import { openScene, receiptsOf } from './support/scene.ts';
import { describeStores } from './support/stores.ts';
import { at } from './support/test-library.ts';

const tenYears = 3_652 * 86_400_000;

describeStores('clocks', (use) => {
  test('an act from the future counts at its receipt, is flagged, and keeps the date that was told [I25] [I31]', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    desk.checkout('X0', 'P0', { at: at(10) + tenYears, dueAt: at(12) + tenYears });
    desk.checkin('X0', { at: at(11) + tenYears });
    const receipts = receiptsOf(await scene.send(desk));
    expect(receipts).toMatchObject([
      { outcome: 'applied', clockSuspect: true, effectiveAt: at(18) },
      { outcome: 'applied', clockSuspect: true, effectiveAt: at(18) },
    ]);
    expect(receipts[0]?.codes).toContain('clock-suspect');
    expect(await scene.rows('event')).toMatchObject([
      { at: at(18), clockSuspect: true },
      { at: at(18), clockSuspect: true },
    ]);
    expect((await scene.rows('loan'))[0]?.dueAt).toBe(at(12) + tenYears);
  });

  test('an act from before the last contact that precedes it counts at that contact [I31]', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    scene.clock.set(at(9, 30));
    desk.checkout('X0', 'P0', { at: at(9) });
    await scene.send(desk);
    desk.checkout('X1', 'P1', { at: at(10) - tenYears });
    desk.checkout('X2', 'P2', { at: at(10) });
    scene.clock.set(at(11));
    expect(receiptsOf(await scene.send(desk, desk.request(1)))).toMatchObject([
      { clockSuspect: true, effectiveAt: at(9, 30) },
      { clockSuspect: false, effectiveAt: at(10), codes: [] },
    ]);
  });

  test('a clock that is years behind is suspect also where the act before came right at the contact, and does not go before that act [I31]', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    scene.clock.set(at(9));
    desk.checkout('X0', 'P0', { at: at(9) });
    await scene.send(desk);
    desk.checkout('X1', 'P1', { at: at(9) - tenYears, dueAt: at(12) - tenYears });
    desk.checkout('X2', 'P2', { at: at(10) });
    desk.checkout('X3', 'P3', { at: at(10) - tenYears });
    scene.clock.set(at(11));
    expect(receiptsOf(await scene.send(desk, desk.request(1)))).toMatchObject([
      { clockSuspect: true, effectiveAt: at(9) },
      { clockSuspect: false, effectiveAt: at(10) },
      { clockSuspect: true, effectiveAt: at(10) },
    ]);
    const [loan] = (await scene.rows('exception')).filter(({ itemId }) => itemId === 'X1');
    expect(loan).toMatchObject({ code: 'clock-suspect', params: { due: { grain: 'day' } } });
  });

  test.each([
    ['in the year 9999', Date.UTC(9999, 11, 31)],
    ['beyond all dates', 9e15],
    ['before all dates', -9e15],
  ])('an act %s is taken in, and those after it count when they were [I31]', async (_, odd) => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    scene.clock.set(at(9));
    desk.checkout('X0', 'P0', { at: at(9) });
    await scene.send(desk);
    desk.checkout('X1', 'P1', { at: odd, dueAt: odd });
    desk.checkin('X1', { at: odd });
    scene.clock.set(at(10));
    await scene.send(desk, desk.request(1));
    desk.checkout('X2', 'P2', { at: at(10, 30) });
    desk.checkout('X1', 'P3', { at: at(10, 40), dueAt: odd });
    scene.clock.set(at(11));
    expect(receiptsOf(await scene.send(desk, desk.request(3)))).toMatchObject([
      { outcome: 'applied', clockSuspect: false, effectiveAt: at(10, 30) },
      { outcome: 'applied', clockSuspect: false, effectiveAt: at(10, 40) },
    ]);
    const times = (await scene.rows('event')).toSorted((a, b) => a.seq - b.seq).map((event) => event.at);
    const oddly = odd > 0 ? at(10) : at(9);
    expect(times).toEqual([at(9), oddly, oddly, at(10, 30), at(10, 40)]);
    expect(scene.faults).toEqual([]);
  });

  test('a contact is when the desk spoke, however long its request waited: what it did meanwhile came later', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    desk.checkout('X0', 'P0', { at: at(8) });
    const request = desk.request();
    desk.checkout('X1', 'P1', { at: at(9, 5) });
    scene.clock.set(at(9, 10));
    await scene.runner.run(request, desk.desk, at(9));
    scene.clock.set(at(10));
    expect(receiptsOf(await scene.send(desk, desk.request(1)))).toMatchObject([
      { clockSuspect: false, effectiveAt: at(9, 5) },
    ]);
    const other = await scene.desk('B');
    other.checkout('X2', 'P2', { at: at(8) });
    await scene.runner.run(other.request(), other.desk, at(9));
    other.checkin('X2', { at: at(8, 30) });
    expect(receiptsOf(await scene.send(other, other.request(1)))).toMatchObject([
      { clockSuspect: true, effectiveAt: at(9) },
    ]);
  });

  test('a contact bounds only acts that the ledger did not have then', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    desk.checkout('X0', 'P0', { at: at(8) });
    desk.checkout('X1', 'P1', { at: at(8, 30) });
    scene.clock.set(at(9));
    // Both acts were in the ledger; only the first was sent.
    await scene.send(desk, desk.request(0, 1));
    scene.clock.set(at(10));
    expect(receiptsOf(await scene.send(desk, desk.request(1)))).toMatchObject([
      { clockSuspect: false, effectiveAt: at(8, 30) },
    ]);
  });

  test('an act that was kept back when the desk spoke last is bounded by the contact before that one [I31]', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    scene.clock.set(at(9, 30));
    desk.checkout('X0', 'P0', { at: at(9) });
    await scene.send(desk);
    desk.checkout('X1', 'P1', { at: at(9, 45), stated: { at: at(8), source: 'paper' } });
    desk.checkout('X2', 'P2', { at: at(9, 50) - tenYears });
    scene.clock.set(at(10));
    await scene.send(desk, desk.request(1, 2));
    scene.clock.set(at(11));
    expect(receiptsOf(await scene.send(desk, desk.request(2)))).toMatchObject([
      { clockSuspect: true, effectiveAt: at(9, 30) },
    ]);
  });

  test('a desk that was offline for a week is not suspect', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    scene.clock.set(at(9));
    await scene.send(desk);
    for (let hour = 10; hour < 16; hour += 1) desk.checkout('X0', 'P0', { at: at(hour) });
    scene.clock.set(at(18) + 7 * 86_400_000);
    expect(receiptsOf(await scene.send(desk)).map((receipt) => receipt.clockSuspect)).toEqual(Array(6).fill(false));
  });

  test('a clock that is set back a little does not put an act before the one before it', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    desk.checkout('X0', 'P0', { at: at(10) });
    desk.checkin('X0', { at: at(10) - 60_000 });
    expect(receiptsOf(await scene.send(desk))).toMatchObject([
      { effectiveAt: at(10) },
      { effectiveAt: at(10), clockSuspect: false },
    ]);
  });

  test('a stated time from before the last contact is taken as stated, one from the future is not', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    scene.clock.set(at(9));
    desk.checkout('X0', 'P0', { at: at(9) });
    await scene.send(desk);
    desk.checkout('X1', 'P1', { at: at(10), stated: { at: at(7), source: 'paper' } });
    desk.checkout('X2', 'P2', { at: at(10) + tenYears, stated: { at: at(10) + tenYears, source: 'paper' } });
    scene.clock.set(at(11));
    expect(receiptsOf(await scene.send(desk, desk.request(1)))).toMatchObject([
      { clockSuspect: false, effectiveAt: at(7) },
      { clockSuspect: true, effectiveAt: at(11) },
    ]);
  });

  test('a stated time is never after its recording, so after its receipt only by as much as a clock may be', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    const [recorded, second] = [at(10), 1_000];
    // To the minute: one that had not ended when it was recorded.
    desk.checkout('X0', 'P0', { at: recorded, stated: { at: recorded + 30 * second, source: 'paper' } });
    desk.checkout('X1', 'P1', { at: recorded, stated: { at: recorded + tenYears, source: 'paper' } });
    // The clock runs before the server's by less than it may, and by more.
    desk.checkout('X2', 'P2', { at: recorded + second, stated: { at: recorded + second, source: 'paper' } });
    desk.checkin('X2', { at: recorded + 2 * second, stated: { at: recorded + 2 * second, source: 'paper' } });
    scene.clock.set(recorded);
    expect(receiptsOf(await scene.send(desk))).toMatchObject([
      { clockSuspect: false, effectiveAt: recorded },
      { clockSuspect: false, effectiveAt: recorded },
      { clockSuspect: false, effectiveAt: recorded + second },
      { clockSuspect: true, effectiveAt: recorded },
    ]);
  });

  test('a time that was stated where the clock was years behind counts at the contact before it, not years ago [I31]', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    scene.clock.set(at(9, 30));
    desk.checkout('X0', 'P0', { at: at(9) });
    await scene.send(desk);
    desk.checkin('X0', { at: at(10) - tenYears, stated: { at: at(10), source: 'paper' } });
    scene.clock.set(at(11));
    expect(receiptsOf(await scene.send(desk, desk.request(1)))).toMatchObject([
      { clockSuspect: true, effectiveAt: at(9, 30) },
    ]);
  });

  test('an act whose time was stated does not hold back the acts after it', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    desk.checkout('X0', 'P0', { at: at(9) });
    desk.checkout('X1', 'P1', { at: at(10), stated: { at: at(10), source: 'paper' } });
    desk.checkin('X0', { at: at(9, 30) });
    expect(receiptsOf(await scene.send(desk))).toMatchObject([
      { effectiveAt: at(9) },
      { effectiveAt: at(10) },
      { effectiveAt: at(9, 30), clockSuspect: false },
    ]);
  });

  test('a new stream is bounded by the contacts of the one that it replaces', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    desk.checkout('X0', 'P0', { at: at(9) });
    scene.clock.set(at(9, 30));
    await scene.send(desk);
    const from = desk.startStream();
    desk.checkout('X1', 'P1', { at: at(9) - tenYears });
    scene.clock.set(at(11));
    expect(receiptsOf(await scene.send(desk, desk.request(from)))).toMatchObject([
      { clockSuspect: true, effectiveAt: at(9, 30) },
    ]);
  });
});
