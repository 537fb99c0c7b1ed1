// A library whose server tells a stand-in for an NCIP responder of its acts.

import { MINUTE_MS } from '../../../../shared/core/instant.ts';
import type { NcipManners } from '../../../support/connectors/ncip-library.ts';
import { openConnectorScene, type ConnectorPlace } from './connector-scene.ts';
import type { Scene } from './scene.ts';
import { ncipStandIn } from './stand-ins.ts';
import type { TestDesk } from './test-desk.ts';

const done = { decision: 'done', reasons: [] };

export type NcipOptions = { readonly login?: NcipManners['login']; readonly more?: object };

/** Opens it; what it opens is closed by what it adds to `closing`. */
export const openNcipScene = (
  place: ConnectorPlace,
  manner: NcipManners['manner'] = 'plain',
  { login = 'none', more = {} }: NcipOptions = {},
) => openConnectorScene(place, ncipStandIn(manner, login), { more });

/** Reasons of refusals that people have. */
export async function whys(scene: Scene): Promise<unknown[]> {
  const found = await scene.rows('exception');
  return found.flatMap(({ code, params }) =>
    code.startsWith('there-') && params['why'] !== undefined ? [params['why']] : [],
  );
}

export function placeHold(desk: TestDesk, patron: string, item: string, when: number): void {
  const hold = { holdId: `H${item}`, patronId: patron, card: `card-${patron}`, titleId: `title-${item}`, itemId: null };
  desk.record('placeHold', { args: { ...hold, pickup: 'main' }, told: done }, { at: when });
}

/** Pays a fee of 3.00. */
export function pay(desk: TestDesk, patron: string, when: number): void {
  const fee = { feeId: 'f1', patronId: patron, itemId: null, amountMinor: 300, charge: 'damage', note: '' };
  desk.record('addFee', { args: fee, told: done }, { at: when });
  const lines = [{ fee: { kind: 'manual', feeId: 'f1' }, amountMinor: 300, settles: true }];
  const paid = { patronId: patron, amountMinor: 300, method: 'cash', reference: null };
  desk.record('pay', { args: paid, told: { ...done, lines, slipNumber: 1 } }, { at: when + MINUTE_MS });
}
