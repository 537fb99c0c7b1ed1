// Of several cards of one number, the one that lasts longest.

import { sql } from 'kysely';

/** For the order of `patron_card`: a card without an end lasts longest. */
export const lastsUntil = sql<number>`coalesce(patron_card.expires_at, ${Number.MAX_SAFE_INTEGER})`;
