// `endProxy`: a patron borrows for another one no more. Loans that were made before stay as they are; one made afterwards is an exception.

import { z } from 'zod';
import { ActIdSchema, PatronIdSchema } from '../../core/ids.ts';
import { linkOfBoth } from '../../circ/model/proxy-link.ts';
import { toldDecision } from '../../circ/told.ts';
import { EndProxyInputSchema, ProxyWrittenSchema } from '../../views/patron-proxies.ts';
import { defineAct } from '../define-act.ts';

export const endProxy = defineAct({
  name: 'endProxy',
  args: z.object({
    /** The sponsor. */
    patronId: PatronIdSchema,
    proxyId: PatronIdSchema,
    /** The act that made it. */
    link: ActIdSchema,
    /** Written by the person who ended it. */
    reason: z.string(),
    by: z.string(),
  }),
  told: z.object(toldDecision),
  method: { name: 'patron.endProxy', input: EndProxyInputSchema, output: ProxyWrittenSchema },
  names: { patron: ['patronId', 'proxyId'], act: ['link'] },
  timeline: 'rows',
  right: 'edit-patrons',
  audit: true,
  words: { en: 'Proxy ended', es: 'Autorización terminada' },
  keywords: { en: ['revoke a proxy', 'end a proxy'], es: ['quitar la autorización', 'revocar'] },
  record: (header, { patronId: sponsor, proxyId: proxy, link: id, by }) =>
    linkOfBoth(id, { sponsor, proxy }, { ended: { act: header.id, at: header.at, by } }).map(({ patronId, link }) => ({
      kind: 'writeLink',
      patronId,
      link,
      header,
    })),
});
