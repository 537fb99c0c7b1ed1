// The SIP2 client against conversations that were recorded with Koha, Evergreen and OpenNCIP, played byte for byte by a stand-in; and, where one is
// named (HOLDFAST_SIP2_AT, HOLDFAST_SIP2_LOGIN), against a live server.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { required } from '../../../shared/core/assert.ts';
import type { Answer, Message } from '../../../shared/connectors/message.ts';
import { readSip2, sip2Checksum, type Sip2Answer } from '../../../shared/sip2/message.ts';
import type { Sip2AnswerCode } from '../../../shared/sip2/answer.ts';
import { Sip2SettingsSchema } from '../../../server/connectors/connector-settings.ts';
import { openSip2Line } from '../../../server/connectors/sip2/sip2-line.ts';
import { sip2System } from '../../../server/connectors/sip2/sip2-system.ts';
import { SystemFailureError, type OtherSystem } from '../../../server/connectors/other-system.ts';
import {
  playRecording,
  readRecording,
  type Exchange,
  type RecordedServer,
} from '../../support/connectors/recorded-sip2.ts';
import { sharedData } from '../../support/project-dir.ts';
import { describeIf } from '../../support/skip.ts';

const folder = sharedData('data/sip2');
const live = process.env['HOLDFAST_SIP2_AT'];
const recordings = folder === undefined ? [] : readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
const recordingOf = (name: string): Exchange[] =>
  readRecording(
    join(
      required(folder, () => 'the recordings'),
      `${name}.jsonl`,
    ),
  );

/** The answer that belongs to a question. */
const ANSWERED = {
  '09': '10',
  '11': '12',
  '15': '16',
  '17': '18',
  '23': '24',
  '29': '30',
  '35': '36',
  '37': '38',
  '63': '64',
  '65': '66',
  '93': '94',
  '99': '98',
} as const satisfies Readonly<Record<string, Sip2AnswerCode>>;

const plain = (text: Uint8Array): string => Buffer.from(text).toString('latin1');
const readPlain = { detectsErrors: false, decode: plain };

/** A question as it was recorded, to be asked again; null for those that are damaged, unnumbered, or no question. */
function questionOf({ question }: Exchange): Sip2Answer | null {
  const read = readSip2(question.subarray(0, -1), readPlain);
  if (typeof read === 'string' || !(read.code in ANSWERED)) return null;
  const fields = [...question.toString('latin1').matchAll(/([A-Z]{2})([^|]*)\|/g)];
  const fixed = Object.values(read.fixed).join('');
  // Fields in the order in which they were written.
  const body = question.toString('latin1').slice(2 + fixed.length);
  const cut = body.split('|').slice(0, -1);
  return {
    code: read.code,
    fixed,
    fields: (fields.length > 0 ? cut : []).map((one) => [one.slice(0, 2), one.slice(2)] as const),
  };
}

