// Bounds on the times of a desk's acts from its contacts, and the contacts worth keeping.

import { deskId, streamId } from '../../../../shared/core/ids.ts';
import {
  contactBefore,
  newStream,
  replacing,
  withContact,
  type StreamState,
} from '../../../../server/commands/stream-state.ts';

const fresh = newStream(streamId('s'), deskId('d'), 0);
const withContacts = (state: StreamState, ...contacts: readonly (readonly [number, number])[]) =>
  contacts.reduce((next, [at, ledgerSeq]) => withContact(next, { at, ledgerSeq }), state);

describe('contacts of a stream', () => {
  test('bound the acts that the ledger did not have yet', () => {
    const state = withContacts(fresh, [100, 0], [200, 5], [300, 9]);
    expect(contactBefore(state, 1)).toBe(100);
    expect(contactBefore(state, 5)).toBe(100);
    expect(contactBefore(state, 6)).toBe(200);
    expect(contactBefore(state, 10)).toBe(300);
    expect(contactBefore(fresh, 10)).toBeNull();
  });

  test('of one place in the ledger only the last is kept, and of settled places only the newest', () => {
    const state = withContacts({ ...fresh, lastSeq: 5 }, [100, 0], [150, 0], [200, 5], [300, 9], [350, 9]);
    expect(state.contacts).toEqual([
      { at: 200, ledgerSeq: 5 },
      { at: 350, ledgerSeq: 9 },
    ]);
  });

  test('pass to the stream that replaces it, as far as they were before the act that it names', () => {
    const before = withContacts(fresh, [100, 2], [200, 7]);
    expect(
      replacing(newStream(streamId('t'), deskId('d'), 0), { stream: before.stream, seq: 4 }, before),
    ).toMatchObject({
      afterStream: 's',
      contacts: [{ at: 100, ledgerSeq: 0 }],
    });
    expect(
      replacing(newStream(streamId('t'), deskId('d'), 0), { stream: before.stream, seq: 4 }, null).contacts,
    ).toEqual([]);
  });
});
