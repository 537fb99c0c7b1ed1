// Whatever act names a patron, the history of that patron finds it: by the field that its index has, or as one of the few that are read.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { NAMES_PATRONS } from '../../../db/ledger/recent-acts.ts';
import { EVERY_ACT } from '../../../shared/acts/commands.ts';
import { arbitraryOf } from '../../support/arbitrary-of.ts';
import { projectDir } from '../../support/project-dir.ts';

const SOUND = EVERY_ACT.map((act) => ({
  act,
  parts: fc.record({ args: arbitraryOf(act.args), told: arbitraryOf(act.told) }),
}));

test.each(SOUND)('$act.name', ({ act, parts }) => {
  fc.assert(
    fc.property(parts, ({ args, told }) => {
      const read = act.read(act.version, args, told);
      if (!read.ok) throw new Error(read.error);
      const patrons = read.value.names().filter(({ kind }) => kind === 'patron');
      const { patronId } = args as { readonly patronId?: unknown };
      const isFound = patrons.every(({ id }) => id === patronId) || NAMES_PATRONS.has(act.name);
      expect(isFound).toBe(true);
    }),
    { numRuns: 30 },
  );
});

test('the index has the acts that are read', () => {
  const names = [...NAMES_PATRONS].map((name) => `'${name}'`).join(', ');
  expect(readFileSync(join(projectDir, 'db/ledger/schema.sql'), 'utf8')).toContain(`IN (${names})`);
});