describeIf(recordings.length > 0, 'a line to a SIP2 server', 'the recordings are not beside the project', () => {
  const closing: (() => unknown)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).toReversed()) await close();
  });

  const played = async (exchanges: readonly Exchange[], loose = false): Promise<RecordedServer> => {
    const server = await playRecording(exchanges, { loose });
    closing.push(server.close);
    return server;
  };
  const lineTo = async (port: number, more: object = {}) => {
    const line = await openSip2Line(Sip2SettingsSchema.parse({ host: '127.0.0.1', port, ...more }));
    closing.push(line.close);
    return line;
  };

  // These hold damaged questions and lines that are none, which no client of ours sends.
  const SPOILED = ['koha-17.05-framing', 'koha-17.05-sameseq'];
  const whole = recordings.map((name) => name.replace('.jsonl', '')).filter((name) => !SPOILED.includes(name));

  test.each(whole)('asks what was asked of %s, byte for byte, and reads what was answered', async (name) => {
    const exchanges = recordingOf(name).filter(({ question }) => !question.toString().startsWith('97'));
    const server = await played(exchanges);
    const isPlain = name.includes('ascii');
    const encoding = isPlain ? 'ascii' : name.includes('openncip') ? 'latin1' : 'utf8';
    const verifies = !name.includes('badchecksum');
    const line = await lineTo(server.port, { errorDetection: !isPlain, encoding, verifies });
    for (const exchange of exchanges) {
      const question = required(questionOf(exchange), () => exchange.question.toString());
      const code = ANSWERED[question.code as keyof typeof ANSWERED];
      if (exchange.answer === null) {
        await expect(line.ask(question, code)).rejects.toMatchObject({ is: 'lost' });
        continue;
      }
      const answer = await line.ask(question, code);
      expect(answer.code).toBe(code);
      for (const values of answer.fields.values())
        for (const value of values) expect(value).toBe(value.normalize('NFC'));
    }
    expect(server.strangers).toEqual([]);
    expect(server.played()).toBe(exchanges.length);
  });

  test('says a question again that the server could not read, and asks for an answer again that came damaged', async () => {
    const found = recordingOf('koha-17.05-framing');
    const [login, bad, item, repeated] = found;
    const numbered = (one: Exchange | undefined) => required(one, () => 'an exchange');
    // The server asks for it again (96), and answers then; the next answer comes with a wrong checksum, and again after 97 without number and checksum.
    const question = { code: '17', fixed: '20261124    224024', fields: [['AB', '3999900000002']] } as const;
    const counted = '1720261124    224024AB3999900000002|AY1AZ';
    const first = Buffer.from(`${counted}${sip2Checksum(Buffer.from(counted))}\r`);
    const server = await played([
      numbered(login),
      { question: first, answer: numbered(bad).answer, note: '' },
      {
        question: first,
        answer: Buffer.from(
          required(numbered(item).answer, () => 'its answer')
            .toString()
            .replace('AY2', 'AY1'),
        ),
        note: '',
      },
      { question: Buffer.from('97AZFEF5\r'), answer: numbered(repeated).answer, note: '' },
    ]);
    const line = await lineTo(server.port);
    const asked = required(questionOf(numbered(login)), () => 'the login');
    await line.ask(asked, '94');
    const answer = await line.ask(question, '18');
    expect(server.strangers).toEqual([]);
    expect(answer.fields.get('AJ')).toEqual(['The C++ standard library :']);
    expect(answer.sequence).toBeNull();
  });

  test('does not take an answer whose checksum is wrong, unless it is told that the server is like that', async () => {
    const exchanges = recordingOf('openncip-2011-badchecksum');
    const login = required(questionOf(required(exchanges[0], () => '')), () => '');
    const strict = await lineTo((await played(exchanges)).port);
    await expect(strict.ask(login, '94')).rejects.toBeInstanceOf(SystemFailureError);
    const lenient = await lineTo((await played(exchanges)).port, { verifies: false });
    expect((await lenient.ask(login, '94')).fixed.ok).toBe('1');
  });

  /** The system as it answers messages of ours, which are those of the recording but for their dates and order of fields. */
  const systemOf = async (name: string, institution = 'CPL'): Promise<OtherSystem> => {
    const status = recordingOf('koha-17.05-session')[1];
    const exchanges = recordingOf(name);
    const hasStatus = exchanges.some(({ question }) => question.toString().startsWith('99'));
    const server = await played(hasStatus || status === undefined ? exchanges : [status, ...exchanges], true);
    const of = { host: '127.0.0.1', port: server.port, user: 'desk1', institution, location: institution };
    const system = sip2System({
      settings: Sip2SettingsSchema.parse(of),
      password: () => 'desk1pw',
      zone: 'UTC',
      currency: 'USD',
      now: () => Date.UTC(2026, 10, 24, 22, 39, 43),
    });
    closing.push(system.close);
    await system.open();
    return system;
  };

  const at = Date.UTC(2026, 10, 21, 22, 39, 43);
  const lend = (barcode: string, card: string): Message => ({
    kind: 'checkout',
    at,
    barcode,
    card,
    dueAt: at,
    rentalMinor: 0,
    depositMinor: 0,
  });
  const back = (barcode: string): Message => ({
    kind: 'checkin',
    at,
    barcode,
    card: null,
    returnedAt: at,
    routed: false,
  });
  const due = Date.UTC(2026, 11, 15, 23, 59);
  const taken = (dueAt: number | null = null): Answer => ({ is: 'taken', dueAt, wanted: null });
  const wanted = (place: string): Answer => ({ is: 'taken', dueAt: null, wanted: { place } });
  const refused = (why: string) => expect.objectContaining({ is: 'refused', why });

  test('knows what Koha means when it refuses', async () => {
    const system = await systemOf('koha-17.05-refusals');
    const said: [Message, unknown][] = [
      [lend('0000000000000', '23529000445172'), refused('unknown-item')],
      [lend('3999900000001', '00000'), refused('unknown-card')],
      [lend('3999900000001', '23529000152273'), refused('account-blocked')],
      [lend('3999900000002', '23529000445172'), refused('held-for-another')],
      [lend('3999900000018', '23529001000463'), taken(due)],
      [lend('3999900000018', '23529000445172'), refused('on-loan-elsewhere')],
      [lend('39999000001730', '23529000445172'), refused('fee-not-agreed')],
      [back('0000000000000'), refused('unknown-item')],
      [back('3999900000021'), taken()],
      [back('39999000001730'), wanted('FPL')],
    ];
    for (const [message, answer] of said) expect([message, await system.tell(message)]).toEqual([message, answer]);
  });

  test('keeps the time of a return, and reports the due date that Koha makes', async () => {
    const system = await systemOf('koha-17.05-storeforward');
    expect(await system.tell(lend('3999900000021', '23529000445172'))).toEqual(taken(due));
    expect(await system.tell(back('3999900000021'))).toEqual(taken());
  });

  test('says where Koha wants a copy that came back', async () => {
    const system = await systemOf('koha-17.05-holds');
    for (const [barcode, answer] of [
      ['39999000000955', wanted('CPL')],
      ['39999000000955', taken()],
      ['39999000000276', wanted('FPL')],
      ['39999000001037', wanted('MPL')],
    ] as const)
      expect(await system.tell(back(barcode))).toEqual(answer);
  });

  test('sees a limit that is reached, and how a copy stands', async () => {
    const limits = await systemOf('koha-17.05-limits');
    expect(await limits.tell(lend('39999000001570', '23529000591678'))).toEqual(refused('over-limit'));
    const session = await systemOf('koha-17.05-session');
    const message = lend('3999900000001', '23529000445172');
    expect(await session.look(message)).toEqual({ item: { isOut: false, dueAt: null }, patron: null });
  });

  test('reads dates and refusals of Evergreen', async () => {
    const system = await systemOf('evergreen-session', 'BR1');
    const card = '99999355250';
    expect(await system.tell(lend('CONC4000036', card))).toEqual(taken(Date.UTC(2026, 11, 1, 23, 59, 59)));
    expect(await system.tell(lend('CONC4000036', '99999387993'))).toEqual(refused('on-loan-elsewhere'));
    expect(await system.tell(lend('NOPE', card))).toEqual(refused('unknown-item'));
    expect(await system.tell(lend('CONC4000036', 'NOPE'))).toEqual(refused('unknown-card'));
    const pay: Message = { kind: 'pay', at, card, amountMinor: 100, reference: 'holdfast-1' };
    expect(await system.tell(pay)).toEqual(refused('no-such-fee'));
  });

  test('is shut out with a wrong password', async () => {
    const server = await played(recordingOf('koha-17.05-badlogin'));
    const of = { host: '127.0.0.1', port: server.port, user: 'desk1', location: 'CPL' };
    const parts = { password: () => 'wrong', zone: 'UTC', currency: 'USD', now: () => at };
    const system = sip2System({ ...parts, settings: Sip2SettingsSchema.parse(of) });
    await expect(system.open()).rejects.toMatchObject({ is: 'shut-out' });
  });
});

describeIf(live !== undefined, 'a live SIP2 server', 'no live server is named by HOLDFAST_SIP2_AT', () => {
  test('lets the client in, and is checked without a fault', async () => {
    const [host = '', port = ''] = (live ?? '').split(':');
    const [user = '', password = '', institution = ''] = (process.env['HOLDFAST_SIP2_LOGIN'] ?? '').split(':');
    const of = { host, port: Number(port), plain: true, user, institution, location: institution };
    const parts = { zone: 'UTC', currency: 'USD', now: () => Date.now() };
    const system = sip2System({ ...parts, settings: Sip2SettingsSchema.parse(of), password: () => password });
    try {
      const lines = await system.check();
      expect(lines).toHaveLength(5);
      expect(lines[0]?.ok).toBe(true);
      await system.keepAlive();
    } finally {
      system.close();
    }
  });
});
