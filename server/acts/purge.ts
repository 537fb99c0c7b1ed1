// Personal values of acts are removed.

import { purgeActs } from '../purge/purge-acts.ts';
import { actEffect } from './act-effect.ts';

export const purgeEffect = actEffect({ purge: true }, 'after folds', async (tx, own) => {
  for (const { header, command } of own) await purgeActs(tx, { acts: command.args.acts, at: header.at });
});
