// The page's way to the desk core over real loopback HTTP, with a core that restarts behind it.

import { createLoopbackTransport } from '../../../renderer/bridge/loopback-transport.ts';
import { createDeskLink, type DeskLink } from '../../../renderer/bridge/desk-link.ts';
import type { Reach } from '../../../renderer/bridge/reach-state.ts';
import { startFakeServer, type FakeServer } from '../../support/fake-desk/fake-server.ts';

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
/** Waits until something holds; the test's own time limit ends it. */
const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await wait(2);
};

describe('the link over loopback', () => {
  let server: FakeServer;
  let stops: AbortController;

  beforeEach(async () => {
    server = await startFakeServer('.');
    stops = new AbortController();
  });

  afterEach(async () => {
    stops.abort();
    await server.close();
  });

  const signIn = () => server.desk.ask('session.signIn', { staff: 'rivera', pin: '222222' });

  function link(token = 'fake-token'): DeskLink {
    const { origin } = new URL(server.url);
    const fetchHere = (path: string, init: RequestInit): Promise<Response> =>
      stops.signal.aborted
        ? new Promise(() => {})
        : fetch(`${origin}${path}`, { ...init, signal: stops.signal, redirect: 'error' });
    return createDeskLink(createLoopbackTransport({ token, fetch: fetchHere, wait }), wait);
  }

  test('answers values and refusals', async () => {
    const desk = link();
    expect(await desk.ask('session.current', {})).toEqual({ ok: true, value: null });
    expect(await desk.act('session.signIn', { staff: 'sam', pin: '0' })).toMatchObject({
      ok: false,
      error: { code: 'HF-AUTH-022' },
    });
  });

  test('tells events as they happen', async () => {
    const desk = link();
    const seen: unknown[] = [];
    desk.on('session.changed', (session) => seen.push(session?.staff ?? null));
    await until(() => server.listeners() === 1);
    await desk.act('session.signIn', { staff: 'sam', pin: '1111' });
    await desk.ask('session.signOut', {});
    await until(() => seen.length >= 2);
    expect(seen).toEqual(['sam', null]);
  });

  test('calls made while the core restarts are answered when it is there again, and the reach is told', async () => {
    await signIn();
    const desk = link();
    const seen: Reach[] = [];
    desk.onReach((reach) => seen.push(reach));
    await until(() => server.listeners() === 1);
    server.restartCore(400);
    await until(() => seen.includes('down'));
    const answers = await Promise.all([
      desk.act('circ.checkin', { item: '31310000008812' }),
      desk.ask('patron.find', { query: 'oka' }),
    ]);
    expect(answers.map(({ ok }) => ok)).toEqual([true, true]);
    expect(server.desk.state.acts).toHaveLength(1);
    expect(seen).toEqual(['up', 'down', 'up']);
  });

  test('events come in again after a restart', async () => {
    const desk = link();
    const seen: unknown[] = [];
    desk.on('link.changed', ({ online }) => seen.push(online));
    await until(() => server.listeners() === 1);
    server.restartCore(100);
    await until(() => server.listeners() === 0);
    await desk.ask('session.current', {});
    await until(() => server.listeners() === 1);
    await server.desk.setOffline(true);
    await until(() => seen.length > 0);
    expect(seen).toEqual([false]);
  });

  test('a connection cut after an act was recorded: the page still gets its answer, and nothing is recorded twice', async () => {
    await signIn();
    const desk = link();
    server.cutAfter('item.recordUse');
    const lost = jest.fn();
    const answer = await desk.act('item.recordUse', { barcode: '31310000008812', count: 1 }, { onLost: lost });
    expect(answer).toMatchObject({ ok: true, value: { decision: 'done' } });
    expect(lost).toHaveBeenCalledTimes(1);
    expect(server.desk.state.acts.map(({ name }) => name)).toEqual(['recordUse']);
  });

  test('a token of an earlier start is refused', async () => {
    const desk = link('of-an-earlier-start');
    expect(await desk.ask('session.current', {})).toMatchObject({ ok: false, error: { code: 'HF-UI-006' } });
  });
});
