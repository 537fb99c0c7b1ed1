// SIP2 messages: parsed from the bytes that real machines sent, and printed as real servers print them.

import fc from 'fast-check';
import {
  fieldOf,
  printSip2,
  readSip2,
  readSip2Moment,
  sip2Checksum,
  sip2Moment,
} from '../../../../shared/sip2/message.ts';

const writing = {
  detectsErrors: true,
  terminator: '\r',
  encode: (text: string) => Buffer.from(text, 'utf8'),
  decode: (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8'),
} as const;
const read = (text: string) => readSip2(Buffer.from(text), writing);

test('a checkout as a machine sends it', () => {
  const asked = read(
    '11YN20261124    223944                  AOCPL|AA23529000445172|AB3999900000018|AC|AD1234|BON|BIN|AY6AZE933',
  );
  expect(asked).toMatchObject({
    code: '11',
    sequence: '6',
    fixed: { renewalPolicy: 'Y', noBlock: 'N', date: '20261124    223944', noBlockDue: ' '.repeat(18) },
  });
  if (typeof asked === 'string') throw new Error(asked);
  expect(['AA', 'AB', 'AC', 'BO', 'ZZ'].map((id) => fieldOf(asked, id))).toEqual([
    '23529000445172',
    '3999900000018',
    '',
    'N',
    '',
  ]);
});

test.each([
  ['a wrong checksum', '1720261124    224024AOCPL|AB1|AC|AY1AZ0000', 'checksum'],
  ['a message that there is not', '5520261124    224024AOCPL|', 'unknown'],
  ['nothing', '', 'unknown'],
  ['one that is cut off', '1120261124', 'malformed'],
  ['a field without its name', '1720261124    224024AOCPL|A|', 'malformed'],
])('%s is told apart', (_, text, fault) => {
  expect(read(text)).toBe(fault);
});

test('without a number and a checksum, and with a checksum alone, messages are taken', () => {
  expect(read('97')).toMatchObject({ code: '97', sequence: null });
  expect(read('97AZFEF5')).toMatchObject({ code: '97', sequence: null });
  expect(read('1720261124    224024AOCPL|AB1|AC|')).toMatchObject({ code: '17', sequence: null });
});

test('an answer has the checksum that a real server gave it', () => {
  expect(Buffer.from(printSip2({ code: '94', fixed: '1', fields: [] }, '0', writing)).toString()).toBe(
    '941AY0AZFDFD\r',
  );
  expect(Buffer.from(printSip2({ code: '96', fixed: '', fields: [] }, null, writing)).toString()).toBe('96AZFEF6\r');
});

test('nothing in a value ends its field or its message', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('0', '7', null), (value, sequence) => {
      const printed = Buffer.from(printSip2({ code: '98', fixed: '', fields: [['AF', value]] }, sequence, writing));
      const text = printed.toString('utf8');
      expect(text.match(/\r/g)).toHaveLength(1);
      expect(text.match(/\|/g)).toHaveLength(1);
      const end = text.length - 5;
      expect(text.slice(end, -1)).toBe(sip2Checksum(Buffer.from(text.slice(0, end))));
    }),
  );
});

test('bytes of any kind are read or told apart, and nothing is thrown', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.constantFrom('', '11', '37', '63'), (bytes, start) => {
      const given = Buffer.concat([Buffer.from(start), bytes]);
      expect(['string', 'object']).toContain(typeof readSip2(given, writing));
    }),
  );
});

test('times are local, or of UTC where they say so', () => {
  const local = Date.parse('2026-12-01T14:25:00Z');
  expect(sip2Moment(local)).toBe('20261201    142500');
  expect(readSip2Moment('20261201    142500')).toEqual({ local, isUtc: false });
  expect(readSip2Moment('20261201   Z142500')).toEqual({ local, isUtc: true });
  for (const none of ['', ' '.repeat(18), '20261301    142500', '2026-12-01 14:25:00'])
    expect(readSip2Moment(none)).toBeNull();
});
