// The story of a library beside other systems, played from outside: real programs, real connections, stand-ins for the other systems.

import { writeFileSync } from 'node:fs';
import { openKohaLibrary } from '../../support/connectors/koha-library.ts';
import { openSip2Library } from '../../support/connectors/sip2-library.ts';
import { sip2Machine, type Sip2Machine } from '../../support/sip2-machine.ts';
import type { Sip2Listening } from '../../../electron/core/messages.ts';
import {
  BOOKS,
  BRANCH,
  CARD,
  enrolCode,
  enrolledDesk,
  makeLibrary,
  serveLibrary,
  STAFF,
} from '../../integration/electron/cli/support/library.ts';
import { required } from '../../../shared/core/assert.ts';
import { openProgram, type Program } from '../../integration/electron/cli/support/program.ts';
import { deskApi, type DeskReady } from './desk-api.ts';
import { expectThat, type Teller } from './tell.ts';
import { pause, waitUntil } from './wait-until.ts';

type Api = ReturnType<typeof deskApi>;
const PATIENCE_MS = 120_000;
const PIN = 'machine-pw';

async function lend(api: Api, item: string): Promise<void> {
  const answer = await api.call('circ.checkout', { patron: CARD, item });
  expectThat(answer.ok && answer.value.decision === 'done', `${item} is lent`, answer);
}

async function takeBack(api: Api, item: string): Promise<void> {
  const answer = await api.call('circ.checkin', { item });
  expectThat(answer.ok && answer.value.decision === 'done', `${item} is back`, answer);
}

async function lendAtMachine(machine: Sip2Machine, item: string): Promise<void> {
  const date = '20261124    223943';
  const answer = await machine.say(`11YN${date}${' '.repeat(18)}AO|AA${CARD}|AB${item}|AC|BON|BIN|`);
  expectThat(answer.startsWith('121'), `the self-check lends ${item}`, answer);
}

