// Exceptions end by the word of a named person.

import { collectChanges, writeChanges } from '../store/row-changes.ts';
import { resolveExceptions } from '../timeline/resolutions.ts';
import { actEffect } from './act-effect.ts';

export const resolveExceptionsEffect = actEffect(
  { resolveExceptions: true },
  'after folds',
  async (tx, own, { changes }) => {
    const resolutions = own.flatMap(({ header, body: { staffId }, command: { args } }) => {
      if (staffId === null) return [];
      const resolution = { action: args.action, note: args.note, staffId, at: header.at, by: header.id };
      return args.ids.map((id) => ({ id, resolution, place: header }));
    });
    const resolved = collectChanges();
    await resolveExceptions(tx, resolutions, resolved);
    await writeChanges(tx, resolved);
    changes.add(resolved);
  },
);
