// Nobody changes what desk and server say to each other, or what ledgers hold, without saying so: the schemas of both are hashed.

import { createHash } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from '../../../../shared/core/canonical-json.ts';
import { COMMAND_VERSIONS } from '../../../../shared/acts/commands.ts';
import { CommandsRequestSchema, CommandsResponseSchema } from '../../../../shared/wire/commands.ts';
import {
  EnrolGrantSchema,
  EnrolRequestSchema,
  EnrolResponseSchema,
  RejoinRequestSchema,
  RejoinResponseSchema,
} from '../../../../shared/wire/enrol.ts';
import { EnvelopeArgsSchema, EnvelopeBodySchema, EnvelopeSchema } from '../../../../shared/wire/envelope.ts';
import { ErrorResponseSchema } from '../../../../shared/wire/error-response.ts';
import { FeedLineSchema } from '../../../../shared/wire/feed.ts';
import { HeldActsRequestSchema, HeldActsResponseSchema } from '../../../../shared/wire/held-acts.ts';
import { HeadSchema } from '../../../../shared/wire/head.ts';
import { PatronLookupResponseSchema } from '../../../../shared/wire/patron-lookup.ts';
import { PROTOCOL_VERSION } from '../../../../shared/wire/protocol-version.ts';
import { ReceiptSchema } from '../../../../shared/wire/receipt.ts';
import { PhoneCodeRequestSchema, PhoneCodeResponseSchema } from '../../../../shared/wire/phone-code.ts';
import { ReportRequestSchema, ReportResponseSchema } from '../../../../shared/wire/report.ts';
import { RoleRightsRequestSchema, RoleRightsResponseSchema } from '../../../../shared/wire/role-rights.ts';
import { ROWS } from '../../../../shared/wire/rows.ts';
import { CarriedRequestSchema, SealedHeadSchema } from '../../../../shared/wire/sealed-file.ts';
import { SnapshotAnswerSchema } from '../../../../shared/wire/snapshot.ts';
import { SnapshotChunkQuerySchema } from '../../../../shared/wire/snapshot-chunk.ts';
import { StaffGrantsResponseSchema } from '../../../../shared/wire/staff-grants.ts';
import {
  ChallengeRequestSchema,
  ChallengeResponseSchema,
  TokenRequestSchema,
  TokenResponseSchema,
} from '../../../../shared/wire/token.ts';

const hashOf = (schemas: Readonly<Record<string, z.core.$ZodType>>) => {
  const shapes = Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, z.toJSONSchema(schema, { unrepresentable: 'any' })]),
  );
  return createHash('sha256')
    .update(canonicalJson(z.json().parse(shapes)))
    .digest('hex')
    .slice(0, 16);
};

const messages = {
  CarriedRequestSchema,
  ChallengeRequestSchema,
  ChallengeResponseSchema,
  CommandsRequestSchema,
  CommandsResponseSchema,
  EnrolGrantSchema,
  EnrolRequestSchema,
  EnrolResponseSchema,
  ErrorResponseSchema,
  FeedLineSchema,
  HeadSchema,
  HeldActsRequestSchema,
  HeldActsResponseSchema,
  PatronLookupResponseSchema,
  ReceiptSchema,
  PhoneCodeRequestSchema,
  PhoneCodeResponseSchema,
  RejoinRequestSchema,
  RejoinResponseSchema,
  ReportRequestSchema,
  ReportResponseSchema,
  RoleRightsRequestSchema,
  RoleRightsResponseSchema,
  SealedHeadSchema,
  SnapshotAnswerSchema,
  SnapshotChunkQuerySchema,
  StaffGrantsResponseSchema,
  TokenRequestSchema,
  TokenResponseSchema,
};

// A change that old desks and servers still read (a field that may be absent) needs a new hash here. Any other needs a new version, with
// what both sides do about the old one. [I32]
test('version 1 of the protocol says what it said', () => {
  expect(PROTOCOL_VERSION).toBe(1);
  expect({ messages: hashOf(messages), rows: hashOf(ROWS) }).toEqual({
    messages: '0ff007032cb09834',
    rows: '519801478e1e4fb7',
  });
});

// What a desk has recorded can never be changed: a change that does not read old envelopes needs a new version of the command.
test('envelopes and commands are read as they were written', () => {
  const commands = Object.fromEntries(
    COMMAND_VERSIONS.flatMap(({ command, args, told }) => [
      [`${command} args`, args],
      [`${command} told`, told],
    ]),
  );
  expect({
    envelope: hashOf({ EnvelopeSchema, EnvelopeBodySchema, EnvelopeArgsSchema }),
    commands: hashOf(commands),
  }).toEqual({ envelope: 'be26ab7d9d516c81', commands: 'ee09b76740c1418b' });
});
