// The tables of the central store as kysely sees them. The migrations make them; this file only types them.
// Portable types: text, and 64-bit integers for flags (0/1), instants (UTC ms), money (minor units), positions and counts.

import type { FeedTables } from './feed-tables.ts';
import type { OutwardTables } from './outward-tables.ts';
import type { Flag, Sourced, StateTable, Text } from './table-types.ts';

/** One write of a field. */
type Written = { field: Text; at: number; desk_id: Text; stream: Text; seq: number };

/** Every table by name. */
export type Tables = FeedTables &
  OutwardTables & {
    library: StateTable;
    branch: StateTable & { system: Text | null };
    location: StateTable & { branch: Text };
    rule_set: StateTable;
    rule_activation: StateTable & { rules_version: Text; at: number };
    policy: StateTable;
    staff_mark: StateTable;
    title: StateTable & Sourced;
    item: StateTable &
      Sourced & {
        barcode: Text;
        title_id: Text;
        provisional: Flag;
        away: Text | null;
        /** When the first of its missing parts is billed. */
        part_bill_at: number | null;
        item_type: Text | null;
      };
    term: StateTable;
    course: StateTable;
    reading: StateTable & { course_id: Text; title_id: Text | null };
    reserve: StateTable & { course_id: Text; item_id: Text };
    patron: StateTable &
      Sourced & {
        home: Text;
        provisional: Flag;
        /** The first end of a block that has one. */
        block_ends_at: number | null;
        expires_at: number | null;
      };
    /** `no_show_at`: of one that nothing has ended. */
    booking: StateTable & { patron_id: Text; kind: Text; to_at: number; no_show_at: number | null };
    loan: StateTable & {
      item_id: Text;
      patron_id: Text;
      branch: Text | null;
      state: Text;
      out_at: number;
      in_at: number | null;
      due_at: number;
      /** Since when it is claimed, while it is out. */
      claimed_at: number | null;
    };
    hold: StateTable & {
      patron_id: Text;
      title_id: Text;
      state: Text;
      pickup: Text;
      /** When it expires, or the wait of its copy on the shelf ends; null = never, or it lives no more. */
      ends_at: number | null;
    };
    fee: StateTable & {
      patron_id: Text;
      item_id: Text | null;
      loan_id: Text | null;
      kind: Text;
      outstanding_minor: number;
      /** Amount reported too much to another office: the next batch takes it back. */
      credit_due_minor: number;
    };
    credit: StateTable;
    event: StateTable & {
      kind: Text;
      desk_id: Text;
      stream: Text;
      seq: number;
      at: number;
      /** Timelines that it belongs to. */
      item_id: Text | null;
      title_id: Text | null;
      payer_id: Text | null;
      /** The loan that it may begin. */
      loan_id: Text | null;
      policy_hash: Text | null;
      /** The patron and items named by the row, for merges. */
      names_patron: Text | null;
      names_item: Text | null;
    };
    exception: StateTable & {
      code: Text;
      weight: Text;
      origin: Text;
      state: Text;
      item_id: Text | null;
      patron_id: Text | null;
      cause: Text;
      at: number;
    };
    /** Search keys of money acts: the loans that one names, or `fee` and the id of the fee that it adds. */
    event_loan: { event_id: Text; loan_id: Text };
    /** `expires_at`: from then on it lends nothing; null = without an end. */
    patron_card: { card: Text; patron_id: Text; active: Flag; expires_at: number | null };
    /** Scopes that a patron's rows are in now. */
    patron_scope: { patron_id: Text; scope: Text };
    /** Systems where a patron's card was asked for. */
    patron_visit: { patron_id: Text; system: Text; at: number };
    /** Writes of one field of a patron: by an import (no desk), or by an act. `value` is JSON for fields that rules use, null for all others. */
    patron_field: Written & { patron_id: Text; value: Text | null };
    /** Writes of one field of an item: by an import (no desk), or by an act. `value` is JSON. */
    item_field: Written & { item_id: Text; value: Text };
    /** The same of a title. */
    title_field: Written & { title_id: Text; value: Text };
    /** The same of terms, courses, readings and copies on reserve; `kind` as on the feed. */
    course_field: Written & { kind: Text; row_id: Text; value: Text };
    /** Every act on a booking; `body` is its effect, as JSON. */
    booking_act: { act_id: Text; booking_id: Text; desk_id: Text; at: number; body: Text };
    /** Barcodes that items had before. */
    item_former: { barcode: Text; item_id: Text };
    /** Merges of provisional rows: every act under `from_id` counts for `to_id`. */
    alias: { kind: Text; from_id: Text; to_id: Text; at: number };
    exception_resolution: {
      exception_id: Text;
      act_id: Text;
      at: number;
      desk_id: Text;
      stream: Text;
      seq: number;
      action: Text;
      note: Text;
      staff_id: Text;
    };
    feed_head: { id: number; epoch: Text; position: number; floor: number };
    /** Membership of rows in scopes: where each row was changed last, and whether it is gone from the scope. */
    feed_row: { kind: Text; key: Text; scope: Text; position: number; deleted: Flag };
    envelope: {
      stream: Text;
      seq: number;
      desk_id: Text;
      id: Text;
      hash: Text;
      body: Text;
      signature: Text;
      args: Text | null;
      salt: Text | null;
      name: Text;
      received_at: number;
      effective_at: number;
      /** The clamped time of a clock-suspect act. */
      clamped_at: number | null;
      outcome: Text;
      /** Of an act on a code by phone. */
      phone_challenge: Text | null;
      /** Of an act that was held: the act that released it. */
      released_by: Text | null;
      /** Of one that was held for its arguments alone: the position at which these came. Null: it has that of the act that released it. */
      released_position: number | null;
      /** Facts counted by reports: see ActFacts. `overrides` is a JSON list. */
      shift_id: Text | null;
      staff_id: Text | null;
      overrides: Text | null;
      for_hold: Text | null;
      /** 1: a checkout that a proxy carried; it outlives the arguments. */
      by_proxy: Flag | null;
    };
    receipt: { stream: Text; seq: number; desk_id: Text; id: Text; position: number; body: Text };
    /** Envelopes that contradict stored ones. */
    quarantine: {
      stream: Text;
      seq: number;
      hash: Text;
      desk_id: Text;
      body: Text;
      signature: Text;
      args: Text | null;
      salt: Text | null;
      received_at: number;
    };
    desk: {
      id: Text;
      name: Text;
      branch: Text;
      public_key: Text;
      pepper: Text;
      status: Text;
      enrolled_at: number;
      revoked_at: number | null;
      last_contact_at: number | null;
      /** The scopes that its copy was loaded with, as a JSON list; null before the first load. */
      scopes: Text | null;
      /** When it closed with nothing left to send; null = it is open. */
      closed_at: number | null;
      /** Since when it is silent although it was open; null = it is not, or has handed in its acts since. */
      silent_since: number | null;
      /** When a supervisor released the waiting acts in spite of its silence. */
      released_at: number | null;
      /** The position that its last feed began at or was brought to; null before the first. */
      feed_position: number | null;
    };
    /** Acts of time that wait for silent desks: `waiting`, or `dropped` when acts of a desk made them pointless. */
    held_back: { id: Text; name: Text; branch: Text; subject: Text; due_at: number; state: Text };
    /** Rules that came after loans under them: those of items after `after_item` are still to be folded again. */
    rules_to_fold_under: { version: Text; after_item: Text };
    desk_stream: {
      stream: Text;
      desk_id: Text;
      last_seq: number;
      last_hash: Text;
      /** Time of the last act without stated time. */
      last_at: number | null;
      status: Text;
      contacts: Text;
      after_stream: Text | null;
      opened_at: number;
    };
    enrol_code: { hash: Text; branch: Text; name: Text | null; expires_at: number; used_at: number | null };
    desk_token: { hash: Text; desk_id: Text; expires_at: number };
    /** Moments of wrong PINs, as JSON. */
    pin_tries: { staff_id: Text; failed_at: Text };
    desk_challenge: { challenge: Text; desk_id: Text; expires_at: number };
    staff: {
      id: Text;
      name: Text;
      branch: Text | null;
      salt: Text;
      pin_hash: Text;
      badge_digest: Text | null;
      expires_at: number | null;
      created_at: number;
      /** The card of their own account; null = not given. */
      own_card: Text | null;
      /** At any desk; null = never, or not reported. */
      signed_in_at: number | null;
    };
    /** From when a member of staff has a role; null = none any more. */
    staff_role: { staff_id: Text; at: number; role: Text | null };
    /** The rights of a role from a moment on, as a list; before the first row the defaults of Holdfast. */
    role_rights: { role: Text; at: number; rights: Text };
    /** Reasons that a person or role may override for a while without the right, as NightGrant. */
    night_grant: {
      id: Text;
      made_at: number;
      role: Text | null;
      staff_id: Text | null;
      /** A list of reasons. */
      codes: Text;
      act_count: number;
      limit_minor: number | null;
      from_at: number;
      to_at: number;
    };
    server_key: { id: number; public_key: Text; private_key: Text };
    /** Rows of the last import, by source: a later one compares with them. */
    import_row: { kind: Text; system: Text; source_id: Text; key: Text; body: Text };
    schema_version: { version: number; at: number };
    /** Purged rows, by kind and key: never in a backup, and applied to one before it serves. */
    purged: { kind: Text; key: Text; at: number };
    /** Acts as entries of the shift that they were made in, as ShiftEntry. */
    shift_entry: {
      id: Text;
      shift_id: Text;
      desk_id: Text;
      branch: Text | null;
      stream: Text;
      seq: number;
      at: number;
      kind: Text;
      body: Text;
    };
    /** Patrons and items of acts of use, as UseWho or UseWhat, under the number made of it. */
    use_kind: { id: number; body: Text };
    /** Acts of use, under the id of the act: `state` as UseState, the hour of the week on the clock of the branch. */
    circ_stat: { id: Text; at: number; desk_id: Text; who: number; what: number; week_hour: number; state: Text };
    /** Patrons who were turned away, as Refusal, under the act that brought it. */
    refusal: {
      act_id: Text;
      n: number;
      desk_id: Text;
      branch: Text | null;
      shift_id: Text | null;
      at: number;
      kind: Text;
      item_type: Text | null;
      body: Text;
    };
    /** The log of branches, as LogEntry. */
    log_entry: StateTable & { branch: Text; kind: Text; at: number };
    /** Writes of accounts that are not there yet, as recorded. */
    early_account_write: { act_id: Text; patron_id: Text; at: number; body: Text };
    /** Acts that see or end an entry of the log which is not there yet: `note` of one that ends it. */
    early_log_write: { act_id: Text; entry_id: Text; at: number; staff_id: Text | null; note: Text | null };
    /** Questions of the reference tally. */
    reference_tally: {
      id: Text;
      at: number;
      desk_id: Text;
      branch: Text | null;
      shift_id: Text | null;
      tier: Text;
      mode: Text | null;
      subject: Text | null;
      undone: number;
      /** Of its last description, or of itself. */
      described_at: number;
    };
    /** Acts that undo or describe a question which is not there yet. */
    early_tally_write: {
      act_id: Text;
      tally_id: Text;
      desk_id: Text;
      at: number;
      undone: number;
      mode: Text | null;
      subject: Text | null;
    };
    /** Work on exceptions that does not end them, as ExceptionWork. */
    exception_work: { exception_id: Text; act_id: Text; desk_id: Text; stream: Text; seq: number; body: Text };
    /** When the feed was at a position, now and then: how old a tombstone is. */
    feed_mark: { position: number; at: number };
    /** One row: of acts before this moment every change is noted. */
    kept_horizon: { id: number; until: number };
    /** An act of this moment came, or was changed, when its day may have been kept. */
    kept_change: { at: number };
    /** Figures of a day that is over, by the clock of a zone: they stand as long as no more changes are noted of it than there were. */
    kept_figures: { kind: Text; zone: Text; from_at: number; to_at: number; changes: number; body: Text };
  };

export type TableName = keyof Tables;

/** A value of any column. */
export type SqlValue = string | number | null;
