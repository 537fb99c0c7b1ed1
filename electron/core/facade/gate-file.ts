// `log.takeGateFile`: the file of a gate's counter, handed to the server.

import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import { requireRight, type Desk } from '../desk.ts';

/** Throws HF-AUTH-024, HF-SYNC-003 without a line, HF-IMPORT-003 for a wrong header. */
export function takeGateFile(
  desk: Desk,
  { name, text }: ParsedInput<'log.takeGateFile'>,
): Promise<MethodOutput<'log.takeGateFile'>> {
  requireRight(desk, 'edit-rules');
  const { staffId, staff } = desk.session.required();
  return desk.gateFile({ staffId, name, text }, staff);
}
