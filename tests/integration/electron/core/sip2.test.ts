// Machines that speak SIP2 to a desk over a real connection: their answers, and the acts recorded in their name.

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addMachine, setStaffRole } from '../../../../server/staff/staff-directory.ts';
import { grantByName } from '../../../../db/ledger/staff-grants.ts';
import { envelopeById } from '../../../../db/ledger/envelopes.ts';
import { startSip2, type Sip2Server } from '../../../../electron/core/sip2/sip2-server.ts';
import { required } from '../../../../shared/core/assert.ts';
import { actId, branchId, itemId } from '../../../../shared/core/ids.ts';
import { HOUR_MS, MINUTE_MS } from '../../../../shared/core/instant.ts';
import { momentText } from '../../../../electron/core/sip2/sip2-desk.ts';
import type { Sip2Account } from '../../../../shared/circ/model/sip2-account.ts';
import { z } from 'zod';
import { requiredCopy } from '../../../../electron/core/desk-sight.ts';
import { GOOD_CERTIFICATE, TEST_KEY } from '../../../support/certificates.ts';
import { sharedData } from '../../../support/project-dir.ts';
import { testIf } from '../../../support/skip.ts';
import { testItem } from '../../../contract/server/support/test-library.ts';
import { until } from './support/until.ts';
import { sharedDesk, sharedWorld, signIn } from './support/desk-world.ts';
import { sip2Machine, type Sip2Machine } from '../../../support/sip2-machine.ts';
import { fillVariedLibrary, WEDNESDAY } from './support/varied-library.ts';

const ACCOUNT: Sip2Account = {
  branch: branchId('main'),
  institution: 'CPL',
  encoding: 'utf8',
  terminator: 'cr',
  errorDetection: true,
  cardAlone: true,
  without: [],
};
const world = sharedWorld({
  at: WEDNESDAY,
  items: 30,
  patrons: 6,
  fill: async (writer) => {
    await fillVariedLibrary(writer);
    const sip2 = {
      kiosk: ACCOUNT,
      gate: { ...ACCOUNT, blocksCards: true as const },
      till: { ...ACCOUNT, blocksCards: true as const, takesPayments: true },
      plain: { ...ACCOUNT, errorDetection: false, encoding: 'ascii' as const, without: ['AF'] },
    };
    await writer.changeLibrary((row) => ({ ...row, desk: { ...row.desk, sip2 } }));
  },
});
const desk = sharedDesk(world);

const SessionSchema = z.looseObject({ staff: z.string(), role: z.string() }).nullable();
const RecordedSchema = z.looseObject({ dir: z.string(), hex: z.string().optional() });

const listening: { server: Sip2Server | null } = { server: null };
const open: Sip2Machine[] = [];

beforeAll(async () => {
  for (const staff of ['kiosk', 'gate', 'till', 'plain'])
    await addMachine(world().parts, { staff, role: 'desk', password: 'kiosk-pw', branch: 'main' });
  listening.server = await startSip2(desk.now.core, { host: '127.0.0.1', port: 0 }, fail);
});
afterEach(() => {
  for (const machine of open.splice(0)) machine.close();
});
afterAll(() => listening.server?.close());

/** Nothing that a machine sends is a fault of this end. */
const fail = (error: unknown): never => {
  throw error;
};

const connected = async (): Promise<Sip2Machine> => {
  const machine = await sip2Machine(required(listening.server, () => 'no one listens').at);
  open.push(machine);
  return machine;
};
const kiosk = async (): Promise<Sip2Machine> => {
  const machine = await connected();
  expect(await machine.say('9300CNkiosk|COkiosk-pw|CPmain|')).toBe('941');
  return machine;
};
const at = (ms: number): string => momentText({ desk: desk.now.core.desk }, ms);
const now = (): string => at(world().clock.now());
const NO_DATE = ' '.repeat(18);
const out = (card: string, barcode: string, more = 'BON|BIN|') =>
  `11YN${now()}${NO_DATE}AOCPL|AA${card}|AB${barcode}|AC|AD|${more}`;
