// A Koha, a FOLIO and a CSV library are loaded, worked for a day with an hour without the server, leave and come back.

import { rmSync } from 'node:fs';
import { madeLibraries } from './story/migrating-libraries.ts';
import { teller } from './story/tell.ts';
import { tellMigrate } from './story/tell-migrate.ts';

test.each(madeLibraries())(
  'a library from $from moves, and nothing is lost on the way',
  async (source) => {
    const told: string[] = [];
    try {
      await tellMigrate(
        teller(({ step, ok }) => {
          if (ok) told.push(step);
        }),
        source,
      );
    } finally {
      rmSync(source.folder, { recursive: true, force: true });
    }
    expect(told).toHaveLength(6);
  },
  300_000,
);
