// Blocks of patrons that have reached their end are lifted.

import { noteStanding } from '../patrons/patron-standing.ts';
import { readRows } from '../store/read-rows.ts';
import { collectChanges, writeChanges } from '../store/row-changes.ts';
import { actEffect } from './act-effect.ts';

export const liftBlocksEffect = actEffect({ liftBlocks: true }, 'after folds', async (tx, batch, { changes }) => {
  const lifted = collectChanges();
  const ids = batch.map(({ command }) => command.args.patronId);
  const patrons = await readRows(tx, 'patron', ids);
  for (const { header, command } of batch) {
    const { patronId } = command.args;
    const { at } = header;
    const place = { at, desk_id: header.desk, stream: header.stream, seq: header.seq };
    const patron = patrons.get(patronId);
    const blocks = patron?.blocks.filter(({ endsAt }) => endsAt === null || endsAt > at) ?? [];
    if (patron === undefined || blocks.length === patron.blocks.length) continue;
    await noteStanding(tx, [{ before: patron, after: { ...patron, blocks } }], place);
    patrons.set(patronId, { ...patron, blocks });
    lifted.put('patron', { ...patron, blocks });
  }
  await writeChanges(tx, lifted);
  changes.add(lifted);
});