const back = (barcode: string, returned = now()) => `09N${now()}${returned}APmain|AOCPL|AB${barcode}|AC|BIN|`;
const loanOf = (id: string) => desk.now.core.desk.copy()?.sight.currentLoan(itemId(id)) ?? null;

test('a machine signs in, asks for the status, lends, renews and takes back, all in its own name', async () => {
  await signIn(desk.now, 'supervisor');
  const machine = await kiosk();
  expect(await machine.say('9900802.00')).toMatch(
    /^98YYYYNY100003\d{8} {4}\d{6}2\.00AOCPL\|AM[^|]+\|BXYYYNYYYYYYYNYYYY\|$/,
  );
  expect(await machine.say(`2300120261124    223943AOCPL|AAcard-P1|AC|AD1234|`)).toMatch(
    /^24 {14}001.*AAcard-P1\|AE[^|]+\|BLY\|CQY\|/,
  );
  const lent = await machine.say(out('card-P1', 'barcode-X5'));
  expect(lent).toMatch(/^121NNY\d{8} {4}\d{6}AOCPL\|AAcard-P1\|ABbarcode-X5\|AJ[^|]+\|AH\d{8} {4}\d{6}\|$/);
  const loan = loanOf('X5');
  const { ledger } = desk.now.core.files;
  const recordedBy = loan === null ? null : envelopeById(ledger, actId(loan.id));
  expect(JSON.parse(recordedBy?.envelope.body ?? '{}')).toMatchObject({
    name: 'checkout',
    staffId: grantByName(ledger, 'kiosk')?.staffId,
  });
  expect(await machine.say(`1720261124    223943AOCPL|ABbarcode-X5|AC|`)).toMatch(
    /^18040001.*AH\d{8} {4}\d{6}\|ABbarcode-X5\|/,
  );
  expect(await machine.say(`6300120261124    223943  Y       AOCPL|AAcard-P1|AC|AD|BP1|BQ20|`)).toMatch(
    /^64.{35}0000000000010000.*AUbarcode-X5\|/,
  );
  // Again for the same person: a renewal, where the machine wants one.
  expect(await machine.say(out('card-P1', 'barcode-X5').replace('11YN', '11NN'))).toMatch(/^120N.*AF/);
  const renewed = await machine.say(`29NN${now()}${NO_DATE}AOCPL|AAcard-P1|ABbarcode-X5|BON|`);
  expect(renewed).toMatch(/^30[01]/);
  expect(await machine.say(`65${now()}AOCPL|AAcard-P1|BON|`)).toMatch(/^661\d{8}\d{8} {4}\d{6}AOCPL\|/);
  expect(await machine.say(back('barcode-X5'))).toMatch(/^101YNN.*ABbarcode-X5\|AQ/);
  expect(loanOf('X5')).toBeNull();
  expect(await machine.say(`3520261124    223943AOCPL|AAcard-P1|AC|AD|`)).toMatch(/^36Y.*AOCPL\|AAcard-P1\|/);
  // The server takes them as it takes those of a person.
  await desk.now.settled();
  expect(desk.now.core.desk.copy()?.sight.pendingCount()).toBe(0);
  // The person at the screen is still signed in.
  expect((await desk.now.ask('session.current', {}))?.staff).toBe('supervisor');
});

test('a copy that the library learned of this moment is known to a machine that asks about it, and is lent', async () => {
  const machine = await kiosk();
  await desk.now.settled();
  await world().writer.putRows('item', [testItem('justin')]);
  expect(await machine.say(`17${now()}AOCPL|ABbarcode-justin|`)).toMatch(/^180[23]/);
  await world().writer.putRows('item', [testItem('justnow')]);
  expect(await machine.say(out('card-P2', 'barcode-justnow'))).toMatch(/^121N/);
  await machine.say(back('barcode-justnow'));
});