/** `first`: which line comes back before the other. */
export async function tellBeside(tell: Teller, first: 'server' | 'systems'): Promise<void> {
  const program = openProgram();
  const now = () => Date.now();
  const koha = await openKohaLibrary({ cards: [CARD], barcodes: BOOKS, now, library: 'CPL' });
  const sip = await openSip2Library({ cards: [CARD], barcodes: BOOKS, now });
  const [c0, c1, c2, ...rest] = BOOKS;
  if (c0 === undefined || c1 === undefined || c2 === undefined) throw new Error('no books');
  try {
    const place = await makeLibrary(program);
    let served = await serveLibrary(program);
    const listen = new URL(served.ready.url).host;
    await addBoth(program, place, { sip2: sip.port, koha: koha.url });
    await program.lines(['sip2', 'account', 'add', 'kiosk', '--password', PIN, '--branch', BRANCH, ...place]);
    const kioskCode = await enrolCode(program, 'Front');
    const front = await program.start<DeskReady & { readonly sip2: Sip2Listening }>([
      'desk',
      '--data',
      program.path('Front'),
      '--shell',
      'none',
      '--sip2',
      '127.0.0.1:0',
      '--central',
      served.ready.url,
      '--code',
      kioskCode,
    ]);
    const back = await enrolledDesk(program, served.ready.url, 'Back');
    const [a, b] = [deskApi(front.ready), deskApi(back.ready)];
    const machine = await sip2Machine(front.ready.sip2);
    const both = (has: (lent: ReadonlySet<string>) => boolean) => () =>
      Promise.resolve(has(new Set(sip.loans.keys())) && has(new Set(koha.lent().keys())));

    await tell.step('what two desks and a self-check lend is in both systems', async () => {
      for (const api of [a, b]) await api.get('session.signIn', STAFF);
      await waitUntil(
        'the self-check is let in',
        PATIENCE_MS,
        async () => (await machine.say(`9300CNkiosk|CO${PIN}|CP|`)) === '941',
      );
      await waitUntil('a desk lends', PATIENCE_MS, async () => {
        const asked = await a.call('circ.checkout', { patron: CARD, item: c0 });
        return asked.ok && asked.value.decision === 'done';
      });
      await waitUntil('the other lends', PATIENCE_MS, async () => {
        const asked = await b.call('circ.checkout', { patron: CARD, item: c1 });
        return asked.ok && asked.value.decision === 'done';
      });
      await lendAtMachine(machine, c2);
      const ms = await waitUntil(
        'both have them',
        PATIENCE_MS,
        both((lent) => [c0, c1, c2].every((one) => lent.has(one))),
      );
      return { ms };
    });

    await tell.step('what staff lend and take back in one system is at the desks and in the other', async () => {
      const item = required(rest[15], () => 'no more books');
      const state = async () => (await b.get('item.view', { barcode: item })).status;
      koha.lend(item, CARD);
      const lent = await waitUntil('a desk knows', PATIENCE_MS, async () => (await state()) === 'on-loan');
      await waitUntil('the other system knows', PATIENCE_MS, () => Promise.resolve(sip.loans.has(item)));
      koha.takeBack(item);
      await waitUntil('a desk knows that it is back', PATIENCE_MS, async () => (await state()) === 'available');
      await waitUntil('so does the other system', PATIENCE_MS, () => Promise.resolve(!sip.loans.has(item)));
      return { ms: lent };
    });

    await tell.step('both lines drop, and work goes on', async () => {
      await sip.down();
      await koha.down();
      await served.end();
      for (const item of rest.slice(0, 6)) await lend(a, item);
      for (const item of rest.slice(6, 12)) await lend(b, item);
      for (const item of rest.slice(12, 15)) await lendAtMachine(machine, item);
      await pause(1_100);
      for (const item of rest.slice(0, 2)) await takeBack(a, item);
      for (const item of rest.slice(6, 8)) await takeBack(b, item);
      return { acts: 19 };
    });

    const serverBack = async () => {
      served = await serveLibrary(program, listen);
      await waitUntil('the desks handed in', PATIENCE_MS, async () => {
        const pending = await Promise.all([a, b].map(async (api) => (await api.get('sync.status', {})).pending));
        return pending.every((count) => count === 0);
      });
    };
    const systemsBack = async () => {
      await sip.up();
      await koha.up();
    };
    await tell.step(`the lines come back, the ${first} first`, async () => {
      for (const come of first === 'server' ? [serverBack, systemsBack] : [systemsBack, serverBack]) await come();
      const isTold = async () => {
        const listed = await program.lines<{ waiting: number }>(['connector', 'list', ...place]);
        return listed.every(({ waiting }) => waiting === 0);
      };
      return { ms: await waitUntil('both are told', PATIENCE_MS, isTold) };
    });

    await tell.step('every act is on both sides once', async () => {
      const lent = await program.lines<{ item: string }>(['inspect', 'loans', ...place]);
      const here = lent
        .map(({ item }) => item)
        .filter((item) => BOOKS.includes(item))
        .toSorted();
      for (const there of [[...sip.loans.keys()], [...koha.lent().keys()]])
        expectThat(JSON.stringify(there.toSorted()) === JSON.stringify(here), 'the same copies are out', {
          here,
          there,
        });
      for (const deeds of [sip.deeds, koha.deeds]) {
        const count = (what: string) => deeds.filter((deed) => deed.what === what).length;
        // Acts of staff in Koha were sent to the other system alone.
        const elsewhere = Number(deeds === sip.deeds);
        expectThat(count('checkout') === 18 + elsewhere, '18 loans', count('checkout'));
        expectThat(count('checkin') === 4 + elsewhere, '4 returns', count('checkin'));
        expectThat(count('renew') === 0, 'nothing was told twice', count('renew'));
      }
      return { out: here.length };
    });
    machine.close();
    await front.end();
    await back.end();
    await served.end();
  } finally {
    await sip.close();
    await koha.close();
    await program.close();
  }
}

async function addBoth(
  program: Program,
  place: readonly string[],
  at: { readonly sip2: number; readonly koha: string },
): Promise<void> {
  const [secret, page] = [program.path('secret'), program.path('page')];
  writeFileSync(secret, 'secret');
  writeFileSync(page, 'offline-pw');
  const offline = { user: 'holdfast', passwordFile: page, times: 'utc' };
  const settings = {
    sip2: { host: '127.0.0.1', port: at.sip2, user: 'desk', passwordFile: secret },
    koha: { url: at.koha, clientId: 'id', passwordFile: secret, library: 'CPL', offline, learns: true, learnsEvery: 5 },
  };
  for (const [kind, of] of Object.entries(settings)) {
    const file = program.path(`${kind}.json`);
    writeFileSync(file, JSON.stringify(of));
    await program.lines(['connector', 'add', kind, '--name', kind, '--settings', file, ...place]);
  }
}
