// Where an item goes that comes in at the fake desk, with the slip that goes with it.

import type { CirculationAnswer } from '../../../shared/views/circulation.ts';
import type { SlipView } from '../../../shared/views/slip.ts';
import { layOut } from '../../../shared/slips/lay-out.ts';
import { holdSlip, transitSlip, type SlipHead } from '../../../shared/slips/make-slips.ts';
import type { Slip } from '../../../shared/slips/slip.ts';
import type { FakeContext } from './fake-desk.ts';
import type { FakeItem } from './fake-data.ts';
import { spoken } from './fake-words.ts';

const WIDTH = 42;

/** Where it goes. */
export function routeOf(
  context: FakeContext,
  item: FakeItem,
  wasAsked: boolean,
): Pick<CirculationAnswer, 'routing' | 'slips'> {
  const { callNumber, holdLabel = null } = item;
  const rest = { callNumber, branch: null, holdLabel: null };
  if (wasAsked) {
    return {
      routing: { ...rest, route: 'check-shelf', text: spoken(context, 'Check the shelf', 'Revise el estante') },
    };
  }
  if (holdLabel !== null) {
    const slip = holdSlip(headOf(context), {
      label: holdLabel,
      item,
      until: spoken(context, 'Dec 8, 2026', '8 dic 2026'),
    });
    const text = spoken(context, 'Hold shelf', 'Estante de reservas');
    return { routing: { ...rest, route: 'hold-shelf', text, holdLabel }, slips: [viewOf(slip)] };
  }
  if (item.home === 'West') {
    const slip = transitSlip(headOf(context), { branch: 'West branch', label: null, item });
    const text = spoken(context, 'Send to West branch', 'Enviar a la sede West');
    return { routing: { ...rest, route: 'transit', text, branch: 'West branch' }, slips: [viewOf(slip)] };
  }
  return { routing: { ...rest, route: 'reshelve', text: spoken(context, 'Reshelve', 'Al estante') } };
}

function headOf({ state, now }: FakeContext): SlipHead {
  return {
    saying: { language: state.language, now: now() },
    library: 'Honeyfield Library',
    desk: 'Main desk',
    isPractice: state.isPractice,
    at: 'Dec 1, 2026, 2:02 PM',
  };
}

const viewOf = (slip: Slip): SlipView => ({
  kind: slip.kind,
  width: WIDTH,
  rows: layOut(slip, { width: WIDTH, codePage: 'pc850' }),
});
