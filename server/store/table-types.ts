// Types of columns that tables share.

export type Text = string;
export type Flag = 0 | 1;

/** A row of a feed kind: its JSON in `body`, beside the columns that queries ask for. `version` counts its changes. */
export type StateTable = { id: Text; body: Text; version: number };
export type Sourced = { source_system: Text | null; source_id: Text | null };
