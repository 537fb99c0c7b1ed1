// Every error code of the program, by area. A person quotes `HF-<AREA>-<nnn>`, and a newcomer greps it.

import { AUTH_ERRORS } from './errors/auth.ts';
import { CIRC_ERRORS } from './errors/circ.ts';
import { CLI_ERRORS } from './errors/cli.ts';
import { CONNECT_ERRORS } from './errors/connect.ts';
import { DB_ERRORS } from './errors/db.ts';
import { ENROL_ERRORS } from './errors/enrol.ts';
import { IMPORT_ERRORS } from './errors/import.ts';
import { PATRON_ERRORS } from './errors/patron.ts';
import { PAY_ERRORS } from './errors/pay.ts';
import { PEER_ERRORS } from './errors/peer.ts';
import { RULES_ERRORS } from './errors/rules.ts';
import { SERVER_ERRORS } from './errors/server.ts';
import { SYNC_ERRORS } from './errors/sync.ts';
import { UI_ERRORS } from './errors/ui.ts';

export const ERRORS = {
  ...AUTH_ERRORS,
  ...CIRC_ERRORS,
  ...CLI_ERRORS,
  ...CONNECT_ERRORS,
  ...DB_ERRORS,
  ...ENROL_ERRORS,
  ...IMPORT_ERRORS,
  ...PATRON_ERRORS,
  ...PAY_ERRORS,
  ...PEER_ERRORS,
  ...RULES_ERRORS,
  ...SERVER_ERRORS,
  ...SYNC_ERRORS,
  ...UI_ERRORS,
};

export type ErrorCode = keyof typeof ERRORS;

/** Whether a text is an error code of this version. */
export function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(ERRORS, text);
}
