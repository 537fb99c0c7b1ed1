// The routes of the central API as data: the server's registrations and its OpenAPI document are made from this one list.

import { z } from 'zod';
import { CodeSchema } from '../../shared/core/code-text.ts';
import { BillsAnswerSchema, BillsRequestSchema, MAX_BILLS_BYTES } from '../../shared/wire/bills.ts';
import { CommandsRequestSchema, CommandsResponseSchema } from '../../shared/wire/commands.ts';
import { CarriedRequestSchema, MAX_CARRIED_BYTES } from '../../shared/wire/sealed-file.ts';
import {
  EnrolRequestSchema,
  EnrolResponseSchema,
  RejoinRequestSchema,
  RejoinResponseSchema,
} from '../../shared/wire/enrol.ts';
import {
  AvailabilityQuerySchema,
  AvailabilitySchema,
  CALENDAR_TYPE,
  HoursQuerySchema,
  HoursSchema,
} from '../../shared/wire/discovery.ts';
import { HabitsRequestSchema, HabitsResponseSchema } from '../../shared/wire/habits.ts';
import { DataFeedsAnswerSchema, DataFeedsRequestSchema } from '../../shared/wire/data-feeds.ts';
import { FeedLineSchema } from '../../shared/wire/feed.ts';
import { HeadSchema } from '../../shared/wire/head.ts';
import { HistoryRequestSchema, HistoryResponseSchema } from '../../shared/wire/history.ts';
import { HeldActsRequestSchema, HeldActsResponseSchema } from '../../shared/wire/held-acts.ts';
import { HealthSchema } from './health-answer.ts';
import { ItemLookupResponseSchema, PatronLookupResponseSchema } from '../../shared/wire/look-ups.ts';
import { PhoneCodeRequestSchema, PhoneCodeResponseSchema } from '../../shared/wire/phone-code.ts';
import { ReadinessRequestSchema, ReadinessResponseSchema } from '../../shared/wire/readiness.ts';
import { ReportRequestSchema, ReportResponseSchema } from '../../shared/wire/report.ts';
import { StaffListRequestSchema, StaffListResponseSchema } from '../../shared/wire/staff-list.ts';
import { NoticeTextsRequestSchema, NoticeTextsResponseSchema } from '../../shared/wire/notice-texts.ts';
import { NoticePreviewRequestSchema, NoticePreviewResponseSchema } from '../../shared/wire/notice-preview.ts';
import { PartTermsRequestSchema, PartTermsResponseSchema } from '../../shared/wire/part-terms.ts';
import { RoleRightsRequestSchema, RoleRightsResponseSchema } from '../../shared/wire/role-rights.ts';
import { RulesEditRequestSchema, RulesEditResponseSchema } from '../../shared/wire/rules-edit.ts';
import { SnapshotAnswerSchema } from '../../shared/wire/snapshot.ts';
import { CHUNK_TYPE, SnapshotChunkQuerySchema } from '../../shared/wire/snapshot-chunk.ts';
import { FeedQuerySchema } from './feed-query.ts';
import { NeighborsResponseSchema } from '../../shared/wire/neighbors.ts';
import { StaffGrantsResponseSchema } from '../../shared/wire/staff-grants.ts';
import {
  ChallengeRequestSchema,
  ChallengeResponseSchema,
  TokenRequestSchema,
  TokenResponseSchema,
} from '../../shared/wire/token.ts';

export type Route = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly summary: string;
  /** The needed token. `reader`: of public data. `even-revoked`: a desk that is revoked, or not admitted again yet, may hand in its acts. */
  readonly access: 'anyone' | 'desk' | 'even-revoked' | 'reader';
  /** Whether the desk signs the request besides: its token alone is not enough. */
  readonly signed?: true;
  readonly body?: z.ZodType;
  /** Where a request may be larger than others. */
  readonly mostBytes?: number;
  /** Parts of the path that are named with a colon. */
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  /** The form of an answer 200: one JSON value, or lines of them, or plain text, or bytes of a media type. */
  readonly answer:
    | { readonly as: 'json' | 'ndjson'; readonly schema: z.ZodType }
    | { readonly as: 'text' }
    | { readonly as: 'bytes'; readonly type: string };
  /** Further answers of the same form. */
  readonly alsoStatus?: Readonly<Record<number, string>>;
};

