// The messages of NCIP 2.02 that begin an exchange. The order of elements is that of the schema.

import { formatInstant, type Instant } from '../../../shared/core/instant.ts';
import type { CheckinMessage, CheckoutMessage, HoldMessage, RenewMessage } from '../../../shared/connectors/message.ts';
import { ofBranch, type NcipSettings } from '../connector-settings.ts';
import type { Initiation } from './ncip-client.ts';
import { profileOf } from './ncip-profiles.ts';
import { textAt, type XmlDraft, type XmlElement } from '../xml-tree.ts';

const SCHEMES = 'http://www.niso.org/ncip/v1_0';
const ITEM_ELEMENT = `${SCHEMES}/schemes/itemelementtype/itemelementtype.scm`;
const REQUEST_TYPE = `${SCHEMES}/imp1/schemes/requesttype/requesttype.scm`;
const REQUEST_SCOPE = `${SCHEMES}/imp1/schemes/requestscopetype/requestscopetype.scm`;

const value = (name: string, text: string, scheme?: string): XmlDraft => ({
  name,
  ...(scheme === undefined ? {} : { attributes: { 'ncip:Scheme': scheme } }),
  holds: text,
});
const date = (name: string, at: Instant): XmlDraft => value(name, formatInstant(at));

function header(settings: NcipSettings): XmlDraft {
  const { schemes, application: known } = profileOf(settings);
  const { agency, toAgency = agency, application = known } = settings;
  return {
    name: 'InitiationHeader',
    holds: [
      { name: 'FromAgencyId', holds: [value('AgencyId', agency, schemes.agency)] },
      { name: 'ToAgencyId', holds: [value('AgencyId', toAgency, schemes.agency)] },
      application === null ? null : value('ApplicationProfileType', application, schemes.application),
    ],
  };
}

const institution = (settings: NcipSettings): XmlDraft | null =>
  settings.institution === undefined
    ? null
    : value('AgencyId', settings.institution, profileOf(settings).schemes.agency);

const userId = (settings: NcipSettings, card: string): XmlDraft => ({
  name: 'UserId',
  holds: [institution(settings), value('UserIdentifierValue', card)],
});

const itemId = (settings: NcipSettings, barcode: string): XmlDraft => ({
  name: 'ItemId',
  holds: [institution(settings), value('ItemIdentifierValue', barcode)],
});

/** It has happened, and when: the responder has to take it. */
const mandated = ({ keepsTimes }: NcipSettings, at: Instant): XmlDraft | null =>
  keepsTimes ? { name: 'MandatedAction', holds: [date('DateEventOccurred', at)] } : null;

const desired = (dueAt: Instant | null): XmlDraft | null => (dueAt === null ? null : date('DesiredDateDue', dueAt));

/** `dueAt`: null = that of the rules there. `fee`: the one that the responder asked for and the patron agreed to. */
export type LoanTerms = { readonly dueAt: Instant | null; readonly fee: XmlElement | null };

export function checkOutItem(
  settings: NcipSettings,
  { at, barcode, card }: Pick<CheckoutMessage, 'at' | 'barcode' | 'card'>,
  { dueAt, fee }: LoanTerms,
): Initiation {
  return {
    name: 'CheckOutItem',
    holds: [
      header(settings),
      mandated(settings, at),
      userId(settings, card),
      itemId(settings, barcode),
      fee === null
        ? null
        : {
            name: 'AcknowledgedFeeAmount',
            holds: [
              value('CurrencyCode', textAt(fee, 'CurrencyCode')),
              value('MonetaryValue', textAt(fee, 'MonetaryValue')),
            ],
          },
      desired(dueAt),
    ],
  };
}

export function checkInItem(
  settings: NcipSettings,
  { barcode, returnedAt }: Pick<CheckinMessage, 'barcode' | 'returnedAt'>,
): Initiation {
  return { name: 'CheckInItem', holds: [header(settings), mandated(settings, returnedAt), itemId(settings, barcode)] };
}

export function renewItem(
  settings: NcipSettings,
  { at, barcode, card }: Pick<RenewMessage, 'at' | 'barcode' | 'card'>,
  dueAt: Instant | null,
): Initiation {
  const ids = [userId(settings, card), itemId(settings, barcode)];
  return { name: 'RenewItem', holds: [header(settings), mandated(settings, at), ...ids, desired(dueAt)] };
}

const hold = value('RequestType', 'Hold', REQUEST_TYPE);
const scope = (of: string): XmlDraft => value('RequestScopeType', of, REQUEST_SCOPE);

export function requestItem(
  settings: NcipSettings,
  { at, barcode, card, ofCopy, pickup, expiresAt }: HoldMessage,
): Initiation {
  return {
    name: 'RequestItem',
    holds: [
      header(settings),
      mandated(settings, at),
      userId(settings, card),
      itemId(settings, barcode),
      hold,
      scope(ofCopy ? 'Item' : profileOf(settings).holdsFor),
      expiresAt === null ? null : date('NeedBeforeDate', expiresAt),
      value('PickupLocation', ofBranch(settings.pickups, pickup) ?? pickup),
    ],
  };
}

/** `request`: its id there; null = it is named by its copy. */
export function cancelRequestItem(
  settings: NcipSettings,
  { at, barcode, card }: HoldMessage,
  request: string | null,
): Initiation {
  const named: XmlDraft =
    request === null
      ? itemId(settings, barcode)
      : { name: 'RequestId', holds: [institution(settings), value('RequestIdentifierValue', request)] };
  const holdsFor = request === null ? scope(profileOf(settings).holdsFor) : null;
  const holds = [header(settings), mandated(settings, at), userId(settings, card), named, hold, holdsFor];
  return { name: 'CancelRequestItem', holds };
}

/** How a copy stands, and who has it. */
export function lookupItem(settings: NcipSettings, barcode: string): Initiation {
  return {
    name: 'LookupItem',
    holds: [
      header(settings),
      itemId(settings, barcode),
      value('ItemElementType', 'Circulation Status', ITEM_ELEMENT),
      value('CurrentBorrowerDesired', ''),
    ],
  };
}

/** What a card has out and waits for. Nothing that names the person is asked for. */
export function lookupUser(settings: NcipSettings, card: string): Initiation {
  const holds = [
    header(settings),
    userId(settings, card),
    value('LoanedItemsDesired', ''),
    value('RequestedItemsDesired', ''),
  ];
  return { name: 'LookupUser', holds };
}
