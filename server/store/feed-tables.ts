// The tables of data feeds, as tables.ts types all others.

type Text = string;

export type FeedTables = {
  /** Recurring files of other offices, as DataFeed; `seen`: the file that was read last; one server at a time works on one. */
  data_feed: {
    name: Text;
    body: Text;
    looked_at: number | null;
    seen: Text | null;
    fault_at: number | null;
    fault: Text | null;
    claimed_by: Text | null;
    claimed_until: number;
  };
  /** Imports by a command, as ImportRun. */
  import_run: { id: Text; begun_at: number; body: Text };
  /** Files that were taken, as FeedRun; numbered without gaps. */
  data_feed_run: { id: Text; feed: Text; number: number; state: Text; taken_at: number; body: Text };
  /** The bytes of the file of a run that is not over, packed, in pieces. */
  data_feed_file: { run: Text; n: number; body: Text };
};
