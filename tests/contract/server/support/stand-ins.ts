// The stand-ins for other library systems, and how each is reached.

import { openEvergreenLibrary, type EvergreenLibrary } from '../../../support/connectors/evergreen-gateway.ts';
import { openFolioLibrary, type FolioLibrary } from '../../../support/connectors/folio-library.ts';
import { openKohaLibrary, type KohaLibrary } from '../../../support/connectors/koha-library.ts';
import { openNcipLibrary, type NcipLibrary, type NcipManners } from '../../../support/connectors/ncip-library.ts';
import { openSip2Library, type Sip2Library } from '../../../support/connectors/sip2-library.ts';
import type { StandIn } from './connector-scene.ts';

export const EVERGREEN: StandIn<EvergreenLibrary> = {
  kind: 'evergreen',
  secrets: { SECRET: 'a b+c&d' },
  open: openEvergreenLibrary,
  settings: (url) => ({ url, user: 'holdfast', workstation: 'main-holdfast', patience: 2 }),
};

export const FOLIO: StandIn<FolioLibrary> = {
  kind: 'folio',
  secrets: { SECRET: 'secret' },
  open: openFolioLibrary,
  settings: (url) => ({ url, tenant: 'diku', user: 'holdfast', servicePoint: 'CPL', patience: 20 }),
};

const offline = { user: 'holdfast', passwordEnv: 'OFFLINE', times: 'utc' };
export const KOHA: StandIn<KohaLibrary> = {
  kind: 'koha',
  secrets: { SECRET: 'secret', OFFLINE: 'offline-pw' },
  open: (there) => openKohaLibrary({ ...there, library: 'CPL' }),
  settings: (url) => ({ url, clientId: 'id', library: 'CPL', patience: 2, offline }),
};

export const SIP2: StandIn<Sip2Library & { readonly url: string }> = {
  kind: 'sip2',
  secrets: { SECRET: 'pw' },
  open: async (there) => {
    const library = await openSip2Library(there);
    return Object.assign(library, { url: `sip2://127.0.0.1:${library.port}` });
  },
  settings: (url) => ({
    host: '127.0.0.1',
    port: Number(new URL(url).port),
    user: 'desk',
    institution: 'HERE',
    patience: 1,
  }),
};

const LOGINS = {
  token: (url: string) => ({
    login: { by: 'token', tokenUrl: url.replace('/ncip', '/token'), clientId: 'id', scope: 'WMS_NCIP' },
  }),
  wskey: () => ({ login: { by: 'wskey', key: 'key', principalId: 'person', principalIdns: 'urn:oclc:wms:da' } }),
  none: () => ({}),
};
const MANNERS = {
  plain: { profile: 'plain', agency: 'HERE', toAgency: 'THERE' },
  wms: { profile: 'wms', agency: '129479', institution: '128807' },
  alma: { profile: 'alma', agency: '01HERE_INST', application: 'PARTNER' },
};

export function ncipStandIn(manner: NcipManners['manner'], login: NcipManners['login'] = 'none'): StandIn<NcipLibrary> {
  return {
    kind: 'ncip',
    secrets: { SECRET: 'secret' },
    open: (there) => openNcipLibrary({ ...there, manner, login }),
    settings: (url) => ({ url, patience: 2, ...MANNERS[manner], ...LOGINS[login](url) }),
  };
}
