// The parts in which the services of NCIP differ between systems.

import type { MessageKind } from '../../../shared/connectors/message.ts';
import type { NcipSettings } from '../connector-settings.ts';

type NcipProfile = {
  /** Kinds of messages that it has a service for. The standard has none for the payment of fees that the other side reckons. */
  readonly offers: readonly Exclude<MessageKind, 'pay'>[];
  /** It answers how a copy and an account stand. Without that a lost answer goes to a person. */
  readonly hasLookups: boolean;
  /** The service that is asked whether it is there, about a card or copy that nobody has. */
  readonly probe: 'LookupUser' | 'CheckInItem';
  /** It takes the due date that was promised. */
  readonly takesDates: boolean;
  /** A hold is for the copy of the message, or for any of its title. */
  readonly holdsFor: 'Item' | 'Bibliographic Item';
  /** Scheme of the names of agencies, and that of application profiles. */
  readonly schemes: { readonly agency?: string; readonly application?: string };
  /** The application profile where the settings name none. */
  readonly application: string | null;
};

const PROFILES: Readonly<Record<NcipSettings['profile'], NcipProfile>> = {
  wms: {
    offers: ['checkout', 'checkin', 'placeHold', 'cancelHold'],
    hasLookups: false,
    // It has no question that changes nothing.
    probe: 'CheckInItem',
    takesDates: false,
    // A hold for the title needs its number in WorldCat.
    holdsFor: 'Item',
    schemes: {
      agency: 'http://oclc.org/ncip/schemes/agencyid.scm',
      application: 'http://oclc.org/ncip/schemes/application-profile/platform.scm',
    },
    application: 'Version 2011',
  },
  alma: {
    // Its RequestItem begins a resource sharing request, which is no hold.
    offers: ['checkout', 'checkin', 'renew'],
    // Its LookupUser is for names and blocks; it has no LookupItem.
    hasLookups: false,
    probe: 'LookupUser',
    takesDates: true,
    holdsFor: 'Item',
    schemes: {},
    application: null,
  },
  plain: {
    offers: ['checkout', 'checkin', 'renew', 'placeHold', 'cancelHold'],
    hasLookups: true,
    probe: 'LookupUser',
    takesDates: true,
    holdsFor: 'Bibliographic Item',
    schemes: {},
    application: null,
  },
};

/** The profile of a connector. */
export const profileOf = ({ profile }: NcipSettings): NcipProfile => PROFILES[profile];
