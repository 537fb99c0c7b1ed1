// The columns of the lists of each kind of system, and how they become people and copies where a library says nothing else: the same fields that an
// import from that system has.

import type { z } from 'zod';
import { columnsOf, FeedLayoutSchema, type FeedLayout } from '../../shared/formats/feed-layout.ts';
import type { ConnectorKind } from './connector-settings.ts';
import type { ListKind } from './other-system.ts';

type List = {
  /** As it is without a mapping of the library's own. */
  readonly layout: z.input<typeof FeedLayoutSchema>;
  /** Columns besides those of the layout. */
  readonly more: readonly string[];
};

const KOHA: Readonly<Record<ListKind, List>> = {
  patrons: {
    layout: {
      form: 1,
      kind: 'patrons',
      id: 'patron_id',
      fields: {
        card: 'cardnumber',
        family_name: 'surname',
        given_name: 'firstname',
        middle_name: 'middle_name',
        chosen_name: 'preferred_name',
        birth_date: 'date_of_birth',
        email: 'email',
        phone: 'phones',
        address: 'address_lines',
        patron_group: 'category_id',
        home: 'library_id',
        expires: 'expiry_date',
      },
    },
    more: ['userid', 'statistics_1', 'statistics_2'],
  },
  items: {
    layout: {
      form: 1,
      kind: 'items',
      id: 'item_id',
      fields: {
        barcode: 'external_id',
        title_id: 'biblio_id',
        title: 'title',
        author: 'author',
        isbn: 'isbn',
        published: 'published',
        home: 'home_library_id',
        call_number: 'call_number',
        item_type: 'item_type',
        price: 'price',
        circulates: 'circulates',
      },
    },
    more: ['location', 'collection_code'],
  },
};

const FOLIO: Readonly<Record<ListKind, List>> = {
  patrons: {
    layout: {
      form: 1,
      kind: 'patrons',
      id: 'id',
      fields: {
        card: 'barcode',
        other_cards: 'externalSystemId',
        family_name: 'lastName',
        given_name: 'firstName',
        middle_name: 'middleName',
        chosen_name: 'preferredFirstName',
        birth_date: 'dateOfBirth',
        email: 'email',
        phone: 'phones',
        address: 'address_lines',
        patron_group: 'patronGroup',
        expires: 'expires',
      },
    },
    more: ['username'],
  },
  items: {
    layout: {
      form: 1,
      kind: 'items',
      id: 'id',
      fields: {
        barcode: 'barcode',
        title_id: 'instanceId',
        title: 'title',
        author: 'author',
        isbn: 'isbn',
        published: 'published',
        home: 'home',
        location: 'location_id',
        call_number: 'call_number',
        item_type: 'materialType',
        loan_type: 'loanType',
      },
    },
    more: ['location_name'],
  },
};

const EVERGREEN: Readonly<Record<ListKind, List>> = {
  patrons: {
    layout: {
      form: 1,
      kind: 'patrons',
      id: 'id',
      fields: {
        card: 'barcode',
        other_cards: 'other_barcodes',
        family_name: 'family_name',
        given_name: 'first_given_name',
        middle_name: 'second_given_name',
        suffix: 'suffix',
        chosen_name: 'pref_first_given_name',
        birth_date: 'dob',
        email: 'email',
        phone: 'phones',
        address: 'address_lines',
        patron_group: 'profile',
        home: 'home_ou',
        expires: 'expire_date',
      },
    },
    more: ['profile_id', 'usrname'],
  },
  items: {
    layout: {
      form: 1,
      kind: 'items',
      id: 'id',
      fields: {
        barcode: 'barcode',
        title_id: 'record',
        title: 'title',
        author: 'author',
        isbn: 'isbn',
        published: 'pubdate',
        home: 'circ_lib',
        location: 'location_id',
        call_number: 'call_number',
        item_type: 'circ_modifier',
        price: 'price',
        circulates: 'circulate',
        holdable: 'holdable',
      },
    },
    more: ['owning_lib', 'location_name'],
  },
};

const LISTS: Partial<Readonly<Record<ConnectorKind, Readonly<Record<ListKind, List>>>>> = {
  koha: KOHA,
  folio: FOLIO,
  evergreen: EVERGREEN,
};

/** How a list becomes people or copies; null = systems of this kind have none. */
export function listLayout(system: ConnectorKind, kind: ListKind): FeedLayout | null {
  const list = LISTS[system]?.[kind];
  return list === undefined ? null : FeedLayoutSchema.parse(list.layout);
}

/** The columns of a list, its id first. */
export function listColumns(system: ConnectorKind, kind: ListKind): readonly string[] {
  const list = LISTS[system]?.[kind];
  return list === undefined ? [] : [...new Set([...namedBy(FeedLayoutSchema.parse(list.layout)), ...list.more])];
}

const namedBy = ({ id, fields }: FeedLayout): readonly string[] => [id, ...Object.values(fields).flatMap(columnsOf)];

/** Why a mapping does not fit a list; null = it does. */
export function listFault(system: ConnectorKind, layout: FeedLayout): string | null {
  const { separator, encoding, header } = layout.file;
  if (separator !== ',' || encoding !== 'utf8' || !header)
    return 'a list of a connector has commas, utf8 and a header: leave these out of "file"';
  const columns = listColumns(system, layout.kind);
  const unknown = namedBy(layout).find((name) => !columns.includes(name));
  return unknown === undefined ? null : `the list has no column ${unknown}, but ${columns.join(', ')}`;
}
