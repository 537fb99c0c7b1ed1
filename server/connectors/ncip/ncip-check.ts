// Findings about an NCIP responder, for a person before it is relied on.

import { meaningOfNcip } from '../../../shared/connectors/ncip-words.ts';
import { MESSAGE_KINDS } from '../../../shared/connectors/message.ts';
import type { NcipSettings } from '../connector-settings.ts';
import { checkLines, SystemFailureError, type CheckLine } from '../other-system.ts';
import { cardThere, itemThere, type LookupParts } from './ncip-lookups.ts';
import { checkInItem, lookupUser } from './ncip-messages.ts';
import { profileOf } from './ncip-profiles.ts';

/** A number that no card and no copy has. */
const NOTHING = 'holdfast-check';

/** Asks whether it is there. Throws SystemFailureError. */
export async function probeNcip({ settings, client }: Pick<LookupParts, 'settings' | 'client'>): Promise<void> {
  const isCard = profileOf(settings).probe === 'LookupUser';
  const question = isCard ? lookupUser(settings, NOTHING) : returnOfNothing(settings);
  await client.probe(question);
}

/** No copy has the barcode: it looks at the login, finds nothing, and does nothing. */
const returnOfNothing = (settings: NcipSettings) => checkInItem(settings, { barcode: NOTHING, returnedAt: 0 });

/** Asks questions that change nothing. The lines say whether it works, and with which limits. */
export async function checkNcip(there: LookupParts, open: () => Promise<void>): Promise<readonly CheckLine[]> {
  const { settings } = there;
  const { lines, add } = checkLines();
  await add(settings.url, async () => {
    await open();
    return `reached at ${settings.url}, ${signedIn(settings)}, acting for ${settings.agency}, profile ${settings.profile}`;
  });
  if (lines[0]?.ok !== true) return lines;
  const { hasLookups } = profileOf(settings);
  await (hasLookups ? add('copies', () => checkItems(there)) : add('check-ins', () => checkReturns(there)));
  await add('accounts', () => checkCards(there));
  return [...lines, { ok: true, text: offersOf(settings) }, { ok: true, text: datesOf(settings) }];
}

function signedIn({ login }: NcipSettings): string {
  switch (login?.by) {
    case 'token':
      return `signed in as ${login.clientId}`;
    case 'wskey':
      return 'each message signed with a wskey';
    case 'basic':
      return `signed in as ${login.user}`;
    case undefined:
      return 'known by the address of this server';
  }
}

async function checkItems(there: LookupParts): Promise<string> {
  switch (await itemThere(there, NOTHING)) {
    case 'unknown':
      return 'says how copies stand';
    case 'not-said':
      return 'does not say how copies stand: a lost answer goes to a person';
    default:
      throw new SystemFailureError('not-answered', `it has a copy with the barcode ${NOTHING}`);
  }
}

async function checkReturns({ settings, client }: LookupParts): Promise<string> {
  const { problems } = await client.ask(returnOfNothing(settings));
  const meanings = problems.map(meaningOfNcip);
  if (meanings.includes('not-offered')) throw new SystemFailureError('not-answered', 'it does not take them');
  if (problems.length === 0) throw new SystemFailureError('not-answered', `it took back ${NOTHING}`);
  return 'takes check-ins';
}

async function checkCards(there: LookupParts): Promise<string> {
  switch (await cardThere(there, NOTHING)) {
    case 'unknown':
      return 'answers about accounts';
    case 'not-said':
      return 'does not say how copies and accounts stand: a lost answer goes to a person, and nothing is learned';
    default:
      throw new SystemFailureError('not-answered', `it has a card with the number ${NOTHING}`);
  }
}

function offersOf(settings: NcipSettings): string {
  const { offers, holdsFor } = profileOf(settings);
  const lacking = MESSAGE_KINDS.filter((kind) => kind === 'pay' || !offers.includes(kind));
  const holds = offers.includes('placeHold') ? `; a hold is for ${holdsFor === 'Item' ? 'the copy' : 'the title'}` : '';
  return `takes ${offers.join(', ')}${holds}; not ${lacking.join(', ')}: unless tells leaves these out, a person has each`;
}

function datesOf(settings: NcipSettings): string {
  if (settings.keepsTimes) return 'is told when it happened, and has to take it; the promised date is sent';
  const due = profileOf(settings).takesDates ? 'the promised date is sent' : 'its due date is that of the rules there';
  return `a loan begins and ends when it is told; ${due}: where that is another, a person is asked`;
}
