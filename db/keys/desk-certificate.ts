// A certificate by which a desk shows on a TLS connection that it is the desk of its key. The connection has a key of its own, made at each start;
// the desk's key signs that one, and both are in an extension. Nothing in it is trusted for its own sake: no name, no issuer, no dates.
// Not the desk's key itself: TLS of Chromium does not take Ed25519 in certificates.

import { createHash, generateKeyPairSync, sign, type X509Certificate } from 'node:crypto';
import type { Signer, Signing } from './signing.ts';

/** For a TLS context, as PEM. */
export type DeskCertificate = { readonly cert: string; readonly key: string };

/** A fresh key with its certificate. */
export function makeDeskCertificate(signer: Signer): DeskCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const spki = publicKey.export({ format: 'der', type: 'spki' });
  const proof = Buffer.from(`${signer.publicKey}\n${signer.sign(proofText(spki))}`);
  const name = sequence(tlv(SET, sequence(oid(COMMON_NAME), tlv(UTF8, Buffer.from('desk')))));
  const algorithm = sequence(oid(ECDSA_SHA256));
  const body = sequence(
    tlv(VERSION, tlv(INTEGER, Buffer.from([2]))),
    tlv(INTEGER, Buffer.from([1])),
    algorithm,
    name,
    sequence(tlv(UTC_TIME, Buffer.from('000101000000Z')), tlv(GENERAL_TIME, Buffer.from('99991231235959Z'))),
    name,
    spki,
    tlv(EXTENSIONS, sequence(sequence(oid(PROOF), tlv(OCTETS, proof)))),
  );
  const signature = sign('sha256', body, privateKey);
  const der = sequence(body, algorithm, tlv(BITS, Buffer.concat([Buffer.from([0]), signature])));
  const base64 = der.toString('base64').replace(/.{64}/g, '$&\n');
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
  };
}

/**
 * The desk's key that a certificate of a finished handshake proves; null where it proves none. Wherever the words of a proof stand in it, they hold
 * for this certificate's own key or they do not hold.
 */
export function provenKey(
  { raw, publicKey }: Pick<X509Certificate, 'raw' | 'publicKey'>,
  { verifier }: Pick<Signing, 'verifier'>,
): string | null {
  const mark = oid(PROOF);
  const at = raw.indexOf(mark);
  if (at < 0) return null;
  const [key, signature, ...rest] = octetsAt(raw, at + mark.length).split('\n');
  if (key === undefined || signature === undefined || rest.length > 0) return null;
  const spki = publicKey.export({ format: 'der', type: 'spki' });
  return verifier(key)(proofText(spki), signature) ? key : null;
}

/** No other text that a desk signs begins so: envelopes are JSON, and a challenge is made by the server. */
function proofText(spki: Buffer): string {
  return `holdfast branch network 1\n${createHash('sha256').update(spki).digest('hex')}`;
}

const [INTEGER, BITS, OCTETS, OID, UTF8, UTC_TIME, GENERAL_TIME] = [0x02, 0x03, 0x04, 0x06, 0x0c, 0x17, 0x18];
const [SEQUENCE, SET, VERSION, EXTENSIONS] = [0x30, 0x31, 0xa0, 0xa3];

const COMMON_NAME = '550403';
const ECDSA_SHA256 = '2a8648ce3d040302';
/** Under 2.25, the arc of random numbers. */
const PROOF = '69d7c9e3b2f5a4cb9e8fd1b66d';

const oid = (hex: string) => tlv(OID, Buffer.from(hex, 'hex'));
const sequence = (...parts: readonly Buffer[]) => tlv(SEQUENCE, Buffer.concat(parts));

function tlv(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const head = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...head]), content]);
}

/** The octet string at a place, as text; empty where there is none. */
function octetsAt(der: Buffer, at: number): string {
  if (der[at] !== OCTETS) return '';
  const first = der[at + 1] ?? 0;
  const lengthBytes = first < 0x80 ? 0 : first === 0x81 ? 1 : first === 0x82 ? 2 : null;
  if (lengthBytes === null || at + 2 + lengthBytes > der.length) return '';
  const length = lengthBytes === 0 ? first : der.readUIntBE(at + 2, lengthBytes);
  const from = at + 2 + lengthBytes;
  return from + length > der.length ? '' : der.toString('latin1', from, from + length);
}
