// `openDrawer`: the cash drawer was opened without money coming or going: to give change, or to look into it. The audit lists each time.

import { z } from 'zod';
import { ActIdSchema, ShiftIdSchema } from '../../core/ids.ts';
import { toldDecision } from '../../circ/told.ts';
import { defineAct } from '../define-act.ts';

export const openDrawer = defineAct({
  name: 'openDrawer',
  args: z.object({ shiftId: ShiftIdSchema, reason: z.string() }),
  told: z.object(toldDecision),
  method: {
    name: 'drawer.open',
    input: z.object({ reason: z.string().trim().min(1).max(500) }),
    output: z.object({ commandId: ActIdSchema }),
  },
  names: { shift: ['shiftId'] },
  timeline: 'none',
  right: 'handle-money',
  audit: true,
  words: { en: 'Drawer opened without a sale', es: 'Caja abierta sin venta' },
  action: 'shift',
  keywords: { en: ['no sale', 'give change'], es: ['sin venta', 'dar cambio'] },
  // Nothing for the folds: the audit reads the act itself.
  record: () => [],
});
