// Values that break programs: for every place in a message where something else is expected.

import fc from 'fast-check';

export const deep = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;

/** Text that a database, a header or a parser may stumble over. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    'a\u0000b',
    '\ud800',
    'x\udfff',
    '\u202e',
    '\r\n',
    "'; drop table item; --",
    '%00',
    '../../etc/passwd',
    '${7*7}',
    '__proto__',
    'constructor',
    'toString',
    'null',
    'X0',
    'P0',
    'é'.repeat(2_000),
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

/** Any JSON value, odd ones above all. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  hostileText,
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    0,
    -1,
    0.5,
    -0,
    1e308,
    Number.MAX_SAFE_INTEGER,
    Number.MIN_SAFE_INTEGER,
    2 ** 53,
    8_640_000_000_000_001,
    -8_640_000_000_000_001,
    [],
    {},
    [[[[]]]],
    { length: 1e9 },
  ),
  fc.jsonValue({ maxDepth: 3 }),
);
