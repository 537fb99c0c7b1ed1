// A change of the messages between desk and server, or of ledgers, must be declared: the schemas of both are hashed.

import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { canonicalJson } from '../../../../shared/core/canonical-json.ts';
import { projectDir } from '../../../support/project-dir.ts';
import { COMMAND_VERSIONS } from '../../../../shared/acts/commands.ts';
import { EnvelopeArgsSchema, EnvelopeBodySchema, EnvelopeSchema } from '../../../../shared/wire/envelope.ts';
import { PROTOCOL_VERSION } from '../../../../shared/wire/protocol-version.ts';
import { ROWS } from '../../../../shared/wire/rows.ts';

const hashOf = (schemas: Readonly<Record<string, z.core.$ZodType>>) => {
  const shapes = Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, z.toJSONSchema(schema, { unrepresentable: 'any' })]),
  );
  return createHash('sha256')
    .update(canonicalJson(z.json().parse(shapes)))
    .digest('hex')
    .slice(0, 16);
};

/** Every schema of the messages, so that none can be forgotten: those of all modules of the wire, and not those that a module takes from elsewhere. */
async function messages(): Promise<Readonly<Record<string, z.core.$ZodType>>> {
  const folder = join(projectDir, 'shared/wire');
  const found: Record<string, z.core.$ZodType> = {};
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.ts')))
    for (const [name, value] of Object.entries(await parseModule(join(folder, file))))
      if (name.endsWith('Schema') && value instanceof z.core.$ZodType) found[name] = value;
  return found;
}

async function parseModule(path: string) {
  return (await import(path)) as Readonly<Record<string, unknown>>;
}

// A change that old desks and servers still read (a field that may be absent) needs a new hash here. Any other needs a new version, with the behavior
// of both sides towards the old one. [I32]
test('version 1 of the protocol says what it said', async () => {
  expect(PROTOCOL_VERSION).toBe(1);
  expect(Object.keys(await messages())).toEqual(
    expect.arrayContaining(['CommandsRequestSchema', 'NoticeTextsRequestSchema', 'SnapshotManifestSchema']),
  );
  expect({ messages: hashOf(await messages()), rows: hashOf(ROWS) }).toEqual({
    messages: '01b44fda1b7b0aa9',
    rows: '5426acca2d1926a7',
  });
});

