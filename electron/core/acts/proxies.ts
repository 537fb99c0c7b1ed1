// Names a patron who may borrow for another one, and ends that.

import { addProxy } from '../../../shared/acts/patron/add-proxy.ts';
import { endProxy } from '../../../shared/acts/patron/end-proxy.ts';
import { linkFault, proxyStanding } from '../../../shared/circ/model/proxy-link.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { deskZone, requiredCopy } from '../desk-sight.ts';
import { findPatron } from '../facade/asked.ts';
import { endOfDay } from '../facade/local-day.ts';
import { refuseOwnAccount } from '../facade/own-account.ts';
import { deskAct } from './desk-act.ts';

/** Throws HF-AUTH-024, HF-AUTH-025, HF-PATRON-001, HF-PATRON-155, HF-PATRON-156 or HF-PATRON-157. */
export const addProxyAtDesk = deskAct(addProxy)({
  before: async (desk, { card, proxy }) => ({
    sponsor: await findPatron(desk, card),
    proxy: await findPatron(desk, proxy),
  }),
  judge: ({ desk, input: { until, reason }, before: { sponsor, proxy } }) => {
    if (sponsor === null || proxy === null) throw new HoldfastError('HF-PATRON-001');
    refuseOwnAccount(desk, sponsor);
    refuseOwnAccount(desk, proxy);
    if (sponsor.id === proxy.id) throw new HoldfastError('HF-PATRON-155');
    const now = desk.clock.now();
    if (proxyStanding(proxy, sponsor, now).fault === null) throw new HoldfastError('HF-PATRON-156');
    const ends = until === null ? null : endOfDay(deskZone(desk), until);
    if (ends !== null && ends <= now) throw new HoldfastError('HF-PATRON-157');
    const by = desk.session.required().staff;
    return {
      record: {
        args: { patronId: sponsor.id, proxyId: proxy.id, until: ends, reason, by },
        told: { decision: 'done', reasons: [] },
      },
      answer: (commandId) => ({ commandId }),
    };
  },
});

/** Throws HF-AUTH-024, HF-AUTH-025, HF-PATRON-001 or HF-PATRON-158. */
export const endProxyAtDesk = deskAct(endProxy)({
  before: (desk, { card }) => findPatron(desk, card),
  judge: ({ desk, input: { link: id, reason }, before: patron }) => {
    if (patron === null) throw new HoldfastError('HF-PATRON-001');
    refuseOwnAccount(desk, patron);
    const link = patron.links?.find((one) => one.id === id);
    const other = link === undefined ? null : requiredCopy(desk).sight.patron(link.of);
    if (other !== null) refuseOwnAccount(desk, other);
    if (link === undefined || linkFault(link, desk.clock.now()) !== null) throw new HoldfastError('HF-PATRON-158');
    const [patronId, proxyId] = link.role === 'proxy' ? [patron.id, link.of] : [link.of, patron.id];
    const by = desk.session.required().staff;
    return {
      record: { args: { patronId, proxyId, link: id, reason, by }, told: { decision: 'done', reasons: [] } },
      answer: (commandId) => ({ commandId }),
    };
  },
});
