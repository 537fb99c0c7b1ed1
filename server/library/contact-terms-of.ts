// The library's terms on how long desks and server wait for each other, and how long they keep ended rows.

import type { ContactTerms } from '../../shared/circ/model/contact-terms.ts';
import { readAllRows } from '../store/read-rows.ts';
import type { ReadTx } from '../store/store.ts';

/** The terms; without any, the defaults hold. */
export async function contactTermsOf(tx: ReadTx): Promise<ContactTerms> {
  const [library] = await readAllRows(tx, 'library');
  return library?.contact ?? {};
}
