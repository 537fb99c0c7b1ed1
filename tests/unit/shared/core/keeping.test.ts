// Results of a function are cached by its words, with a limit.

import { keeping } from '../../../../shared/core/keeping.ts';

test('a value is made once for the same words, and words that run together alike are not taken for each other', () => {
  const asked: string[] = [];
  const made = keeping((...words: readonly [string, string]) => {
    asked.push(words.join(' + '));
    return { words };
  });
  const first = made('a', 'b');
  expect(made('a', 'b')).toBe(first);
  expect(made('ab', '').words).toEqual(['ab', '']);
  expect(made('', 'ab').words).toEqual(['', 'ab']);
  expect(made('a\u0000b', 'c').words).toEqual(['a\u0000b', 'c']);
  expect(made('a', 'b\u0000c').words).toEqual(['a', 'b\u0000c']);
  expect(asked).toHaveLength(5);
  for (let n = 0; n < 2_000; n += 1) made('n', String(n));
  expect(made('a', 'b')).not.toBe(first);
});

test('a value that is undefined is kept as well', () => {
  let asked = 0;
  const made = keeping((_: number) => {
    asked += 1;
    return undefined;
  });
  expect([made(1), made(1), made(2)]).toEqual([undefined, undefined, undefined]);
  expect(asked).toBe(2);
});
