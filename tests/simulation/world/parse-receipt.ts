// The parts of an answer that the world reads in passing; the desk checks the whole form.

/** The place and the outcome of a receipt. */
export const parseReceipt = (text: string) => JSON.parse(text) as { stream: string; seq: number; outcome: string };
