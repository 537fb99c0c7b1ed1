// Files of acts in clear: a change on the way is found before any act of the file is handed in. [I21]

import { deskId, libraryId, streamId } from '../../../../shared/core/ids.ts';
import { readCarried, writeCarried } from '../../../../shared/wire/carried-file.ts';
import { argsDigest, ZERO_HASH, type Envelope } from '../../../../shared/wire/envelope.ts';

const salt = '0f'.repeat(16);
const args = '{"command":{"itemId":"X0"}}';
const body = JSON.stringify({
  deskId: deskId('A'),
  stream: streamId('A.1'),
  seq: 1,
  argsDigest: argsDigest(salt, args),
  prevHash: ZERO_HASH,
});
const whole: Envelope = { body, signature: '', args, salt };

const read = (envelope: Envelope) => {
  const head = { library: libraryId('L'), desk: deskId('A'), exportedAt: 0 };
  const file = readCarried(writeCarried({ head, policies: [], envelopes: [envelope] }));
  return file.ok ? 'ok' : `${file.error.line}: ${file.error.why}`;
};

test('a file whose arguments were changed, moved into the salt or robbed of it is not read', () => {
  expect(read(whole)).toBe('ok');
  const changed = '2: act 1 is not as it was signed';
  expect(read({ ...whole, args: '{"command":{"itemId":"X1"}}' })).toBe(changed);
  expect(read({ ...whole, salt: null })).toBe(changed);
  expect(read({ ...whole, args: null })).toBe(changed);
  expect(read({ ...whole, args: salt.slice(8) + args, salt: salt.slice(0, 8) })).toBe(changed);
  expect(read({ ...whole, args: args.slice(1), salt: `${salt}{` })).toBe(changed);
});

test('acts without arguments are read: whether their desk may have purged them is for the server to say', () => {
  expect(read({ ...whole, args: null, salt: null })).toBe('ok');
});
