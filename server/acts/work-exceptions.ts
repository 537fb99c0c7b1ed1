// Work on exceptions becomes their history.

import { collectChanges, writeChanges } from '../store/row-changes.ts';
import { workExceptions } from '../timeline/exception-work.ts';
import { actEffect } from './act-effect.ts';

export const workExceptionsEffect = actEffect({ workExceptions: true }, 'after folds', async (tx, own, { changes }) => {
  const works = own.flatMap(({ header, body: { staffId }, command: { args } }) => {
    if (staffId === null) return [];
    const { ids, ...work } = args;
    return ids.map((id) => ({ id, entry: { ...work, staffId, at: header.at, by: header.id }, place: header }));
  });
  const worked = collectChanges();
  await workExceptions(tx, works, worked);
  await writeChanges(tx, worked);
  changes.add(worked);
});