test('an unknown or forbidden request is refused with the reason, and others do not see it', async () => {
  const machine = await kiosk();
  expect(await machine.say(out('card-P1', 'barcode-nothing'))).toMatch(/^120NUN.*AFThis item is not known here\|/);
  expect(await machine.say(out('card-nobody', 'barcode-X6'))).toMatch(/^120NNN.*\|AF[^|]+\|/);
  expect(await machine.say(back('barcode-nothing'))).toMatch(/^100NUY.*CV99\|AFThis item is not known here\|/);
  expect(await machine.say(`2300120261124    223943AOCPL|AAcard-nobody|AC|AD|`)).toMatch(/^24YYYY.*BLN\|CQN\|/);
  await machine.say(out('card-P2', 'barcode-X6'));
  const refused = await machine.say(out('card-P1', 'barcode-X6'));
  expect(refused).toMatch(/^120N/);
  expect(refused).not.toContain('card-P2');
  expect(await machine.say(`17${now()}AOCPL|ABbarcode-X6|`)).not.toMatch(/P2/);
  await machine.say(back('barcode-X6'));
});

test('an act of a machine without a line is recorded with its own times, once however often it is sent', async () => {
  const machine = await kiosk();
  const then = world().clock.now() - 3 * HOUR_MS;
  const lent = `11YY${at(then)}${at(then + 240 * HOUR_MS)}AOCPL|AAcard-P1|ABbarcode-X7|AC|AD|BON|BIN|`;
  expect(await machine.say(lent)).toMatch(/^121/);
  const loan = loanOf('X7');
  expect(loan?.outAt).toBe(Math.floor(then / 1_000) * 1_000);
  expect(await machine.say(lent)).toMatch(/^121/);
  expect(loanOf('X7')?.id).toBe(loan?.id);
  const returned = then + 90 * MINUTE_MS;
  const came = `09Y${at(returned)}${at(returned)}APmain|AOCPL|ABbarcode-X7|AC|BIN|`;
  expect(await machine.say(came)).toMatch(/^101/);
  expect(loanOf('X7')).toBeNull();
  expect(await machine.say(came)).toMatch(/^101/);
});

test('a check-in that is told afterwards says that the copy is wanted', async () => {
  const machine = await kiosk();
  await desk.now.ask('hold.place', { patron: 'card-P2', target: 'barcode-X12', pickup: 'main' });
  world().clock.forward(2 * HOUR_MS);
  const then = at(world().clock.now() - HOUR_MS);
  expect(await machine.say(`09Y${then}${then}APmain|AOCPL|ABbarcode-X12|AC|BIN|`)).toMatch(/^101..Y.*CV01\|AF[^|]+\|/);
});

test('a payment is taken once for its number, by another connection and after the desk was started again too', async () => {
  await desk.now.ask('fee.add', { patron: 'card-P2', amountMinor: 500, charge: 'copies' });
  const paid = `37${now()}0102USDBV2.00|AOCPL|AAcard-P2|AC|AD|BKmachine-7|`;
  const first = await kiosk();
  expect(await first.say(paid)).toMatch(/^38Y.*BKmachine-7\|/);
  const second = await kiosk();
  expect(await second.say(paid)).toMatch(/^38Y/);
  expect((await desk.now.ask('fee.list', { patron: 'card-P2' })).owedMinor).toBe(300);
  await listening.server?.close();
  await desk.restart();
  await signIn(desk.now, 'supervisor');
  listening.server = await startSip2(desk.now.core, { host: '127.0.0.1', port: 0 }, fail);
  const third = await kiosk();
  expect(await third.say(paid)).toMatch(/^38Y/);
  expect((await desk.now.ask('fee.list', { patron: 'card-P2' })).owedMinor).toBe(300);
  expect(await third.say(paid.replace('USD', 'EUR'))).toMatch(/^38N.*AF/);
  expect(await third.say(paid.replace('2.00', '-2'))).toMatch(/^38N/);
});

