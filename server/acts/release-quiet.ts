// What waits for silent desks waits no more.

import { releaseQuiet } from '../schedule/silence.ts';
import { actEffect } from './act-effect.ts';

export const releaseQuietEffect = actEffect({ releaseQuiet: true }, 'after folds', async (tx, own, { changes }) => {
  for (const { header, body, command } of own)
    await releaseQuiet(tx, { desks: command.args.desks, at: header.at, header, staffId: body.staffId }, changes);
});
