// The library's last terms on how long a desk may go on without contact. They are in the ledger because they must hold without a replica too.

import { isDeepStrictEqual } from 'node:util';
import { ContactTermsSchema, type ContactTerms } from '../../shared/circ/model/contact-terms.ts';
import { readSetting, writeSetting } from './desk-state.ts';
import type { Ledger, LedgerWriter } from './open-ledger.ts';

const settingName = 'contactTerms';

/** The terms; without any, the defaults hold. */
export function contactTerms(db: Ledger): ContactTerms {
  return readSetting(db, settingName, ContactTermsSchema) ?? {};
}

/** Keeps them; those that are here already cost nothing. */
export function keepContactTerms(db: LedgerWriter, terms: ContactTerms): void {
  if (!isDeepStrictEqual(contactTerms(db), terms)) writeSetting(db, settingName, terms);
}
