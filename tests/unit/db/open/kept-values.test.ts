// Parsed values of stored texts are cached for all connections, by kind and kind of file, with a limit.

import { testReplica } from '../support/test-replica.ts';
import { tempDir } from '../support/temp-dir.ts';

const path = tempDir();

test('a text is parsed once, under each kind for itself and for all connections, and anew when newer ones have taken its place', () => {
  const replica = testReplica(path('kept'), []);
  const { reader, writer } = replica;
  const asked: string[] = [];
  const parse = (text: string) => {
    asked.push(text);
    return text === 'nothing' ? null : { text };
  };
  const first = reader.valueOf('kept item', 'a', parse);
  expect(reader.valueOf('kept item', 'a', parse)).toBe(first);
  expect(writer.valueOf('kept item', 'a', parse)).toBe(first);
  expect(reader.valueOf('kept item', 'nothing', parse)).toBeNull();
  expect(reader.valueOf('kept item', 'nothing', parse)).toBeNull();
  expect(reader.valueOf('kept title', 'a', parse)).toEqual(first);
  expect(asked).toEqual(['a', 'nothing', 'a']);
  // A value asked for again outlives one generation, of which other tests of this process may have filled a part.
  for (let n = 0; n < 4_990; n += 1) reader.valueOf('kept item', `${n}`, parse);
  expect(reader.valueOf('kept item', 'a', parse)).toBe(first);
  for (let n = 0; n < 12_000; n += 1) reader.valueOf('kept item', `again ${n}`, parse);
  expect(reader.valueOf('kept item', 'a', parse)).not.toBe(first);
  replica.close();
});