test('one payment that is told on two connections at once is taken once', async () => {
  const { owedMinor: before } = await desk.now.ask('fee.list', { patron: 'card-P2' });
  const paid = `37${now()}0102USDBV1.00|AOCPL|AAcard-P2|AC|AD|BKmachine-8|`;
  const both = [await kiosk(), await kiosk(), await kiosk()];
  for (const answer of await Promise.all(both.map((one) => one.say(paid)))) expect(answer).toMatch(/^38Y/);
  expect((await desk.now.ask('fee.list', { patron: 'card-P2' })).owedMinor).toBe(before - 100);
});

test('a card is blocked once by a machine that may, and by no other', async () => {
  const blocks = async () => (await desk.now.ask('patron.view', { card: 'card-P4' })).blocks;
  const when = now();
  const asked = `01Y${when}AOCPL|ALstopped at the gate|AAcard-P4|AC|`;
  const other = await kiosk();
  expect(await other.say(asked)).toMatch(/^24 {14}001.*AAcard-P4\|/);
  expect(await blocks()).toEqual([]);
  const gate = await connected();
  expect(await gate.say('9300CNgate|COkiosk-pw|CPmain|')).toBe('941');
  expect(await gate.say('9900802.00')).toContain('|BXYYYYYYYYYNYNYYYY|');
  expect(await gate.say(asked)).toMatch(/^24YYYY.*AAcard-P4\|.*AF[^|]+\|/);
  // Sent again, on another connection, it is the same block.
  const again = await connected();
  await again.say('9300CNgate|COkiosk-pw|CPmain|');
  expect(await again.say(asked)).toMatch(/^24YYYY/);
  const [block, ...more] = await blocks();
  expect(more).toEqual([]);
  expect(block).toMatchObject({ by: 'gate', kinds: ['borrowing', 'holds', 'renewals'] });
  expect(block?.reason).toMatch(/^gate · \d{4}-\d\d-\d\d \d\d:\d\d · stopped at the gate · the machine kept the card$/);
  expect(await gate.say(`01N${when}AOCPL|ALstopped|AAcard-nobody|AC|`)).toMatch(/^24YYYY.*BLN\|/);
});

test('a card is blocked again without a time once its block was lifted', async () => {
  await signIn(desk.now, 'supervisor');
  const blocks = async () => (await desk.now.ask('patron.view', { card: 'card-P5' })).blocks;
  const gate = await connected();
  await gate.say('9300CNgate|COkiosk-pw|CPmain|');
  const asked = `01N${NO_DATE}AOCPL|ALstopped|AAcard-P5|AC|`;
  await gate.say(asked);
  const [first] = await blocks();
  // Sent on another connection while it stands, it is the same block.
  const again = await connected();
  await again.say('9300CNgate|COkiosk-pw|CPmain|');
  await again.say(asked);
  expect(await blocks()).toEqual([first]);
  await desk.now.ask('patron.unblock', { card: 'card-P5', block: first?.block ?? '', reason: 'talked' });
  expect(await blocks()).toEqual([]);
  await again.say(asked);
  const [second, ...more] = await blocks();
  expect([second?.reason, more]).toEqual(['gate · stopped', []]);
});

test('a machine that blocks cards takes payments only where its account says so', async () => {
  await desk.now.ask('fee.add', { patron: 'card-P3', amountMinor: 500, charge: 'copies' });
  const paid = `37${now()}0102USDBV2.00|AOCPL|AAcard-P3|AC|AD|BKgate-1|`;
  const gate = await connected();
  await gate.say('9300CNgate|COkiosk-pw|CPmain|');
  expect(await gate.say(paid)).toMatch(/^38N.*AF/);
  expect((await desk.now.ask('fee.list', { patron: 'card-P3' })).owedMinor).toBe(500);
  const till = await connected();
  await till.say('9300CNtill|COkiosk-pw|CPmain|');
  expect(await till.say(paid)).toMatch(/^38Y/);
  expect((await desk.now.ask('fee.list', { patron: 'card-P3' })).owedMinor).toBe(300);
});

