// The worth of codes by phone in a batch: permission of a supervisor where the code is that of the challenge, the challenge that of the act, and no
// other act was done on it. Otherwise the act is judged as one without permission.

import { challengeOf, isWithinLimit, readChallenge, type PhoneAsk } from '../../shared/circ/phone-code.ts';
import { feeIdOf } from '../../shared/circ/model/fee.ts';
import type { Right } from '../../shared/circ/rights.ts';
import type { PhoneProof } from '../../shared/wire/envelope.ts';
import { isPhoneCode } from '../../db/keys/phone-code.ts';
import { usesOfChallenges, type PhoneCodeUse } from '../staff/phone-code-uses.ts';
import type { ReadTx } from '../store/store.ts';
import { actsOf, type Taken } from './taken.ts';

/** A permission by phone: these reasons, by these rights of the supervisor. */
export type PhoneWords = { readonly codes: readonly string[]; readonly rights: readonly Right[] };

/** The word that an act was done on; null where it is worth nothing. Only of acts that name a code by phone. */
export type PhoneWordOf = (taken: Taken) => PhoneWords | null;

/** Reads the facts about the codes in a batch; nothing where there is none. */
export async function loadPhoneWords(tx: ReadTx, batch: readonly Taken[]): Promise<PhoneWordOf> {
  const named = batch.flatMap((taken) => {
    const proof = taken.body.override?.phone;
    return proof === undefined || readChallenge(proof.challenge)?.challenge !== proof.challenge
      ? []
      : [{ taken, proof }];
  });
  if (named.length === 0) return () => null;
  const peppers = await peppersOf(tx, new Set(named.map(({ taken }) => taken.header.desk)));
  const uses = await usesOfChallenges(tx, new Set(named.map(({ proof }) => proof.challenge)));
  const words = new Map<string, PhoneWords>();
  for (const { taken, proof } of named) {
    const own = named.filter((one) => isSameChallenge(one.taken, taken)).map((one) => readUse(one.taken));
    // An act that comes in now may be kept already.
    const all = [...uses.filter((use) => use.desk === taken.header.desk && use.challenge === proof.challenge), ...own];
    const read = readChallenge(proof.challenge);
    const pepper = peppers.get(taken.header.desk);
    if (read === null || pepper === undefined || !isFirstUse(readUse(taken), all)) continue;
    if (isRightCode(taken, proof, pepper) && isOfAct(taken, proof) && isWithinLimit(read, moneyIn(taken, proof)))
      words.set(taken.header.id, { codes: proof.codes, rights: read.rights });
  }
  return ({ header }) => words.get(header.id) ?? null;
}

async function peppersOf({ db, anyOf }: ReadTx, desks: ReadonlySet<string>): Promise<Map<string, Uint8Array>> {
  const rows = await db
    .selectFrom('desk')
    .select(['id', 'pepper'])
    .where(anyOf('id', [...desks]))
    .execute();
  const peppers = rows.map(({ id, pepper }): [string, Uint8Array] => [id, Buffer.from(pepper, 'base64')]);
  // For a desk without a secret, such as the server's own, anyone could make up a code.
  return new Map(peppers.filter(([, pepper]) => pepper.length > 0));
}

function isSameChallenge(a: Taken, b: Taken): boolean {
  return a.header.desk === b.header.desk && a.body.override?.phone?.challenge === b.body.override?.phone?.challenge;
}

type Use = Pick<PhoneCodeUse, 'id' | 'name' | 'at'>;

function readUse({ header: { id, at }, body: { name } }: Taken): Use {
  return { id, at, name };
}

/** Calling something back may place the hold with it: these two are one act by phone. Nothing else is done twice on one challenge. */
function isFirstUse(use: Use, all: readonly Use[]): boolean {
  const before = (one: Use) => one.at < use.at || (one.at === use.at && one.id < use.id);
  const earlier = all.filter((one) => one.id !== use.id && before(one));
  const pair = ['placeHold', 'recall'];
  const isPair = pair.includes(use.name) && earlier.every(({ name }) => name !== use.name && pair.includes(name));
  return earlier.length === 0 || isPair;
}

function isRightCode({ header, body }: Taken, { challenge, code }: PhoneProof, pepper: Uint8Array): boolean {
  const supervisorId = body.override?.authoriserId;
  return supervisorId !== undefined && isPhoneCode(pepper, { deskId: header.desk, supervisorId, challenge }, code);
}

/** Whether the challenge was made for this act: the same staff, patron, thing and reasons. */
function isOfAct(taken: Taken, { challenge, codes, minor, nonce }: PhoneProof): boolean {
  const { staffId, override } = taken.body;
  const rights = readChallenge(challenge)?.rights ?? [];
  const isNamed = codes.every((code) => override?.codes.includes(code) === true);
  return (
    isNamed &&
    subjectsOf(taken).some((subject) => {
      const ask: PhoneAsk = {
        deskId: taken.header.desk,
        staffId: staffId ?? '',
        codes,
        rights,
        minor,
        nonce,
        ...subject,
      };
      return challengeOf(ask) === challenge;
    })
  );
}

/** How the desk may have named the subject of the act: of a recall, the thing alone, and so of the hold that is placed with it. */
function subjectsOf(taken: Taken): Pick<PhoneAsk, 'patronId' | 'thing'>[] {
  return actsOf(taken).flatMap((act): Pick<PhoneAsk, 'patronId' | 'thing'>[] => {
    switch (act.kind) {
      case 'checkout':
      case 'renew':
      case 'changeDueDate':
        return [{ patronId: act.patronId, thing: act.itemId }];
      case 'recall':
        return [{ patronId: null, thing: act.itemId }];
      case 'placeHold': {
        const thing = act.itemId ?? act.titleId;
        return [
          { patronId: act.patronId, thing },
          { patronId: null, thing },
        ];
      }
      case 'waive':
        return [{ patronId: act.patronId, thing: feeIdOf(act.fee) }];
      default:
        return [];
    }
  });
}

/** A waiver has the amount that it lets go. */
function moneyIn(taken: Taken, { minor }: PhoneProof): number | null {
  const waived = actsOf(taken).flatMap((act) => (act.kind === 'waive' ? (act.amountMinor ?? []) : []));
  return minor === null ? null : Math.max(minor, ...waived);
}