export const PatronQuerySchema = z.object({ card: CodeSchema });
export const KnownItemQuerySchema = z.object({ barcode: CodeSchema });

/** A name as electron-builder gives it: no folder, nothing hidden. */
export const UpdateParamsSchema = z.object({
  file: z.string().regex(/^[A-Za-z0-9][\w .()+-]*\.(?:yml|yml\.sig|exe|dmg|zip|deb|blockmap)$/),
});

export const ROUTES = {
  health: {
    method: 'GET',
    path: '/health',
    summary: 'Whether the server and its database answer, and what is written is taken.',
    access: 'anyone',
    answer: { as: 'json', schema: HealthSchema },
    alsoStatus: { 503: 'The database does not answer, is damaged, or takes nothing that is written.' },
  },
  metrics: {
    method: 'GET',
    path: '/metrics',
    summary: 'Figures in the text form that monitoring collects.',
    access: 'anyone',
    answer: { as: 'text' },
  },
  openapi: {
    method: 'GET',
    path: '/v1/openapi.json',
    summary: 'This document.',
    access: 'anyone',
    answer: { as: 'json', schema: z.record(z.string(), z.unknown()) },
  },
  head: {
    method: 'GET',
    path: '/v1/head',
    summary: 'Where the feed is. The cheap probe.',
    access: 'anyone',
    answer: { as: 'json', schema: HeadSchema },
  },
  availability: {
    method: 'GET',
    path: '/v1/availability',
    summary: 'Where one copy is, or the copies of a title, and whether they can be had.',
    access: 'reader',
    query: AvailabilityQuerySchema,
    answer: { as: 'json', schema: AvailabilitySchema },
  },
  hours: {
    method: 'GET',
    path: '/v1/hours',
    summary: 'When a branch is open, from today on.',
    access: 'reader',
    query: HoursQuerySchema,
    answer: { as: 'json', schema: HoursSchema },
  },
  hoursCalendar: {
    method: 'GET',
    path: '/v1/hours.ics',
    summary: 'The same as a calendar.',
    access: 'reader',
    query: HoursQuerySchema,
    answer: { as: 'bytes', type: CALENDAR_TYPE },
  },
  updates: {
    method: 'GET',
    path: '/updates/:file',
    summary: 'A file of the folder of updates that the server was given: lists of the newest version, installers.',
    access: 'anyone',
    params: UpdateParamsSchema,
    answer: { as: 'bytes', type: 'application/octet-stream' },
    alsoStatus: { 206: 'The part that was asked for.', 416: 'The file is shorter.' },
  },
  enrol: {
    method: 'POST',
    path: '/v1/enrol',
    summary: 'A desk joins with a single-use code.',
    access: 'anyone',
    body: EnrolRequestSchema,
    answer: { as: 'json', schema: EnrolResponseSchema },
  },
  rejoin: {
    method: 'POST',
    path: '/v1/rejoin',
    summary:
      'A desk that joined after the backup that the server was restored from shows its grant. It may hand in what it has, and waits to be admitted.',
    access: 'anyone',
    body: RejoinRequestSchema,
    answer: { as: 'json', schema: RejoinResponseSchema },
  },
  challenge: {
    method: 'POST',
    path: '/v1/challenge',
    summary: 'Something for a desk to sign.',
    access: 'anyone',
    body: ChallengeRequestSchema,
    answer: { as: 'json', schema: ChallengeResponseSchema },
  },
  token: {
    method: 'POST',
    path: '/v1/token',
    summary: 'A short-lived token for a signed challenge.',
    access: 'anyone',
    body: TokenRequestSchema,
    answer: { as: 'json', schema: TokenResponseSchema },
  },
  commands: {
    method: 'POST',
    path: '/v1/commands',
    summary: 'Takes commands of one stream exactly once, in order.',
    access: 'even-revoked',
    body: CommandsRequestSchema,
    answer: { as: 'json', schema: CommandsResponseSchema },
    alsoStatus: { 409: 'The stream goes on from `expected`; what came before a gap is answered.' },
  },
  carried: {
    method: 'POST',
    path: '/v1/carried',
    summary: 'Takes a part of a sealed file that any desk carries, as the commands that are in it.',
    access: 'desk',
    body: CarriedRequestSchema,
    mostBytes: MAX_CARRIED_BYTES,
    answer: { as: 'json', schema: CommandsResponseSchema },
    alsoStatus: { 409: 'The stream goes on from `expected`; what came before a gap is answered.' },
  },
  feed: {
    method: 'GET',
    path: '/v1/feed',
    summary: 'What changed since a position, and with `live=1` what changes from now on.',
    access: 'desk',
    query: FeedQuerySchema,
    answer: { as: 'ndjson', schema: FeedLineSchema },
  },
  snapshot: {
    method: 'GET',
    path: '/v1/snapshot',
    summary: 'The manifest of the whole state that the desk subscribes to, at one position.',
    access: 'desk',
    answer: { as: 'json', schema: SnapshotAnswerSchema },
    alsoStatus: { 202: 'The library is being read for the first time: ask again soon.' },
  },
  snapshotChunk: {
    method: 'GET',
    path: '/v1/snapshot/chunks/:hash',
    summary: 'The rows of a chunk that a manifest names by the SHA-256 of its text.',
    access: 'desk',
    params: z.object({ hash: z.string() }),
    query: SnapshotChunkQuerySchema,
    answer: { as: 'bytes', type: CHUNK_TYPE },
  },
  patrons: {
    method: 'GET',
    path: '/v1/patrons',
    summary: 'The patron with a card, whatever system is home; the rows come to the desk by the feed as well.',
    access: 'desk',
    query: PatronQuerySchema,
    answer: { as: 'json', schema: PatronLookupResponseSchema },
  },
  knownItems: {
    method: 'GET',
    path: '/v1/known-items',
    summary:
      'Whether there is an item with a barcode, also in a system beside this one; its rows come to the desk by the feed.',
    access: 'desk',
    query: KnownItemQuerySchema,
    answer: { as: 'json', schema: ItemLookupResponseSchema },
  },
  reports: {
    method: 'POST',
    path: '/v1/reports',
    summary: 'A report of the whole library, for somebody who is signed in at the desk.',
    access: 'desk',
    signed: true,
    body: ReportRequestSchema,
    answer: { as: 'json', schema: ReportResponseSchema },
  },
  phoneCode: {
    method: 'POST',
    path: '/v1/phone-code',
    summary: 'Reads the number of another desk, and gives the code by phone to whoever may and gives their PIN.',
    access: 'desk',
    signed: true,
    body: PhoneCodeRequestSchema,
    answer: { as: 'json', schema: PhoneCodeResponseSchema },
  },
  roleRights: {
    method: 'POST',
    path: '/v1/role-rights',
    summary: 'What each role may do, for an administrator, who changes one with their PIN.',
    access: 'desk',
    signed: true,
    body: RoleRightsRequestSchema,
    answer: { as: 'json', schema: RoleRightsResponseSchema },
  },
  staffList: {
    method: 'POST',
    path: '/v1/staff-list',
    summary: 'Who may sign in, for a person who manages staff and changes one entry with their own PIN.',
    access: 'desk',
    signed: true,
    body: StaffListRequestSchema,
    answer: { as: 'json', schema: StaffListResponseSchema },
  },
  partTerms: {
    method: 'POST',
    path: '/v1/part-terms',
    summary:
      'Sets how missing parts are settled, in the library or at a branch, for a person who may and gives their PIN.',
    access: 'desk',
    signed: true,
    body: PartTermsRequestSchema,
    answer: { as: 'json', schema: PartTermsResponseSchema },
  },
  bills: {
    method: 'POST',
    path: '/v1/bills',
    summary: 'Fees that go to another office in a file: read, and worked by a person who may and gives their PIN.',
    access: 'desk',
    signed: true,
    body: BillsRequestSchema,
    mostBytes: MAX_BILLS_BYTES,
    answer: { as: 'json', schema: BillsAnswerSchema },
  },
  habits: {
    method: 'POST',
    path: '/v1/habits',
    summary:
      'Sets keys of the library and rights that come with the lessons, for a person who may and gives their PIN.',
    access: 'desk',
    signed: true,
    body: HabitsRequestSchema,
    answer: { as: 'json', schema: HabitsResponseSchema },
  },
  dataFeeds: {
    method: 'POST',
    path: '/v1/data-feeds',
    summary:
      'Files of other offices that are taken in: read, and decided about by a person who may and gives their PIN.',
    access: 'desk',
    signed: true,
    body: DataFeedsRequestSchema,
    answer: { as: 'json', schema: DataFeedsAnswerSchema },
  },
  rulesEdit: {
    method: 'POST',
    path: '/v1/rules-edit',
    summary:
      'Checks an edit of hours, closings and groups, and puts it in force for a person who may and gives their PIN.',
    access: 'desk',
    signed: true,
    body: RulesEditRequestSchema,
    answer: { as: 'json', schema: RulesEditResponseSchema },
  },
  heldActs: {
    method: 'POST',
    path: '/v1/held-acts',
    summary: 'Acts that are held, for somebody who is signed in at the desk and may let them go.',
    access: 'desk',
    signed: true,
    body: HeldActsRequestSchema,
    answer: { as: 'json', schema: HeldActsResponseSchema },
  },
  history: {
    method: 'POST',
    path: '/v1/history',
    summary: 'What was done with a course or a copy at all desks, for somebody who is signed in at this one.',
    access: 'desk',
    signed: true,
    body: HistoryRequestSchema,
    answer: { as: 'json', schema: HistoryResponseSchema },
  },
  noticePreview: {
    method: 'POST',
    path: '/v1/notice-preview',
    summary: 'How a notice would look for a patron, for somebody who is signed in at the desk and may edit rules.',
    access: 'desk',
    signed: true,
    body: NoticePreviewRequestSchema,
    answer: { as: 'json', schema: NoticePreviewResponseSchema },
  },
  noticeTexts: {
    method: 'POST',
    path: '/v1/notice-texts',
    summary:
      'The words of notices: read, tried on a patron, or set with the PIN of a person at the desk who may edit rules.',
    access: 'desk',
    signed: true,
    body: NoticeTextsRequestSchema,
    answer: { as: 'json', schema: NoticeTextsResponseSchema },
  },
  readiness: {
    method: 'POST',
    path: '/v1/readiness',
    summary: 'How ready the desk is for an outage, as it says of itself; kept for the desks of its branch.',
    access: 'desk',
    body: ReadinessRequestSchema,
    answer: { as: 'json', schema: ReadinessResponseSchema },
  },
  staffGrants: {
    method: 'GET',
    path: '/v1/staff-grants',
    summary: 'Who may sign in at this desk without a network.',
    access: 'desk',
    signed: true,
    answer: { as: 'json', schema: StaffGrantsResponseSchema },
  },
  neighbors: {
    method: 'GET',
    path: '/v1/neighbors',
    summary: 'The other desks of the branch with their keys, where they may hear each other.',
    access: 'desk',
    answer: { as: 'json', schema: NeighborsResponseSchema },
  },
} as const satisfies Readonly<Record<string, Route>>;
