// Patrons of the replica that share an e-mail, the end of a phone number, or a name with a birth date or an address: walked along an index, part by part.

import type { PatronId } from '../../../shared/core/ids.ts';
import { MOST_ALIKE, PHONE_END, type AlikeGroup } from '../../../shared/lists/possible-duplicates.ts';
import type { Replica } from '../open-replica.ts';

type Shared = AlikeGroup['shared'];

/** Forms that are looked at before everything else has its turn. */
const AT_ONCE = 1_000;

const BORN = `family || char(31) || given || char(31) || json_extract(row, '$.birthDate')`;
const IS_BORN = `json_extract(row, '$.birthDate') IS NOT NULL`;

const LIVES = `family || char(31) || given || char(31) || lower(json_extract(row, '$.address'))`;
const HAS_ADDRESS = `json_extract(row, '$.address[0]') IS NOT NULL`;

const FORMS: Readonly<Record<Shared, string>> = {
  birth: `SELECT ${BORN} AS form, count(*) AS many FROM patron WHERE ${IS_BORN} AND ${BORN} > ?
    GROUP BY ${BORN} ORDER BY ${BORN} LIMIT ?`,
  email: `SELECT form, count(*) AS many FROM patron_handle WHERE kind = 'email' AND form > ?
    GROUP BY form ORDER BY form LIMIT ?`,
  phone: `SELECT form, count(*) AS many FROM patron_handle WHERE kind = 'phone' AND form > ? AND length(form) = ${PHONE_END}
    GROUP BY form ORDER BY form LIMIT ?`,
  address: `SELECT ${LIVES} AS form, count(*) AS many FROM patron WHERE ${HAS_ADDRESS} AND ${LIVES} > ?
    GROUP BY ${LIVES} ORDER BY ${LIVES} LIMIT ?`,
};

const PATRONS: Readonly<Record<Shared, string>> = {
  birth: `SELECT key AS patron FROM patron WHERE ${IS_BORN} AND ${BORN} = ? LIMIT ?`,
  email: `SELECT DISTINCT patron FROM patron_handle WHERE kind = 'email' AND form = ? LIMIT ?`,
  phone: `SELECT DISTINCT patron FROM patron_handle WHERE kind = 'phone' AND form = ? LIMIT ?`,
  address: `SELECT key AS patron FROM patron WHERE ${HAS_ADDRESS} AND ${LIVES} = ? LIMIT ?`,
};

/** Groups that have a form in common. */
export async function alikePatrons(
  db: Replica,
  shared: Shared,
  turn: () => Promise<void>,
): Promise<readonly (readonly PatronId[])[]> {
  const groups: PatronId[][] = [];
  for (let after = ''; ;) {
    const forms = db.allKnown<{ form: string; many: number }>(FORMS[shared], after, AT_ONCE);
    for (const { form } of forms.filter(({ many }) => many > 1)) {
      const found = db.allKnown<{ patron: PatronId }>(PATRONS[shared], form, MOST_ALIKE + 1);
      if (found.length > 1 && found.length <= MOST_ALIKE) groups.push(found.map(({ patron }) => patron));
    }
    const last = forms.at(-1);
    if (last === undefined || forms.length < AT_ONCE) return groups;
    after = last.form;
    await turn();
  }
}
