// `addProxy`: a patron may borrow for another one, the sponsor, whose loans they are. The link is named by this act: two desks at once make two.

import { z } from 'zod';
import { PatronIdSchema } from '../../core/ids.ts';
import { InstantSchema } from '../../core/instant.ts';
import { linkOfBoth } from '../../circ/model/proxy-link.ts';
import { toldDecision } from '../../circ/told.ts';
import { AddProxyInputSchema, ProxyWrittenSchema } from '../../views/patron-proxies.ts';
import { defineAct } from '../define-act.ts';

export const addProxy = defineAct({
  name: 'addProxy',
  args: z.object({
    /** The sponsor. */
    patronId: PatronIdSchema,
    proxyId: PatronIdSchema,
    /** Null: until it is ended. */
    until: InstantSchema.nullable(),
    /** Written by the person who named them; empty where nothing was. */
    reason: z.string(),
    /** Their sign-in name, to be asked about it. */
    by: z.string(),
  }),
  told: z.object(toldDecision),
  method: { name: 'patron.addProxy', input: AddProxyInputSchema, output: ProxyWrittenSchema },
  names: { patron: ['patronId', 'proxyId'] },
  timeline: 'rows',
  right: 'edit-patrons',
  audit: true,
  words: { en: 'Proxy added', es: 'Persona autorizada agregada' },
  keywords: {
    en: ['proxy', 'sponsor', 'borrow for another', 'research assistant', 'delegate'],
    es: ['autorizado', 'apoderado', 'patrocinador', 'pedir por otra persona', 'asistente de investigación'],
  },
  record: (header, { patronId: sponsor, proxyId: proxy, until, by }) =>
    linkOfBoth(header.id, { sponsor, proxy }, { named: { since: header.at, until, by } }).map(({ patronId, link }) => ({
      kind: 'writeLink',
      patronId,
      link,
      header,
    })),
});
