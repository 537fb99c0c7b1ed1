// Incidents: `noteIncident` needs no right; reading, correcting and ending do. One names a patron only where a person
// links one. A correction is an entry of its own: the first text stays as it was noted.

import { z } from 'zod';
import { entryOfAct } from '../../circ/model/log-entry.ts';
import { toldDecision } from '../../circ/told.ts';
import { CodeSchema } from '../../core/code-text.ts';
import { ActIdSchema, BranchIdSchema, PatronIdSchema } from '../../core/ids.ts';
import { InstantSchema } from '../../core/instant.ts';
import { IsoInstantSchema } from '../../views/session.ts';
import { defineAct } from '../define-act.ts';

const place = z.string().trim().max(120);
const text = z.string().trim().min(1).max(4_000);
const toldTo = z.string().trim().max(200);
const output = z.object({ commandId: ActIdSchema });
const keywords = { en: ['incident', 'report', 'security', 'log'], es: ['incidente', 'seguridad', 'bitácora'] };

export const noteIncident = defineAct({
  name: 'noteIncident',
  args: z.object({
    branch: BranchIdSchema,
    happenedAt: InstantSchema,
    place,
    text,
    /** People who were told. */
    toldTo,
    patronId: PatronIdSchema.nullable(),
  }),
  told: z.object(toldDecision),
  method: {
    name: 'incident.note',
    input: z.object({
      happenedAt: IsoInstantSchema.nullable().default(null),
      place: place.default(''),
      text,
      toldTo: toldTo.default(''),
      /** The card of the patron that it is about. */
      patron: CodeSchema.nullable().default(null),
    }),
    output,
  },
  names: { branch: ['branch'], patron: ['patronId'] },
  timeline: 'rows',
  right: null,
  words: { en: 'Incident noted', es: 'Incidente anotado' },
  keywords,
  record: (header, { branch, happenedAt, place: where, text: said, toldTo: told, patronId }) => [
    {
      kind: 'writeLog',
      entry: entryOfAct(header.id),
      write: { do: 'put', branch, what: { kind: 'incident', happenedAt, place: where, text: said, told, patronId } },
      header,
    },
  ],
});

export const endIncident = defineAct({
  name: 'endIncident',
  args: z.object({ incident: ActIdSchema, note: z.string().trim().max(1_000) }),
  told: z.object(toldDecision),
  method: {
    name: 'incident.end',
    input: z.object({ incident: ActIdSchema, note: z.string().trim().max(1_000).default('') }),
    output,
  },
  names: { act: ['incident'] },
  timeline: 'rows',
  right: 'read-incidents',
  words: { en: 'Incident closed', es: 'Incidente cerrado' },
  keywords,
  record: (header, { incident, note }) => [
    { kind: 'writeLog', entry: entryOfAct(incident), write: { do: 'end', note }, header },
  ],
});

export const correctIncident = defineAct({
  name: 'correctIncident',
  args: z.object({ branch: BranchIdSchema, incident: ActIdSchema, text }),
  told: z.object(toldDecision),
  method: { name: 'incident.correct', input: z.object({ incident: ActIdSchema, text }), output },
  names: { branch: ['branch'], act: ['incident'] },
  timeline: 'rows',
  right: 'read-incidents',
  words: { en: 'Incident corrected', es: 'Incidente corregido' },
  keywords,
  record: (header, { branch, incident, text: said }) => [
    {
      kind: 'writeLog',
      entry: entryOfAct(header.id),
      write: { do: 'put', branch, what: { kind: 'correction', of: entryOfAct(incident), text: said } },
      header,
    },
  ],
});