test('windows are never told that a machine is signed in, though its call set going what tells them', async () => {
  await signIn(desk.now, 'supervisor');
  const machine = await kiosk();
  world().line.cut();
  await machine.say(out('card-P1', 'barcode-X10'));
  await until('the desk knows that the line is down', () => Promise.resolve(!desk.now.core.desk.link.isOnline()));
  await machine.say(back('barcode-X10'));
  world().line.mend();
  await machine.say(out('card-P1', 'barcode-X11'));
  await until('the line is back', () => Promise.resolve(desk.now.core.desk.link.isOnline()));
  await setStaffRole(world().parts, 'supervisor', 'night-lead');
  const told = () =>
    desk.now.events.flatMap(({ name, payload }) => (name === 'session.changed' ? [SessionSchema.parse(payload)] : []));
  await until('the windows are told', () => Promise.resolve(told().at(-1)?.role === 'night-lead'));
  await setStaffRole(world().parts, 'supervisor', 'supervisor');
  await until('the windows are told again', () => Promise.resolve(told().at(-1)?.role === 'supervisor'));
  expect(told().filter((session) => session?.staff === 'kiosk')).toEqual([]);
});

test('a hold is placed and ended', async () => {
  const machine = await kiosk();
  const asked = (mode: string) =>
    `15${mode}${now()}BW20270131    000000|BSmain|BY2|AOCPL|AAcard-P1|ABbarcode-X8|AC|BON|`;
  expect(await machine.say(asked('+'))).toMatch(/^161[YN].*ABbarcode-X8\|/);
  expect(await machine.say(asked('-'))).toMatch(/^161/);
  expect(await machine.say(asked('-'))).toMatch(/^160.*AF/);
});

test('a hold is picked up elsewhere, and nothing else of it is changed', async () => {
  const machine = await kiosk();
  const asked = (mode: string, more: string) =>
    `15${mode}${now()}BW20270131    000000|${more}BY2|AOCPL|AAcard-P1|ABbarcode-X9|AC|BON|`;
  const pickup = () => {
    const { sight } = requiredCopy(desk.now.core.desk);
    const patron = required(sight.patronByCard('card-P1'), () => 'no patron');
    const title = required(sight.itemByBarcode('barcode-X9'), () => 'no copy').titleId;
    return sight.holdsOfPatron(patron.id).find(({ titleId }) => titleId === title)?.pickup;
  };
  expect(await machine.say(asked('*', 'BSeast|'))).toMatch(/^160.*AF/);
  expect(await machine.say(asked('+', 'BSmain|'))).toMatch(/^161/);
  expect(await machine.say(asked('*', 'BSeast|'))).toMatch(/^161.*BSeast\|/);
  expect(pickup()).toBe('east');
  expect(await machine.say(asked('*', 'BSnowhere|'))).toMatch(/^160.*AF/);
  expect(await machine.say(asked('*', ''))).toMatch(/^160.*AFA hold is changed at the desk\|/);
  expect(pickup()).toBe('east');
  expect(await machine.say(asked('-', ''))).toMatch(/^161/);
});

test('over TLS a machine is answered as in the clear; one that does not speak it gets nothing', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'holdfast-sip2-'));
  const files = { cert: join(dir, 'cert.pem'), key: join(dir, 'key.pem') };
  writeFileSync(files.cert, GOOD_CERTIFICATE);
  writeFileSync(files.key, TEST_KEY);
  const secure = await startSip2(desk.now.core, { host: '127.0.0.1', port: 0, tls: files }, fail);
  try {
    expect(secure.at).toEqual({ host: '127.0.0.1', port: expect.any(Number) });
    const machine = await sip2Machine(secure.at, { ca: GOOD_CERTIFICATE });
    open.push(machine);
    expect(await machine.say('9300CNkiosk|COkiosk-pw|CPmain|')).toBe('941');
    expect(await machine.say('9900802.00')).toMatch(/^98YYYYNY/);
    const clear = await sip2Machine(secure.at);
    open.push(clear);
    expect(await clear.send('9300CNkiosk|COkiosk-pw|CPmain|AY0AZ0000\r')).toBe(null);
  } finally {
    await secure.close();
    rmSync(dir, { recursive: true });
  }
  await expect(startSip2(desk.now.core, { host: '127.0.0.1', port: 0, tls: files }, fail)).rejects.toMatchObject({
    code: 'HF-SERVER-011',
  });
});

