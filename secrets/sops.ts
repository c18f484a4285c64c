import { isRecord } from '../model/manifest';
import { encrypted } from './examples';

const recipients = ['age', 'pgp', 'kms', 'gcp_kms', 'azure_kv', 'hc_vault', 'key_groups', 'hckms'];

/** Whether SOPS wrote a document: a message authentication code that is encrypted itself, and somebody who can decrypt it. */
export function isSealedBySops(document: unknown): boolean {
  if (!isRecord(document) || !isRecord(document.sops)) return false;
  const { sops } = document;
  const isFor = recipients.some(kind => Array.isArray(sops[kind]) && sops[kind].length > 0);
  return typeof sops.mac === 'string' && encrypted.test(sops.mac) && typeof sops.lastmodified === 'string' && isFor;
}
