// `holdfast act`: the acts of the program, and the definition of one.

import { z } from 'zod';
import { actCommand } from '../../../../electron/cli/commands/act.ts';

async function printed(positionals: readonly string[], isJson = false): Promise<string> {
  const lines: string[] = [];
  const io = {
    out: (text: string) => lines.push(text),
    err: () => {},
    taken: () => Promise.resolve(true),
    flushed: () => Promise.resolve(null),
  };
  expect(await actCommand.run({ positionals, values: { json: isJson }, io, env: {} })).toBe(0);
  return lines.join('\n');
}

test('lists every act with the right that it asks for', async () => {
  expect(await printed([])).toMatch(/^waive +waive-fees, or that of a second person$/m);
});

test('says what one is, with its schemas as JSON', async () => {
  expect(await printed(['recordUse'])).toMatch(/^undo +count$/m);
  const told = z.looseObject({
    name: z.string(),
    args: z.object({ properties: z.looseObject({ count: z.unknown() }) }),
  });
  expect(told.parse(JSON.parse(await printed(['recordUse'], true))).name).toBe('recordUse');
});

test('a name that no act has is wrong usage', async () => {
  await expect(printed(['dance'])).rejects.toThrow('no act is called "dance"');
});
