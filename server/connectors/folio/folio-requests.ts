// Holds as requests in FOLIO: of a title, or of one copy where it takes no requests for titles.

import { z } from 'zod';
import { refused, taken, type Answer, type HoldMessage } from '../../../shared/connectors/message.ts';
import { ofBranch, type FolioSettings } from '../connector-settings.ts';
import { read } from '../http-call.ts';
import type { FolioThere } from './folio-circulation.ts';
import { codesOf, refusalOf, type FolioAnswer } from './folio-client.ts';
import { cql, FolioIdSchema, type FolioItem } from './folio-records.ts';

const RequestsSchema = z.object({
  requests: z.array(
    z.looseObject({
      id: FolioIdSchema,
      requesterId: z.string().nullish(),
      itemId: z.string().nullish(),
      instanceId: z.string().nullish(),
      status: z.string().nullish(),
    }),
  ),
});
const HoldingsSchema = z.object({ instanceId: FolioIdSchema });

/** Copies are there: one has to be paged. */
const PAGEABLE = 'HOLD_AND_RECALL_TLR_NOT_ALLOWED_PAGEABLE_AVAILABLE_ITEM_FOUND';
const MOST = '1000';

/** Requests of a user that go on. Throws SystemFailureError. */
export async function openRequestsOf({ client }: Pick<FolioThere, 'client'>, user: string) {
  const query = `requesterId==${cql(user)} and status=="Open*"`;
  const { requests } = read(RequestsSchema, await client.get('/circulation/requests', { query, limit: MOST }));
  return requests.filter((one) => one.requesterId === user && one.status?.startsWith('Open') === true);
}

type HoldThere = FolioThere & { readonly settings: Pick<FolioSettings, 'servicePoints' | 'titleRequests'> };

export async function tellHold(there: HoldThere, message: HoldMessage): Promise<Answer> {
  const { records } = there;
  const [user, item] = [await records.userOf(message.card), await records.itemOf(message.barcode)];
  if (user === null) return refused('unknown-card');
  if (item === null) return refused('unknown-item');
  const instance = await instanceOf(there, item);
  return message.kind === 'placeHold'
    ? place(there, message, { user, item, instance })
    : cancel(there, message, { user, item, instance });
}

async function instanceOf({ client }: HoldThere, { holdingsRecordId }: FolioItem): Promise<string | null> {
  if (holdingsRecordId === null || holdingsRecordId === undefined) return null;
  const answer = await client.get(`/holdings-storage/holdings/${holdingsRecordId}`);
  return read(HoldingsSchema, answer).instanceId;
}

type Named = { readonly user: string; readonly item: FolioItem; readonly instance: string | null };

async function place(there: HoldThere, message: HoldMessage, { user, item, instance }: Named): Promise<Answer> {
  const { client, records, settings } = there;
  const pickup = await records.servicePoint(ofBranch(settings.servicePoints, message.pickup) ?? message.pickup);
  if (pickup === null) return refused('not-offered', 'the pickup library is unknown');
  const ofTitle = settings.titleRequests && !message.ofCopy;
  const ask = (requestType: 'Hold' | 'Page'): Promise<FolioAnswer> =>
    client.send('POST', '/circulation/requests', {
      requestType,
      requestLevel: ofTitle ? 'Title' : 'Item',
      requestDate: new Date(Math.min(message.at, there.now())).toISOString(),
      requesterId: user,
      instanceId: instance,
      ...(ofTitle ? {} : { itemId: item.id, holdingsRecordId: item.holdingsRecordId }),
      fulfillmentPreference: 'Hold Shelf',
      pickupServicePointId: pickup.id,
      ...(message.expiresAt === null ? {} : { requestExpirationDate: new Date(message.expiresAt).toISOString() }),
    });
  const isIn = item.status?.name === 'Available';
  const answer = await ask(isIn ? 'Page' : 'Hold');
  // Another copy of the title is in; the refusal changed nothing.
  const placed = !isIn && ofTitle && codesOf(answer).includes(PAGEABLE) ? await ask('Page') : answer;
  return placed.status === 201 || placed.status === 200 ? taken() : refusalOf(placed);
}

async function cancel(there: HoldThere, { at }: HoldMessage, { user, item, instance }: Named): Promise<Answer> {
  const requests = await openRequestsOf(there, user);
  const own =
    requests.find(({ itemId }) => itemId === item.id) ??
    requests.find(({ instanceId }) => instance !== null && instanceId === instance);
  const gone = refused('other', 'no such hold there');
  if (own === undefined) return gone;
  const ended = { ...own, status: 'Closed - Cancelled', cancelledDate: new Date(at).toISOString() };
  const answer = await there.client.send('PUT', `/circulation/requests/${own.id}`, ended);
  if (answer.status === 404) return gone;
  return answer.status < 300 ? taken() : refusalOf(answer);
}
