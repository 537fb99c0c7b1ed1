// Makes the line to another system by its kind.

import type { Instant } from '../../shared/core/instant.ts';
import type { Connector } from './connector-rows.ts';
import type { Sip2Settings } from './connector-settings.ts';
import type { PlaceThere } from './connector-runner.ts';
import type { OtherSystem } from './other-system.ts';
import { evergreenSystem } from './evergreen/evergreen-system.ts';
import { folioSystem } from './folio/folio-system.ts';
import { kohaSystem } from './koha/koha-system.ts';
import { ncipSystem } from './ncip/ncip-system.ts';
import { sip2System } from './sip2/sip2-system.ts';

/** Reads the secret that settings name; null where they name none. Throws HF-SERVER-026. */
export type SecretOf = (named: { readonly passwordFile?: string; readonly passwordEnv?: string }) => string | null;

type OpeningParts = { readonly secretOf: SecretOf; readonly now: () => Instant };

/** Nothing is connected yet. */
export function openSystem(
  { settings }: Pick<Connector, 'settings'>,
  { zone, currency }: PlaceThere,
  { secretOf, now }: OpeningParts,
): OtherSystem {
  const password = () => secretOf(named(settings.of));
  const common = { password, zone, currency, now };
  const overSip2 = (of: Sip2Settings): OtherSystem => {
    const { terminalPasswordFile: passwordFile, terminalPasswordEnv: passwordEnv } = of;
    const terminalPassword = secretOf(named({ passwordFile, passwordEnv })) ?? '';
    return sip2System({ ...common, password: () => secretOf(named(of)), settings: { ...of, terminalPassword } });
  };
  switch (settings.kind) {
    case 'sip2':
      return overSip2(settings.of);
    case 'koha': {
      const { offline, sip2 } = settings.of;
      const returns = sip2 === undefined ? null : overSip2(sip2);
      const offlinePassword = () => (offline === undefined ? null : secretOf(named(offline)));
      return kohaSystem({ ...common, settings: settings.of, offlinePassword, returns });
    }
    case 'folio':
      return folioSystem({ ...common, settings: settings.of });
    case 'ncip':
      return ncipSystem({ ...common, settings: settings.of });
    case 'evergreen':
      return evergreenSystem({ ...common, settings: settings.of });
  }
}

type Named = { readonly passwordFile?: string | undefined; readonly passwordEnv?: string | undefined };
const named = ({ passwordFile, passwordEnv }: Named) => ({
  ...(passwordFile === undefined ? {} : { passwordFile }),
  ...(passwordEnv === undefined ? {} : { passwordEnv }),
});
