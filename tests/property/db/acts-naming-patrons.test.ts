// The history of a patron finds every act that names them: by the indexed field, among the few acts that are read, or,
// for the other side of a proxy and sponsor, by their loans and links.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { NAMES_PATRONS } from '../../../db/ledger/recent-acts.ts';
import { EVERY_ACT } from '../../../shared/acts/commands.ts';
import { arbitraryOf } from '../../support/arbitrary-of.ts';
import { projectDir } from '../../support/project-dir.ts';

/** The fields of the other one, whose history has the act from the sponsor's loans and from the links of both: tests/acts/proxies.test.ts. */
const BY_LINK: ReadonlySet<string> = new Set(['carriedBy', 'proxyId']);
/** The signer of an agreement in another patron's account: that patron's record shows it, and nothing was done in the signer's. */
const ELSEWHERE: ReadonlySet<string> = new Set(['sponsorId']);

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
      const linked = Object.entries(args as object).flatMap(([field, id]): unknown[] =>
        BY_LINK.has(field) || ELSEWHERE.has(field) ? [id] : [],
      );
      const isFound = patrons.every(({ id }) => id === patronId || linked.includes(id)) || NAMES_PATRONS.has(act.name);
      expect(isFound).toBe(true);
    }),
    { numRuns: 30 },
  );
});

test('the index has the acts that are read', () => {
  const names = [...NAMES_PATRONS].map((name) => `'${name}'`).join(', ');
  expect(readFileSync(join(projectDir, 'db/ledger/schema.sql'), 'utf8')).toContain(`IN (${names})`);
});