// Recorded envelopes can never be changed: a change that does not read old envelopes needs a new version of the command.
test('envelopes and commands are read as they were written', () => {
  expect(hashOf({ EnvelopeSchema, EnvelopeBodySchema, EnvelopeArgsSchema })).toBe('e7e7bb0aa6fead08');
  const hashes = COMMAND_VERSIONS.map(({ command, args, told }) => `${command} ${hashOf({ args, told })}`);
  expect(hashes.toSorted()).toEqual([
    'addCard 1 8205c7fc4e92d65b',
    'addCourse 1 a1698691ba1189fc',
    'addFee 1 6fa16ccdcef7aeb5',
    'addItem 1 a5e7d59fc7407c30',
    'addProxy 1 225e365ade782b2c',
    'addReading 1 6976686546698985',
    'ageToLost 1 0e47b9e01ffb1e3b',
    'cancelBooking 1 8f6c38367a91e7ba',
    'cancelHold 1 52f6fbb59433922c',
    'changeDueDate 1 0a21d42c212808ea',
    'changePickup 1 8fe944d5658172da',
    'checkin 1 ae6b9c8278ae44eb',
    'checkout 1 4fe0da5d74fca5f8',
    'claimNeverHad 1 e3b41036d5c4d3c8',
    'claimReturned 1 e3b41036d5c4d3c8',
    'clearMark 1 39bceae49ff9a379',
    'closeBranch 1 62af8e7705fd1d07',
    'closeShift 1 3633c55cc87383ef',
    'completeItem 1 9eb7a4736b90b30a',
    'confirmParts 1 2bb8d40ecef4bd87',
    'correctIncident 1 b59af536e562eb3c',
    'correctStartingCash 1 3d7fce63faadc054',
    'countGates 1 e4ecd153140caf32',
    'declareLost 1 e3b41036d5c4d3c8',
    'describeTally 1 964da5eac1c93a2b',
    'dropClaim 1 e3b41036d5c4d3c8',
    'editCourse 1 fa9382ef6ce0f878',
    'editItem 1 cc9df46d2daf1b64',
    'editLogList 1 1f28c9b3bfbdafb6',
    'editPatron 1 0a576dd2a709bdfa',
    'editTitle 1 1c7bd45856b73102',
    'endAgreement 1 c21bb8b8d0ad97d0',
    'endCard 1 7ff9a3d079eccfa8',
    'endCourse 1 97f63daa4d213e5b',
    'endFound 1 c31a9bf5d3f85ec4',
    'endIncident 1 12faebe23efd3604',
    'endInventory 1 a900ced363d8ead9',
    'endMessage 1 1957e031f77f5ef4',
    'endProxy 1 e429ee93431b5d5b',
    'expireBooking 1 52c07bf8b5a86b2f',
    'expireHold 1 27f1e0c1b6983a87',
    'handOverShift 1 21daec9c5d118781',
    'keepFound 1 467628acd05d162a',
    'leaveMessage 1 86b462068e717c52',
    'liftBlock 1 4ae350b3494f2130',
    'liftBlocks 1 2d923b992caa6dd8',
    'liftClosing 1 aae190b3a929b541',
    'liftPartBill 1 a2453c16eb9c6ee4',
    'lockDesks 1 eb1282cae460092f',
    'mergePatrons 1 034dc552e081e1ae',
    'moveReserve 1 eaa5c3d512e52378',
    'notOnShelf 1 089cc4f944536905',
    'noteIncident 1 208ef7a565ef0221',
    'openDrawer 1 3a8a47520a2135bc',
    'openShift 1 aca435243efcf2ee',
    'partReturned 1 02f8fe9bd727b916',
    'pay 1 ad824ba4df81239a',
    'placeBooking 1 d3cdb535cb94e099',
    'placeHold 1 d6eb6a00828d8904',
    'placeOnReserve 1 71399f0bebc1eca3',
    'purge 1 de156c8945f9bdba',
    'readGate 1 718265a922cb63ff',
    'recall 1 750b8f86e1f7009e',
    'receiveBorrowed 1 9eb7a4736b90b30a',
    'recordUse 1 1250878b5ab2ebd5',
    'refund 1 33a0f54c2a74d8b0',
    'registerPatron 1 4efeaa6c496aae77',
    'releaseHeld 1 2cc64819180a6442',
    'releaseQuiet 1 40a757e775a5d0c9',
    'removeReading 1 6662a72ab8fe64ab',
    'renew 1 00c794327beea24c',
    'reportParts 1 7fffc714258caa3c',
    'resolveExceptions 1 d10af0b4e1a1a278',
    'resolveItem 1 fb360ccd3b8b5f95',
    'resumeHold 1 8611fb37c9166e82',
    'returnBorrowed 1 089cc4f944536905',
    'reviewMissing 1 27e33556bff60308',
    'seeMessage 1 1957e031f77f5ef4',
    'seen 1 359214b08a98cc56',
    'setBlock 1 11280425a24f3819',
    'setMark 1 39bceae49ff9a379',
    'settleNotice 1 d067a8c6f21f193c',
    'shelve 1 f15a42acdce348e4',
    'signAgreement 1 21a23f3dd8aa3ff2',
    'signOutage 1 11b096daf0c55558',
    'startDrill 1 85d58a59eac0cdbd',
    'startInventory 1 556c8376c2f1f618',
    'suspendHold 1 9d279b8cff2f91ec',
    'takeBackFees 1 e14838f50b865cac',
    'takeBackReading 1 60998a55dba9795b',
    'takeOffReserve 1 7d4cefbe7da7b398',
    'tally 1 ea7321a211c28f3d',
    'tickStep 1 c66df77e1a6b664f',
    'transferFees 1 e14838f50b865cac',
    'undo 1 d9e86a801418dc82',
    'useCredit 1 6f6dc528ec946d32',
    'waive 1 2aa173469ae5f1bd',
    'workExceptions 1 e90fb092daaa9f94',
  ]);
});
