// The shape of NCIP 2.02's messages as far as a connector writes them: the children of each element in their order, after the schema of the standard.
// A stand-in refuses a message of another shape.

import { DOMParser } from '@xmldom/xmldom';

const NAMESPACE = 'http://www.niso.org/2008/ncip';
const HEAD = 'InitiationHeader MandatedAction?';
const REQUEST = 'RequestType RequestScopeType';
const END = 'ItemElementType* UserElementType* Ext?';

/** Children in order: `?` none or one, `*` any number, `a|b` one of two. An element that is not here holds text. */
const SHAPES: Readonly<Record<string, string>> = {
  CheckOutItem: `${HEAD} UserId ItemId RequestId? AcknowledgedFeeAmount? PaidFeeAmount? ResourceDesired? DesiredDateDue? ${END}`,
  CheckInItem: `${HEAD} ItemId ${END}`,
  RenewItem: `${HEAD} UserId ItemId ItemElementType* UserElementType* DesiredDateDue? AcknowledgedFeeAmount? Ext?`,
  RequestItem: `${HEAD} UserId ItemId RequestId? ${REQUEST} EarliestDateNeeded? NeedBeforeDate? PickupLocation? PickupExpiryDate? ${END}`,
  CancelRequestItem: `${HEAD} UserId ItemId|RequestId RequestType RequestScopeType? ${END}`,
  LookupUser:
    'InitiationHeader UserId UserElementType* LoanedItemsDesired? RequestedItemsDesired? UserFiscalAccountDesired? Ext?',
  LookupItem: 'InitiationHeader ItemId ItemElementType* CurrentBorrowerDesired? CurrentRequestersDesired? Ext?',
  InitiationHeader: 'FromAgencyId ToAgencyId ApplicationProfileType?',
  FromAgencyId: 'AgencyId',
  ToAgencyId: 'AgencyId',
  MandatedAction: 'DateEventOccurred',
  UserId: 'AgencyId? UserIdentifierType? UserIdentifierValue',
  ItemId: 'AgencyId? ItemIdentifierType? ItemIdentifierValue',
  RequestId: 'AgencyId? RequestIdentifierType? RequestIdentifierValue',
  AcknowledgedFeeAmount: 'CurrencyCode MonetaryValue',
};

/** Texts of the types that the schema gives them. */
const TEXTS: readonly (readonly [RegExp, RegExp])[] = [
  [
    /^(DesiredDateDue|DateEventOccurred|NeedBeforeDate|EarliestDateNeeded)$/,
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/,
  ],
  [/^MonetaryValue$/, /^-?\d+$/],
  [/^(AgencyId|UserIdentifierValue|ItemIdentifierValue|RequestIdentifierValue|PickupLocation)$/, /\S/],
  [/^(LoanedItemsDesired|RequestedItemsDesired|CurrentBorrowerDesired)$/, /^$/],
];

/** A message that was read: its name, and the text at a way of names. */
export type ReadInitiation = {
  readonly name: string;
  readonly version: string;
  readonly text: (...way: readonly string[]) => string;
  readonly scheme: (...way: readonly string[]) => string;
};

/** Throws for a message of another shape. */
export function readInitiation(text: string): ReadInitiation {
  const errorHandler = { warning: fail, error: fail, fatalError: fail };
  const root = new DOMParser({ errorHandler }).parseFromString(text, 'text/xml').documentElement;
  if (root?.localName !== 'NCIPMessage' || root.namespaceURI !== NAMESPACE) return fail('no NCIPMessage');
  const [message] = childrenOf(root);
  if (message === undefined || childrenOf(root).length !== 1) return fail('not one message');
  check(message);
  const at = (way: readonly string[]): Element | null => {
    let found: Element | null = message;
    for (const name of way)
      found = found === null ? null : (childrenOf(found).find((one) => nameOf(one) === name) ?? null);
    return found;
  };
  return {
    name: nameOf(message),
    version: root.getAttributeNS(NAMESPACE, 'version') ?? '',
    text: (...way) => at(way)?.textContent ?? '',
    scheme: (...way) => at(way)?.getAttributeNS(NAMESPACE, 'Scheme') ?? '',
  };
}

function fail(why: string): never {
  throw new Error(why);
}

const nameOf = (element: Element): string => element.localName ?? '';

function childrenOf(element: Element): readonly Element[] {
  const isElement = (node: unknown): node is Element => typeof node === 'object' && node !== null && 'tagName' in node;
  return Array.from(element.childNodes).filter(isElement);
}

function check(element: Element): void {
  const name = nameOf(element);
  if (element.namespaceURI !== NAMESPACE) fail(`${name} is of another namespace`);
  const children = childrenOf(element);
  const shape = SHAPES[name];
  if (shape === undefined) {
    if (children.length > 0) fail(`${name} holds no elements`);
    const pattern = TEXTS.find(([names]) => names.test(name))?.[1];
    if (pattern !== undefined && !pattern.test(element.textContent ?? '')) fail(`${name} has another type`);
    return;
  }
  const names = children.map((child) => `${nameOf(child)} `).join('');
  const pattern = shape.split(' ').map((part) => {
    const [, wanted = '', times = ''] = /^(.*?)([?*]?)$/.exec(part) ?? [];
    return `(?:(?:${wanted}) )${times}`;
  });
  if (!new RegExp(`^${pattern.join('')}$`).test(names)) fail(`${name} holds ${names}`);
  children.forEach(check);
}
