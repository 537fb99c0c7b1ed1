// Asks the server for a report of the whole library.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { ReportDocument } from '../../../shared/reports/document.ts';
import type { ReportRequest } from '../../../shared/wire/report.ts';
import type { DeskFiles } from '../open-desk-files.ts';

/** The report. A token that has run out is taken anew once; what the server refuses comes with its own code. */
export async function libraryReport(
  { client, identity, signer }: Pick<DeskFiles, 'client' | 'identity' | 'signer'>,
  request: ReportRequest,
): Promise<ReportDocument> {
  let exchange = await client.report(request);
  if (!exchange.ok && exchange.error.kind === 'token') {
    await client.getToken(identity.deskId, signer);
    exchange = await client.report(request);
  }
  if (exchange.ok) return parseDocument(exchange.value.value.document);
  const { error } = exchange;
  if (error.kind === 'refused') throw new HoldfastError(error.code, { kind: request.kind, staff: '' });
  throw new HoldfastError('HF-SYNC-003', { url: identity.serverUrl });
}

/** The server is of this version, or its protocol would be another. */
function parseDocument(document: unknown): ReportDocument {
  return document as ReportDocument;
}
