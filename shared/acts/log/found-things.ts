// Lost property: `keepFound` notes a thing that was found and where it is held, `endFound` to whom it was given, or its other end.

import { z } from 'zod';
import { entryOfAct } from '../../circ/model/log-entry.ts';
import { toldDecision } from '../../circ/told.ts';
import { ActIdSchema, BranchIdSchema } from '../../core/ids.ts';
import { InstantSchema } from '../../core/instant.ts';
import { IsoInstantSchema } from '../../views/session.ts';
import { defineAct } from '../define-act.ts';

const thing = z.string().trim().min(1).max(300);
const place = z.string().trim().max(120);
const output = z.object({ commandId: ActIdSchema });
const keywords = { en: ['lost property', 'lost and found', 'umbrella'], es: ['objetos perdidos', 'paraguas'] };

export const keepFound = defineAct({
  name: 'keepFound',
  args: z.object({ branch: BranchIdSchema, thing, where: place, foundAt: InstantSchema, heldAt: place }),
  told: z.object(toldDecision),
  method: {
    name: 'found.keep',
    input: z.object({
      thing,
      where: place.default(''),
      foundAt: IsoInstantSchema.nullable().default(null),
      heldAt: place.default(''),
    }),
    output,
  },
  names: { branch: ['branch'] },
  timeline: 'rows',
  right: null,
  words: { en: 'Lost property kept', es: 'Objeto perdido guardado' },
  keywords,
  record: (header, { branch, ...what }) => [
    {
      kind: 'writeLog',
      entry: entryOfAct(header.id),
      write: { do: 'put', branch, what: { kind: 'found', ...what } },
      header,
    },
  ],
});

export const endFound = defineAct({
  name: 'endFound',
  args: z.object({ found: ActIdSchema, to: z.string().trim().max(300) }),
  told: z.object(toldDecision),
  method: {
    name: 'found.end',
    input: z.object({ found: ActIdSchema, to: z.string().trim().min(1).max(300) }),
    output,
  },
  names: { act: ['found'] },
  timeline: 'rows',
  right: null,
  words: { en: 'Lost property given out', es: 'Objeto perdido entregado' },
  keywords,
  record: (header, { found, to }) => [
    { kind: 'writeLog', entry: entryOfAct(found), write: { do: 'end', note: to }, header },
  ],
});