test('damaged messages are asked for again, a lost answer is sent again, and nothing is done twice', async () => {
  const machine = await kiosk();
  expect(await machine.send(`17${now()}AOCPL|ABbarcode-X9|AC|AY1AZ0000\r`)).toBe('96AZFEF6\r');
  const asked = await machine.say(`17${now()}AOCPL|ABbarcode-X9|AC|`);
  expect(await machine.send('97AZFEF5\r')).toContain(asked);
  expect(await machine.send(`17${now()}AOCPL|ABbarcode-X9|AC|\r\n`)).toMatch(/^18[^Y]*ABbarcode-X9.*\|\r$/);
  // Two messages in one write are answered in their order.
  const two = `17${now()}AOCPL|ABbarcode-X9|AC|\r17${now()}AOCPL|ABbarcode-X8|AC|\r`;
  expect(await machine.send(two)).toContain('barcode-X9');
  expect(await machine.send('')).toContain('barcode-X8');
});

test('a machine without error detection is answered without numbers, in its characters, and without the fields it does not want', async () => {
  const machine = await connected();
  expect(await machine.send('9300CNplain|COkiosk-pw|CPmain|\r')).toBe('941\r');
  const answer = await machine.send(`17${now()}AOCPL|ABbarcode-nothing|AC|\r`);
  expect(answer).toMatch(/^18.*ABbarcode-nothing\|AJ\|\r$/);
});

test('without a sign-in there is no answer, and wrong passwords end the connection', async () => {
  const nobody = await connected();
  expect(await nobody.send(`17${now()}AOCPL|ABbarcode-X9|AC|\r`)).toBeNull();
  const wrong = await connected();
  expect(await wrong.send('9300CNkiosk|COwrong-pw|CPmain|\r')).toBe('940\r');
  const supervisor = await connected();
  // A person's account is not a machine's, even with the right PIN.
  expect(await supervisor.send('9300CNsupervisor|CO123456|CPmain|\r')).toBe('940\r');
});

test('nonsense ends its own connection and no other', async () => {
  const good = await kiosk();
  for (const bytes of [
    'x'.repeat(20_000),
    '\u0000\u0001\u0002\r'.repeat(20),
    '11\r'.repeat(20),
    '63|||\r'.repeat(20),
  ]) {
    const bad = await connected();
    for (let said: string | null = ''; said !== null;) said = await bad.send(bytes);
  }
  expect(await good.say(`17${now()}AOCPL|ABbarcode-X9|AC|`)).toMatch(/^18/);
});

const recorded = sharedData('data/sip2');
const CODES: Readonly<Record<string, string>> = { '23': '24', '63': '64', '99': '98' };

testIf(
  recorded !== undefined,
  'recorded machines are understood: each of their messages has its kind of answer',
  'no recordings',
  async () => {
    const folder = recorded ?? '';
    const lines = readdirSync(folder)
      .filter((name) => name.endsWith('.jsonl'))
      .flatMap((name) => readFileSync(join(folder, name), 'utf8').trim().split('\n'))
      .map((line) => RecordedSchema.parse(JSON.parse(line)));
    const machine = await kiosk();
    let asked = 0;
    for (const { dir, hex = '' } of lines) {
      const [first = ''] = Buffer.from(hex, 'hex')
        .toString('latin1')
        .split(/[\r\n]+/);
      const code = first.slice(0, 2);
      // Signing in is this account's own; a damaged one and the resends have their own test.
      if (dir !== 'C' || code === '93' || code === '97' || first === '') continue;
      const answer = await machine.send(`${first}\r`);
      const expected = CODES[code] ?? String(Number(code) + 1).padStart(2, '0');
      expect([first, answer?.slice(0, 2)]).toEqual([first, first.includes('AZ0000') ? '96' : expected]);
      asked += 1;
    }
    expect(asked).toBeGreaterThan(90);
  },
);
