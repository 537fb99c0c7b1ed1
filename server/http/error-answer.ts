// Every answer that is not a success is an ErrorResponse with a code that a person can quote.

import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { ErrorCode } from '../../shared/core/codes/errors.ts';
import { MAX_BATCH_BYTES } from '../../shared/wire/commands.ts';
import { LATER_STATUS, type ErrorResponse } from '../../shared/wire/error-response.ts';
import { codeOf, isInfrastructure } from '../store/failure.ts';

export type ErrorAnswer = { readonly status: number; readonly body: ErrorResponse };

const STATUS: Readonly<Partial<Record<ErrorCode, number>>> = {
  'HF-AUTH-001': 401,
  'HF-AUTH-060': 401,
  'HF-SERVER-012': 404,
  'HF-AUTH-002': 403,
  'HF-AUTH-003': 401,
  'HF-AUTH-004': 400,
  'HF-AUTH-005': 400,
  'HF-AUTH-006': 400,
  'HF-AUTH-007': 400,
  'HF-AUTH-008': 400,
  'HF-AUTH-010': 400,
  'HF-AUTH-011': 400,
  'HF-AUTH-022': 403,
  'HF-AUTH-023': 403,
  'HF-AUTH-024': 403,
  'HF-AUTH-031': 400,
  'HF-AUTH-034': 400,
  'HF-AUTH-032': LATER_STATUS,
  'HF-ENROL-001': 403,
  'HF-ENROL-002': 403,
  'HF-ENROL-003': 429,
  'HF-ENROL-005': 403,
  'HF-ENROL-006': 400,
  'HF-ENROL-012': 403,
  'HF-PATRON-001': 404,
  'HF-RULES-005': 400,
  'HF-RULES-006': 400,
  'HF-RULES-007': 400,
  'HF-RULES-008': 400,
  'HF-RULES-009': 400,
  'HF-RULES-010': 400,
  'HF-RULES-011': 400,
  'HF-IMPORT-003': 400,
  'HF-SERVER-006': 503,
  'HF-SERVER-007': 413,
  'HF-SERVER-008': 400,
  'HF-SERVER-009': 404,
  'HF-SERVER-010': 503,
  'HF-SERVER-015': 410,
  'HF-SERVER-016': 404,
  'HF-SERVER-019': 400,
  'HF-SERVER-020': 429,
  'HF-SERVER-021': 429,
  'HF-SERVER-023': 429,
  'HF-SERVER-024': 400,
  'HF-SERVER-029': 400,
  'HF-SERVER-083': 404,
  'HF-SYNC-001': 426,
  'HF-UI-008': 400,
};

/** The answer to an error of any kind. An error without a code is a failure of the server, and its text stays here. */
export function errorAnswer(error: unknown, requestId: string): ErrorAnswer {
  const known = asKnown(error, requestId);
  return { status: STATUS[known.code] ?? 500, body: { code: known.code, message: known.message } };
}

function asKnown(error: unknown, requestId: string): HoldfastError {
  if (error instanceof HoldfastError) return error;
  if (isInfrastructure(error)) return new HoldfastError('HF-SERVER-010', {}, { cause: error });
  const { code, statusCode } = parseHttpError(error);
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new HoldfastError('HF-SERVER-007', { limit: MAX_BATCH_BYTES });
  if (statusCode !== null && statusCode >= 400 && statusCode < 500) {
    return new HoldfastError('HF-SERVER-008', { detail: code === '' ? 'it cannot be read' : code });
  }
  return new HoldfastError('HF-SERVER-013', { request: requestId }, { cause: error });
}

function parseHttpError(error: unknown): { readonly code: string; readonly statusCode: number | null } {
  const hasStatus = typeof error === 'object' && error !== null && 'statusCode' in error;
  return {
    code: codeOf(error),
    statusCode: hasStatus && typeof error.statusCode === 'number' ? error.statusCode : null,
  };
}
